"""The audit's own reading of the raw case: names as numbers, and rows completing each other cell by cell.

Nothing here is shared with ``models.case``: defaults and keys are read from ``inputs.md`` a second time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Final

import numpy as np
import pandas as pd

from models.audit.frame import Claims, Column, Floats, Frame, filled, laid_on
from models.audit.names import positions
from models.audit.space import Space
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
    frames: Mapping[str, Frame]
    space: Space
    by_level: dict[str, list[tuple[list[str], Frame]]] = field(default_factory=dict, repr=False)
    """What ``levels`` has told apart."""

    def __getitem__(self, table: str) -> Frame:
        """The coded frame of that table."""
        return self.frames[table]

    def has(self, table: str) -> bool:
        """Whether the table has any row."""
        return len(self.frames[table]) > 0

    @property
    def horizon(self) -> int:
        """Number of periods."""
        return self.space.size("period")

    def levels(self, table: str) -> Sequence[tuple[list[str], Frame]]:
        """Rows of a table by which key cells they fill, the least filled first: filled key columns, rows."""
        if table not in self.by_level:
            self.by_level[table] = self._told_apart(table)
        return self.by_level[table]

    def _told_apart(self, table: str) -> list[tuple[list[str], Frame]]:
        always, sometimes = KEYS[table]
        rows, levels = self[table], []
        for filling in sorted(product([False, True], repeat=len(sometimes)), key=sum):
            of_level = np.ones(len(rows), dtype=bool)
            for column, is_filled in zip(sometimes, filling, strict=True):
                of_level &= (rows[column] >= 0) == is_filled
            if of_level.any():
                by = [column for column, is_filled in zip(sometimes, filling, strict=True) if is_filled]
                levels.append(([*always, *by], rows.only(of_level)))
        return levels

    def completed(self, table: str, keys: Frame, alternatives: Sequence[tuple[str, str]] = (),
                  **defaults: float) -> Frame:  # fmt: skip
        """The keys with the columns named in ``defaults``, each from the most specific row that fills it.

        Of two ``alternatives`` the more specific row's counts and the other is blank. ``matched`` tells whether any
        row of the table matches the key.
        """
        answer = {column: np.full(len(keys), np.nan) for column in defaults}
        matched = np.zeros(len(keys), dtype=bool)
        paired = {column for pair in alternatives for column in pair}
        groups = [*alternatives, *((column,) for column in defaults if column not in paired)]
        for by, rows in self.levels(table):
            at = self.space.find(keys, rows, by)
            matched |= at >= 0
            for group in groups:
                filling = [column for column in group if not np.isnan(rows[column]).all()]
                if not filling:
                    continue
                cells = {column: laid_on(at, rows[column], np.nan) for column in group}
                given = ~np.logical_and.reduce([np.isnan(cells[column]) for column in group])
                for column in group:
                    answer[column] = np.where(given, cells[column], answer[column])
        completed = {column: filled(answer[column], default) for column, default in defaults.items()}
        return keys.assign(**completed, matched=matched)

    def added(self, table: str, keys: Frame, column: str) -> Floats:
        """The sum of a column over every row that matches the key (``surcharges``)."""
        amounts = np.zeros(len(keys))
        for by, rows in self.levels(table):
            amounts += self.space.total(keys, rows, column, by)
        return amounts

    def of_each(self, table: str, identifier: str, column: str, default: float) -> Floats:
        """A column of a list as an array over the identifier, in listed order, blanks filled."""
        answer = np.full(self.space.size(identifier), default)
        answer[self[table][identifier]] = filled(self[table][column], default)
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
    def lines(self) -> Frame:
        """Every line: ``plant`` and ``line``."""
        rows = [self[table] for table in ("capacity", "shifts", "builds")]
        named = {column: np.concatenate([part[column] for part in rows]) for column in ("plant", "line")}
        return self.space.distinct(Frame(named), ["plant", "line"])

    @cached_property
    def pairs(self) -> Frame:
        """Every planned pair: ``market`` and ``model``."""
        return self.space.distinct(self["demand"], ["market", "model"])


def read_case(tables: Tables) -> RawCase:
    """The raw case with its names as numbers."""
    names = {identifier: [str(name) for name in tables.listed(identifier)] for identifier in LISTS}
    space = Space({**names, "item": list(ITEMS)})
    frames = {name: _coded(frame, space) for name, frame in tables.frames.items() if name != "scenarios"}
    return RawCase(tables.settings, frames, space)


def _coded(frame: pd.DataFrame, space: Space) -> Frame:
    """Categorical columns as positions in their list; other columns as they are."""
    coded: dict[str, Column] = {}
    for column, cells in frame.items():
        name = str(column)
        if not isinstance(cells.dtype, pd.CategoricalDtype):
            coded[name] = cells.to_numpy()
        elif name in ("first_period", "last_period"):  # a value, not a key: blank stays not-a-number
            position = positions(cells, space.names["period"])
            coded[name] = np.where(position < 0, np.nan, position)
        else:
            coded[name] = np.maximum(positions(cells, space.names[name]), -1)
    return Frame(coded)
