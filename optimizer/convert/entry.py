"""What a cell of the workbook takes when somebody types in it: names from their lists, numbers within their bounds."""

import math

from xlsxwriter.worksheet import Worksheet

from models.schema import Column, Kind, Table
from optimizer.convert.written import WrittenCase
from optimizer.read.draft import NUMERIC
from optimizer.read.numbers import asked, shown
from optimizer.read.origin import column_letter

_FURTHER = 1_000
"""Rows below the last one that are looked after too."""
_HOMES = {"period": "periods", "plant": "plants", "model": "models", "market": "markets", "route": "routes"}
"""Lists in which every name stands once."""
_SHOWN = 255
"""Characters of a message in Excel."""


def add_validation(sheet: Worksheet, place: int, rows: int, table: Table, column: Column, case: WrittenCase) -> None:
    """Look after one column. A name that is not in its list may be typed after a warning: it may be listed later."""
    rule = _choice(column) or _list(table, column, case) or _number(place, column)
    if rule is not None:
        options = {"ignore_blank": True, "error_title": f"{table.name}: {column.name}"[:32], **rule}
        sheet.data_validation(1, place, max(rows, 1) + _FURTHER, place, options)


def _choice(column: Column) -> dict[str, object] | None:
    if column.kind is not Kind.CHOICE:
        return None
    return {"validate": "list", "source": list(column.choices),
            "error_message": f"One of {', '.join(column.choices)}."}  # fmt: skip


def _list(table: Table, column: Column, case: WrittenCase) -> dict[str, object] | None:
    home = _HOMES.get(column.refers_to, "")
    listed = case.tables.get(home)
    if column.kind is not Kind.IDENTIFIER or listed is None or (table.name == home and column.key):
        return None
    if column.refers_to not in listed.header or not listed.rows:
        return None
    letter = column_letter(list(listed.header).index(column.refers_to))
    return {
        "validate": "list",
        "source": f"={home}!${letter}$2:${letter}${len(listed.rows) + 1}",
        "error_type": "warning",
        "error_message": f"This name is not in the sheet {home}; list it there.",
    }


def _number(place: int, column: Column) -> dict[str, object] | None:
    if column.kind not in NUMERIC:
        return None
    message = {"error_message": f"This must be {asked(column)}."[:_SHOWN]}
    cell = f"{column_letter(place)}2"
    if column.kind is Kind.LIMIT:
        return {"validate": "custom", "value": f'=OR({cell}="none",AND(ISNUMBER({cell}),{cell}>=0))', **message}
    kind = "integer" if column.kind is Kind.COUNT else "decimal"
    if math.isinf(column.minimum):
        return {"validate": "custom", "value": f"=ISNUMBER({cell})", **message}
    if math.isfinite(column.maximum):
        bounds = {"minimum": shown(column.minimum), "maximum": shown(column.maximum)}
        return {"validate": kind, "criteria": "between", **bounds, **message}
    criteria = ">" if column.above_minimum else ">="
    return {"validate": kind, "criteria": criteria, "value": shown(column.minimum), **message}
