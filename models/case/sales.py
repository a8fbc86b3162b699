"""What the markets ask for: planned pairs, demand, prices, and the programs that decide whether to sell at all."""

from enum import IntEnum

import numpy as np

from models.case.lists import Lists
from models.case.parameters import Numbers, Parameters
from models.keys import Keys


class LaunchStatus(IntEnum):
    """The words of ``programs.status``, by their place in the schema."""

    OPTIONAL = 0
    LAUNCHED = 1
    OFF = 2


def demand(case: Lists) -> Parameters:
    """Demand of every planned pair in every period: over ``market``, ``model``, ``period``; 0 without a row.

    Columns: ``demand``, ``commitment``, ``price`` (in the case's currency, at the period's exchange rate),
    ``shortage_cost``, ``backlog_cost`` (NaN: what is not met in its period is lost).
    """
    rows = case.rows("demand")
    keys = rows.keys.distinct("market", "model").across("period")
    read = rows.at(keys)
    table = case.parameters("demand", keys, read, "commitment", "price", "shortage_cost", "backlog_cost")
    price = table["price"] * exchange(case)[keys["market"], keys["period"]]
    return Parameters(keys, {**table.columns, "price": price, "demand": read.value("demand", 0.0)})


def sales(demand: Parameters, programs: Parameters) -> Parameters:
    """What counts as demand once programs are heeded: nothing before a program's first period, no pair that is off.

    Over the ``market``, ``model``, ``period`` of ``demand``. Columns: those of ``demand`` (``demand`` and
    ``commitment`` 0 before the first period) and ``optional`` (1: counts only if the program is launched), ``open``
    (1: may be sold).
    """
    first, status = programs.at(demand.keys, "first_period"), programs.at(demand.keys, "status", np.nan)
    begun = demand.keys["period"] >= first
    table = Parameters(demand.keys, {
        **demand.columns,
        "demand": np.where(begun, demand["demand"], 0.0),
        "commitment": np.where(begun, demand["commitment"], 0.0),
        "open": begun.astype(np.float64),
        "optional": np.where(status == LaunchStatus.OPTIONAL, 1.0, 0.0),
    })  # fmt: skip
    return table.take(status != LaunchStatus.OFF)


def exchange(case: Lists) -> Numbers:
    """Case currency per unit of each market's currency: shape (markets, periods)."""
    rates = np.ones((case.sizes["market"], case.periods))
    own = case.tables["markets"]["currency"].fillna(case.settings.currency)
    listed = case.tables.listed("currency")
    rows = case.rows("exchange_rates")
    for market, currency in enumerate(own):
        if currency != case.settings.currency:
            code = np.full(case.periods, listed.index(currency), dtype=np.int32)
            codes = {"currency": code, "period": np.arange(case.periods, dtype=np.int32)}
            rates[market] = rows.at(Keys(("currency", "period"), codes, case.sizes)).value("rate")
    return rates


def programs(case: Lists) -> Parameters:
    """Export programs: over ``model``, ``market``.

    Columns: ``launch_cost``, ``minimum_units``, ``maximum_units``, ``first_period`` (code), ``status`` (see
    ``LaunchStatus``).
    """
    table = case.plain("programs")
    first = np.nan_to_num(table["first_period"], nan=0.0)
    return Parameters(table.keys, {**table.columns, "first_period": first})
