"""Where the rows of a table came from: worked out only when somebody asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from optimizer.faults import Fault


@dataclass(frozen=True)
class Page:
    """A CSV file, or a sheet of a workbook: how places in it are named."""

    name: str
    """``demand.csv``; of a sheet the name of its table, ``demand``."""
    columns: Mapping[str, int] | None = None
    """Of a sheet: the column, from 0, in which each named thing stands. ``None``: a file, in which lines are told."""

    def letter(self, column: str, place: int | None = None) -> str | None:
        """The letter of a column (or of the column at ``place``), empty where there is none; ``None`` in a file."""
        if self.columns is None:
            return None
        at = self.columns.get(column) if place is None else place
        return "" if at is None else column_letter(at)

    def place(self, line: int, column: str = "", place: int | None = None) -> str:
        """``demand.csv:88``, ``demand!D88``; without a known column the row of a sheet, ``demand!88``."""
        return str(Fault(self.name, line, column, "", "", letter=self.letter(column, place))).removesuffix(": ")

    def fault(self, line: int | None, column: str, found: str, message: str, place: int | None = None) -> Fault:
        """A fault there; ``place``: its column, where it has no name of its own."""
        return Fault(self.name, line, column, found, message, letter=self.letter(column, place))


SCENARIOS = Page("scenarios.csv")


@dataclass
class RowOrigin:
    """The rows of a table, of which every line (of a file) or row (of a sheet) is known."""

    page: Page
    lines: NDArray[np.int64]
    """The physical line, from 1, on which each row begins."""
    changed: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    """Columns that a scenario changed: for each row the line of ``scenarios`` that did so last; 0: none did."""
    scenarios: Page = SCENARIOS
    across: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    """Columns of which each row stands in another column of the sheet (months across): the column of each row."""

    def line(self, row: int) -> int:
        """Physical line of the file, or row of the sheet, on which data row ``row`` (from 0) begins."""
        return int(self.lines[row])

    def change(self, row: int, column: str) -> int:
        """The line of ``scenarios`` that last changed a cell; 0 where none did."""
        lines = self.changed.get(column)
        return 0 if lines is None else int(lines[row])

    def column(self, row: int, column: str) -> int | None:
        """The column of the sheet in which a cell stands, where it isn't the same for all rows."""
        return int(self.across[column][row]) if column in self.across else None

    def place(self, row: int, column: str = "") -> str:
        """``demand.csv:88``, or ``demand!D88``; without a column ``demand!88``."""
        return self.page.place(self.line(row), column, self.column(row, column))

    def cite(self, row: int, column: str = "") -> str:
        """``demand.csv:88``; for a cell that a scenario changed ``demand.csv:88 (changed by scenarios.csv:4)``.

        In a workbook ``demand!D88``, or ``demand!D88 (changed by scenarios!F4)``.
        """
        change = self.change(row, column)
        place = self.place(row, column)
        return f"{place} (changed by {self.scenarios.place(change, CHANGE)})" if change else place


@dataclass
class FileOrigin(RowOrigin):
    """The rows of a CSV file whose lines are looked up in the file only where they can't be counted."""

    path: Path = Path()
    one_line_each: bool = False
    """The file is known to have a line for the header, then one line a row: nothing quoted, no blank lines."""

    @cached_property
    def _lines(self) -> NDArray[np.int64]:
        from optimizer.read.csv_text import row_lines

        return row_lines(self.path)

    def line(self, row: int) -> int:
        """Physical line of the file on which data row ``row`` (from 0) begins."""
        return row + 2 if self.one_line_each else int(self._lines[row])


CHANGE = "change"
"""The column of ``scenarios`` that says what a cell becomes."""


def column_letter(place: int) -> str:
    """The letters of a column of a sheet, counted from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
