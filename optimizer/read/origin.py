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
    changed: dict[str, dict[int, int]] = field(default_factory=dict)
    """Column and row of each cell that a scenario changed: the line of ``scenarios.csv`` that did so last."""

    @cached_property
    def _lines(self) -> NDArray[np.int64]:
        from optimizer.read.csv_text import row_lines

        return row_lines(self.path) if self.known is None else self.known

    def line(self, row: int) -> int:
        """Physical line of the file on which data row ``row`` (from 0) begins."""
        return row + 2 if self.one_line_each else int(self._lines[row])

    def cite(self, row: int, column: str = "") -> str:
        """``demand.csv:88``; for a cell that a scenario changed ``demand.csv:88 (changed by scenarios.csv:4)``."""
        place = f"{self.file}:{self.line(row)}"
        change = self.changed.get(column, {}).get(row)
        return place if change is None else f"{place} (changed by {SCENARIOS}:{change})"
