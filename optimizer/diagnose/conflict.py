"""The fewest limits that clash: a set with which no plan exists, and none of which could be left out.

A linear program that minimises by how much limits are broken finds where the trouble is: by its duals, the limits that
clash are among those with a price (Farkas). What is left is tried: limits without which there is still no plan are
dropped (the deletion filter of Chinneck & Dravnieks, ORSA J. Comput. 3, 1991), many at once where that can be
(QuickXplain: Junker, AAAI 2004).
"""

from dataclasses import dataclass

import numpy as np

from models.keys import MISSING, Mask
from models.program import Program
from models.solution import Solution, Status
from optimizer import engines
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.elastic import elastic
from optimizer.diagnose.limits import Limits
from optimizer.engines.base import Options

NOTHING = 1e-6
"""Units, hours, … in all by which limits may be broken and count as kept: an engine's tolerance."""

PRICED = 1e-9
"""A dual above it is a price."""


@dataclass(frozen=True)
class Conflict:
    """Limits (by number) that no plan can keep together."""

    limits: tuple[int, ...]
    whole: bool
    """It takes whole vehicles or switches for them to clash: in fractions a plan would exist."""
    minimal: bool = True
    """Whether it is known that none can be left out; not, where time ran out."""


def find_conflict(limits: Limits, lifted: Mask, clock: Clock, *, relax: bool = False) -> Conflict | None:
    """Limits among those not ``lifted`` (one mark per limit) that clash; ``None``: there are none, or time ran out.

    With ``relax``, vehicles and switches need not be whole.
    """
    candidates = _priced(limits, ~lifted, clock)
    if candidates is not None:
        return _filtered(limits, candidates, clock, whole=False)
    if relax or is_possible(limits, ~lifted, clock, whole=True) is not False:
        return None
    return _filtered(limits, ~lifted, clock, whole=True)


def confirmed(limits: Limits, numbers: tuple[int, ...], clock: Clock, *, relax: bool = False) -> Conflict | None:
    """Limits that are said to clash, looked at by an engine: those of them that do, none of which can be left out.

    ``None`` where a plan keeps them all, or time ran out.
    """
    kept = np.zeros(len(limits), dtype=np.bool_)
    kept[list(numbers)] = True
    for whole in (False,) if relax else (False, True):
        if is_possible(limits, kept, clock, whole=whole) is False:
            return _filtered(limits, kept, clock, whole=whole)
    return None


def is_possible(limits: Limits, kept: Mask, clock: Clock, *, whole: bool) -> bool | None:
    """Whether a plan keeps those limits; ``None`` where time ran out before it was known."""
    program = limits.enforcing(kept)
    solution = solved(program if whole else program.relaxed(), clock)
    match solution.status:
        case Status.INFEASIBLE:
            return False
        case Status.OPTIMAL | Status.FEASIBLE:
            return True
        case _:
            return None


def solved(program: Program, clock: Clock, gap: float = 1e-4, longest: float | None = None) -> Solution:
    """The program solved by the engine that is surest of duals and of "no plan", in ``longest`` seconds at most."""
    return engines.solve(program, Options(time_limit=clock.left(longest), gap=gap), "highs", clock.watch)


def _priced(limits: Limits, kept: Mask, clock: Clock) -> Mask | None:
    """The limits that have a price where limits may be broken, in fractions; ``None`` where none need be."""
    solution = solved(elastic(limits, kept, kept).program.relaxed(), clock)
    if solution.objective is None or solution.objective > -NOTHING:
        return None
    if solution.duals is None:
        return kept
    priced = limits.of_row[np.abs(solution.duals) > PRICED]
    found = np.zeros(len(limits), dtype=np.bool_)
    found[priced[priced != MISSING]] = True
    found &= kept
    return found if is_possible(limits, found, clock, whole=False) is False else kept


def _filtered(limits: Limits, candidates: Mask, clock: Clock, *, whole: bool) -> Conflict:
    """Candidates that clash, without those that can be left out.

    All of a kind are tried at once, then halves of them, and so on: where most can be left out, few tries are needed.
    """
    kept, minimal = candidates.copy(), True
    numbers = np.flatnonzero(candidates)
    blocks = [numbers[limits.kinds[numbers] == kind] for kind in dict.fromkeys(limits.kinds[numbers])]
    while blocks:
        block = blocks.pop()
        kept[block] = False
        possible = is_possible(limits, kept, clock, whole=whole)
        if possible is False:
            continue
        kept[block] = True
        minimal &= possible is True
        if len(block) > 1 and not clock.is_over:
            middle = len(block) // 2
            blocks += [block[:middle], block[middle:]]
        else:
            minimal &= len(block) == 1
    return Conflict(tuple(np.flatnonzero(kept).tolist()), whole, minimal)
