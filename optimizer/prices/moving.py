"""One limit of a linear program moved while all else stays: how far a price holds, more and less, exactly.

The best objective is concave in a limit: the first units are worth most, and each less than the one before. Where the
optimum is degenerate it has a corner just at the limit: one unit less costs more than one unit more brings.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from models.program import Program
from models.solution import Status
from optimizer.engines.warm import Said, Warm
from optimizer.parametric.lines import CLOSE, Line

FAR = 1e7
"""Times a limit (at least 1) that counts as for ever."""

INSIDE = 1 - 1e-9
"""Share of the way to where no plan exists any more that is asked for: at the end itself rounding decides."""

DIGITS = 10
"""Of a limit up to which a price holds: what an engine's tolerances leave."""

TRIES = 60
"""Solves in one direction before a price is told only as far as it is proved by then."""


@dataclass(frozen=True)
class Side:
    """A right-hand side: that of a row, or the bound of a column."""

    is_row: bool
    place: int
    upper: bool
    lower: bool
    """Which sides it stands on: both, of an equation."""
    limit: float

    @classmethod
    def of_row(cls, program: Program, row: int, dual: float) -> "Side":
        """The side of a row that its dual prices."""
        return _side(program.row_lower[row], program.row_upper[row], dual, is_row=True, place=row)

    @classmethod
    def of_column(cls, program: Program, column: int, dual: float) -> "Side":
        """The bound of a column that its reduced cost prices."""
        return _side(program.lower[column], program.upper[column], dual, is_row=False, place=column)


def _side(low: float, high: float, dual: float, *, is_row: bool, place: int) -> Side:
    if low == high:
        return Side(is_row, place, upper=True, lower=True, limit=float(high))
    is_upper = dual > 0
    return Side(is_row, place, upper=is_upper, lower=not is_upper, limit=float(high if is_upper else low))


@dataclass(frozen=True)
class Reach:
    """What the next unit in one direction is worth, and the limit up to which each is worth that.

    ``value`` is ``inf`` where there is no further unit: no plan exists beyond, and ``until`` is the limit itself; NaN
    where it was not found.
    """

    value: float
    until: float


class Moving:
    """A linear program of which one limit at a time is moved; the optimum where it stands must exist."""

    def __init__(self, program: Program, warm: Warm) -> None:
        self._program, self._warm = program, warm
        self._columns = np.arange(len(program.cost))

    def reach(self, side: Side, direction: int, dual: float, best: float) -> Reach:
        """How far the price holds upwards (``direction`` +1) or downwards (−1) from an optimum with that dual."""
        search = _Search(self, side, direction, Line(0.0, best, direction * dual))
        with self._restored(side):
            slope, until = search.first_piece()
        value = slope if np.isinf(slope) else direction * slope + 0.0
        return Reach(value, float(f"{side.limit + direction * until:.{DIGITS}g}"))

    def solved(self, side: Side, limit: float) -> Said:
        """The optimum with the side somewhere else; the next call begins there."""
        program, place = self._program, np.array([side.place])
        lower, upper = (program.row_lower, program.row_upper) if side.is_row else (program.lower, program.upper)
        low = np.array([limit if side.lower else lower[side.place]])
        high = np.array([limit if side.upper else upper[side.place]])
        if low[0] > high[0]:
            return Said(Status.INFEASIBLE, 0.0)
        (self._warm.set_limits if side.is_row else self._warm.set_bounds)(place, low, high)
        return self._warm.solve()

    def solved_together(self, moves: Sequence[tuple[Side, float]]) -> Said:
        """The optimum with several sides somewhere else, each at the limit beside it; they are put back afterwards."""
        program = self._program
        for at_moved in (True, False):
            for is_row in (True, False):
                chosen = [(side, limit if at_moved else side.limit) for side, limit in moves if side.is_row is is_row]
                places = np.array([side.place for side, _ in chosen], dtype=np.int64)
                lower, upper = (program.row_lower, program.row_upper) if is_row else (program.lower, program.upper)
                low, high = lower[places], upper[places]
                for at, (side, limit) in enumerate(chosen):
                    low[at], high[at] = (limit if side.lower else low[at]), (limit if side.upper else high[at])
                (self._warm.set_limits if is_row else self._warm.set_bounds)(places, low, high)
            if at_moved:
                said = self._warm.solve()
        return said

    def extreme(self, side: Side, direction: int) -> float:
        """The furthest that the side can be moved with any plan left; ``±inf`` where there is no end."""
        program = self._program
        cost = np.zeros(len(program.cost))
        if side.is_row:
            row = slice(program.matrix.indptr[side.place], program.matrix.indptr[side.place + 1])
            cost[program.matrix.indices[row]] = direction * program.matrix.data[row]
        else:
            cost[side.place] = direction
        place = np.array([side.place])
        lower, upper = (program.row_lower, program.row_upper) if side.is_row else (program.lower, program.upper)
        low = -np.inf if side.lower else lower[side.place]
        high = np.inf if side.upper else upper[side.place]
        (self._warm.set_limits if side.is_row else self._warm.set_bounds)(place, np.array([low]), np.array([high]))
        self._warm.set_cost(self._columns, cost)
        said = self._warm.solve()
        self._warm.set_cost(self._columns, program.cost)
        return direction * said.objective if said.objective is not None else direction * np.inf

    @contextmanager
    def _restored(self, side: Side) -> Iterator[None]:
        try:
            yield
        finally:
            self.solved(side, side.limit)


class _Search:
    """The first straight piece of the best objective on the way from a limit in one direction; steps count from it."""

    def __init__(self, moving: Moving, side: Side, direction: int, line: Line) -> None:
        self._moving, self._side, self._direction = moving, side, direction
        self._line, self._best = line, line.value  # a line that nothing exceeds, through the optimum at step 0
        self._size = max(1.0, abs(side.limit))
        self._end = np.inf

    def first_piece(self) -> tuple[float, float]:
        """Slope per step, and the step at which the piece ends."""
        known, far, step, is_sure = 0.0, None, 1.0, False  # is_sure: the line is that of the piece, proved up to known
        for _ in range(TRIES):
            line = self._ask(step)
            if line is None:
                if self._end <= 1e-7 * self._size:
                    return np.inf, 0.0
                step = self._end * INSIDE
                continue
            if self._same(line(0.0), self._best):
                self._line, known, is_sure = line, step, True
                if far is None and step >= min(self._end * INSIDE, FAR * self._size):
                    return line.slope, self._end
                step = self._next(known, far)
            elif self._same(line(step), self._line(step)):
                return self._line.slope, step
            else:
                far = line
                if far.is_parallel(self._line):  # to what nothing exceeds: only rounding tells them apart
                    known, is_sure = max(known, step), True
                    break
                step = self._line.crossing(far)
            if far is not None and step <= known * (1 + 1e-9):
                break
        return (self._line.slope, known) if is_sure else (np.nan, 0.0)

    def _next(self, known: float, far: Line | None) -> float:
        if far is None:
            return min(10 * known, self._end * INSIDE)
        return known if far.is_parallel(self._line) else self._line.crossing(far)

    def _ask(self, step: float) -> Line | None:
        """The line that touches the best objective there; ``None`` beyond the last plan, whose place is then known."""
        said = self._moving.solved(self._side, self._side.limit + self._direction * step)
        if said.objective is not None and said.duals is not None and said.reduced_costs is not None:
            dual = said.duals[self._side.place] if self._side.is_row else said.reduced_costs[self._side.place]
            return Line(step, said.objective, self._direction * float(dual))
        if not np.isfinite(self._end):
            extreme = self._moving.extreme(self._side, self._direction)
            self._end = max(0.0, self._direction * (extreme - self._side.limit))
        return None

    @staticmethod
    def _same(one: float, other: float) -> bool:
        return abs(one - other) <= CLOSE * max(1.0, abs(one), abs(other))
