"""Small programs with known answers, for the tests of the engines."""

import numpy as np
import scipy.sparse as sp

from models.program import Program

INF = np.inf


def program(cost, rows, row_lower, row_upper, lower=0.0, upper=INF, whole=False, start=None) -> Program:
    """A program from lists; single numbers hold for every column."""
    size = len(cost)

    def spread(value, kind=float):
        return np.broadcast_to(np.asarray(value, dtype=kind), (size,)).copy()

    return Program(
        cost=np.asarray(cost, dtype=float),
        lower=spread(lower),
        upper=spread(upper),
        integer=spread(whole, bool),
        row_lower=np.asarray(row_lower, dtype=float),
        row_upper=np.asarray(row_upper, dtype=float),
        matrix=sp.csr_array(np.asarray(rows, dtype=float).reshape(len(row_lower), size)),
        start=None if start is None else np.asarray(start, dtype=float),
    )


LINEAR = {
    # both hours go to the first model: 4 units at 3
    "corner": (program([3, 2], [[1, 1], [1, 3]], [-INF, -INF], [4, 6]), 12.0),
    # x + y = 5, x - y = 1: nothing left to choose
    "equalities": (program([1, 2], [[1, 1], [1, -1]], [5, 1], [5, 1]), 7.0),
    # 2 <= x + y <= 8, at a cost: only what must be is done, by the cheaper
    "range, lower side": (program([-3, -1], [[1, 1]], [2], [8], upper=[5, 1]), -4.0),
    "range, upper side": (program([3, 1], [[1, 1]], [2], [8], upper=[5, 5]), 18.0),
    # free column: x may fall to the row's -7
    "free column": (program([-1, 0], [[1, 1]], [-7], [INF], lower=[-INF, 0], upper=[INF, 2]), 9.0),
    "negative bounds": (program([1, -1], [[1, 1]], [-INF], [10], lower=[-3, -5], upper=[-2, 5]), 3.0),
    "rows without sides": (program([1, 1], [[1, 0], [0, 1]], [-INF, -INF], [INF, 3], upper=[2, 9]), 5.0),
    # three rows meet in one point
    "degenerate": (program([1, 1], [[1, 0], [0, 1], [1, 1]], [-INF] * 3, [2, 2, 4]), 4.0),
    "no cost": (program([0, 0], [[1, 1]], [1], [2]), 0.0),
    "no columns": (program([], [[]], [-1], [1]), 0.0),
    "no rows": (program([2, -1], [], [], [], lower=-1, upper=3), 7.0),
    "empty rows": (program([2, -1], [[0, 0]], [-1], [1], upper=3), 6.0),
}
"""Linear programs and their best objective."""

WHOLE = {
    # the relaxation has 21 at (3, 1.5); whole numbers reach 20 at (4, 0)
    "knapsack": (program([5, 4], [[6, 4], [1, 2]], [-INF, -INF], [24, 6], whole=True), 20.0),
    # x + y <= -1.5, so -2: x = 5 and y = -7
    "negative": (program([3, 2], [[2, 2]], [-INF], [-3], lower=-9, upper=5, whole=True), 3 * 5 - 2 * 7.0),
    # 3x + 5y = 7 has the one solution x = 4, y = -1
    "equality": (program([1, 1], [[3, 5]], [7], [7], lower=[0, -2], upper=[5, 5], whole=True), 3.0),
    "fractional bounds": (program([1, 1], [[1, 1]], [-INF], [9], upper=[2.5, 3.9], whole=True), 5.0),
    "no columns": (program([], [[]], [-1], [1], whole=True), 0.0),
    "no rows": (program([2, -1], [], [], [], lower=-1.5, upper=3.5, whole=True), 7.0),
    "range": (program([7, -2], [[2, -3]], [1], [4], upper=10, whole=True), 7 * 10 - 2 * 6.0),
}
"""Programs of whole columns and their best objective."""

MIXED = {
    # a line that is opened (cost 5) builds up to 10 at 2 each; hours allow 7.5
    "switch": (program([2, -5], [[1, -10], [1, 0]], [-INF, -INF], [0, 7.5], upper=[INF, 1], whole=[False, True]), 10.0),
    # y is worth more, and whole: 6, for which x goes down to -1.5
    "free part": (program([1, 3], [[1, 1]], [-INF], [4.5], lower=[-2, 0], upper=9, whole=[False, True]), 16.5),
}
"""Programs of whole and other columns and their best objective."""

INFEASIBLE = {
    "rows": program([1, 1], [[1, 1], [1, 1]], [5, -INF], [INF, 4]),
    # also unbounded but for its rows: an engine's presolve can't tell
    "infeasible or unbounded": program([1, 1], [[1, -1], [1, -1]], [5, -INF], [INF, 4]),
    "crossed bounds": program([1], [[1]], [-INF], [3], lower=2, upper=1),
    "empty row": program([1], [[0]], [1], [3], upper=1),
}
"""Linear programs without a solution."""

INFEASIBLE_WHOLE = {
    # 2x + 2y = 1 only between whole numbers
    "parity": program([1, 1], [[2, 2]], [1], [1], upper=9, whole=True),
    "parity, no bounds": program([1, 1], [[2, 2]], [1], [1], whole=True),
    "between whole numbers": program([1], [[1]], [-INF], [3], lower=0.2, upper=0.8, whole=True),
}
"""Programs without a solution in whole numbers."""

UNBOUNDED = {
    "along a ray": program([1, 1], [[1, -1]], [-INF], [4]),
    "free column": program([-1, 0], [[0, 1]], [-INF], [4], lower=[-INF, 0]),
    "no rows": program([1, 0], [], [], []),
}
"""Linear programs without a best solution."""


def hard(seed: int = 1, columns: int = 60, rows: int = 5) -> Program:
    """A knapsack with several rows: solutions at once, a proof not for minutes."""
    random = np.random.default_rng(seed)
    weights = random.integers(10, 100, (rows, columns)).astype(float)
    cost = weights.sum(axis=0) / rows + random.uniform(0, 20, columns)
    return program(cost, weights, [-INF] * rows, weights.sum(axis=1) // 2, upper=1.0, whole=True)


def random_linear(seed: int, columns: int = 30, rows: int = 20) -> Program:
    """A feasible, bounded linear program with ranges, equalities, free and negative columns."""
    random = np.random.default_rng(seed)
    matrix = random.integers(-4, 9, (rows, columns)) * (random.uniform(size=(rows, columns)) < 0.3)
    inside = random.integers(-3, 6, columns).astype(float)
    activity = matrix @ inside
    slack = random.integers(0, 5, (2, rows)).astype(float)  # 0 twice: an equality
    lower = np.where(random.uniform(size=columns) < 0.2, -INF, inside - random.integers(0, 4, columns))
    upper = inside + random.integers(0, 9, columns)
    lower = np.where(np.isneginf(lower) & (matrix == 0).all(axis=0), inside, lower)
    cost = random.integers(0, 9, columns) * np.where(np.isneginf(lower), 1.0, random.choice([-1.0, 1.0], columns))
    return program(cost, matrix, activity - slack[0], activity + slack[1], lower=lower, upper=upper)
