"""Figures that are also formulas: each is written once, and gives both the number and the text of its cell.

A figure has a row for each thing and a column for each period (or a single one, the same for all). Blank cells count
as 0, as they do in a spreadsheet. ``(builds * hours).text(3, 0)`` is ``Allocation!G9*'Inputs used'!G40``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]
Places = NDArray[np.integer]
Text = Callable[[int, int], str]


class Binds(IntEnum):
    """How tightly the outermost operator of a formula binds: what binds less tightly is put in brackets."""

    COMPARISON = 0
    SUM = 1
    PRODUCT = 2
    CALL = 3


@dataclass(frozen=True, eq=False)
class Figure:
    """Numbers, shape (rows or 1, columns or 1), and the formula of each, by row and column."""

    value: Numbers
    formula: Text
    binds: Binds = Binds.CALL

    def text(self, row: int, column: int) -> str:
        """The formula of a cell, without its equals sign; that of the only row or column for any."""
        height, width = self.value.shape
        return self.formula(row if height > 1 else 0, column if width > 1 else 0)

    def within(self, row: int, column: int, least: Binds) -> str:
        """The formula as a part of another, in brackets where it binds less tightly."""
        text = self.text(row, column)
        return text if self.binds >= least or text == "0" else f"({text})"

    def __add__(self, other: "Figure") -> "Figure":
        def text(row: int, column: int) -> str:
            words = [part.within(row, column, Binds.SUM) for part in (self, other)]
            return "+".join(word for word in words if word != "0") or "0"

        return Figure(self.value + other.value, text, Binds.SUM)

    def __sub__(self, other: "Figure") -> "Figure":
        def text(row: int, column: int) -> str:
            first, second = self.within(row, column, Binds.SUM), other.within(row, column, Binds.PRODUCT)
            if second == "0":
                return first
            return f"{'' if first == '0' else first}-{second}"

        return Figure(self.value - other.value, text, Binds.SUM)

    def __mul__(self, other: "Figure") -> "Figure":
        def text(row: int, column: int) -> str:
            words = [part.within(row, column, Binds.PRODUCT) for part in (self, other)]
            return "0" if "0" in words else "*".join(words)

        return Figure(self.value * other.value, text, Binds.PRODUCT)

    def __neg__(self) -> "Figure":
        return ZERO - self

    def rows(self, places: Places) -> "Figure":
        """The figure at those rows; 0 where the place is below 0."""
        places = np.minimum(places, len(self.value) - 1)  # the only row stands for any
        value = np.vstack([self.value, np.zeros((1, self.value.shape[1]))])[places]
        return Figure(value, lambda row, column: "0" if places[row] < 0 else self.text(int(places[row]), column),
                      self.binds)  # fmt: skip

    def before(self, first: "Figure") -> "Figure":
        """The figure, one column a period, one period earlier; ``first`` (one column) in the first."""
        start = np.broadcast_to(first.value[:, :1], (len(self.value), 1))
        value = np.hstack([start, self.value[:, :-1]])
        return Figure(value, lambda row, column: self.text(row, column - 1) if column else first.text(row, 0),
                      min(self.binds, first.binds))  # fmt: skip

    def only_in(self, place: int) -> "Figure":
        """The figure in one column, 0 in the others."""
        value = np.where(np.arange(self.value.shape[1]) == place, self.value, 0.0)
        return Figure(value, lambda row, column: self.text(row, column) if column == place else "0", self.binds)

    def column(self, place: int) -> "Figure":
        """One column of the figure."""
        return Figure(self.value[:, [place]], lambda row, _: self.text(row, place), self.binds)


def number(value: float) -> str:
    """A number as a formula writes it."""
    return f"{value:.15g}"


def constant(value: float) -> Figure:
    """A number that stands in the formula itself."""
    return Figure(np.array([[value]]), lambda _row, _column: number(value))


def worded(value: Numbers, formula: str) -> Figure:
    """One cell, its formula given as it is."""
    return Figure(value, lambda _row, _column: formula)


def zeros(rows: int, columns: int) -> Figure:
    """Nothing, on so many rows and columns."""
    return Figure(np.zeros((rows, columns)), lambda _row, _column: "0")


def constants(values: Numbers) -> Figure:
    """Numbers that stand in the formulas themselves."""
    return Figure(values, lambda row, column: number(values[row, column]))


ZERO = constant(0.0)


def positive(figure: Figure) -> Figure:
    """``MAX(0, figure)``."""
    return Figure(np.maximum(figure.value, 0.0), lambda row, column: f"MAX(0,{figure.text(row, column)})")


def rounded(figure: Figure, digits: int) -> Figure:
    """``ROUND(figure, digits)``."""
    return Figure(np.round(figure.value, digits) + 0.0,
                  lambda row, column: f"ROUND({figure.text(row, column)},{digits})")  # fmt: skip


def absolute(figure: Figure) -> Figure:
    """``ABS(figure)``."""
    return Figure(np.abs(figure.value), lambda row, column: f"ABS({figure.text(row, column)})")


def fraction(figure: Figure) -> Figure:
    """Distance to the nearest whole number."""

    def text(row: int, column: int) -> str:
        inner = figure.within(row, column, Binds.PRODUCT)
        return f"ABS({inner}-ROUND({inner},0))"

    return Figure(np.abs(figure.value - np.rint(figure.value)), text)


def where_positive(figure: Figure, then: Figure, otherwise: Figure = ZERO) -> Figure:
    """``IF(figure > 0, then, otherwise)``."""

    def text(row: int, column: int) -> str:
        asked = figure.within(row, column, Binds.SUM)
        return f"IF({asked}>0,{then.text(row, column)},{otherwise.text(row, column)})"

    return Figure(np.where(figure.value > 0, then.value, otherwise.value), text)


def chosen(mask: Mask, one: Figure, other: Figure) -> Figure:
    """In rows where the mask (one for each row) is true the first figure, in the others the second."""

    def text(row: int, column: int) -> str:
        return (one if mask[row] else other).text(row, column)

    return Figure(np.where(mask[:, None], one.value, other.value), text, min(one.binds, other.binds))


def level(opening: Figure, change: Figure, cell: Callable[[int, int], str]) -> Figure:
    """What is left over: ``MAX(0, the period before + change)``, ``opening`` (one column) before the first.

    ``cell``: the address of the level itself, by row and column.
    """
    value = change.value.copy()
    now: Numbers = opening.value[:, 0]
    for column in range(value.shape[1]):
        now = value[:, column] = np.maximum(now + value[:, column], 0.0)
    balance = Figure(value, cell).before(opening) + change
    return Figure(value, lambda row, column: f"MAX(0,{balance.text(row, column)})")


ONE = constant(1.0)


def ratio(part: Figure, whole: Figure) -> Figure:
    """A share; of nothing, blank text, which is NaN here."""

    def text(row: int, column: int) -> str:
        below = whole.within(row, column, Binds.CALL)
        return f'IF({below}>0,{part.within(row, column, Binds.PRODUCT)}/{below},"")'

    above, below = np.broadcast_arrays(part.value, whole.value)
    return Figure(np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0), text)


def stacked(parts: Sequence[Figure], columns: int) -> Figure:
    """Figures one below the other, each as many columns wide as said."""
    starts = np.cumsum([0, *(len(part.value) for part in parts)])

    def text(row: int, column: int) -> str:
        part = int(np.searchsorted(starts, row, side="right")) - 1
        return parts[part].text(row - int(starts[part]), column)

    wide = [np.broadcast_to(part.value, (len(part.value), columns)) for part in parts]
    return Figure(np.vstack(wide) if wide else np.zeros((0, columns)), text, Binds.COMPARISON)


def side_by_side(parts: Sequence[Figure]) -> Figure:
    """Figures of one column each, side by side."""
    height = max((len(part.value) for part in parts), default=0)
    wide = [np.broadcast_to(part.value, (height, 1)) for part in parts]
    value = np.hstack(wide) if wide else np.zeros((height, 0))
    return Figure(value, lambda row, column: parts[column].text(row, 0), Binds.COMPARISON)
