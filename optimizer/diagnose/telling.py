"""A diagnosis as a planner reads it on the screen."""

from collections.abc import Iterator

from models.solution import Status
from optimizer.diagnose.diagnosis import Conflict, Diagnosis
from optimizer.diagnose.repairs import Repair
from optimizer.report import figures
from optimizer.report.page import Notes, Page

NOTHING = 1e-9
"""Gap that is called none."""

ALONE = "No build, route and period of the case can serve it: look at lead times, freight, first and last periods."
"""What is said of a limit that can't be kept whatever the others are."""

LESS = "Less may do: there was no time to tell."
"""What is said of a change that is not known to be the least."""

ORDER = "Changes stand in the order of what their plans earn; less than the gap decides nothing (--gap)."


def page(diagnosis: Diagnosis) -> Page:
    """The diagnosis on the screen."""
    tables = diagnosis.tables
    names = [tables.name, tables.settings.title, f"scenario {tables.scenario}" if tables.scenario else ""]
    parts = [_conflict_notes(number, conflict) for number, conflict in enumerate(diagnosis.conflicts, 1)]
    if diagnosis.further:
        parts.append(Notes(f"and {diagnosis.further:,} more that arithmetic proves", ("",)))
    parts += [_repair_notes(diagnosis, place, repair) for place, repair in enumerate(diagnosis.repairs)]
    foot = [ORDER] if len(diagnosis.repairs) > 1 else []
    ended = "" if diagnosis.complete else "; time ran out before all was looked at: give it longer (--time-limit)"
    return Page(
        title=" · ".join(name for name in names if name),
        facts=tuple(_facts(diagnosis)),
        parts=tuple(parts),
        foot=(*foot, f"{figures.seconds(diagnosis.seconds)} in all{ended}"),
    )


def _facts(diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    if diagnosis.has_plan:
        yield "plan", "one exists: no rules of this case clash"
    elif diagnosis.has_plan is None:
        yield "plan", "not known whether one exists: time ran out"
    else:
        count = len(diagnosis.conflicts) + diagnosis.further
        yield "plan", "none obeys all rules of this case" + (f": they clash in {count:,} ways" if count > 1 else "")
        yield "repairs", _repairs_said(diagnosis)


def _repairs_said(diagnosis: Diagnosis) -> str:
    if diagnosis.repairs:
        kinds = len(diagnosis.repairs)
        ways = f"{kinds} kinds of change, each by itself" if kinds > 1 else "one kind of change"
        return f"a plan exists with {ways}: the least, solved and verified, is told below"
    return "no change of limits was found with which a plan exists" + ("" if diagnosis.complete else " in that time")


def _conflict_notes(number: int, conflict: Conflict) -> Notes:
    how = "arithmetic proves it" if conflict.is_arithmetic else "found by trial: none of these can be left out"
    if not conflict.minimal:
        how = "some of these may be needless: time ran out"
    said = [conflict.text] if conflict.is_arithmetic else [f"- {limit}" for limit in conflict.limits]
    if conflict.whole:
        said.append("In fractions of vehicles and switches there would be a plan.")
    if not conflict.is_arithmetic and len(conflict.numbers) <= 1:
        said.append(ALONE)
    if conflict.alike:
        others = "another period" if conflict.alike == 1 else f"{conflict.alike:,} other periods"
        said.append(f"The same rows clash in {others}.")
    return Notes(f"{number}. {conflict.kind.capitalize()} ({how})", tuple(said))


def _repair_notes(diagnosis: Diagnosis, place: int, repair: Repair) -> Notes:
    said = tuple(f"{change.text} ({change.edit.text(diagnosis.tables)})" for change in repair.changes)
    less = () if repair.proved else (LESS,)
    return Notes(f"{chr(ord('a') + place)}) {repair.name.capitalize()}", (*said, *less, worth(diagnosis, repair)))


def worth(diagnosis: Diagnosis, repair: Repair) -> str:
    """What the repaired case earns, and how surely."""
    currency = diagnosis.tables.settings.currency
    if repair.objective is None:
        return "→ not solved, time ran out"
    earned = f"→ the best plan then earns {figures.money(repair.objective, currency)}"
    if repair.bound is None:
        return earned
    if repair.status is Status.OPTIMAL:
        missing = max(0.0, repair.bound - repair.objective) / max(abs(repair.objective), 1e-9)
        return earned if missing <= NOTHING else f"{earned}, or up to {figures.gap(missing)} more"
    return f"{earned} at least, {figures.money(repair.bound, currency)} at most"
