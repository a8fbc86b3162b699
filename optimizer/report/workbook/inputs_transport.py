"""Inputs used: routes, freight and duty, services; yards and the space in yards and markets."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.keys import Codes, Keys
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Mask, Places
from optimizer.report.workbook.grids import Grid
from optimizer.report.workbook.inputs_blocks import figures_of, given
from optimizer.report.workbook.inputs_builds import BuildInputs
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.sources import listed_sources, sources


@dataclass(frozen=True)
class TransportInputs:
    """What stands by route and model (``ships``), by route, by service; by plant, model and market (``flows``).

    ``homes`` are the flows with a yard; ``yard_of_flow`` their row, below 0 where there is none. ``lead``: periods
    under way of each row of ``ships``.
    """

    ships: Grid
    can_ship: Mask
    lead: Places
    ship_figures: Block
    freight: Block
    duty: Block
    routes: Grid
    route_figures: Block
    services: Grid
    sails: Mask
    capacity: Block
    most_sailings: Block
    least_sailings: Block
    sailing_cost: Block
    flows: Grid
    homes: Grid
    yard_of_flow: Places
    yard_figures: Block
    yard_space: Block
    stock_space: Block


def transport_inputs(book: Book, case: Case, made: BuildInputs) -> TransportInputs:
    """The blocks of transport and yards."""
    keys = case.shipments.keys
    distinct = Grid.of(case, keys, "route", "model").keys
    route = distinct["route"]
    at = case.routes.keys
    ends = {name: at[name][at.find(distinct)] for name in ("plant", "market", "service")}
    ships = Grid(case, distinct.having(**ends))
    routes = Grid.of(case, keys, "route")
    lead = case.routes.at(Keys(("route",), {"route": route}, case.sizes), "lead_time").astype(np.int64)
    services = Grid.of(case, case.services.keys, "service")
    flows, homes = _flows(case, made, ships)

    def of_ship(title: str, column: str, *origins: str, keys_at: Keys | None = None) -> Block:
        values = ships.spread(keys, case.shipments[column])
        if not np.nan_to_num(values).any():
            return book.typed(Sheet.INPUTS, title, ("route", "model"), [], values[:0])
        return book.typed(Sheet.INPUTS, title, ("route", "model"), ships.names, values, look=Look.CENTS,
                          sources=sources(ships, *origins, keys=keys if keys_at is None else keys_at))  # fmt: skip

    def of_service(title: str, column: str, look: Look = Look.UNITS) -> Block:
        values = services.spread(case.services.keys, case.services[column])
        return given(book, title, services, values, look, f"services.{column}", nothing=np.nan)

    arrival: Codes = np.minimum(keys["arrival"], case.periods - 1).astype(np.int32)
    ship_figures = figures_of(
        book, "Routes and models", ships,
        {"ceu": case.ceu[ships.keys["model"]], "lead_time": lead.astype(np.float64)}, Look.CENTS, "routes.lead_time",
        remark="ceu: space that a vehicle takes",
    )  # fmt: skip
    names = ("fixed_cost", "minimum_lot", "maximum_units")
    return TransportInputs(
        ships=ships, can_ship=ships.mask(keys), lead=lead, ship_figures=ship_figures,
        freight=of_ship("Freight of a vehicle, surcharges and transit cost included", "freight", "freight.cost",
                        "freight.transit_cost", "surcharges.cost"),
        duty=of_ship("Duty on a vehicle, by period of dispatch", "duty", "tariffs.rate", "tariffs.customs_value",
                     keys_at=keys.having(period=arrival)),
        routes=routes,
        route_figures=figures_of(book, "Routes", routes,
                                 {name: case.routes.at(routes.keys, name) for name in names}, Look.CENTS,
                                 *(f"routes.{name}" for name in names)),
        services=services, sails=services.mask(case.services.keys),
        capacity=of_service("Space on a sailing (CEU)", "capacity"),
        most_sailings=of_service("Sailings, at most", "sailings"),
        least_sailings=of_service("Sailings, at least", "minimum_sailings"),
        sailing_cost=of_service("Cost of a sailing", "sailing_cost", Look.CENTS),
        flows=flows, homes=homes, yard_of_flow=homes.find(flows),
        yard_figures=_yard_figures(book, case, homes),
        yard_space=_space(book, case, "plant", "yard_capacity", "Space in the plants' yards (CEU)"),
        stock_space=_space(book, case, "market", "stock_capacity", "Space for stock in the markets (CEU)"),
    )  # fmt: skip


def _flows(case: Case, made: BuildInputs, ships: Grid) -> tuple[Grid, Grid]:
    """Plant, model and market of every build, shipment and opening yard; and those of them with a yard."""
    place, sizes = ("plant", "model", "market"), case.sizes
    opened = case.yards.take(case.yards["opening"] > 0).keys
    parts = (made.builds.keys, ships.keys, opened)
    codes = {name: np.concatenate([part[name] for part in parts]) for name in place}
    flows = Keys(place, codes, sizes).distinct(*place)
    homes = flows.take(case.yards.keys.holds(flows)) if len(case.yards) else flows.take(np.zeros(len(flows), bool))
    return Grid(case, flows), Grid(case, homes)


def _yard_figures(book: Book, case: Case, homes: Grid) -> Block:
    names = ("opening", "maximum", "holding_cost")
    columns = {name: case.yards.at(homes.keys, name) for name in names}
    columns["ceu"] = case.ceu[homes.keys["model"]]
    return figures_of(book, "Yards at the plants", homes, columns, Look.CENTS, *(f"yards.{name}" for name in names),
                      remark="ceu: space that a vehicle takes")  # fmt: skip


def _space(book: Book, case: Case, thing: str, column: str, title: str) -> Block:
    limits = case.column(f"{thing}s", column)
    said = np.isfinite(limits)
    names = [(name,) for name in case.tables.listed(thing)] if said.any() else []
    return book.typed(Sheet.INPUTS, title, (thing,), names, limits[: len(names), None], headers=("ceu",),
                      sources=listed_sources(case, f"{thing}s", column) if said.any() else ())  # fmt: skip
