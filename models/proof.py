"""Proof of a bound: what no solution of a linear program can exceed, worked out from duals and safe against rounding.

Any duals prove a bound (weak duality); good ones a tight one. Rounding is covered by directed arithmetic with running
error bounds (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, section 3.1) and by finite boxes on
the columns (Neumaier & Shcherbina, *Safe bounds in linear and mixed-integer linear programming*, Math. Prog. 99, 2004).
The result is a bound in exact arithmetic on the arrays as they stand, whatever the engine did to find the duals.
"""

import numpy as np
from numpy.typing import NDArray

from models.program import Program

Numbers = NDArray[np.float64]

_UNIT = np.finfo(np.float64).eps / 2


def safe_bound(program: Program, duals: Numbers) -> float:
    """An upper bound on ``cost · x`` over all x that keep the program's rows, bounds and boxes.

    ``inf`` where the duals prove none.

    ``duals``: one per row (shape m), in the sense of the maximisation: ≥ 0 prices an upper side, ≤ 0 a lower one. For
    any such numbers y, ``cost·x = y·(A x) + (cost − Aᵀy)·x``; each part is bounded by its best side.
    """
    lower, upper = program.lower, program.upper
    if program.box is not None:
        upper = np.minimum(upper, _padded(program.box))
    priced = _sided(duals, program.row_lower, program.row_upper)
    matrix = program.matrix.tocsc()
    reduced = program.cost - matrix.T @ priced
    magnitude = np.abs(program.cost) + abs(matrix).T @ np.abs(priced)
    terms = np.diff(matrix.indptr) + 2.0
    error = 1.01 * terms * _UNIT * magnitude + np.finfo(np.float64).tiny
    rows = _best(priced, np.zeros_like(priced), program.row_lower, program.row_upper)
    values = np.concatenate([rows, _best(reduced, error, lower, upper)])
    if not np.all(np.isfinite(values)):
        return float("inf")
    # Each product and its side carries one rounding; the sum of n terms at most n more.
    slack = 1.01 * (len(values) + 3) * _UNIT * float(np.abs(values).sum())
    return float(values.sum() + slack)


def _sided(duals: Numbers, row_lower: Numbers, row_upper: Numbers) -> Numbers:
    """The duals with those dropped that price a side that isn't there: noise of the engine."""
    priced = np.where((duals > 0) & ~np.isfinite(row_upper), 0.0, duals)
    return np.where((priced < 0) & ~np.isfinite(row_lower), 0.0, priced)


def _best(rates: Numbers, error: Numbers, lower: Numbers, upper: Numbers) -> Numbers:
    """The most that ``rate * x`` can be for x between the bounds and a rate within ``error`` of the one given."""
    low, high = rates - error, rates + error
    best = _times(low, lower)
    for rate, side in ((low, upper), (high, lower), (high, upper)):
        best = np.maximum(best, _times(rate, side))
    return best


def _times(rates: Numbers, sides: Numbers) -> Numbers:
    """Products, 0 where the rate is 0, also at an infinite side."""
    return np.multiply(rates, sides, out=np.zeros_like(rates), where=rates != 0)


def _padded(box: Numbers) -> Numbers:
    """Boxes with room for the rounding they were worked out with."""
    return box * (1 + 1e-6) + 1e-6
