"""The sheet of inventory: what stands in yards and markets at the end of each period, and parts: all by balance."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from optimizer.report.workbook.allocation import Allocation
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Figure, Places, level
from optimizer.report.workbook.fulfilment import Fulfilment
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.shipments import Shipments
from optimizer.report.workbook.sums import added, grouped, over_time, weighted


@dataclass(frozen=True)
class Inventory:
    """``yard`` by plant, model and market; ``stock`` by market and model; ``yard_space``, ``stock_space`` in CEU.

    ``into_yard``: built less dispatched, of every flow; ``into_stock``: what comes less what is sold, of every pair.
    """

    yard: Block
    stock: Block
    into_yard: Figure
    into_stock: Figure
    yard_space: Block
    stock_space: Block
    parts_used: Block
    parts_carried: Block


def inventory(book: Book, case: Case, given: Inputs, made: Allocation, moved: Shipments,
              sales: Fulfilment) -> Inventory:  # fmt: skip
    """Put inventory on its sheet."""
    move, sale, look = given.transport, given.sale, made.builds.look
    into_yard = added(made.builds, _groups(move.flows.keys.find(given.build.builds.keys), len(move.flows)))
    into_yard -= added(moved.ships, _groups(move.flows.keys.find(move.ships.keys), len(move.flows)))
    comes = moved.arriving.cells + sale.pipeline.cells
    into_stock = comes - sales.sold.cells
    yard = _level(book, "In the plants' yards", ("plant", "model", "market"), move.homes.names, move.yard_figures,
                  into_yard.rows(np.flatnonzero(move.yard_of_flow >= 0)), look)  # fmt: skip
    stock = _level(book, "In stock in the markets", ("market", "model"), sale.stocks.names, sale.stock_figures,
                   into_stock.rows(np.flatnonzero(sale.stock_of_pair >= 0)), sales.sold.look)  # fmt: skip
    yard_space = _space(book, case, "plant", "Space used in the plants' yards (CEU)", yard, move.yard_figures,
                        move.homes.keys["plant"], len(move.yard_space) > 0)  # fmt: skip
    stock_space = _space(book, case, "market", "Space used by stock in the markets (CEU)", stock, sale.stock_figures,
                         sale.stocks.keys["market"], len(move.stock_space) > 0)  # fmt: skip
    return Inventory(yard, stock, into_yard, into_stock, yard_space, stock_space, *_parts(book, given, made))


def _groups(places: Places, size: int) -> list[Places]:
    return grouped(np.asarray(places), size)


def _level(book: Book, title: str, keys: tuple[str, ...], names: list[tuple[str, ...]], figures: Block, change: Figure,
           look: Look) -> Block:  # fmt: skip
    """What is left at the end of each period of rows with opening units."""
    block = book.place(Sheet.INVENTORY, title, keys, names, change, look=look, has_foot=len(names) > 0)
    if len(names):
        block.figure = level(figures.fixed("opening"), change, block.cell)
    return block


def _space(book: Book, case: Case, thing: str, title: str, units: Block, figures: Block, of: Places,
           is_limited: bool) -> Block:  # fmt: skip
    names = [(name,) for name in case.tables.listed(thing)] if is_limited and len(units) else []
    return book.place(Sheet.INVENTORY, title, (thing,), names,
                      weighted(units, figures, grouped(of, case.sizes[thing]), "ceu"), look=Look.FRACTIONS)  # fmt: skip


def _parts(book: Book, given: Inputs, made: Allocation) -> tuple[Block, Block]:
    """Parts that the builds take, and what is left of storable ones."""
    build = given.build
    names, every = build.parts.names, np.arange(len(build.builds))
    uses = build.quantity.value if len(build.quantity) else np.zeros((len(every), build.quantity.width))
    part = [build.quantity.headers.index(name) for (name,) in names]
    columns = [weighted(made.builds, build.quantity, [every[uses[:, place] > 0]], build.quantity.headers[place])
               for place in part]  # fmt: skip
    used = book.place(Sheet.INVENTORY, "Parts used", ("part",), names, _rows(columns, made.builds.width),
                      look=Look.FRACTIONS)  # fmt: skip
    if len(names):
        used.total = over_time(used)
    storable = build.part_figures.value[:, 1] > 0 if len(names) else np.zeros(0, bool)
    rows = np.flatnonzero(storable)
    carried = book.place(Sheet.INVENTORY, "Parts carried on", ("part",), [names[row] for row in rows], used.cells,
                         look=Look.FRACTIONS)  # fmt: skip
    if len(rows):
        change = (build.supply.cells - used.cells).rows(rows)
        carried.figure = level(build.part_figures.fixed("opening").rows(rows), change, carried.cell)
    return used, carried


def _rows(parts: list[Figure], width: int) -> Figure:
    value = np.vstack([part.value for part in parts]) if parts else np.zeros((0, width))
    return Figure(value, lambda row, column: parts[row].text(0, column))
