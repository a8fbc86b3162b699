"""Money by market and model: what each pays, and what building, moving and keeping its vehicles costs."""

import numpy as np

from models.case import Case
from optimizer.report.workbook.allocation import Allocation
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.decisions import Decided
from optimizer.report.workbook.figures import ZERO, Figure, Places, side_by_side
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.sums import added, grouped, over_time

COMMON = ("setup", "overtime", "shift", "shift_change", "route", "sailing")
"""Items of lines, routes and services: not of one market and model."""


def by_market_and_model(book: Book, case: Case, given: Inputs, decided: Decided, items: Block,
                        names: list[str]) -> tuple[Block, Figure]:  # fmt: skip
    """The block, and the formula of all of it with the items of lines, routes and services (one cell)."""
    shown = [item for item in names if item not in COMMON]
    rows, last = given.sale.pairs.names, len(shown)
    block = book.place(Sheet.CONTRIBUTION, "By market and model", ("market", "model"), rows, ZERO,
                       headers=(*shown, "total"), look=items.look, has_foot=True)  # fmt: skip
    figures = _figures(book, case, given, decided, items)
    whole = side_by_side([figures[item] for item in shown])

    def sums(row: int, _: int) -> str:
        return f"SUM({block.cell(row, 0)}:{_own(block, row, last - 1)})" if last else "0"

    total = Figure(whole.value.sum(axis=1, keepdims=True) if shown else np.zeros((len(rows), 1)), sums)
    block.figure = side_by_side([*(figures[item] for item in shown), total])
    return block, _all(block, items, [place for place, item in enumerate(names) if item in COMMON])


def _own(block: Block, row: int, column: int) -> str:
    return block.cell(row, column).removeprefix(block.prefix)


def _all(block: Block, items: Block, common: list[int]) -> Figure:
    """The total of the block and of the common items."""
    last, end = block.width - 1, len(block) - 1
    assert items.total is not None
    value = block.value[:, last].sum() + items.total.value[common].sum()
    words = [f"SUM({block.cell(0, last)}:{_own(block, end, last)})"] if len(block) else []
    words += [items.totals.text(row, 0) for row in common]
    return Figure(np.array([[value]]), lambda _, __: "+".join(words) or "0")


def _figures(book: Book, case: Case, given: Inputs, decided: Decided, items: Block) -> dict[str, Figure]:
    """The amounts of each item by market and model, one column each; of items that the case may have."""
    build, sale, move = given.build, given.sale, given.transport
    made, sales, moved, stores = decided.made, decided.sales, decided.moved, decided.stores
    pairs, count = sale.pairs, len(sale.pairs)
    of_build = grouped(pairs.find(build.builds), count)
    of_ship = grouped(pairs.find(move.ships), count)
    figures: dict[str, Figure] = {}
    if len(sale.price):
        figures["revenue"] = over_time(sales.sold, sale.price)
    builds = _rows(book, items.look, "By line, model and market", made.builds, {"production": build.unit_cost,
                   "adaptation": build.adaptation}, given.build.change_cost, made)  # fmt: skip
    ships = _rows(book, items.look, "By route and model", moved.ships, {"freight": move.freight, "duty": move.duty})
    for block, groups in ((builds, of_build), (ships, of_ship)):
        for place, item in enumerate(block.headers):
            figures[item] = added(block, groups).column(place)
    if len(stores.yard):
        of_home = grouped(pairs.find(move.homes), count)
        figures["yard_holding"] = _held(stores.yard, move.yard_figures, of_home)
    if len(stores.stock):
        of_stock = grouped(pairs.find(sale.stocks), count)
        figures["stock_holding"] = _held(stores.stock, sale.stock_figures, of_stock)
        figures["closing"] = _closing(case, given, decided)
    if len(sales.launched):
        launching = -(sale.program_figures.fixed("launch_cost") * sales.launched.fixed("launched"))
        figures["launch"] = launching.rows(sale.program_of_pair)
    if len(sale.shortage_cost):
        figures["shortage"] = over_time(sales.short, sale.shortage_cost, "-")
    if len(sales.backlog):
        waiting = np.where(sale.waits, np.cumsum(sale.waits) - 1, -1)
        figures["backlog"] = over_time(sales.backlog, sale.backlog_cost, "-").rows(waiting)
    return figures


def _rows(book: Book, look: Look, title: str, units: Block, costs: dict[str, Block], moving: Block | None = None,
          made: Allocation | None = None) -> Block:  # fmt: skip
    """Amounts over the horizon on the rows of a decision: one column for each cost that the case has."""
    columns = {item: over_time(units, block, "-") for item, block in costs.items() if len(block)}
    if moving is not None and made is not None and len(moving) and len(made.moved):
        columns["plan_change"] = -(moving.fixed("cost") * made.moved.totals).rows(made.moved_of_build)
    return book.place(Sheet.CONTRIBUTION, title, units.keys, units.rows if columns else [],
                      side_by_side([*columns.values()]), headers=tuple(columns), look=look)  # fmt: skip


def _held(units: Block, figures: Block, groups: list[Places]) -> Figure:
    """Holding cost of the rows in each group."""
    cost, sums = figures.fixed("holding_cost"), over_time(units)
    amount = -(cost * sums)
    value = np.array([amount.value[group].sum() for group in groups]).reshape(-1, 1)
    return Figure(value, lambda row, _: "".join(amount.text(int(place), 0) for place in groups[row]) or "0")


def _closing(case: Case, given: Inputs, decided: Decided) -> Figure:
    """Value of what is left, on the rows of all pairs."""
    stock, under_way = decided.stores.stock, decided.moved.under_way
    left = stock.cells.column(case.periods - 1)
    if len(under_way):
        left += under_way.cells
    return (given.sale.stock_figures.fixed("closing_value") * left).rows(given.sale.stock_of_pair)
