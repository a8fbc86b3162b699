"""The linear benchmark case as a modeller with pandas would lay it out, for the peers to formulate: one row a variable.

It knows the tables and columns that ``benchmarks.invent.large`` writes for a linear case, and nothing else.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

PAIR = ["market", "model", "period"]
PLANT_PAIR = ["plant", "market", "model", "period"]
LINE = ["plant", "line", "period"]


@dataclass(frozen=True)
class Core:
    """Frames of variables and rows; periods are numbers from 0."""

    build: pd.DataFrame
    """``plant, line, model, market, period``; ``hours`` per unit, ``unit_cost``."""
    ship: pd.DataFrame
    """``route, plant, market, model, period`` of dispatch, ``arrival``; ``worth`` (closing value less freight)."""
    pair: pd.DataFrame
    """``market, model, period``; ``demand, price, shortage_cost``; ``opening`` (0 after the first period), ``worth``
    (of a unit in stock at the end)."""
    line: pd.DataFrame
    """``plant, line, period``; ``hours, overtime_hours, overtime_cost``."""
    closing: pd.DataFrame
    """``market, model``; ``closing_maximum``."""
    last: int
    """The last period."""


def read_core(folder: Path) -> Core:
    """Read the case's files and join them. Raises ``OSError`` where one is missing."""
    text = {"plant": "str", "line": "str", "model": "str", "market": "str", "route": "str", "period": "str"}
    names = ("periods", "capacity", "builds", "demand", "routes", "freight", "stock")
    table = {name: pd.read_csv(folder / f"{name}.csv", dtype=text) for name in names}
    periods = table["periods"].assign(number=np.arange(len(table["periods"])))
    last = len(periods) - 1
    demand, stock = table["demand"], table["stock"]
    demand["period"] = demand["period"].map(periods.set_index("period")["number"])
    routes = table["routes"].merge(table["freight"], on="route")
    routes["freight_cost"] = routes["cost"] + routes["transit_cost"] * routes["lead_time"]
    every = pd.DataFrame({"period": np.arange(last + 1)})
    return Core(
        build=_build(table["builds"], routes, stock, every),
        ship=_ship(table["builds"], routes, stock, every, last),
        pair=_pair(demand, stock, last),
        line=_line(table["capacity"], periods),
        closing=stock[["market", "model", "closing_maximum"]],
        last=last,
    )


def _build(builds: pd.DataFrame, routes: pd.DataFrame, stock: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """Each line's models for each market that the plant reaches and that wants the model, in each period."""
    reached = builds.merge(routes[["plant", "market"]].drop_duplicates(), on="plant")
    wanted = reached.merge(stock[["market", "model"]], on=["market", "model"])
    wanted["hours"] = 1 / wanted["jobs_per_hour"]
    kept = wanted[["plant", "line", "model", "market", "hours", "unit_cost"]]
    return kept.merge(every, how="cross")


def _ship(builds: pd.DataFrame, routes: pd.DataFrame, stock: pd.DataFrame, every: pd.DataFrame,
          last: int) -> pd.DataFrame:  # fmt: skip
    """What a plant builds, on its routes to markets that want it; what arrives too late is worth its closing value."""
    carried = routes.merge(builds[["plant", "model"]].drop_duplicates(), on="plant")
    carried = carried.merge(stock[["market", "model", "closing_value"]], on=["market", "model"])
    ship = carried.merge(every, how="cross")
    ship["arrival"] = ship["period"] + ship["lead_time"]
    ship["worth"] = np.where(ship["arrival"] > last, ship["closing_value"], 0.0) - ship["freight_cost"]
    return ship[["route", "plant", "market", "model", "period", "arrival", "worth"]]


def _pair(demand: pd.DataFrame, stock: pd.DataFrame, last: int) -> pd.DataFrame:
    """Planned pairs in each period, sorted, with the opening stock in the first and the closing value in the last."""
    pair = demand.merge(stock, on=["market", "model"]).sort_values(PAIR, ignore_index=True)
    pair["opening"] = pair["opening"].where(pair["period"] == 0, 0)
    pair["worth"] = np.where(pair["period"] == last, pair["closing_value"], 0) - pair["holding_cost"]
    return pair[[*PAIR, "demand", "price", "shortage_cost", "opening", "worth"]]


def _line(capacity: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Hours of each line in each period."""
    line = capacity.merge(periods[["number", "working_days"]], how="cross").rename(columns={"number": "period"})
    line["hours"] = line["hours_per_day"] * line["working_days"]
    line["overtime_hours"] = line["overtime_hours_per_day"] * line["working_days"]
    return line[[*LINE, "hours", "overtime_hours", "overtime_cost"]]
