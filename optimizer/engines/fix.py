"""A mixed-integer program with its whole columns fixed: clean amounts for the rest, and prices."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.program import Program


def fixed(program: Program, values: NDArray[np.float64], but: NDArray[np.bool_] | None = None) -> Program:
    """The linear program that remains when whole columns keep their (rounded) value in ``values`` (shape n).

    Whole columns are fixed by their bounds, so the program has the same columns and rows; no column is whole any more.
    The rounded value is kept within the column's own bounds. Those marked in ``but`` (shape n) stay free.
    """
    kept = program.integer if but is None else program.integer & ~but
    whole = np.clip(np.round(values), program.lower, program.upper)
    return replace(
        program,
        lower=np.where(kept, whole, program.lower),
        upper=np.where(kept, whole, program.upper),
        integer=np.zeros_like(program.integer),
        start=None,
    )
