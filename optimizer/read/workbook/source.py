"""A workbook as the source of a case: opened once, its sheets read when they are asked for."""

from pathlib import Path

from models.schema import Table
from optimizer.faults import Caution, Fault
from optimizer.read.draft import Draft
from optimizer.read.origin import Page
from optimizer.read.settings import WrittenSettings
from optimizer.read.text_table import TextTable
from optimizer.read.workbook.book import Book
from optimizer.read.workbook.container import NoWorkbook, workbook_sha256
from optimizer.read.workbook.dates import Periods, names_of_dates
from optimizer.read.workbook.grid import Grid, make_grid
from optimizer.read.workbook.marks import DATE, plain
from optimizer.read.workbook.pivot import unpivot
from optimizer.read.workbook.settings import SHEET, settings_of
from optimizer.read.workbook.sheets import choose
from optimizer.read.workbook.table import SheetTable, table_of


class WorkbookSource:
    """The case in a workbook."""

    def __init__(self, path: Path) -> None:
        self.name = path.resolve().stem
        self._file = path.name
        self.faults: list[Fault] = []
        self.is_readable = False
        self.own_sheets: tuple[str, ...] = ()
        self._pages: dict[str, Page] = {}
        self._grids: dict[str, Grid | None] = {}
        self._periods: Periods | None = None
        try:
            self._data = path.read_bytes()
            self._book = Book(path.name, self._data)
            self._sheets = choose(path.name, self._book.sheets())
        except OSError as fault:
            message = f"can't be read: {(fault.strerror or 'unknown error').lower()}"
            self.faults = [Fault(path.name, None, "", "", message)]
            return
        except NoWorkbook as fault:
            self.faults = [Fault(path.name, None, "", "", str(fault))]
            return
        self.is_readable = bool(self._sheets.found)
        self.own_sheets = tuple(self._sheets.own)
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
                farthest = self._book.farthest(sheet)
                if farthest:
                    message = f"the sheet reaches to {farthest}, too far to be a table; delete what stands there"
                    return None, [Fault(table, None, "", farthest, message)]
                self._grids[table] = make_grid(*self._book.rows(sheet))
            except NoWorkbook as fault:
                return None, [Fault(table, None, "", "", f"the sheet {fault}")]
        return self._grids[table], []
