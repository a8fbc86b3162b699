"""Scaling by powers of two: the same program in numbers that an engine's fixed tolerances fit.

Engines take a reduced cost below 1e-7, or a row missed by 1e-7, for nothing, whatever the unit of money or of the row.
Costs of a millionth, or hours counted in microseconds, would drown in that. Costs are scaled together, rows one by one,
and only where *all* their numbers lie far from 1; columns never, since vehicles are whole. A power of two changes no
digit, so values come back as they are, and duals and bounds are undone exactly.
"""

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program
from optimizer.engines.trivial import Said

Numbers = NDArray[np.float64]

FAR = 2.0**10
"""A row is scaled where its numbers are all above this, or all below its inverse."""

COST_TARGET = 2.0**8
"""Where the median cost is brought to when it is far off: prices of vehicles in thousands sit near it."""

COST_FAR = 2.0**12
"""How far, as a factor, the median cost may lie from the target before costs are scaled."""


@dataclass(frozen=True)
class Scaling:
    """Factors that a program was multiplied with."""

    cost: float
    rows: Numbers | None

    def undone(self, said: Said) -> Said:
        """An engine's answer on the scaled program, as one on the program itself."""
        duals = said.duals
        if duals is not None:
            duals = duals / self.cost if self.rows is None else duals * self.rows / self.cost
        bound = None if said.bound is None else said.bound / self.cost
        return replace(said, duals=duals, bound=bound)


def scaled(program: Program) -> tuple[Program, Scaling]:
    """The program in numbers near 1, and how to undo it; the same object where nothing is far off."""
    cost, rows = _cost_factor(program.cost), _row_factors(program)
    if cost != 1.0:
        program = replace(program, cost=program.cost * cost)
    if rows is not None:
        matrix = sp.csr_array(program.matrix.copy())
        matrix.data *= np.repeat(rows, np.diff(matrix.indptr))
        program = replace(
            program, matrix=matrix, row_lower=program.row_lower * rows, row_upper=program.row_upper * rows
        )
    return program, Scaling(cost, rows)


def _cost_factor(cost: Numbers) -> float:
    sizes = np.abs(cost[cost != 0])
    if not len(sizes):
        return 1.0
    off = COST_TARGET / float(np.median(sizes))
    return 1.0 if 1 / COST_FAR <= off <= COST_FAR else float(2.0 ** np.round(np.log2(off)))


def _row_factors(program: Program) -> Numbers | None:
    """One power of two per row; ``None`` where all are 1."""
    matrix = program.matrix
    sizes = np.abs(matrix.data)
    if not len(sizes) or (sizes.min() >= 1 / FAR and sizes.max() <= FAR):
        return None
    filled = np.flatnonzero(np.diff(matrix.indptr))
    starts = matrix.indptr[filled]
    least, most = np.minimum.reduceat(sizes, starts), np.maximum.reduceat(sizes, starts)
    far = (most < 1 / FAR) | (least > FAR)
    if not far.any():
        return None
    factors = np.ones(matrix.shape[0])
    factors[filled[far]] = 2.0 ** -np.round(np.log2(np.sqrt(least[far] * most[far])))
    return factors
