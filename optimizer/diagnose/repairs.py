"""The least changes to the inputs that make a plan exist, one kind at a time: each solved, audited and priced.

For each kind of change a program looks for the least amount by which limits of that kind must give way while all others
hold. What it finds is written as changed input cells, and the changed case is solved as any case is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.keys import MISSING, Mask, Positions
from models.schema import BY_NAME
from models.solution import Status
from optimizer.diagnose.changes import Change, change, merged, share_change
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.conflict import NOTHING, solved
from optimizer.diagnose.elastic import elastic
from optimizer.diagnose.levers import HOURS, LEVERS, Lever, Move, movable
from optimizer.diagnose.limits import BALANCES, Limits, Numbers
from optimizer.explain.edits import Edit
from optimizer.explain.study import Study

SEVERAL = "a little of several"
"""The name of a repair that takes more than one kind of change."""

UNITS_AN_HOUR = 50.0
"""What an hour counts as in units, where several kinds of limits give way at once; about a line's pace."""

GAP = 1e-3
"""Gap at which the least amount counts as found."""


@dataclass(frozen=True)
class Repair:
    """Changes of the inputs with which a plan exists. ``objective`` is ``None`` where there was no time to solve it."""

    name: str
    changes: tuple[Change, ...]
    status: Status | None = None
    objective: float | None = None
    bound: float | None = None

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The changed cells."""
        return tuple(change.edit for change in self.changes)


Tell = Callable[[str], None]


def repairs(
    limits: Limits, clashing: list[tuple[int, ...]], study: Study, clock: Clock, tell: Tell
) -> Iterator[Repair]:
    """Every kind of change that alone makes a plan exist, with its least amount; where none does, one of several kinds.

    ``clashing``: the limits of each conflict known; a kind without a limit in each of them can't do. ``tell`` hears
    what is being tried.
    """
    found = False
    masks = [movable(limits, lever) for lever in LEVERS]
    for lever, mask in zip(LEVERS, masks, strict=True):
        if clock.is_over or not all(mask[list(numbers)].any() for numbers in clashing):
            continue
        tell(lever.name)
        for repair in _repaired(limits, lever, mask, study, clock):
            found = True
            yield repair
    if not found and not clock.is_over:
        tell(SEVERAL)
        moves = {kind: move for lever in LEVERS for kind, move in lever.moves.items()}
        every: Mask = np.logical_or.reduce(masks)
        yield from _repaired(limits, Lever(SEVERAL, moves), every, study, clock)


def _repaired(limits: Limits, lever: Lever, breakable: Mask, study: Study, clock: Clock) -> Iterator[Repair]:
    """The least change of one kind, solved; none where that kind can't do, or the changed case has no plan."""
    changes = _least(limits, lever, breakable, study, clock)
    if not changes:
        return
    repair = Repair(lever.name, tuple(changes))
    if clock.is_over:
        yield repair
        return
    study.time_limit = clock.left()
    answer = study.solve(repair.edits)
    if answer.status is Status.NO_PLAN:
        yield repair
    elif answer.plan is not None:
        study.plan = study.plan or answer.plan
        yield replace(repair, status=answer.status, objective=answer.objective, bound=answer.bound)


def _least(limits: Limits, lever: Lever, breakable: Mask, study: Study, clock: Clock) -> list[Change]:
    """The least change of one kind; empty where that kind can't do."""
    kept = np.ones(len(limits), dtype=np.bool_)
    together = _cells(limits, lever)
    moves = [lever.moves.get(kind) for kind in limits.kinds]
    is_whole = limits.case.settings.integer_units
    whole = np.array([is_whole and move is not None and move.exact for move in moves])
    weights = np.array([UNITS_AN_HOUR if move is not None and move.step == HOURS else 1.0 for move in moves])
    soft = elastic(limits, breakable, kept, weights=weights, together=together, whole=whole,
                   most_less=_most_less(limits, breakable))  # fmt: skip
    solution = solved(soft.program.relaxed() if study.relax else soft.program, clock, GAP)
    if solution.values is None:
        return []
    broken = soft.broken(solution.values, len(limits))
    return merged(list(_changes(limits, lever.moves, broken, solution.values)))


def _changes(limits: Limits, moves: dict[str, Move], broken: Numbers, values: Numbers) -> Iterator[Change]:
    for number in np.flatnonzero(np.abs(broken) > NOTHING):
        limit = limits.about(int(number))
        move = moves[".".join(limit.kind)]
        found = (share_change(limits, limit, values, move) if limit.rule == "mix"
                 else change(limits, limit, move, float(broken[number])))  # fmt: skip
        if found is not None:
            yield found


def _most_less(limits: Limits, breakable: Mask) -> Numbers:
    """By how much less each limit may give: of what is there, no more than stands in its cell."""
    case, most = limits.case, np.full(len(limits), np.inf)
    for rule, numbers in limits.blocks:
        if (rule.name, rule.limit) not in BALANCES:
            continue
        if rule.name == "plant_balance":
            there = case.yards.at(rule.keys, "opening")
        else:
            coming = case.pipeline.keys.holds(rule.keys) if len(case.pipeline) else np.zeros(len(rule.keys), np.bool_)
            there = np.where(coming, case.pipeline.at(rule.keys, "units"), case.stock.at(rule.keys, "opening"))
        ours = (numbers != MISSING) & breakable[numbers]
        most[numbers[ours]] = there[ours]
    return most


def _cells(limits: Limits, lever: Lever) -> Positions:
    """A number for each limit, the same for those that stand in the same cell: one that holds in every period."""
    same = np.arange(len(limits))
    for rule, numbers in limits.blocks:
        move = lever.moves.get(f"{rule.name}.{rule.limit}")
        if move is None or "period" not in rule.keys.dimensions or "period" in BY_NAME[move.table].by_name:
            continue
        key = [name for name in rule.keys.dimensions if name != "period"]
        _, first, place = np.unique(rule.keys.ravel(key), return_index=True, return_inverse=True)
        ours = numbers != MISSING
        same[numbers[ours]] = numbers[first[place]][ours]
    return same
