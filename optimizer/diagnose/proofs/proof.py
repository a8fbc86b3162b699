"""What a proof by arithmetic is: a sentence with its figures and places, and the limits that clash."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.keys import MISSING, Keys, Positions
from optimizer.diagnose.limits import Limits
from optimizer.diagnose.words import names_of, places, says_something
from optimizer.explain.sources import Cited, cite
from optimizer.report import figures

EPS = 1e-6
"""Units, hours, … that are rounding error."""


@dataclass(frozen=True)
class Proof:
    """Arithmetic alone shows that these limits (by number) clash."""

    kind: str
    text: str
    limits: tuple[int, ...]
    also: tuple[Cited, ...] = ()
    """Cells that are no limits, but without which they would not clash: a lead time, a program that is off."""


@dataclass(frozen=True, eq=False)
class Desk:
    """What proofs are written from: the case, its limits, and how both are told."""

    limits: Limits

    @property
    def case(self) -> Case:
        """The case as it is."""
        return self.limits.case

    def number(self, rule: str, limit: str, keys: Keys, position: int = 0) -> int:
        """The limit at one key; ``MISSING`` where there is none."""
        return int(self.numbers(rule, limit, keys.take(np.array([position])))[0])

    def numbers(self, rule: str, limit: str, keys: Keys) -> Positions:
        """The limit at each key; ``MISSING`` where there is none."""
        found = np.full(len(keys), MISSING, dtype=np.int64)
        for block, numbers in self.limits.blocks:
            if (block.name, block.limit) == (rule, limit):
                places = block.keys.find(keys)
                here = (places != MISSING) & (found == MISSING)
                found[here] = numbers[places[here]]
        return found

    def key(self, **codes: int) -> Keys:
        """One key of those codes."""
        arrays = {name: np.array([code], dtype=np.int32) for name, code in codes.items()}
        return Keys(tuple(codes), arrays, self.case.sizes)

    def name(self, dimension: str, code: int) -> str:
        """The name of a code; a line with its plant."""
        return names_of(self.limits, self.key(**{dimension: code}))[dimension]

    def places(self, *numbers: int) -> str:
        """``demand.csv:85, 88; stock.csv:3``: the cells of those limits."""
        cells = self.limits.cited(number for number in numbers if number != MISSING)
        return places(cell for found in cells.values() for cell in found if says_something(cell))

    def said(self, words: str, *numbers: int) -> str:
        """The words with the places of those limits behind them."""
        places = self.places(*numbers)
        return f"{words} ({places})" if places else words

    def cell(self, table: str, row: int, column: str) -> Cited:
        """A cell with its place."""
        return cite(self.case, table, row, column)


def fewest(amounts: list[tuple[float, int]], above: float) -> list[tuple[float, int]]:
    """The fewest amounts, largest first, that add up to more than so much; none of them could be left out."""
    taken, total = [], 0.0
    for amount, number in sorted(amounts, key=lambda item: -item[0]):
        if total > above + EPS:
            break
        taken.append((amount, number))
        total += amount
    return taken


def units(count: float) -> str:
    """Units as a planner reads them, 0 as ``0``."""
    return figures.units(count) if count else "0"
