"""Checks of sales, programs and transport; and that decisions are whole numbers, 0 or more."""

from collections.abc import Iterator

import numpy as np

from models.case import Case
from models.case.sales import LaunchStatus
from optimizer.report.workbook.check import Check
from optimizer.report.workbook.decisions import Decided
from optimizer.report.workbook.figures import (
    ONE,
    ZERO,
    absolute,
    constants,
    fraction,
    positive,
    where_positive,
    worded,
)
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.sums import grouped, together

PAIR = ("market", "model")
PROGRAM = ("model", "market")
SHIP = ("route", "model")


def demand_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """No more is sold than is asked for, no less than was promised."""
    sale, sales, names = given.sale, decided.sales, given.sale.pairs.names
    sold, demand = sales.sold.cells, sales.demand.cells
    waits = np.where(sale.waits, np.cumsum(sale.waits) - 1, -1)
    due = demand
    if len(sales.backlog):
        opening = sales.opening.rows(np.where(sale.waits, np.arange(len(waits)), -1))
        due = demand + sales.backlog.cells.rows(waits).before(opening)
    yield Check("demand", "more is met, waits or is lost than is asked for", "units", PAIR, names,
                positive(sold - due), np.ones(sales.sold.filled.shape, dtype=np.bool_))  # fmt: skip
    if len(sales.commitment):
        promised = np.flatnonzero(sale.commitment.value.any(axis=1))
        short = positive(sales.commitment.cells - sold.rows(promised))
        yield Check("commitments", "units sold short of the commitment", "units", PAIR, sales.commitment.rows, short,
                    sale.commitment.value[promised] > 0)  # fmt: skip


def program_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """A program sells enough if launched, and nothing at all if not."""
    sale, sales, made, moved = given.sale, decided.sales, decided.made, decided.moved
    grid, names = sale.programs, sale.programs.names
    if not len(grid):
        return
    on, figures = sales.launched.fixed("launched"), sale.program_figures
    sold, least, most = sales.sold_of_program.totals, figures.fixed("minimum_units"), figures.fixed("maximum_units")
    yield Check("programs", "units sold short of minimum_units", "units", PROGRAM, names, positive(least * on - sold),
                least.value > 0, is_of_horizon=True)  # fmt: skip
    limited = figures.filled[:, [figures.headers.index("maximum_units")]]
    yield Check("programs", "units sold beyond maximum_units", "units", PROGRAM, names, positive(sold - most * on),
                limited, is_of_horizon=True)  # fmt: skip
    yield Check("programs", "units sold beyond maximum_units", "units", PROGRAM, names, where_positive(on, ZERO, sold),
                ~limited, is_of_horizon=True)  # fmt: skip
    settled = (sale.status == LaunchStatus.LAUNCHED).astype(np.float64)[:, None]
    is_settled = (sale.status != LaunchStatus.OPTIONAL)[:, None]
    yield Check("programs", "launched is not what its status settles", "launches", PROGRAM, names,
                absolute(on - constants(settled)), is_settled, is_of_horizon=True)  # fmt: skip
    early = sale.is_early & (sale.program_of_pair >= 0)[:, None]
    yield Check("programs", "units sold before first_period", "units", PAIR, sale.pairs.names, sales.sold.cells, early)
    builds, ships = given.build.builds, given.transport.ships
    for block, keys, done in ((made.builds, builds, "built"), (moved.ships, ships, "shipped")):
        units = together(block, grouped(grid.find(keys), len(grid)))
        yield Check("programs", f"units {done} for a program that is not launched", "units", PROGRAM, names,
                    where_positive(on, ZERO, units), np.ones(units.value.shape, dtype=np.bool_),
                    is_of_horizon=True)  # fmt: skip


def transport_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """Lots of routes, shipments where there can be none, room on sailings."""
    move, moved = given.transport, decided.moved
    units, shape = moved.by_route.cells, moved.by_route.filled.shape
    figures, names = move.route_figures, move.routes.names
    lot, most = figures.fixed("minimum_lot"), figures.fixed("maximum_units")
    limited = figures.filled[:, [figures.headers.index("maximum_units")]]
    yield Check("routes", "units beyond maximum_units", "units", ("route",), names, positive(units - most),
                np.broadcast_to(limited, shape))  # fmt: skip
    yield Check("routes", "units short of minimum_lot", "units", ("route",), names,
                where_positive(units, positive(lot - units)), np.broadcast_to(lot.value > 0, shape))  # fmt: skip
    is_late = np.arange(moved.ships.width) + move.lead[:, None] >= moved.ships.width
    for message, place in (("units that arrive after the horizon's end", is_late),
                           ("units shipped without freight", ~is_late)):  # fmt: skip
        yield Check("ship_exists", message, "units", SHIP, move.ships.names, absolute(moved.ships.cells),
                    ~move.can_ship & place)  # fmt: skip
    sailings = moved.sailings.cells
    every = np.ones(moved.sailings.filled.shape, dtype=np.bool_)
    if len(moved.sailings):
        room = move.capacity.cells * sailings
        for message, unit, excess in (
            ("CEU dispatched beyond the space on the sailings", "CEU", moved.loaded.cells - room),
            ("sailings short of minimum_sailings", "sailings", move.least_sailings.cells - sailings),
            ("sailings beyond the most there are", "sailings", sailings - move.most_sailings.cells),
        ):
            yield Check("services", message, unit, ("service",), move.services.names, positive(excess), every)


def whole_checks(case: Case, decided: Decided) -> Iterator[Check]:
    """Vehicles, sailings and launches are whole."""
    made, moved, sales = decided.made.builds, decided.moved.ships, decided.sales.launched
    if case.settings.integer_units:
        yield Check("integrality", "units is not whole", "units", made.keys, made.rows, fraction(made.cells),
                    made.filled)  # fmt: skip
        names = [(route, model) for route, _, _, model in moved.rows]
        yield Check("integrality", "units is not whole", "units", SHIP, names, fraction(moved.cells), moved.filled)
    for block, message in ((decided.moved.sailings, "sailings is not whole"), (sales, "launched is not 0 or 1")):
        if len(block):
            figure = fraction(block.cells)
            if block is sales:
                figure += positive(block.cells - ONE)
            yield Check("integrality", message, "fractions", block.keys, block.rows, figure, block.filled,
                        is_of_horizon=block is sales)  # fmt: skip


def table_checks(decided: Decided) -> Iterator[Check]:
    """Decisions are numbers, 0 or more."""
    for block in (decided.made.builds, decided.moved.ships, decided.sales.sold, decided.moved.sailings,
                  decided.sales.launched):  # fmt: skip
        if not len(block):
            continue
        area, least = block.area(0, len(block) - 1), float(block.value.min())
        for message, unit, formula, value in (
            ("a figure is negative", "units", f"MAX(0,-MIN({area}))", max(0.0, -least)),
            ("cells that are not numbers", "cells", f"COUNTA({area})-COUNT({area})", 0.0),
        ):
            figure = worded(np.array([[value]]), formula)
            yield Check("tables", message, unit, ("table",), [(block.title,)], figure, np.ones((1, 1), dtype=np.bool_),
                        is_of_horizon=True)  # fmt: skip
