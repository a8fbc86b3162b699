"""Blocks of inputs: figures of the case over a grid of things, each row with where it was read."""

import numpy as np

from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Numbers
from optimizer.report.workbook.grids import Grid
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.sources import sources


def given(book: Book, title: str, grid: Grid, values: Numbers, look: Look, *columns: str, nothing: float = 0.0,
          remark: str = "") -> Block:  # fmt: skip
    """A block of inputs over a grid and the periods; without rows where all is ``nothing`` (or not finite)."""
    finite = np.isfinite(values)
    is_said = finite & (values != nothing)
    if look is Look.CENTS and (np.rint(values[finite]) == values[finite]).all():
        look = Look.UNITS
    keys = _headers(grid)
    if not is_said.any():
        return book.typed(Sheet.INPUTS, title, keys, [], values[:0])
    return book.typed(Sheet.INPUTS, title, keys, grid.names, values, look=look, sources=sources(grid, *columns),
                      remark=remark)  # fmt: skip


def figures_of(book: Book, title: str, grid: Grid, columns: dict[str, Numbers], look: Look, *origins: str,
               remark: str = "") -> Block:  # fmt: skip
    """A block of inputs that hold for the whole horizon: one column for each."""
    values = np.column_stack([*columns.values()]) if columns else np.zeros((len(grid), 0))
    return book.typed(Sheet.INPUTS, title, _headers(grid), grid.names, values, headers=tuple(columns), look=look,
                      sources=sources(grid, *origins) if origins else (), remark=remark)  # fmt: skip


def _headers(grid: Grid) -> tuple[str, ...]:
    words: list[str] = []
    for dimension in grid.keys.dimensions:
        words += ["plant", "line"] if dimension == "line" else [dimension]
    return tuple(words)
