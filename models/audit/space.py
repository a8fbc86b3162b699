"""Keys of the audit's frames: names as whole numbers, and how rows with equal keys find and add to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Claims = NDArray[np.bool_]


@dataclass(frozen=True)
class Space:
    """All names of each identifier, in listed order. A key cell is a position in its list; -1 is a blank."""

    names: Mapping[str, list[str]]

    def size(self, column: str) -> int:
        """How many names the identifier has."""
        return len(self.names[column])

    def code(self, frame: pd.DataFrame, by: Sequence[str]) -> Whole:
        """One number per row, equal for equal keys and growing in listed order."""
        code = np.zeros(len(frame), dtype=np.int64)
        for column in by:
            code = code * (self.size(column) + 1) + frame[column].to_numpy(dtype=np.int64) + 1
        return code

    def find(self, frame: pd.DataFrame, rows: pd.DataFrame, by: Sequence[str]) -> Whole:
        """For each row of ``frame`` the position of the (first) row of ``rows`` with the same key, or -1."""
        listed, first = np.unique(self.code(rows, by), return_index=True)
        if not len(listed):
            return np.full(len(frame), -1, dtype=np.int64)
        asked = self.code(frame, by)
        at = np.minimum(np.searchsorted(listed, asked), len(listed) - 1)
        return np.where(listed[at] == asked, first[at], -1).astype(np.int64)

    def stands(self, frame: pd.DataFrame, rows: pd.DataFrame, by: Sequence[str]) -> Claims:
        """Whether the key of each row of ``frame`` has a row in ``rows``."""
        return self.find(frame, rows, by) >= 0

    def value(self, frame: pd.DataFrame, rows: pd.DataFrame, column: str, by: Sequence[str]) -> Floats:
        """The number that ``rows`` has for the key of each row of ``frame``; 0 where it has none."""
        at = self.find(frame, rows, by)
        if not len(rows):
            return np.zeros(len(frame))
        return np.where(at >= 0, rows[column].to_numpy(dtype=np.float64)[at], 0.0)

    def grouped(self, rows: pd.DataFrame, column: str, by: Sequence[str]) -> pd.DataFrame:
        """Sums of a number over equal keys: columns ``by``, ``column`` and ``gross`` (sum of absolute numbers)."""
        _, first, group = np.unique(self.code(rows, by), return_index=True, return_inverse=True)
        numbers = rows[column].to_numpy(dtype=np.float64)
        sums = rows[list(by)].iloc[first].reset_index(drop=True)
        sums[column] = np.bincount(group, weights=numbers, minlength=len(first))
        sums["gross"] = np.bincount(group, weights=np.abs(numbers), minlength=len(first))
        return sums

    def total(self, frame: pd.DataFrame, rows: pd.DataFrame, column: str, by: Sequence[str]) -> Floats:
        """For each row of ``frame`` the sum over the rows of the same key; 0 where there are none."""
        return self.value(frame, self.grouped(rows, column, by), column, by)

    def netted(
        self, parts: Sequence[tuple[float, pd.DataFrame]], by: Sequence[str], column: str = "units"
    ) -> pd.DataFrame:
        """Signed frames added up key by key: columns ``by``, ``column`` and ``gross``."""
        signed = [part[[*by, column]].assign(**{column: sign * part[column]}) for sign, part in parts]
        return self.grouped(pd.concat(signed, ignore_index=True), column, by)

    def distinct(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """The different keys of the rows, in listed order."""
        _, first = np.unique(self.code(rows, by), return_index=True)
        return rows[list(by)].iloc[first].reset_index(drop=True)

    def every_period(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Each row once for every period, periods in planning order within a row."""
        periods = self.size("period")
        repeated = rows.loc[rows.index.repeat(periods)].reset_index(drop=True)
        return repeated.assign(period=np.tile(np.arange(periods, dtype=np.int64), len(rows)))
