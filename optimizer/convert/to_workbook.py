"""A case written as one workbook: a sheet a table, as a planner would like to fill it in; equal cases, equal bytes."""

import io
import math
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from models.schema import BY_NAME, SETTINGS, Column
from optimizer.convert.entry import add_validation
from optimizer.convert.readme_sheet import write_readme
from optimizer.convert.styles import Styles
from optimizer.convert.to_folder import toml
from optimizer.convert.written import WrittenCase, WrittenTable
from optimizer.dictionary import if_blank, meaning
from optimizer.faults import Fault, FaultyCase
from optimizer.read.draft import NUMERIC
from optimizer.read.numbers import as_number, shown
from optimizer.read.origin import column_letter

_BEGUN = datetime(2026, 1, 1)
"""Stands in every workbook as the time of its making: equal cases give equal bytes."""
_MOST_ROWS, _LONGEST = 1_048_575, 32_767
"""What a sheet and a cell of Excel hold."""
_WIDEST = 42
"""Characters that a column is wide at most."""


def workbook_of(case: WrittenCase) -> bytes:
    """The workbook. Raises ``FaultyCase`` where a table has more rows, or a cell more text, than Excel takes."""
    faults = [fault for name, table in case.tables.items() for fault in _too_large(name, table)]
    if faults:
        raise FaultyCase(faults)
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": _BEGUN, "title": case.title})
        styles = Styles(book)
        write_readme(book.add_worksheet("ReadMe"), case, styles)
        _write_settings(book.add_worksheet("case"), case, styles)
        for name, table in case.tables.items():
            _write_table(book.add_worksheet(name), name, table, case, styles)
    return target.getvalue()


def _too_large(name: str, table: WrittenTable) -> list[Fault]:
    if len(table.rows) > _MOST_ROWS:
        message = f"has {len(table.rows):,} rows, and a sheet holds {_MOST_ROWS:,}; keep the case as a folder"
        return [Fault(name, None, "", "", message)]
    return [
        Fault(name, line, table.header[place], "", f"has {len(word):,} characters, and a cell holds {_LONGEST:,}",
              letter=column_letter(place))
        for line, row in enumerate(table.rows, 2) for place, word in enumerate(row) if len(word) > _LONGEST
    ]  # fmt: skip


def _write_settings(sheet: Worksheet, case: WrittenCase, styles: Styles) -> None:
    _prepare(sheet, styles.required)
    meanings = {setting.name: setting for setting in SETTINGS}
    has_remarks = any(setting.remark for setting in case.settings)
    for place, (name, width) in enumerate((("setting", 18), ("value", 44), ("note", 70))[: 3 if has_remarks else 2]):
        sheet.write_string(0, place, name, styles.header)
        sheet.set_column(place, place, width, styles.text)
    for row, setting in enumerate(case.settings, 1):
        sheet.write_string(row, 0, setting.name, styles.text)
        if setting.name in meanings:
            sheet.write_comment(row, 0, meanings[setting.name].meaning.replace("`", ""), styles.comment)
        match setting.value:
            case None:
                pass
            case bool(value) if setting.name in meanings:  # in words: LibreOffice shows and saves a truth as 1
                sheet.write_string(row, 1, str(value).lower(), styles.text)
                sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": ["true", "false"]})
            case bool(value):
                sheet.write_boolean(row, 1, value, styles.number)
            case int() | float() as value if is_exact(float(value)):
                sheet.write_number(row, 1, value, styles.number)
            case str(value):
                sheet.write_string(row, 1, value, styles.text)
            case value:
                sheet.write_string(row, 1, toml(value), styles.text)
        if setting.remark:
            sheet.write_string(row, 2, setting.remark, styles.remark)


def _prepare(sheet: Worksheet, colour: str) -> None:
    """The header stays in sight and on every printed page, a page as wide as the table."""
    sheet.freeze_panes(1, 0)
    sheet.set_tab_color(colour)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_table(sheet: Worksheet, name: str, table: WrittenTable, case: WrittenCase, styles: Styles) -> None:
    schema, rows = BY_NAME[name], len(table.rows)
    _prepare(sheet, styles.required if schema.required else styles.optional)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letter(max(len(table.header) - 1, 0))}{_MOST_ROWS + 1}"})
    _frame(sheet, name, table, styles)
    for place, heading in enumerate(table.header):
        column, words = schema.by_name.get(heading), [row[place] for row in table.rows]
        style = styles.number if column is not None and column.kind in NUMERIC else styles.text
        sheet.set_column(place, place, _width(heading, words), style if column is not None else styles.remark)
        sheet.write_string(0, place, heading, styles.header)
        _write_cells(sheet, place, words, column, styles)
        if column is not None:
            sheet.write_comment(0, place, _comment(column), styles.comment)
            add_validation(sheet, place, rows, schema, column, case)


def _frame(sheet: Worksheet, name: str, table: WrittenTable, styles: Styles) -> None:
    """Make the sheet an Excel table, where its headings may be those of one: filled, and no two the same."""
    if len({heading.casefold() for heading in table.header}) < len(table.header) or not all(table.header):
        return
    columns = [{"header": heading, "header_format": styles.header} for heading in table.header]
    options = {"name": name, "columns": columns, "style": "Table Style Light 1", "banded_rows": False}
    sheet.add_table(0, 0, max(len(table.rows), 1), len(table.header) - 1, options)


def _write_cells(sheet: Worksheet, place: int, words: list[str], column: Column | None, styles: Styles) -> None:
    is_number = column is None or column.kind in NUMERIC
    text = styles.remark if column is None else styles.text
    for row, word in enumerate(words, 1):
        if not word:
            continue
        number = as_number(word) if is_number else None
        # The planner's own cells are numbers only where they read back as the very same word.
        if number is None or not is_exact(number) or (column is None and shown(number) != word):
            sheet.write_string(row, place, word, text)
        else:
            sheet.write_number(row, place, number, styles.number if column is not None else styles.own_number)


def is_exact(number: float) -> bool:
    """Whether the library writes a number, and with all its digits: it writes 16."""
    return math.isfinite(number) and float(f"{number:.16G}") == number


def _width(heading: str, words: list[str]) -> int:
    longest = max((len(word) for word in words[:200]), default=0)
    return min(max(len(heading) + 4, longest + 2, 9), _WIDEST)


def _comment(column: Column) -> str:
    """What a column means, its unit, and what a blank cell stands for."""
    blank = if_blank(column).strip()
    said = "must be filled, here or by a row that completes it" if column.required else f"if blank: {blank}"
    if column.required and column.key:
        said = "must be filled in every row"
    parts = [meaning(column), f"unit: {column.unit}" if column.unit else "", said if blank else "may be blank"]
    return "\n".join(part for part in parts if part).replace("`", "")
