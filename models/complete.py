"""How the rows of a table complete each other: cell by cell, the most specific filled cell counts.

For one full key, each column takes its value from the matching row with the most filled key cells that has that cell
filled. A row matches where each of its filled key cells agrees. No loop runs over rows: the rows are grouped by which
key cells they fill (at most 2 to the number of columns that may be blank), and each group is looked up at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.keys import MISSING, Keys, Mask, Positions, Raveled
from models.lookup import locate, span


@dataclass(frozen=True)
class _Group:
    """The rows of a table that fill the same key cells."""

    filled: tuple[str, ...]
    raveled: Raveled
    rows: Positions


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of one table: key codes (``MISSING`` where blank) and value columns (NaN where blank)."""

    keys: Keys
    values: Mapping[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def _groups(self) -> tuple[_Group, ...]:
        """The groups, from the most to the least specific."""
        names = self.keys.dimensions
        signature = np.zeros(len(self), dtype=np.int64)
        for place, name in enumerate(names):
            signature |= (self.keys[name] != MISSING).astype(np.int64) << place
        groups = []
        for mark in np.flatnonzero(np.bincount(signature)):
            rows = np.flatnonzero(signature == mark)
            filled = tuple(name for place, name in enumerate(names) if mark >> place & 1)
            groups.append(_Group(filled, self.keys.take(rows).ravel(filled), rows))
        return tuple(sorted(groups, key=lambda group: -len(group.filled)))

    def at(self, wanted: Keys) -> "Completed":
        """The table read at full keys: ``wanted`` has a code for each of the table's key dimensions."""
        sizes = self.keys.sizes
        matches = []
        for group in self._groups:
            places = locate(group.raveled, wanted.ravel(group.filled), span(sizes, group.filled))
            matches.append(np.append(group.rows, MISSING)[places])
        return Completed(self, tuple(matches), len(wanted))


@dataclass(frozen=True, eq=False)
class Completed:
    """A table read at ``length`` full keys; ``matches`` holds, per group of rows, the matching row of each key."""

    rows: Rows
    matches: tuple[Positions, ...]
    length: int

    @cached_property
    def matched(self) -> Mask:
        """Whether any row matches the key."""
        found = np.zeros(self.length, dtype=np.bool_)
        for match in self.matches:
            found |= match != MISSING
        return found

    def take(self, keys: Mask) -> "Completed":
        """The table as read at some of the keys."""
        if keys.all():
            return self
        return Completed(self.rows, tuple(match[keys] for match in self.matches), int(keys.sum()))

    def source(self, column: str) -> Positions:
        """The row that each key takes the column's value from; ``MISSING`` where no matching row has it filled."""
        values = self.rows.values[column]
        source = np.full(self.length, MISSING, dtype=np.int64)
        if not len(values):
            return source
        for match in self.matches:
            fills = (source == MISSING) & (match != MISSING) & ~np.isnan(values[match])
            source[fills] = match[fills]
        return source

    def value(self, column: str, default: float = np.nan) -> NDArray[np.float64]:
        """The column's value at each key; ``default`` where no matching row has it filled."""
        if not self.matches:
            return np.full(self.length, default)
        values = np.append(self.rows.values[column], np.nan)  # where MISSING points
        found = values[self.matches[0]]
        for match in self.matches[1:]:
            found = np.where(np.isnan(found), values[match], found)
        if not np.isnan(default):
            found[np.isnan(found)] = default
        return found

    def either(
        self, column: str, alternative: str, factor: NDArray[np.float64], default: float = np.nan
    ) -> NDArray[np.float64]:
        """A quantity given by either of two columns, the one in the more specific row: ``alternative`` times
        ``factor`` (one per key), or ``column`` as it stands.
        """
        as_it_stands = self.rank(self.source(column)) <= self.rank(self.source(alternative))
        return np.where(as_it_stands, self.value(column, default), self.value(alternative, default) * factor)

    def rank(self, source: Positions) -> NDArray[np.int64]:
        """How specific the rows are: 0 for the most specific group; a number beyond all groups for ``MISSING``."""
        of_row = np.zeros(len(self.rows) + 1, dtype=np.int64)
        for place, group in enumerate(self.rows._groups):
            of_row[group.rows] = place
        of_row[MISSING] = len(self.matches)
        return of_row[source]

    def total(self, column: str) -> NDArray[np.float64]:
        """The sum of the column over every matching row, for a table whose rows add up; blank adds nothing."""
        values = np.append(np.nan_to_num(self.rows.values[column]), 0.0)
        return np.sum([values[match] for match in self.matches], axis=0) if self.matches else np.zeros(self.length)
