"""What the rows imply of each column by itself: bounds for engines that need every column bounded, and columns that can
never be used.

Builds, routes, stocks, switches: no more is built than line time allows, nothing leaves a yard before something is
built, no lot is begun that its line cannot finish, nothing is in a market before the first ship arrives. Each pass over
the rows carries a bound one row further, by what the other columns of the row can be.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.program import Program

ROUNDS = 10
"""Passes over the rows to make bounds finite: from build to yard to shipment to stock to sale there are five rows."""

PASSES = 60
"""Passes over the rows to find what can never be used: a chain of months has as many links."""

IDLE = 4
"""Passes without a new find after which there is none to be expected."""

NOTHING = 1e-9
"""Units, hours …: what cannot exceed this is 0, up to sums in floating point."""

WHOLE = 1e-6
"""How far below a whole number a bound may be computed that is that number."""

Numbers = NDArray[np.float64]


def implied_bounds(program: Program) -> tuple[Numbers, Numbers]:
    """The columns' bounds (lower and upper, shape n) with infinite ones made finite wherever rows imply it.

    Finite bounds are left as they are; a bound stays infinite where no row implies one.
    """
    lower, upper, terms = program.lower.copy(), program.upper.copy(), _terms(program)
    for _ in range(ROUNDS):
        open_before = _open(lower, upper)
        if not open_before:
            break
        for side in terms:
            below, above = side.implied(lower, upper)
            np.copyto(upper, above, where=np.isinf(upper))
            np.copyto(lower, below, where=np.isinf(lower))
        if _open(lower, upper) == open_before:
            break
    return lower, upper


def unusable(program: Program) -> NDArray[np.bool_]:
    """Which columns (shape n), by their own bounds free to be 0 or more, are 0 in every solution."""
    lower, upper, terms = program.lower.copy(), program.upper.copy(), _terms(program)
    free, found, idle = (program.lower == 0) & (program.upper > 0), 0, 0
    unused = np.zeros(len(upper), dtype=np.bool_)
    for _ in range(PASSES):
        for side in terms:
            below, above = side.implied(lower, upper)
            above = np.where(program.integer & np.isfinite(above), np.floor(above + WHOLE), above)
            upper = np.minimum(upper, np.maximum(above, program.lower))  # where they cross there is no solution at all
            lower = np.maximum(lower, np.minimum(below, upper))
        unused = free & (upper <= NOTHING)
        upper[unused] = 0.0
        idle, found = (idle + 1 if unused.sum() == found else 0), int(unused.sum())
        if idle == IDLE:
            break
    return unused


def without_unusable(program: Program) -> Program:
    """The program with columns that can never be used fixed at 0: it has the same solutions."""
    unused = unusable(program.rules_only)
    return replace(program, upper=np.where(unused, 0.0, program.upper)) if unused.any() else program


def _open(lower: Numbers, upper: Numbers) -> int:
    return int(np.isinf(lower).sum() + np.isinf(upper).sum())


@dataclass(frozen=True)
class _Terms:
    """The terms of the rows that have one of the two sides, turned so that it is ``sum(value * x) <= side``."""

    row: NDArray[np.intp]
    column: NDArray[np.intp]
    value: Numbers
    side: Numbers

    def implied(self, lower: Numbers, upper: Numbers) -> tuple[Numbers, Numbers]:
        """The least and the most that each column (shape n) can be, where the others of a row are within bounds."""
        least = self.value * np.where(self.value > 0, lower[self.column], upper[self.column])
        unknown = np.isinf(least)
        known = np.where(unknown, 0.0, least)
        known_sum = np.bincount(self.row, known, len(self.side))
        unknowns = np.bincount(self.row, unknown, len(self.side))
        tells = unknowns[self.row] - unknown == 0
        row, value, at = self.row[tells], self.value[tells], self.column[tells]
        found = (self.side[row] - (known_sum[row] - known[tells])) / value
        above, below = np.full_like(upper, np.inf), np.full_like(lower, -np.inf)
        np.minimum.at(above, at[value > 0], found[value > 0])
        np.maximum.at(below, at[value < 0], found[value < 0])
        return below, above


def _terms(program: Program) -> list[_Terms]:
    """The terms of all upper sides, and of all lower sides."""
    entries = program.matrix.tocoo()
    listed = []
    for side, sign in ((program.row_upper, 1.0), (-program.row_lower, -1.0)):
        told = (entries.data != 0) & np.isfinite(side)[entries.coords[0]]
        row, column = entries.coords[0][told], entries.coords[1][told]
        listed.append(_Terms(row, column, sign * entries.data[told], side))
    return listed
