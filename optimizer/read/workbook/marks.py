"""Cells that are neither text nor number: each is a marked word until it is known which column it stands in."""

import datetime

from models.schema import Column
from optimizer.read.draft import NUMERIC
from optimizer.read.numbers import asked, shown
from optimizer.read.origin import CHANGE
from optimizer.read.workbook.dates import Periods

MARK = "\0"
"""Begins a marked word: no cell can hold it."""
DATE, TIME, TRUTH, ERROR, FORMULA, MERGED = (
    MARK + name for name in ("date ", "time ", "truth ", "error ", "formula", "merged")
)
_ERRORS = {
    "#N/A": "a look-up that found nothing",
    "#REF!": "a formula whose cells were deleted",
    "#DIV/0!": "a division by zero",
    "#VALUE!": "a formula that met text instead of a number",
    "#NAME?": "a formula with a name that is not known",
    "#NUM!": "a number that can't be reckoned",
    "#NULL!": "a formula of ranges that do not meet",
}
"""What a failed formula shows, and why."""
NEVER_CALCULATED = ("a formula that was never calculated; open the workbook in Excel or LibreOffice and save it, or "
                    "type the value")  # fmt: skip

AS_TEXT = "format the cell as text, then type it again"


def word_of(cell: object) -> str:
    """The word of a cell: text trimmed, a number with all its digits, anything else marked."""
    match cell:
        case str():
            return cell.strip()
        case bool():
            return TRUTH + str(cell).upper()
        case int() | float():
            return shown(float(cell))
        case datetime.datetime() if cell.time() != datetime.time():
            return TIME + cell.isoformat(" ")
        case datetime.datetime():
            return DATE + cell.date().isoformat()
        case datetime.date():
            return DATE + cell.isoformat()
        case _:
            return TIME + str(cell)


def plain(word: str) -> str:
    """A marked word as people would write it."""
    if not word.startswith(MARK):
        return word
    for mark in (DATE, TIME, TRUTH, ERROR):
        if word.startswith(mark):
            return word.removeprefix(mark)
    return ""


def failed(word: str) -> str:
    """Why a marked word is no value at all; empty where it is one."""
    if word.startswith(ERROR):
        error = plain(word)
        return f"{error}, {_ERRORS.get(error, 'a formula that has failed')}; correct the formula, or type the value"
    return NEVER_CALCULATED if word == FORMULA else ""


def settle(column: Column, word: str, periods: Periods) -> tuple[str, str]:
    """What a marked word means in a column, and what is wrong with it there, or nothing; a wrong one is blank."""
    if column.name == CHANGE and word == FORMULA:
        return "", f"is a formula, as all that is typed with = first; {AS_TEXT}"
    if why := failed(word):
        return "", f"is {why}"
    said = plain(word)
    if word.startswith(DATE) and column.refers_to == "period":
        name = periods.of(said)
        return (name, "") if name is not None else ("", f"is the date {said}, {periods.why_none(said)}")
    if column.kind in NUMERIC and word != MERGED:
        what = f"the date {said}" if word.startswith(DATE) else f"the time {said}" if word.startswith(TIME) else said
        again = "type a number" if word.startswith(TRUTH) else "format the cell as a number and type it again"
        return "", f"is {what}, not {asked(column)}; {again}"
    return said, ""
