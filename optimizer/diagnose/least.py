"""The least change of one kind with which a plan exists: by how much limits give way, in as few cells as may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from models.keys import MISSING, Mask, Positions
from models.schema import BY_NAME
from models.solution import Status
from optimizer.diagnose.changes import Change, change, gathered, gives_opening, merged, share_change
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.conflict import solved
from optimizer.diagnose.elastic import elastic
from optimizer.diagnose.levers import Lever, Move
from optimizer.diagnose.limits import BALANCES, Limits, Numbers

UNITS_AN_HOUR = 50.0
"""What an hour counts as in units, where several kinds of limits give way at once; about a line's pace."""

SEARCH = 15.0
"""Seconds that the least change is looked for at most, where vehicles and switches must be whole."""

FEW = 12
"""Cells up to which it is tried to do with fewer of them."""

NOISE = 1e-5
"""What an engine's tolerances may leave of nothing."""

GAP = 1e-4
"""Gap at which the least amount counts as found."""


@dataclass(frozen=True)
class Least:
    """The changes (none where nothing need give way), and the values of the columns in a plan that they allow."""

    changes: tuple[Change, ...]
    values: Numbers
    proved: bool
    """Whether less is known not to do."""


class _Broken(NamedTuple):
    """By how much limits are broken (one number per limit), at what cost, and the columns' values."""

    cost: float
    by: Numbers
    values: Numbers
    proved: bool


def least(limits: Limits, lever: Lever, breakable: Mask, clock: Clock) -> Least | None:
    """The least change of one kind for a plan in fractions of vehicles and switches, in as few cells as may be.

    ``None`` where that kind can't do, or time ran out. ``breakable``: the limits that may give way, one mark each.
    """
    together = _cells(limits, lever)
    found = _least_broken(limits, lever, breakable, together, clock, whole=False)
    if found is None:
        return None
    cells = np.unique(together[np.flatnonzero(found.by)])
    amounts = [np.abs(found.by[together == cell]).max() for cell in cells]
    for cell in cells[np.argsort(amounts)] if 1 < len(cells) <= FEW else ():
        fewer = breakable & (together != cell)
        again = _least_broken(limits, lever, fewer, together, clock, whole=False)
        if again is not None and again.cost <= found.cost + NOISE * max(1.0, found.cost):
            breakable, found = fewer, again
    return _least(limits, lever, found)


def least_whole(limits: Limits, lever: Lever, breakable: Mask, clashing: Mask, clock: Clock) -> Least | None:
    """The least change of one kind for a plan of whole vehicles and switches; ``None`` as above.

    The search is long: first only those limits may give way that are known to clash, or share a cell with one that is.
    """
    together = _cells(limits, lever)
    for some in (breakable & clashing, breakable):
        found = _least_broken(limits, lever, some, together, clock, whole=True)
        if found is not None:
            return _least(limits, lever, found)
    return None


def _least(limits: Limits, lever: Lever, found: _Broken) -> Least:
    changes = merged(list(_changes(limits, lever.moves, found.by, found.values)))
    return Least(tuple(gathered(limits.case.tables, changes)), found.values[: len(limits.program.cost)], found.proved)


def _least_broken(limits: Limits, lever: Lever, breakable: Mask, together: Positions, clock: Clock, *,
                  whole: bool) -> _Broken | None:  # fmt: skip
    """The least breaking of those limits with which a plan exists; ``None`` where there is none, or time ran out."""
    kept = np.ones(len(limits), dtype=np.bool_)
    moves = [lever.moves.get(kind) for kind in limits.kinds]
    is_whole = limits.case.settings.integer_units
    exact = np.array([is_whole and move is not None and move.exact for move in moves])
    weights = np.array([UNITS_AN_HOUR if move is not None and move.is_hours else 1.0 for move in moves])
    soft = elastic(limits, breakable, kept, weights=weights, together=together, whole=exact,
                   most_less=_most_less(limits, breakable))  # fmt: skip
    program = soft.program if whole else soft.program.relaxed()
    solution = solved(program, clock, GAP, SEARCH if whole else None)
    if solution.values is None or solution.objective is None:
        return None
    broken = soft.broken(solution.values, len(limits))
    by = np.where(np.abs(broken) > NOISE, broken, 0.0)
    return _Broken(-solution.objective, by, solution.values, solution.status is Status.OPTIMAL)


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
            opening, coming = case.stock.at(rule.keys, "opening"), case.pipeline.at(rule.keys, "units")
            there = np.where(gives_opening(case, rule.keys), opening, coming)
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
