"""Key tables: who the rows of a table, the columns of a decision and the rows of a rule are.

A key is a tuple of small-integer codes, one per dimension (line, model, market, period, …), stored as one array per
dimension. Joining two key tables is arithmetic: the codes are ravelled to one integer and looked up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.lookup import MISSING, Codes, Positions, Raveled, distinct, locate, span, unraveled

__all__ = ["MISSING", "Codes", "Keys", "Mask", "Positions", "Raveled"]

Mask = NDArray[np.bool_]

_SHORT = 1 << 28
"""Up to so many combinations keys are ravelled to 32 bits: half the memory to go through. Codes may lie outside their
dimension, up to a few times its size."""


@dataclass(frozen=True, eq=False)
class Keys:
    """A key table of ``len(keys)`` distinct keys.

    ``dimensions`` tell the keys apart. ``codes`` may hold further arrays that follow from them (a line's plant, the
    period of arrival): they are joined on like the others. ``sizes`` says how many codes each dimension has.
    """

    dimensions: tuple[str, ...]
    codes: Mapping[str, Codes]
    sizes: Mapping[str, int]

    def __len__(self) -> int:
        return len(next(iter(self.codes.values()))) if self.codes else 0

    def __getitem__(self, dimension: str) -> Codes:
        """The codes of one dimension, one per key."""
        return self.codes[dimension]

    @classmethod
    def product(cls, sizes: Mapping[str, int], dimensions: Iterable[str]) -> Self:
        """Every combination of the dimensions' codes, the last dimension running fastest."""
        names = tuple(dimensions)
        grids = np.indices([sizes[name] for name in names], dtype=np.int32)
        return cls(names, {name: grid.ravel() for name, grid in zip(names, grids, strict=True)}, sizes)

    def ravel(self, dimensions: Iterable[str] | None = None) -> Raveled:
        """One integer per key from the codes of those dimensions (default: its own); equal integers, equal codes.

        Raises ``OverflowError`` when the dimensions have more than 2⁶³ combinations.
        """
        names = self.dimensions if dimensions is None else tuple(dimensions)
        kind: type[np.signedinteger] = np.int32 if span(self.sizes, names) <= _SHORT else np.int64
        total: Raveled = self.codes[names[0]].astype(kind) if names else np.zeros(len(self), dtype=kind)
        for name in names[1:]:
            total *= self.sizes[name]
            total += self.codes[name]
        return total

    def take(self, rows: Mask | Positions) -> Self:
        """The keys at those rows (a mask, or positions); itself where a mask leaves none out."""
        if rows.dtype == np.bool_:
            if rows.all():
                return self
            rows = np.flatnonzero(rows)
        return type(self)(self.dimensions, {name: codes[rows] for name, codes in self.codes.items()}, self.sizes)

    def having(self, **codes: Codes) -> Self:
        """The same keys with further arrays of codes that follow from them."""
        return type(self)(self.dimensions, {**self.codes, **codes}, self.sizes)

    def distinct(self, *dimensions: str) -> Self:
        """The distinct keys of some of the dimensions, in ascending order."""
        raveled = self.ravel(dimensions)
        if any(_leaves(self.codes[name], self.sizes[name]) for name in dimensions):
            _, first = np.unique(raveled, return_index=True)
            return type(self)(dimensions, {name: self.codes[name][first] for name in dimensions}, self.sizes)
        codes = unraveled(distinct(raveled, span(self.sizes, dimensions)), [self.sizes[name] for name in dimensions])
        return type(self)(dimensions, dict(zip(dimensions, codes, strict=True)), self.sizes)

    def sorted(self) -> Self:
        """The same keys in ascending order."""
        raveled = self.ravel()
        if np.all(raveled[:-1] <= raveled[1:]):
            return self
        return self.take(np.argsort(raveled, kind="stable"))

    def find(self, wanted: "Keys", on: Iterable[str] | None = None) -> Positions:
        """For each wanted key, its position here; ``MISSING`` if it is not here.

        ``on`` are the dimensions compared, by default this table's own; a code outside its dimension (a period before
        the first) is never found.
        """
        names = self.dimensions if on is None else tuple(on)
        if not len(wanted):
            return np.zeros(0, dtype=np.int64)
        if names == self.dimensions and all(self.codes[name] is wanted.codes[name] for name in names):
            positions = np.arange(len(self), dtype=np.int64)
        else:
            positions = locate(self.ravel(names), wanted.ravel(names), span(self.sizes, names))
        for name in names:
            codes, size = wanted.codes[name], self.sizes[name]
            if _leaves(codes, size):
                positions[(codes < 0) | (codes >= size)] = MISSING
        return positions

    def holds(self, wanted: "Keys", on: Iterable[str] | None = None) -> Mask:
        """For each wanted key, whether it is here."""
        there: Mask = self.find(wanted, on) != MISSING
        return there

    def join(self, other: "Keys", on: Iterable[str]) -> tuple[Positions, Positions]:
        """Positions here and there of every pair of keys that agree on those dimensions, in this table's order."""
        names = tuple(on)
        theirs = other.ravel(names)
        order = np.argsort(theirs, kind="stable")
        theirs = theirs[order]
        mine = self.ravel(names)
        first, last = np.searchsorted(theirs, mine, "left"), np.searchsorted(theirs, mine, "right")
        counts = last - first
        here = np.repeat(np.arange(len(self), dtype=np.int64), counts)
        offsets = np.arange(len(here), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
        return here, order[np.repeat(first, counts) + offsets]

    def across(self, dimension: str) -> Self:
        """Each key with every code of one further dimension, that dimension running fastest."""
        size = self.sizes[dimension]
        codes = {name: np.repeat(array, size) for name, array in self.codes.items()}
        codes[dimension] = np.tile(np.arange(size, dtype=np.int32), len(self))
        return type(self)((*self.dimensions, dimension), codes, self.sizes)


def _leaves(codes: Codes, size: int) -> bool:
    """Whether any of some codes lies outside its dimension."""
    return len(codes) > 0 and bool(codes.min() < 0 or codes.max() >= size)
