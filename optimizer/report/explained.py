"""An explanation as a page: what was planned, what limited it, and why, in the planner's words."""

from collections.abc import Iterator

import pandas as pd

from optimizer.explain.binding import Binding
from optimizer.explain.explanation import Explanation
from optimizer.report.contrasted import contrasted
from optimizer.report.figures import hours, money, units
from optimizer.report.overview import Section
from optimizer.report.page import Notes, Page
from optimizer.report.reasoned import reasoned
from optimizer.report.remedied import remedied

MOST_LIMITS = 10
"""Limits of a slice that are shown; ``--out`` writes all."""

MOST_ROWS = 24
"""Rows of what was planned: the periods of two years."""

HEADERS = {
    "worked_hours": "worked",
    "regular_hours": "regular",
    "overtime_hours": "overtime",
    "overtime_limit": "overtime limit",
    "backlog": "waiting",
}
"""What columns of the plan's tables are called on the screen."""


def page(explanation: Explanation) -> Page:
    """The page."""
    tables = explanation.reopened.tables
    names = (tables.name, tables.scenario, "" if explanation.contrasts else explanation.part.chosen.text)
    planned = money(explanation.reopened.plan.objective, explanation.currency)
    best = money(explanation.ground.objective, explanation.currency)
    fact = f"{planned}; {best} at best where vehicles may be split"
    return Page(" · ".join(name for name in names if name), (("objective", fact),), tuple(_parts(explanation)))


def _parts(explanation: Explanation) -> Iterator[Section | Notes]:
    for contrast in explanation.contrasts:
        yield from contrasted(contrast, explanation.currency)
    if explanation.contrasts:
        return
    yield _table("What was planned", explanation.planned, "nothing is planned there")
    if len(explanation.worked):
        yield _table("Line time, hours", explanation.worked, "")
    yield _limits(explanation.bindings, explanation.currency)
    for why in explanation.reasons:
        yield from reasoned(why, explanation.currency)
        for remedy in explanation.remedies:
            if (remedy.market, remedy.model, remedy.period) == (why.market, why.model, why.period):
                yield from remedied(remedy, explanation.currency)
    yield Notes("How it is known", (_basis(explanation),))


def _basis(explanation: Explanation) -> str:
    """On what ground the prices stand."""
    kept = "launches, sailings, shifts, lots and routes as planned, and "
    return (
        f"Prices are exact with {'' if explanation.ground.is_relaxed else kept}vehicles that may be split. Those of "
        "one more are the prices in its direction; each gain is the plan solved again with one more unit of the limit."
    )


def _table(name: str, frame: pd.DataFrame, remark: str) -> Section:
    shown = frame.head(MOST_ROWS)
    names = [column for column in frame.columns if isinstance(frame[column].dtype, pd.CategoricalDtype)]
    is_hours = "worked_hours" in frame.columns
    rows = [
        tuple(str(cell) if column in names else (hours if is_hours else units)(float(cell))
              for column, cell in zip(frame.columns, row, strict=True))
        for row in shown.itertuples(index=False, name=None)
    ]  # fmt: skip
    left_out = len(frame) - len(shown)
    said = f"and {left_out:,} more rows" if left_out else remark if not rows else ""
    return Section(name, tuple(HEADERS.get(c, c) for c in frame.columns), tuple(rows), tuple(names), said)


def _limits(bindings: list[Binding], currency: str) -> Section:
    rows = [
        (one.text, _span(one.periods), _between(one), money(one.one_percent), _places(one.citations))
        for one in bindings[:MOST_LIMITS]
    ]
    headers = ("limit", "binds in", f"one more is worth, {currency}", "1 % more", "inputs")
    left_out = len(bindings) - len(rows)
    remark = f"and {left_out:,} more limits" if left_out > 0 else "" if rows else "no limit has a price there"
    return Section("What limits it", headers, tuple(rows), ("limit", "binds in", "inputs"), remark)


def _span(periods: tuple[str, ...]) -> str:
    if len(periods) <= 1:
        return "".join(periods)
    return f"{len(periods)} periods"


def _between(one: Binding) -> str:
    low, high = money(round(one.least)), money(round(one.most))
    return low if low == high else f"{low} to {high}"


def _places(citations: tuple[str, ...]) -> str:
    return citations[0] + (f" +{len(citations) - 1}" if len(citations) > 1 else "") if citations else ""
