"""Vehicles are neither made nor lost on the way: the balances of plants and markets."""

import numpy as np

from models.draft import Draft
from models.keys import Keys


def plant_balance(draft: Draft) -> None:
    """What a plant had and builds for a market, it ships there or keeps in its yard.

        sum_r ship[r,v,t] + yard[p,v,k,t] - yard[p,v,k,t-1] - sum_l build[l,v,k,t] = opening[p,v,k] (t = first)
                                                                                                for all p, v, k, t

    Without a yard, units leave in the period they are built.
    Price: contribution of one further finished vehicle at the plant.
    """
    build, ship, yard = draft.build, draft.ship, draft.yard
    columns = ("plant", "model", "market", "period")
    over = _union([term.keys for term in (build, ship, yard)], columns)
    units = np.where(over["period"] == 0, draft.case.yards.at(over, "opening"), 0.0)
    draft.rule(
        "plant_balance", over=over, limit="opening", terms=[ship, yard, -yard.later("period", 1), -build],
        lower=units, upper=units)  # fmt: skip


def market_balance(draft: Draft) -> None:
    """What a market had and receives, it sells or keeps in stock.

        sell[k,v,t] + stock[k,v,t] - stock[k,v,t-1] - sum_r ship[r,v,t-lead_time] = pipeline[k,v,t] + opening[k,v] (t = first)
                                                                                                for all k, v, t

    Without stock, arrivals are sold in the period they arrive.
    Price: contribution of one further vehicle in the market.
    """  # noqa: E501 (one line of formula)
    case, sell, stock = draft.case, draft.sell, draft.stock
    over = case.pairs.across("period")
    units = case.pipeline.at(over, "units") + np.where(over["period"] == 0, case.stock.at(over, "opening"), 0.0)
    arrive = draft.ship.where(draft.ship.keys["arrival"] < case.periods).renamed(period="arrival")
    draft.rule(
        "market_balance", over=over, limit="units", terms=[sell, stock, -stock.later("period", 1), -arrive],
        lower=units, upper=units)  # fmt: skip


def _union(tables: list[Keys], dimensions: tuple[str, ...]) -> Keys:
    """The distinct keys of several tables over some of their dimensions."""
    codes = {name: np.concatenate([keys[name] for keys in tables]) for name in dimensions}
    return Keys(dimensions, codes, tables[0].sizes).distinct(*dimensions)
