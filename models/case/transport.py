"""How vehicles travel: routes, what can be shipped when and at what cost, services, duty."""

import numpy as np

from models.case.lists import Lists
from models.case.parameters import Numbers, Parameters
from models.keys import Codes, Keys, Mask


def routes(case: Lists) -> Parameters:
    """Every route: over ``route`` (with its ``plant``, ``market``, ``service``, the latter ``MISSING`` for none).

    Columns: ``lead_time``, ``fixed_cost``, ``minimum_lot``, ``maximum_units``.
    """
    table = case.plain("routes")
    ends = {name: np.nan_to_num(table[name], nan=-1).astype(np.int32) for name in ("plant", "market", "service")}
    return Parameters(table.keys.having(**ends), table.columns)


def ways(case: Lists, routes: Parameters, pairs: Keys) -> Keys:
    """Routes and models of planned pairs that ``freight`` has any row for (with ``plant``, ``market``, ``service``)."""
    freight = case.rows("freight").keys
    route, pair = routes.keys.join(pairs, on=("market",))
    ends = {name: codes[route] for name, codes in routes.keys.codes.items()}
    keys = Keys(("route", "model"), {**ends, "model": pairs["model"][pair]}, case.sizes)
    blank = freight["model"] < 0
    every_model = np.isin(keys["route"], freight["route"][blank])
    named = freight.take(~blank).distinct("route", "model")
    return keys.take(every_model | named.holds(keys))


def shipments(case: Lists, routes: Parameters, ways: Keys, counts_after_end: Mask) -> Parameters:
    """What can be dispatched: over ``route``, ``model``, ``period`` (with ``plant``, ``market``, ``arrival``).

    Where a row of ``freight`` matches, and the vehicle arrives within the horizon; or later, where ``counts_after_end``
    (one per way) is true. ``arrival`` may lie beyond the last period. Columns: ``freight`` (with surcharges and transit
    cost) and ``duty``, per unit.
    """
    keys = ways.across("period")
    lead = routes["lead_time"][keys["route"]]
    arrival = np.minimum(keys["period"] + lead, 2 * case.periods).astype(np.int32)
    read = case.rows("freight").at(keys)
    exists = read.matched & ((arrival < case.periods) | np.repeat(counts_after_end, case.periods))
    keys, read, lead = keys.having(arrival=arrival).take(exists), read.take(exists), lead[exists]
    cost = read.value("cost", 0.0) + read.value("transit_cost", 0.0) * lead
    cost += case.rows("surcharges").at(keys).total("cost")
    return Parameters(keys, {"freight": cost, "duty": duty(case, keys)})


def duty(case: Lists, keys: Keys) -> Numbers:
    """Duty per unit shipped, by the tariff of the period of arrival; the last period's for what arrives later."""
    at_arrival: Codes = np.minimum(keys["arrival"], case.periods - 1).astype(np.int32)
    read = case.rows("tariffs").at(keys.having(period=at_arrival))
    return read.value("rate", 0.0) * read.value("customs_value", 0.0)


def services(case: Lists) -> Parameters:
    """Sailings that can run: over ``service``, ``period``; a period without a row has none.

    Columns: ``capacity`` (CEU each), ``sailings``, ``minimum_sailings``, ``sailing_cost``.
    """
    keys, read = case.over_periods("services")
    return case.parameters("services", keys, read, "capacity", "sailings", "minimum_sailings", "sailing_cost")
