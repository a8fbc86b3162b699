"""Writing the sheet of checks: a rule a line."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from optimizer.report.workbook.block import address, letters, quoted
from optimizer.report.workbook.checks import RULES, Checks
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.page import Page
from optimizer.report.workbook.styles import GREEN, PALE_RED, RED, Role

FIRST: Final = 6
"""Row of the first rule."""

HEADERS: Final = ("Rule", "What it asks", "Status", "Breaches", "Worst", "Unit", "What is wrong", "Where", "row")
_HEADER_ROLES: Final = {"Breaches": Role.HEADER, "Worst": Role.HEADER, "row": Role.HEADER,
                        "Status": Role.HEADER_CENTRE, "Unit": Role.HEADER_SOURCE}  # fmt: skip

SLACK: Final = "$E$4"
"""What is smaller counts as nothing."""

ALL_HOLD: Final = "All rules hold"


@dataclass(frozen=True)
class Line:
    """One rule's cells: where its rows of details are, and what they come to."""

    first: int
    last: int
    count: int
    worst: float
    row: int
    what: str
    where: str


def verdict_cell() -> str:
    """The cell that says whether all rules hold, for the summary."""
    return f"{quoted(Sheet.CHECKS)}!$A$4"


def write_checks(page: Page, found: Checks) -> str:
    """Write the sheet; what it says of all rules together."""
    remark = "worked out from the blue cells: change one, and see what breaks" if page.is_live else "as solved"
    page.head("Checks", f"Every rule of the plan, {remark}.")
    lines = {rule: line(found, rule) for rule in found.spans}
    counted = [each.count for each in lines.values()]
    count, broken = sum(counted), sum(each > 0 for each in counted)
    last = FIRST + len(RULES)
    counts = f"D{FIRST + 1}:D{last}"
    said = ALL_HOLD if not count else f"{count} breaches of {broken} rules"
    told = f'SUM({counts})&" breaches of "&COUNTIF({counts},">0")&" rules"'
    page.formula(3, 0, f'IF(SUM({counts})=0,"{ALL_HOLD}",{told})', said, Role.BLOCK)
    page.text(3, 3, "smaller than this counts as rounding:", Role.ASIDE)
    page.number(3, 4, found.slack, Role.KPI, "General")
    for column, header in enumerate(HEADERS):
        page.text(FIRST - 1, column, header, _HEADER_ROLES.get(header, Role.HEADER_LEFT))
    for place, (rule, sentence) in enumerate(RULES.items()):
        at = FIRST + place
        page.text(at, 0, rule)
        page.text(at, 1, sentence)
        if rule in lines:
            _write_line(page, found, at, rule, lines[rule])
        else:
            page.text(at, 2, "not in this case", Role.REMARK)
    _colour(page, last)
    page.worksheet.set_column(0, 0, 15)
    page.worksheet.set_column(1, 1, 62)
    page.worksheet.set_column(2, 5, 13)
    page.worksheet.set_column(6, 7, 52)
    page.worksheet.set_column(8, 8, 6, None, {"hidden": True})
    page.set_up(last_row=last, last_column=7, freeze=(FIRST, 0))
    return said


def line(found: Checks, rule: str) -> Line:
    """What a rule's rows of details come to."""
    first, last = found.spans[rule]
    details = found.details
    value = details.value[first : last + 1]
    count = int((value > found.slack).sum())
    if not count:
        return Line(first, last, 0, 0.0, 0, "", "")
    by_row = value.max(axis=1)
    row = int(np.argmax(by_row))
    column = int(np.argmax(value[row]))
    where = details.rows[first + row][2] + (f" period={details.headers[column]}" if column else "")
    return Line(first, last, count, float(by_row[row]), row + 1, details.rows[first + row][1], where)


def _write_line(page: Page, found: Checks, at: int, rule: str, told: Line) -> None:
    details = found.details
    sheet, top = quoted(Sheet.DETAILS), details.top
    first, last = top + told.first + 1, top + told.last + 1
    end = letters(details.first_column + details.width - 1)
    area, worst = f"{sheet}!$F${first}:${end}${last}", f"{sheet}!$E${first}:$E${last}"
    head = f"{sheet}!$F${top}:${end}${top}"
    count, amount, row = f"D{at + 1}", f"E{at + 1}", f"I{at + 1}"
    page.formula(at, 2, f'IF({count}=0,"ok","broken")', "broken" if told.count else "ok", Role.STATUS)
    page.formula(at, 3, f'COUNTIF({area},">"&{SLACK})', float(told.count), Role.DERIVED, "0")
    page.formula(at, 4, f"IF({count}=0,0,MAX({worst}))", told.worst, Role.DERIVED, details.look)
    page.text(at, 5, found.units[rule], Role.SOURCE)
    page.formula(at, 6, f'IF({row}=0,"",INDEX({_names(sheet, "B", first, last)},{row}))', told.what, Role.DERIVED)
    period = f"MATCH({amount},INDEX({area},{row},0),0)"
    page.formula(at, 7, f'IF({row}=0,"",INDEX({_names(sheet, "C", first, last)},{row})&IF({period}=1,"",'
                 f'" period="&INDEX({head},{period})))', told.where, Role.DERIVED)  # fmt: skip
    page.formula(at, 8, f"IF({count}=0,0,MATCH({amount},{worst},0))", float(told.row), Role.DERIVED, "0")


def _names(sheet: str, column: str, first: int, last: int) -> str:
    return f"{sheet}!${column}${first}:${column}${last}"


def _colour(page: Page, last: int) -> None:
    """Red where a rule is broken, green where it holds."""
    add, sheet = page.styles.workbook.add_format, page.worksheet
    red, green = add({"font_color": RED, "bg_color": PALE_RED}), add({"font_color": GREEN})
    rules = f"A{FIRST + 1}:H{last}"
    sheet.conditional_format(rules, {"type": "formula", "criteria": f'=$C{FIRST + 1}="broken"', "format": red})
    sheet.conditional_format(f"C{FIRST + 1}:C{last}", {"type": "cell", "criteria": "==", "value": '"ok"',
                                                       "format": green})  # fmt: skip
    sheet.conditional_format("A4", {"type": "cell", "criteria": "==", "value": f'"{ALL_HOLD}"', "format": green})
    sheet.conditional_format("A4", {"type": "cell", "criteria": "!=", "value": f'"{ALL_HOLD}"', "format": red})


def colour_details(page: Page, found: Checks) -> None:
    """Red where a limit is broken."""
    details = found.details
    red = page.styles.workbook.add_format({"font_color": RED, "bg_color": PALE_RED})
    page.text(1, 3, "smaller than this counts as rounding:", Role.ASIDE)
    page.formula(1, 4, f"{Sheet.CHECKS}!{SLACK}", found.slack, Role.KPI, "General")
    area = f"E{details.top + 1}:{address(details.top + len(details) - 1, details.first_column + details.width - 1)}"
    page.worksheet.conditional_format(area, {"type": "cell", "criteria": ">", "value": "=$E$2",
                                             "format": red})  # fmt: skip
    nothing = page.styles.workbook.add_format({"num_format": '"–"'})
    page.worksheet.conditional_format(area, {"type": "cell", "criteria": "<=", "value": "=$E$2", "format": nothing})
