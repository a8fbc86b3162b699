"""The sheet of builds: what each line builds of each model for each market, month by month; a planner may change it."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.plan import Plan
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Places, absolute
from optimizer.report.workbook.grids import planned_units
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.layout import BUILDS, Sheet
from optimizer.report.workbook.sums import added, grouped, over_time


@dataclass(frozen=True)
class Allocation:
    """Vehicles built, and their sums; ``moved``: vehicles apart from last cycle's plan, of those rows of ``builds``
    that stand in it (``moved_of_build``: which, below 0 for none).
    """

    builds: Block
    by_plant: Block
    by_market: Block
    by_model: Block
    by_run: Block
    moved: Block
    moved_of_build: Places


def allocation(book: Book, case: Case, plan: Plan, given: Inputs) -> Allocation:
    """Put the builds on their sheet."""
    grid, whole = given.build.builds, case.settings.integer_units
    look = Look.UNITS if whole else Look.FRACTIONS
    values = planned_units(grid, plan.allocation, "units", np.where(given.build.can_build, 0.0, np.nan))
    builds = book.decided(BUILDS, grid.names, values, look=look, has_foot=True, is_whole=whole,
                          remark="blue: yours to change; grey: can't be built")  # fmt: skip
    builds.total = over_time(builds)

    def by(thing: str, title: str) -> Block:
        groups = grouped(grid.keys[thing], case.sizes[thing])
        block = book.place(Sheet.ALLOCATION, title, (thing,), [(name,) for name in case.tables.listed(thing)],
                           added(builds, groups), look=look)  # fmt: skip
        block.total = over_time(block)
        return block

    by_plant, by_market, by_model = (by("plant", "By plant"), by("market", "By market"), by("model", "By model"))
    runs = given.build.runs
    by_run = book.place(Sheet.ALLOCATION, "By line and model", ("plant", "line", "model"), runs.names,
                        added(builds, grouped(given.build.run_of_build, len(runs))), look=look)  # fmt: skip
    by_run.total = over_time(by_run)
    stands = given.build.planned.any(axis=1)
    return Allocation(builds, by_plant, by_market, by_model, by_run, _moved(book, builds, given, look),
                      np.where(stands, np.cumsum(stands) - 1, -1))  # fmt: skip


def _moved(book: Book, builds: Block, given: Inputs, look: Look) -> Block:
    """``|build - units|`` wherever the line and period stands in the last plan."""
    rows = np.flatnonzero(given.build.planned.any(axis=1))
    apart = absolute(builds.cells.rows(rows) - given.build.baseline.cells.rows(rows))
    block = book.place(Sheet.ALLOCATION, "Moved from last cycle's plan", BUILDS.keys,
                       [builds.rows[int(row)] for row in rows], apart, filled=given.build.planned[rows],
                       look=look)  # fmt: skip
    if len(rows):
        block.total = over_time(block)
    return block
