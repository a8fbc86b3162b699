"""The sheets of a workbook: which of them are tables of the case, and what is said of the others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from models.schema import BY_NAME, TABLES
from optimizer.faults import Caution, Fault
from optimizer.read.header import is_own
from optimizer.read.workbook.settings import SHEET

README = "readme"
"""A sheet that explains the others, as ``optimizer init --workbook`` writes one."""
_LIKELY = 0.75
"""From this likeness on a sheet's name is probably that of a table, mistyped."""


@dataclass
class Sheets:
    """Sheets by the table (or ``case``) that they are."""

    file: str
    found: dict[str, str] = field(default_factory=dict)
    """The name of each as the workbook has it."""
    own: list[str] = field(default_factory=list)
    """Sheets of the planner's own."""
    faults: list[Fault] = field(default_factory=list)


def choose(file: str, sheets: Iterable[tuple[str, bool]]) -> Sheets:
    """Sort out sheets, each with its name and whether it can be seen."""
    chosen = Sheets(file)
    others: dict[str, str] = {}
    hidden: set[str] = set()
    for sheet, is_visible in sheets:
        name = sheet.strip().casefold()
        if is_own(name) or name == README:
            chosen.own += [] if name == README else [sheet]
            continue
        if not is_visible:
            hidden.add(name)
            chosen.faults.append(Caution(sheet, None, "", "", "the sheet is hidden and is not read"))
        elif name not in BY_NAME and name != SHEET:
            others[sheet] = _near(name)
        elif name in chosen.found:
            message = f'there is a sheet "{chosen.found[name]}" too, which is the same name; {_ASIDE}'
            chosen.faults.append(Fault(sheet, None, "", sheet, message))
        else:
            chosen.found[name] = sheet
    chosen.faults += [_other(chosen, sheet, near) for sheet, near in others.items()]
    if chosen.found or any(others.values()) or not hidden.isdisjoint({*BY_NAME, SHEET}):
        chosen.faults += _missing(chosen, set(others.values()), hidden)
    else:
        is_plan = {name.casefold() for name in others} >= _OF_A_PLAN
        chosen.faults = [Fault(file, None, "", "", _A_PLAN if is_plan else _NO_TABLE)]
    return chosen


def _other(chosen: Sheets, sheet: str, near: str) -> Fault:
    """What is said of a sheet that is no table: whether it should be one."""
    if not near:
        return Caution(sheet, None, "", sheet, "the sheet is no table of a case and is not read")
    if near in chosen.found:
        return Fault(sheet, None, "", sheet, f'the sheet is not read, beside "{chosen.found[near]}"; {_ASIDE}')
    message = f'the sheet is no table of a case; did you mean "{near}"? Rename it; or {_ASIDE}'
    return Fault(sheet, None, "", sheet, message)


_ASIDE = "hide it, or let its name begin with _, if it is not meant to be read"
_OF_A_PLAN = {"summary", "allocation", "checks"}
_A_PLAN = "is a plan, not a case; the case that it was made from is in the plan's folder, under inputs"
_NO_TABLE = ("has no sheet of a planning case: its sheets are named as the tables (periods, plants, …); "
             "`optimizer init --workbook FILE.xlsx` writes one to start from")  # fmt: skip


def _near(name: str) -> str:
    """The table that a name is probably meant to be; empty where there is none."""
    known = [*BY_NAME, SHEET]
    close = {other: SequenceMatcher(None, name, other).ratio() for other in known}
    begins = [other for other in known if name.startswith((f"{other} ", f"{other}_", f"{other}-", f"{other}("))]
    best = max(begins, key=len) if begins else max(close, key=lambda other: close[other])
    return best if begins or close[best] >= _LIKELY else ""


def _missing(chosen: Sheets, misnamed: set[str], hidden: set[str]) -> list[Fault]:
    faults = []
    for table in TABLES:
        if table.required and table.name not in chosen.found and table.name not in misnamed:
            unhide = ": unhide it" if table.name in hidden else ""
            message = f"the sheet {table.name} is missing; every case needs it ({table.meaning.rstrip('.')}){unhide}"
            faults.append(Fault(table.name, None, "", "", message))
    if SHEET not in chosen.found and SHEET not in misnamed:
        unhide = ": unhide it" if SHEET in hidden else ""
        message = ("the sheet case is missing; it has the columns setting and value, and at least a row with currency "
                   f"and, for instance, USD{unhide}")  # fmt: skip
        faults.append(Fault(SHEET, None, "currency", "", message))
    return faults
