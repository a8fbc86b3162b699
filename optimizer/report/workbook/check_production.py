"""Checks of lines, builds, parts and the mix."""

from collections.abc import Iterator

import numpy as np

from models.case import Case
from optimizer.report.workbook.check import Check
from optimizer.report.workbook.decisions import Decided
from optimizer.report.workbook.figures import Figure, Mask, Places, absolute, positive, where_positive, zeros
from optimizer.report.workbook.inputs import Inputs
from optimizer.report.workbook.layout import BUILDS
from optimizer.report.workbook.sums import added

LINE = ("plant", "line")
RUN = ("plant", "line", "model")


def line_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """Hours of every line."""
    line, hours, names = given.line, decided.hours, given.line.lines.names
    worked = hours.worked.cells
    if len(line.minimum):
        yield Check("line_time", "hours worked short of minimum_hours", "hours", LINE, names,
                    positive(line.minimum.cells - worked), line.minimum.filled & (line.minimum.value > 0))  # fmt: skip
    over = positive(hours.overtime.cells - line.overtime.cells)
    yield Check("overtime", "overtime beyond its limit", "hours", LINE, names, over, np.ones(over.value.shape, bool))
    if len(line.change):
        first = line.previous.fixed("hours") if len(line.previous) else line.previous.cells
        applies = line.change.filled.copy()
        applies[:, 0] &= line.previous.filled[:, 0] if len(line.previous) else False
        excess = positive(absolute(worked - worked.before(first)) - line.change.cells)
        yield Check("level_line", "hours worked change by more than maximum_change", "hours", LINE, names, excess,
                    applies)  # fmt: skip


def build_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """Lots, and builds where none can be."""
    build, made = given.build, decided.made
    units, names = made.by_run.cells, build.runs.names
    if len(build.minimum_lot):
        lot = build.minimum_lot
        yield Check("lots", "units short of minimum_lot", "units", RUN, names,
                    where_positive(units, positive(lot.cells - units)), lot.filled & (lot.value > 0))  # fmt: skip
    if len(build.maximum_units):
        most = build.maximum_units
        yield Check("lots", "units beyond maximum_units", "units", RUN, names, positive(units - most.cells),
                    most.filled)  # fmt: skip
    yield Check("build_exists", "units built that cannot be built", "units", BUILDS.keys, build.builds.names,
                absolute(made.builds.cells), ~build.can_build)  # fmt: skip


def mix_checks(case: Case, given: Inputs, decided: Decided) -> Iterator[Check]:
    """Shares of a line's units; each row of ``mix`` is a rule of its own."""
    build, keys = given.build, ("plant", "line", "family or model", "mix_row")
    if not build.mix:
        return
    belongs, of_line = _members(case, given)
    units, whole = added(decided.made.builds, belongs), added(decided.made.builds, of_line)
    for block, message, sign in ((build.mix_minimum, "units short of minimum_share", 1),
                                 (build.mix_maximum, "units beyond maximum_share", -1)):  # fmt: skip
        if len(block):
            limit = block.cells * whole
            excess = positive(limit - units if sign > 0 else units - limit)
            yield Check("mix", message, "units", keys, build.mix, excess, block.filled)


def _members(case: Case, given: Inputs) -> tuple[list[Places], list[Places]]:
    """For each row of ``mix`` the builds of its family or model, and all builds of its line."""
    rows, builds = case.rows("mix").keys, given.build.builds.keys
    family = case.tables["models"]["family"].astype("str").to_numpy()[builds["model"]]
    listed = case.tables.listed("family")
    belongs: list[Places] = []
    of_line: list[Places] = []
    for row in range(len(rows)):
        here = builds["line"] == rows["line"][row]
        model, of = int(rows["model"][row]), int(rows["family"][row])
        is_it = builds["model"] == model if model >= 0 else family == listed[of]
        belongs.append(np.flatnonzero(here & is_it))
        of_line.append(np.flatnonzero(here))
    return belongs, of_line


def part_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """Parts that the builds take are there."""
    build, stores = given.build, decided.stores
    if not len(build.supply):
        return
    storable = build.part_figures.value[:, 1] > 0
    opening = build.part_figures.fixed("opening")
    carried = stores.parts_carried.cells if storable.any() else zeros(1, stores.parts_used.width)
    carried = carried.rows(np.where(storable, np.cumsum(storable) - 1, -1))
    there = build.supply.cells + carried.before(opening)
    yield Check("parts", "parts used and carried beyond supply", "parts", ("part",), build.parts.names,
                positive(stores.parts_used.cells - there), build.supply.filled)  # fmt: skip


def firm_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """Builds already firm, and how near a build stays to last cycle's plan."""
    build, builds, names = given.build, decided.made.builds.cells, given.build.builds.names
    if len(build.frozen):
        yield Check("frozen", "not the frozen units", "units", BUILDS.keys, names,
                    absolute(builds - build.frozen.cells), build.firm & build.can_build)  # fmt: skip
    if len(build.tolerance):
        room: Figure = build.tolerance.cells * build.baseline.cells
        near: Mask = build.tolerance.filled & build.can_build
        yield Check("baseline", "further from the baseline than its tolerance", "units", BUILDS.keys, names,
                    positive(absolute(builds - build.baseline.cells) - room), near)  # fmt: skip


def shift_checks(given: Inputs, decided: Decided) -> Iterator[Check]:
    """Exactly one pattern in force, and one changed to is kept for a while."""
    patterns, hours = decided.hours.patterns, decided.hours
    if not len(patterns.lines):
        return
    names, every = patterns.lines.names, np.ones(patterns.codes.shape, dtype=np.bool_)
    yield Check("shifts", "no shift pattern of the line is in force", "periods", LINE, names, patterns.missing(), every)
    yield Check("shifts", "the pattern changed to here is left before minimum_periods", "periods", LINE, names,
                patterns.left_early(hours.changes, given.line.pattern_least), every)  # fmt: skip
