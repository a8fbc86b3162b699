"""How a case looks in a workbook: what a planner fills in is blue, headings stand out, remarks keep back."""

from xlsxwriter import Workbook

INPUT, REMARK, HEADING, PAPER, REQUIRED, OPTIONAL = "#0000FF", "#7F7F7F", "#FFFFFF", "#1F3864", "#1F3864", "#A6A6A6"
TEXT = 49
"""The number of the built-in format of text, ``@``."""
_FONT = {"font_name": "Calibri", "font_size": 11}


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.number = book.add_format({**_FONT, "font_color": INPUT})
        self.text = book.add_format({**_FONT, "font_color": INPUT, "num_format": TEXT})
        """Text stays text: `01` keeps its zero, `=12` is no formula, `2026-01` no date."""
        self.remark = book.add_format({**_FONT, "font_color": REMARK, "num_format": TEXT})
        self.own_number = book.add_format({**_FONT, "font_color": REMARK})
        self.header = book.add_format({**_FONT, "bold": True, "font_color": HEADING, "bg_color": PAPER, "border": 1,
                                       "border_color": HEADING})  # fmt: skip
        self.title = book.add_format({**_FONT, "font_size": 18, "bold": True, "font_color": PAPER})
        self.plain = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
        self.strong = book.add_format({**_FONT, "bold": True, "valign": "top"})
        self.link = book.add_format({**_FONT, "font_color": PAPER, "underline": 1, "valign": "top"})
        self.required, self.optional = REQUIRED, OPTIONAL
        self.comment = {"author": "", "x_scale": 2.2, "y_scale": 1.1, "font_size": 9}
