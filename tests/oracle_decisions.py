"""The oracle's decisions: one variable for everything a plan may choose, in dictionaries by name."""

import math
from dataclasses import dataclass, field


@dataclass
class Decisions:
    """Variables by key; periods are numbers 0 … T - 1. A key that is missing cannot be chosen: it is 0."""

    build: dict = field(default_factory=dict)  # plant, line, model, market, period
    ship: dict = field(default_factory=dict)  # route, model, period of dispatch
    yard: dict = field(default_factory=dict)  # plant, model, market, period
    stock: dict = field(default_factory=dict)  # market, model, period
    sell: dict = field(default_factory=dict)
    backlog: dict = field(default_factory=dict)
    short: dict = field(default_factory=dict)
    overtime: dict = field(default_factory=dict)  # plant, line, period
    run: dict = field(default_factory=dict)  # plant, line, model, period
    use: dict = field(default_factory=dict)  # route, period
    launch: dict = field(default_factory=dict)  # market, model
    sail: dict = field(default_factory=dict)  # service, period
    pattern: dict = field(default_factory=dict)  # plant, line, pattern, period
    change: dict = field(default_factory=dict)
    part_stock: dict = field(default_factory=dict)  # part, period
    deviation: dict = field(default_factory=dict)  # as build


def decide(facts, book):
    """All variables of a case."""
    d = Decisions()
    for p, line in facts.lines:
        for t in facts.periods:
            d.overtime[p, line, t] = book.variable(upper=facts.overtime(p, line, t))
            for n in facts.patterns(p, line):
                if facts.offered(p, line, n, t):
                    d.pattern[p, line, n, t] = book.switch()
                    d.change[p, line, n, t] = book.switch()
            for v in facts.models:
                for k in facts.markets:
                    if facts.can_build(p, line, v, k, t):
                        d.build[p, line, v, k, t] = book.variable(whole=facts.integer)
                if any((p, line, v, k, t) in d.build for k in facts.markets):
                    d.run[p, line, v, t] = book.switch()
    for r in facts.routes:
        for t in facts.periods:
            d.use[r, t] = book.switch()
            for v in facts.models:
                if facts.can_ship(r, v, t):
                    d.ship[r, v, t] = book.variable(whole=facts.integer)
    for k, v in facts.pairs:
        d.launch[k, v] = book.switch()  # without a row in `programs`: always launched, see the rule
        for t in facts.periods:
            d.sell[k, v, t] = book.variable()
            d.short[k, v, t] = book.variable()
            if facts.waits(k, v):
                d.backlog[k, v, t] = book.variable()
            if facts.raw.matching("stock", k, v):  # "without a row, arrivals are sold in the period they arrive"
                d.stock[k, v, t] = book.variable()
            for p in facts.plants:
                if facts.raw.matching("yards", p, v, k):  # "without a row, units leave in the period they are built"
                    d.yard[p, v, k, t] = book.variable()
    for s in sorted({row["service"] for row in facts.raw.rows("services")}):
        for t in facts.periods:  # "a period without a row has no sailing"
            most = facts.raw.number("services", "sailings", 0.0, s, facts.names[t])
            least = facts.raw.number("services", "minimum_sailings", 0.0, s, facts.names[t])
            d.sail[s, t] = book.variable(least, most, whole=True)
    for g in sorted({row["part"] for row in facts.raw.rows("parts")}):
        if any(row["part"] == g and row.get("storable") == "yes" for row in facts.raw.rows("parts")):
            for t in facts.periods:
                d.part_stock[g, t] = book.variable()
    for row in facts.raw.rows("baseline"):  # every build of a (line, period) that stands there
        for key in d.build:
            if (key[0], key[1], facts.names[key[4]]) == (row["plant"], row["line"], row["period"]):
                d.deviation.setdefault(key, None)
    for key in d.deviation:
        d.deviation[key] = book.variable()
    return d


def most_units(facts, decisions, p, line, v, t):
    """More units of a model than its line can build in a period: what its hours allow."""
    shifts = facts.patterns(p, line)
    regular = (
        max((facts.hours("shifts", ("hours", "hours_per_day"), 0.0, t, p, line, n) for n in shifts), default=0.0)
        if shifts
        else facts.regular(p, line, t)
    )
    quickest = min(
        (facts.hours_per_unit(p, line, v, k, t) for k in facts.markets if (p, line, v, k, t) in decisions.build),
        default=math.inf,
    )
    return (regular + facts.overtime(p, line, t)) / quickest + 1.0
