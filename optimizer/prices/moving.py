"""Limits of a linear program in the engine moved while all else stays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.program import Program
from models.solution import Status
from optimizer.engines.warm import Said, Warm


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


class Moving:
    """A linear program of which one limit at a time is moved; the optimum where it stands must exist."""

    def __init__(self, program: Program, warm: Warm) -> None:
        self._program, self._warm = program, warm
        self._columns = np.arange(len(program.cost))

    def solved(self, side: Side, limit: float) -> Said:
        """The optimum with the side somewhere else; it stays there until it is put back."""
        low, high = self._sides(side)
        low, high = limit if side.lower else low, limit if side.upper else high
        if low > high:
            return Said(Status.INFEASIBLE, 0.0)
        self._place(side, low, high)
        return self._warm.solve()

    def put_back(self, side: Side) -> None:
        """Let the side stand where the program has it."""
        self._place(side, *self._sides(side))

    def _sides(self, side: Side) -> tuple[float, float]:
        """The lower and the upper side of its row or column, as the program has them."""
        program = self._program
        lower, upper = (program.row_lower, program.row_upper) if side.is_row else (program.lower, program.upper)
        return float(lower[side.place]), float(upper[side.place])

    def _place(self, side: Side, low: float, high: float) -> None:
        place = np.array([side.place])
        (self._warm.set_limits if side.is_row else self._warm.set_bounds)(place, np.array([low]), np.array([high]))

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
        low, high = self._sides(side)
        self._place(side, -np.inf if side.lower else low, np.inf if side.upper else high)
        self._warm.set_cost(self._columns, cost)
        said = self._warm.solve()
        self._warm.set_cost(self._columns, program.cost)
        return direction * said.objective if said.objective is not None else direction * np.inf
