"""The sheet of sales: programs launched and units sold (a planner may change both), demand, who waits, what is lost."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.plan import Plan
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Figure, chosen, level, positive, ratio
from optimizer.report.workbook.grids import coded, planned_units
from optimizer.report.workbook.inputs import Inputs, whole_or
from optimizer.report.workbook.layout import PROGRAMS, SALES, Sheet
from optimizer.report.workbook.sums import added, grouped, over_time, whole

PAIR = ("market", "model")


@dataclass(frozen=True)
class Fulfilment:
    """Sales of every planned market and model; ``launched``: by program; ``total``: of all markets together."""

    sold: Block
    launched: Block
    sold_of_program: Block
    demand: Block
    commitment: Block
    opening: Figure
    """Customers waiting before the first period, by market and model: one column."""
    backlog: Block
    short: Block
    market_demand: Block
    market_sold: Block
    by_market: Block
    overall: Block


def fulfilment(book: Book, case: Case, plan: Plan, given: Inputs) -> Fulfilment:
    """Put the sales on their sheet."""
    sale, place = given.sale, Sheet.FULFILMENT
    pairs = sale.pairs
    values = planned_units(pairs, plan.fulfilment, "sold", np.where(sale.can_sell, 0.0, np.nan))
    values = np.where(sale.can_sell | (values > 0), values, np.nan)
    sold = book.decided(SALES, pairs.names, values, look=whole_or(values, Look.FRACTIONS), has_foot=True,
                        is_whole=False, remark="blue: yours to change; grey: nothing is asked for")  # fmt: skip
    sold.total = over_time(sold)
    launched, sold_of_program = _programs(book, case, plan, given, sold)

    def counted(figures: Block) -> Figure:
        """The figure, of a program times its launch."""
        if not len(launched):
            return figures.cells
        on = _fixed(launched).rows(sale.program_of_pair)
        return chosen(sale.program_of_pair >= 0, figures.cells * on, figures.cells)

    demand = book.place(place, "Demand that counts", PAIR, pairs.names, counted(sale.demand), has_foot=True,
                        look=whole_or(sale.demand.value, Look.FRACTIONS))  # fmt: skip
    promised = np.flatnonzero(sale.commitment.value.any(axis=1))
    commitment = book.place(place, "Commitments that count", PAIR, [pairs.names[row] for row in promised],
                            counted(sale.commitment).rows(promised))  # fmt: skip
    opening = counted(sale.opening_backlog)
    backlog = _backlog(book, given, sold, demand, opening)
    lost = positive(demand.cells - sold.cells)
    at_end = backlog.cells.rows(np.where(sale.waits, np.cumsum(sale.waits) - 1, -1)).only_in(case.periods - 1)
    short = book.place(place, "Lost: never delivered", PAIR, pairs.names, chosen(sale.waits, at_end, lost),
                       look=sold.look, has_foot=True)  # fmt: skip
    for block in (demand, short):
        block.total = over_time(block)
    return Fulfilment(sold, launched, sold_of_program, demand, commitment, opening, backlog, short,
                      *_by_market(book, case, given, sold, demand))  # fmt: skip


def _fixed(block: Block) -> Figure:
    return block.fixed(block.headers[0])


def _programs(book: Book, case: Case, plan: Plan, given: Inputs, sold: Block) -> tuple[Block, Block]:
    """Programs launched or not, and what each sells."""
    grid = given.sale.programs
    on = np.zeros((len(grid), 1))
    if plan.programs is not None and len(grid):
        rows = grid.keys.find(coded(case, plan.programs, ("model", "market")))
        on[rows, 0] = plan.programs["launched"].to_numpy(np.float64)
    status = given.sale.program_figures.aside if len(grid) else ("", ())
    launched = book.decided(PROGRAMS, grid.names, on, look=Look.YES_NO, headers=("launched",), aside=status)
    groups = [np.flatnonzero(given.sale.program_of_pair == row) for row in range(len(grid))]
    units = book.place(Sheet.FULFILMENT, "Units sold of each program", ("model", "market"), grid.names,
                       added(sold, groups), look=sold.look)  # fmt: skip
    units.total = over_time(units)
    return launched, units


def _backlog(book: Book, given: Inputs, sold: Block, demand: Block, opening: Figure) -> Block:
    """Customers waiting at the end of each period, of the pairs whose customers wait."""
    sale = given.sale
    waiting = np.flatnonzero(sale.waits)
    block = book.place(Sheet.FULFILMENT, "Waiting at the end of the period", PAIR,
                       [sale.pairs.names[row] for row in waiting], demand.cells, look=sold.look)  # fmt: skip
    change = demand.cells.rows(waiting) - sold.cells.rows(waiting)
    block.figure = level(opening.rows(waiting), change, block.cell)
    return block


def _by_market(book: Book, case: Case, given: Inputs, sold: Block, demand: Block) -> tuple[Block, Block, Block, Block]:
    """Demand, sales and fill rate of each market, and the fill rate of all."""
    groups = grouped(given.sale.pairs.keys["market"], case.sizes["market"])
    names = [(name,) for name in case.tables.listed("market")]
    place, every = Sheet.FULFILMENT, [np.arange(len(sold))]
    rate = book.place(place, "Fill rate: sold of demand", ("market",), names, demand.cells, look=Look.SHARE)
    overall = book.place(place, "All markets", ("what",), [("all markets",)], demand.cells, look=Look.SHARE)
    asked = book.place(place, "Demand by market", ("market",), names, added(demand, groups), look=demand.look)
    sales = book.place(place, "Units sold by market", ("market",), names, added(sold, groups), look=sold.look)
    asked.total, sales.total = over_time(asked), over_time(sales)
    rate.figure, rate.total = ratio(sales.cells, asked.cells), ratio(sales.totals, asked.totals)
    overall.figure = ratio(added(sold, every), added(demand, every))
    overall.total = ratio(whole(sold), whole(demand))
    return asked, sales, rate, overall
