"""The oracle's rules of line, plant and supplier, each beside the design's own sentence."""

import math

from tests.oracle_decisions import most_units

LEAST_RUN = 0.001
"""Least units of a run where vehicles need not be whole: without one, a set-up for nothing could fill minimum hours."""


def worked(facts, d, p, line, t):
    """Design: "`worked = Σ (hours_per_unit + adaptation hours) · build + Σ setup_hours · run`", as terms."""
    terms = [
        (facts.hours_per_unit(*key[:4], t), x) for key, x in d.build.items() if key[:2] == (p, line) and key[4] == t
    ]
    for (p_, line_, v, t_), x in d.run.items():
        if (p_, line_, t_) == (p, line, t):
            terms.append((facts.build("setup_hours", 0.0, p, line, v, t), x))
    return terms


def negative(terms):
    """The same terms with the opposite sign."""
    return [(-coefficient, x) for coefficient, x in terms]


def line_time(facts, d, book):
    """Design:

    "`minimum_hours ≤ worked ≤ regular + overtime`; `overtime ≤ overtime_hours`. `regular` is the capacity row's, or
    the chosen pattern's".
    """
    for p, line in facts.lines:
        for t in facts.periods:
            hours = worked(facts, d, p, line, t)
            book.row(hours, lower=facts.capacity("minimum_hours", 0.0, p, line, t))
            limit = [(-1.0, d.overtime[p, line, t])]
            regular = 0.0
            if facts.patterns(p, line):
                for n in facts.patterns(p, line):
                    if (p, line, n, t) in d.pattern:
                        given = facts.hours("shifts", ("hours", "hours_per_day"), 0.0, t, p, line, n)
                        limit.append((-given, d.pattern[p, line, n, t]))
            else:
                regular = facts.regular(p, line, t)
            book.row(hours + limit, upper=regular)


def level_line(facts, d, book):
    """Design:

    "`|worked[t] − worked[t−1]| ≤ maximum_change` (of period `t`); in the first period against `previous_hours`,
    where given".
    """
    for p, line in facts.lines:
        for t in facts.periods:
            most = facts.capacity("maximum_change", math.inf, p, line, t)
            now = worked(facts, d, p, line, t)
            if t > 0:
                book.row(now + negative(worked(facts, d, p, line, t - 1)), -most, most)
            else:
                before = facts.capacity("previous_hours", None, p, line, t)
                if before is not None:
                    book.row(now, before - most, before + most)


def lots(facts, d, book):
    """Design: "`minimum_lot · run ≤ Σ_k build ≤ maximum_units · run`" (without a maximum: more than the hours allow).

    "`run`: the model is built on the line at all": a run of nothing is no run, so that set-up hours are worked only for
    what is built: at least one whole vehicle, or the least that shows in a plan.
    """
    for (p, line, v, t), run in d.run.items():
        built = [(1.0, d.build[p, line, v, k, t]) for k in facts.markets if (p, line, v, k, t) in d.build]
        least = facts.build("minimum_lot", 0.0, p, line, v, t)
        least = max(least, 1.0 if facts.integer else LEAST_RUN)
        most = min(facts.build("maximum_units", math.inf, p, line, v, t), most_units(facts, d, p, line, v, t))
        book.row([*built, (-least, run)], lower=0.0)
        book.row([*built, (-most, run)], upper=0.0)


def plant_balance(facts, d, book):
    """Design: "`yard[t−1] + Σ_l build = Σ_r ship + yard[t]`, `yard[0]` the opening units; `yard[t] ≤ maximum`"."""
    for k, v in facts.pairs:
        for p in facts.plants:
            for t in facts.periods:
                terms = [(1.0, x) for key, x in d.build.items() if (key[0], *key[2:]) == (p, v, k, t)]
                for r, route in facts.routes.items():
                    if (route["plant"], route["market"]) == (p, k) and (r, v, t) in d.ship:
                        terms.append((-1.0, d.ship[r, v, t]))
                opening = 0.0
                if (p, v, k, t) in d.yard:
                    terms.append((-1.0, d.yard[p, v, k, t]))
                    if t > 0:
                        terms.append((1.0, d.yard[p, v, k, t - 1]))
                    else:
                        opening = facts.yard("opening", 0.0, p, v, k)
                    book.row([(1.0, d.yard[p, v, k, t])], upper=facts.yard("maximum", math.inf, p, v, k))
                book.row(terms, -opening, -opening)


def yard_space(facts, d, book):
    """Design: "`Σ ceu · yard ≤ yard_capacity`"."""
    for row in facts.raw.rows("plants"):
        if row.get("yard_capacity", "") not in ("", "none"):
            for t in facts.periods:
                terms = [(facts.ceu[key[1]], x) for key, x in d.yard.items() if (key[0], key[3]) == (row["plant"], t)]
                book.row(terms, upper=float(row["yard_capacity"]))


def parts(facts, d, book):
    """Design:

    "`Σ quantity · build + part_stock[t] ≤ supply + part_stock[t−1]`, `part_stock[0]` the opening units (a part that
    is not storable adds its opening to the first period's supply, and carries nothing)".
    """
    for g in sorted({row["part"] for row in facts.raw.rows("parts")}):
        opening = max(
            [float(r["opening"]) for r in facts.raw.rows("parts") if r["part"] == g and r.get("opening")] or [0]
        )
        for t in facts.periods:
            terms = [
                (facts.raw.number("part_usage", "quantity", 0.0, g, v, p, k), x)
                for (p, _, v, k, t_), x in d.build.items()
                if t_ == t
            ]
            if (g, t) in d.part_stock:
                terms.append((1.0, d.part_stock[g, t]))
                if t > 0:
                    terms.append((-1.0, d.part_stock[g, t - 1]))
            supply = facts.raw.number("parts", "supply", 0.0, g, facts.names[t])
            book.row(terms, upper=supply + (opening if t == 0 else 0.0))


def mix(facts, d, book):
    """Design:

    "`minimum_share · U ≤ Σ build of the family or model ≤ maximum_share · U`, `U` all the line's units"; "each row
    is a rule of its own".
    """
    for row in facts.raw.rows("mix"):
        for t in facts.periods:
            if row.get("period", "") not in ("", facts.names[t]):
                continue
            units = {key: x for key, x in d.build.items() if key[:2] == (row["plant"], row["line"]) and key[4] == t}
            for column, sign in (("minimum_share", 1.0), ("maximum_share", -1.0)):
                if row.get(column, "") == "":
                    continue
                share = float(row[column])
                terms = [(-sign * share, x) for x in units.values()]
                for key, x in units.items():
                    if row.get("model") == key[2] or (row.get("family") and row["family"] == facts.family[key[2]]):
                        terms.append((sign, x))
                book.row(terms, lower=0.0)


def shifts(facts, d, book):
    """Design:

    "exactly one pattern; `change[n,t] ≥ pattern[n,t] − pattern[n,t−1]`, the pattern marked `previous` being in force
    at 0 (with none marked, the first choice is free and is no change); a pattern changed to at `t` stays through
    `t + minimum_periods − 1` or the horizon's end".
    """
    for p, line in facts.lines:
        patterns = facts.patterns(p, line)
        marked = any(facts.previous(p, line, n) for n in patterns)
        for t in facts.periods if patterns else ():
            book.row([(1.0, d.pattern[p, line, n, t]) for n in patterns if (p, line, n, t) in d.pattern], 1.0, 1.0)
            for n in patterns:
                if (p, line, n, t) not in d.pattern:
                    continue
                if t > 0 or marked:
                    before = [(1.0, d.pattern[p, line, n, t - 1])] if (p, line, n, t - 1) in d.pattern else []
                    in_force = 1.0 if t == 0 and facts.previous(p, line, n) else 0.0
                    row = [(1.0, d.change[p, line, n, t]), (-1.0, d.pattern[p, line, n, t]), *before]
                    book.row(row, lower=-in_force)
                stays = int(facts.shift("minimum_periods", 1.0, p, line, n, t))
                for later in range(t, min(t + stays, facts.T)):
                    kept = [(1.0, d.pattern[p, line, n, later])] if (p, line, n, later) in d.pattern else []
                    book.row([*kept, (-1.0, d.change[p, line, n, t])], lower=0.0)


def frozen(facts, d, book):
    """Design: "`build` equals its rows there, 0 elsewhere on that line in that period"."""
    firm = {
        tuple(row[c] for c in ("plant", "line", "model", "market", "period")): row for row in facts.raw.rows("frozen")
    }
    stands = {(key[0], key[1], key[4]) for key in firm}
    for (p, line, v, k, t), x in d.build.items():
        if (p, line, facts.names[t]) in stands:
            row = firm.get((p, line, v, k, facts.names[t]))
            units = float(row["units"]) if row else 0.0
            book.row([(1.0, x)], units, units)


def baseline(facts, d, book):
    """Design:

    "`deviation ≥ |build − units|` (no row: 0 units); with `tolerance`, `|build − units| ≤ tolerance · units`".

    "A row that can't be built is a warning and costs nothing, its tolerance is void; its (line, period) stands".
    """
    last = {
        tuple(row[c] for c in ("plant", "line", "model", "market", "period")): row for row in facts.raw.rows("baseline")
    }
    for (p, line, v, k, t), off in d.deviation.items():
        x = d.build[p, line, v, k, t]
        row = last.get((p, line, v, k, facts.names[t]), {})
        units = float(row.get("units") or 0)
        book.row([(1.0, off), (-1.0, x)], lower=-units)
        book.row([(1.0, off), (1.0, x)], lower=units)
        if row.get("tolerance"):
            slack = float(row["tolerance"]) * units
            book.row([(1.0, x)], units - slack, units + slack)
