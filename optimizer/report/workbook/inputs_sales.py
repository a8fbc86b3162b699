"""Inputs used: demand and prices, programs, stock in the markets and on its way."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.case.sales import LaunchStatus
from models.keys import MISSING, Keys
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Mask, Places
from optimizer.report.workbook.grids import Grid
from optimizer.report.workbook.inputs_blocks import figures_of, given
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.sources import NOWHERE, sources


@dataclass(frozen=True)
class SaleInputs:
    """What stands by market and model (``pairs``), by program, by market and model with stock (``stocks``).

    ``program_of_pair``, ``stock_of_pair``: their row, below 0 where there is none. ``waits``: the pair's customers
    wait (``backlog_cost`` is by those). ``can_sell``: cells in which anything can be sold. ``is_early``: those before
    the program's first period.
    """

    pairs: Grid
    can_sell: Mask
    is_early: Mask
    waits: Mask
    demand: Block
    commitment: Block
    price: Block
    shortage_cost: Block
    backlog_cost: Block
    opening_backlog: Block
    programs: Grid
    program_of_pair: Places
    program_figures: Block
    status: Places
    stocks: Grid
    stock_of_pair: Places
    stock_figures: Block
    pipeline: Block


def sale_inputs(book: Book, case: Case) -> SaleInputs:
    """The blocks of sales and stock."""
    pairs = Grid.of(case, case.demand.keys, "market", "model")
    programs = Grid.of(case, case.programs.keys, "model", "market")
    stocks = Grid.of(case, case.stock.keys, "market", "model")
    open_for_sale = pairs.spread(case.sales.keys, case.sales["open"], 0.0) > 0
    demand = pairs.spread(case.sales.keys, case.sales["demand"], 0.0)
    late = np.isfinite(pairs.spread(case.sales.keys, case.sales["backlog_cost"]))
    waits: Mask = np.any(late, axis=1, keepdims=True)[:, 0]
    waiting = Grid(case, pairs.keys.take(waits))

    def of_pair(title: str, column: str, *origins: str, look: Look, nothing: float = 0.0, remark: str = "") -> Block:
        values = pairs.spread(case.sales.keys, case.sales[column])
        return given(book, title, pairs, values, look, *origins, nothing=nothing, remark=remark)

    counts = "counts from a program's first period on; none of a program that is off"
    return SaleInputs(
        pairs=pairs,
        can_sell=open_for_sale & (late | (demand > 0)),
        is_early=~open_for_sale,
        waits=waits,
        demand=of_pair("Demand", "demand", "demand.demand", look=Look.UNITS, nothing=np.nan, remark=counts),
        commitment=of_pair("Commitments", "commitment", "demand.commitment", look=Look.UNITS, remark=counts),
        price=_price(book, case, pairs),
        shortage_cost=of_pair("Cost of a vehicle never delivered", "shortage_cost", "demand.shortage_cost",
                              look=Look.CENTS),
        backlog_cost=given(book, "Cost of a vehicle a period late", waiting,
                           waiting.spread(case.sales.keys, case.sales["backlog_cost"]), Look.CENTS,
                           "demand.backlog_cost", nothing=np.nan),
        opening_backlog=_opening_backlog(book, case, pairs),
        programs=programs,
        program_of_pair=programs.find(pairs),
        program_figures=_program_figures(book, case, programs),
        status=case.programs.at(programs.keys, "status").astype(np.int64),
        stocks=stocks,
        stock_of_pair=stocks.find(pairs),
        stock_figures=_stock_figures(book, case, stocks),
        pipeline=given(book, "Under way at the start, by period of arrival", pairs,
                       pairs.spread(case.pipeline.keys, case.pipeline["units"]), Look.UNITS, "pipeline.units",
                       nothing=np.nan),
    )  # fmt: skip


def _price(book: Book, case: Case, pairs: Grid) -> Block:
    """Prices in the case's currency, and where the rates of exchange come from."""
    values = pairs.spread(case.sales.keys, case.sales["price"])
    title = f"Price of a vehicle, in {case.settings.currency}"
    block = given(book, title, pairs, values, Look.CENTS, "demand.price", remark="at the exchange rate of the period")
    listed, own = case.tables.listed("currency"), case.tables["markets"]["currency"].astype("str").to_numpy()
    code_of_market = np.array([listed.index(word) if word in listed else MISSING for word in own], dtype=np.int32)
    full = pairs.full
    full = full.having(currency=code_of_market[full["market"]])
    foreign = (full["currency"] != MISSING) & (own[full["market"]] != case.settings.currency)
    if len(block) and foreign.any():
        rates = sources(pairs, "exchange_rates.rate", keys=full.take(foreign))
        block.sources = [text if rate == NOWHERE else f"{text}; {rate}"
                         for text, rate in zip(block.sources, rates, strict=True)]  # fmt: skip
    return block


def _opening_backlog(book: Book, case: Case, pairs: Grid) -> Block:
    values = case.stock.at(pairs.keys, "opening_backlog")
    has = bool(values.any())
    return book.typed(Sheet.INPUTS, "Customers waiting at the start", ("market", "model"), pairs.names if has else [],
                      values[:, None] if has else np.zeros((0, 1)), headers=("units",),
                      sources=sources(pairs, "stock.opening_backlog", keys=_first(pairs)))  # fmt: skip


def _program_figures(book: Book, case: Case, programs: Grid) -> Block:
    names = ("launch_cost", "minimum_units", "maximum_units")
    block = figures_of(book, "Programs", programs,
                       {name: case.programs.at(programs.keys, name) for name in names}, Look.CENTS,
                       *(f"programs.{name}" for name in (*names, "status", "first_period")))  # fmt: skip
    words = [status.name.lower() for status in LaunchStatus]
    status = case.programs.at(programs.keys, "status").astype(int)
    block.aside = ("status", [words[code] for code in status])
    return block


def _stock_figures(book: Book, case: Case, stocks: Grid) -> Block:
    names = ("opening", "minimum", "maximum", "holding_cost", "closing", "closing_transit", "closing_value",
             "closing_maximum")  # fmt: skip
    columns = {name: case.stock.at(stocks.keys, name) for name in names}
    columns["ceu"] = case.ceu[stocks.keys["model"]]
    return figures_of(book, "Stock in the markets", stocks, columns, Look.CENTS, *(f"stock.{name}" for name in names),
                      remark="ceu: space that a vehicle takes")  # fmt: skip


def _first(grid: Grid) -> Keys:
    return grid.keys.having(period=np.zeros(len(grid), dtype=np.int32))
