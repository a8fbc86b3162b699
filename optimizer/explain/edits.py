"""Changes to the inputs of a case that has been read: a cell, or a cell for one full key alone.

A value often stands in a row that holds for more than is meant (a blank period means every period). Then the change is
a more specific row that fills this one cell; rows complete each other cell by cell, so nothing else changes with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.case.lists import Lists
from models.complete import Completed
from models.keys import MISSING, Keys
from models.schema import BY_NAME
from models.tables import Origin, Tables

SETTINGS = "case"
"""What an edit calls the settings, as a scenario does."""


@dataclass(frozen=True)
class Edit:
    """One cell of an input table that is to hold another value.

    ``row``: the data row (from 0) whose cell is changed; ``None``: a new row with that ``key`` is added, which fills
    this cell only (key cells left out are blank).
    """

    table: str
    column: str
    value: float | str | bool
    row: int | None = None
    key: tuple[tuple[str, str], ...] = ()

    def text(self, tables: Tables) -> str:
        """``capacity.csv:12: hours 300 → 340``; a new row with its key and the row whose value it overrules."""
        if self.table == SETTINGS:
            return f"case: {self.column} {getattr(tables.settings, self.column)} → {shown(self.value)}"
        if self.row is not None:
            before = tables[self.table][self.column].iloc[self.row]
            place = tables.origins[self.table].cite(self.row, self.column)
            return f"{place}: {self.column} {shown(before)} → {shown(self.value)}"
        named = ", ".join(f"{name} {value}" for name, value in self.key)
        before, place = value_at(tables, self.table, self.column, dict(self.key))
        instead = f", instead of {shown(before)} ({place})" if place else ""
        return f"{self.table}: a new row for {named}: {self.column} {shown(self.value)}{instead}"


@dataclass(frozen=True)
class _Longer:
    """The origin of a table that rows were added to."""

    origin: Origin
    length: int
    table: str

    def cite(self, row: int, column: str = "") -> str:
        """The place of an original row; of another one that it is new."""
        return self.origin.cite(row, column) if row < self.length else f"a new row of {self.table}"


def shown(value: object) -> str:
    """A cell's value as a planner writes it."""
    if isinstance(value, str | bool):
        return str(value)
    number = float(str(value))
    return "blank" if np.isnan(number) else "none" if np.isinf(number) else f"{number:,.10g}"


def at_key(tables: Tables, table: str, column: str, key: Mapping[str, str], value: float) -> Edit:
    """The edit that gives a column another value at one full key, and nowhere else.

    ``column`` is the one of a pair of alternatives that stands first (``hours``, not ``hours_per_day``). ``key`` names
    every key column of the table (leave out those that the table can't tell apart there). Where the row that counts is
    as specific as that, its cell is edited (or that of its alternative); else a more specific row is added.
    """
    lists, wanted, read = _read_at(tables, table, key)
    source, counts = _counting(read, table, column)
    rows = lists.rows(table)

    def is_full(row: int) -> bool:
        return all(rows.keys[name][row] != MISSING for name in rows.keys.dimensions)

    if source != MISSING and is_full(source):
        return Edit(table, counts, value if counts == column else _in_other(lists, counts, wanted, value), source)
    there = int(read.matches[0][0]) if read.matches else MISSING
    if there != MISSING and is_full(there):
        return Edit(table, column, value, there)  # the row is there and leaves the quantity blank
    return Edit(table, column, value, None, tuple(key.items()))


def in_row(tables: Tables, edit: Edit) -> Edit | None:
    """The edit of the row that a new row would overrule, with the value in that cell's own unit.

    It changes every key that the row counts for; ``None`` where there is no such row, or the edit adds none.
    """
    if edit.row is not None:
        return None
    lists, wanted, read = _read_at(tables, edit.table, dict(edit.key))
    source, counts = _counting(read, edit.table, edit.column)
    if source == MISSING or isinstance(edit.value, str):
        return None
    value = edit.value if counts == edit.column else _in_other(lists, counts, wanted, float(edit.value))
    return Edit(edit.table, counts, value, source)


def value_at(tables: Tables, table: str, column: str, key: Mapping[str, str]) -> tuple[float, str]:
    """The value that counts at one full key (NaN: none is given) and the place it stands at (empty: nowhere).

    Where an alternative of the column counts (``hours_per_day``), the place is its own and the value what it comes to.
    """
    lists, wanted, read = _read_at(tables, table, key)
    source, counts = _counting(read, table, column)
    if source == MISSING:
        return float("nan"), ""
    value = float(read.value(counts)[0])
    place = tables.origins[table].cite(source, counts)
    return (value if counts == column else _from_other(lists, counts, wanted, value)), place


def edited(tables: Tables, edits: Iterable[Edit]) -> Tables:
    """The same case with those cells changed; the tables given stay as they are."""
    frames, origins, settings = dict(tables.frames), dict(tables.origins), tables.settings
    by_table: dict[str, list[Edit]] = {}
    for edit in edits:
        by_table.setdefault(edit.table, []).append(edit)
    for edit in by_table.pop(SETTINGS, []):
        settings = replace(settings, **{edit.column: edit.value})  # type: ignore[arg-type]  # as the schema has it
    for table, of_table in by_table.items():
        frame = frames[table].copy()
        for edit in of_table:
            if edit.row is not None:
                frame.loc[edit.row, edit.column] = edit.value
        if added := [edit for edit in of_table if edit.row is None]:
            origins[table] = _Longer(origins[table], len(frame), table)
            frame = _with_rows(frame, added)
        frames[table] = frame
    return replace(tables, frames=frames, origins=origins, settings=settings)


def _with_rows(frame: pd.DataFrame, edits: list[Edit]) -> pd.DataFrame:
    """The frame with a row more for each key of the edits."""
    rows: dict[tuple[tuple[str, str], ...], dict[str, object]] = {}
    for edit in edits:
        rows.setdefault(edit.key, dict(edit.key))[edit.column] = edit.value
    added = pd.DataFrame(list(rows.values())).reindex(columns=frame.columns)
    added = added.astype(frame.dtypes.to_dict())
    return pd.concat([frame, added], ignore_index=True)


def _read_at(tables: Tables, table: str, key: Mapping[str, str]) -> tuple[Lists, Keys, Completed]:
    """The table read at one full key."""
    lists = Lists(tables)
    codes = {name: np.array([tables.listed(name).index(value)], dtype=np.int32) for name, value in key.items() if value}
    if "line" in codes:
        codes["line"] = lists.line_of(codes.pop("plant"), codes["line"])[0]
    rows = lists.rows(table)
    wanted = Keys(rows.keys.dimensions, codes, rows.keys.sizes)
    return lists, wanted, rows.at(wanted)


def _counting(read: Completed, table: str, column: str) -> tuple[int, str]:
    """The row that a quantity is taken from at one key, and which of the columns that can give it counts there."""
    source = read.source(column)
    for other in (c.name for c in BY_NAME[table].columns if c.instead_of == column):
        alternative = read.source(other)
        if read.rank(alternative)[0] < read.rank(source)[0]:
            return int(alternative[0]), other
    return int(source[0]), column


def _in_other(lists: Lists, column: str, key: Keys, value: float) -> float:
    """A quantity in the unit of the other column that can give it."""
    if column == "jobs_per_hour":
        return 1.0 / value
    days = lists.working_days[key["period"]][0]
    return float(value / days) if days else 0.0


def _from_other(lists: Lists, column: str, key: Keys, value: float) -> float:
    """What a value of the other column comes to."""
    return 1.0 / value if column == "jobs_per_hour" else float(value * lists.working_days[key["period"]][0])
