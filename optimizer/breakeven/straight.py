"""Whether a program moves in straight lines as its number θ does, and where it bends."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.program import Program

Numbers = NDArray[np.float64]

STRAIGHT = 1e-9
"""Share of a coefficient by which it may miss the straight line: rounding in its arithmetic."""


NEAR_END = 1e-4
"""Share of a range by which its ends are kept away from when the family is looked at."""

MOVABLE = ("cost", "lower", "upper", "row_lower", "row_upper")
"""Arrays of a program that may move in straight lines."""

MOST_PARTS = 40
"""Parts of a range, each of which takes ten looks at the program."""


@dataclass(frozen=True)
class Straight:
    """A family whose costs and limits are straight lines in θ and whose terms stand still."""

    program: Program
    at: float
    change: "Change"

    def program_at(self, theta: float) -> Program:
        """The program at θ."""
        step, change, program = theta - self.at, self.change, self.program
        return replace(
            program,
            cost=program.cost + step * change.cost,
            lower=program.lower + step * change.lower,
            upper=program.upper + step * change.upper,
            row_lower=program.row_lower + step * change.row_lower,
            row_upper=program.row_upper + step * change.row_upper,
        )


@dataclass(frozen=True)
class Part:
    """A part of the range, and the family on it."""

    low: float
    high: float
    family: Straight


@dataclass(frozen=True)
class Change:
    """By how much each number of a program moves for a unit of θ."""

    cost: Numbers
    lower: Numbers
    upper: Numbers
    row_lower: Numbers
    row_upper: Numbers

    @property
    def moves_costs(self) -> bool:
        """Whether any cost moves."""
        return bool(self.cost.any())

    @property
    def moves_limits(self) -> bool:
        """Whether any limit moves."""
        return any(part.any() for part in (self.lower, self.upper, self.row_lower, self.row_upper))


def straight(program_at: Callable[[float], Program], low: float, high: float) -> Straight | None:
    """The family as straight lines between ``low`` and ``high``; ``None`` where it bends or its terms move.

    Looked at inside the range: at an end a decision may have no column (an overtime of 0 hours), which comes to the
    same as one that is held at 0.
    """
    points = [low + share * (high - low) for share in (NEAR_END, 0.25, 0.6, 0.85, 1 - NEAR_END)]
    first, *inside, last = (program_at(point) for point in points)
    if not all(_alike(first, other) for other in (*inside, last)):
        return None
    changes = []
    for name in MOVABLE:
        one, end = getattr(first, name), getattr(last, name)
        change = _slope(one, end, points[-1] - points[0])
        for point, program in zip(points[1:-1], inside, strict=True):
            told = one + change * (point - points[0])
            if not np.allclose(told, getattr(program, name), rtol=STRAIGHT, atol=STRAIGHT):
                return None
        changes.append(change)
    return Straight(first, points[0], Change(*changes))


def straight_parts(program_at: Callable[[float], Program], low: float, high: float,
                   most: int = MOST_PARTS) -> list[Part] | None:  # fmt: skip
    """The range in parts in each of which the family is straight; ``None`` where terms move, or parts are too many.

    A figure bends where one input overtakes another (a least stock the closing stock): where its lines at both ends of
    the range cross.
    """
    whole = straight(program_at, low, high)
    if whole is not None:
        return [Part(low, high, whole)]
    bends = _bends(program_at, low, high)
    if not bends or len(bends) >= most:
        return None
    parts: list[Part] = []
    edges = [low, *bends, high]
    for start, stop in pairwise(edges):
        found = straight_parts(program_at, start, stop, most - len(parts))
        if found is None:
            return None
        parts += found
    return parts


def _bends(program_at: Callable[[float], Program], low: float, high: float) -> list[float]:
    """Where figures cross from the line that they follow at the low end to that of the high end, if any do."""
    step = NEAR_END * (high - low)
    ends = [low + step, low + 2 * step, high - 2 * step, high - step]
    programs = [program_at(point) for point in ends]
    if not all(_alike(programs[0], other) for other in programs[1:]):
        return []
    found: list[float] = []
    for name in MOVABLE:
        first, second, third, fourth = (getattr(program, name) for program in programs)
        left, right = _slope(first, second, step), _slope(third, fourth, step)
        turns = np.abs(left - right) > 1e-6 * np.maximum(1e-6, np.maximum(np.abs(left), np.abs(right)))
        turns &= np.isfinite(first) & np.isfinite(fourth)
        crossing = ends[0] + (fourth[turns] - first[turns] - right[turns] * (ends[3] - ends[0])) / (left - right)[turns]
        found += [float(point) for point in crossing if ends[1] < point < ends[2]]
    return sorted(set(np.round((np.array(found) - low) / (high - low), 9) * (high - low) + low))


def _alike(one: Program, other: Program) -> bool:
    """Whether two programs have the same columns, rows and terms."""
    return (
        one.matrix.shape == other.matrix.shape
        and one.matrix.nnz == other.matrix.nnz
        and bool((one.integer == other.integer).all())
        and bool((one.matrix.indptr == other.matrix.indptr).all())
        and bool((one.matrix.indices == other.matrix.indices).all())
        and bool(np.allclose(one.matrix.data, other.matrix.data, rtol=1e-12, atol=0.0))
        and all(bool((getattr(one, name)[~np.isfinite(getattr(one, name))]
                      == getattr(other, name)[~np.isfinite(getattr(one, name))]).all())
                for name in ("lower", "upper", "row_lower", "row_upper"))
    )  # fmt: skip


def _slope(one: Numbers, other: Numbers, step: float) -> Numbers:
    """Change for a unit of θ; rounding is none, and what has no end stays there."""
    finite = np.isfinite(one) & np.isfinite(other)
    change = np.zeros_like(one)
    change[finite] = (other[finite] - one[finite]) / step
    size = np.maximum(np.abs(one), np.abs(other), where=finite, out=np.ones_like(one))
    change[np.abs(change * step) <= 1e-12 * np.maximum(size, 1e-12)] = 0.0
    return change
