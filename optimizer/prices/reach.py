"""How far a price holds, more and less, exactly.

The best objective is concave in a limit: the first units are worth most, and each less than the one before. Where the
optimum is degenerate it has a corner just at the limit: one unit less costs more than one unit more brings.
"""

from dataclasses import dataclass

import numpy as np

from optimizer.parametric.lines import CLOSE, Line
from optimizer.prices.moving import Moving, Side

FAR = 1e7
"""Times a limit (at least 1) that counts as for ever."""

INSIDE = 1 - 1e-9
"""Share of the way to where no plan exists any more that is asked for: at the end itself rounding decides."""

DIGITS = 10
"""Of a limit up to which a price holds: what an engine's tolerances leave."""

TRIES = 60
"""Solves in one direction before a price is told only as far as it is proved by then."""


@dataclass(frozen=True)
class Reach:
    """What the next unit in one direction is worth, and the limit up to which each is worth that.

    ``value`` is ``inf`` where there is no further unit: no plan exists beyond, and ``until`` is the limit itself; NaN
    where it was not found.
    """

    value: float
    until: float


def reach(moving: Moving, side: Side, direction: int, dual: float, best: float) -> Reach:
    """How far the price holds upwards (``direction`` +1) or downwards (−1) from an optimum with that dual.

    The limit stands where it stood afterwards.
    """
    try:
        slope, until = _Search(moving, side, direction, Line(0.0, best, direction * dual)).first_piece()
    finally:
        moving.put_back(side)
    value = slope if np.isinf(slope) else direction * slope + 0.0
    return Reach(value, float(f"{side.limit + direction * until:.{DIGITS}g}"))


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
