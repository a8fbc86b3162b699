"""A CSV file read straight into typed columns: fast, and silent where anything is less than right."""

import re

import numpy as np
import pandas as pd

from models.schema import Column, Kind, Table
from models.schema.columns import NONE
from optimizer.read.csv_regular import parse, words
from optimizer.read.draft import Draft, Values, blank_values
from optimizer.read.numbers import all_allowed, allowed, as_number
from optimizer.read.origin import FileOrigin

_TRUTH = re.compile(rb"""(?:^|[,"\s])(?:true|false)(?:[,"\s]|$)""", re.IGNORECASE)
"""Words that pandas reads as 1 and 0 where a whole column consists of them."""
_DTYPES = {Kind.NUMBER: "float64", Kind.COUNT: "float64"}
"""All else is read as plain text: as a category, `01` would be read as the number 1 (pandas 3.1)."""


def read_typed(table: Table, origin: FileOrigin, data: bytes) -> Draft | None:
    """The typed columns of a file; ``None`` if anything in it is not as it should, or it has no row.

    Then only ``read_text`` can tell what it is: this one never explains. Texts are trimmed, blank cells are NaN.
    """

    def kind_of(name: str) -> str:
        column = table.by_name.get(name)
        return "object" if column is None else _DTYPES.get(column.kind, "object")

    regular = parse(table, origin.page.name, data, kind_of)
    if regular is None or regular.header.faults or not len(regular.frame):
        return None
    frame = regular.frame
    if _only_zero_and_one(frame) and _TRUTH.search(data):
        return None
    origin.one_line_each = regular.one_line_each
    draft = Draft(table, origin, len(frame), {})
    for column in table.columns:
        present = column.name in regular.header.places
        values = _typed(column, frame[column.name]) if present else blank_values(column, len(frame))
        if values is None:
            return None
        draft.values[column.name] = values
    return draft


def _only_zero_and_one(frame: pd.DataFrame) -> bool:
    """Whether some column of numbers holds nothing but 0 and 1, and blanks."""
    numbers = frame.select_dtypes("float64")
    for name in numbers.columns:
        known = numbers[name].dropna().to_numpy()
        if len(known) and known.min() >= 0 and known.max() <= 1 and np.isin(known, (0, 1)).all():
            return True
    return False


def _typed(column: Column, cells: "pd.Series") -> Values | None:
    """The column as it is kept, or ``None`` where a cell can't be right."""
    match column.kind:
        case Kind.NUMBER | Kind.COUNT:
            numbers = cells.to_numpy(np.float64)
            return numbers if all_allowed(column, numbers) else None
        case Kind.LIMIT:
            return _limits(column, cells)
        case Kind.IDENTIFIER | Kind.TEXT:
            return words(cells)
        case Kind.CHOICE:
            found = words(cells)
            return found if set(found.names) <= set(column.choices) else None
        case other:
            raise ValueError(other)


def _limits(column: Column, cells: "pd.Series") -> Values | None:
    """Limits are read as words, and each distinct word then as a number."""
    codes, found = words(cells)
    numbers = [np.inf if word == NONE else as_number(word) for word in found]
    if not all(number is not None and allowed(column, number) for number in numbers):
        return None
    return np.array([*numbers, np.nan], dtype=np.float64)[codes]
