"""The least change of one kind with which a plan exists: by how much limits give way, in as few cells as may be."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.keys import MISSING, Mask, Positions
from models.schema import BY_NAME
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


def least(limits: Limits, lever: Lever, breakable: Mask, clock: Clock, *, whole: bool) -> Least | None:
    """The least change of one kind; ``None`` where that kind can't do, or time ran out.

    ``breakable``: the limits that may give way, one mark each; ``whole``: vehicles and switches must be whole.
    """
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
    return Least(tuple(gathered(limits.case.tables, changes)), values[: len(limits.program.cost)])


def _least_broken(limits: Limits, lever: Lever, breakable: Mask, together: Positions, clock: Clock, *,
                  whole: bool) -> tuple[float, Numbers, Numbers] | None:  # fmt: skip
    """The least cost at which limits can be broken, by how much each is, and the columns' values.

    ``None`` where no breaking of these limits makes a plan, or time ran out.
    """
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
