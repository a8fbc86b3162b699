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
    lower, upper = program.lower, program.upper
    if program.is_mip:
        lower = np.where(program.integer, np.ceil(lower - WHOLE), lower)
        upper = np.where(program.integer, np.floor(upper + WHOLE), upper)
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
    # the least and the most of an array tell of all: both are NaN where any number in it is
    if not np.isfinite([_range(program.cost), _range(program.matrix.data)]).all():
        return "a cost or a coefficient is not a finite number"
    starts = [_range(side)[1] for side in (program.lower, program.row_lower)]
    ends = [_range(side)[0] for side in (program.upper, program.row_upper)]
    if np.isnan([starts, ends]).any():
        return "a bound is not a number"
    if np.inf in starts or -np.inf in ends:
        return "a lower bound is +infinity, or an upper bound -infinity"
    return ""


def _range(array: NDArray[np.float64]) -> tuple[float, float]:
    """The least and the most, NaN where any number is; 0 of nothing."""
    return (float(array.min()), float(array.max())) if len(array) else (0.0, 0.0)
