"""The audit's own reading of the raw case: names as numbers, and rows completing each other cell by cell.

Nothing here is shared with ``models.case``: defaults and keys are read from ``inputs.md`` a second time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

import numpy as np
import pandas as pd

from models.audit.space import Claims, Floats, Space, Whole
from models.plan import ITEMS
from models.tables import LISTS, Settings, Tables

KEYS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "capacity": (("plant", "line"), ("period",)),
    "builds": (("plant", "line", "model"), ("period",)),
    "demand": (("market", "model"), ("period",)),
    "freight": (("route",), ("model", "period")),
    "exchange_rates": (("currency",), ("period",)),
    "surcharges": ((), ("route", "market", "model", "period")),
    "adaptations": (("model", "market"), ("plant", "period")),
    "tariffs": (("market",), ("model", "plant", "period")),
    "services": (("service",), ("period",)),
    "yards": (("plant", "model"), ("market",)),
    "stock": (("market", "model"), ()),
    "parts": (("part",), ("period",)),
    "part_usage": (("part", "model"), ("plant", "market")),
    "shifts": (("plant", "line", "pattern"), ("period",)),
}
"""Key columns of the tables whose rows complete each other: always filled; blank meaning every."""


@dataclass(frozen=True)
class RawCase:
    """The tables of a case with names as positions in their lists (-1, or NaN beside the keys, for a blank)."""

    settings: Settings
    frames: Mapping[str, pd.DataFrame]
    space: Space

    def __getitem__(self, table: str) -> pd.DataFrame:
        """The coded frame of that table."""
        return self.frames[table]

    def has(self, table: str) -> bool:
        """Whether the table has any row."""
        return len(self.frames[table]) > 0

    @property
    def horizon(self) -> int:
        """Number of periods."""
        return self.space.size("period")

    def levels(self, table: str) -> Sequence[tuple[list[str], pd.DataFrame]]:
        """Rows of a table by which key cells they fill, the least filled first: filled key columns, rows."""
        always, sometimes = KEYS[table]
        rows = self[table]
        filled = rows[list(sometimes)].to_numpy() >= 0
        fillings = sorted(product([False, True], repeat=len(sometimes)), key=sum)
        levels = []
        for filling in fillings:
            of_level = rows[(filled == np.array(filling, dtype=bool)).all(axis=1)]
            if len(of_level):
                by = [column for column, is_filled in zip(sometimes, filling, strict=True) if is_filled]
                levels.append(([*always, *by], of_level))
        return levels

    def completed(self, table: str, keys: pd.DataFrame, alternatives: Sequence[tuple[str, str]] = (),
                  **defaults: float) -> pd.DataFrame:  # fmt: skip
        """The keys with the columns named in ``defaults``, each from the most specific row that fills it.

        Of two ``alternatives`` the more specific row's counts and the other is blank. ``matched`` tells whether any
        row of the table matches the key.
        """
        answer = pd.DataFrame({column: np.full(len(keys), np.nan) for column in defaults})
        matched = np.zeros(len(keys), dtype=bool)
        paired = {column for pair in alternatives for column in pair}
        groups = [*alternatives, *((column,) for column in defaults if column not in paired)]
        for by, rows in self.levels(table):
            at = self.space.find(keys, rows, by)
            matched |= at >= 0
            for group in groups:
                columns = list(group)
                cells = rows[columns].to_numpy(dtype=np.float64)[at]
                given = (at >= 0) & ~np.isnan(cells).all(axis=1)
                answer.loc[given, columns] = cells[given]
        for column, default in defaults.items():
            answer[column] = answer[column].fillna(default)
        return pd.concat([keys.reset_index(drop=True), answer.assign(matched=matched)], axis=1)

    def added(self, table: str, keys: pd.DataFrame, column: str) -> Floats:
        """The sum of a column over every row that matches the key (``surcharges``)."""
        amounts = np.zeros(len(keys))
        for by, rows in self.levels(table):
            amounts += self.space.total(keys, rows, column, by)
        return amounts

    def of_each(self, table: str, identifier: str, column: str, default: float) -> Floats:
        """A column of a list as an array over the identifier, in listed order, blanks filled."""
        answer = np.full(self.space.size(identifier), default)
        rows = self[table]
        cells = rows[column].to_numpy(dtype=np.float64)
        known = rows[identifier].to_numpy(dtype=np.int64)
        answer[known] = np.where(np.isnan(cells), default, cells)
        return answer

    def words(self, table: str, identifier: str, column: str) -> list[str]:
        """As ``of_each`` for a text column; blanks are empty."""
        answer = [""] * self.space.size(identifier)
        rows = self[table]
        for code, word in zip(rows[identifier], rows[column], strict=True):
            answer[code] = "" if pd.isna(word) else str(word)
        return answer

    @cached_property
    def working_days(self) -> Floats:
        """Days worked, by period."""
        return self.of_each("periods", "period", "working_days", 1.0)

    @cached_property
    def ceu(self) -> Floats:
        """Space that a unit takes, by model."""
        return self.of_each("models", "model", "ceu", 1.0)

    @cached_property
    def planned(self) -> Claims:
        """Whether market and model are a planned pair; shape (markets, models)."""
        planned = np.zeros((self.space.size("market"), self.space.size("model")), dtype=bool)
        planned[self["demand"]["market"], self["demand"]["model"]] = True
        return planned

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Every line: ``plant`` and ``line``."""
        rows = [self[table][["plant", "line"]] for table in ("capacity", "shifts", "builds")]
        return self.space.distinct(pd.concat(rows, ignore_index=True), ["plant", "line"])

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Every planned pair: ``market`` and ``model``."""
        return self.space.distinct(self["demand"], ["market", "model"])


def read_case(tables: Tables) -> RawCase:
    """The raw case with its names as numbers."""
    names = {identifier: [str(name) for name in tables.listed(identifier)] for identifier in LISTS}
    space = Space({**names, "item": list(ITEMS)})
    frames = {name: _coded(frame, space) for name, frame in tables.frames.items() if name != "scenarios"}
    return RawCase(tables.settings, frames, space)


def _coded(frame: pd.DataFrame, space: Space) -> pd.DataFrame:
    """Categorical columns as positions in their list; other columns as they are."""
    coded = {}
    for column in frame.columns:
        cells = frame[column]
        if isinstance(cells.dtype, pd.CategoricalDtype):
            if str(column) in ("first_period", "last_period"):  # a value, not a key: blank stays not-a-number
                position = _positions(cells, space.names["period"]).astype(np.float64)
                coded[str(column)] = np.where(position < 0, np.nan, position)
            else:
                coded[str(column)] = _positions(cells, space.names[str(column)])
        else:
            coded[str(column)] = cells.to_numpy()
    return pd.DataFrame(coded)


def _positions(cells: pd.Series, names: list[str]) -> Whole:
    own = pd.Index(names).get_indexer(pd.Index([str(name) for name in cells.cat.categories], dtype=object))
    return np.append(own, -1).astype(np.int64)[cells.cat.codes.to_numpy(dtype=np.int64)]
