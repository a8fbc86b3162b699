"""From the relaxation's fractions of switches to whole ones: what is used at all is switched on.

A relaxation opens a switch just as far as its capacity is used. Where that is at all, the whole switch pays for a use
that the relaxation found worth having; what it costs too much is found out afterwards (see ``neighbourhoods``). Of
several that exclude each other the one opened furthest is taken.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.program import Program

THRESHOLDS = (1e-6, 0.1, 0.5)
"""Fractions above which a switch is on, tried in turn: where lots are large, not everything that is used can be."""

Numbers = NDArray[np.float64]


def roundings(program: Program, switches: NDArray[np.bool_], values: Numbers) -> Iterator[Numbers]:
    """Values (shape n) with the switches (a mask, shape n) made whole, others as they are; the most promising first."""
    chosen, exclusive = exclusive_choice(program, switches, values)
    for threshold in THRESHOLDS:
        opened = np.floor(values + 1e-6) + (values - np.floor(values + 1e-6) > threshold)
        opened[exclusive] = chosen[exclusive]
        yield np.where(switches, np.clip(opened, program.lower, program.upper), values)


def exclusive_choice(
    program: Program, switches: NDArray[np.bool_], values: Numbers
) -> tuple[Numbers, NDArray[np.bool_]]:
    """Of every group of switches of which exactly one is on, the one opened furthest (1, all else 0); and the mask of
    all switches that are in such a group.
    """
    matrix, sizes = program.matrix, np.diff(program.matrix.indptr)
    foreign = np.add.reduceat(np.append(~switches[matrix.indices] | (matrix.data != 1), 0), matrix.indptr[:-1])
    exactly_one = (program.row_lower == 1) & (program.row_upper == 1) & (sizes > 0) & (foreign == 0)
    rows = np.flatnonzero(exactly_one)
    row = np.repeat(np.arange(len(sizes)), sizes)
    inside = exactly_one[row]
    row, column = row[inside], matrix.indices[inside]
    order = np.lexsort([-values[column], row])
    first = order[np.unique(row[order], return_index=True)[1]] if len(rows) else order
    chosen, exclusive = np.zeros(len(values)), np.zeros(len(values), dtype=np.bool_)
    chosen[column[first]] = 1.0
    exclusive[column] = True
    return chosen, exclusive
