"""How cells look: few colours, each with one meaning. Blue is what a planner may change."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

NAVY: Final = "#1F3864"
BLUE: Final = "#1F5FBF"
PALE_BLUE: Final = "#EAF2FB"
MIST: Final = "#EDF1F6"
GREY: Final = "#7F7F7F"
LINE: Final = "#C9D2DD"
GREEN: Final = "#2E7D32"
RED: Final = "#C0392B"
PALE_RED: Final = "#FBE5E2"
PALE_GREY: Final = "#F2F2F2"
AMBER: Final = "#C98A1B"
SERIES: Final = ("#1F5FBF", "#7FA6D6", "#1F3864", "#C98A1B", "#6B8E6B", "#9A7AA0", "#B5651D", "#5F7D8C")
"""Colours of a chart's lines and columns, in turn."""


class Role(StrEnum):
    """What a cell is for."""

    TITLE = "title"
    REMARK = "remark"
    BLOCK = "title of a block"
    HEADER = "header"
    HEADER_LEFT = "header of words"
    KEY = "key"
    WORDS = "words"
    DECISION = "decision"
    DECISION_WORD = "decision in words"
    SOURCE = "source"
    HEADER_SOURCE = "header of sources"
    NO_DECISION = "a cell where nothing can be decided"
    DERIVED = "derived"
    INPUT = "input"
    TOTAL = "total"
    TOTAL_KEY = "total's name"
    ROW_TOTAL = "total of a row"
    KPI = "key figure"
    STATUS = "status"
    ASIDE = "words before a figure"
    HEADER_CENTRE = "header in the middle"
    VERDICT = "whether all rules hold"


_LOOKS: Final[dict[Role, dict[str, Any]]] = {
    Role.TITLE: {"bold": True, "font_size": 16, "font_color": NAVY},
    Role.REMARK: {"font_color": GREY},
    Role.BLOCK: {"bold": True, "font_size": 11, "font_color": NAVY, "valign": "top"},
    Role.HEADER: {"bold": True, "font_color": NAVY, "bg_color": MIST, "align": "right", "valign": "bottom",
                  "text_wrap": True, "bottom": 1, "bottom_color": LINE},
    Role.HEADER_LEFT: {"bold": True, "font_color": NAVY, "bg_color": MIST, "align": "left", "valign": "bottom",
                       "bottom": 1, "bottom_color": LINE},
    Role.KEY: {},
    Role.WORDS: {"text_wrap": True, "valign": "top"},
    Role.DECISION: {"font_color": BLUE, "bg_color": PALE_BLUE, "locked": False},
    Role.DECISION_WORD: {"font_color": BLUE, "bg_color": PALE_BLUE, "locked": False, "align": "right",
                         "text_wrap": True},
    Role.SOURCE: {"font_color": GREY, "indent": 1},
    Role.HEADER_SOURCE: {"bold": True, "font_color": NAVY, "bg_color": MIST, "indent": 1, "bottom": 1,
                         "bottom_color": LINE},
    Role.NO_DECISION: {"bg_color": PALE_GREY},
    Role.DERIVED: {},
    Role.INPUT: {"font_color": "#404040"},
    Role.TOTAL: {"bold": True, "top": 1, "top_color": LINE},
    Role.TOTAL_KEY: {"bold": True, "top": 1, "top_color": LINE},
    Role.ASIDE: {"font_color": GREY, "align": "right"},
    Role.HEADER_CENTRE: {"bold": True, "font_color": NAVY, "bg_color": MIST, "align": "center", "bottom": 1,
                         "bottom_color": LINE},
    Role.ROW_TOTAL: {"bold": True},
    Role.VERDICT: {"bold": True, "align": "left", "font_color": GREEN},
    Role.KPI: {"bold": True, "align": "right"},
    Role.STATUS: {"bold": True, "align": "center"},
}  # fmt: skip


@dataclass
class Styles:
    """The formats of one workbook, each made once."""

    workbook: Any
    made: dict[tuple[Role, str], Any] = field(default_factory=dict)

    def __call__(self, role: Role, number_format: str = "") -> Any:  # noqa: ANN401 - xlsxwriter has no type for it
        """The format of a role; numbers shown in a way of their own."""
        key = (role, number_format)
        if key not in self.made:
            look = {"font_name": "Calibri", "font_size": 10, "valign": "vcenter", **_LOOKS[role]}
            if number_format:
                look["num_format"] = number_format
            self.made[key] = self.workbook.add_format(look)
        return self.made[key]
