"""A decision table of an edited planning workbook, found on its sheet by its title and laid out as text."""

from collections.abc import Sequence

import numpy as np

from models.schema import Column
from optimizer.evaluate.written import Written, schema
from optimizer.faults import Fault
from optimizer.read.origin import Page, RowOrigin, column_letter
from optimizer.read.text_table import Cells, TextTable
from optimizer.read.workbook.dates import Periods
from optimizer.read.workbook.marks import plain, settle
from optimizer.report.workbook.layout import FIRST_PERIOD, ONE_FIGURE, DecisionTable

Words = list[list[str]]


class TableReader:
    """Reads one decision table from the words of its sheet."""

    def __init__(self, table: DecisionTable, rows: Words, periods: Sequence[str]) -> None:
        self.table, self.rows, self.periods = table, rows, periods
        self.faults: list[Fault] = []
        self.sheet = table.sheet.value

    def read(self) -> Written | None:
        """The table; ``None`` where its place can't be told, and a fault says why."""
        title = next((at for at, row in enumerate(self.rows) if row and row[0] == self.table.title), None)
        if title is None:
            message = f'the table "{self.table.title}" is not there: its title must stay in column A'
            self.faults.append(Fault(self.sheet, None, "", "", message, letter=""))
            return None
        header = self.rows[title + 1] if title + 1 < len(self.rows) else []
        columns = self._columns(title + 1, header)
        if columns is None:
            return None
        first = title + 2
        last = next((at for at in range(first, len(self.rows)) if not plain(self.rows[at][0])), len(self.rows))
        return self._laid_out(title + 1, range(first, last), columns)

    def _columns(self, at: int, header: Sequence[str]) -> list[tuple[int, str]] | None:
        """The columns of figures with the period of each (empty: one figure a row); ``None``: the header is spoilt."""
        for place, key in enumerate(self.table.keys):
            if header[place : place + 1] != [key]:
                found = plain(header[place]) if place < len(header) else ""
                self._fault(at, place, found, f'the header is "{found}", and must be "{key}" as it was')
        if not self.table.by_period:
            return None if self.faults else [(ONE_FIGURE, "")]
        ends = next((place for place in range(FIRST_PERIOD, len(header)) if not header[place]), len(header))
        columns = [(place, plain(header[place])) for place in range(FIRST_PERIOD, ends)]
        for place, name in columns:
            if name not in self.periods:
                self._fault(at, place, name, f'the header is "{name}", which is no period of the case')
        for missing in [name for name in self.periods if name not in {period for _, period in columns}]:
            self._fault(at, FIRST_PERIOD, "", f"the column of period {missing} is missing")
        return None if self.faults else columns

    def _laid_out(self, header: int, lines: range, columns: list[tuple[int, str]]) -> Written:
        """One row for each figure, keys beside it."""
        asked = schema(self.table)
        places = dict(zip(self.table.keys, range(len(self.table.keys)), strict=True))
        page = Page(self.sheet, {**places, self.table.column: columns[0][0]})
        words: dict[str, list[str]] = {name: [] for name in (*self.table.keys, "period", self.table.column)}
        spoiled = []
        for line in lines:
            row = [*self.rows[line], *[""] * (columns[-1][0] + 1 - len(self.rows[line]))]
            keys = [self._settled(asked[name], line, place, row[place])[0] for name, place in places.items()]
            for place, period in columns:
                figure, is_wrong = self._settled(asked[self.table.column], line, place, row[place])
                for name, word in zip(words, (*keys, period, figure), strict=True):
                    words[name].append(word)
                spoiled.append(is_wrong)
        if not self.table.by_period:
            del words["period"]
        count = len(spoiled)
        across = np.tile(np.array([place for place, _ in columns], dtype=np.int64), len(lines))
        text = TextTable(
            asked, page, header + 1, {name: _cells(cells) for name, cells in words.items()},
            np.repeat(np.array(lines, dtype=np.int64) + 1, len(columns)), np.zeros(count, dtype=np.bool_),
            across={self.table.column: across}, spoiled={self.table.column: np.array(spoiled, dtype=np.bool_)},
        )  # fmt: skip
        return Written(self.table, text, RowOrigin(page, text.lines, across=text.across))

    def _settled(self, column: Column, line: int, place: int, word: str) -> tuple[str, bool]:
        """What a cell means in its column, and whether that is nothing: a failed formula, a date, yes or no."""
        if not word.startswith("\0"):
            return word, False
        said, wrong = settle(column, word, Periods())
        if wrong:
            self._fault(line, place, plain(word), f"{column.name} {wrong}")
        return said, bool(wrong)

    def _fault(self, row: int, place: int, found: str, message: str) -> None:
        self.faults.append(Fault(self.sheet, row + 1, "", found, message, letter=column_letter(place)))


def _cells(words: Sequence[str]) -> Cells:
    places: dict[str, int] = {}
    codes = np.array([places.setdefault(word, len(places)) for word in words], dtype=np.int64)
    return Cells(tuple(places) or ("",), codes)
