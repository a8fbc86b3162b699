"""Break-evens of one number: by exact pieces where its program moves in straight lines, else between solved points."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from models.plan import Plan
from models.program import Program
from models.solution import Status
from models.tables import Tables
from optimizer.breakeven.asking import Clock, MovedCosts, MovedLimits, NoPlan
from optimizer.breakeven.family import Family, Whole
from optimizer.breakeven.halving import halved
from optimizer.breakeven.parameter import Parameter, check_range
from optimizer.breakeven.straight import Part, straight_parts
from optimizer.breakeven.stretches import End, Stretch, Told
from optimizer.engines.warm import Said
from optimizer.parametric.lines import CLOSE, Envelope, envelope

Numbers = NDArray[np.float64]

BY_PLANS = "every break is exact: it was solved there, and both neighbouring plans are best"
BY_BEST_KNOWN = "at each break both neighbouring plans are worth the same, and none better was found there"
BY_PRICES = "every break is exact: it was solved there, and the prices of both neighbours hold"
BY_HALVING = "each break lies between two solved points; what changes and changes back between them is not seen"
STILL = "nothing in the program moves with it"

LOOKS = 33
"""Points that are tried for a plan where there is none at the ends."""


def break_evens(tables: Tables, parameter: Parameter, low: float, high: float, whole: Whole, gap: float,
                clock: Clock, plan: Plan | None = None) -> Told:  # fmt: skip
    """Where the best plan becomes another as the number goes from ``low`` to ``high``.

    ``plan`` is the one whose switches are kept, for ``Whole.KEPT``.
    Raises ``BadRequest`` for a range that can't be, ``NoPlan`` where no plan exists anywhere in it, ``OutOfTime``
    where there was no time to solve at its ends.
    """
    check_range(parameter, low, high)
    family = Family(tables, parameter, whole, plan)
    began = time.perf_counter()
    parts = None if parameter.is_count else _parts(family, low, high)
    if parts is None:
        stretches, doubt = halved(family, low, high, gap, clock)
        method, is_exact, finished = BY_HALVING, parameter.is_count, not clock.is_over
    else:
        found = [_followed(part, parameter.now, gap, clock) for part in parts]
        stretches, doubt = _joined(one.stretches for one in found), max(one.doubt for one in found)
        finished, is_exact = all(one.finished for one in found), all(one.is_exact for one in found)
        method = next((one.method for one in found if one.method == BY_BEST_KNOWN), found[-1].method)
    if all(stretch.start.objective is None for stretch in stretches):
        raise NoPlan(low, Status.INFEASIBLE)
    draft = family.formulated((low + high) / 2 if not parameter.is_count else low).draft
    return Told(parameter, low, high, whole, draft, tuple(stretches), method, is_exact, doubt, finished, clock.solves,
                time.perf_counter() - began)  # fmt: skip


@dataclass(frozen=True)
class _Followed:
    stretches: list[Stretch]
    doubt: float
    finished: bool
    is_exact: bool
    method: str


def _parts(family: Family, low: float, high: float) -> list[Part] | None:
    """Straight lines that can be followed exactly: only costs move, or only limits of a linear program."""

    def program_at(theta: float) -> Program:
        return family.formulated(theta).program

    parts = straight_parts(program_at, low, high)
    for part in parts or ():
        change = part.family.change
        if change.moves_limits and (change.moves_costs or part.family.program.is_mip):
            return None
    return parts


def _followed(part: Part, now: float | None, gap: float, clock: Clock) -> _Followed:
    change, program = part.family.change, part.family.program
    if change.moves_limits:
        stretches, doubt, finished = _by_prices(part, now, clock)
        return _Followed(stretches, doubt, finished, is_exact=True, method=BY_PRICES)
    pieces = envelope(MovedCosts(part.family, gap, clock), part.low, part.high)
    stretches = _of_plans(pieces)
    largest = max(1.0, *(abs(one.start.objective or 0.0) for one in stretches))
    is_exact = not program.is_mip or pieces.doubt <= CLOSE * largest
    method = (BY_PLANS if is_exact else BY_BEST_KNOWN) if change.moves_costs else STILL
    return _Followed(stretches, pieces.doubt, pieces.finished, is_exact, method)


def _joined(parts: Iterable[list[Stretch]]) -> list[Stretch]:
    """The stretches of all parts; one that goes on over the edge of a part is one."""
    joined: list[Stretch] = []
    for stretch in chain.from_iterable(parts):
        before = joined[-1] if joined else None
        if before is not None and _goes_on(before, stretch):
            joined[-1] = replace(before, stop=stretch.stop)
        else:
            joined.append(stretch)
    return joined


def _goes_on(before: Stretch, after: Stretch) -> bool:
    one, other = before.slope, after.slope
    if one is None or other is None:
        return before.start.objective is None and after.start.objective is None
    return abs(one - other) <= 1e-7 * max(1.0, abs(one), abs(other))


def _of_plans(pieces: Envelope[Numbers]) -> list[Stretch]:
    doubts = [0.0, *(point.doubt for point in pieces.breaks)]
    return [
        Stretch(End(piece.start, piece.line(piece.start), piece.what),
                End(piece.stop, piece.line(piece.stop), piece.what), doubt)
        for piece, doubt in zip(pieces.pieces, doubts, strict=True)
    ]  # fmt: skip


def _by_prices(part: Part, now: float | None, clock: Clock) -> tuple[list[Stretch], float, bool]:
    ask, low, high = MovedLimits(part.family, clock), part.low, part.high
    found = _with_plans(ask, low, high, now)
    if found is None:
        return [Stretch(End(low, None, None), End(high, None, None))], 0.0, True
    first, last = found
    if last - first <= 1e-12 * (high - low):
        pieces: Envelope[Said] = Envelope((), (), 0.0, finished=True)
        stretches = [Stretch(_end(ask, first), _end(ask, first))]
    else:
        pieces = envelope(ask, first, last)
        ends = [_end(ask, piece.start) for piece in pieces.pieces] + [_end(ask, last)]
        stretches = [Stretch(start, stop) for start, stop in pairwise(ends)]
    if first > low:
        stretches.insert(0, Stretch(End(low, None, None), End(first, None, None)))
    if last < high:
        stretches.append(Stretch(End(last, None, None), End(high, None, None)))
    return stretches, pieces.doubt, pieces.finished


def _end(ask: MovedLimits, theta: float) -> End:
    said = ask.solved(theta)
    return End(theta, said.objective, said.values)


def _with_plans(ask: MovedLimits, low: float, high: float, now: float | None) -> tuple[float, float] | None:
    """The ends of the part of the range in which plans exist: one part, for limits that move in straight lines.

    ``None`` where no point tried has one. Raises ``NoPlan`` where there is no best one.
    """
    tried = [low, high, *([now] if now is not None and low < now < high else []), *np.linspace(low, high, LOOKS)[1:-1]]
    for theta in tried:
        said = ask.solved(theta)
        if said.objective is not None:
            return ask.reach(theta, low), ask.reach(theta, high)
        if said.status is not Status.INFEASIBLE:
            raise NoPlan(theta, said.status)
    return None
