"""A sheet as a grid of words: its header, and below it columns of cells, each distinct word kept once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.keys import Positions
from optimizer.read.origin import column_letter
from optimizer.read.text_table import Cells
from optimizer.read.workbook.marks import MARK, MERGED, word_of

_PLAIN = (str, float, int)


@dataclass(frozen=True)
class Region:
    """Cells from one corner to the other; rows and columns from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """``D5:D8``."""
        return f"{column_letter(self.left)}{self.top + 1}:{column_letter(self.right)}{self.bottom + 1}"


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet; without a name where its header is blank."""

    name: str
    cells: Cells
    place: int
    """From 0."""
    across: NDArray[np.int64] | None = None
    """The column of the sheet in which each cell stands, where several were laid below each other."""

    def taken(self, rows: Positions) -> "SheetColumn":
        """Some of its cells, perhaps several times."""
        return SheetColumn(self.name, Cells(self.cells.words, self.cells.codes[rows]), self.place)


@dataclass(frozen=True)
class Grid:
    """A sheet that holds something. Its first row that isn't blank is the header; blank rows are left out."""

    header_line: int
    """Row of the sheet, from 1."""
    columns: tuple[SheetColumn, ...]
    """Those with a name, and those without that hold something."""
    lines: NDArray[np.int64]
    """Row of the sheet, from 1, of each row of cells."""
    merged: tuple[Region, ...] = field(default=())

    def names(self) -> list[str]:
        """The header of each column."""
        return [column.name for column in self.columns]


def make_grid(rows: Sequence[Sequence[object]], merged: Iterable[Region]) -> Grid | None:
    """The grid of a sheet's cells, from A1 on; ``None`` where there is none filled."""
    header = next((line for line, row in enumerate(rows) if any(map(_is_filled, row))), None)
    if header is None:
        return None
    names = [word_of(cell) for cell in rows[header]]
    across: Sequence[tuple[object, ...]] = list(zip(*rows[header + 1 :], strict=True)) or [()] * len(names)
    cells = [cells_of(column) for column in across]
    filled = [column.codes != column.places.get("", -1) for column in cells]
    kept = np.logical_or.reduce(filled) if filled else np.zeros(0, dtype=np.bool_)
    lines = np.flatnonzero(kept)
    columns = tuple(
        SheetColumn(name, Cells(cells[place].words, cells[place].codes[lines]), place)
        for place, name in enumerate(names)
        if name or filled[place].any()
    )
    return Grid(header + 1, columns, lines + header + 2, tuple(merged))


def cells_of(column: Sequence[object]) -> Cells:
    """A column of cells as words."""
    values = np.empty(len(column), dtype=object)
    values[:] = column
    if not set(map(type, column)) <= set(_PLAIN):  # True is 1 to a dictionary
        values[:] = [cell if type(cell) in _PLAIN else word_of(cell) for cell in column]
    codes, found = pd.factorize(values)
    places: dict[str, int] = {}
    of_found = np.array([places.setdefault(word_of(cell), len(places)) for cell in found], dtype=np.int64)
    return Cells(tuple(places), of_found[codes] if len(found) else codes.astype(np.int64))


def _is_filled(cell: object) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def lay_over(rows: list[list[object]], special: Mapping[tuple[int, int], str], merged: Sequence[Region]) -> None:
    """Put special cells in their places, and mark those that are merged with another; the grid grows where needed."""
    if not special and not merged:
        return
    width = max([len(rows[0]) if rows else 0, *(column + 1 for _, column in special)])
    height = max([len(rows), *(row + 1 for row, _ in special)])
    for cells in rows:
        cells.extend([""] * (width - len(cells)))
    rows.extend([""] * width for _ in range(height - len(rows)))
    for (row, column), word in special.items():
        rows[row][column] = word
    for region in merged:
        for cells in rows[region.top : region.bottom + 1]:
            for column in range(region.left, min(region.right + 1, width)):
                if cells[column] == "":
                    cells[column] = MERGED


def is_marked(word: str) -> bool:
    """Whether a word stands for a cell that is neither text nor number."""
    return word.startswith(MARK)
