"""Marginal prices: what one more unit of each limiting right-hand side is worth, from the duals.

At a degenerate optimum a dual is one-sided: a price holds for the next unit more or the next unit less, not for both.
Then both directions are told, where they were worked out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models import tight
from models.draft import Draft
from models.keys import Codes, Keys, Positions
from models.plan import COLUMNS
from models.solution import Duals, Ranges

Numbers = NDArray[np.float64]
Texts = NDArray[np.object_]
_Columns = dict[str, NDArray[Any]]

WORTH = 1e-7
"""A price below this is rounding error of the engine: its tolerance on reduced costs."""

_TEXTS = ("rule", "key", "basis")


def prices(draft: Draft, values: Numbers, duals: Duals | None) -> pd.DataFrame:
    """``rule, key, value, basis, limit, …``: one row per limit with a price; no rows without duals.

    ``key`` names the limit and whom it limits: ``limit=hours;line=1;period=2026-03;plant=TMMK``. ``limit`` is the
    right-hand side as it stands, with what kept switches bring to it; the others say how far the price holds, as
    ``models.solution.Ranges`` does.
    """
    if duals is None:
        return pd.DataFrame({name: pd.Series(dtype="str" if name in _TEXTS else np.float64)
                             for name in COLUMNS["prices"]})  # fmt: skip
    rows, columns = np.arange(draft.height), np.arange(len(duals.columns))
    parts = []
    for rule in draft.rules:
        if rule.name == tight.NAME:
            continue
        places = rows[rule.start : rule.start + len(rule.keys)]
        worth = duals.rows[places]
        limits = np.where((worth > 0) & np.isfinite(rule.upper), rule.upper, rule.lower)
        room = np.zeros(len(places)) if duals.room is None else duals.room[places]
        priced = _Priced(worth, limits, room, places)
        parts.append(_priced(draft, rule.name, rule.limit, rule.keys, priced, duals.row_ranges))
    for bound in draft.bounds:
        worth = duals.columns[bound.columns]
        binds = np.abs(values[bound.columns] - bound.limits) <= 1e-6 * np.maximum(1.0, np.abs(bound.limits))
        worth = np.where(binds & (worth * bound.sense > 0), worth, 0.0)
        priced = _Priced(worth, bound.limits, np.zeros(len(worth)), columns[bound.columns])
        parts.append(_priced(draft, bound.name, bound.limit, bound.keys, priced, duals.column_ranges))
    frame = pd.DataFrame({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})
    frame.insert(3, "basis", duals.basis)
    return frame.astype(dict.fromkeys(_TEXTS, "str"))


@dataclass(frozen=True)
class _Priced:
    """Limits of one kind: what each is worth, where it stands without any switch, and its row or column."""

    worth: Numbers
    limits: Numbers
    room: Numbers
    """What kept switches bring to each limit."""
    places: Positions


def _priced(draft: Draft, rule: str, limit: str, keys: Keys, priced: _Priced, ranges: Ranges | None) -> _Columns:
    """The rows of one limit whose price is not nothing."""
    kept = np.abs(priced.worth) > WORTH
    ranges, places = (ranges, priced.places[kept]) if ranges is not None else (
        Ranges.unknown(1), np.zeros(int(kept.sum()), dtype=np.int64))  # fmt: skip
    room = priced.room[kept]
    return {
        "rule": np.full(len(places), rule, dtype=object), "key": _key(draft, limit, keys.take(kept)),
        "value": priced.worth[kept], "limit": priced.limits[kept] + room,
        "down_to": ranges.down_to[places] + room, "value_down": ranges.value_down[places],
        "up_to": ranges.up_to[places] + room, "value_up": ranges.value_up[places],
    }  # fmt: skip


def _key(draft: Draft, limit: str, keys: Keys) -> Texts:
    """``limit=…;plant=…;line=…`` for each key."""
    case, listed = draft.case, draft.case.tables.listed
    text: Texts = np.full(len(keys), f"limit={limit}", dtype=object)
    for name in dict.fromkeys(keys.dimensions):
        codes = keys[name]
        if name == "mix":
            text = text + _of("row", range(1, case.sizes["mix"] + 1), codes)
        elif name == "line":
            text = text + _of("plant", listed("plant"), case.plant_of_line[codes])
            text = text + _of("line", listed("line"), case.name_of_line[codes])
        else:
            text = text + _of(name, listed(name), codes)
    return text


def _of(dimension: str, listed: Iterable[object], codes: Codes) -> Texts:
    """``;dimension=name`` for each code."""
    texts: Texts = np.array([f";{dimension}={name}" for name in listed], dtype=object)
    return texts[codes]
