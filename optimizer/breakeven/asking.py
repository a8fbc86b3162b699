"""The best plan at one θ, from where the last one ended: what ``optimizer.parametric.lines`` asks for."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Status
from optimizer import engines
from optimizer.breakeven.straight import Straight
from optimizer.engines.base import Options, Watch
from optimizer.engines.fix import fixed
from optimizer.engines.interrupt import interruptible
from optimizer.engines.warm import Said, Warm
from optimizer.parametric.lines import Line, Probe

Numbers = NDArray[np.float64]


INSIDE = (1e-9, 1e-8, 1e-7, 1e-6, 1e-5)
"""Shares of the way back from where no plan exists any more, tried in turn: at the very end rounding decides."""


class NoPlan(Exception):  # noqa: N818 - no error: it is the answer
    """No plan exists at some θ (or one without bound does)."""

    def __init__(self, theta: float, status: Status) -> None:
        super().__init__(f"at {theta:.10g} the case is {status}")
        self.status = status


@dataclass
class Clock:
    """How long there is, and whether to stop; ``told`` hears of every solve."""

    limit: float | None = None
    told: Callable[[str], None] = lambda _: None
    began: float = field(default_factory=time.perf_counter)
    stopped: bool = False
    solves: int = 0

    def tick(self, theta: float) -> None:
        """Count a solve, and tell where it is."""
        self.solves += 1
        self.told(f"{self.solves:,} solves, at {theta:.6g}")

    @property
    def left(self) -> float | None:
        """Seconds left; ``None`` without a limit."""
        return None if self.limit is None else self.limit - (time.perf_counter() - self.began)

    @property
    def is_over(self) -> bool:
        """Whether no more should be begun."""
        return self.stopped or (self.left is not None and self.left <= 0)


@dataclass
class MovedCosts:
    """A program whose costs move: a probe's plan (values of the columns) is a line, whatever θ."""

    family: Straight
    gap: float
    clock: Clock
    _warm: Warm | None = None
    _plans: list[Numbers] = field(default_factory=list)

    def __call__(self, theta: float) -> Probe[Numbers] | None:
        """The best plan at θ; ``None`` when time is up. Raises ``NoPlan``."""
        if self.clock.is_over:
            return None
        program = self.family.program_at(theta)
        self.clock.tick(theta)
        values, bound = self._whole(program, theta) if program.is_mip else self._linear(program, theta)
        if values is None:
            return None
        if program.is_mip:  # within its gap a search may give back a worse plan than one in hand
            self._plans.append(values)
            values = max(self._plans, key=lambda plan: float(program.cost @ plan))
        value = float(program.cost @ values)
        line = Line(theta, value, float(self.family.change.cost @ values))
        return Probe(theta, value, max(bound, value), line, values)

    def _linear(self, program: Program, theta: float) -> tuple[Numbers | None, float]:
        if self._warm is None:
            self._warm = Warm(program, costs_move=True)
        self._warm.set_cost(np.arange(len(program.cost)), program.cost)
        said = self._warm.solve()
        if said.values is None or said.objective is None:
            raise NoPlan(theta, said.status)
        return said.values, said.objective

    def _whole(self, program: Program, theta: float) -> tuple[Numbers | None, float]:
        """Searched from the best plan in hand; what is not whole is then solved for exactly."""
        if self._plans:
            program = replace(program, start=max(self._plans, key=lambda plan: float(program.cost @ plan)))
        options = Options(time_limit=self.clock.left, gap=self.gap)
        solution = interruptible(lambda watch: engines.solve(program, options, "highs", watch), Watch())
        self.clock.stopped |= solution.interrupted
        if solution.status in (Status.INFEASIBLE, Status.UNBOUNDED):
            raise NoPlan(theta, solution.status)
        if solution.values is None or solution.bound is None:
            return None, np.inf
        exact = Warm(fixed(program, solution.values)).solve()
        values = solution.values if exact.values is None else exact.values
        return values, solution.bound


@dataclass
class MovedLimits:
    """A linear program whose limits move: a probe's line is that of its prices."""

    family: Straight
    clock: Clock
    _warm: Warm | None = None

    def __call__(self, theta: float) -> Probe[Said] | None:
        """The best plan at θ with its prices; ``None`` when time is up. Raises ``NoPlan``."""
        if self.clock.is_over:
            return None
        self.clock.tick(theta)
        said = self.solved(theta)
        if said.objective is None or said.duals is None or said.reduced_costs is None:
            raise NoPlan(theta, said.status)
        change = self.family.change
        slope = _worth(said.duals, change.row_lower, change.row_upper)
        slope += _worth(said.reduced_costs, change.lower, change.upper)
        return Probe(theta, said.objective, said.objective, Line(theta, said.objective, slope), said)

    def solved(self, theta: float) -> Said:
        """The linear program at θ."""
        program = self.family.program_at(theta)
        if (program.lower > program.upper).any() or (program.row_lower > program.row_upper).any():
            return Said(Status.INFEASIBLE, 0.0)
        if self._warm is None:
            self._warm = Warm(program)
        self._warm.set_bounds(np.arange(len(program.cost)), program.lower, program.upper)
        self._warm.set_limits(np.arange(len(program.row_lower)), program.row_lower, program.row_upper)
        return self._warm.solve()

    def reach(self, start: float, end: float) -> float:
        """How far from ``start`` (where a plan exists) towards ``end`` there is one: found by halving."""
        if self.solved(end).objective is not None:
            return end
        good, bad = start, end
        for _ in range(60):
            middle = (good + bad) / 2
            good, bad = (middle, bad) if self.solved(middle).objective is not None else (good, middle)
        for share in INSIDE:
            point = good + share * (start - good)
            if MovedLimits(self.family, self.clock).solved(point).objective is not None:
                return point
        return start


def _worth(prices: Numbers, lower: Numbers, upper: Numbers) -> float:
    """What moving sides are worth: a price above 0 is of an upper side, one below of a lower one."""
    return float(np.sum(np.where(prices > 0, prices * upper, prices * lower)))
