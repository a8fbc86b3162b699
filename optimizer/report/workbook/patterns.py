"""Shift patterns in formulas: a line's cell names one, and figures are looked up by its exact name."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.plan import Plan
from optimizer.report.workbook.block import Block, letters
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Figure, Numbers, Places
from optimizer.report.workbook.grids import Grid, coded
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.layout import SHIFT_PATTERNS
from optimizer.report.workbook.sums import grouped, stretches


@dataclass(frozen=True)
class Patterns:
    """Which pattern is in force. ``lines`` are those with patterns; ``place``: of a line among them, below 0 for none.

    ``codes``: the pattern's code by line and period, below 0 for none; ``previous``: the one before the horizon.
    ``rows``: for each line first and last row of its patterns in the tables of inputs.
    """

    case: Case
    lines: Grid
    place: Places
    block: Block
    codes: Places
    previous: list[str]
    rows: list[tuple[int, int]]
    table: Block

    def looked_up(self, figures: Block) -> Figure:
        """The figure of the pattern in force; 0 for a name that is none of the line's patterns."""
        name = letters(self.table.keys.index("pattern"))

        def text(row: int, column: int) -> str:
            first, last = self.rows[row]
            names = f"{figures.prefix}${name}${figures.top + first + 1}:${name}${figures.top + last + 1}"
            cells = figures.down(first, last, column)
            return f"SUMPRODUCT(EXACT({names},{self.block.cell(row, column)})*{cells})"

        return Figure(self._chosen(figures.value), text)

    def missing(self) -> Figure:
        """1 where none of the line's patterns that may be run in the period is in force."""
        figures = self.table
        offered = np.zeros(self.codes.shape)
        for row, (first, last) in enumerate(self.rows):
            for place in range(first, last + 1):
                offered[row] += (self.codes[row] == self._code_of_row[place]) & figures.filled[place]
        name = letters(figures.keys.index("pattern"))

        def text(row: int, column: int) -> str:
            first, last = self.rows[row]
            names = f"{figures.prefix}${name}${figures.top + first + 1}:${name}${figures.top + last + 1}"
            there = f'({figures.down(first, last, column)}<>"")'
            return f"1-SUMPRODUCT(EXACT({names},{self.block.cell(row, column)})*{there})"

        return Figure(1.0 - offered, text)

    def changed(self) -> Figure:
        """1 where the line changes to another pattern; the first choice of a line with none before is no change."""

        def text(row: int, column: int) -> str:
            now = self.block.cell(row, column)
            if column == 0 and not self.previous[row]:
                return "0"
            before = self.block.cell(row, column - 1) if column else f"{self.block.prefix}$E${self.block.top + row + 1}"
            return f'IF(OR({now}="",EXACT({now},{before})),0,1)'

        before = np.column_stack([self._previous_codes(), self.codes[:, :-1]])
        is_change = (self.codes != before) & (self.codes >= 0)
        is_change[:, 0] &= before[:, 0] >= 0
        return Figure(is_change.astype(np.float64), text)

    def left_early(self, changes: Block, least: Block) -> Figure:
        """Of a change: in how many of the periods that the pattern must be kept another one is in force."""
        keep = self.looked_up(least)

        def text(row: int, column: int) -> str:
            if column == self.block.width - 1:
                return "0"
            now, later = self.block.cell(row, column), self.block.cell(row, column + 1)
            last = self.block.cell(row, self.block.width - 1).removeprefix(self.block.prefix)
            later = f"{later}:{last}"
            soon = f"(COLUMN({later})-COLUMN({now})<{keep.text(row, column)})"
            return f"{changes.cell(row, column)}*SUMPRODUCT((1-EXACT({later},{now}))*{soon})"

        missing = np.zeros(self.codes.shape)
        for steps in range(1, self.codes.shape[1]):
            other = self.codes[:, steps:] != self.codes[:, :-steps]
            missing[:, :-steps] += other & (keep.value[:, :-steps] > steps)
        return Figure(missing * changes.value, text)

    def _chosen(self, values: Numbers) -> Numbers:
        chosen = np.zeros(self.codes.shape)
        for row, (first, last) in enumerate(self.rows):
            for place in range(first, last + 1):
                is_it = self.codes[row] == self._code_of_row[place]
                chosen[row] = np.where(is_it, values[place], chosen[row])
        return chosen

    @property
    def _code_of_row(self) -> Places:
        listed = self.case.tables.listed("pattern")
        return np.array([listed.index(keys[self.table.keys.index("pattern")]) for keys in self.table.rows])

    def _previous_codes(self) -> Places:
        listed = self.case.tables.listed("pattern")
        return np.array([listed.index(name) if name else -1 for name in self.previous])


def shift_patterns(book: Book, case: Case, plan: Plan, given: Inputs) -> Patterns:
    """Put the patterns in force on their sheet; without rows where no line has any."""
    grid = given.line.patterns
    lines = Grid.of(case, grid.keys, "line")
    codes = np.full((len(lines), case.periods), -1)
    if len(lines):
        keys = coded(case, plan.utilisation, ("line", "period"))
        rows = lines.keys.find(keys)
        said = np.asarray(plan.utilisation["pattern"].cat.codes)
        codes[rows[rows >= 0], keys["period"][rows >= 0]] = said[rows >= 0]
    listed = case.tables.listed("pattern")
    words = [[listed[code] if code >= 0 else "" for code in row] for row in codes]
    of_line = [stretches(group)[0] for group in grouped(lines.find(grid), len(lines))]
    names = [keys[2] for keys in grid.names]
    marked = grid.spread(case.patterns.keys, case.patterns["previous"], 0.0).max(axis=1, initial=0.0)
    previous = [next((names[row] for row in range(first, last + 1) if marked[row] > 0), "") for first, last in of_line]
    block = book.decided(SHIFT_PATTERNS, lines.names, np.zeros(codes.shape), texts=words,
                         aside=("before", previous), choices=[names[first : last + 1] for first, last in of_line],
                         remark="blue: yours to change; one of the line's patterns")  # fmt: skip
    place = lines.find(given.line.lines)
    return Patterns(case, lines, place, block, codes, previous, of_line, given.line.pattern_hours)
