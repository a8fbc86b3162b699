"""A sheet made the text of a table: its header sorted out, its marked cells settled, what can't be meant explained."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.keys import Mask
from models.schema import Table
from optimizer.faults import MOST_TOLD, Fault, Rest
from optimizer.read.header import is_own, read_header
from optimizer.read.origin import Page
from optimizer.read.text_table import Cells, TextTable
from optimizer.read.workbook.dates import Periods
from optimizer.read.workbook.grid import Grid, Region, SheetColumn, is_marked
from optimizer.read.workbook.marks import MERGED, plain, settle

_TITLE_ROWS = 10
"""Rows below the first that are looked through for the header, to say where it is."""


@dataclass(frozen=True)
class SheetTable:
    """A table as its sheet has it."""

    text: TextTable
    columns: tuple[tuple[str, Cells], ...]
    """All columns with a name, the planner's own too, in the order of the sheet."""


def table_of(table: Table, grid: Grid, periods: Periods) -> tuple[SheetTable | None, list[Fault]]:
    """The table of a sheet that has been laid out, and its faults of form; no table where the header is none."""
    bare = Page(table.name, {})
    title = _title(table, grid, bare)
    if title is not None:
        return None, [title]
    faults = list(_merged(grid, bare))
    names = ["_"] * (1 + max(column.place for column in grid.columns))
    for column in grid.columns:
        names[column.place] = "_merged" if column.name == MERGED else plain(column.name)
    header = read_header(table, bare, grid.header_line, names)
    faults += header.faults
    faults += (bare.fault(grid.header_line, "", "", f"the column holds something and has no header in row "
                          f"{grid.header_line}; name the column or delete it", column.place)
               for column in grid.columns if column.place >= header.width)  # fmt: skip
    by_place = {column.place: column for column in grid.columns}
    found = {name: by_place[place] for name, place in header.places.items()}
    page = Page(table.name, {name: _stands(column) for name, column in found.items()})
    text = TextTable(table, page, grid.header_line, {}, grid.lines, np.zeros(len(grid.lines), dtype=np.bool_),
                     header.absent, across={name: column.across for name, column in found.items()
                                            if column.across is not None})  # fmt: skip
    spoiled: dict[str, Mask] = {}
    for name, column in found.items():
        text.columns[name], bad, told = _settled(table, name, column, text, periods)
        faults += told
        if bad.any():
            spoiled[name] = bad
    text.spoiled = spoiled
    columns = tuple((column.name, text.columns.get(column.name) or _plain(column.cells))
                    for column in grid.columns if column.name in text.columns or is_own(column.name))  # fmt: skip
    return SheetTable(text, columns), faults


def _stands(column: SheetColumn) -> int:
    return column.place if column.across is None or not len(column.across) else int(column.across[0])


def _title(table: Table, grid: Grid, page: Page) -> Fault | None:
    """The one fault of a sheet whose first row is no header, though a row below it is."""
    if not table.by_name.keys().isdisjoint(grid.names()):
        return None
    for row in range(min(_TITLE_ROWS, len(grid.lines))):
        words = [column.cells[row] for column in grid.columns]
        if len(table.by_name.keys() & set(words)) > 1:
            found = plain(next(filter(None, grid.names()), ""))
            message = (f'the first row must hold the names of the columns, and holds "{found}"; they stand in row '
                       f"{grid.lines[row]}: delete the rows above it")  # fmt: skip
            return page.fault(grid.header_line, "", found, message, grid.columns[0].place)
    return None


def _merged(grid: Grid, page: Page) -> Iterator[Fault]:
    """Merged cells in the header or in a column that is read."""
    read = {column.place for column in grid.columns if not is_own(column.name)}
    last = int(grid.lines[-1]) if len(grid.lines) else grid.header_line
    for region in grid.merged:
        if region.bottom + 1 < grid.header_line or region.top + 1 > last:
            continue
        if read.isdisjoint(range(region.left, region.right + 1)):
            continue
        yield page.fault(region.top + 1, "", str(region), _why_unmerge(grid, region), region.left)


def _why_unmerge(grid: Grid, region: Region) -> str:
    if region.top + 1 <= grid.header_line:
        return f"the cells {region} of the header are merged; unmerge them and name every column"
    return f"the cells {region} are merged, and only the first holds a value; unmerge them and fill every cell"


def _settled(
    table: Table, name: str, column: SheetColumn, text: TextTable, periods: Periods
) -> tuple[Cells, Mask, list[Fault]]:
    """The cells with every marked word settled, those that hold no value, and why."""
    cells = column.cells
    spoiled = np.zeros(len(cells.codes), dtype=np.bool_)
    faults: list[Fault] = []
    places: dict[str, int] = {}
    codes = np.empty(len(cells.words), dtype=np.int64)
    for code, word in enumerate(cells.words):
        meant, why = settle(table[name], word, periods) if is_marked(word) else (word, "")
        codes[code] = places.setdefault(meant, len(places))
        if why or word == MERGED:
            rows = np.flatnonzero(cells.codes == code)
            spoiled[rows] = True
            if why:
                faults += _told(text, name, column, rows, word, why)
    return Cells(tuple(places), codes[cells.codes]), spoiled, faults


def _told(
    text: TextTable, name: str, column: SheetColumn, rows: NDArray[np.int64], word: str, why: str
) -> Iterator[Fault]:
    for row in rows[:MOST_TOLD]:
        place = None if column.across is None else int(column.across[row])
        yield text.page.fault(int(text.lines[row]), name, plain(word), f"{name} {why}", place)
    if len(rows) > MOST_TOLD:
        yield Rest.of(text.page.name, len(rows) - MOST_TOLD)


def _plain(cells: Cells) -> Cells:
    """The planner's own cells, as they would be typed."""
    places: dict[str, int] = {}
    codes = np.array([places.setdefault(plain(word), len(places)) for word in cells.words], dtype=np.int64)
    return Cells(tuple(places), codes[cells.codes] if len(cells.words) else cells.codes)
