"""What each edited cell that is held fixed costs, alone and together: exact, with the switches as they were."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from models.allocation import Allocation
from models.keys import MISSING
from models.plan import Plan
from models.readback import values_of
from models.solution import Status
from optimizer.engines.warm import Said, Warm
from optimizer.evaluate.pins import Pin, is_impossible
from optimizer.explain.study import Study
from optimizer.report.workbook.layout import BUILDS, SHIPMENTS

MOST_PRICED: Final = 200
"""Cells that are priced one by one; together all of them are."""

LATE: Final = "not priced alone"
SWITCHES: Final = "not possible with launches, sailings, shifts and lots as they were"


class Held:
    """The linear program that is left where switches stay as they were, in which cells are held and let go again."""

    def __init__(self, study: Study, origin: Plan) -> None:
        self._allocation, self.time_limit = study.allocation, study.time_limit
        self._program = study.switches_kept(study.allocation, values_of(study.allocation.draft, origin))
        self._linear = Warm(self._program, study.time_limit)

    def solve(self, pins: Sequence[Pin]) -> Said:
        """What the engine says with some pins held, and the switches on that they ask for."""
        fixed = {pin.column: pin.value for pin in pins}
        for pin in pins:
            fixed |= dict.fromkeys(_switches(self._allocation, pin), 1.0)
        columns = np.array(list(fixed), dtype=np.int64)
        values = np.array(list(fixed.values()))
        self._linear.set_bounds(columns, values, values)
        said = self._linear.solve()
        self._linear.set_bounds(columns, self._program.lower[columns], self._program.upper[columns])
        return said


def priced(linear: Held, pins: Sequence[Pin]) -> tuple[list[Pin], float | None]:
    """Each pin's price alone, and that of all together; see ``Pin``. Stops when the time is used up."""
    began, free = time.perf_counter(), linear.solve([]).objective
    if free is None:
        return [replace(pin, note=pin.note or SWITCHES) for pin in pins], None
    told: list[Pin] = []
    for number, pin in enumerate(pins):
        is_late = linear.time_limit is not None and time.perf_counter() - began > linear.time_limit
        if pin.column == MISSING:
            told.append(pin)
        elif number >= MOST_PRICED or is_late:
            told.append(replace(pin, note=LATE))
        else:
            told.append(_priced(pin, free, linear.solve([pin])))
    whole = linear.solve(_columns(pins)).objective
    return told, None if whole is None or any(map(is_impossible, pins)) else free - whole


def clashing(linear: Held, pins: Sequence[Pin]) -> tuple[Pin, ...]:
    """Pins that can't be held together, with switches as they were, while any of them fewer can.

    Each is taken away in turn, and put back where the rest can then be held (a deletion filter). None where all can be
    held together, or there are too many to try.
    """
    kept = _columns(pins)
    if len(kept) > MOST_PRICED or linear.solve(kept).status is not Status.INFEASIBLE:
        return ()
    for pin in tuple(kept):
        without = [other for other in kept if other is not pin]
        if linear.solve(without).status is Status.INFEASIBLE:
            kept = without
    return tuple(kept)


def _priced(pin: Pin, free: float, said: Said) -> Pin:
    if said.objective is not None:
        return replace(pin, price=free - said.objective)
    return replace(pin, note=SWITCHES if said.status is Status.INFEASIBLE else LATE)


def _columns(pins: Sequence[Pin]) -> list[Pin]:
    return [pin for pin in pins if pin.column != MISSING]


def _switches(allocation: Allocation, pin: Pin) -> list[int]:
    """The switches that must be on for units to be built or dispatched there."""
    draft = allocation.draft
    pairs = {BUILDS: (draft.build, draft.run), SHIPMENTS: (draft.ship, draft.use)}
    if pin.edit.table not in pairs or pin.value == 0:
        return []
    units, switch = pairs[pin.edit.table]
    place = switch.keys.find(units.keys.take(np.array([pin.column - units.start])))
    return [int(column) for column in switch.columns[place[place != MISSING]]]
