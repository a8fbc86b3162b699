"""Least and most of many figures over one linear program, with far fewer solves than twice their number.

Every solution seen says something of every figure: one that was seen at its own bound is settled. So before figures
are asked for one by one, all of those left are pushed down (or up) together, as long as that settles any. (Bound
tightening with filtering: Gleixner, Berthold, Müller & Weltge, *Three enhancements for optimization-based bound
tightening*, J. Global Optimization 67, 2017.)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Status
from optimizer.engines.warm import Said
from optimizer.flexibility.cells import Cells

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

NEAR = 1e-6
"""Units within which a figure stands at its bound."""


@dataclass
class Extremes:
    """Least and most of each figure; where not ``proved`` only what was seen: it may go further."""

    least: Numbers
    most: Numbers
    least_proved: Mask
    most_proved: Mask
    solves: int = 0

    @property
    def proved(self) -> Mask:
        """Whether both ends of each are known."""
        both: Mask = self.least_proved & self.most_proved
        return both


class Asked(Protocol):
    """What can be asked for the most of one figure after another: ``Warm``, or a search for whole vehicles."""

    def set_cost(self, columns: NDArray[np.int64], cost: Numbers) -> None:
        """What is looked for next."""

    def solve(self) -> Said:
        """The plan with the most of it, ``OPTIMAL`` where that is proved."""


def extremes(program: Program, warm: Asked, cells: Cells, seen: Iterable[Numbers], *, asked: Mask | None = None,
             together: bool = True, is_over: Callable[[], bool] = lambda: False,
             tell: Callable[[str], None] = lambda _: None) -> Extremes:  # fmt: skip
    """The extremes of each figure (of those ``asked`` about) over the program in ``warm``, whose costs are nothing.

    ``program`` has its columns' bounds; ``seen`` are solutions of it in hand, at least one. No solve is begun once
    ``is_over`` says that time is up; without ``together`` figures are asked for one by one only.
    """
    search = _Search(program, warm, cells, list(seen), asked)
    if together:
        search.push_together(is_over)
    return search.run(is_over, tell)


class _Search:
    def __init__(self, program: Program, warm: Asked, cells: Cells, seen: list[Numbers], asked: Mask | None) -> None:
        self._warm, self._cells, self._width = warm, cells, len(program.cost)
        upper = program.upper if program.box is None else np.minimum(program.upper, program.box)
        figures = np.stack([cells.of(values) for values in seen])
        count = len(cells)
        skipped = np.zeros(count, dtype=np.bool_) if asked is None else ~asked
        self._found = Extremes(figures.min(axis=0), figures.max(axis=0), skipped.copy(), skipped.copy())
        self._lowest, self._highest = cells.of(program.lower), cells.of(upper)
        self._settle()

    def push_together(self, is_over: Callable[[], bool]) -> None:
        """Push all that are not known down, then up, as long as that settles any."""
        found = self._found
        for sign in (-1.0, 1.0):
            proved = found.least_proved if sign < 0 else found.most_proved
            while not is_over() and (left := ~proved).any():
                before = int(proved.sum())
                self._push(sign * left.astype(np.float64))
                if proved.sum() == before:
                    break

    def run(self, is_over: Callable[[], bool], tell: Callable[[str], None]) -> Extremes:
        """Push what is not known yet, one by one."""
        found = self._found
        for place in range(len(self._cells)):
            for sign, proved, figures in (
                (-1.0, found.least_proved, found.least),
                (1.0, found.most_proved, found.most),
            ):
                if proved[place] or is_over():
                    continue
                weights = np.zeros(len(self._cells))
                weights[place] = sign
                reached = self._push(weights)
                if reached is not None:
                    figures[place], proved[place] = reached[place], True
            tell(f"{place + 1:,} of {len(self._cells):,} figures, {found.solves:,} solves")
        return found

    def _push(self, weights: Numbers) -> Numbers | None:
        """Solve with the figures so weighted, and learn from the solution; gives back its figures if it is proved."""
        self._warm.set_cost(np.arange(self._width), self._cells.matrix.T @ weights)
        said = self._warm.solve()
        self._found.solves += 1
        if said.values is None:
            return None
        figures = self._cells.of(said.values)
        np.minimum(self._found.least, figures, out=self._found.least)
        np.maximum(self._found.most, figures, out=self._found.most)
        self._settle()
        return figures if said.status is Status.OPTIMAL else None

    def _settle(self) -> None:
        found = self._found
        found.least_proved |= found.least <= self._lowest + NEAR
        found.most_proved |= found.most >= self._highest - NEAR
