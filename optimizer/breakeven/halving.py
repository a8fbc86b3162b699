"""Break-evens where a program bends with its number: between two solved points, halved until they all but meet.

A way of planning is what is switched on (or, in a linear program, what is decided to be anything at all). It *holds* at
a point where keeping to it is as good as the best plan there: that is solved, not compared by eye.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.allocation import Allocation
from models.program import Program
from models.readback import values_of
from models.solution import Status
from optimizer import engines
from optimizer.breakeven.asking import Clock, NoPlan
from optimizer.breakeven.family import Family
from optimizer.breakeven.stretches import End, Stretch
from optimizer.engines.base import Options, Watch
from optimizer.engines.fix import fixed
from optimizer.engines.interrupt import interruptible
from optimizer.engines.warm import Warm
from optimizer.parametric.lines import CLOSE, OutOfTime
from optimizer.request import BadRequest

Numbers = NDArray[np.float64]

NARROW = 1e-6
"""Share of the range to which a break is narrowed down."""

NOTHING = 1e-7
"""Units and hours that are none."""

MOST_COUNTS = 500
"""Whole numbers that are tried one by one."""


@dataclass(frozen=True)
class _Solved:
    """The best plan at one θ; no ``values`` where none exists."""

    at: float
    allocation: Allocation
    objective: float | None = None
    bound: float = np.inf
    values: Numbers | None = None


@dataclass
class _Solver:
    family: Family
    gap: float
    clock: Clock
    last: _Solved | None = None
    doubt: float = 0.0
    """The largest of any point so far."""

    def __call__(self, theta: float) -> _Solved:
        """The best plan at θ. Raises ``OutOfTime`` or, where it has no bound, ``NoPlan``."""
        if self.clock.is_over:
            raise OutOfTime
        self.clock.tick(theta)
        allocation = self.family.formulated(theta)
        program = allocation.program
        if self.last is not None and self.last.values is not None and len(self.last.values) == len(program.cost):
            program = replace(program, start=self.last.values)
        options = Options(time_limit=self.clock.left, gap=self.gap)
        said = interruptible(lambda watch: engines.solve(program, options, "highs", watch), Watch())
        self.clock.stopped |= said.interrupted
        if said.status is Status.INFEASIBLE:
            return _Solved(theta, allocation)
        if said.status is Status.UNBOUNDED:
            raise NoPlan(theta, said.status)
        if said.values is None or said.bound is None:
            raise OutOfTime
        self.last = _Solved(theta, allocation, said.objective, said.bound, said.values)
        self.doubt = max(self.doubt, _doubt(self.last))
        return self.last


def halved(family: Family, low: float, high: float, gap: float, clock: Clock) -> tuple[list[Stretch], float]:
    """The stretches from left to right and the largest doubt at any point. Raises ``OutOfTime``, ``NoPlan``."""
    solver = _Solver(family, gap, clock)
    is_count = family.parameter.is_count
    narrow = 1.0 if is_count else NARROW * (high - low)
    if is_count and high - low > MOST_COUNTS:
        raise BadRequest(f"from {low:g} to {high:g} are more than {MOST_COUNTS} whole numbers: choose a shorter range")
    told = _Teller(family.formulated(low if is_count else (low + high) / 2))
    here, end = solver(low), solver(high)
    stretches: list[Stretch] = []
    while True:
        last, after = (_counted if is_count else _followed)(solver, here, end, narrow)
        stretches.append(Stretch(told.end(here), told.end(last), _doubt(here)))
        if after is None or clock.is_over:
            break
        here = after
    if all(stretch.start.objective is None and stretch.stop.objective is None for stretch in stretches):
        raise NoPlan(low, Status.INFEASIBLE)
    return stretches, solver.doubt


def _followed(solver: Callable[[float], _Solved], here: _Solved, end: _Solved,
              narrow: float) -> tuple[_Solved, _Solved | None]:  # fmt: skip
    """How far the way of planning at ``here`` holds, and the point just after; no such point where it is to the end."""
    if here.at >= end.at or _holds(here, end):
        return end, None
    good, bad = here, end
    while bad.at - good.at > narrow:
        try:
            middle = solver((good.at + bad.at) / 2)
        except OutOfTime:
            break
        good, bad = (middle, bad) if _holds(here, middle) else (good, middle)
    return good, bad


def _counted(solver: Callable[[float], _Solved], here: _Solved, end: _Solved,
             step: float) -> tuple[_Solved, _Solved | None]:  # fmt: skip
    """The same where only whole numbers can be: each is tried, as long as there is time."""
    good = here
    while good.at < end.at:
        try:
            after = end if good.at + step >= end.at else solver(good.at + step)
        except OutOfTime:
            break
        if not _holds(here, after):
            return good, after
        good = after
    return good, None


def _holds(here: _Solved, there: _Solved) -> bool:
    """Whether keeping to the way of planning of one point is as good as the best at another."""
    if here.values is None or there.objective is None:
        return here.values is None and there.objective is None
    program = there.allocation.program
    if len(program.cost) != len(here.values):
        return False
    kept = Warm(_kept(program, here.values)).solve().objective
    close = 10 * CLOSE * max(1.0, abs(there.objective))
    return kept is not None and kept >= there.objective - max(close, _doubt(there))


def _kept(program: Program, values: Numbers) -> Program:
    """The program with its switches as they are; without switches, with nothing begun that was not."""
    if program.is_mip:
        return fixed(program, values)
    return replace(program, upper=np.where(values <= NOTHING, np.maximum(program.lower, 0.0), program.upper))


def _doubt(point: _Solved) -> float:
    return 0.0 if point.objective is None else max(0.0, point.bound - point.objective)


@dataclass(frozen=True)
class _Teller:
    """Puts plans of programs with other columns into the columns of one."""

    allocation: Allocation

    def end(self, point: _Solved) -> End:
        if point.values is None:
            return End(point.at, None, None)
        if len(point.values) == len(self.allocation.program.cost):
            return End(point.at, point.objective, point.values)
        plan = point.allocation.plan(point.values)
        return End(point.at, point.objective, values_of(self.allocation.draft, plan))
