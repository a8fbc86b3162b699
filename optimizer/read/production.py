"""What can be built at all: where a row of ``builds`` matches, within its periods, for a pair that is served."""

import numpy as np

from models.keys import Keys, Mask, Positions
from optimizer.read.drafts import Drafts


def production_window(drafts: Drafts, keys: Keys) -> tuple[Positions, Positions, Positions, Positions]:
    """First and last period of production at full keys of ``builds`` (plant, line, model, period), by their place in
    the horizon; and the rows that they come from, -1 for the horizon's own.
    """
    builds, rows = drafts["builds"], drafts.completion("builds")
    found = []
    for column, default in (("first_period", 0), ("last_period", drafts.periods - 1)):
        source = rows.at(keys, column)
        codes = np.append(builds.codes[column], -1)[source].astype(np.int64)
        found.append((np.where(codes < 0, default, codes), source))
    (first, first_row), (last, last_row) = found
    return first, last, first_row, last_row


def in_production(drafts: Drafts, keys: Keys) -> Mask:
    """Whether the period of each key of plant, line, model and period lies within first and last of production."""
    first, last, _, _ = production_window(drafts, keys)
    builds = drafts.completion("builds")
    inside: Mask = (first <= keys["period"]) & (keys["period"] <= last)
    return inside | builds.doubtful(keys, "first_period") | builds.doubtful(keys, "last_period")


def buildable_pairs(drafts: Drafts) -> Keys:
    """Plant, model and market such that a line of the plant can build the model, and it travels there."""
    builds = drafts.keys("builds").take(drafts["builds"].has_key()).distinct("plant", "model")
    keys = drafts.served.of(drafts.planned)
    return keys.take(builds.holds(keys))


def why_not_built(drafts: Drafts, keys: Keys) -> list[tuple[Mask, str]]:
    """Reasons that a key of plant, line, model, market and period can't be built, each with where it applies."""
    builds = drafts.completion("builds")
    matched = (builds.at(keys) >= 0) | builds.doubtful(keys)
    return [
        (~drafts.planned.holds(keys), "demand has no row for market {market} and model {model}"),
        (~matched, "builds has no row for model {model} on line {line} of plant {plant} in period {period}"),
        (matched & ~in_production(drafts, keys), "period {period} is outside first_period and last_period in builds"),
        (~drafts.served.holds(keys), "no route from plant {plant} to market {market} has a freight row for {model}"),
    ]
