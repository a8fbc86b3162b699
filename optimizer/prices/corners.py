"""Prices at a corner: the directions of which the basis of a linear program says nothing, each solved for."""

import numpy as np

from models.prices import WORTH
from models.program import Program
from models.solution import Duals, Ranges
from optimizer.engines.warm import Said, Warm
from optimizer.prices.moving import Moving, Side
from optimizer.prices.reach import reach


def fill_in(program: Program, warm: Warm, duals: Duals, said: Said, rows: Ranges, columns: Ranges) -> None:
    """Fill in what is missing of the ranges of rows and columns that have a price; ``said`` is the optimum in ``warm``,
    which holds the program.
    """
    moving = Moving(program, warm)
    for place in np.flatnonzero(np.abs(duals.rows) > WORTH):
        _at_corner(moving, Side.of_row(program, int(place), float(duals.rows[place])), said, rows)
    for place in np.flatnonzero((np.abs(duals.columns) > WORTH) & (program.lower < program.upper)):
        side = Side.of_column(program, int(place), float(duals.columns[place]))
        if side.limit != 0:  # a decision is at least 0 of itself: that is no limit of a planner's
            _at_corner(moving, side, said, columns)


def _at_corner(moving: Moving, side: Side, said: Said, ranges: Ranges) -> None:
    assert said.objective is not None
    assert said.duals is not None
    assert said.reduced_costs is not None
    dual = float((said.duals if side.is_row else said.reduced_costs)[side.place])
    for direction, until, value in ((-1, ranges.down_to, ranges.value_down), (1, ranges.up_to, ranges.value_up)):
        if np.isnan(value[side.place]):
            reached = reach(moving, side, direction, dual, said.objective)
            value[side.place], until[side.place] = reached.value, reached.until
