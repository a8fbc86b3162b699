"""One program kept inside HiGHS and changed bit by bit: each solve begins where the last one ended.

For chains of linear programs that differ little: parametrics, ranges, filters. Whole columns are taken as they come:
give it a program that is linear already, or keep its switches first (``optimizer.engines.fix``).
"""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program
from models.solution import Status
from optimizer.engines.highs_model import pass_program, set_options

if TYPE_CHECKING:
    import highspy

from optimizer.engines.base import Options

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Said:
    """What the engine says of the program as it stands: a maximisation, in the sense of ``models.solution.Solution``.

    Everything but ``status`` and ``seconds`` is ``None`` unless the status is ``OPTIMAL``.
    """

    status: Status
    seconds: float
    objective: float | None = None
    values: Numbers | None = None
    duals: Numbers | None = None
    reduced_costs: Numbers | None = None


class Warm:
    """A linear program that stays in the engine; rows may be added behind its own and taken away again."""

    def __init__(self, program: Program, time_limit: float | None = None, *, costs_move: bool = False) -> None:
        """Hand the program over; ``time_limit``: seconds for each solve.

        ``costs_move``: what is changed from solve to solve are costs, not limits. Then the last solution stays one, and
        the primal simplex goes on from it, fifty times as fast as the dual one would.
        """
        import highspy

        self._highs: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
        set_options(self._highs, Options())
        pass_program(self._highs, program.relaxed())
        self._highs.setOptionValue("solver", "simplex")
        if costs_move:
            self._highs.setOptionValue("simplex_strategy", PRIMAL)
        if time_limit is not None:
            self._highs.setOptionValue("time_limit", time_limit)
        self.rows = len(program.row_lower)
        """How many rows there are now."""

    @property
    def engine(self) -> "highspy.Highs":
        """The engine itself, for what has no name here (a basis, ranging): it minimises the negated cost."""
        return self._highs

    def set_cost(self, columns: Places, cost: Numbers) -> None:
        """Other earnings of some columns."""
        self._highs.changeColsCost(len(columns), columns.astype(np.int32), -np.asarray(cost, dtype=np.float64))

    def set_bounds(self, columns: Places, lower: Numbers, upper: Numbers) -> None:
        """Other bounds of some columns."""
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), _floats(lower), _floats(upper))

    def set_limits(self, rows: Places, lower: Numbers, upper: Numbers) -> None:
        """Other limits of some rows."""
        change = self._highs.changeRowsBounds  # type: ignore[attr-defined]  # its stub forgets it
        change(len(rows), rows.astype(np.int32), _floats(lower), _floats(upper))

    def add_rows(self, matrix: sp.csr_array, lower: Numbers, upper: Numbers) -> Places:
        """Add rows ``lower ≤ matrix · x ≤ upper`` behind those there are; gives back their places."""
        count = len(lower)
        self._highs.addRows(count, _floats(lower), _floats(upper), matrix.nnz, matrix.indptr.astype(np.int32),
                            matrix.indices.astype(np.int32), matrix.data)  # fmt: skip
        self.rows += count
        return np.arange(self.rows - count, self.rows)

    def drop_rows(self, first: int) -> None:
        """Take away the rows from ``first`` on."""
        gone = np.arange(first, self.rows, dtype=np.int32)
        self._highs.deleteRows(len(gone), gone)
        self.rows = first

    def solve(self) -> Said:
        """Solve from the last basis."""
        import highspy

        began, kinds = time.perf_counter(), highspy.HighsModelStatus
        self._highs.run()
        if self._highs.getModelStatus() == kinds.kUnboundedOrInfeasible:
            self._highs.setOptionValue("presolve", "off")
            self._highs.run()
            self._highs.setOptionValue("presolve", "choose")
        status = STATUS.get(self._highs.getModelStatus().name, Status.ERROR)
        seconds = time.perf_counter() - began
        if status is not Status.OPTIMAL:
            return Said(status, seconds)
        solution = self._highs.getSolution()
        return Said(
            status,
            seconds,
            -self._highs.getInfo().objective_function_value,
            np.asarray(solution.col_value, dtype=np.float64),
            -np.asarray(solution.row_dual, dtype=np.float64),
            -np.asarray(solution.col_dual, dtype=np.float64),
        )


PRIMAL = 4
"""The primal simplex, as HiGHS numbers its strategies (kSimplexStrategyPrimal)."""

STATUS = {
    "kOptimal": Status.OPTIMAL,
    "kInfeasible": Status.INFEASIBLE,
    "kUnbounded": Status.UNBOUNDED,
    "kTimeLimit": Status.NO_PLAN,
    "kInterrupt": Status.NO_PLAN,
}
"""What HiGHS says of a linear program, in our words; anything else is an error."""


def _floats(values: Numbers) -> Numbers:
    return np.ascontiguousarray(values, dtype=np.float64)
