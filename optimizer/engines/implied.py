"""Bounds on columns that the rows imply, for engines that need every column bounded."""

import numpy as np
from numpy.typing import NDArray

from models.program import Program

ROUNDS = 10
"""Passes over the rows: each carries a bound one row further (build → yard → shipment → stock → sale)."""

Bounds = tuple[NDArray[np.float64], NDArray[np.float64]]


def implied_bounds(program: Program) -> Bounds:
    """The columns' bounds (lower and upper, shape n) with infinite ones made finite wherever rows imply it.

    Finite bounds are left as they are; a bound stays infinite where no row implies one.
    """
    lower, upper = program.lower.copy(), program.upper.copy()
    entries = program.matrix.tocoo()
    stored = entries.data != 0
    row, column, value = entries.coords[0][stored], entries.coords[1][stored], entries.data[stored]
    for _ in range(ROUNDS):
        open_before = _open(lower, upper)
        if not open_before:
            break
        # a row's upper side bounds with the least the other columns may take; its lower side is the same, turned over
        _tighten(row, column, value, program.row_upper, lower, upper)
        _tighten(row, column, -value, -program.row_lower, lower, upper)
        if _open(lower, upper) == open_before:
            break
    return lower, upper


def _open(lower: NDArray[np.float64], upper: NDArray[np.float64]) -> int:
    return int(np.isinf(lower).sum() + np.isinf(upper).sum())


def _tighten(
    row: NDArray[np.intp],
    column: NDArray[np.intp],
    value: NDArray[np.float64],
    side: NDArray[np.float64],
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
) -> None:
    """Makes infinite entries of ``lower`` and ``upper`` finite, in place, by ``sum(value * x) <= side`` of each row."""
    least = value * np.where(value > 0, lower[column], upper[column])
    unknown = np.isinf(least)
    known_sum = np.bincount(row, np.where(unknown, 0.0, least), len(side))
    unknowns = np.bincount(row, unknown, len(side))
    others = known_sum[row] - np.where(unknown, 0.0, least)
    usable = np.isfinite(side[row]) & (unknowns[row] - unknown == 0)
    found = (side[row[usable]] - others[usable]) / value[usable]
    positive, at = value[usable] > 0, column[usable]
    above, below = np.full_like(upper, np.inf), np.full_like(lower, -np.inf)
    np.minimum.at(above, at[positive], found[positive])
    np.maximum.at(below, at[~positive], found[~positive])
    np.copyto(upper, above, where=np.isinf(upper))
    np.copyto(lower, below, where=np.isinf(lower))
