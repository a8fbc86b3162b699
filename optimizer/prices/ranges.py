"""How far the prices of a plan hold: what one basis of the linear program proves, and both directions at a corner."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.prices import WORTH
from models.program import Program
from models.solution import Duals, Ranges, Solution
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.engines.held import Held, solved_and_held

Numbers = NDArray[np.float64]

MOST_TERMS = 50_000
"""Terms up to which the ranges of prices are worked out: some tenths of a second, with one more solve."""

MOST_TERMS_AT_CORNERS = 2_000
"""Terms up to which both directions of a degenerate price are solved for too: some thousandths of a second each."""

NO_WAY = 1e-7
"""Share of a limit (at least of 1) below which a range is no range: the optimum has its corner there."""


def solved_for_ranges(program: Program, options: Options) -> tuple[Solution, Held | None]:
    """The optimum of a linear program, and the engine at it where ``with_ranges`` will ask that for ranges."""
    if program.matrix.nnz > MOST_TERMS:
        return engines.solve(program, options), None
    return solved_and_held(program, options)


def with_ranges(program: Program, duals: Duals, held: Held | None = None) -> Duals:
    """The prices of a linear program with the ranges over which they hold, where those are cheap to work out.

    ``held`` is an engine at the optimum of the program; without one it is solved once more.

    A range of the basis proves its price: the optimum moves in a straight line as long as the basis stays the best one
    (parametric programming; e.g. Chvátal, *Linear Programming*, 1983, chapter 10). The price may hold further.
    """
    if program.matrix.nnz > MOST_TERMS:
        return duals
    held = held or Held.at_optimum(program)
    warm, said = held.warm, held.said
    if said.duals is None or said.reduced_costs is None:
        return duals
    _, ranging = warm.engine.getRanging()
    up, down = ranging.row_bound_up, ranging.row_bound_dn
    rows = _by_basis(said.duals, program.row_lower, program.row_upper, np.array(down.value_), np.array(up.value_))
    up, down = ranging.col_bound_up, ranging.col_bound_dn
    columns = _by_basis(said.reduced_costs, program.lower, program.upper, np.array(down.value_), np.array(up.value_))
    if program.matrix.nnz <= MOST_TERMS_AT_CORNERS:
        from optimizer.prices.corners import fill_in  # loaded only where it is cheap to use

        fill_in(program, warm, duals, said, rows, columns)
    return replace(duals, row_ranges=rows, column_ranges=columns)


def _by_basis(duals: Numbers, lower: Numbers, upper: Numbers, down_to: Numbers, up_to: Numbers) -> Ranges:
    """The ranges of the priced sides, from those of the basis; NaN in a direction in which it has none."""
    side = np.where((duals > 0) & np.isfinite(upper), upper, lower)
    is_priced = (np.abs(duals) > WORTH) & np.isfinite(side)
    least = NO_WAY * np.maximum(1.0, np.where(is_priced, np.abs(side), 1.0))
    with np.errstate(invalid="ignore"):
        downwards, upwards = is_priced & (side - down_to > least), is_priced & (up_to - side > least)
    return Ranges(np.where(downwards, down_to, np.nan), np.where(upwards, up_to, np.nan),
                  np.where(downwards, duals, np.nan), np.where(upwards, duals, np.nan))  # fmt: skip
