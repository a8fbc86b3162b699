"""Things by period: which rows a table of the workbook has, what they are called, and figures laid out on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.case import Case
from models.keys import Codes, Keys
from optimizer.report.workbook.figures import Mask, Numbers, Places


@dataclass(frozen=True, eq=False)
class Grid:
    """The rows of a table: distinct keys without the period, in listed order."""

    case: Case
    keys: Keys

    @classmethod
    def of(cls, case: Case, keys: Keys, *dimensions: str) -> "Grid":
        """The distinct keys over those dimensions."""
        return cls(case, keys.distinct(*dimensions))

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def full(self) -> Keys:
        """The keys with every period, periods running fastest."""
        return self.keys.across("period")

    def spread(self, keys: Keys, values: Numbers, blank: float = np.nan) -> Numbers:
        """Values by key and period as a table, shape (rows, periods); ``blank`` where there is none."""
        table = np.full((len(self), self.case.periods), blank)
        if len(self) and len(keys):
            rows = self.keys.find(keys)
            known = rows >= 0
            table[rows[known], keys["period"][known]] = values[known]
        return table

    def mask(self, keys: Keys) -> Mask:
        """Where the keys stand, shape (rows, periods)."""
        there: Mask = self.spread(keys, np.ones(len(keys)), 0.0) > 0
        return there

    def find(self, other: "Grid") -> Places:
        """For each row of another grid the row here that it belongs to; below 0 where there is none."""
        if not len(self):
            return np.full(len(other), -1, dtype=np.int64)
        return self.keys.find(other.keys)

    @cached_property
    def names(self) -> list[tuple[str, ...]]:
        """What the rows are called: a line by its plant and its name."""
        columns: list[Sequence[str]] = []
        for dimension in self.keys.dimensions:
            codes = self.keys[dimension]
            if dimension == "line":
                columns.append(_words(self.case, "plant", self.case.plant_of_line[codes]))
                columns.append(_words(self.case, "line", self.case.name_of_line[codes]))
            else:
                columns.append(_words(self.case, dimension, codes))
        return list(zip(*columns, strict=True))

    def with_plant(self) -> "Grid":
        """The same rows, the plant of their lines carried along."""
        return Grid(self.case, self.keys.having(plant=self.case.plant_of_line[self.keys["line"]]))


def _words(case: Case, dimension: str, codes: Codes) -> list[str]:
    names = case.tables.listed(dimension)
    return [names[code] if code >= 0 else "" for code in codes]


def planned_units(grid: Grid, frame: pd.DataFrame | None, column: str, blank: Numbers) -> Numbers:
    """A table of the plan laid out on a grid: ``blank`` (same shape; 0, or NaN for no cell) where it says nothing."""
    table = blank.copy()
    if frame is None or not len(frame):
        return table
    keys = coded(grid.case, frame, grid.keys.dimensions)
    rows = grid.keys.find(keys)
    periods = np.asarray(frame["period"].cat.codes)
    known = rows >= 0
    table[rows[known], periods[known]] = frame[column].to_numpy(np.float64)[known]
    return table


def coded(case: Case, frame: pd.DataFrame, dimensions: Sequence[str]) -> Keys:
    """The keys of a table of the plan; its identifiers have the case's categories."""
    codes: dict[str, Codes] = {}
    for dimension in dimensions:
        own = np.asarray(frame[dimension].cat.codes, dtype=np.int32)
        if dimension == "line":
            plants = np.asarray(frame["plant"].cat.codes, dtype=np.int64)
            names = int(case.name_of_line.max(initial=0)) + 1
            pairs = case.plant_of_line.astype(np.int64) * names + case.name_of_line
            own = np.searchsorted(pairs, plants * names + own).astype(np.int32)
        codes[dimension] = own
    return Keys(tuple(dimensions), codes, case.sizes)
