"""Writing a block of cells: its title, header, rows and totals, and what may be typed into its decisions."""

from typing import Any, Final

import numpy as np

from optimizer.report.workbook.block import Block, Look, address
from optimizer.report.workbook.layout import FIRST_PERIOD, ONE_FIGURE
from optimizer.report.workbook.page import Page
from optimizer.report.workbook.styles import Role

MOST_WORD: Final = 11
"""Characters of a word in a column of figures; longer ones take two lines."""

TWO_LINES: Final = 27
"""Height of a row of two lines, in points."""


def write_block(page: Page, block: Block) -> None:
    """Write a block's title, header, rows and totals."""
    _write_header(page, block)
    shown, value = np.broadcast_to(block.figure.value, block.filled.shape), block.value
    role = Role.DECISION if block.is_decision else Role.INPUT if block.is_typed else Role.DERIVED
    for row, keys in enumerate(block.rows):
        at = block.top + row
        _write_keys(page, block, row, keys)
        if block.texts and max(map(len, block.texts[row])) > MOST_WORD:
            page.worksheet.set_row(at, TWO_LINES)
        for column in range(block.width):
            place = (at, block.first_column + column)
            if block.texts:
                page.text(*place, block.texts[row][column], Role.DECISION_WORD)
            elif not block.filled[row, column]:
                if block.is_decision:
                    page.blank(*place, Role.NO_DECISION)
            elif block.is_typed:
                page.number(*place, float(value[row, column]), role, block.look)
            else:
                page.formula(*place, block.formulas[row][column], float(shown[row, column]), role, block.look)
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
        is_text = any(isinstance(cell, str) for cell in block.aside[1])
        page.text(at, 4, block.aside[0], Role.HEADER_LEFT if is_text else Role.HEADER)
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
    kind = "integer" if block.is_whole else "decimal"
    words = f"A{' whole' if kind == 'integer' else ''} number, 0 or more."
    rule: dict[str, Any] = {"validate": kind, "criteria": ">=", "value": 0, "error_message": words}
    if block.look is Look.YES_NO:
        rule |= {"criteria": "between", "minimum": 0, "maximum": 1, "error_message": "1 for launched, 0 for not."}
        del rule["value"]
    page.worksheet.data_validation(block.top, first, block.top + len(block) - 1, last, rule)
