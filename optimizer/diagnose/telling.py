"""A diagnosis as a planner reads it, as tables and as JSON."""

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from models.solution import Status
from optimizer.diagnose.changes import Change
from optimizer.diagnose.diagnosis import Conflict, Diagnosis
from optimizer.diagnose.repairs import Repair
from optimizer.explain.sources import Cited
from optimizer.report import figures
from optimizer.report.page import Notes, Page

CONFLICTS = ("conflict", "kind", "rule", "text", "periods", "table", "column", "value", "place")
"""Columns of ``conflicts.csv``: one row for each cell of each limit that clashes."""

REPAIRS = ("repair", "kind", "status", "objective", "bound", "table", "column", "value", "place", "key", "text")
"""Columns of ``repairs.csv``: one row for each changed cell; ``key`` where a new row is added."""


NOTHING = 1e-9
"""Gap that is called none."""

ALONE = "No build, route and period of the case can serve it: look at lead times, freight, first and last periods."
"""What is said of a limit that can't be kept whatever the others are."""

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
    whole = "; in fractions of vehicles and switches there would be a plan" if conflict.whole else ""
    said = [conflict.text] if conflict.is_arithmetic else [f"- {limit}" for limit in conflict.limits]
    if not conflict.is_arithmetic and len(conflict.numbers) == 1:
        said.append(ALONE)
    if conflict.alike:
        others = "another period" if conflict.alike == 1 else f"{conflict.alike:,} other periods"
        said.append(f"The same rows clash in {others}.")
    return Notes(f"{number}. {conflict.kind.capitalize()} ({how}{whole})", tuple(said))


def _repair_notes(diagnosis: Diagnosis, place: int, repair: Repair) -> Notes:
    said = tuple(f"{change.text} ({change.edit.text(diagnosis.tables)})" for change in repair.changes)
    return Notes(f"{chr(ord('a') + place)}) {repair.name.capitalize()}", (*said, worth(diagnosis, repair)))


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


def tables(diagnosis: Diagnosis) -> dict[str, pd.DataFrame]:
    """``conflicts`` and ``repairs``."""
    return {
        "conflicts": pd.DataFrame(list(_conflict_rows(diagnosis)), columns=list(CONFLICTS)),
        "repairs": pd.DataFrame(list(_repair_rows(diagnosis)), columns=list(REPAIRS)),
    }


def json_of(diagnosis: Diagnosis) -> dict[str, Any]:
    """The diagnosis for JSON."""
    case = diagnosis.tables
    return {
        "case": case.name, "scenario": case.scenario, "currency": case.settings.currency,
        "has_plan": diagnosis.has_plan, "complete": diagnosis.complete, "seconds": round(diagnosis.seconds, 3),
        "conflicts": [_conflict(conflict) for conflict in diagnosis.conflicts],
        "further_conflicts": diagnosis.further,
        "repairs": [_repair(diagnosis, repair) for repair in diagnosis.repairs],
    }  # fmt: skip


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "kind": conflict.kind, "proved_by": "arithmetic" if conflict.is_arithmetic else "engine",
        "text": conflict.text, "minimal": conflict.minimal, "whole_units": conflict.whole,
        "alike_in_other_periods": conflict.alike,
        "limits": [{"rule": limit.kind, "text": limit.text, "periods": list(limit.periods),
                    "cells": [_cell(cell) for cell in limit.cells]} for limit in conflict.limits],
        "also": [_cell(cell) for cell in conflict.also],
    }  # fmt: skip


def _repair(diagnosis: Diagnosis, repair: Repair) -> dict[str, Any]:
    return {
        "kind": repair.name, "status": repair.status, "objective": repair.objective, "bound": repair.bound,
        "changes": [{"text": change.text, "table": change.edit.table, "column": change.edit.column,
                     "value": change.edit.value, "place": _place(diagnosis, change), "key": dict(change.edit.key)}
                    for change in repair.changes],
    }  # fmt: skip


def _cell(cell: Cited) -> dict[str, Any]:
    return {"table": cell.table, "column": cell.column, "value": _value(cell.value), "place": cell.citation}


def _value(value: float | str) -> float | str | None:
    """A cell's value as the files hold it: ``none`` for no limit, nothing for a blank."""
    if isinstance(value, str):
        return value
    return None if math.isnan(value) else "none" if math.isinf(value) else value


def _place(diagnosis: Diagnosis, change: Change) -> str:
    edit = change.edit
    return "" if edit.row is None else diagnosis.tables.origins[edit.table].cite(edit.row, edit.column)


def _conflict_rows(diagnosis: Diagnosis) -> Iterator[tuple[object, ...]]:
    for number, conflict in enumerate(diagnosis.conflicts, 1):
        told = [(limit.kind, limit.text, " ".join(limit.periods), cell) for limit in conflict.limits
                for cell in limit.cells]  # fmt: skip
        for rule, text, periods, cell in (*told, *(("", "", "", cell) for cell in conflict.also)):
            yield (number, conflict.kind, rule, text, periods, cell.table, cell.column, figures_of(cell.value),
                   cell.citation)  # fmt: skip


def _repair_rows(diagnosis: Diagnosis) -> Iterator[tuple[object, ...]]:
    for number, repair in enumerate(diagnosis.repairs, 1):
        for change in repair.changes:
            edit = change.edit
            key = ";".join(f"{name}={value}" for name, value in edit.key)
            yield (number, repair.name, repair.status, repair.objective, repair.bound, edit.table, edit.column,
                   figures_of(edit.value), _place(diagnosis, change), key, change.text)  # fmt: skip


def figures_of(value: float | str | bool) -> str:
    """A value as the input files write it."""
    return str(_value(value) if isinstance(value, str) else f"{float(value):.10g}".replace("inf", "none"))
