"""Of all plans that are equally good, the one closest to another plan: what differs then had to change.

The best plans of a linear program are those in which every row with a price is at its limit and every column with a
reduced cost at its bound (complementary slackness): a program of its own, over which the distance is made least.
"""

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from models.program import Program
from models.solution import Status
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.engines.warm import Places, Said
from optimizer.explain.ground import WORTH, Numbers

COUNTED = ("build", "ship", "sell")
"""Decisions whose changes are counted; the others follow from them."""


def closest(program: Program, best: Said, to: Numbers) -> Numbers:
    """The best plan (shape n) of a linear program with the least change of builds, dispatches and sales from ``to``.

    ``best`` is its solution; it is given back itself where rounding leaves no other.
    """
    assert best.values is not None
    assert best.duals is not None
    assert best.reduced_costs is not None
    face = _face(program, best.values, best.duals, best.reduced_costs)
    counted = np.concatenate([np.arange(b.start, b.stop) for b in program.decisions if b.name in COUNTED])
    found = engines.solve(_with_distance(face, counted, to), Options(), "highs")
    if found.status is not Status.OPTIMAL or found.values is None:
        return best.values
    return found.values[: len(to)]


def _face(program: Program, values: Numbers, duals: Numbers, reduced: Numbers) -> Program:
    """The program whose solutions are the best ones."""
    upper, lower = program.row_upper, program.row_lower
    rises, falls = duals > WORTH, duals < -WORTH
    full, empty = reduced > WORTH, reduced < -WORTH
    stays = np.clip(values, program.lower, program.upper)
    return replace(
        program,
        row_lower=np.where(rises & np.isfinite(upper), upper, lower),
        row_upper=np.where(falls & np.isfinite(lower), lower, upper),
        lower=np.where(full, stays, program.lower),
        upper=np.where(empty, stays, program.upper),
        integer=np.zeros_like(program.integer),
        start=None,
    )


def _with_distance(face: Program, counted: Places, to: Numbers) -> Program:
    """The program with a column more for the distance of each column counted, of which as little as possible."""
    count, width = len(counted), len(face.cost)
    pick = sp.csr_array((np.ones(count), (np.arange(count), counted)), shape=(count, width))
    away = sp.eye_array(count, format="csr")
    matrix = sp.block_array([[face.matrix, None], [pick, -away], [pick, away]], format="csr")
    none, all_of = np.full(count, -np.inf), np.full(count, np.inf)
    return Program(
        cost=np.concatenate([np.zeros(width), np.full(count, -1.0)]),
        lower=np.concatenate([face.lower, np.zeros(count)]),
        upper=np.concatenate([face.upper, all_of]),
        integer=np.zeros(width + count, dtype=np.bool_),
        row_lower=np.concatenate([face.row_lower, none, to[counted]]),
        row_upper=np.concatenate([face.row_upper, to[counted], all_of]),
        matrix=sp.csr_array(matrix),
    )
