"""The sheets of a workbook, as written: dates as the periods they mean, months across laid out as rows."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from models.schema import TABLES
from optimizer.convert.written import WrittenCase, WrittenSetting, WrittenTable, left_behind
from optimizer.faults import Caution, Fault, FaultyCase
from optimizer.read.header import is_own
from optimizer.read.text_table import Cells
from optimizer.read.workbook.marks import plain
from optimizer.read.workbook.settings import SETTING, SHEET
from optimizer.read.workbook.source import WorkbookSource
from optimizer.read.workbook.table import SheetTable


def read_workbook(path: Path) -> tuple[WrittenCase, list[Caution]]:
    """The case in a workbook, and what is odd about it: sheets that stay behind among that.

    Raises ``FaultyCase`` where the form of a sheet is at fault: what it says is not judged.
    """
    source = WorkbookSource(path)
    found: list[Fault] = list(source.faults)
    if not source.is_readable:
        raise FaultyCase(found)
    written, faults = source.settings()
    found += faults
    tables = {}
    for table in TABLES:
        if source.has(table.name):
            sheet, faults = source.table(table)
            found += faults
            if sheet is not None:
                tables[table.name] = _table(sheet)
    cautions = [fault for fault in found if isinstance(fault, Caution)]
    cautions += map(left_behind, source.own_sheets)
    faults = [fault for fault in found if not isinstance(fault, Caution)]
    if faults:
        raise FaultyCase(faults, cautions)
    settings = list(_settings(source, written.values))
    return WrittenCase(source.name, tables, settings), cautions


def _table(sheet: SheetTable) -> WrittenTable:
    columns = [_words(cells) for _, cells in sheet.columns]
    return WrittenTable([name for name, _ in sheet.columns], list(zip(*columns, strict=True)))


def _words(cells: Cells) -> list[str]:
    return [] if not len(cells.codes) else np.array(cells.words, dtype=object)[cells.codes].tolist()


def _settings(source: WorkbookSource, values: dict[str, object]) -> Iterator[WrittenSetting]:
    """The settings in the order of their rows, each with what the planner's own columns say of it."""
    grid = source.grid(SHEET)
    if grid is None:
        return
    own = [column for column in grid.columns if is_own(column.name)]
    names = next(column for column in grid.columns if column.name == SETTING)
    for row in range(len(grid.lines)):
        name = plain(names.cells[row])
        remark = "; ".join(filter(None, (plain(column.cells[row]) for column in own)))
        if name in values:
            yield WrittenSetting(name, _value(name, values[name]), remark)
        elif remark:
            yield WrittenSetting("", remark=f"{name}: {remark}" if name else remark)


def _value(name: str, value: object) -> object:
    """A setting of the planner's own may be a list or a table, in the words of TOML."""
    if is_own(name) and isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError:
            return value
    return value
