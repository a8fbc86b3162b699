"""Where the rows of a table came from: worked out only when somebody asks."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SCENARIOS = "scenarios.csv"


@dataclass
class FileOrigin:
    """The rows of a CSV file. Its lines are looked up in the file only where they can't be counted."""

    file: str
    path: Path
    one_line_each: bool = False
    """The file is known to have a line for the header, then one line a row: nothing quoted, no blank lines."""
    known: NDArray[np.int64] | None = None
    """The physical line of each row, where already known."""
    changed: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    """Columns that a scenario changed: for each row the line of ``scenarios.csv`` that did so last; 0: none did."""

    @cached_property
    def _lines(self) -> NDArray[np.int64]:
        from optimizer.read.csv_text import row_lines

        return row_lines(self.path) if self.known is None else self.known

    def line(self, row: int) -> int:
        """Physical line of the file on which data row ``row`` (from 0) begins."""
        return row + 2 if self.one_line_each else int(self._lines[row])

    def change(self, row: int, column: str) -> int:
        """The line of ``scenarios.csv`` that last changed a cell; 0 where none did."""
        lines = self.changed.get(column)
        return 0 if lines is None else int(lines[row])

    def cite(self, row: int, column: str = "") -> str:
        """``demand.csv:88``; for a cell that a scenario changed ``demand.csv:88 (changed by scenarios.csv:4)``."""
        place = f"{self.file}:{self.line(row)}"
        change = self.change(row, column)
        return f"{place} (changed by {SCENARIOS}:{change})" if change else place
