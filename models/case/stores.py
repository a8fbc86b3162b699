"""Where vehicles wait: yards at the plants, stock in the markets, and what is on its way there at the start."""

import numpy as np

from models.case.lists import Lists
from models.case.parameters import Parameters
from models.keys import Keys, Mask


def yards(case: Lists, pairs: Keys) -> Parameters:
    """Yards: over ``plant``, ``model``, ``market``, for planned pairs that a row of ``yards`` matches.

    Columns: ``opening``, ``maximum``, ``holding_cost``.
    """
    rows = case.rows("yards")
    homes = rows.keys.distinct("plant", "model")
    home, pair = homes.join(pairs, on=("model",))
    codes = {name: homes[name][home] for name in ("plant", "model")}
    keys = Keys(("plant", "model", "market"), {**codes, "market": pairs["market"][pair]}, case.sizes)
    keys = keys.take(rows.at(keys).matched)
    return case.parameters("yards", keys, rows.at(keys), "opening", "maximum", "holding_cost")


def pipeline(case: Lists) -> Parameters:
    """Units arriving that were under way at the start: over ``market``, ``model``, ``period``; column ``units``."""
    return case.plain("pipeline")


def counts_after_end(stock: Parameters, ways: Keys) -> Mask:
    """For each way of a model to a market, whether units still under way at the horizon's end count for something."""
    return np.maximum(stock.at(ways, "closing_transit"), stock.at(ways, "closing_value")) > 0
