"""A workbook opened: its sheets, and their cells with all that the library which reads them does not tell."""

import io
from collections.abc import Iterator
from functools import cached_property

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from optimizer.read.workbook import open_document
from optimizer.read.workbook.container import Container, NoWorkbook
from optimizer.read.workbook.grid import Region, lay_over
from optimizer.read.workbook.marks import ERROR, FORMULA
from optimizer.read.workbook.scan import Scan, scan, sheet_parts

_PARTS = ("xl/sharedStrings.xml", "xl/styles.xml", "content.xml")
"""What the library reads when it opens a workbook."""


class Book:
    """A workbook of that file name and with that data. Raises ``NoWorkbook`` where it can't be read."""

    def __init__(self, name: str, data: bytes) -> None:
        self._container = Container(name, data)
        for part in _PARTS:
            self._container.read(part)  # whole, and no larger than it says
        self._parts = {} if self._container.is_open_document else sheet_parts(self._container)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except (CalamineError, OSError, ValueError) as fault:
            raise _unreadable(fault) from fault

    def sheets(self) -> Iterator[tuple[str, bool]]:
        """Every sheet of cells by name, with whether it can be seen."""
        for sheet in self._book.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                yield sheet.name, sheet.visible == SheetVisibleEnum.Visible

    def farthest(self, sheet: str) -> str:
        """The last cell of a sheet that reaches too far to be read; empty: it does not."""
        return self._scan(sheet).farthest

    def rows(self, sheet: str) -> tuple[list[list[object]], list[Region]]:
        """The cells of a sheet row by row, from A1 on, and those that are merged.

        A formula that has failed or was never calculated, and a cell merged with another, is a marked word.
        """
        found, read = self._scan(sheet), self._sheet(sheet)
        merged = [*(Region(*first, *last) for first, last in read.merged_cell_ranges or []), *found.merged]
        rows: list[list[object]] = [list(row) for row in read.to_python(skip_empty_area=False)]
        special = {place: ERROR + error for place, error in found.errors.items()}
        lay_over(rows, special | dict.fromkeys(found.uncalculated, FORMULA), merged)
        return rows, merged

    def _sheet(self, sheet: str) -> CalamineSheet:
        try:
            return self._book.get_sheet_by_name(sheet)
        except (CalamineError, OSError, ValueError) as fault:
            raise _unreadable(fault) from fault

    def _scan(self, sheet: str) -> Scan:
        if sheet not in self._scans:
            self._scans[sheet] = Scan() if self._container.is_open_document else scan(
                self._container.read(self._parts.get(sheet, "")))  # fmt: skip
        return self._scans[sheet]

    @cached_property
    def _scans(self) -> dict[str, Scan]:
        """What was found of each sheet so far; of an OpenDocument workbook of all sheets at once."""
        is_open_document = self._container.is_open_document
        return open_document.scans(self._container.read("content.xml")) if is_open_document else {}


def _unreadable(fault: Exception) -> NoWorkbook:
    return NoWorkbook(f"can't be read ({str(fault).rstrip('.')}); open it in Excel or LibreOffice and save it again")
