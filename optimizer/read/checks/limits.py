"""Least and most that contradict each other on their face."""

from collections.abc import Iterator

import numpy as np

from optimizer.faults import Fault
from optimizer.read.draft import marked
from optimizer.read.drafts import Drafts
from optimizer.read.numbers import shown

_PAIRS = (
    ("programs", "minimum_units", "maximum_units"),
    ("mix", "minimum_share", "maximum_share"),
    ("stock", "minimum", "maximum"),
    ("stock", "closing", "maximum"),
    ("stock", "closing", "closing_maximum"),
    ("stock", "minimum", "closing_maximum"),
    ("stock", "closing_transit", "closing_maximum"),
)
"""Of each table a least and a most, both in one row: no plan whatever lies between them."""


def least_above_most(drafts: Drafts) -> Iterator[Fault]:
    """No row asks for at least more than it allows at most."""
    for table, least, most in _PAIRS:
        draft = drafts[table]
        low, high = draft.numbers(least), draft.numbers(most)
        for row in marked(low > high):
            message = f"{least} is {shown(low[row])}, more than {most}, which is {shown(high[row])}"
            yield draft.fault(row, least, message, [(draft, int(row), most)], shown(low[row]))


def sailings(drafts: Drafts) -> Iterator[Fault]:
    """At least ``minimum_sailings`` are run and at most ``sailings``, also where the two come from different rows."""
    draft = drafts["services"]
    if not (draft.numbers("minimum_sailings") > 0).any():
        return
    rows = drafts.completion("services")
    keys = rows.over_periods()
    least, asking = rows.number(keys, "minimum_sailings", 0.0)
    most, allowing = rows.number(keys, "sailings")
    above = np.flatnonzero(least > most)
    told, first = np.unique(np.stack([asking[above], allowing[above]]), axis=1, return_index=True)
    for (row, other), place in zip(told.T, above[first], strict=True):
        where = "" if row == other else f" ({draft.origin.file}:{draft.origin.line(int(other))})"
        message = (f"minimum_sailings is {shown(least[place])}, more than sailings, which is {shown(most[place])}"
                   f"{where} for {drafts.describe(keys, int(place))}")  # fmt: skip
        yield draft.fault(row, "minimum_sailings", message, [(draft, int(other), "sailings")], shown(least[place]))
