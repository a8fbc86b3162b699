"""A table at work between reading and checking: typed, coded, with the cells that are already faulty set aside."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.keys import MISSING, Codes, Mask
from models.schema import Table
from optimizer.faults import Caution, Fault
from optimizer.read.origin import SCENARIOS, FileOrigin

Cell = tuple["Draft", int, str]
"""A cell: table, row, column."""


def marked(mask: Mask) -> list[int]:
    """The rows that a mask marks, to be told one by one."""
    return [int(row) for row in np.flatnonzero(mask)]


@dataclass
class Draft:
    """One table of a case, not yet known to be right.

    A cell that is faulty by itself (``12O``, an unknown name) is blank in ``frame`` and marked in ``spoiled``: it
    counts as filled with nobody knows what, so that no further fault follows from it.
    """

    schema: Table
    origin: FileOrigin
    frame: pd.DataFrame
    """Columns as in ``models.tables.Tables``, identifiers still with categories of their own."""
    spoiled: dict[str, Mask] = field(default_factory=dict)
    codes: dict[str, Codes] = field(default_factory=dict)
    """Identifiers coded by the case's lists, ``MISSING`` where blank or spoiled."""
    readable: bool = True
    """False: the file is missing where it is needed, or is no table; nothing follows from what isn't there."""

    ragged: Mask = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))
    """Rows with too few or too many cells (one mark a row, or one for all): their cells can't be trusted."""

    def __len__(self) -> int:
        return len(self.frame)

    def filled(self, *columns: str) -> Mask:
        """Whether any of the columns is filled, rightly or wrongly, in each row."""
        filled = np.zeros(len(self), dtype=np.bool_)
        for column in columns:
            filled |= self.frame[column].notna().to_numpy() | self.is_spoiled(column)
        return filled

    def is_filled(self, row: int, column: str) -> bool:
        """Whether one cell is filled, rightly or wrongly."""
        spoiled = column in self.spoiled and bool(self.spoiled[column][row])
        return spoiled or bool(self.frame[column].iloc[row : row + 1].notna().all())

    def numbers(self, column: str) -> NDArray[np.float64]:
        """The numbers of a column, NaN where blank or spoiled."""
        return self.frame[column].to_numpy(np.float64)

    def words(self, column: str) -> NDArray[np.object_]:
        """The words of a choice or text column, NaN where blank or spoiled."""
        return self.frame[column].to_numpy(object)

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
        row = int(row)
        for draft, place, name in ((self, row, column), *also):
            line = draft.origin.changed.get(name, {}).get(int(place))
            if line is not None:
                here = f"{self.origin.file}:{self.origin.line(row)}"
                return Fault(SCENARIOS, line, column, found, f"after this change, {here}: {message}")
        return Fault(self.origin.file, self.origin.line(row), column, found, message)

    def caution(self, row: int, column: str, message: str) -> Caution:
        """A warning about a row."""
        return Caution(self.origin.file, self.origin.line(int(row)), column, "", message)
