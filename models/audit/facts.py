"""What the rules are judged on: the raw case, the written plan, and the two laid side by side."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from models.audit.findings import Finding
from models.audit.frame import Claims, Column, Floats, Frame, Whole, filled
from models.audit.inventory import inventory_faults, yards_and_stocks
from models.audit.reading import RawCase
from models.audit.space import Space
from models.audit.tolerances import UNITS
from models.audit.written import PlanReader, absent, repeated, unknown
from models.plan import Plan

BUILD = ["plant", "line", "model", "market", "period"]
LINE_PERIOD = ["plant", "line", "period"]
PAIR_PERIOD = ["market", "model", "period"]
SHIP = ["route", "model", "period"]
RUN = ["plant", "line", "model", "period"]


@dataclass(frozen=True)
class Facts:
    """A case and a plan. All frames have keys as whole numbers (``Space``); nothing comes from the formulation."""

    case: RawCase
    written: dict[str, Frame]
    malformed: tuple[Finding, ...]
    relaxed: bool
    objective: float
    figures: dict[Callable[["Facts"], Frame], Frame] = field(default_factory=dict, repr=False)
    """What ``once`` has worked out."""

    def once(self, figure: Callable[["Facts"], Frame]) -> Frame:
        """A frame that several rules and items need, worked out the first time it is asked for."""
        if figure not in self.figures:
            self.figures[figure] = figure(self)
        return self.figures[figure]

    @property
    def space(self) -> Space:
        """The names of the case."""
        return self.case.space

    @cached_property
    def routes(self) -> Frame:
        """``plant``, ``market``, ``service`` (-1: none), ``lead_time`` and limits of each route, in listed order."""
        rows = self.case["routes"]
        rows = rows.at(np.argsort(rows["route"], kind="stable"))
        return rows.assign(
            lead_time=filled(rows["lead_time"], 0.0).astype(np.int64),
            fixed_cost=filled(rows["fixed_cost"], 0.0),
            minimum_lot=filled(rows["minimum_lot"], 0.0),
            maximum_units=filled(rows["maximum_units"], np.inf),
        )

    @cached_property
    def allocation(self) -> Frame:
        """Vehicles built, each key once: ``BUILD``, ``units``."""
        return self.space.grouped(self.written["allocation"], "units", BUILD)[[*BUILD, "units"]]

    @cached_property
    def shipments(self) -> Frame:
        """Vehicles dispatched, each key once, with the route's ``plant``, ``market``, ``lead_time`` and ``lands``.

        ``lands`` is the period of arrival and may lie past the horizon; the unit is then ``under_way`` at the end.
        """
        ships = self.space.grouped(self.written["shipments"], "units", SHIP)[[*SHIP, "units"]]
        of_route = self.routes[["plant", "market", "service", "lead_time"]].at(ships["route"])
        lands = ships["period"] + of_route["lead_time"]
        return ships.assign(**of_route.columns, lands=lands, under_way=lands >= self.case.horizon)

    @cached_property
    def _inventory(self) -> tuple[Frame, Frame]:
        return yards_and_stocks(self.case, self.written["inventory"], self.allocation, self.shipments)

    @property
    def yard(self) -> Frame:
        """Vehicles in the yard at the end of a period: ``plant``, ``model``, ``market``, ``period``, ``units``."""
        return self._inventory[0]

    @property
    def stock(self) -> Frame:
        """Vehicles in the market at the end of a period: ``market``, ``model``, ``period``, ``units``."""
        return self._inventory[1]

    @cached_property
    def runs(self) -> Frame:
        """Each line, model and period in which the plan has a build, with ``units`` and what ``builds`` says of it."""
        return self.build_terms(self.space.grouped(self.allocation, "units", RUN)[[*RUN, "units"]])

    @cached_property
    def line_runs(self) -> Frame:
        """The ``runs`` in which anything is built."""
        return self.runs.only(self.runs["units"] > UNITS)

    def build_terms(self, keys: Frame) -> Frame:
        """The keys with their completed ``builds`` columns; ``hours_per_unit`` already from ``jobs_per_hour``."""
        terms = self.case.completed(
            "builds", keys, alternatives=[("hours_per_unit", "jobs_per_hour")], hours_per_unit=np.nan,
            jobs_per_hour=np.nan, unit_cost=0.0, minimum_lot=0.0, maximum_units=np.inf, setup_hours=0.0,
            setup_cost=0.0, first_period=0.0, last_period=float(self.case.horizon - 1),
        )  # fmt: skip
        hours = filled(filled(terms["hours_per_unit"], 1.0 / terms["jobs_per_hour"]), 0.0)
        within = (terms["period"] >= terms["first_period"]) & (terms["period"] <= terms["last_period"])
        return terms.assign(hours_per_unit=hours, in_production=terms["matched"] & within)

    @cached_property
    def builds(self) -> Frame:
        """``allocation`` with ``hours_per_unit``, ``unit_cost``, ``added_hours``, ``added_cost``, ``in_production``."""
        built, run = self.allocation, self.space.find(self.allocation, self.runs, RUN)
        added = self.case.completed("adaptations", built[BUILD], unit_cost=0.0, hours_per_unit=0.0)
        terms = self.runs[["hours_per_unit", "unit_cost", "in_production"]].at(run)
        return built.assign(**terms.columns, added_cost=added["unit_cost"], added_hours=added["hours_per_unit"])

    def can_be_built(self, terms: Frame) -> Claims:
        """Whether a build exists: a ``builds`` row, in production, a planned pair, and a route with freight.

        ``terms``: builds with what ``build_terms`` says of them.
        """
        freight = self.case["freight"]
        route = self.routes[["plant", "market"]].at(freight["route"])
        lanes = freight[["model"]].assign(**route.columns)
        travels = self.space.stands(terms, lanes, ["plant", "market", "model"])
        travels |= self.space.stands(terms, lanes.only(lanes["model"] < 0), ["plant", "market"])
        planned = self.case.planned[terms["market"], terms["model"]]
        exists: Claims = terms["in_production"] & travels & planned
        return exists

    @cached_property
    def pair_periods(self) -> Frame:
        """Every planned pair and period with what ``demand`` says and, beside it, what the plan says was ``sold``, ….

        ``demand`` and ``commitment`` are what counts (nothing before a program's first period, times ``launch``);
        ``opening_backlog`` likewise; ``waits``: demand that is not met is backlogged.
        """
        case, by = self.case, ["market", "model"]
        keys = case.space.every_period(case.pairs)
        rows = case.completed(
            "demand", keys, demand=0.0, commitment=0.0, price=0.0, shortage_cost=0.0, backlog_cost=np.nan
        )
        stock = case.completed("stock", keys, opening_backlog=0.0)
        counts = self.launch[rows["market"], rows["model"]]
        open_for_sale = rows["period"] >= self.first_sale[rows["market"], rows["model"]]
        waiting = case["demand"].only(~np.isnan(case["demand"]["backlog_cost"]))
        said = self.written["fulfilment"]
        figures: dict[str, Column] = {
            f"said_{column}" if column in ("demand", "commitment") else column: case.space.value(
                rows, said, column, PAIR_PERIOD
            )
            for column in ("demand", "commitment", "sold", "backlog", "short")
        }
        return rows.assign(
            demand=rows["demand"] * counts * open_for_sale,
            commitment=rows["commitment"] * counts * open_for_sale,
            opening_backlog=stock["opening_backlog"] * counts,
            open_for_sale=open_for_sale,
            waits=case.space.stands(rows, waiting, by),
            **figures,
        )

    @cached_property
    def programs(self) -> Frame:
        """The case's programs with ``launched`` and ``said_units`` as the plan says (a program without a row: 0)."""
        by = ["model", "market"]
        rows, said = self.case["programs"], self.written["programs"]
        return rows.assign(
            launch_cost=filled(rows["launch_cost"], 0.0),
            minimum_units=filled(rows["minimum_units"], 0.0),
            maximum_units=filled(rows["maximum_units"], np.inf),
            first_period=filled(rows["first_period"], 0.0).astype(np.int64),
            launched=self.space.value(rows, said, "launched", by),
            said_units=self.space.value(rows, said, "units", by),
        )

    @cached_property
    def launch(self) -> Floats:
        """How far market and model are launched: 1 without a program; shape (markets, models)."""
        launch = np.ones(self.case.planned.shape)
        launch[self.programs["market"], self.programs["model"]] = self.programs["launched"]
        return launch

    @cached_property
    def first_sale(self) -> Whole:
        """First period of sale of market and model; shape (markets, models)."""
        first = np.zeros(self.case.planned.shape, dtype=np.int64)
        first[self.programs["market"], self.programs["model"]] = self.programs["first_period"]
        return first


def lay_side_by_side(case: RawCase, plan: Plan, *, relaxed: bool) -> Facts:
    """The case and the plan, read and made comparable; what is malformed is kept in ``malformed``."""
    reader = PlanReader(case)
    written = reader.read(plan)
    space = case.space
    line_periods = space.every_period(case.lines)
    pair_periods = space.every_period(case.pairs)
    malformed = [
        *reader.findings,
        repeated("allocation", written["allocation"], BUILD, space),
        repeated("shipments", written["shipments"], SHIP, space),
        repeated("fulfilment", written["fulfilment"], PAIR_PERIOD, space),
        repeated("utilisation", written["utilisation"], LINE_PERIOD, space),
        repeated("programs", written["programs"], ["model", "market"], space),
        repeated("sailings", written["sailings"], ["service", "period"], space),
        repeated("parts", written["parts"], ["part", "period"], space),
        absent("fulfilment", pair_periods, written["fulfilment"], PAIR_PERIOD, space),
        absent("utilisation", line_periods, written["utilisation"], LINE_PERIOD, space),
        unknown("fulfilment", written["fulfilment"], pair_periods, PAIR_PERIOD, space),
        unknown("utilisation", written["utilisation"], line_periods, LINE_PERIOD, space),
        unknown("programs", written["programs"], case["programs"], ["model", "market"], space),
        *inventory_faults(case, written["inventory"]),
    ]
    try:
        objective = float(plan.objective)
    except (TypeError, ValueError, OverflowError):
        objective = float("nan")
    return Facts(case, written, tuple(malformed), relaxed, objective)
