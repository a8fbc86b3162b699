"""The sheet of transport: vehicles dispatched and sailings run (a planner may change both), space used, arrivals."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.plan import Plan
from optimizer.report.workbook.block import Block, Look, address
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import ONE, Binds, Figure, Numbers, Places, where_positive
from optimizer.report.workbook.grids import planned_units
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.layout import SAILINGS, SHIPMENTS, Sheet
from optimizer.report.workbook.sums import added, grouped, over_time, stretches, weighted


@dataclass(frozen=True)
class Shipments:
    """Dispatches, by route and model; ``by_route``; ``used``: whether a route is, where anything asks for it.

    ``arriving`` by market and model, in the period of arrival; ``under_way``: at the end, one column,
    by market and model with stock.
    """

    ships: Block
    by_route: Block
    used: Block
    sailings: Block
    loaded: Block
    arriving: Block
    under_way: Block


def shipments(book: Book, case: Case, plan: Plan, given: Inputs) -> Shipments:
    """Put transport on its sheet."""
    move = given.transport
    grid, look = move.ships, Look.UNITS if case.settings.integer_units else Look.FRACTIONS
    values = planned_units(grid, plan.shipments, "units", np.where(move.can_ship, 0.0, np.nan))
    plants, markets = case.tables.listed("plant"), case.tables.listed("market")
    ends = zip(grid.names, grid.keys["plant"], grid.keys["market"], strict=True)
    names = [(route, plants[plant], markets[market], model) for (route, model), plant, market in ends]
    ships = book.decided(SHIPMENTS, names, values, look=look, has_foot=True,
                          is_whole=case.settings.integer_units,
                         aside=("lead time", [float(lead) for lead in move.lead]),
                         remark="by period of dispatch; blue: yours to change; grey: can't be dispatched")  # fmt: skip
    ships.total = over_time(ships)
    sailings = _sailings(book, plan, given)
    of_route = grouped(move.routes.find(grid), len(move.routes))
    by_route = book.place(Sheet.SHIPMENTS, "By route", ("route",), move.routes.names, added(ships, of_route), look=look)
    by_route.total = over_time(by_route)
    asked = np.nan_to_num(move.route_figures.value[:, :2]).any()
    used = book.place(Sheet.SHIPMENTS, "Route used at all (1)", ("route",), move.routes.names if asked else [],
                      where_positive(by_route.cells, ONE), look=Look.SWITCH)  # fmt: skip
    of_service = [np.flatnonzero(grid.keys["service"] == code) for code in move.services.keys["service"]]
    loaded = book.place(Sheet.SHIPMENTS, "Space used on sailings (CEU)", ("service",), move.services.names,
                        weighted(ships, move.ship_figures, of_service, "ceu"), look=Look.FRACTIONS)  # fmt: skip
    return Shipments(ships, by_route, used, sailings, loaded, *_arrivals(book, given, ships))


def _sailings(book: Book, plan: Plan, given: Inputs) -> Block:
    grid = given.transport.services
    values = planned_units(grid, plan.sailings, "sailings", np.where(given.transport.sails, 0.0, np.nan))
    return book.decided(SAILINGS, grid.names, values, remark="blue: yours to change")


def _arrivals(book: Book, given: Inputs, ships: Block) -> tuple[Block, Block]:
    """What arrives in each period, and what is under way at the end."""
    pairs, grid, lead = given.sale.pairs, given.transport.ships, given.transport.lead
    groups = grouped(pairs.find(grid), len(pairs))
    arriving = book.place(Sheet.SHIPMENTS, "Arrivals", ("market", "model"), pairs.names, _arriving(ships, groups, lead),
                          look=ships.look)  # fmt: skip
    stocks = given.sale.stocks
    late = _under_way(ships, grouped(stocks.find(grid), len(stocks)), lead)
    has = bool((lead > 0).any())
    return arriving, book.place(Sheet.SHIPMENTS, "Under way at the end", ("market", "model"),
                                stocks.names if has else [], late, headers=("units",), look=ships.look)  # fmt: skip


def _arriving(ships: Block, groups: list[Places], lead: Places) -> Figure:
    """For each group of rows what they dispatched ``lead`` periods before."""
    parts = [[(int(time), group[lead[group] == time]) for time in np.unique(lead[group])] for group in groups]
    value = np.zeros((len(groups), ships.width))
    for row, by_time in enumerate(parts):
        for time, rows in by_time:
            if time < ships.width:
                value[row, time:] += ships.value[rows, : ships.width - time].sum(axis=0)

    def text(row: int, column: int) -> str:
        cells = [ships.down(first, last, column - time)
                 for time, rows in parts[row] if time <= column for first, last in stretches(rows)]  # fmt: skip
        if len(cells) == 1 and ":" not in cells[0]:
            return cells[0]
        return f"SUM({','.join(cells)})" if cells else "0"

    return Figure(value, text)


def _under_way(ships: Block, groups: list[Places], lead: Places) -> Figure:
    """For each group of rows what they dispatch too late to arrive."""
    width = ships.width
    late = np.minimum(lead, width)
    sent = ships.value * (np.arange(width) >= (width - late)[:, None])
    value: Numbers = np.array([sent[group].sum() for group in groups]).reshape(len(groups), 1)

    def text(row: int, _: int) -> str:
        spans = [f"{ships.cell(int(place), width - int(late[place]))}:"
                 + address(ships.top + int(place), ships.first_column + width - 1)
                 for place in groups[row] if late[place] > 0]  # fmt: skip
        return "+".join(f"SUM({span})" for span in spans) or "0"

    return Figure(value, text, Binds.SUM)
