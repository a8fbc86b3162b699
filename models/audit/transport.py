"""Transport, judged: shipments that can be, lots of routes, sailings and the space on them."""

from collections.abc import Iterator

import numpy as np

from models.audit.facts import SHIP, Facts
from models.audit.findings import Finding, differing, exceeding, found
from models.audit.frame import Frame
from models.audit.tolerances import UNITS

SAIL = ["service", "period"]


def ship_exists(facts: Facts) -> Iterator[Finding]:
    """A shipment has freight, is for a planned pair, and arrives within the horizon or may end under way.

        ship[r,v,t] > 0  =>  a row of freight matches and market and model are planned, and
                             t + lead_time <= T or the stock row's closing_transit or closing_value is above 0

    The plan's arrival is ``t + lead_time``, blank past the horizon; its plant and market are the route's.
    """
    case, ships = facts.case, facts.shipments
    stock = case.completed("stock", ships[["market", "model"]], closing_transit=0.0, closing_value=0.0)
    may_end_under_way = (stock["closing_transit"] > 0) | (stock["closing_value"] > 0)
    freight = facts.once(freight_terms)["matched"]
    planned = case.planned[ships["market"], ships["model"]]
    late = ships["under_way"] & ~may_end_under_way
    where, units = ships[SHIP], ships["units"]
    moves = units != 0
    yield found(where, moves & ~freight, units, "units shipped without freight")
    yield found(where, moves & ~planned, units, "units shipped for a market and model that are not planned")
    yield found(where, moves & late, units, "units that arrive after the horizon's end")
    said = facts.written["shipments"]
    ones, route = np.ones(len(said)), facts.routes[["plant", "market", "lead_time"]].at(said["route"])
    arrival = said["period"] + route["lead_time"]
    arrival = np.where(arrival < case.horizon, arrival, -1)
    yield found(said[SHIP], said["arrival"] != arrival, ones, "arrival is not dispatch and lead time")
    elsewhere = (said["plant"] != route["plant"]) | (said["market"] != route["market"])
    yield found(said[SHIP], elsewhere, ones, "plant or market is not the route's")


def freight_terms(facts: Facts) -> Frame:
    """Every shipment with its ``cost`` and ``transit_cost``; ``matched``: it has freight at all."""
    return facts.case.completed("freight", facts.shipments, cost=0.0, transit_cost=0.0)


def route_loads(facts: Facts) -> Frame:
    """Each route and period in which it is used: ``units`` of all models, and the limits and cost of the route."""
    loads = facts.space.grouped(facts.shipments, "units", ["route", "period"])
    loads = loads.only(loads["units"] > UNITS)
    limits = facts.routes[["minimum_lot", "maximum_units", "fixed_cost"]].at(loads["route"])
    return loads.assign(**limits.columns)


def routes(facts: Facts) -> Iterator[Finding]:
    """A route that is used at all in a period carries its lot.

        minimum_lot * use <= sum_v ship <= maximum_units * use,  use = 1 where anything is shipped        for all r, t

    Relaxed: only the maximum, since ``use`` may be a fraction.
    """
    rows = facts.once(route_loads)
    where, units = rows[["route", "period"]], rows["units"]
    yield exceeding(where, units, rows["maximum_units"], "units beyond maximum_units")
    if not facts.relaxed:
        yield exceeding(where, rows["minimum_lot"], units, "units short of minimum_lot")


def sailing_terms(facts: Facts) -> Frame:
    """Every service and period: its row (``matched``; nothing sails without one), ``sailings`` and ``said_…`` figures.

    A service and period without a row in the plan has no sailing and carries nothing.
    """
    case, space, said = facts.case, facts.space, facts.written["sailings"]
    keys = space.every_period(Frame({"service": np.arange(space.size("service"), dtype=np.int64)}))
    rows = case.completed(
        "services", keys, capacity=0.0, sailings=0.0, minimum_sailings=0.0, sailing_cost=0.0
    )  # fmt: skip
    return rows.assign(
        most=rows["sailings"],
        sailings=space.value(rows, said, "sailings", SAIL),
        said_capacity=space.value(rows, said, "capacity", SAIL),
        said_used=space.value(rows, said, "used", SAIL),
        written=space.stands(rows, said, SAIL),
    )


def services(facts: Facts) -> Iterator[Finding]:
    """What is dispatched on a service fits on its sailings, which are as many as may and must sail.

        sum ceu * ship <= capacity * sail; minimum_sailings <= sail <= sailings              for all services, t

    Nothing sails in a period without a row. The plan's capacity (of one sailing) is the case's, its ``used`` is the
    space its shipments take.
    """
    rows, ships = facts.once(sailing_terms), facts.shipments
    served = ships.only(ships["service"] >= 0)
    loads = served.assign(units=served["units"] * facts.case.ceu[served["model"]])
    used = facts.space.total(rows, loads, "units", SAIL)
    where, sailings, capacity = rows[SAIL], rows["sailings"], rows["capacity"]
    yield exceeding(where, used, capacity * sailings, "CEU dispatched beyond the space on the sailings")
    yield exceeding(where, rows["minimum_sailings"], sailings, "sailings short of minimum_sailings")
    yield exceeding(where, sailings, rows["most"], "sailings beyond the most there are")
    yield differing(where, rows["said_used"], used, "used is not what the shipments take")
    written = rows.only(rows["written"])
    yield differing(written[SAIL], written["said_capacity"], written["capacity"], "capacity is not that of one sailing")
