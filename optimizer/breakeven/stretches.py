"""What came of moving a number: stretches on which one plan (or one way of planning) is best, and what divides them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.draft import Draft
from optimizer.breakeven.family import Whole
from optimizer.breakeven.parameter import Parameter

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class End:
    """The best plan at one end of a stretch: values of the columns of ``Told.draft``, and the objective."""

    at: float
    objective: float | None
    values: Numbers | None
    """``None``: no plan exists."""


@dataclass(frozen=True)
class Stretch:
    """Between its ends the same plan is best, or it slides from the first to the last in a straight line.

    ``doubt``: by how much a plan could be better than told at its start, at most (nothing: proved there).
    """

    start: End
    stop: End
    doubt: float = 0.0

    @property
    def slope(self) -> float | None:
        """What the objective gains for a unit more of the number, on the whole stretch."""
        if self.start.objective is None or self.stop.objective is None or self.start.at == self.stop.at:
            return None
        return (self.stop.objective - self.start.objective) / (self.stop.at - self.start.at)


@dataclass(frozen=True)
class Told:
    """All stretches from left to right; neighbours meet, but for the width that ``is_exact`` says there is none of."""

    parameter: Parameter
    low: float
    high: float
    whole: Whole
    draft: Draft
    """Of the case in the middle of the range: whose columns the values are of."""
    stretches: tuple[Stretch, ...]
    method: str
    """How it was found, in a sentence."""
    is_exact: bool
    """Whether all breaks are known, each at its very point; else each lies between two points solved."""
    doubt: float
    """By how much a plan could be better than told at any point solved, at most."""
    finished: bool
    """Whether time sufficed."""
    solves: int
    seconds: float

    @property
    def breaks(self) -> int:
        """How often the best plan becomes another."""
        return max(0, len(self.stretches) - 1)
