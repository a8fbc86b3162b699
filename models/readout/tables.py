"""From codes to the names that are written, and from columns to figures by key."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.draft import Draft, Term
from models.keys import Keys, Mask, Positions

Numbers = NDArray[np.float64]

DIGITS = 9
"""Decimals kept: a billionth of a vehicle is rounding error of the engine, not a decision."""


def named(draft: Draft, keys: Keys, dimensions: tuple[str, ...]) -> pd.DataFrame:
    """The names of keys: one categorical column per dimension, in listed order."""
    tables = draft.case.tables
    columns = {}
    for name in dimensions:
        codes, listed = keys[name], name
        if name == "line":
            codes = draft.case.name_of_line[codes]
        if name == "arrival":
            codes, listed = np.where(codes < draft.case.periods, codes, -1).astype(np.int32), "period"
        columns[name] = coded(codes, tables.index(listed))
    return pd.DataFrame(columns, copy=False)


def coded(codes: NDArray[np.integer[Any]], names: "pd.Index[str]") -> "pd.Series[Any]":
    """Codes as a categorical column; −1 is blank."""
    return pd.Series(pd.Categorical.from_codes(codes, categories=names))


def ascending(keys: Keys, dimensions: tuple[str, ...]) -> Positions:
    """Positions that put keys in order of those dimensions, the first counting most."""
    return np.lexsort([keys[name] for name in reversed(dimensions)])


def units_of(draft: Draft, decision: Term, values: Numbers, columns: tuple[str, ...]) -> pd.DataFrame:
    """The nonzero values of a decision, by key; the last of the columns holds them."""
    units = decision.values(values)
    kept = units != 0
    keys, units = decision.keys.take(kept), units[kept]
    order = ascending(keys, columns[:-1])
    frame = named(draft, keys.take(order), columns[:-1])
    frame[columns[-1]] = units[order]
    return frame


def value_at(decision: Term, values: Numbers, wanted: Keys) -> Numbers:
    """Values of a decision at other keys over its dimensions; 0 where it has none."""
    found = np.zeros(len(wanted))
    found[wanted.find(decision.keys)] = decision.values(values)
    return found


def summed(terms: Iterable[Term], values: Numbers, over: Keys) -> Numbers:
    """Terms summed over each key."""
    total = np.zeros(len(over))
    for term in terms:
        rows = over.find(term.keys)
        known: Mask = rows >= 0
        total += np.bincount(rows[known], weights=term.values(values)[known], minlength=len(over))
    return total
