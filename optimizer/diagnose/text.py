"""A diagnosis as a planner reads it on the screen."""

import textwrap
from collections.abc import Iterator

from models.solution import Status
from optimizer.diagnose.diagnosis import Conflict, Diagnosis
from optimizer.diagnose.repairs import Repair
from optimizer.report import figures

WIDTH = 100
"""Columns that lines keep to."""


def lines(diagnosis: Diagnosis) -> Iterator[str]:
    """What is known, line by line."""
    tables = diagnosis.tables
    parts = [tables.name, tables.settings.title, f"scenario {tables.scenario}" if tables.scenario else ""]
    yield " · ".join(part for part in parts if part)
    yield ""
    yield headline(diagnosis)
    for number, conflict in enumerate(diagnosis.conflicts, 1):
        yield ""
        yield from _conflict(number, conflict)
    if diagnosis.further:
        yield f"   … and {diagnosis.further:,} more that arithmetic proves"
    if diagnosis.conflicts:
        yield ""
        yield from _repairs(diagnosis)
    yield ""
    ended = "" if diagnosis.complete else "; time ran out before all was looked at"
    yield f"{figures.seconds(diagnosis.seconds)} in all{ended}"


def headline(diagnosis: Diagnosis) -> str:
    """Whether there is a plan, in a line."""
    if diagnosis.has_plan:
        return "A plan exists: no rules clash."
    if diagnosis.has_plan is None:
        return "Not known yet whether a plan exists: time ran out. Give it longer (--time-limit)."
    count = len(diagnosis.conflicts) + diagnosis.further
    ways = f", in {count:,} ways" if count > 1 else ""
    repairs = len(diagnosis.repairs)
    mended = f"; {repairs:,} kind{'s' if repairs > 1 else ''} of change would make one" if repairs else ""
    return f"No plan obeys all rules of this case: some clash{ways}{mended}."


def _conflict(number: int, conflict: Conflict) -> Iterator[str]:
    how = "arithmetic" if conflict.is_arithmetic else "by trial: none can be left out"
    if not conflict.minimal:
        how = "some may be needless: time ran out"
    whole = ", since vehicles and switches are whole" if conflict.whole else ""
    yield f"{number}. {conflict.kind.capitalize()} ({how}{whole})"
    if conflict.is_arithmetic:
        yield from _wrapped(conflict.text, "   ", "   ")
        if conflict.alike:
            more = "another period" if conflict.alike == 1 else f"{conflict.alike:,} other periods"
            yield f"   The same rows clash in {more}."
        return
    for limit in conflict.limits:
        yield from _wrapped(str(limit), "   - ", "     ")


def _repairs(diagnosis: Diagnosis) -> Iterator[str]:
    if not diagnosis.repairs:
        yield "No change of limits was found with which a plan exists" + (
            "." if diagnosis.complete else " in that time."
        )
        return
    yield "Least changes with which a plan exists, each by itself, solved and verified:"
    for place, repair in enumerate(diagnosis.repairs):
        yield ""
        yield f"{chr(ord('a') + place)}) {repair.name}: {worth(repair, diagnosis.tables.settings.currency)}"
        for change in repair.changes:
            yield from _wrapped(change.text, "   ", "     ")
            yield from _wrapped(change.edit.text(diagnosis.tables), "     in ", "       ")


def worth(repair: Repair, currency: str) -> str:
    """What the repaired case earns, and how surely."""
    if repair.objective is None:
        return "not solved yet, time ran out"
    earned = f"the best plan then earns {figures.money(repair.objective, currency)}"
    if repair.status is Status.OPTIMAL or repair.bound is None:
        return earned
    return f"{earned} at least, {figures.money(repair.bound, currency)} at most"


def _wrapped(text: str, first: str, other: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=other, break_on_hyphens=False,
                             break_long_words=False)  # fmt: skip
