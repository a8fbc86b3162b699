"""Marginal prices: what one more unit of each limiting right-hand side is worth, from the duals.

At a degenerate optimum a dual is one-sided: a price holds for the next unit more or the next unit less, not for both.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models import tight
from models.draft import Draft
from models.keys import Keys
from models.plan import COLUMNS
from models.solution import Duals

Numbers = NDArray[np.float64]

_WORTH = 1e-7
"""A price below this is rounding error of the engine: its tolerance on reduced costs."""


def prices(draft: Draft, values: Numbers, duals: Duals | None) -> pd.DataFrame:
    """``rule, key, value, basis``: one row per limit with a price; no rows without duals.

    ``key`` names the limit and whom it limits: ``limit=hours;line=1;period=2026-03;plant=TMMK``.
    """
    if duals is None:
        return pd.DataFrame({name: pd.Series(dtype=np.float64 if name == "value" else "str")
                             for name in COLUMNS["prices"]})  # fmt: skip
    frames = []
    for rule in draft.rules:
        if rule.name == tight.NAME:
            continue
        worth = duals.rows[rule.start : rule.start + len(rule.keys)]
        frames.append(_priced(draft, rule.name, rule.limit, rule.keys, worth, duals.basis))
    for bound in draft.bounds:
        worth = duals.columns[bound.columns]
        binds = np.abs(values[bound.columns] - bound.limits) <= 1e-6 * np.maximum(1.0, np.abs(bound.limits))
        worth = np.where(binds & (worth * bound.sense > 0), worth, 0.0)
        frames.append(_priced(draft, bound.name, bound.limit, bound.keys, worth, duals.basis))
    return pd.concat(frames, ignore_index=True)


def _priced(draft: Draft, rule: str, limit: str, keys: Keys, worth: Numbers, basis: str) -> pd.DataFrame:
    """The rows of one limit whose price is not nothing."""
    kept = np.abs(worth) > _WORTH
    named = _key(draft, limit, keys.take(kept))
    return pd.DataFrame({"rule": rule, "key": named, "value": worth[kept], "basis": basis}, columns=COLUMNS["prices"])


def _key(draft: Draft, limit: str, keys: Keys) -> "pd.Series[str]":
    """``limit=…;plant=…;line=…`` for each key."""
    case, text = draft.case, pd.Series(f"limit={limit}", index=range(len(keys)), dtype="str")
    codes = dict.fromkeys(keys.dimensions)
    for name in codes:
        if name == "mix":
            text = text + ";row=" + pd.Series(keys[name] + 1).astype("str")
            continue
        listed, values = np.array(case.tables.listed(name), dtype=object), keys[name]
        if name == "line":
            plants = np.array(case.tables.listed("plant"), dtype=object)
            text = text + ";plant=" + pd.Series(plants[case.plant_of_line[values]], dtype="str")
            values = case.name_of_line[values]
        text = text + f";{name}=" + pd.Series(listed[values], dtype="str")
    return text
