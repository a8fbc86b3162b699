"""Any workbook, its sheets as plain words by row and column: for sheets that are more than one table."""

from functools import cached_property
from pathlib import Path

from optimizer.read.workbook import open_document
from optimizer.read.workbook.container import Container
from optimizer.read.workbook.grid import lay_over
from optimizer.read.workbook.marks import ERROR, FORMULA, word_of
from optimizer.read.workbook.scan import Scan, scan, sheet_parts
from optimizer.read.workbook.source import open_book, sheet_of


class PlainBook:
    """A workbook. Raises ``OSError`` where its file can't be read, ``NoWorkbook`` where it is none."""

    def __init__(self, path: Path) -> None:
        self._container = Container(path.name, path.read_bytes())
        self._book = open_book(self._container)
        self._parts = {} if self._container.is_open_document else sheet_parts(self._container)

    def has(self, sheet: str) -> bool:
        """Whether there is a sheet of that name."""
        return sheet in self._book.sheet_names

    def words(self, sheet: str) -> list[list[str]]:
        """The words of a sheet that is there, from A1 on: failed and uncalculated formulas, dates and such marked (see
        ``marks``).
        """
        rows: list[list[object]] = [list(row) for row in sheet_of(self._book, sheet).to_python(skip_empty_area=False)]
        found = self._scan(sheet)
        special = {place: ERROR + error for place, error in found.errors.items()}
        lay_over(rows, special | dict.fromkeys(found.uncalculated, FORMULA), [])
        return [[word_of(cell) for cell in row] for row in rows]

    def _scan(self, sheet: str) -> Scan:
        if self._container.is_open_document:
            return self._open_document_scans.get(sheet, Scan())
        return scan(self._container.read(self._parts.get(sheet, "")))

    @cached_property
    def _open_document_scans(self) -> dict[str, Scan]:
        return open_document.scans(self._container.read("content.xml"))
