"""Integers that stand for keys: how many there can be, which there are, and where each one stands.

Where not many more are possible than there are, a table with a place for each takes the place of sorting and searching.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Positions = NDArray[np.int64]
Raveled = NDArray[np.signedinteger]
"""Integers of keys, of 32 bits where those suffice."""

MISSING = -1
"""Position of a key that is not there; code of a blank cell."""

_DENSE_FACTOR = 4
"""A lookup goes through a full table where that has at most this many places per key looked up or held: ten times
faster than binary search, and never much larger than the keys themselves."""


def span(sizes: Mapping[str, int], dimensions: Iterable[str]) -> int:
    """How many keys the dimensions can have; ``OverflowError`` when that doesn't fit an integer of 64 bits."""
    total = 1
    for name in dimensions:
        total *= max(sizes[name], 1)
    if total >= 1 << 63:
        raise OverflowError(f"too many combinations of {', '.join(dimensions)}")
    return total


def unraveled(raveled: Raveled, sizes: Sequence[int]) -> list[Codes]:
    """The codes that make up each integer, an array per dimension of these sizes; the last runs fastest."""
    codes = []
    for size in reversed(sizes):
        above = raveled // raveled.dtype.type(size)
        codes.append((raveled - above * raveled.dtype.type(size)).astype(np.int32, copy=False))
        raveled = above
    return codes[::-1]


def distinct(raveled: Raveled, possible: int) -> Raveled:
    """The integers that there are, each once, ascending; all are at least 0 and below ``possible``."""
    if possible > _DENSE_FACTOR * len(raveled):
        return np.unique(raveled)
    there = np.zeros(possible, dtype=np.bool_)
    there[raveled] = True
    return np.flatnonzero(there).astype(raveled.dtype)


def locate(haystack: Raveled, needles: Raveled, possible: int) -> Positions:
    """Position of each needle in the haystack (of distinct integers below ``possible``), ``MISSING`` if absent."""
    if len(haystack) == 0:
        return np.full(len(needles), MISSING, dtype=np.int64)
    if possible <= _DENSE_FACTOR * (len(needles) + len(haystack)):
        table = np.full(possible, MISSING, dtype=np.int32)
        table[haystack] = np.arange(len(haystack), dtype=np.int32)
        return table.take(needles, mode="clip").astype(np.int64)
    order = None if np.all(haystack[:-1] <= haystack[1:]) else np.argsort(haystack, kind="stable")
    ascending = haystack if order is None else haystack[order]
    places = np.searchsorted(ascending, needles)
    places[places == len(ascending)] = 0
    found = ascending[places] == needles
    positions = places if order is None else order[places]
    return np.where(found, positions, MISSING)
