"""Programs that need no engine: nothing to decide, nothing to obey, bounds that cross, numbers that are none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Status

WHOLE = 1e-9
"""How close to a whole number a bound of a whole column counts as one."""


@dataclass(frozen=True)
class Said:
    """What an engine says of a program (a maximisation), in our words, before it is believed."""

    status: Status | None
    """``None``: infeasible or unbounded, it does not know which."""
    values: NDArray[np.float64] | None = None
    bound: float | None = None
    duals: NDArray[np.float64] | None = None
    message: str = ""
    nodes: int = 0
    """How many nodes a search took, where the engine says so."""


def said_without_engine(program: Program) -> Said | None:
    """The answer where no engine is needed (they disagree about such programs, or refuse them); else ``None``."""
    fault = _fault(program)
    if fault:
        return Said(Status.ERROR, message=fault)
    lower = np.where(program.integer, np.ceil(program.lower - WHOLE), program.lower)
    upper = np.where(program.integer, np.floor(program.upper + WHOLE), program.upper)
    if (lower > upper).any() or (program.row_lower > program.row_upper).any():
        return Said(Status.INFEASIBLE)
    if program.matrix.nnz:
        return None
    if (program.row_lower > 0).any() or (program.row_upper < 0).any():
        return Said(Status.INFEASIBLE)
    nearest_zero = np.clip(0.0, lower, upper)
    values = np.where(program.cost > 0, upper, np.where(program.cost < 0, lower, nearest_zero))
    if not np.isfinite(values).all():
        return Said(Status.UNBOUNDED)
    duals = None if program.is_mip else np.zeros(len(program.row_lower))
    return Said(Status.OPTIMAL, values, float(program.cost @ values), duals)


def _fault(program: Program) -> str:
    """What is wrong with the arrays themselves, or nothing."""
    columns, rows = len(program.cost), len(program.row_lower)
    if program.matrix.shape != (rows, columns):
        return f"the matrix has shape {program.matrix.shape}, not {(rows, columns)}"
    # HiGHS reads past the end of an array that is too short
    if any(len(array) != columns for array in (program.lower, program.upper, program.integer)):
        return f"there are {columns} columns, but not as many bounds or integrality marks"
    if len(program.row_upper) != rows or (program.start is not None and len(program.start) != columns):
        return f"there are {rows} rows and {columns} columns, but not as many upper sides or starting values"
    if not (np.isfinite(program.cost).all() and np.isfinite(program.matrix.data).all()):
        return "a cost or a coefficient is not a finite number"
    sides = (program.lower, program.upper, program.row_lower, program.row_upper)
    if any(np.isnan(side).any() for side in sides):
        return "a bound is not a number"
    starts, ends = (program.lower, program.row_lower), (program.upper, program.row_upper)
    if any(np.isposinf(side).any() for side in starts) or any(np.isneginf(side).any() for side in ends):
        return "a lower bound is +infinity, or an upper bound -infinity"
    return ""
