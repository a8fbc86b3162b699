"""The workbook as it grows: blocks of cells put one below the other on their sheets, then written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from optimizer.report.workbook.block import Block
from optimizer.report.workbook.figures import Figure, Mask, Numbers, constants
from optimizer.report.workbook.layout import FIRST_PERIOD, ONE_FIGURE, DecisionTable, Sheet
from optimizer.report.workbook.page import LONGEST

FIRST_ROW: Final = 3
"""Row of the first block's title on a sheet: its header and the rows above are frozen."""

LARGEST: Final = 100_000
"""Formula cells of a live workbook; beyond that it holds values only."""


Rows = Sequence[tuple[str, ...]]


@dataclass
class Book:
    """All blocks of a workbook, each with its place."""

    periods: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    next_row: dict[Sheet, int] = field(default_factory=lambda: dict.fromkeys(Sheet, FIRST_ROW))

    def place(self, sheet: Sheet, title: str, keys: tuple[str, ...], rows: Rows, figure: Figure, *,
              filled: Mask | None = None, headers: tuple[str, ...] | None = None, **more: Any) -> Block:  # noqa: ANN401 # fmt: skip
        """Put a block below the last one of its sheet; one without rows takes no place. ``more``: as in ``Block``."""
        shape = (len(rows), len(self.periods if headers is None else headers))
        block = Block(
            sheet, title, keys, rows, self.periods if headers is None else headers, figure,
            np.ones(shape, dtype=np.bool_) if filled is None else filled,
            first_column=FIRST_PERIOD if headers is None else ONE_FIGURE,
            top=self.next_row[sheet] + 2, **more,
        )  # fmt: skip
        if len(rows):
            self.blocks.append(block)
            self.next_row[sheet] += len(rows) + (4 if block.has_foot else 3)
        return block

    def typed(self, sheet: Sheet, title: str, keys: tuple[str, ...], rows: Rows, values: Numbers,
              **more: Any) -> Block:  # noqa: ANN401 # fmt: skip
        """A block of plain numbers; what is not a finite number is a blank cell."""
        finite = np.isfinite(values)
        return self.place(sheet, title, keys, rows, constants(np.where(finite, values, 0.0)), filled=finite,
                          is_typed=True, **more)  # fmt: skip

    def decided(self, table: DecisionTable, rows: Rows, values: Numbers, **more: Any) -> Block:  # noqa: ANN401
        """A decision table; NaN where nothing can be decided."""
        return self.typed(table.sheet, table.title, table.keys, rows, values, is_decision=True, **more)

    def of(self, sheet: Sheet) -> list[Block]:
        """The blocks of a sheet."""
        return [block for block in self.blocks if block.sheet is sheet]

    def can_live(self) -> bool:
        """Whether the formulas are few and short enough for a spreadsheet to stay quick."""
        count = 0
        for block in self.blocks:
            if block.is_typed:
                continue
            count += int(block.filled.sum()) + len(block)
            if count > LARGEST:
                return False
        formulas = (text for block in self.blocks if not block.is_typed for row in block.formulas for text in row)
        return all(len(text) < LONGEST for text in formulas)
