"""A block of cells on a sheet: where it stands, what its cells are called, and how they are added up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from optimizer.report.workbook.figures import ZERO, Binds, Figure, Mask, Numbers, Places, zeros
from optimizer.report.workbook.layout import FIRST_PERIOD, ONE_FIGURE, Sheet

MOST_ARGUMENTS = 250
"""Of a SUM in one formula; Excel allows 255."""


class Look(StrEnum):
    """How the figures of a block are shown; ``THOUSANDS`` of money, the cell holding all of it."""

    UNITS = '#,##0;-#,##0;"–"'
    THOUSANDS = '#,##0,;-#,##0,;"–"'
    FRACTIONS = '#,##0.0;-#,##0.0;"–"'
    FINE = '#,##0.0000;-#,##0.0000;"–"'
    CENTS = '#,##0.00;-#,##0.00;"–"'
    SHARE = "0.0%"
    SWITCH = '0;-0;"–"'
    TEXT = "@"


@dataclass(eq=False)
class Block:
    """Rows of figures under a title and a header, keys to their left.

    ``figure`` is what the cells hold; ``is_typed``: as numbers, else as formulas. ``filled`` says which cells there are
    (the others are blank); ``texts`` takes the place of ``figure`` where words stand in the cells.
    """

    sheet: Sheet
    title: str
    keys: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    headers: tuple[str, ...]
    figure: Figure
    filled: Mask
    look: Look = Look.UNITS
    is_typed: bool = False
    is_decision: bool = False
    first_column: int = FIRST_PERIOD
    top: int = 0
    """Row (from 0) of the first row of figures."""
    total: Figure | None = None
    """What stands in column F beside the periods."""
    has_foot: bool = False
    """A row of totals below."""
    remark: str = ""
    aside: tuple[str, Sequence[str | float]] = ("", ())
    """Header and cells of column E."""
    worst: Figure | None = None
    """Formulas of column E, in its place."""
    sources: Sequence[str] = ()
    """Where the figures of each row come from; stands in a last column."""
    texts: Sequence[Sequence[str]] = ()
    choices: Sequence[Sequence[str]] = field(default=())
    """For each row the words that its cells may hold."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        """How many columns of figures."""
        return len(self.headers)

    @property
    def value(self) -> Numbers:
        """The numbers as they stand in the cells; blank is 0."""
        shown = np.broadcast_to(self.figure.value, self.filled.shape)
        return np.where(self.filled & np.isfinite(shown), shown, 0.0)

    @property
    def cells(self) -> Figure:
        """The cells, as other formulas refer to them; of a block without rows 0."""
        if not len(self):
            return ZERO
        return Figure(self.value, self.cell)

    @property
    def totals(self) -> Figure:
        """The cells of column F, as other formulas refer to them."""
        assert self.total is not None
        return Figure(self.total.value, lambda row, _: f"{self.prefix}{address(self.top + row, ONE_FIGURE)}")

    @property
    def prefix(self) -> str:
        """What comes before an address on this sheet."""
        return f"{quoted(self.sheet)}!"

    def cell(self, row: int, column: int) -> str:
        """``Allocation!G9``."""
        return f"{self.prefix}{address(self.top + row, self.first_column + column)}"

    def fixed(self, header: str) -> Figure:
        """One column of figures, as formulas of all periods refer to it: ``Shipments!$F$9``."""
        place = self.headers.index(header)
        column = letters(self.first_column + place)
        return Figure(self.value[:, [place]], lambda row, _: f"{self.prefix}${column}${self.top + row + 1}")

    def down(self, first: int, last: int, column: int, *, is_fixed: bool = False) -> str:
        """``Allocation!G9:G12``: the cells of a column from one row to another."""
        name = letters(self.first_column + column)
        name = f"${name}$" if is_fixed else name
        ends = [f"{name}{self.top + row + 1}" for row in (first, last)]
        return self.prefix + (ends[0] if first == last else ":".join(ends))

    def across(self, row: int) -> str:
        """``Allocation!G9:AD9``: all cells of a row."""
        return f"{self.prefix}{address(self.top + row, self.first_column)}:" + address(
            self.top + row, self.first_column + self.width - 1
        )

    def area(self, first: int, last: int) -> str:
        """All cells of the rows from one to another."""
        return f"{self.prefix}{address(self.top + first, self.first_column)}:" + address(
            self.top + last, self.first_column + self.width - 1
        )


def letters(column: int) -> str:
    """The name of a column (from 0): A, …, Z, AA, …"""
    name, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        name = chr(65 + place) + name
    return name


def address(row: int, column: int) -> str:
    """``G9``, for a row and a column from 0."""
    return f"{letters(column)}{row + 1}"


def quoted(sheet: str) -> str:
    """The sheet's name as a formula needs it."""
    return f"'{sheet}'" if " " in sheet else sheet


def stretches(rows: Places) -> list[tuple[int, int]]:
    """First and last of each unbroken stretch of ascending rows."""
    if not len(rows):
        return []
    ends = np.flatnonzero(np.diff(rows) != 1)
    firsts, lasts = rows[np.append(0, ends + 1)], rows[np.append(ends, len(rows) - 1)]
    return [(int(first), int(last)) for first, last in zip(firsts, lasts, strict=True)]


def grouped(codes: Places, size: int) -> list[Places]:
    """For each code below ``size`` the rows that have it."""
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(size + 1))
    return [order[ends[code] : ends[code + 1]] for code in range(size)]


def added(block: Block, groups: Sequence[Places]) -> Figure:
    """For each group of rows of a block their sum, column by column."""

    def text(row: int, column: int) -> str:
        parts = [block.down(first, last, column) for first, last in stretches(groups[row])]
        if len(parts) == 1 and len(groups[row]) == 1:
            return parts[0]
        sums = [parts[start : start + MOST_ARGUMENTS] for start in range(0, len(parts), MOST_ARGUMENTS)]
        return "+".join(f"SUM({','.join(some)})" for some in sums) or "0"

    value = _sums(block.value, groups)
    return Figure(value, text, Binds.SUM if any(len(group) > MOST_ARGUMENTS for group in groups) else Binds.CALL)


def together(block: Block, groups: Sequence[Places]) -> Figure:
    """For each group of rows all their cells together: one column."""

    def text(row: int, _: int) -> str:
        return "+".join(f"SUM({block.area(first, last)})" for first, last in stretches(groups[row])) or "0"

    return Figure(_sums(block.value, groups).sum(axis=1, keepdims=True), text, Binds.SUM)


def weighted(block: Block, weights: Block, groups: Sequence[Places], header: str = "") -> Figure:
    """For each group of rows the sum of a block times another with the same rows, or one column (``header``) of it."""
    if not len(block) or not len(weights):
        return zeros(len(groups), block.width)
    place = weights.headers.index(header) if header else None
    by = weights.value if place is None else weights.value[:, [place]]

    def pair(first: int, last: int, column: int) -> str:
        weight = weights.down(first, last, column if place is None else place, is_fixed=place is not None)
        cells = block.down(first, last, column)
        return f"{cells}*{weight}" if first == last else f"SUMPRODUCT({cells},{weight})"

    def text(row: int, column: int) -> str:
        return "+".join(pair(first, last, column) for first, last in stretches(groups[row])) or "0"

    is_one = all(len(stretches(group)) <= 1 for group in groups)
    return Figure(_sums(block.value * by, groups), text, Binds.PRODUCT if is_one else Binds.SUM)


def over_time(block: Block, weights: Block | None = None, sign: str = "") -> Figure:
    """Each row added up over all its columns, times those of another block with the same rows where one is given."""

    def text(row: int, _: int) -> str:
        if weights is None:
            return f"{sign}SUM({block.across(row)})"
        return f"{sign}SUMPRODUCT({block.across(row)},{weights.across(row)})"

    value = block.value if weights is None else block.value * weights.value
    total = value.sum(axis=1, keepdims=True)
    return Figure(-total if sign else total, text, Binds.SUM if sign else Binds.CALL)


def whole(block: Block) -> Figure:
    """All cells of a block together; one cell."""
    return Figure(block.value.sum(keepdims=True), lambda _row, _column: f"SUM({block.area(0, len(block) - 1)})")


def _sums(value: Numbers, groups: Sequence[Places]) -> Numbers:
    sums = [value[group].sum(axis=0) for group in groups]
    return np.array(sums).reshape(len(groups), value.shape[1])
