"""A diagnosis as JSON, and as the tables ``conflicts.csv`` and ``repairs.csv``."""

import csv
import io
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from optimizer.diagnose.changes import Change
from optimizer.diagnose.diagnosis import Conflict, Diagnosis
from optimizer.diagnose.repairs import Repair
from optimizer.explain.sources import Cited
from optimizer.report.swap import replacing

CONFLICTS = ("conflict", "kind", "rule", "text", "periods", "table", "column", "value", "place")
"""Columns of ``conflicts.csv``: one row for each cell of each limit that clashes."""

REPAIRS = ("repair", "kind", "status", "objective", "bound", "table", "column", "value", "row", "key", "text")
"""Columns of ``repairs.csv``: one row for each changed cell."""


def as_json(diagnosis: Diagnosis) -> str:
    """The diagnosis as JSON."""
    tables = diagnosis.tables
    return json.dumps({
        "case": tables.name, "scenario": tables.scenario, "currency": tables.settings.currency,
        "has_plan": diagnosis.has_plan, "complete": diagnosis.complete, "seconds": round(diagnosis.seconds, 3),
        "conflicts": [_conflict(conflict) for conflict in diagnosis.conflicts],
        "further_conflicts": diagnosis.further,
        "repairs": [_repair(diagnosis, repair) for repair in diagnosis.repairs],
    }, indent=1, ensure_ascii=False)  # fmt: skip


def write(diagnosis: Diagnosis, place: Path) -> None:
    """The tables and the JSON in a folder, whole or not at all; raises ``OSError`` where the disk refuses."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with replacing(place) as fresh:
        for name, columns, rows in (("conflicts", CONFLICTS, _conflict_rows), ("repairs", REPAIRS, _repair_rows)):
            (fresh / f"{name}.csv").write_text(_csv(columns, rows(diagnosis)), encoding="utf-8", newline="")
        (fresh / MARK).write_text(as_json(diagnosis) + "\n", encoding="utf-8", newline="\n")


MARK = "diagnosis.json"
"""The file that makes a folder a diagnosis; written last."""


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
        "changes": [{"text": change.text, "edit": change.edit.text(diagnosis.tables), "table": change.edit.table,
                     "column": change.edit.column, "value": change.edit.value, "place": _place(diagnosis, change),
                     "key": dict(change.edit.key)} for change in repair.changes],
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


def _conflict_rows(diagnosis: Diagnosis) -> Iterator[Sequence[object]]:
    for number, conflict in enumerate(diagnosis.conflicts, 1):
        for limit in conflict.limits:
            for cell in limit.cells:
                yield (number, conflict.kind, limit.kind, limit.text, " ".join(limit.periods), cell.table, cell.column,
                       _value(cell.value), cell.citation)  # fmt: skip
        for cell in conflict.also:
            yield number, conflict.kind, "", "", "", cell.table, cell.column, _value(cell.value), cell.citation


def _repair_rows(diagnosis: Diagnosis) -> Iterator[Sequence[object]]:
    for number, repair in enumerate(diagnosis.repairs, 1):
        for change in repair.changes:
            edit = change.edit
            key = ";".join(f"{name}={value}" for name, value in edit.key)
            yield (number, repair.name, repair.status, repair.objective, repair.bound, edit.table, edit.column,
                   edit.value, _place(diagnosis, change), key, change.text)  # fmt: skip


def _csv(columns: Sequence[str], rows: Iterator[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue()


def _written(cell: object) -> object:
    """A whole number without its point."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
