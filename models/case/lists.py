"""The lists of a case: what there is of each dimension, and how the rows of any table are coded in them."""

from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from models.case.parameters import Numbers, Parameters
from models.complete import Completed, Rows
from models.keys import Codes, Keys, Mask
from models.schema import BY_NAME, Column, Kind
from models.tables import Settings, Tables

_LISTED = ("period", "plant", "model", "market", "route", "service", "part", "pattern", "family", "currency")


class Lists:
    """The dimensions of a case and the coded rows of its tables.

    Dimensions: ``period``, ``plant``, ``model``, ``market``, ``route``, ``service``, ``part``, ``pattern``, ``family``
    and ``currency`` are coded in listed order; ``line`` counts the pairs of plant and line, by plant; ``mix`` the rows
    of the table ``mix``.
    """

    def __init__(self, tables: Tables) -> None:
        """Take the tables as read and checked."""
        self.tables = tables
        self.settings: Settings = tables.settings
        frames = [frame for name in ("capacity", "shifts", "builds") if len(frame := tables[name])]
        plants, names = (np.concatenate([_codes(frame[name]) for frame in frames]) for name in ("plant", "line"))
        lines = np.unique(np.stack([plants, names]), axis=1)
        self.plant_of_line: Codes = lines[0]
        self.name_of_line: Codes = lines[1]
        self.sizes: dict[str, int] = {name: len(tables.listed(name)) for name in _LISTED}
        self.sizes |= {"line": lines.shape[1], "mix": len(tables["mix"])}
        self._rows: dict[str, Rows] = {}

    @property
    def periods(self) -> int:
        """How many periods the horizon has."""
        return self.sizes["period"]

    @cached_property
    def working_days(self) -> Numbers:
        """Working days of each period."""
        return self.column("periods", "working_days")

    @cached_property
    def ceu(self) -> Numbers:
        """Car-equivalent units of space of each model."""
        return self.column("models", "ceu")

    def column(self, table: str, name: str) -> Numbers:
        """A column of a master table, defaults filled in; one value per row, so per code of what the table lists.

        Words count by their place among the column's choices; identifiers are codes, blank is NaN.
        """
        column = BY_NAME[table][name]
        values = _numbers(self.tables[table][name], column)
        return values if column.default is None else np.where(np.isnan(values), _default(column), values)

    def rows(self, table: str) -> Rows:
        """The rows of a table: key codes, plant and line together being the dimension ``line``; values as numbers."""
        if table not in self._rows:
            self._rows[table] = self._coded(table)
        return self._rows[table]

    def _coded(self, table: str) -> Rows:
        frame, schema = self.tables[table], BY_NAME[table]
        nobody, none = np.zeros(0, dtype=np.int32), np.zeros(0)
        codes: dict[str, Codes] = {
            column.name: _codes(frame[column.name]) if len(frame) else nobody for column in schema.key
        }
        if "line" in codes:
            codes = {"line": self.line_of(codes.pop("plant"), codes.pop("line"))[0], **codes}
        columns = [column for column in schema.values if column.kind != Kind.TEXT]
        values = {column.name: _numbers(frame[column.name], column) if len(frame) else none for column in columns}
        return Rows(Keys(tuple(codes), codes, self.sizes), values)

    def line_of(self, plant: Codes, line: Codes) -> tuple[Codes, Mask]:
        """The code of each pair of plant and line name in the dimension ``line``, and whether there is such a line."""
        names = int(self.name_of_line.max(initial=0)) + 1
        pairs = self.plant_of_line.astype(np.int64) * names + self.name_of_line
        wanted = plant.astype(np.int64) * names + line
        places = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
        return places.astype(np.int32), (pairs[places] == wanted) & (line < names)

    def over_periods(self, table: str) -> tuple[Keys, Completed]:
        """Every full key that a table with the key column ``period?`` matches, and the table read there."""
        rows = self.rows(table)
        entity = [name for name in rows.keys.dimensions if name != "period"]
        keys = rows.keys.distinct(*entity).across("period")
        completed = rows.at(keys)
        return keys.take(completed.matched), completed.take(completed.matched)

    def plain(self, table: str) -> Parameters:
        """A table whose key is always full, defaults filled in, in ascending order of the keys."""
        rows = self.rows(table)
        return self.parameters(table, rows.keys, rows.at(rows.keys), *rows.values)

    def parameters(self, table: str, keys: Keys, completed: Completed, *columns: str) -> Parameters:
        """Columns of a completed table with the defaults of the schema; NaN where blank is an answer of its own."""
        schema = BY_NAME[table]
        return Parameters(keys, {name: completed.value(name, _default(schema[name])) for name in columns})


def _default(column: Column) -> float:
    """What a blank cell counts as, as a number."""
    if column.kind == Kind.CHOICE or column.default is None:
        return 0.0 if column.kind == Kind.CHOICE else np.nan
    return float(column.default)


def _codes(values: "pd.Series[Any]") -> Codes:
    """The codes of a column of identifiers."""
    array = values.array
    assert isinstance(array, pd.Categorical)
    return array.codes.astype(np.int32)


def _numbers(values: "pd.Series[float]", column: Column) -> Numbers:
    """The cells of a column as numbers: words by their place among the choices, identifiers by code; blank is NaN."""
    if column.kind == Kind.CHOICE:
        places = {word: float(place) for place, word in enumerate(column.choices)}
        return np.asarray(values.map(places), dtype=np.float64)
    if column.kind == Kind.IDENTIFIER:
        codes = _codes(values)
        return np.where(codes < 0, np.nan, codes)
    return np.asarray(values, dtype=np.float64)
