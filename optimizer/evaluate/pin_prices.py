"""What each edited cell that is held fixed costs, alone and together: exact, with the switches as they were."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from models.allocation import Allocation
from models.keys import MISSING
from models.plan import Plan
from models.program import Program
from models.readback import values_of
from optimizer.engines.warm import Warm
from optimizer.evaluate.pins import Pin, is_impossible
from optimizer.explain.study import Study
from optimizer.report.workbook.layout import BUILDS, SHIPMENTS

MOST_PRICED: Final = 200
"""Cells that are priced one by one; together all of them are."""

SWITCHES: Final = "not possible with launches, sailings, shifts and lots as they were"


def priced(study: Study, origin: Plan, pins: Sequence[Pin]) -> tuple[list[Pin], float | None]:
    """Each pin's price alone, and that of all together; see ``Pin``. Stops when the study's time is used up."""
    began, allocation, time_limit = time.perf_counter(), study.allocation, study.time_limit
    program = study.switches_kept(allocation, values_of(allocation.draft, origin))
    linear = Warm(program, time_limit)
    free = linear.solve().objective
    if free is None:
        return [replace(pin, note=pin.note or SWITCHES) for pin in pins], None
    told: list[Pin] = []
    for number, pin in enumerate(pins):
        late = time_limit is not None and time.perf_counter() - began > time_limit
        if pin.column == MISSING:
            told.append(pin)
        elif number >= MOST_PRICED or late:
            told.append(replace(pin, note="not priced alone"))
        else:
            worth = _worth(linear, program, allocation, [pin])
            told.append(replace(pin, note=SWITCHES) if worth is None else replace(pin, price=free - worth))
    whole = _worth(linear, program, allocation, [pin for pin in pins if pin.column != MISSING])
    return told, None if whole is None or any(map(is_impossible, pins)) else free - whole


def _worth(linear: Warm, program: Program, allocation: Allocation, pins: Sequence[Pin]) -> float | None:
    """The objective with some pins held, and the switches on that they ask for; ``None`` where that can't be."""
    fixed = {pin.column: pin.value for pin in pins}
    for pin in pins:
        fixed |= dict.fromkeys(_switches(allocation, pin), 1.0)
    columns = np.array(list(fixed), dtype=np.int64)
    values = np.array(list(fixed.values()))
    linear.set_bounds(columns, values, values)
    said = linear.solve()
    linear.set_bounds(columns, program.lower[columns], program.upper[columns])
    return said.objective


def _switches(allocation: Allocation, pin: Pin) -> list[int]:
    """The switches that must be on for units to be built or dispatched there."""
    draft = allocation.draft
    pairs = {BUILDS: (draft.build, draft.run), SHIPMENTS: (draft.ship, draft.use)}
    if pin.edit.table not in pairs or pin.value == 0:
        return []
    units, switch = pairs[pin.edit.table]
    place = switch.keys.find(units.keys.take(np.array([pin.column - units.start])))
    return [int(column) for column in switch.columns[place[place != MISSING]]]
