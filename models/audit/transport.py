"""Transport, judged: shipments that can be, lots of routes, sailings and the space on them."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from models.audit.facts import Facts
from models.audit.findings import Finding, differing, exceeding, found
from models.audit.tolerances import UNITS

SHIP = ["route", "model", "period"]
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
    freight = case.completed("freight", ships[SHIP])["matched"]
    planned = case.planned[ships["market"], ships["model"]]
    units, moves = ships["units"].to_numpy(), (ships["units"] != 0).to_numpy()
    yield found(ships[SHIP], moves & ~freight.to_numpy(), units, "units shipped without freight")
    yield found(ships[SHIP], moves & ~planned, units, "units shipped for a market and model that are not planned")
    late = (ships["under_way"] & ~may_end_under_way).to_numpy()
    yield found(ships[SHIP], moves & late, units, "units that arrive after the horizon's end")
    said = facts.written["shipments"]
    ones = np.ones(len(said))
    route = facts.routes.iloc[said["route"]].reset_index(drop=True)
    arrival = (said["period"] + route["lead_time"]).to_numpy()
    arrival = np.where(arrival < case.horizon, arrival, -1)
    yield found(said[SHIP], said["arrival"].to_numpy() != arrival, ones, "arrival is not dispatch and lead time")
    elsewhere = (said["plant"] != route["plant"]) | (said["market"] != route["market"])
    yield found(said[SHIP], elsewhere.to_numpy(), ones, "plant or market is not the route's")


def route_loads(facts: Facts) -> pd.DataFrame:
    """Each route and period in which it is used: ``units`` of all models, and the limits and cost of the route."""
    loads = facts.space.grouped(facts.shipments, "units", ["route", "period"])
    loads = loads[loads["units"] > UNITS].reset_index(drop=True)
    limits = facts.routes[["minimum_lot", "maximum_units", "fixed_cost"]].iloc[loads["route"]].reset_index(drop=True)
    return pd.concat([loads, limits], axis=1)


def routes(facts: Facts) -> Iterator[Finding]:
    """A route that is used at all in a period carries its lot.

        minimum_lot * use <= sum_v ship <= maximum_units * use,  use = 1 where anything is shipped        for all r, t

    Relaxed: only the maximum, since ``use`` may be a fraction.
    """
    rows = facts.once(route_loads)
    where, units = rows[["route", "period"]], rows["units"].to_numpy()
    yield exceeding(where, units, rows["maximum_units"].to_numpy(), "units beyond maximum_units")
    if not facts.relaxed:
        yield exceeding(where, rows["minimum_lot"].to_numpy(), units, "units short of minimum_lot")


def sailing_terms(facts: Facts) -> pd.DataFrame:
    """Every service and period: its row (``matched``; nothing sails without one), ``sailings`` and ``said_…`` figures.

    A service and period without a row in the plan has no sailing and carries nothing.
    """
    case, space, said = facts.case, facts.space, facts.written["sailings"]
    keys = space.every_period(pd.DataFrame({"service": np.arange(space.size("service"), dtype=np.int64)}))
    rows = case.completed(
        "services", keys, capacity=0.0, sailings=0.0, minimum_sailings=0.0, sailing_cost=0.0
    ).rename(columns={"sailings": "most"})  # fmt: skip
    return rows.assign(
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
    loads = ships.assign(units=ships["units"] * facts.case.ceu[ships["model"]])[ships["service"] >= 0]
    used = facts.space.total(rows, loads, "units", SAIL)
    where, sailings, capacity = rows[SAIL], rows["sailings"].to_numpy(), rows["capacity"].to_numpy()
    yield exceeding(where, used, capacity * sailings, "CEU dispatched beyond the space on the sailings")
    yield exceeding(where, rows["minimum_sailings"].to_numpy(), sailings, "sailings short of minimum_sailings")
    yield exceeding(where, sailings, rows["most"].to_numpy(), "sailings beyond the most there are")
    yield differing(where, rows["said_used"].to_numpy(), used, "used is not what the shipments take")
    written = rows["written"].to_numpy()
    said = rows["said_capacity"].to_numpy()[written]
    yield differing(where[written], said, capacity[written], "capacity is not that of one sailing")
