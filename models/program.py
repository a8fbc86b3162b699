"""The program: plain arrays that every engine takes, and who each row and column is.

::

    maximise   cost · x        subject to   row_lower ≤ matrix · x ≤ row_upper,   lower ≤ x ≤ upper,   x[integer] whole
"""

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.keys import Keys


@dataclass(frozen=True)
class Block:
    """A run of columns (one decision) or rows (one rule), in the order of its key table."""

    name: str
    keys: Keys
    start: int

    @property
    def stop(self) -> int:
        """One past the last row or column of the block."""
        return self.start + len(self.keys)


@dataclass(frozen=True)
class Program:
    """A linear or mixed-integer program (a maximisation) with named blocks.

    Shapes: ``n`` columns, ``m`` rows. Infinite bounds are ``±inf``.
    """

    cost: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    integer: NDArray[np.bool_]
    row_lower: NDArray[np.float64]
    row_upper: NDArray[np.float64]
    matrix: sp.csr_array
    decisions: tuple[Block, ...] = ()
    rules: tuple[Block, ...] = ()
    box: NDArray[np.float64] | None = None
    """A finite upper bound on each column that some best solution keeps: for certifying bounds, not for engines."""
    start: NDArray[np.float64] | None = None
    """A solution to start from, if there is one; NaN where it says nothing."""
    rule_rows: int | None = None
    """How many of the rows, the first ones, are rules: those after them follow from whole numbers and only tighten the
    relaxation. ``None``: all are rules."""

    @property
    def is_mip(self) -> bool:
        """Whether any column must be whole."""
        return bool(self.integer.any())

    def first_rows(self, count: int) -> "Program":
        """The same program without the rows after the first ``count``; itself if there are no others."""
        if count == len(self.row_lower):
            return self
        kept = self.matrix.indptr[count]
        arrays = (self.matrix.data[:kept], self.matrix.indices[:kept], self.matrix.indptr[: count + 1])
        return replace(
            self, matrix=sp.csr_array(arrays, shape=(count, len(self.cost))),
            row_lower=self.row_lower[:count], row_upper=self.row_upper[:count],
            rules=tuple(block for block in self.rules if block.start < count),
            rule_rows=None if self.rule_rows is None or count <= self.rule_rows else self.rule_rows,
        )  # fmt: skip

    def and_rows(self, matrix: sp.csr_array, lower: NDArray[np.float64], upper: NDArray[np.float64]) -> "Program":
        """The same program with further rows ``lower ≤ matrix · x ≤ upper`` behind its own, in no block; all its rows
        count as rules then.
        """
        return replace(
            self, rule_rows=None, matrix=sp.csr_array(sp.vstack([self.matrix, matrix])),
            row_lower=np.concatenate([self.row_lower, lower]), row_upper=np.concatenate([self.row_upper, upper]),
        )  # fmt: skip

    @property
    def rules_only(self) -> "Program":
        """The same program without the rows that only tighten it."""
        return self if self.rule_rows is None else self.first_rows(self.rule_rows)

    def relaxed(self) -> "Program":
        """The same program without integrality."""
        return replace(self, integer=np.zeros_like(self.integer))
