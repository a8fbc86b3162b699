"""Room for finished vehicles, in the yards and in the markets, and what must be left at the horizon's end."""

import numpy as np

from models.decisions import last
from models.draft import Draft


def yard_limit(draft: Draft) -> None:
    """A yard keeps no more of a model for a market than it may.

        yard[p,v,k,t] <= maximum[p,v,k]                                                         for all p, v, k, t

    Price: contribution per further unit allowed in period t.
    """
    draft.bound("yard_limit", draft.yard, upper=draft.case.yards.at(draft.yard.keys, "maximum"), limit="maximum")


def yard_space(draft: Draft) -> None:
    """All models in a yard find room.

        sum_vk ceu[v] * yard[p,v,k,t] <= yard_capacity[p]                                       for all p, t

    Price: contribution per further CEU of space in period t.
    """
    case, yard = draft.case, draft.yard
    over = yard.keys.distinct("plant", "period")
    draft.rule("yard_space", over=over, terms=[yard * case.ceu[yard.keys["model"]]],
               upper=case.yard_capacity[over["plant"]], limit="yard_capacity")  # fmt: skip


def stock_limits(draft: Draft) -> None:
    """Stock stays between its least and its most.

        minimum[k,v] <= stock[k,v,t] <= maximum[k,v]                                            for all k, v, t

    Price: contribution per further unit allowed (of the least: what the last unit of it costs).
    """
    table, keys = draft.case.stock, draft.stock.keys
    draft.bound("stock_limits", draft.stock, lower=table.at(keys, "minimum"), limit="minimum")
    draft.bound("stock_limits", draft.stock, upper=table.at(keys, "maximum"), limit="maximum")


def stock_space(draft: Draft) -> None:
    """All models in stock in a market find room.

        sum_v ceu[v] * stock[k,v,t] <= stock_capacity[k]                                        for all k, t

    Price: contribution per further CEU of space in period t.
    """
    case, stock = draft.case, draft.stock
    over = stock.keys.distinct("market", "period")
    draft.rule("stock_space", over=over, terms=[stock * case.ceu[stock.keys["model"]]],
               upper=case.stock_capacity[over["market"]], limit="stock_capacity")  # fmt: skip


def closing(draft: Draft) -> None:
    """The horizon ends with enough in stock and under way, and not too much.

        stock[k,v,T] >= closing[k,v]                                                            for all k, v
        sum_r,t: t + lead_time > T  ship[r,v,t] >= closing_transit[k,v]                         for all k, v
        stock[k,v,T] + sum_r,t: t + lead_time > T  ship[r,v,t] <= closing_maximum[k,v]          for all k, v

    Price: contribution per further unit asked for (what the last one costs), or allowed.
    """
    case, table, stock = draft.case, draft.case.stock, draft.stock
    at_end = last(stock.keys)
    asked = np.where(at_end, table.at(stock.keys, "closing"), 0.0)
    draft.bound("closing", stock, lower=asked, limit="closing")
    under_way = draft.ship.where(draft.ship.keys["arrival"] >= case.periods)
    draft.rule("closing", over=table.keys, terms=[under_way], limit="closing_transit",
               lower=np.where(table["closing_transit"] > 0, table["closing_transit"], -np.inf))  # fmt: skip
    draft.rule("closing", over=table.keys, terms=[stock.where(at_end), under_way], limit="closing_maximum",
               upper=table["closing_maximum"])  # fmt: skip
