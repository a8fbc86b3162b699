"""Months across: a sheet whose columns are named like periods, laid out as rows, one a period."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.schema import Column, Table
from optimizer.faults import Caution, Fault
from optimizer.read.header import is_own
from optimizer.read.origin import Page, column_letter
from optimizer.read.text_table import Cells
from optimizer.read.workbook.dates import Periods
from optimizer.read.workbook.grid import Grid, SheetColumn
from optimizer.read.workbook.marks import DATE, plain

PERIOD = "period"


@dataclass(frozen=True)
class _Across:
    """A column that holds one value for one period."""

    column: SheetColumn
    period: str
    value: str
    """The column of the table that it fills, where its header says so."""


def unpivot(table: Table, grid: Grid, periods: Periods) -> tuple[Grid, list[Fault]]:
    """The sheet with one row a period, and what is said of that; the sheet as it is where nothing stands across."""
    found = [across for column in grid.columns if (across := _across(table, column, periods))]
    if not found or PERIOD not in table.by_name:
        return grid, []
    page, line, first = Page(table.name, {}), grid.header_line, found[0].column.place
    if PERIOD in grid.names():
        message = f'the sheet has a column period and columns named like periods ("{found[0].period}"); keep one way'
        return grid, [page.fault(line, PERIOD, found[0].period, message, first)]
    value = _value_column(table, grid)
    bare = next((across for across in found if not across.value), None)
    if bare is not None and value is None:
        example = next(column.name for column in table.values if column.name not in grid.names())
        message = (f'the column is named like a period, "{bare.period}", and may hold more than one thing in '
                   f'{table.name}; name that first, for instance "{example} {bare.period}"')  # fmt: skip
        return grid, [page.fault(line, "", bare.period, message, bare.column.place)]
    named = [_Across(each.column, each.period, each.value or (value.name if value else "")) for each in found]
    twice = list(_twice(page, line, named))
    return (grid, twice) if twice else _laid_out(page, grid, named)


def _across(table: Table, column: SheetColumn, periods: Periods) -> _Across | None:
    name = column.name
    if not name or name in table.by_name or is_own(name):
        return None
    if name.startswith(DATE):
        period = periods.of(plain(name))
        return _Across(column, period, "") if period is not None else None
    if name in periods.names:
        return _Across(column, name, "")
    for value in table.values:
        period = name.removeprefix(f"{value.name} ").strip()
        if name.startswith(f"{value.name} ") and period in periods.names:
            return _Across(column, period, value.name)
    return None


def _value_column(table: Table, grid: Grid) -> Column | None:
    """The one column that must be filled and is not given otherwise; ``None`` where it is not one."""
    given = set(grid.names())
    ways = {column.instead_of for column in table.columns if column.name in given}
    wanted = [column for column in table.values if column.required and column.name not in given | ways]
    return wanted[0] if len(wanted) == 1 else None


def _twice(page: Page, line: int, found: list[_Across]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], _Across] = {}
    for across in found:
        earlier = seen.setdefault((across.value, across.period), across)
        if earlier is not across:
            there = column_letter(earlier.column.place)
            message = f"{across.value} of {across.period} is there twice (columns {there} and "
            message += f"{column_letter(across.column.place)}); keep one"
            yield page.fault(line, across.value, across.period, message, across.column.place)


def _laid_out(page: Page, grid: Grid, found: list[_Across]) -> tuple[Grid, list[Fault]]:
    names = list(dict.fromkeys(across.period for across in found))
    values = {across.value: _matrix(across.value, found, names, len(grid.lines)) for across in found}
    filled = np.logical_or.reduce([words.codes != words.places[""] for words, _ in values.values()])
    rows, at = np.nonzero(filled)
    aside = {across.column.place for across in found}
    columns = [column.taken(rows) for column in grid.columns if column.place not in aside]
    places = next(iter(values.values()))[1][at]
    beyond = 1 + max(column.place for column in grid.columns)
    columns.append(SheetColumn(PERIOD, Cells(tuple(names), at.astype(np.int64)), beyond, places))
    for number, (value, (words, place)) in enumerate(values.items(), 1):
        cells = Cells(words.words, words.codes[rows, at])
        columns.append(SheetColumn(value, cells, beyond + number, np.where(place[at] < 0, places, place[at])))
    said: list[Fault] = [_told(page, grid, found), *_nothing_in(page, grid, filled)]
    return Grid(grid.header_line, tuple(columns), grid.lines[rows], grid.merged), said


def _matrix(value: str, found: list[_Across], names: list[str], rows: int) -> tuple[Cells, "np.ndarray"]:
    """The words of a value by row and period, and the column of the sheet of each period; -1: it has none."""
    words = {"": 0}
    codes = np.zeros((rows, len(names)), dtype=np.int64)
    places = np.full(len(names), -1, dtype=np.int64)
    for across in found:
        if across.value == value:
            own = np.array([words.setdefault(word, len(words)) for word in across.column.cells.words], dtype=np.int64)
            at = names.index(across.period)
            codes[:, at] = own[across.column.cells.codes] if rows else 0
            places[at] = across.column.place
    return Cells(tuple(words), codes), places


def _told(page: Page, grid: Grid, found: list[_Across]) -> Caution:
    first, last = found[0], found[-1]
    values = " and ".join(dict.fromkeys(across.value for across in found))
    message = (f"columns {column_letter(first.column.place)} to {column_letter(last.column.place)} are named like "
               f"periods and read as rows, one a period: their cells are {values}")  # fmt: skip
    letter = page.letter("", first.column.place)
    return Caution(page.name, grid.header_line, PERIOD, first.period, message, letter=letter)


def _nothing_in(page: Page, grid: Grid, filled: "np.ndarray") -> Iterator[Caution]:
    """Rows without a cell filled in any period."""
    blank = grid.lines[~filled.any(axis=1)]
    if len(blank):
        more = f" (nor has any of {len(blank) - 1:,} others)" if len(blank) > 1 else ""
        message = f"the row has nothing in any period, and is not read{more}"
        yield Caution(page.name, int(blank[0]), "", "", message, letter="")
