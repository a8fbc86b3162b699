"""The sheet of money: every item of the contribution by period, and by market and model; all by formula."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.case import Case
from models.plan import ITEMS, PENALTIES
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.contribution_markets import by_market_and_model
from optimizer.report.workbook.decisions import Decided
from optimizer.report.workbook.figures import Figure, Places, rounded, stacked
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.sums import added, stretches, weighted

MEANING = {
    "revenue": "what customers pay", "production": "building the vehicles",
    "adaptation": "export specification", "setup": "set-ups of models run", "overtime": "hours beyond regular time",
    "shift": "shift patterns in force", "shift_change": "changing the shift pattern",
    "freight": "freight, surcharges, transit", "duty": "duty at arrival", "route": "routes used at all",
    "sailing": "sailings run", "yard_holding": "vehicles in yards", "stock_holding": "vehicles in stock",
    "closing": "vehicles left at the end", "launch": "programs launched", "shortage": "demand never met (penalty)",
    "backlog": "customers waiting (penalty)", "plan_change": "moved from the last plan (penalty)",
}  # fmt: skip
"""Items in a planner's words."""

LARGE: Final = 1e9
"""Money in all, costs and earnings, from which it is shown in thousands."""


@dataclass(frozen=True)
class Money:
    """``items`` (those that the case has) and what they come to: ``together`` has cash, penalties, objective."""

    items: Block
    together: Block
    by_pair: Block
    apart: Figure
    """By how much items and markets differ in all; one cell."""

    @property
    def objective(self) -> Figure:
        """Contribution, penalties and all."""
        return self.together.totals.rows(np.array([2]))

    def difference(self) -> Figure:
        """``apart`` in whole money of the size of the sums: what is left of rounding is nothing."""
        gross = float(np.abs(self.items.value).sum())
        digits = 2 - max(0, int(np.ceil(np.log10(gross))) - 10 if gross > 0 else 0)
        return rounded(self.apart, digits)


def contribution(book: Book, case: Case, given: Inputs, decided: Decided) -> Money:
    """Put the money on its sheet."""
    shift, change = _pattern_costs(book, given, decided)
    by_item = _items(case, given, decided, shift, change)
    names: list[str] = [item for item in ITEMS if item in by_item]
    rows = [(item, MEANING[item]) for item in names]
    whole = stacked([by_item[item] for item in names], case.periods)
    look = Look.THOUSANDS if np.abs(whole.value).sum() >= LARGE else Look.UNITS
    unit = f"{'thousand ' if look is Look.THOUSANDS else ''}{case.settings.currency}"
    items = book.place(Sheet.CONTRIBUTION, f"By item, in {unit}", ("item", "what it is"), rows, whole, look=look)
    launch = names.index("launch") if "launch" in names else -1
    for row, item in enumerate(names):
        items.filled[row] = [_stands(case, item, period) for period in range(case.periods)]
    items.total = _totals(items, launch, by_item.get("launch"))
    penalties = np.array([item in PENALTIES for item in names], dtype=np.bool_)
    groups = [np.flatnonzero(~penalties), np.flatnonzero(penalties), np.arange(len(names))]
    words = [("contribution", "cash"), ("penalties", "not cash"), ("objective", "both: what is maximised")]
    together = book.place(Sheet.CONTRIBUTION, "Together", ("total", "what it is"), words, added(items, groups),
                          look=look)  # fmt: skip
    together.total = _column_sums(items, groups)
    by_pair, common = by_market_and_model(book, case, given, decided, items, names)
    apart = Figure(np.abs(together.total.value[2:] - common.value),
                   lambda _, __: f"ABS({together.totals.text(2, 0)}-({common.text(0, 0)}))")  # fmt: skip
    return Money(items, together, by_pair, apart)


def _stands(case: Case, item: str, period: int) -> bool:
    """Whether an item has a figure in a period: launching has none, closing only in the last."""
    return item != "launch" and (item != "closing" or period == case.periods - 1)


def _totals(items: Block, launch: int, launching: Figure | None) -> Figure:
    """Each item over the horizon."""
    value = items.value.sum(axis=1, keepdims=True)
    if launching is not None:
        value[launch] = launching.value[0]

    def text(row: int, _: int) -> str:
        return launching.text(0, 0) if launching is not None and row == launch else f"SUM({items.across(row)})"

    return Figure(value, text)


def _column_sums(items: Block, groups: Sequence[Places]) -> Figure:
    """Totals of the items in each group."""
    assert items.total is not None
    value = np.array([[items.total.value[group].sum()] for group in groups])

    def text(row: int, _: int) -> str:
        spans = [f"{items.totals.text(first, 0)}:{items.totals.text(last, 0).removeprefix(items.prefix)}"
                 for first, last in stretches(groups[row])]  # fmt: skip
        return f"SUM({','.join(spans)})" if spans else "0"

    return Figure(value, text)


def _pattern_costs(book: Book, given: Inputs, decided: Decided) -> tuple[Block, Block]:
    """What patterns in force, and changes of them, cost on each line."""
    patterns, line = decided.hours.patterns, given.line

    def of_lines(title: str, costs: Block, is_change: bool) -> Block:
        rows = patterns.lines.names if costs.value.any() else []
        figure = patterns.looked_up(costs) if rows else costs.cells
        if is_change and rows:
            figure = decided.hours.changes.cells * figure
        return book.place(Sheet.UTILISATION, title, ("plant", "line"), rows, figure, look=Look.UNITS)

    return (of_lines("Shift patterns in force cost", line.pattern_cost, is_change=False),
            of_lines("Changes of shift pattern cost", line.pattern_change, is_change=True))  # fmt: skip


def _items(case: Case, given: Inputs, decided: Decided, shift: Block, change: Block) -> dict[str, Figure]:
    """The formula of each item that the case has, one row; of ``launch`` one cell."""
    line, build, sale, move = given.line, given.build, given.sale, given.transport
    made, hours, sales, moved, stores = decided.made, decided.hours, decided.sales, decided.moved, decided.stores

    def cost(units: Block, costs: Block, header: str = "") -> Figure | None:
        place = costs.headers.index(header) if header else slice(None)
        if not len(units) or not len(costs) or not costs.value[:, place].any():
            return None
        return -weighted(units, costs, [np.arange(len(units))], header)

    def whole(block: Block) -> Figure | None:
        return -added(block, [np.arange(len(block))]) if len(block) else None

    moves = None
    if len(made.moved) and len(build.change_cost):
        moves = -(build.change_cost.fixed("cost") * added(made.moved, [np.arange(len(made.moved))]))
    revenue = weighted(sales.sold, sale.price, [np.arange(len(sales.sold))])
    figures = {
        "revenue": revenue if len(sale.price) else None, "production": cost(made.builds, build.unit_cost),
        "adaptation": cost(made.builds, build.adaptation), "setup": cost(hours.runs, build.setup_cost),
        "overtime": cost(hours.overtime, line.overtime_cost), "shift": whole(shift), "shift_change": whole(change),
        "freight": cost(moved.ships, move.freight), "duty": cost(moved.ships, move.duty),
        "route": cost(moved.used, move.route_figures, "fixed_cost"),
        "sailing": cost(moved.sailings, move.sailing_cost),
        "yard_holding": cost(stores.yard, move.yard_figures, "holding_cost"),
        "stock_holding": cost(stores.stock, sale.stock_figures, "holding_cost"),
        "closing": _closing(case, given, decided),
        "launch": _launch(given, decided),
        "shortage": cost(sales.short, sale.shortage_cost), "backlog": cost(sales.backlog, sale.backlog_cost),
        "plan_change": moves,
    }  # fmt: skip
    return {item: figure for item, figure in figures.items() if figure is not None}


def _closing(case: Case, given: Inputs, decided: Decided) -> Figure | None:
    """What is left in stock and under way at the end is worth something."""
    figures, stock, under_way = given.sale.stock_figures, decided.stores.stock, decided.moved.under_way
    if not len(stock) or not figures.fixed("closing_value").value.any():
        return None
    every, last = [np.arange(len(stock))], case.periods - 1
    left = weighted(stock, figures, every, "closing_value").column(last)
    if len(under_way):
        left += weighted(under_way, figures, every, "closing_value")
    return left


def _launch(given: Inputs, decided: Decided) -> Figure | None:
    """Programs launched cost something once."""
    launched, figures = decided.sales.launched, given.sale.program_figures
    if not len(launched) or not figures.fixed("launch_cost").value.any():
        return None
    return -weighted(launched, figures, [np.arange(len(launched))], "launch_cost")
