"""What every engine gives back, whatever it is called inside."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Status(StrEnum):
    """What is known of a program once an engine has stopped; never better than the truth."""

    OPTIMAL = "optimal"
    """Proved to be within the gap asked for."""
    FEASIBLE = "feasible"
    """A limit was hit with a solution in hand."""
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    NO_PLAN = "no plan"
    """A limit was hit with nothing in hand."""
    ERROR = "error"
    """The engine failed, or what it says contradicts itself."""


@dataclass(frozen=True)
class Solution:
    """The result of one engine on one program (a maximisation).

    ``values`` is ``None`` unless the status is ``OPTIMAL`` or ``FEASIBLE``. Duals and reduced costs exist for linear
    programs solved to optimality by an engine that has them, in the sense of the maximisation: ``duals[i]`` is the gain
    in objective per unit of row ``i``'s limiting side (≥ 0 at an upper side, ≤ 0 at a lower one), and
    ``reduced_costs = cost - matrix.T @ duals``.
    """

    status: Status
    engine: str
    engine_version: str
    seconds: float
    objective: float | None = None
    bound: float | None = None
    """What no solution can exceed, in the engine's word; ``None`` if it gave none."""
    bound_by: str = ""
    """The engine whose word the bound is, where it is not the one that found the values."""
    values: NDArray[np.float64] | None = None
    duals: NDArray[np.float64] | None = None
    reduced_costs: NDArray[np.float64] | None = None
    interrupted: bool = False
    """Stopped by the user."""
    message: str = ""
    """What the engine had to say, for status ``ERROR`` and ``NO_PLAN``; or why it was chosen."""

    @property
    def gap(self) -> float | None:
        """``(bound - objective) / max(|objective|, 1e-9)``, never negative; ``None`` without both."""
        if self.objective is None or self.bound is None:
            return None
        return max(0.0, (self.bound - self.objective) / max(abs(self.objective), 1e-9))


@dataclass(frozen=True)
class Ranges:
    """How far prices hold: one number per row, or column; NaN where it was not worked out.

    One unit less than the limit costs ``value_down``, down to a limit of ``down_to`` at least; one unit more brings
    ``value_up``, up to ``up_to`` at least. ``inf``, ``−inf``: without end; a value of ``inf``: no plan exists beyond.
    The two values are equal but at a degenerate optimum, where the dual lies between them.
    """

    down_to: NDArray[np.float64]
    up_to: NDArray[np.float64]
    value_down: NDArray[np.float64]
    value_up: NDArray[np.float64]

    @classmethod
    def unknown(cls, count: int) -> "Ranges":
        """Nothing worked out yet, for so many rows or columns: to be filled in."""
        return cls(*(np.full(count, np.nan) for _ in range(4)))


@dataclass(frozen=True)
class Duals:
    """Marginal prices of a linear program: of its rows, of its columns' bounds, and what program they belong to."""

    rows: NDArray[np.float64]
    columns: NDArray[np.float64]
    """Reduced costs: ``cost - matrix.T @ rows``."""
    basis: str
    """``linear program``; ``integers fixed``; or ``switches fixed``: vehicles need not be whole."""
    row_ranges: Ranges | None = None
    """Of the rows; ``None``: not worked out."""
    column_ranges: Ranges | None = None
    """Of the columns' bounds."""
    room: NDArray[np.float64] | None = None
    """What switches that are kept bring to each row's limits (the space on the sailings that are run); ``None``: 0."""
