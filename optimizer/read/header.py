"""The header row of a table: which column stands where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.schema import Table
from optimizer.faults import Fault
from optimizer.read.nearest import hint
from optimizer.read.origin import Page

_OWN = ("note", "source", "_")
"""Beginnings of the names of columns that are the planner's own."""
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
"""What spreadsheets put between cells instead of commas, and its name."""


@dataclass(frozen=True)
class Header:
    """A header row as read."""

    line: int
    width: int
    """Columns up to the last one with a name."""
    written: int
    """Columns with those behind it, which have no name: spreadsheets leave such, and all their cells are blank."""
    places: dict[str, int]
    """Place of each of the table's columns that is there."""
    faults: tuple[Fault, ...]
    absent: tuple[str, ...]
    """Columns that must be there and are not."""


def is_own(name: str) -> bool:
    """Whether a column is the planner's own, kept aside unread."""
    return name.startswith(_OWN)


def read_header(table: Table, page: Page, line: int, cells: Sequence[str]) -> Header:
    """Sort out a header row; names are trimmed, columns may come in any order."""
    names = [cell.strip() for cell in cells]
    while not names[-1]:
        names.pop()
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for place, name in enumerate(names):
        if is_own(name):
            continue
        if name in places:
            message = f"column {name} is there twice (columns {places[name] + 1} and {place + 1}); keep one"
            faults.append(page.fault(line, name, name, message, place))
        elif name in table.by_name:
            places[name] = place
        elif not name:
            faults.append(column_without_name(page, line, place))
        else:
            message = f'column "{name}" is not known in {table.name}{hint(name, table.by_name)}'
            faults.append(page.fault(line, name, name, message, place))
    missing = list(_missing(table, places))
    faults += (_missing_column(table, page, line, name) for name in missing)
    return Header(line, len(names), len(cells), places, tuple(faults), tuple(missing))


def column_without_name(page: Page, line: int, place: int) -> Fault:
    """A column that holds something and has no name."""
    return page.fault(line, "", "", f"the header of column {place + 1} is blank; name the column or delete it", place)


def separator_fault(table: Table, file: str, line: int, cells: Sequence[str]) -> Fault | None:
    """The one fault of a file whose cells are separated by something else than commas."""
    if not table.by_name.keys().isdisjoint(cell.strip() for cell in cells):
        return None
    for mark, name in _SEPARATORS.items():
        pieces = {piece.strip(' "') for cell in cells for piece in cell.split(mark)}
        if any(mark in cell for cell in cells) and not table.by_name.keys().isdisjoint(pieces):
            message = f"cells are separated by {name}; save the table with commas between them (CSV, UTF-8)"
            return Fault(file, line, "", mark, message)
    return None


def _missing(table: Table, places: dict[str, int]) -> Iterator[str]:
    alternatives = {column.instead_of for column in table.columns if column.name in places}
    for column in table.columns:
        if column.required and column.name not in places and column.name not in alternatives:
            yield column.name


def _missing_column(table: Table, page: Page, line: int, name: str) -> Fault:
    other = next((f" (or {column.name})" for column in table.columns if column.instead_of == name), "")
    return page.fault(line, name, "", f"column {name}{other} is missing ({table[name].meaning})")
