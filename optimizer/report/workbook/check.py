"""A check: by how much a rule is broken at each of its keys, as a formula; named and worded as the audit does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.report.workbook.figures import Figure, Mask, Places


@dataclass(frozen=True)
class Check:
    """One limit of a rule. ``figure``: the excess, 0 where it holds; a column for each period, or one for the horizon.

    ``filled``: the cells to which it applies; rows without any are left out.
    """

    rule: str
    message: str
    unit: str
    keys: tuple[str, ...]
    names: Sequence[tuple[str, ...]]
    figure: Figure
    filled: Mask
    is_of_horizon: bool = False
    """One figure a row, for all periods together."""

    @property
    def rows(self) -> Places:
        """The rows to which it applies at all."""
        return np.flatnonzero(self.filled.any(axis=1))

    def places(self) -> Iterator[str]:
        """``plant=A line=1`` of each row."""
        for row in self.rows:
            yield " ".join(f"{key}={name}" for key, name in zip(self.keys, self.names[row], strict=True) if name)
