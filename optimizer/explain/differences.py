"""The difference between two plans of one case: money item by item, adding up exactly; units and hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
import pandas as pd

from models.plan import ITEMS, Plan

SAME = 1e-6
"""Units and hours that differ by less are the same."""


@dataclass(frozen=True, eq=False)
class Differences:
    """What another plan has more or less of than a first one. Amounts are in the case's currency, signed."""

    items: pd.DataFrame
    """``item, before, after, change``: of every item that changes; ``change`` adds up to ``total``."""
    pairs: pd.DataFrame
    """``market, model, change``: the same by whom it is for (blank: lines, sailings, …); adds up to ``total`` too."""
    builds: pd.DataFrame
    """``plant, line, model, market, period, before, after, change``, the largest change first."""
    sales: pd.DataFrame
    """``market, model, period, before, after, change``, the largest change first."""
    hours: pd.DataFrame
    """``plant, line, period, before, after, change``, the largest change first."""
    total: float
    """What the second plan's objective is above the first's."""


def differences(before: Plan, after: Plan) -> Differences:
    """Compare two plans of one case."""
    items = _changes(before.contribution, after.contribution, ["item"], "amount")
    items["order"] = items["item"].map(ITEMS.index)
    items = items.sort_values("order").drop(columns="order")
    return Differences(
        items=items,
        pairs=_changes(before.contribution, after.contribution, ["market", "model"], "amount")[
            ["market", "model", "change"]
        ],
        builds=_changes(before.allocation, after.allocation, ["plant", "line", "model", "market", "period"], "units"),
        sales=_changes(before.fulfilment, after.fulfilment, ["market", "model", "period"], "sold"),
        hours=_changes(before.utilisation, after.utilisation, ["plant", "line", "period"], "worked_hours"),
        total=fsum([*after.contribution["amount"], *(-before.contribution["amount"])]),
    )


def _changes(before: pd.DataFrame, after: pd.DataFrame, keys: list[str], column: str) -> pd.DataFrame:
    """The sums of a column by key in both, and their difference where there is one; the largest first."""
    rows = [
        frame[[*keys, column]].astype(dict.fromkeys(keys, "str")).assign(is_after=is_after)
        for frame, is_after in ((before, False), (after, True))
    ]
    both = pd.concat(rows, ignore_index=True)
    both[keys] = both[keys].fillna("")
    sums: dict[tuple[str, ...], tuple[list[float], list[float]]] = {}
    for *key, amount, is_after in both.itertuples(index=False, name=None):
        sums.setdefault(tuple(key), ([], []))[int(is_after)].append(amount)
    found = [
        (*key, fsum(old), fsum(new), fsum([*new, *(-amount for amount in old)])) for key, (old, new) in sums.items()
    ]
    frame = pd.DataFrame(found, columns=[*keys, "before", "after", "change"])
    frame = frame[frame["change"].abs() > SAME]
    order = frame["change"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def in_cents(amounts: Sequence[float]) -> list[float]:
    """The amounts to the cent, so that they add up to their sum to the cent (largest remainders, Hamilton's method)."""
    cents = np.asarray(amounts, dtype=np.float64) * 100
    down = np.floor(cents)
    missing = round(fsum(amounts) * 100) - int(down.sum())
    order = np.argsort(down - cents, kind="stable")  # those that lose most by being rounded down come first
    down[order[:missing]] += 1
    rounded: list[float] = (down / 100).tolist()
    return rounded
