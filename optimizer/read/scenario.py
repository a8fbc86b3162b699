"""Scenarios: what the rows of ``scenarios.csv`` ask to be changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.schema import BY_NAME, Column, Kind, Table
from optimizer.faults import Fault
from optimizer.read.header import is_own
from optimizer.read.nearest import hint
from optimizer.read.numbers import as_number
from optimizer.read.origin import Page
from optimizer.read.settings import BY_NAME as SETTINGS_BY_NAME
from optimizer.read.text_table import Cells, TextTable

CASE = "case"
"""What a scenario calls the settings."""
_CHANGE = re.compile(r"([=*+-])\s*(.*)", re.DOTALL)
_NUMERIC = {Kind.NUMBER, Kind.COUNT, Kind.LIMIT}


@dataclass(frozen=True)
class Change:
    """One row of ``scenarios.csv``."""

    page: Page
    line: int
    scenario: str
    table: str
    where: tuple[tuple[str, str], ...]
    column: str
    operator: str
    """``=``, ``*``, ``+`` or ``-``."""
    operand: str

    def fault(self, column: str, found: str, message: str) -> Fault:
        """A fault of this row."""
        return self.page.fault(self.line, column, found, message)


def understand(text: TextTable) -> tuple[list[Change], list[Fault]]:
    """The changes of all scenarios, in file order, and what is wrong with any of them.

    Blank cells that must be filled and ragged rows are faults already; their rows are passed over.
    """
    changes: list[Change] = []
    faults: list[Fault] = []
    blank = Cells.blank(len(text))
    cells = {column.name: text.columns.get(column.name, blank) for column in text.schema.columns}
    for row in range(len(text)):
        written = {name: column[row] for name, column in cells.items()}
        if text.ragged[row] or not all(written[column.name] for column in text.schema.columns if column.required):
            continue
        change = Change(text.page, int(text.lines[row]), written["scenario"], written["table"],
                        _pairs(written["where"]), written["column"], *_operation(written["change"]))  # fmt: skip
        found = list(_faults(change, written))
        faults += found
        if not found:
            changes.append(change)
    return changes, faults


def _pairs(where: str) -> tuple[tuple[str, str], ...]:
    pairs = [pair.partition("=") for pair in where.split(";") if pair.strip()]
    return tuple((key.strip(), value.strip() if equals else "\0") for key, equals, value in pairs)


def _operation(change: str) -> tuple[str, str]:
    match = _CHANGE.fullmatch(change)
    return (match[1], match[2].strip()) if match else ("", change)


def _faults(change: Change, written: Mapping[str, str]) -> list[Fault]:
    faults: list[Fault] = []
    column = None
    if change.table == CASE:
        faults += _setting_faults(change)
    elif change.table not in BY_NAME or change.table == "scenarios":
        known = [CASE, *(name for name in BY_NAME if name != "scenarios")]
        message = f'table is "{change.table}", which is no table of a case{hint(change.table, known)}'
        faults.append(change.fault("table", change.table, message))
    else:
        table = BY_NAME[change.table]
        column = table.by_name.get(change.column)
        faults += _column_faults(change, table)
    faults += _operation_faults(change, column, written["change"])
    return faults


def _setting_faults(change: Change) -> list[Fault]:
    faults = []
    if change.column not in SETTINGS_BY_NAME:
        message = f'column is "{change.column}", which is no setting of a case{hint(change.column, SETTINGS_BY_NAME)}'
        faults.append(change.fault("column", change.column, message))
    if change.where:
        faults.append(change.fault("where", "", "where must be blank for a setting: there are no rows to choose from"))
    return faults


def _column_faults(change: Change, table: Table) -> list[Fault]:
    faults = []
    if change.column not in table.by_name:
        why = "the planner's own and unread" if is_own(change.column) else f"not a column of {table.name}"
        message = f'column is "{change.column}", which is {why}{hint(change.column, table.by_name)}'
        faults.append(change.fault("column", change.column, message))
    for key, value in change.where:
        if value == "\0":
            faults.append(change.fault("where", key, f'where has "{key}", not a pair like {table.columns[0].name}=X'))
        elif key not in table.by_name:
            message = f'where names "{key}", which is not a column of {table.name}{hint(key, table.by_name)}'
            faults.append(change.fault("where", key, message))
    return faults


def _operation_faults(change: Change, column: Column | None, written: str) -> list[Fault]:
    if not change.operator:
        in_sheet = "" if change.page.columns is None else "; format the cell as text, then type it again"
        message = f'change is "{written}", not one of =12, *1.1, +50, -50 (a new value begins with =){in_sheet}'
        return [change.fault("change", written, message)]
    if change.operator == "=":
        return []
    setting = SETTINGS_BY_NAME.get(change.column) if change.table == CASE else None
    is_text = (column is not None and column.kind not in _NUMERIC) or (
        setting is not None and setting.type is not float
    )
    if is_text:
        message = f'change is "{written}", but {change.column} is not a number; give a new value, with ='
        return [change.fault("change", written, message)]
    if as_number(change.operand) is None:
        message = f'change is "{written}", but "{change.operand}" is not a number'
        return [change.fault("change", written, message)]
    return []
