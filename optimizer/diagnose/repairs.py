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
from optimizer.diagnose.changes import Change, change, gathered, merged, share_change
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.conflict import solved
from optimizer.diagnose.elastic import elastic
from optimizer.diagnose.levers import HOURS, LEVERS, Lever, Move, movable
from optimizer.diagnose.limits import BALANCES, Limits, Numbers
from optimizer.explain.edits import Edit
from optimizer.explain.sources import Cited
from optimizer.explain.study import Study

SEVERAL = "a little of several"
"""The name of a repair that takes more than one kind of change."""

UNITS_AN_HOUR = 50.0
"""What an hour counts as in units, where several kinds of limits give way at once; about a line's pace."""

ALLOWED = "a program that may be launched"
"""The name of a repair that gives a program free."""

LONGEST = 60.0
"""Seconds that one changed case is solved for at most: then its best plan so far is told, with its bound."""

SEARCH = 15.0
"""Seconds that the least change is looked for at most, where vehicles and switches must be whole."""

FEW = 12
"""Cells up to which it is tried to do with fewer of them."""

NOISE = 1e-5
"""What an engine's tolerances may leave of nothing."""

GAP = 1e-4
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


def repairs(limits: Limits, clashing: list[tuple[int, ...]], off: tuple[Cited, ...], study: Study, clock: Clock,
            tell: Tell) -> Iterator[Repair]:  # fmt: skip
    """Every kind of change that alone makes a plan exist, with its least amount; where none does, one of several kinds.

    ``clashing``: the limits of each conflict known; a kind without a limit in each of them can't do. ``off``: the
    programs that are off and have to do with them. ``tell`` hears what is being tried.
    """
    found = False
    for cell in dict.fromkeys(off):
        tell(ALLOWED)
        for repair in _solved(study, clock, ALLOWED, [_allowed(limits, cell)]):
            found = True
            yield repair
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
    """The least change of one kind, solved; none where that kind can't do, or the changed case has no plan.

    First the least change with which a plan exists in fractions, which is found at once; where whole vehicles or
    switches ask for more, that.
    """
    for whole in (False,) if study.relax else (False, True):
        changes = _least(limits, lever, breakable, clock, whole=whole)
        if changes is None:
            return
        found = list(_solved(study, clock, lever.name, changes)) if changes else []
        yield from found
        if found or clock.is_over:
            return


def _allowed(limits: Limits, status: Cited) -> Change:
    """A program that is off left to the plan."""
    program = limits.case.tables["programs"].iloc[status.row]
    what = f"let the plan decide on the program of {program['model']} in {program['market']}"
    return Change(what, "", np.nan, np.nan, Edit("programs", "status", "optional", status.row))


def _solved(study: Study, clock: Clock, name: str, changes: list[Change]) -> Iterator[Repair]:
    """The changed case solved; nothing where it has no plan, the changes alone where time runs out."""
    repair = Repair(name, tuple(changes))
    if clock.is_over:
        yield repair
        return
    study.time_limit = clock.left(LONGEST)
    answer = study.solve(repair.edits)
    if answer.status is Status.NO_PLAN:
        yield repair
    elif answer.plan is not None:
        study.plan = study.plan or answer.plan
        yield replace(repair, status=answer.status, objective=answer.objective, bound=answer.bound)


def _least(limits: Limits, lever: Lever, breakable: Mask, clock: Clock, *, whole: bool) -> list[Change] | None:
    """The least change of one kind, of as few cells as may be; ``None`` where that kind can't do."""
    together = _cells(limits, lever)
    found = _least_broken(limits, lever, breakable, together, clock, whole=whole)
    if found is None:
        return None
    cost, broken, values = found
    cells = np.unique(together[np.flatnonzero(broken)])
    amounts = [np.abs(broken[together == cell]).max() for cell in cells]
    for cell in cells[np.argsort(amounts)] if 1 < len(cells) <= FEW and not whole else ():
        fewer = breakable & (together != cell)
        again = _least_broken(limits, lever, fewer, together, clock, whole=False)
        if again is not None and again[0] <= cost + NOISE * max(1.0, cost):
            breakable, (_, broken, values) = fewer, again
    changes = merged(list(_changes(limits, lever.moves, broken, values)))
    return gathered(limits.case.tables, changes)


def _least_broken(limits: Limits, lever: Lever, breakable: Mask, together: Positions, clock: Clock, *,
                  whole: bool) -> tuple[float, Numbers, Numbers] | None:  # fmt: skip
    """The least cost at which limits can be broken, by how much each is, and the columns' values.

    ``None`` where no breaking of these limits makes a plan, or time ran out.
    """
    kept = np.ones(len(limits), dtype=np.bool_)
    moves = [lever.moves.get(kind) for kind in limits.kinds]
    is_whole = limits.case.settings.integer_units
    exact = np.array([is_whole and move is not None and move.exact for move in moves])
    weights = np.array([UNITS_AN_HOUR if move is not None and move.step == HOURS else 1.0 for move in moves])
    soft = elastic(limits, breakable, kept, weights=weights, together=together, whole=exact,
                   most_less=_most_less(limits, breakable))  # fmt: skip
    program = soft.program if whole else soft.program.relaxed()
    solution = solved(program, clock, GAP, SEARCH if whole else None)
    if solution.values is None or solution.objective is None:
        return None
    broken = soft.broken(solution.values, len(limits))
    return -solution.objective, np.where(np.abs(broken) > NOISE, broken, 0.0), solution.values


def _changes(limits: Limits, moves: dict[str, Move], broken: Numbers, values: Numbers) -> Iterator[Change]:
    for number in np.flatnonzero(broken):
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
