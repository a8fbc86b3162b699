"""A block of cells on a sheet: where it stands, what its cells are called, and how they are added up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np

from optimizer.report.workbook.figures import ZERO, Figure, Mask, Numbers
from optimizer.report.workbook.layout import FIRST_PERIOD, ONE_FIGURE, Sheet


class Look(StrEnum):
    """How the figures of a block are shown; ``THOUSANDS`` of money, the cell holding all of it."""

    UNITS = '#,##0;-#,##0;"–"'
    THOUSANDS = '#,##0,;-#,##0,;"–"'
    FRACTIONS = '#,##0.0;-#,##0.0;"–"'
    FINE = '#,##0.0000;-#,##0.0000;"–"'
    CENTS = '#,##0.00;-#,##0.00;"–"'
    SHARE = "0.0%"
    SWITCH = '0;-0;"–"'
    YES_NO = "0"


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
    is_whole: bool = True
    """Only whole numbers may be typed into its decisions."""
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

    @cached_property
    def formulas(self) -> list[list[str]]:
        """The formula of each cell, without equals sign; asked for only once all blocks have their place."""
        return [[self.figure.text(row, column) if is_there else "" for column, is_there in enumerate(there)]
                for row, there in enumerate(self.filled)]  # fmt: skip

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
