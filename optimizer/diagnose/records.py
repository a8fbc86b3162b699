"""A diagnosis as tables and as JSON."""

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from optimizer.diagnose.changes import Change
from optimizer.diagnose.diagnosis import Conflict, Diagnosis
from optimizer.diagnose.repairs import Repair
from optimizer.explain.sources import Cited

CONFLICTS = ("conflict", "kind", "rule", "text", "periods", "table", "column", "value", "place")
"""Columns of ``conflicts.csv``: one row for each cell of each limit that clashes."""

REPAIRS = ("repair", "kind", "status", "objective", "bound", "table", "column", "value", "place", "key", "text")
"""Columns of ``repairs.csv``: one row for each changed cell; ``key`` where a new row is added."""


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
        "least_proved": repair.proved,
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
