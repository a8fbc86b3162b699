"""The matrix of a program while it is being written: rows are added below those that there are."""

from collections.abc import Iterable

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.keys import Positions

Entries = tuple[Positions, Positions, NDArray[np.float64]]
"""Rows, columns and coefficients, in ascending order of the columns."""

_PORTION = 1 << 16
"""Entries put in order together: a large rule alone, and many a small one at once."""


class Matrix:
    """Rows over a number of columns that is said with each addition, and is the same in all."""

    def __init__(self) -> None:
        self.height = 0
        """How many rows there are so far."""
        self._portions: list[sp.csr_array] = []
        self._pending: list[Entries] = []
        self._begun = 0

    def add(self, height: int, width: int, parts: Iterable[Entries]) -> None:
        """Add rows, numbered from 0 in the entries; what comes several times in one place is summed."""
        below = self.height - self._begun
        self._pending += [(rows + below, columns, data) for rows, columns, data in parts if len(rows)]
        self.height += height
        if sum(len(rows) for rows, _, _ in self._pending) > _PORTION:
            self._close(width)

    def whole(self, width: int) -> sp.csr_array:
        """All rows, each in the order of its columns."""
        self._close(width)
        matrix: sp.csr_array = sp.vstack(self._portions, format="csr")
        matrix.has_canonical_format = True  # as each portion has
        self._portions = [matrix]  # the parts are not needed beside the whole
        return matrix

    def _close(self, width: int) -> None:
        """Put what is pending in order, below the portions that there are."""
        # by column, and earlier columns of a row first where two parts have the same: little is left to sort in a row
        parts = sorted(self._pending, key=lambda part: (part[1][0], -part[0][0]))
        none = np.zeros(0, dtype=np.int32)
        rows, columns = (np.concatenate([none, *(part[place] for part in parts)], dtype=np.int32, casting="same_kind")
                         for place in (0, 1))  # fmt: skip
        data = np.concatenate([np.zeros(0), *(part[2] for part in parts)])
        self._portions.append(sp.csr_array((data, (rows, columns)), shape=(self.height - self._begun, width)))
        self._pending, self._begun = [], self.height
