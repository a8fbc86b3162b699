"""The sheet of lines: shift patterns (a planner may change them), hours worked, overtime, utilisation."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.plan import Plan
from models.readout.tables import DIGITS
from optimizer.report.workbook.allocation import Allocation
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import ONE, ZERO, Figure, positive, ratio, rounded, where_positive, zeros
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.patterns import Patterns, shift_patterns
from optimizer.report.workbook.sums import added, grouped, over_time, weighted, whole


@dataclass(frozen=True)
class Utilisation:
    """Hours of every line; ``runs``: whether a model is built on a line at all; ``changes``: to another pattern."""

    patterns: Patterns
    ratio: Block
    overall: Block
    worked: Block
    regular: Block
    overtime: Block
    runs: Block
    changes: Block


def utilisation(book: Book, case: Case, plan: Plan, given: Inputs, made: Allocation) -> Utilisation:
    """Put the hours on their sheet."""
    lines, build, keys = given.line.lines, given.build, ("plant", "line")
    patterns = shift_patterns(book, case, plan, given)
    by_line = grouped(build.line_of_build, len(lines))

    def of_lines(title: str, figure: Figure, look: Look = Look.FRACTIONS) -> Block:
        return book.place(Sheet.UTILISATION, title, keys, lines.names, figure, look=look)

    shown = of_lines("Utilisation: hours worked of regular hours", ZERO, Look.SHARE)
    overall = book.place(Sheet.UTILISATION, "All lines", ("what",), [("utilisation",)], ZERO, look=Look.SHARE)
    runs = _runs(book, given, made)
    set_up = weighted(runs, build.setup_hours, grouped(lines.find(build.runs), len(lines)))
    worked = of_lines("Hours worked", weighted(made.builds, build.hours, by_line) + set_up)
    plain = np.where(patterns.place < 0, np.arange(len(lines)), -1)
    regular_hours = given.line.regular.cells.rows(plain) if len(given.line.regular) else zeros(len(lines), case.periods)
    if len(patterns.lines):
        regular_hours += patterns.looked_up(given.line.pattern_hours).rows(patterns.place)
    regular = of_lines("Regular hours", regular_hours)
    overtime = of_lines("Overtime hours", positive(rounded(worked.cells - regular.cells, DIGITS)))
    for block in (worked, regular, overtime):
        block.total, block.has_foot = over_time(block), False
    shown.figure, shown.total = ratio(worked.cells, regular.cells), ratio(worked.totals, regular.totals)
    every = [np.arange(len(lines))]
    overall.figure = ratio(added(worked, every), added(regular, every))
    overall.total = ratio(whole(worked), whole(regular))
    return Utilisation(patterns, shown, overall, worked, regular, overtime, runs, _changes(book, patterns))


def _runs(book: Book, given: Inputs, made: Allocation) -> Block:
    """Whether a model is built on a line at all, where a lot or a set-up asks for it."""
    build = given.build
    asked = len(build.minimum_lot) + len(build.setup_hours) + len(build.setup_cost)
    rows = build.runs.names if asked else []
    figure = where_positive(made.by_run.cells, ONE)
    return book.place(Sheet.UTILISATION, "Model built on the line at all (1)", ("plant", "line", "model"), rows,
                      figure, look=Look.SWITCH)  # fmt: skip


def _changes(book: Book, patterns: Patterns) -> Block:
    """Whether a line changes to another pattern."""
    rows = patterns.lines.names
    figure = patterns.changed() if len(rows) else ZERO
    return book.place(Sheet.UTILISATION, "Changed to another shift pattern (1)", ("plant", "line"), rows, figure,
                      look=Look.SWITCH)  # fmt: skip
