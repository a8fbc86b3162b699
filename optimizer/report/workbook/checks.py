"""The sheets of checks: one line a rule, ok or by how much it is broken and where; and every limit behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.audit.tolerances import slack as forgiven
from models.case import Case
from models.plan import Plan
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.check import Check
from optimizer.report.workbook.check_production import (
    build_checks,
    firm_checks,
    line_checks,
    mix_checks,
    part_checks,
    shift_checks,
)
from optimizer.report.workbook.check_sales import (
    demand_checks,
    program_checks,
    table_checks,
    transport_checks,
    whole_checks,
)
from optimizer.report.workbook.check_sites import market_checks, plant_checks
from optimizer.report.workbook.contribution import Money
from optimizer.report.workbook.decisions import Decided
from optimizer.report.workbook.figures import Figure, stacked
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.layout import Sheet

Cell = TypeVar("Cell", np.float64, np.bool_)

RULES: Final = {
    "tables": "decisions are numbers, 0 or more",
    "line_time": "hours worked fit in regular time and overtime, and reach the least",
    "overtime": "overtime stays within its limit",
    "level_line": "hours worked change no more from one period to the next than allowed",
    "lots": "a model that is built at all is built in its lots",
    "build_exists": "only what a line can build, and can be sent on, is built",
    "plant_balance": "what is built leaves or waits in the yard",
    "yard_limit": "a yard holds no more of a model than its maximum",
    "yard_space": "all vehicles in a yard fit in its space",
    "market_balance": "what arrives is sold or stays in stock",
    "stock_limits": "stock keeps between its minimum and maximum",
    "stock_space": "all vehicles in stock fit in the market's space",
    "closing": "the horizon ends with enough in stock and under way, not too much",
    "demand": "no more is sold than is asked for",
    "commitments": "what was promised is delivered in its period",
    "routes": "a route that is used carries its lot and no more than its maximum",
    "ship_exists": "only what has freight and arrives in time is dispatched",
    "services": "what is dispatched fits on the sailings, as many as may and must sail",
    "programs": "a program sells enough if launched, and nothing at all if not",
    "parts": "parts used are no more than supplied and carried on",
    "mix": "families and models keep to their share of a line",
    "shifts": "one shift pattern is in force, and kept long enough",
    "frozen": "firm builds are as they are",
    "baseline": "builds stay near last cycle's plan where they must",
    "integrality": "vehicles, sailings and launches are whole",
    "contribution": "the money by item and by market adds up to the same",
}
"""Every rule of the audit, in its order, in a planner's words."""


@dataclass(frozen=True)
class Checks:
    """``details``: a row for each limit and key. ``spans``: first and last row of each rule there, where it has any.

    ``slack``: what is smaller counts as nothing.
    """

    details: Block
    spans: dict[str, tuple[int, int]]
    units: dict[str, str]
    slack: float


def checks(book: Book, case: Case, plan: Plan, given: Inputs, decided: Decided, money: Money) -> Checks:
    """Put every limit on the sheet of details."""
    found = [check for check in _all(case, given, decided, money) if len(check.rows)]
    order = list(RULES)
    found.sort(key=lambda check: order.index(check.rule))
    rows: list[tuple[str, ...]] = []
    figures, filled = [], []
    spans: dict[str, tuple[int, int]] = {}
    units: dict[str, str] = {}
    for check in found:
        first = len(rows)
        rows += [(check.rule, check.message, place, check.unit) for place in check.places()]
        spans[check.rule] = (spans.get(check.rule, (first, 0))[0], len(rows) - 1)
        units.setdefault(check.rule, check.unit)
        figures.append(_laid_out(check, case.periods))
        filled.append(_in_place(check, check.filled[check.rows], case.periods))
    details = book.place(
        Sheet.DETAILS, "Excess over every limit: 0 where it holds", ("rule", "what is wrong", "where", "unit"), rows,
        stacked(figures, case.periods + 1), filled=np.vstack(filled), headers=("horizon", *book.periods),
        look=Look.FRACTIONS,
    )  # fmt: skip
    details.worst = Figure(details.value.max(axis=1, keepdims=True), lambda row, _: f"MAX({details.across(row)})")
    return Checks(details, spans, units, slack(plan))


def _all(case: Case, given: Inputs, decided: Decided, money: Money) -> Iterator[Check]:
    yield from table_checks(decided)
    yield from line_checks(given, decided)
    yield from build_checks(given, decided)
    yield from plant_checks(given, decided)
    yield from market_checks(given, decided)
    yield from demand_checks(given, decided)
    yield from transport_checks(given, decided)
    yield from program_checks(given, decided)
    yield from part_checks(given, decided)
    yield from mix_checks(case, given, decided)
    yield from shift_checks(given, decided)
    yield from firm_checks(given, decided)
    yield from whole_checks(case, decided)
    yield Check("contribution", "items and markets differ", "money", ("total",), [("objective",)], money.difference(),
                np.ones((1, 1), dtype=np.bool_), is_of_horizon=True)  # fmt: skip


def _laid_out(check: Check, periods: int) -> Figure:
    """The rows of a check with a column for the horizon before those of the periods."""
    figure, rows = check.figure, check.rows
    value = np.broadcast_to(figure.value, check.filled.shape)[rows]
    shift = 0 if check.is_of_horizon else 1
    return Figure(_in_place(check, value, periods), lambda row, column: figure.text(int(rows[row]), column - shift))


def _in_place(check: Check, cells: NDArray[Cell], periods: int) -> NDArray[Cell]:
    """The cells of a check among those of the horizon and all periods, the others 0."""
    blank = np.zeros((len(cells), periods if check.is_of_horizon else 1), dtype=cells.dtype)
    return np.hstack([cells, blank] if check.is_of_horizon else [blank, cells])


def slack(plan: Plan) -> float:
    """What the audit forgives of rounding where the figures are as large as the plan's largest."""
    columns = [plan.allocation["units"], plan.shipments["units"], plan.fulfilment["demand"], plan.fulfilment["sold"],
               plan.inventory["units"], plan.utilisation["worked_hours"]]  # fmt: skip
    largest = max((float(column.max()) for column in columns if len(column)), default=0.0)
    return float(f"{forgiven(np.array(largest)):.1g}")
