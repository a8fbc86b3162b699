"""What the plan earns and costs, term by term."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.draft import Draft, Term
from models.plan import COLUMNS, ITEMS
from models.readout.tables import coded

Numbers = NDArray[np.float64]

_KEYS = COLUMNS["contribution"][1:-1]

_ENDS = ("plant", "market")
"""Keys that are filled in though they only follow from others: a route's, so that money can be added up by them."""


def contribution(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Every nonzero term of the objective: items in the order they are shown, each by key; blank where it has none."""
    items, codes, amounts = [], [], []
    for number, item in enumerate(ITEMS):
        parts = [_nonzero(draft, term, values) for name, term in draft.earnings if name == item]
        keys = np.concatenate([part for part, _ in parts], axis=1)
        money = np.concatenate([part for _, part in parts])
        present = [row for row in keys if len(row) and row.max() >= 0]
        order = np.lexsort(present[::-1]) if present else np.arange(len(money))
        items.append(np.full(len(money), number, dtype=np.int8))
        codes.append(keys[:, order])
        amounts.append(money[order])
    named = {"item": coded(np.concatenate(items), pd.Index(ITEMS))}
    named |= {
        name: coded(column, draft.case.tables.index(name))
        for name, column in zip(_KEYS, np.concatenate(codes, axis=1), strict=True)
    }
    return pd.DataFrame({**named, "amount": np.concatenate(amounts)}, copy=False)


def _nonzero(draft: Draft, term: Term, values: Numbers) -> tuple[NDArray[np.int32], Numbers]:
    """The codes (one row per key column, −1 for blank) and amounts of a term's nonzero amounts."""
    amounts = term.values(values)
    kept = np.flatnonzero(amounts)
    codes = np.full((len(_KEYS), len(kept)), -1, dtype=np.int32)
    for row, name in enumerate(_KEYS):
        if name in term.keys.dimensions or (name in _ENDS and name in term.keys.codes):
            codes[row] = term.keys[name][kept]
    line = _KEYS.index("line")
    if "line" in term.keys.codes:
        codes[_KEYS.index("plant")] = draft.case.plant_of_line[codes[line]]
        codes[line] = draft.case.name_of_line[codes[line]]
    return codes, amounts[kept]
