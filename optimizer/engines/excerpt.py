"""An excerpt of a program: some columns free, all others at the values they have, and only the rows that matter."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Excerpt:
    """A smaller program and where it stands in the larger one."""

    program: Program
    columns: NDArray[np.int64]
    """Its columns, by their place in the larger program."""
    rest: float
    """What the columns left out contribute to the objective."""

    def completed(self, values: Numbers, others: Numbers) -> Numbers:
        """Values of the smaller program's columns among those of all ``others`` (shape n of the larger one)."""
        full = others.copy()
        full[self.columns] = values
        return full


def excerpt(program: Program, free: Mask, values: Numbers) -> Excerpt:
    """The program over its ``free`` columns (a mask, shape n), the others being fixed at their ``values`` (shape n),
    from which it starts as well.

    What the values miss of a row because they are rounded is forgiven: with them the excerpt keeps all its rows.
    """
    columns = np.flatnonzero(free)
    inside = program.matrix.tocsc()[:, columns].tocsr()
    rows = np.flatnonzero(np.diff(inside.indptr))
    matrix = sp.csr_array(inside[rows])
    taken = program.matrix[rows] @ np.where(free, 0.0, values)
    reached = taken + matrix @ values[columns]
    return Excerpt(
        Program(
            cost=program.cost[columns], lower=program.lower[columns], upper=program.upper[columns],
            integer=program.integer[columns], matrix=matrix,
            row_lower=np.minimum(program.row_lower[rows], reached) - taken,
            row_upper=np.maximum(program.row_upper[rows], reached) - taken,
            start=values[columns],
        ),
        columns,
        float(program.cost @ np.where(free, 0.0, values)),
    )  # fmt: skip


class Surroundings:
    """The columns within some rows of others."""

    def __init__(self, program: Program) -> None:
        """Take the program whose rows join the columns."""
        self._by_row = program.matrix.copy()
        self._by_row.data = np.ones(program.matrix.nnz)
        self._by_column = sp.csr_array(self._by_row.T)

    def of(self, columns: Mask, steps: int) -> Mask:
        """The columns (a mask, shape n) and those that share a row with them; ``steps`` times over."""
        reached = columns.astype(np.float64)
        for _ in range(steps):
            reached = ((self._by_column @ (self._by_row @ reached)) > 0).astype(np.float64)
        return np.asarray(reached > 0, dtype=np.bool_) | columns
