"""A scenario applied: the cells of tables and settings changed as written, before anything is checked."""

import numpy as np

from models.keys import Mask
from models.schema import Column, Table
from models.schema.columns import NONE
from optimizer.faults import Fault
from optimizer.read.nearest import hint
from optimizer.read.numbers import as_number
from optimizer.read.scenario import Change
from optimizer.read.settings import BY_NAME as SETTINGS_BY_NAME
from optimizer.read.settings import WrittenSettings
from optimizer.read.text_table import Cells, TextTable


def apply(change: Change, text: TextTable | None, *, reckon: bool = True) -> Fault | None:
    """Change the cells of a table; a fault if no row matches, or there is nothing to start from.

    Without ``reckon`` numbers are left as they are where they would be scaled or added to.
    """
    matching = None if text is None else _matching(text, change.where)
    if text is None or matching is None or not matching.any():
        return _matches_nothing(change, text)
    column = text.schema[change.column]
    cells = text.columns.get(column.name, Cells.blank(len(text)))
    if change.operator == "=":
        _write(change, text, cells, matching, [change.operand] * len(cells.words))
        return None
    blank = cells.having("")
    for other in _alternatives(text.schema, column):
        if other in text.columns:  # given the other way: there is nothing here to scale
            matching &= ~blank | text.columns[other].having("")
    if isinstance(column.default, float):
        blank[:] = False
    if (matching & ~blank).any():
        if reckon:
            values = {word: _reckon(change, word, column.default) for word in cells.in_use(np.flatnonzero(matching))}
            left = [word for word, value in values.items() if value is None]
            for word in left:
                matching &= ~cells.having(word)
            _write(change, text, cells, matching, [values.get(word) or word for word in cells.words])
        return None
    message = f"changes nothing: {change.column} is blank in every matching row of {text.page.name}, and has no default"
    return change.fault("change", change.operator + change.operand, message)


def apply_to_settings(change: Change, written: WrittenSettings) -> None:
    """Change a setting; what it may be is checked with the others."""
    setting = SETTINGS_BY_NAME[change.column]
    current = written.values.get(change.column, setting.default)
    value: object = change.operand
    if change.operator != "=":
        if not isinstance(current, int | float) or isinstance(current, bool):
            return  # a fault already
        value = float(_reckon(change, repr(float(current)), None) or current)
    elif setting.type is bool:
        value = {"true": True, "false": False}.get(change.operand, change.operand)
    elif setting.type is float:
        number = as_number(change.operand)
        value = change.operand if number is None else number
    written.values[change.column] = value
    written.changed[change.column] = change.line


def _write(change: Change, text: TextTable, cells: Cells, rows: Mask, words: list[str]) -> None:
    text.columns[change.column] = cells.replaced(np.flatnonzero(rows), words)
    text.changed.setdefault(change.column, np.zeros(len(text), dtype=np.int64))[rows] = change.line


def _matching(text: TextTable, where: tuple[tuple[str, str], ...]) -> Mask:
    rows = np.ones(len(text), dtype=np.bool_)
    for key, value in where:
        rows &= text.columns[key].having(value) if key in text.columns else value == ""
    return rows


def _alternatives(table: Table, column: Column) -> list[str]:
    return [other.name for other in table.columns
            if other.instead_of == column.name or other.name == column.instead_of]  # fmt: skip


def _matches_nothing(change: Change, text: TextTable | None) -> Fault:
    if text is None:
        return change.fault("table", change.table, f"matches no row: {change.table} has none")
    parts = []
    for key, value in change.where:
        there = text.columns[key].named().names if key in text.columns else []
        if value and value not in there:
            parts.append(f'no {key} is "{value}"{hint(value, there)}')
    why = "; ".join(parts) or ("no row fits all pairs" if len(change.where) > 1 else "there is none")
    shown = ";".join(f"{key}={value}" for key, value in change.where)
    return change.fault("where", shown, f'where is "{shown}", which matches no row of {text.page.name}: {why}')


def _reckon(change: Change, cell: str, default: float | str | None) -> str | None:
    """The changed number with all its digits; ``None`` to leave the cell: blank without a default, or faulty."""
    start: float | None
    if not cell:
        start = default if isinstance(default, float) else None
    else:
        start = float("inf") if cell == NONE else as_number(cell)
    if start is None:
        return None
    if start == float("inf"):
        return NONE
    operand = float(change.operand)
    match change.operator:
        case "*":
            return repr(start * operand)
        case "+":
            return repr(start + operand)
        case "-":
            return repr(start - operand)
        case other:
            raise ValueError(other)
