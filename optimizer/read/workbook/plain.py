"""Any workbook, its sheets as plain words by row and column: for sheets that are more than one table."""

from pathlib import Path

from optimizer.read.workbook.book import Book
from optimizer.read.workbook.marks import word_of


class PlainBook:
    """A workbook. Raises ``OSError`` where its file can't be read, ``NoWorkbook`` where it is none."""

    def __init__(self, path: Path) -> None:
        self._book = Book(path.name, path.read_bytes())
        self._names = {name for name, _ in self._book.sheets()}

    def has(self, sheet: str) -> bool:
        """Whether there is a sheet of that name."""
        return sheet in self._names

    def words(self, sheet: str) -> list[list[str]]:
        """The words of a sheet that is there, from A1 on: failed and uncalculated formulas, dates and such marked (see
        ``marks``).
        """
        rows, _ = self._book.rows(sheet)
        return [[word_of(cell) for cell in row] for row in rows]
