"""Shift patterns, judged: one in force on each line and period, kept long enough, changes counted."""

from collections.abc import Iterator

import numpy as np

from models.audit.facts import LINE_PERIOD, Facts
from models.audit.findings import Finding, found
from models.audit.frame import Frame, Whole, filled, laid_on

PATTERN = ["plant", "line", "pattern"]


def pattern_terms(facts: Facts) -> Frame:
    """Every line's pattern and period that has a row: ``hours``, ``cost``, ``change_cost``, ``minimum_periods``."""
    case = facts.case
    keys = case.space.every_period(case.space.distinct(case["shifts"], PATTERN))
    terms = case.completed(
        "shifts", keys, alternatives=[("hours", "hours_per_day")], hours=np.nan, hours_per_day=np.nan, cost=0.0,
        change_cost=0.0, minimum_periods=1.0,
    )  # fmt: skip
    by_day = terms["hours_per_day"] * case.working_days[terms["period"]]
    hours = filled(filled(terms["hours"], by_day), 0.0)
    return terms.assign(hours=hours).only(terms["matched"])


def hours_by_pattern(facts: Facts, rows: Frame) -> Frame:
    """For every line and period: whether the line has patterns, and regular hours: the chosen one's, least and most.

    Relaxed: a mixture of patterns may be in force, and ``chosen`` is what the plan says.
    """
    space, terms = facts.space, facts.once(pattern_terms)
    by_hours = np.argsort(terms["hours"], kind="stable")
    chosen = space.value(rows.assign(pattern=_written_pattern(facts, rows)), terms, "hours", [*PATTERN, "period"])
    return Frame({
        "has_patterns": space.stands(rows, facts.case["shifts"], ["plant", "line"]),
        "chosen": rows["said_regular_hours"] if facts.relaxed else chosen,
        "least": space.value(rows, terms.at(by_hours), "hours", LINE_PERIOD),
        "most": space.value(rows, terms.at(by_hours[::-1]), "hours", LINE_PERIOD),
    })  # fmt: skip


def _written_pattern(facts: Facts, rows: Frame) -> Whole:
    table = facts.written["utilisation"]
    return laid_on(facts.space.find(rows, table, LINE_PERIOD), table["pattern"], -1)


def pattern_grid(facts: Facts) -> Frame:
    """Every line with patterns in every period: ``pattern`` in force as written, and the one ``before`` (-1: none).

    ``changed``: the line changes to the pattern. With none marked ``previous`` the first choice is no change.
    """
    case, space = facts.case, facts.space
    rows = space.every_period(space.distinct(case["shifts"], ["plant", "line"]))
    pattern = _written_pattern(facts, rows)
    marked = case["shifts"].only(case["shifts"]["previous"] == "yes")
    previous = laid_on(space.find(rows, marked, ["plant", "line"]), marked["pattern"], -1)
    first = rows["period"] == 0
    before = np.where(first, previous, np.append(-1, pattern[:-1]))
    changed = (pattern != before) & (pattern >= 0) & ~(first & (before < 0))
    return rows.assign(pattern=pattern, before=before, changed=changed)


def shifts(facts: Facts) -> Iterator[Finding]:
    """Exactly one pattern is in force on a line with patterns, and one changed to is kept for its least time.

        sum_n pattern[l,n,t] = 1, of those with a row for t                                  for all l, t
        change[l,n,t] = 1  =>  pattern[l,n,u] = 1        for all u from t to t + minimum_periods - 1 within the horizon

    A line without patterns names none. Relaxed: not checked, since patterns may be mixed.
    """
    if facts.relaxed:
        return
    rows, terms = facts.once(pattern_grid), facts.once(pattern_terms)
    where, ones = rows[LINE_PERIOD], np.ones(len(rows))
    pattern = rows["pattern"]
    yield found(where, pattern < 0, ones, "no shift pattern is in force")
    offered = facts.space.stands(rows, terms, [*PATTERN, "period"])
    yield found(where, (pattern >= 0) & ~offered, ones, "the pattern has no row for the line in this period")
    yield _left_too_early(facts, rows, terms)
    named = facts.written["utilisation"]
    named = named.only(named["pattern"] >= 0)
    strange = ~facts.space.stands(named, facts.case["shifts"], ["plant", "line"])
    yield found(named[LINE_PERIOD], strange, np.ones(len(named)), "a pattern on a line that has none")


def _left_too_early(facts: Facts, rows: Frame, terms: Frame) -> Finding:
    """Where a pattern was changed to: in how many of the periods it had to be kept it is not in force."""
    horizon = facts.case.horizon
    period, pattern = rows["period"], rows["pattern"]
    least = facts.space.value(rows, terms, "minimum_periods", [*PATTERN, "period"])
    missing = np.zeros(len(rows))
    for later in range(1, horizon):
        must_stay = rows["changed"] & (least > later) & (period + later < horizon)
        missing += must_stay & (np.roll(pattern, -later) != pattern)
    return found(rows[LINE_PERIOD], missing > 0, missing, "the pattern changed to here is left before minimum_periods")
