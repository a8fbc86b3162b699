"""Checks of yards, stocks and their space."""

from collections.abc import Iterator

import numpy as np

from optimizer.report.workbook.block import Block
from optimizer.report.workbook.check import Check
from optimizer.report.workbook.decisions import Decided
from optimizer.report.workbook.figures import Figure, Mask, positive
from optimizer.report.workbook.grids import Grid
from optimizer.report.workbook.inputs import Inputs

FLOW = ("plant", "model", "market")
PAIR = ("market", "model")


def plant_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """What is built leaves, or waits in a yard that has room."""
    move, stores = given.transport, decided.stores
    yard_of, into = move.yard_of_flow, stores.into_yard
    said = (
        "units that leave or stand in the yard and were not there",
        "units that neither leave nor stand in the yard",
    )
    yield from _balance("plant_balance", said, FLOW, move.flows, yard_of >= 0, into, stores.yard, move.yard_figures)
    yield from _limit("yard_limit", "units in the yard beyond its maximum", FLOW, stores.yard, move.yard_figures,
                      "maximum", 1)  # fmt: skip
    yield from _space("yard_space", "CEU in the yard beyond yard_capacity", "plant", stores.yard_space,
                      move.yard_space)  # fmt: skip


def market_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """What arrives is sold, or kept in stock within its limits."""
    sale, stores = given.sale, decided.stores
    said = ("units sold or in stock that were not there", "units that are neither sold nor in stock")
    yield from _balance("market_balance", said, PAIR, sale.pairs, sale.stock_of_pair >= 0, stores.into_stock,
                        stores.stock, sale.stock_figures)  # fmt: skip
    for header, message, sign in (("minimum", "stock short of its minimum", -1),
                                  ("maximum", "stock beyond its maximum", 1)):  # fmt: skip
        yield from _limit("stock_limits", message, PAIR, stores.stock, sale.stock_figures, header, sign)
    yield from _space("stock_space", "CEU in stock beyond stock_capacity", "market", stores.stock_space,
                      given.transport.stock_space)  # fmt: skip
    yield from _closing(given, decided)


def _balance(rule: str, said: tuple[str, str], keys: tuple[str, ...], grid: Grid, has_store: Mask, into: Figure,
             store: Block, figures: Block) -> Iterator[Check]:  # fmt: skip
    """With a store, what goes was there; without one, what comes goes in the same period."""
    missing, left = said
    with_store, without = np.flatnonzero(has_store), np.flatnonzero(~has_store)
    names = grid.names
    if len(with_store):
        balance = store.cells.before(figures.fixed("opening")) + into.rows(with_store)
        yield Check(rule, missing, "units", keys, [names[row] for row in with_store], positive(-balance),
                    np.ones(balance.value.shape, dtype=np.bool_))  # fmt: skip
    if len(without):
        stays, every = into.rows(without), np.ones((len(without), into.value.shape[1]), dtype=np.bool_)
        for message, excess in ((left, positive(stays)), (missing, positive(-stays))):
            yield Check(rule, message, "units", keys, [names[row] for row in without], excess, every)


def _limit(rule: str, message: str, keys: tuple[str, ...], store: Block, figures: Block, header: str,
           sign: int) -> Iterator[Check]:  # fmt: skip
    """What stands there keeps within a limit, where there is one."""
    if not len(store):
        return
    place = figures.headers.index(header)
    limit, said = figures.fixed(header), figures.filled[:, [place]]
    if sign < 0:
        said = said & (limit.value > 0)
    excess = positive(store.cells - limit if sign > 0 else limit - store.cells)
    yield Check(rule, message, "units", keys, store.rows, excess, np.broadcast_to(said, store.filled.shape))


def _space(rule: str, message: str, thing: str, used: Block, limit: Block) -> Iterator[Check]:
    if len(used):
        yield Check(rule, message, "CEU", (thing,), used.rows, positive(used.cells - limit.fixed("ceu")),
                    np.broadcast_to(limit.filled, used.filled.shape))  # fmt: skip


def _closing(given: Inputs, decided: Decided) -> Iterator[Check]:
    """The horizon ends with enough in stock and under way, and not too much."""
    sale, stock, moved = given.sale, decided.stores.stock, decided.moved
    if not len(stock):
        return
    in_stock = stock.cells.column(stock.width - 1)
    under_way = moved.under_way.cells
    for header, message, units, sign in (
        ("closing", "stock at the end short of closing", in_stock, -1),
        ("closing_transit", "units under way at the end short of closing_transit", under_way, -1),
        ("closing_maximum", "units at the end beyond closing_maximum", in_stock + under_way, 1),
    ):
        limit = sale.stock_figures.fixed(header)
        said = sale.stock_figures.filled[:, [sale.stock_figures.headers.index(header)]]
        excess = positive(units - limit if sign > 0 else limit - units)
        yield Check("closing", message, "units", PAIR, stock.rows, excess,
                    said & ((limit.value > 0) | (sign > 0)), is_of_horizon=True)  # fmt: skip
