"""A program whose soft limits give way: each has a column more, by which its rows and bounds are wider."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from models.program import Program
from optimizer.explain.ground import Numbers
from optimizer.explain.softening import Soft


class Elastic:
    """A program of ``n`` columns with ``count`` more, one for each soft limit: by how much it gives way."""

    def __init__(self, base: Program, softs: Sequence[Soft]) -> None:
        self._base, self._count = base, len(softs)
        self._slack = sp.lil_array((len(base.row_lower), len(softs)))
        self._row_lower, self._lower, self._upper = base.row_lower.copy(), base.lower.copy(), base.upper.copy()
        self._laid: list[tuple[sp.csr_array, int, float, float, float]] = []
        for number, soft in enumerate(softs):
            for row, eases in soft.rows:
                self._ease_row(row, number, eases)
            for column in soft.columns:
                self._ease_bound(column, number, soft.sense)
            for column in soft.given_up:
                self._ease_bound(column, number, 1)

    def _ease_row(self, row: int, number: int, eases: float) -> None:
        """A row's upper side gives way, or its lower one where there is no other; both where there are both."""
        if not np.isfinite(self._base.row_upper[row]):
            self._slack[row, number] = eases
            return
        self._slack[row, number] = -eases
        if np.isfinite(self._base.row_lower[row]):
            self._laid.append((self._base.matrix[[row], :], number, eases, float(self._row_lower[row]), np.inf))
            self._row_lower[row] = -np.inf

    def _ease_bound(self, column: int, number: int, sense: int) -> None:
        """A column's upper bound (+1) gives way, or its lower one."""
        one = sp.csr_array(([1.0], ([0], [column])), shape=(1, len(self._lower)))
        if sense > 0:
            self._laid.append((one, number, -1.0, -np.inf, float(self._base.upper[column])))
            self._upper[column] = np.inf
        else:
            self._laid.append((one, number, 1.0, float(self._base.lower[column]), np.inf))
            self._lower[column] = 0.0

    def program(self, cost: Numbers, most: Numbers) -> Program:
        """The program, with the earnings of all its columns and by how much each soft limit gives way at most."""
        base, matrix = self._base, sp.block_array([[self._base.matrix, sp.csr_array(self._slack)]], format="csr")
        if self._laid:
            numbers, eases = [number for _, number, *_ in self._laid], [by for _, _, by, *_ in self._laid]
            wider = sp.csr_array((eases, (np.arange(len(eases)), numbers)), shape=(len(eases), self._count))
            laid = sp.block_array([[sp.vstack([row for row, *_ in self._laid]), wider]])
            matrix = sp.vstack([matrix, laid], format="csr")
        return Program(
            cost=cost,
            lower=np.concatenate([self._lower, np.zeros(self._count)]),
            upper=np.concatenate([self._upper, most]),
            integer=np.zeros(len(cost), dtype=np.bool_),
            row_lower=np.concatenate([self._row_lower, [low for *_, low, _ in self._laid]]),
            row_upper=np.concatenate([base.row_upper, [high for *_, high in self._laid]]),
            matrix=sp.csr_array(matrix),
        )
