"""A vehicle's journey and what it is worth, spelled out: each term in words, with the inputs it comes from."""

from dataclasses import dataclass, replace
from math import fsum

from optimizer.explain.costs import cited_costs
from optimizer.explain.ground import Ground
from optimizer.explain.journeys import Journey
from optimizer.explain.phrases import amount_named, limit_named, names
from optimizer.explain.sources import Cited, cited, places
from optimizer.explain.worth import Source, Term, Worth


@dataclass(frozen=True)
class Line:
    """One line of what a vehicle more is worth. ``amount = price · count`` of money, ``−price · count`` of a limit."""

    text: str
    count: float
    unit: str
    price: float
    amount: float
    citation: str


@dataclass(frozen=True)
class Way:
    """One way in which a vehicle could come, and what it is worth there."""

    line: str
    built: str
    route: str
    arrives: str
    earns: float
    """What it would earn were nothing scarce."""
    limits: float
    """What is scarce, at its price."""
    leaves: float


def lines(ground: Ground, gain: Worth, customers: str = "") -> list[Line]:
    """The terms in words; the same amount in several periods (of holding a vehicle) is one line. What is saved (fewer
    units at a cost) is told as so many more at a gain. ``customers``: what the price of a customer is called.
    """
    merged: dict[tuple[str, float], Line] = {}
    for term in gain.terms:
        line = _line(ground, term)
        if customers and term.row is not None and ground.rule_of(term.row)[0].name == "demand":
            line = replace(line, text=customers)
        known = merged.get((line.text, line.price))
        if known is not None:
            line = replace(line, count=known.count + line.count, amount=known.amount + line.amount)
        merged[line.text, line.price] = line
    return list(merged.values())


def _line(ground: Ground, term: Term) -> Line:
    case = ground.allocation.case
    if term.source is Source.MONEY:
        assert term.column is not None
        keys, place = ground.keys_of(term.column)
        text = amount_named(case, term.item, keys, place)
        unit, cells = "", cited_costs(case, term.item, keys, place)
    elif term.row is not None:
        rule, place = ground.rule_of(term.row)
        named = limit_named(case, rule.name, rule.limit, rule.keys, place)
        text, unit, cells = named.text, named.unit, cited(case, rule.name, rule.limit, rule.keys, place)
    else:
        assert term.column is not None
        text, unit, cells = _bound_line(ground, term.column)
    sign = -1.0 if term.source is Source.MONEY and term.count < 0 else 1.0
    return Line(text, sign * term.count, "" if unit == "unit" else unit, sign * term.price, term.amount, places(cells))


def _bound_line(ground: Ground, column: int) -> tuple[str, str, list[Cited]]:
    """The upper bound of a column in words."""
    case, bound = ground.allocation.case, ground.bound_of(column, 1)
    if bound is None:
        keys, place = ground.keys_of(column)
        return f"{ground.column_of(column)[0]} as planned: {', '.join(names(case, keys, place).values())}", "", []
    rule, place = bound
    named = limit_named(case, rule.name, rule.limit, rule.keys, place)
    return named.text, named.unit, cited(case, rule.name, rule.limit, rule.keys, place)


def way_told(ground: Ground, way: Journey, gain: Worth) -> Way:
    """A journey in a line, with what a vehicle more on it is worth."""
    steps = {ground.column_of(column)[0]: column for column in way.columns}
    case = ground.allocation.case
    built = names(case, *ground.keys_of(steps["build"])) if "build" in steps else {}
    sent = names(case, *ground.keys_of(steps["ship"])) if "ship" in steps else {}
    limits = fsum(term.amount for term in gain.terms if term.source is not Source.MONEY)
    arrives = _arrival(ground, steps["ship"]) if "ship" in steps else ""
    line, period, route = built.get("line", ""), built.get("period", ""), sent.get("route", "")
    return Way(line, period, route, arrives, gain.money, limits, gain.total)


def _arrival(ground: Ground, column: int) -> str:
    """The period in which a dispatch arrives."""
    keys, place = ground.keys_of(column)
    arrival, periods = int(keys["arrival"][place]), ground.allocation.case.tables.listed("period")
    return periods[arrival] if arrival < len(periods) else "after the end"


def journey_told(ground: Ground, way: Journey) -> str:
    """``built on TMMTX/1 in 2026-04, sent by … in 2026-05, there in 2026-07, in stock, sold in 2026-08``."""
    words: list[str] = []
    for column in way.columns:
        step, _ = ground.column_of(column)
        named = names(ground.allocation.case, *ground.keys_of(column))
        match step:
            case "build":
                words.append(f"built on {named['line']} in {named['period']}")
            case "yard":
                words.append("waiting in the yard")
            case "ship":
                words.append(f"sent by {named['route']} in {named['period']}, there in {_arrival(ground, column)}")
            case "stock":
                words.append("in stock")
            case _:
                words.append(f"sold in {named['period']}")
    return ", ".join(dict.fromkeys(words))
