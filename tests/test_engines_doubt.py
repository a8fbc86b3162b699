"""Programs on which a solver is known to be wrong: the answer must be right all the same."""

import numpy as np
import pytest
import scipy.sparse as sp

from models.program import Program
from models.solution import Status
from optimizer.engines import Options, solve


def misjudged_by_presolve():
    """Eight columns, the first two whole: 51 x6 − 127.5 x2 + 44.5 x3 − 4.5 x0 − 1.5 x1.

    x3 = x0 + x1, x3 + x4 = 0.5 x2, x6 + x7 = 6 x5, x3 ≤ 1.5 x2, x2 ≤ 1, x5 ≤ 1. With x3 whole, x3 ≤ 0.5 forces x3 = 0,
    so x2 is best at 0 and x6 at 6: 306. HiGHS 1.12 to 1.15 find 284.75 with presolve, x2 = 1/6 costing 21.25.
    """
    matrix = np.zeros((4, 8))
    matrix[0, [0, 1, 3]] = 1, 1, -1
    matrix[1, [2, 3, 4]] = -0.5, 1, 1
    matrix[2, [5, 6, 7]] = -6, 1, 1
    matrix[3, [2, 3]] = -1.5, 1
    return Program(
        cost=np.array([-4.5, -1.5, -127.5, 44.5, 0, 0, 51, 0]),
        lower=np.zeros(8),
        upper=np.array([np.inf, np.inf, 1, np.inf, np.inf, 1, np.inf, np.inf]),
        integer=np.array([True, True] + 6 * [False]),
        row_lower=np.array([0.0, 0.0, 0.0, -np.inf]),
        row_upper=np.zeros(4),
        matrix=sp.csr_array(matrix),
    )


@pytest.mark.parametrize("engine", ["highs", "scip", "cbc"])
def test_small_programs_are_looked_at_twice(engine):
    """The best is 306, whatever an engine's presolve makes of it."""
    solution = solve(misjudged_by_presolve(), Options(), engine)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == pytest.approx(306.0)
    assert solution.bound == pytest.approx(306.0, rel=1e-4)
