"""A case as it depends on one number θ: its program at each θ, and whether that moves in a straight line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.allocation import Allocation, formulate
from models.case import Case
from models.plan import Plan
from models.program import Program
from models.readback import values_of
from models.tables import Tables
from optimizer.breakeven.parameter import Parameter
from optimizer.engines.whole import vehicles
from optimizer.kept import BASIS, folded, kept, switches

Numbers = NDArray[np.float64]

STRAIGHT = 1e-9
"""Share of a coefficient by which it may miss the straight line: rounding in its arithmetic."""


class Whole(StrEnum):
    """What must be whole."""

    ALL = "whole vehicles and switches"
    SWITCHES = "whole switches, vehicles divisible"
    NOTHING = "nothing whole"
    KEPT = BASIS
    """Switches stay as a plan has them: a linear program."""


@dataclass(frozen=True)
class Family:
    """One program for each θ."""

    tables: Tables
    parameter: Parameter
    whole: Whole
    plan: Plan | None = None
    """Whose switches are kept."""

    def formulated(self, theta: float) -> Allocation:
        """The allocation problem at θ, with what must be whole."""
        allocation = formulate(Case(self.parameter.applied(self.tables, theta)))
        if self.whole is Whole.KEPT and self.plan is not None:
            program = kept(allocation, values_of(allocation.draft, self.plan))
            program = folded(program, switches(allocation))
            return replace(allocation, program=program, rules_only=program)
        return replace(allocation, program=self._wholed(allocation.program),
                       rules_only=self._wholed(allocation.rules_only))  # fmt: skip

    def _wholed(self, program: Program) -> Program:
        if self.whole is Whole.NOTHING:
            return program.relaxed()
        if self.whole is Whole.SWITCHES:
            return replace(program, integer=program.integer & ~vehicles(program))
        return program


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
    points = [low + share * (high - low) for share in (0.25, 0.6, 0.85)]
    first, second, third = (program_at(point) for point in points)
    if not (_alike(first, second) and _alike(first, third)):
        return None
    names = ("cost", "lower", "upper", "row_lower", "row_upper")
    changes = []
    for name in names:
        one, two, three = (getattr(program, name) for program in (first, second, third))
        change = _slope(one, three, points[2] - points[0])
        if not np.allclose(one + change * (points[1] - points[0]), two, rtol=STRAIGHT, atol=STRAIGHT):
            return None
        changes.append(change)
    return Straight(first, points[0], Change(*changes))


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
