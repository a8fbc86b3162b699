"""From text to typed cells, one by one, each fault explained."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd

from models.schema import Column, Kind
from models.schema.columns import NONE
from optimizer.faults import Fault
from optimizer.read.draft import Draft
from optimizer.read.nearest import hint
from optimizer.read.numbers import advice, all_allowed, allowed, as_number, as_numbers, asked
from optimizer.read.origin import FileOrigin
from optimizer.read.text import TextTable

Value = TypeVar("Value")
_CELLS_AT_ONCE = 1000
Problem = str | None
"""What is wrong with a cell, to follow its column and what was found; ``None``: nothing."""


def type_cells(text: TextTable, origin: FileOrigin) -> tuple[Draft, list[Fault]]:
    """Type every cell of a table; faulty ones are blank and spoiled in the draft.

    The cells of a ragged row may stand under the wrong header: what is wrong with them is not said, and what isn't a
    key is spoiled.
    """
    draft = Draft(text.schema, origin, pd.DataFrame(index=pd.RangeIndex(len(text))), ragged=text.ragged)
    faults: list[Fault] = []
    for column in text.schema.columns:
        cells = text.columns.get(column.name)
        if cells is None:
            draft.frame[column.name] = blank_column(column, len(text))
            if column.name in text.absent:
                draft.spoil(column.name, np.ones(len(text), dtype=np.bool_))
            continue
        values, problems = _type_column(column, cells)
        draft.frame[column.name] = values
        spoiled = text.ragged & (not column.key)
        spoiled[list(problems)] = True
        if spoiled.any():
            draft.spoil(column.name, spoiled)
        faults += (
            draft.fault(row, column.name, f'{column.name} is "{cells[row]}", {problem}', found=cells[row])
            for row, problem in problems.items()
            if not text.ragged[row]
        )
    return draft, faults


def blank_column(column: Column, rows: int) -> "pd.Series | pd.Categorical":
    """A column without any filled cell."""
    if column.kind is Kind.IDENTIFIER:
        return pd.Categorical.from_codes(np.full(rows, -1), categories=pd.Index([], dtype="str"))
    if column.kind in {Kind.CHOICE, Kind.TEXT}:
        return pd.Series([np.nan] * rows, dtype="str")
    return pd.Series(np.full(rows, np.nan))


def _type_column(column: Column, cells: list[str]) -> tuple["pd.Series | pd.Categorical", dict[int, str]]:
    match column.kind:
        case Kind.IDENTIFIER:
            codes, names = pd.factorize(np.array([cell or None for cell in cells], dtype=object))
            return pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype="str")), {}
        case Kind.TEXT:
            return pd.Series([cell or np.nan for cell in cells], dtype="str"), {}
        case Kind.CHOICE:
            words, problems = _each(column, cells, _choice)
            return pd.Series(words, dtype="str"), problems
        case Kind.NUMBER | Kind.COUNT | Kind.LIMIT:
            numbers, problems = _numbers(column, cells)
            return pd.Series(numbers, dtype="float64"), problems
        case other:
            raise ValueError(other)


def _each(
    column: Column, cells: list[str], read: Callable[[Column, str], tuple[Value, Problem]]
) -> tuple[list[Value | float], dict[int, str]]:
    values: list[Value | float] = [np.nan] * len(cells)
    problems: dict[int, str] = {}
    for row, cell in enumerate(cells):
        if cell:
            value, problem = read(column, cell)
            if problem is None:
                values[row] = value
            else:
                problems[row] = problem
    return values, problems


def _numbers(column: Column, cells: list[str]) -> tuple[list[float], dict[int, str]]:
    """Many at a time where nothing is wrong with them, one by one where something is."""
    values: list[float] = []
    problems: dict[int, str] = {}
    for start in range(0, len(cells), _CELLS_AT_ONCE):
        some = cells[start : start + _CELLS_AT_ONCE]
        numbers = as_numbers(some)
        if numbers is None or not all_allowed(column, np.array(numbers)):
            numbers, wrong = _each(column, some, _number)
            problems |= {start + row: problem for row, problem in wrong.items()}
        values += numbers
    return values, problems


def _number(column: Column, cell: str) -> tuple[float, Problem]:
    if column.kind is Kind.LIMIT and cell == NONE:
        return np.inf, None
    value = as_number(cell)
    if value is None:
        return np.nan, f"not {asked(column)}{advice(column, cell)}"
    return value, None if allowed(column, value) else f"not {asked(column)}"


def _choice(column: Column, cell: str) -> tuple[str, Problem]:
    if cell in column.choices:
        return cell, None
    words = " or ".join(column.choices) if len(column.choices) == 2 else ", ".join(column.choices)
    return "", f"not one of {words}{hint(cell, column.choices)}"
