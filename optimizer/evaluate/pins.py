"""Edited cells held fixed while all else is planned anew: the best plan that keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.allocation import Allocation
from models.draft import Decision
from models.keys import MISSING
from models.program import Program
from models.readback import values_of
from models.solution import Status
from optimizer.engines.fix import fixed
from optimizer.engines.whole import vehicles
from optimizer.evaluate.decided import DECISION_OF, Decided
from optimizer.evaluate.edits import CellEdit
from optimizer.explain.study import Answer, Study
from optimizer.report.workbook.layout import SAILINGS

Numbers = NDArray[np.float64]

FINER = 0.1
"""Share of the gap to which the search with switches as they are goes: it is quick."""

FREE = "sailings cost nothing there: as many run as are needed"


@dataclass(frozen=True)
class Pin:
    """One edited cell held fixed.

    ``price``: what it costs alone, all else planned anew but for launches, sailings, shifts and lots, which stay as
    they were; vehicles need not be whole (exact: a linear program). ``None``: not priced, and ``note`` says why.
    """

    edit: CellEdit
    column: int
    """In the program; ``MISSING``: it can't be held, or need not be."""
    value: float
    price: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Pinned:
    """What came of holding the edited cells. ``together``: their price on the same terms as that of each alone.

    ``answer`` is ``None`` where a cell can't be held by any plan: then nothing was solved, and the pins' notes say why.
    """

    pins: tuple[Pin, ...]
    together: float | None
    answer: Answer | None
    clash: tuple[Pin, ...] = ()
    """Where no plan holds all: the fewest found that can't be held together, switches as they were."""

    @property
    def status(self) -> Status:
        """Infeasible where a cell can't be held."""
        return Status.INFEASIBLE if self.answer is None else self.answer.status


def pins_of(edits: Sequence[CellEdit], plan: Decided, allocation: Allocation) -> list[Pin]:
    """The columns of the program that the edits fix."""
    return [_pin(edit, plan, allocation) for edit in edits]


def _pin(edit: CellEdit, plan: Decided, allocation: Allocation) -> Pin:
    program = allocation.program
    value = 1.0 if isinstance(edit.after, str) else edit.after
    if edit.column == MISSING:
        return Pin(edit, MISSING, value, note="no plan can hold it: it can't mean anything")
    name = DECISION_OF[edit.table]
    wide: Decision = getattr(plan.draft, name)
    narrow: Decision = getattr(allocation.draft, name)
    place = int(narrow.keys.find(wide.keys.take(np.array([edit.column - wide.start])))[0])
    if place == MISSING:
        if edit.table is SAILINGS or value == 0:
            return Pin(edit, MISSING, value, note=FREE if edit.table is SAILINGS else "")
        return Pin(edit, MISSING, value, note="no plan can hold it: nothing is asked for there")
    column = int(narrow.columns[place])
    least, most = program.lower[column], program.upper[column]
    if not least <= value <= most:
        return Pin(edit, MISSING, value, note=f"no plan can hold it: the rules leave {_range(least, most)}")
    if program.integer[column] and value != round(value):
        return Pin(edit, MISSING, value, note="no plan can hold it: it is not whole")
    return Pin(edit, column, value)


def _range(least: float, most: float) -> str:
    if least == most:
        return f"only {least:,g}"
    return f"from {least:,g} to {most:,g}" if np.isfinite(most) else f"at least {least:,g}"


def is_impossible(pin: Pin) -> bool:
    """Whether no plan can hold a cell."""
    return pin.note.startswith("no plan")


def held(program: Program, pins: Sequence[Pin]) -> Program:
    """The program with the pinned columns fixed."""
    columns = np.array([pin.column for pin in pins if pin.column != MISSING], dtype=np.int64)
    values = np.array([pin.value for pin in pins if pin.column != MISSING])
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[columns] = upper[columns] = values
    return replace(program, lower=lower, upper=upper, integer=program.integer & (lower < upper))


def solve_pinned(study: Study, pins: Sequence[Pin]) -> Answer | None:
    """The best plan that holds all pins, searched from the study's plan; ``None`` where some can't be held.

    First with its launches, sailings, shifts and lots as they are, which soon finds a plan near the best; then with all
    of them free.
    """
    if any(map(is_impossible, pins)):
        return None
    free = study.allocation
    free = replace(free, program=held(free.program, pins), rules_only=held(free.rules_only, pins))
    if not free.program.is_mip or study.plan is None:
        return study.solved(free)
    values = values_of(free.draft, study.plan)
    kept = replace(free, program=_kept(free.program, values), rules_only=_kept(free.rules_only, values))
    near = study.solved(kept, study.gap * FINER)
    return replace(study, plan=near.plan or study.plan).solved(free)


def _kept(program: Program, values: Numbers) -> Program:
    """The program with its switches as they are; vehicles stay whole."""
    units = vehicles(program)
    return replace(fixed(program, values, but=units), integer=units)
