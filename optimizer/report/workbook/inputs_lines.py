"""Inputs used: line time, shift patterns, and what building takes."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.keys import Keys
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Numbers
from optimizer.report.workbook.grids import Grid
from optimizer.report.workbook.inputs_blocks import given
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.sources import sources


@dataclass(frozen=True)
class LineInputs:
    """Line time, by ``lines``; shift patterns, by ``patterns``; a block without rows: nothing is given."""

    lines: Grid
    regular: Block
    overtime: Block
    overtime_cost: Block
    minimum: Block
    change: Block
    previous: Block
    patterns: Grid
    pattern_hours: Block
    pattern_cost: Block
    pattern_change: Block
    pattern_least: Block


def line_inputs(book: Book, case: Case) -> LineInputs:
    """The blocks of lines and their patterns."""
    keys = case.lines.keys
    lines = Grid.of(case, keys, "line")
    patterns = Grid.of(case, case.patterns.keys, "line", "pattern")
    has_patterns = np.isin(lines.keys["line"], patterns.keys["line"]) if len(patterns) else np.zeros(len(lines), bool)

    def of_line(title: str, column: str, *origins: str, look: Look = Look.FRACTIONS, nothing: float = 0.0,
                but: Numbers | None = None) -> Block:  # fmt: skip
        values = lines.spread(keys, case.lines[column])
        if but is not None:
            values = np.where(but[:, None] > 0, np.nan, values)
        return given(book, title, lines, values, look, *(f"capacity.{origin}" for origin in origins), nothing=nothing)

    def of_pattern(title: str, column: str, *origins: str, look: Look) -> Block:
        values = patterns.spread(case.patterns.keys, case.patterns[column])
        return given(book, title, patterns, values, look, *(f"shifts.{origin}" for origin in origins), nothing=np.nan)

    first = lines.spread(keys, case.lines["previous_hours"])[:, :1]
    previous = book.typed(
        Sheet.INPUTS, "Hours worked before the horizon", ("plant", "line"),
        lines.names if np.isfinite(first).any() else [], first if np.isfinite(first).any() else first[:0],
        headers=("hours",), look=Look.FRACTIONS,
        sources=sources(lines, "capacity.previous_hours", keys=_first_period(lines)),
    )  # fmt: skip
    return LineInputs(
        lines=lines,
        regular=of_line("Regular hours of lines without shift patterns", "hours", "hours", "hours_per_day",
                        but=has_patterns.astype(np.float64)),
        overtime=of_line("Overtime hours, at most", "overtime_hours", "overtime_hours", "overtime_hours_per_day",
                         nothing=np.nan),
        overtime_cost=of_line("Cost of an hour of overtime", "overtime_cost", "overtime_cost", look=Look.CENTS),
        minimum=of_line("Hours that must be worked", "minimum_hours", "minimum_hours"),
        change=of_line("Change of hours worked from the period before, at most", "maximum_change", "maximum_change",
                       nothing=np.inf),
        previous=previous,
        patterns=patterns,
        pattern_hours=of_pattern("Regular hours of shift patterns", "hours", "hours", "hours_per_day",
                                 look=Look.FRACTIONS),
        pattern_cost=of_pattern("Cost of shift patterns", "cost", "cost", look=Look.CENTS),
        pattern_change=of_pattern("Cost of changing to a shift pattern", "change_cost", "change_cost",
                                  look=Look.CENTS),
        pattern_least=of_pattern("Periods that a pattern changed to is kept, at least", "minimum_periods",
                                 "minimum_periods", look=Look.UNITS),
    )  # fmt: skip


def _first_period(grid: Grid) -> Keys:
    return grid.keys.having(period=np.zeros(len(grid), dtype=np.int32))
