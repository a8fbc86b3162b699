"""Least and most that contradict each other: warnings, but for what can only be a mistake."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from models.keys import Keys
from optimizer.faults import Fault
from optimizer.read.draft import marked
from optimizer.read.drafts import Drafts
from optimizer.read.numbers import shown

_NO_PLAN = "no plan can keep both"
_PAIRS = (
    ("programs", "minimum_units", "maximum_units", "it can't be launched"),
    ("mix", "minimum_share", "maximum_share", "the line can build nothing"),
    ("stock", "minimum", "maximum", _NO_PLAN),
    ("stock", "closing", "maximum", _NO_PLAN),
    ("stock", "closing", "closing_maximum", _NO_PLAN),
    ("stock", "minimum", "closing_maximum", _NO_PLAN),
    ("stock", "closing_transit", "closing_maximum", _NO_PLAN),
    ("routes", "minimum_lot", "maximum_units", "it is never used"),
)
"""Of each table a least and a most, both in one row, and what follows where the one is above the other."""


def least_above_most(drafts: Drafts) -> Iterator[Fault]:
    """A warning for each row that asks for at least more than it allows at most.

    A route or a build of which nothing is allowed at all is shut on purpose: that is no contradiction.
    """
    for table, least, most, follows in _PAIRS:
        draft = drafts[table]
        low, high = draft.numbers(least), draft.numbers(most)
        for row in marked((low > high) & ((high > 0) | (table != "routes"))):
            message = f"{least} is {shown(low[row])}, more than {most}, which is {shown(high[row])}: {follows}"
            yield draft.caution(row, least, message, [(draft, row, most)])
    for found in contradictions(drafts, "builds", "minimum_lot", "maximum_units"):
        if found.high > 0:
            message = (f"minimum_lot is {shown(found.low)}, more than maximum_units, which is {shown(found.high)}"
                       f"{found.other_place}, for {found.where}: it is never built there")  # fmt: skip
            also = [(drafts["builds"], found.other, "maximum_units")]
            yield drafts["builds"].caution(found.row, "minimum_lot", message, also)


def sailings(drafts: Drafts) -> Iterator[Fault]:
    """At least ``minimum_sailings`` are run and at most ``sailings``, also where the two come from different rows."""
    services = drafts["services"]
    for found in contradictions(drafts, "services", "minimum_sailings", "sailings"):
        message = (f"minimum_sailings is {shown(found.low)}, more than sailings, which is {shown(found.high)}"
                   f"{found.other_place} for {found.where}")  # fmt: skip
        also = [(services, found.other, "sailings")]
        yield services.fault(found.row, "minimum_sailings", message, also, shown(found.low))


class Contradiction(NamedTuple):
    """A least above its most."""

    row: int
    """Where the least stands."""
    other: int
    """Where the most stands."""
    low: float
    high: float
    where: str
    """The first key that takes both from there."""
    other_place: str
    """`` (builds.csv:3)`` where the most stands in another row."""


def contradictions(drafts: Drafts, table: str, least: str, most: str) -> Iterator[Contradiction]:
    """Where a least is above its most once the rows have completed each other: each two rows once."""
    draft = drafts[table]
    if not (draft.numbers(least) > 0).any():
        return
    rows = drafts.completion(table)
    keys: Keys = rows.over_periods()
    low, from_row = rows.number(keys, least, 0.0)
    high, from_other = rows.number(keys, most)
    doubtful = rows.doubtful(keys, least) | rows.doubtful(keys, most)
    above = np.flatnonzero((low > high) & ~doubtful)
    told, first = np.unique(np.stack([from_row[above], from_other[above]]), axis=1, return_index=True)
    for (row, other), place in zip(told.T.tolist(), above[first].tolist(), strict=True):
        other_place = "" if row == other else f" ({draft.origin.place(other, most)})"
        where = drafts.describe(keys, place)
        yield Contradiction(row, other, float(low[place]), float(high[place]), where, other_place)
