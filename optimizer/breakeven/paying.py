"""Where an export program pays: the part of the range in which the best plan sells it at all."""

from dataclasses import dataclass

import numpy as np

from optimizer.breakeven.changes import LEAST
from optimizer.breakeven.stretches import End, Told


@dataclass(frozen=True)
class Paying:
    """A model in an export market, and the stretches of the number on which some is sold."""

    model: str
    market: str
    parts: tuple[tuple[float, float], ...]
    least: float
    most: float
    """Units sold in all, where any are."""

    def is_throughout(self, low: float, high: float) -> bool:
        """Whether it is sold in the whole range."""
        return len(self.parts) == 1 and self.parts[0] == (low, high)


def paying(told: Told) -> list[Paying]:
    """Every model of every export market, in the case's order."""
    draft = told.draft
    tables = draft.case.tables
    markets, models = tables.listed("market"), tables.listed("model")
    kinds = dict(zip(tables["markets"]["market"].astype("str"), tables["markets"]["kind"], strict=True))
    pairs = draft.sell.keys.distinct("market", "model")
    found = []
    for market, model in zip(pairs["market"], pairs["model"], strict=True):
        if kinds[markets[market]] != "export":
            continue
        columns = draft.sell.columns[(draft.sell.keys["market"] == market) & (draft.sell.keys["model"] == model)]

        def sold(end: End, columns: np.ndarray = columns) -> float:
            return 0.0 if end.values is None else float(end.values[columns].sum())

        on = [(max(sold(s.start), sold(s.stop)) > LEAST, s) for s in told.stretches]
        parts: list[tuple[float, float]] = []
        for is_sold, stretch in on:
            if is_sold and parts and (stretch.start.at - parts[-1][1]) <= 1e-5 * (told.high - told.low):
                parts[-1] = (parts[-1][0], stretch.stop.at)
            elif is_sold:
                parts.append((stretch.start.at, stretch.stop.at))
        units = [sold(end) for is_sold, s in on if is_sold for end in (s.start, s.stop)]
        found.append(Paying(models[model], markets[market], tuple(parts), min(units, default=0.0),
                            max(units, default=0.0)))  # fmt: skip
    return found
