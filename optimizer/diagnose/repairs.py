"""The least changes to the inputs that make a plan exist, one kind at a time: each solved, audited and priced.

For each kind of change a program looks for the least amount by which limits of that kind must give way while all others
hold. What it finds is written as changed input cells, and the changed case is solved as any case is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.keys import Mask
from models.solution import Status
from optimizer.diagnose.changes import Change
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.least import least, least_whole
from optimizer.diagnose.levers import LEVERS, Lever, movable
from optimizer.diagnose.limits import Limits, Numbers
from optimizer.explain.edits import Edit
from optimizer.explain.sources import Cited
from optimizer.explain.study import Study

SEVERAL = "a little of several"
"""The name of a repair that takes more than one kind of change."""

ALLOWED = "a program that may be launched"
"""The name of a repair that gives a program free."""

LONGEST = 30.0
"""Seconds that one changed case is solved for at most: then its best plan so far is told, with its bound."""


@dataclass(frozen=True)
class Repair:
    """Changes of the inputs with which a plan exists. ``objective`` is ``None`` where there was no time to solve it."""

    name: str
    changes: tuple[Change, ...]
    status: Status | None = None
    objective: float | None = None
    bound: float | None = None
    proved: bool = True
    """Whether less is known not to do."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The changed cells."""
        return tuple(change.edit for change in self.changes)


Tell = Callable[[str], None]


def repairs(limits: Limits, clashing: list[tuple[int, ...]], off: tuple[Cited, ...], study: Study, clock: Clock,
            tell: Tell) -> Iterator[Repair]:  # fmt: skip
    """Every kind of change that alone makes a plan exist, with its least amount; where none does, one of several kinds.

    ``clashing``: the limits of each conflict known; a kind without a limit in each of them can't do. ``off``: the
    programs that are off and have to do with them. ``tell`` hears what is being tried.
    """
    found = False
    for cell in dict.fromkeys(off):
        tell(ALLOWED)
        free = _solved(study, clock, ALLOWED, (_allowed(limits, cell),))
        if free is not None:
            found = True
            yield free
    near = np.zeros(len(limits), dtype=np.bool_)
    near[limits.sharing(tuple(number for numbers in clashing for number in numbers))] = True
    masks = [movable(limits, lever) for lever in LEVERS]
    for lever, mask in zip(LEVERS, masks, strict=True):
        if clock.is_over or not all(mask[list(numbers)].any() for numbers in clashing):
            continue
        tell(lever.name)
        for repair in _repaired(limits, lever, mask, near, study, clock):
            found = True
            yield repair
    if not found and not clock.is_over:
        tell(SEVERAL)
        several = Lever(SEVERAL, {kind: move for lever in reversed(LEVERS) for kind, move in lever.moves.items()})
        yield from _repaired(limits, several, movable(limits, several), near, study, clock)


def _repaired(limits: Limits, lever: Lever, breakable: Mask, clashing: Mask, study: Study,
              clock: Clock) -> Iterator[Repair]:  # fmt: skip
    """The least change of one kind, solved; none where that kind can't do.

    First the least change with which a plan exists in fractions, which is found at once; where whole vehicles or
    switches ask for more, or hide the plan, what they ask for.
    """
    found = least(limits, lever, breakable, clock)
    if found is None:
        return
    repair = _solved(study, clock, lever.name, found.changes)
    if (repair is None or repair.objective is None) and not study.relax and not clock.is_over:
        whole = least_whole(limits, lever, breakable, clashing, clock)
        if whole is not None:
            again = _solved(study, clock, lever.name, whole.changes, whole.values)
            repair = repair if again is None else replace(again, proved=whole.proved)
    if repair is not None:
        yield repair


def _allowed(limits: Limits, status: Cited) -> Change:
    """A program that is off left to the plan."""
    program = limits.case.tables["programs"].iloc[status.row]
    what = f"let the plan decide on the program of {program['model']} in {program['market']}"
    return Change(what, "", np.nan, np.nan, Edit("programs", "status", "optional", status.row))


def _solved(study: Study, clock: Clock, name: str, changes: tuple[Change, ...],
            values: Numbers | None = None) -> Repair | None:  # fmt: skip
    """The changed case solved, from the columns' ``values`` if given.

    ``None`` where nothing is changed or there is no plan; without an objective where time ran out.
    """
    repair = Repair(name, changes)
    if not changes or clock.is_over:
        return repair if changes else None
    asked = replace(study, time_limit=clock.left(LONGEST), plan=study.plan if values is None else None)
    allocation = asked.formulated(repair.edits)
    if values is not None and len(values) == len(allocation.program.cost):
        allocation = replace(allocation, program=replace(allocation.program, start=values))
    answer = asked.solved(allocation)
    if answer.plan is None:
        return repair if answer.status is Status.NO_PLAN else None
    study.plan = study.plan or answer.plan
    return replace(repair, status=answer.status, objective=answer.objective, bound=answer.bound)
