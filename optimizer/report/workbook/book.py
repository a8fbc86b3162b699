"""The workbook as it grows: blocks of cells put one below the other on their sheets, then written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from optimizer.report.workbook.block import Block, Look, address
from optimizer.report.workbook.figures import Figure, Mask, Numbers, constants
from optimizer.report.workbook.layout import FIRST_PERIOD, ONE_FIGURE, DecisionTable, Sheet
from optimizer.report.workbook.page import LONGEST, Page
from optimizer.report.workbook.styles import Role

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
        return all(_longest(block) < LONGEST for block in self.blocks if not block.is_typed)


def _longest(block: Block) -> int:
    """Characters of the longest formula of a block."""
    places = np.argwhere(block.filled)
    return max((len(block.figure.text(int(row), int(column))) for row, column in places), default=0)


def write_block(page: Page, block: Block) -> None:
    """Write a block's title, header, rows and totals."""
    _write_header(page, block)
    shown, value = np.broadcast_to(block.figure.value, block.filled.shape), block.value
    role = Role.DECISION if block.is_decision else Role.INPUT if block.is_typed else Role.DERIVED
    empty = Role.NO_DECISION if block.is_decision else Role.KEY
    for row, keys in enumerate(block.rows):
        at = block.top + row
        _write_keys(page, block, row, keys)
        for column in range(block.width):
            place = (at, block.first_column + column)
            if block.texts:
                page.text(*place, block.texts[row][column], Role.DECISION_WORD)
            elif not block.filled[row, column]:
                page.blank(*place, empty)
            elif block.is_typed:
                page.number(*place, float(value[row, column]), role, block.look)
            else:
                page.formula(*place, block.figure.text(row, column), float(shown[row, column]), role, block.look)
    if block.has_foot:
        _write_foot(page, block)
    if block.is_decision:
        _validate(page, block)


def _write_header(page: Page, block: Block) -> None:
    page.text(block.top - 2, 0, block.title, Role.BLOCK)
    if block.remark:
        page.text(block.top - 2, FIRST_PERIOD, block.remark, Role.REMARK)
    at, last = block.top - 1, block.first_column + block.width
    for column in range(last):
        page.blank(at, column, Role.HEADER_LEFT)
    for column, key in enumerate(block.keys):
        page.text(at, column, key, Role.HEADER_LEFT)
    if block.aside[0]:
        page.text(at, 4, block.aside[0], Role.HEADER)
    if block.worst is not None:
        page.text(at, 4, "worst", Role.HEADER)
    if block.total is not None:
        page.text(at, ONE_FIGURE, "total", Role.HEADER)
    for column, header in enumerate(block.headers):
        page.text(at, block.first_column + column, header, Role.HEADER)
    if block.sources:
        page.text(at, last, "source", Role.HEADER_SOURCE)


def _write_keys(page: Page, block: Block, row: int, keys: tuple[str, ...]) -> None:
    at = block.top + row
    for column, key in enumerate(keys):
        page.text(at, column, key, Role.KEY)
    if block.aside[0]:
        cell = block.aside[1][row]
        if isinstance(cell, str):
            page.text(at, 4, cell, Role.INPUT)
        else:
            page.number(at, 4, cell, Role.INPUT, "General")
    if block.worst is not None:
        page.formula(at, 4, block.worst.text(row, 0), float(block.worst.value[row, 0]), Role.DERIVED, block.look)
    if block.total is not None:
        amount = float(block.total.value[row, 0])
        page.formula(at, ONE_FIGURE, block.total.text(row, 0), amount, Role.ROW_TOTAL, block.look)
    if block.sources:
        page.text(at, block.first_column + block.width, block.sources[row], Role.SOURCE)


def _write_foot(page: Page, block: Block) -> None:
    at, last = block.top + len(block), block.top + len(block) - 1
    label = max(1, len(block.keys) - 1)
    for column in range(block.first_column):
        page.blank(at, column, Role.TOTAL)
    page.text(at, label, "total", Role.TOTAL_KEY)
    sums = [(block.first_column + column, value) for column, value in enumerate(block.value.sum(axis=0))]
    if block.total is not None:
        sums.insert(0, (ONE_FIGURE, block.total.value.sum()))
    for column, value in sums:
        page.formula(at, column, f"SUM({address(block.top, column)}:{address(last, column)})", float(value),
                     Role.TOTAL, block.look)  # fmt: skip


def _validate(page: Page, block: Block) -> None:
    """What may be typed into a decision: the spreadsheet says so at once."""
    first, last = block.first_column, block.first_column + block.width - 1
    if block.choices:
        for row, words in enumerate(block.choices):
            if sum(map(len, words)) + len(words) < 255 and not any("," in word for word in words):
                page.worksheet.data_validation(block.top + row, first, block.top + row, last, {
                    "validate": "list", "source": list(words), "error_title": "Shift pattern",
                    "error_message": "One of the line's patterns."})  # fmt: skip
        return
    kind = "decimal" if block.look is Look.FRACTIONS else "integer"
    words = f"A{' whole' if kind == 'integer' else ''} number, 0 or more."
    rule: dict[str, Any] = {"validate": kind, "criteria": ">=", "value": 0, "error_message": words}
    if block.look is Look.SWITCH:
        rule |= {"criteria": "between", "minimum": 0, "maximum": 1, "error_message": "1 for launched, 0 for not."}
        del rule["value"]
    page.worksheet.data_validation(block.top, first, block.top + len(block) - 1, last, rule)
