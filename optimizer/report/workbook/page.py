"""A sheet being written: texts that stay texts, numbers, and formulas with the value they have now."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from optimizer.report.workbook.block import address, quoted
from optimizer.report.workbook.layout import FIRST_PERIOD, Sheet
from optimizer.report.workbook.styles import Role, Styles

LONGEST: Final = 8192
"""Characters of a formula, as Excel allows."""

A3: Final = 8


@dataclass
class Page:
    """One sheet. ``is_live``: formulas are written as such; else only what they come to."""

    sheet: Sheet
    worksheet: Any
    styles: Styles
    is_live: bool

    def text(self, row: int, column: int, text: str, role: Role = Role.KEY) -> None:
        """Write a text; it never runs as a formula."""
        self.worksheet.write_string(row, column, text, self.styles(role))

    def blank(self, row: int, column: int, role: Role) -> None:
        """Write an empty cell that only has a look."""
        self.worksheet.write_blank(row, column, None, self.styles(role))

    def number(self, row: int, column: int, value: float, role: Role, look: str) -> None:
        """Write a number."""
        self.worksheet.write_number(row, column, value, self.styles(role, look))

    def formula(self, row: int, column: int, formula: str, value: float | str, role: Role, look: str = "") -> None:
        """Write a formula and what it comes to; not-a-number is an empty text."""
        if isinstance(value, float) and np.isnan(value):
            value = ""
        if self.is_live:
            own = formula.replace(f"{quoted(self.sheet)}!", "")
            self.worksheet.write_formula(row, column, f"={own}", self.styles(role, look), value)
        elif isinstance(value, str):
            self.worksheet.write_string(row, column, value, self.styles(role, look))
        else:
            self.worksheet.write_number(row, column, value, self.styles(role, look))

    def head(self, title: str, remark: str) -> None:
        """The sheet's own title, and a sentence on it."""
        self.text(0, 0, title, Role.TITLE)
        self.worksheet.set_row(0, 24)
        self.text(1, 0, remark, Role.REMARK)

    def set_up(
        self, *, last_row: int, last_column: int, freeze: tuple[int, int] | None = (5, FIRST_PERIOD), pages: int = 1
    ) -> None:
        """Paper (so many pages wide), frozen panes, protection without a password (only decisions are unlocked)."""
        sheet = self.worksheet
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.fit_to_pages(pages, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        sheet.print_area(0, 0, max(last_row, 1), max(last_column, 1))
        sheet.ignore_errors({"number_stored_as_text": f"A1:{address(max(last_row, 1), max(last_column, 1))}"})
        if freeze:
            sheet.freeze_panes(*freeze)
            sheet.repeat_rows(freeze[0] - 1)
            if freeze[1]:
                sheet.repeat_columns(0, freeze[1] - 1)
        sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True})
