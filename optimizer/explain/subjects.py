"""What in a slice asks for a reason: its shortages first; else what is not sold, or could be sold more of."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from models.plan import Plan
from optimizer.explain.chosen import Slice
from optimizer.explain.direction import one_key
from optimizer.explain.ground import Ground
from optimizer.explain.obstacles import obstacle

MOST = 3
"""Reasons given at a time."""

Subject = tuple[int, int, int]
"""Market, model and period (codes)."""


def shortages(plan: Plan, part: Slice) -> pd.DataFrame:
    """Rows of the plan's fulfilment in the slice with customers lost, the largest first."""
    rows = part.rows(plan.fulfilment)
    return rows[rows["short"] > 1e-6].sort_values("short", ascending=False, kind="stable")


def subjects(ground: Ground, plan: Plan, part: Slice) -> list[Subject]:
    """At most ``MOST``: the worst period of each market and model that is short; where none is and few are asked about,
    each of these, in its period of most interest: the one asked about, or where a customer more is worth most.
    """
    short = shortages(plan, part)
    if part.has_lines:
        short = short[[pair in _built(plan, part) for pair in zip(short["market"], short["model"], strict=True)]]
    worst = short.drop_duplicates(["market", "model"]).head(MOST)
    if len(worst):
        codes = [worst[name].cat.codes.tolist() for name in ("market", "model", "period")]
        return list(zip(*codes, strict=True))
    pairs = list(_pairs(ground, plan, part))
    if len(pairs) > MOST:
        return []
    return [(*pair, part.codes.get("period", _telling(ground, *pair))) for pair in pairs]


def _pairs(ground: Ground, plan: Plan, part: Slice) -> Iterator[tuple[int, int]]:
    """Market and model of the planned pairs in the slice; of lines, those they build, or could of one model."""
    case = ground.allocation.case
    if {"market", "model"} <= part.codes.keys():
        yield part.codes["market"], part.codes["model"]
        return
    markets, models = case.tables.listed("market"), case.tables.listed("model")
    inside = part.holds(case.pairs)
    built = _built(plan, part)
    if "model" in part.codes:
        could = case.builds.keys.take(part.holds(case.builds.keys)).distinct("market", "model")
        built = {(markets[k], models[v]) for k, v in zip(could["market"], could["model"], strict=True)}
    for market, model in zip(case.pairs["market"][inside].tolist(), case.pairs["model"][inside].tolist(), strict=True):
        if not part.has_lines or (markets[market], models[model]) in built:
            yield market, model


def _built(plan: Plan, part: Slice) -> set[tuple[str, str]]:
    rows = part.rows(plan.allocation)[["market", "model"]].astype("str")
    return set(rows.itertuples(index=False, name=None))


def _telling(ground: Ground, market: int, model: int) -> int:
    """The period in which one more customer of a market and model would be worth most, of those in which something
    can be sold; the last one without any.
    """
    found: list[tuple[float, int]] = []
    for rule in ground.allocation.draft.rules:
        if rule.name == "demand":
            mine = np.flatnonzero((rule.keys["market"] == market) & (rule.keys["model"] == model))
            prices = ground.prices[rule.start + mine]
            found += zip((-prices).tolist(), rule.keys["period"][mine].tolist(), strict=True)
    for _, period in sorted(found):
        if not obstacle(ground, one_key(ground, market, model, period)):
            return period
    return ground.allocation.case.periods - 1
