"""A table at work between reading and checking: typed, coded, with the cells that are already faulty set aside."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.keys import MISSING, Codes, Mask, Positions
from models.schema import Column, Kind, Table
from optimizer.faults import MOST_TOLD, Caution, Fault
from optimizer.read.origin import CHANGE, RowOrigin

NUMERIC = {Kind.NUMBER, Kind.COUNT, Kind.LIMIT}
"""Kinds of columns that hold numbers; all others hold words."""

Finding = TypeVar("Finding", bound=Fault)
Cell = tuple["Draft", int, str]
"""A cell: table, row, column."""


def marked(mask: Mask) -> list[int]:
    """The rows that a mask marks, to be told one by one."""
    return [int(row) for row in np.flatnonzero(mask)]


class Words(NamedTuple):
    """A column of words: for each row which of the distinct names it has, ``MISSING`` where blank."""

    codes: Positions
    names: list[str]
    """In order of their first appearance."""

    def only(self, kept: Collection[str]) -> "Words":
        """The same column with all other names blank."""
        names = [name for name in self.names if name in kept]
        places = {name: code for code, name in enumerate(names)}
        return Words(np.array([*(places.get(name, MISSING) for name in self.names), MISSING])[self.codes], names)


Values = NDArray[np.float64] | Words
"""A typed column: numbers (NaN where blank), or words."""


def blank_values(column: Column, rows: int) -> Values:
    """A column without any filled cell."""
    if column.kind in NUMERIC:
        return np.full(rows, np.nan)
    return Words(np.full(rows, MISSING, dtype=np.int64), [])


@dataclass
class Draft:
    """One table of a case, not yet known to be right.

    A cell that is faulty by itself (``12O``, an unknown name) is blank here and marked in ``spoiled``: it counts as
    filled with nobody knows what, so that no further fault follows from it.
    """

    schema: Table
    origin: RowOrigin
    rows: int
    values: dict[str, Values]
    """Every column of the table; identifiers with names of their own."""
    spoiled: dict[str, Mask] = field(default_factory=dict)
    codes: dict[str, Codes] = field(default_factory=dict)
    """Identifiers coded by the case's lists, ``MISSING`` where blank or spoiled."""
    readable: bool = True
    """False: the file is missing where it is needed, or is no table; nothing follows from what isn't there."""

    ragged: Mask = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))
    """Rows with too few or too many cells (one mark a row, or one for all): their cells can't be trusted."""
    untold: int = 0
    """Faults beyond ``MOST_TOLD`` of one kind: counted, and not made into sentences."""

    def __len__(self) -> int:
        return self.rows

    def first(self, mask: Mask) -> list[int]:
        """The rows that a mask marks, to be told one by one; of very many the first, the others are counted."""
        rows = np.flatnonzero(mask)
        self.untold += max(0, len(rows) - MOST_TOLD)
        return [int(row) for row in rows[:MOST_TOLD]]

    def filled(self, *columns: str) -> Mask:
        """Whether any of the columns is filled, rightly or wrongly, in each row."""
        filled = self.is_spoiled(*columns)
        for column in columns:
            filled |= self.is_known(column)
        return filled

    def is_known(self, column: str) -> Mask:
        """Whether a column is filled, and not spoiled, in each row."""
        values = self.values[column]
        known: Mask = ~np.isnan(values) if isinstance(values, np.ndarray) else self._codes(column) >= 0
        return known

    def is_filled(self, row: int, column: str) -> bool:
        """Whether one cell is filled, rightly or wrongly."""
        return bool(self.filled(column)[row])

    def numbers(self, column: str) -> NDArray[np.float64]:
        """The numbers of a column, NaN where blank or spoiled."""
        values = self.values[column]
        assert isinstance(values, np.ndarray), column
        return values

    def words(self, column: str) -> Words:
        """The words of a column, as its file has them."""
        values = self.values[column]
        assert isinstance(values, Words), column
        return values

    def says(self, column: str, word: str) -> Mask:
        """Which rows have that word in a column."""
        codes, names = self.words(column)
        rows: Mask = codes == (names.index(word) if word in names else len(names))
        return rows

    def _codes(self, column: str) -> "Codes | Positions":
        return self.codes[column] if column in self.codes else self.words(column).codes

    def is_spoiled(self, *columns: str) -> Mask:
        """Whether any of the columns is spoiled in each row."""
        spoiled = np.zeros(len(self), dtype=np.bool_)
        for column in columns:
            if column in self.spoiled:
                spoiled |= self.spoiled[column]
        return spoiled

    def spoil(self, column: str, rows: Mask) -> None:
        """Mark cells as faulty by themselves."""
        self.spoiled[column] = self.is_spoiled(column) | rows
        if column in self.codes:
            self.codes[column] = np.where(rows, MISSING, self.codes[column])

    def has_key(self) -> Mask:
        """Rows whose always-filled key cells are all known."""
        known = np.ones(len(self), dtype=np.bool_)
        for column in self.schema.key:
            if column.required:
                known &= self.codes[column.name] != MISSING
        return known

    def fault(self, row: int, column: str, message: str, also: Iterable[Cell] = (), found: str = "") -> Fault:
        """A fault of a cell, coming from ``also`` as well. Where a scenario changed one of them, it is its fault."""
        return self._placed(Fault, int(row), column, also, message, found)

    def caution(self, row: int, column: str, message: str, also: Iterable[Cell] = ()) -> Caution:
        """A warning about a row, placed like a fault."""
        return self._placed(Caution, int(row), column, also, message, "")

    def _placed(
        self, sort: type[Finding], row: int, column: str, also: Iterable[Cell], message: str, found: str
    ) -> Finding:
        origin = self.origin
        if origin.changed or also:
            for draft, place, name in ((self, row, column), *also):
                line = draft.origin.change(int(place), name)
                if line:
                    message = f"after this change, {origin.place(row, column)}: {message}"
                    changes = origin.scenarios
                    return sort(changes.name, line, column, found, message, letter=changes.letter(CHANGE))
        letter = origin.page.letter(column, origin.column(row, column))
        return sort(origin.page.name, origin.line(row), column, found, message, letter=letter)

    def frame(self, kinds: Mapping[str, pd.CategoricalDtype]) -> pd.DataFrame:
        """The table as ``models.tables.Tables`` has it; ``kinds`` are the lists that identifiers are coded by."""
        columns: dict[str, object] = {}
        for column in self.schema.columns:
            values = self.values[column.name]
            if column.kind is Kind.IDENTIFIER:
                kind = kinds[column.refers_to]
                columns[column.name] = pd.Categorical.from_codes(self.codes[column.name], dtype=kind)
            elif isinstance(values, Words):
                words = np.array([*values.names, np.nan], dtype=object)[values.codes]
                columns[column.name] = pd.array(words, dtype="str")
            else:
                columns[column.name] = values
        return pd.DataFrame(columns, index=pd.RangeIndex(len(self)), copy=False)
