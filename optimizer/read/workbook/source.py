"""A workbook as the source of a case: opened once, its sheets read when they are asked for."""

import io
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.schema import Table
from optimizer.faults import Caution, Fault
from optimizer.read.draft import Draft
from optimizer.read.origin import Page
from optimizer.read.settings import WrittenSettings
from optimizer.read.text_table import TextTable
from optimizer.read.workbook import open_document
from optimizer.read.workbook.container import Container, NoWorkbook, workbook_sha256
from optimizer.read.workbook.dates import Periods, names_of_dates
from optimizer.read.workbook.grid import Grid, Region, make_grid
from optimizer.read.workbook.marks import DATE, ERROR, FORMULA, plain
from optimizer.read.workbook.pivot import unpivot
from optimizer.read.workbook.scan import Scan, scan, sheet_parts
from optimizer.read.workbook.settings import SHEET, settings_of
from optimizer.read.workbook.sheets import Sheets, choose
from optimizer.read.workbook.table import SheetTable, table_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


class WorkbookSource:
    """The case in a workbook."""

    def __init__(self, path: Path) -> None:
        self.name = path.resolve().stem
        self._file = path.name
        self.faults: list[Fault] = []
        self.is_readable = False
        self._pages: dict[str, Page] = {}
        self._grids: dict[str, Grid | None] = {}
        self._periods: Periods | None = None
        try:
            self._data = path.read_bytes()
            self._container = Container(path.name, self._data)
            self._parts = {} if self._container.is_open_document else sheet_parts(self._container)
            self._book = open_book(self._container)
            self._sheets = _choose(path.name, self._book)
        except OSError as fault:
            message = f"can't be read: {(fault.strerror or 'unknown error').lower()}"
            self.faults = [Fault(path.name, None, "", "", message)]
            return
        except NoWorkbook as fault:
            self.faults = [Fault(path.name, None, "", "", str(fault))]
            return
        self.is_readable = bool(self._sheets.found)
        self.faults = self._sheets.faults

    def settings(self) -> tuple[WrittenSettings, list[Fault]]:
        """What the sheet ``case`` says."""
        if SHEET not in self._sheets.found:
            return WrittenSettings(readable=False, page=Page(SHEET, {}), scenarios=self.page("scenarios")), []
        grid, faults = self._grid(SHEET)
        if faults:
            return WrittenSettings(readable=False, page=Page(SHEET, {})), faults
        return settings_of(grid)

    def page(self, table: str) -> Page:
        """The sheet of a table; with its columns once it was read."""
        return self._pages.get(table, Page(table, {}))

    def has(self, table: str) -> bool:
        """Whether the workbook has the sheet."""
        return table in self._sheets.found

    def text(self, table: Table) -> tuple[TextTable | None, list[Fault]]:
        """The cells of the table's sheet."""
        found, faults = self.table(table)
        return None if found is None else found.text, faults

    def table(self, table: Table) -> tuple[SheetTable | None, list[Fault]]:
        """The table's sheet, the planner's own columns too."""
        grid, faults = self._grid(table.name)
        if grid is None:
            return None, faults
        laid_out, told = unpivot(table, grid, self.periods)
        if any(not isinstance(fault, Caution) for fault in told):
            return None, told
        found, faults = table_of(table, laid_out, self.periods)
        if found is not None:
            self._pages[table.name] = found.text.page
        return found, [*told, *faults, *(self._dates_told if table.name == "periods" else [])]

    def typed(self, table: Table) -> Draft | None:  # noqa: ARG002 - sheets are read as words, fast enough
        """Never: a sheet is read as text."""
        return None

    def sha256(self, scenario: str | None) -> str:
        """Digest of the workbook's bytes."""
        return workbook_sha256(self._data, scenario)

    @property
    def periods(self) -> Periods:
        """The case's own periods by name."""
        if self._periods is None:
            self._periods = self._read_periods()
        return self._periods

    def _read_periods(self) -> Periods:
        self._dates_told: list[Fault] = []
        grid, _ = self._grid("periods") if self.has("periods") else (None, [])
        column = next((column for column in grid.columns if column.name == "period"), None) if grid else None
        if column is None or grid is None:
            return Periods()
        words = [word for word in column.cells.words if word and not word.startswith("\0")]
        dates = [plain(word) for word in column.cells.words if word.startswith(DATE)]
        names = names_of_dates(dates, words)
        if not names:
            return Periods(tuple(words))
        first = next(row for row in range(len(grid.lines)) if column.cells[row].startswith(DATE))
        shown = names[plain(column.cells[first])]
        message = f'the periods are dates, and are named by them: the first is "{shown}"'
        page, line = Page("periods", {"period": column.place}), int(grid.lines[first])
        self._dates_told = [Caution(page.name, line, "period", shown, message, letter=page.letter("period"))]
        listed = (names.get(plain(word), plain(word)) for word in column.cells.words if word)
        return Periods(tuple(dict.fromkeys(listed)))

    def grid(self, sheet: str) -> Grid | None:
        """The cells of a sheet that can be read, as they are."""
        return self._grid(sheet)[0]

    def _grid(self, table: str) -> tuple[Grid | None, list[Fault]]:
        if table not in self._grids:
            sheet = self._sheets.found[table]
            try:
                found = self._scan(sheet)
                if found.farthest:
                    message = f"the sheet reaches to {found.farthest}, too far to be a table; delete what stands there"
                    return None, [Fault(table, None, "", found.farthest, message, letter="")]
                self._grids[table] = _read(sheet_of(self._book, sheet), found)
            except NoWorkbook as fault:
                return None, [Fault(table, None, "", "", f"the sheet {fault}", letter="")]
        return self._grids[table], []

    @cached_property
    def _open_document_scans(self) -> dict[str, Scan]:
        return open_document.scans(self._container.read("content.xml"))

    def _scan(self, sheet: str) -> Scan:
        if self._container.is_open_document:
            return self._open_document_scans.get(sheet, Scan())
        return scan(self._container.read(self._parts.get(sheet, "")))


def _choose(file: str, book: "CalamineWorkbook") -> Sheets:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    seen = SheetVisibleEnum.Visible
    return choose(file, [(sheet.name, sheet.visible == seen) for sheet in book.sheets_metadata
                         if sheet.typ == SheetTypeEnum.WorkSheet])  # fmt: skip


def _read(sheet: "CalamineSheet", found: Scan) -> Grid | None:
    special = {place: ERROR + error for place, error in found.errors.items()}
    special |= dict.fromkeys(found.uncalculated, FORMULA)
    merged = [Region(*first, *last) for first, last in sheet.merged_cell_ranges or []]
    rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    return make_grid(rows, special, [*merged, *found.merged])


def open_book(container: Container) -> "CalamineWorkbook":
    """The workbook opened by the library that reads its cells, once its parts are known to be whole."""
    from python_calamine import CalamineError, CalamineWorkbook

    for part in ("xl/sharedStrings.xml", "xl/styles.xml", "content.xml"):
        container.read(part)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(container.data))
    except (CalamineError, OSError, ValueError) as fault:
        raise _unreadable(fault) from fault


def sheet_of(book: "CalamineWorkbook", name: str) -> "CalamineSheet":
    """One sheet of an open workbook. Raises ``NoWorkbook`` where it can't be read."""
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as fault:
        raise _unreadable(fault) from fault


def _unreadable(fault: Exception) -> NoWorkbook:
    return NoWorkbook(f"can't be read ({str(fault).rstrip('.')}); open it in Excel or LibreOffice and save it again")
