"""An evaluation as files: changed cells, breaches, items and prices as CSV, all of it as JSON; and the held plan."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from optimizer import __version__
from optimizer.evaluate import held_plan
from optimizer.evaluate.decided import Key
from optimizer.evaluate.evaluation import Evaluation
from optimizer.evaluate.pins import Pinned
from optimizer.report.places import EVALUATION
from optimizer.report.rows import csv_bytes
from optimizer.report.swap import replacing

KEYS = ("plant", "line", "route", "service", "model", "family", "market", "part", "period")
TABLES = {
    "edits": ("cell", "table", *KEYS, "before", "after"),
    "breaches": ("rule", *KEYS, "amount", "unit", "message", "cells", "edited", "limits"),
    "items": ("item", "before", "after", "change"),
    "pins": ("cell", "table", *KEYS, "value", "price", "note"),
}
"""Files of an evaluation and their columns; ``pins`` only where cells were held."""


def content(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as plain values, in the order in which they are written as JSON."""
    tables, best, pinned = evaluation.tables, evaluation.best, evaluation.pinned
    return {
        "case": tables.name,
        "scenario": tables.scenario,
        "currency": tables.settings.currency,
        "plan": str(evaluation.asked.plan),
        "origin": str(evaluation.origin.place),
        "keeps_every_rule": not evaluation.count,
        "breaches": evaluation.count,
        "breaches_of_origin": evaluation.was_broken,
        "objective": evaluation.after.objective,
        "objective_of_origin": evaluation.before.objective,
        "change": sum(item.change for item in evaluation.items) / 100,
        "notes": list(evaluation.notes),
        "best": None if best is None else asdict(best),
        "edits": _rows(evaluation, "edits"),
        "broken": _rows(evaluation, "breaches"),
        "items": _rows(evaluation, "items"),
        "pinned": None if pinned is None else _pinned(evaluation, pinned),
        "inputs_sha256": tables.inputs_sha256,
        "version": __version__,
    }


def as_json(evaluation: Evaluation) -> str:
    """The evaluation as JSON, one key a line."""
    return json.dumps(content(evaluation), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write(place: Path, evaluation: Evaluation) -> None:
    """Write the evaluation to a folder, whole or not at all; the plan that keeps the edits to its folder ``plan``.

    Raises ``OSError`` where the disk refuses.
    """
    with replacing(place) as fresh:
        for name, columns in TABLES.items():
            if name == "pins" and evaluation.pinned is None:
                continue
            frame = pd.DataFrame([_flat(row) for row in _rows(evaluation, name)], columns=list(columns))
            (fresh / f"{name}.csv").write_bytes(b"".join(csv_bytes(frame, columns)))
        answer = None if evaluation.pinned is None else evaluation.pinned.answer
        if answer is not None and answer.plan is not None:
            held_plan.write(fresh / "plan", evaluation, answer)
        (fresh / EVALUATION).write_text(as_json(evaluation), encoding="utf-8", newline="\n")


def _rows(evaluation: Evaluation, name: str) -> list[dict[str, Any]]:
    """The rows of one of ``TABLES``."""
    if name == "edits":
        return [
            {"cell": edit.cell, "table": edit.table.plan_table, **_key(edit.key), "before": edit.before,
             "after": edit.after}
            for edit in evaluation.edits
        ]  # fmt: skip
    if name == "breaches":
        return [
            {"rule": broken.rule, **_key(broken.key), "amount": _finite(broken.amount), "unit": broken.unit or None,
             "message": broken.message, "cells": list(broken.cells), "edited": broken.is_of_edits,
             "limits": list(broken.limits)}
            for broken in evaluation.broken
        ]  # fmt: skip
    if name == "items":
        return [
            {"item": item.item, "before": item.before / 100, "after": item.after / 100, "change": item.change / 100}
            for item in evaluation.items
        ]
    return [
        {"cell": pin.edit.cell, "table": pin.edit.table.plan_table, **_key(pin.edit.key), "value": pin.edit.after,
         "price": pin.price, "note": pin.note or None}
        for pin in (evaluation.pinned.pins if evaluation.pinned else ())
    ]  # fmt: skip


def _pinned(evaluation: Evaluation, pinned: Pinned) -> dict[str, Any]:
    answer = pinned.answer
    return {
        "status": pinned.status.value,
        "objective": None if answer is None else answer.objective,
        "bound": None if answer is None else answer.bound,
        "price_together": pinned.together,
        "clash": [pin.edit.cell for pin in pinned.clash],
        "cells": _rows(evaluation, "pins"),
    }


def _key(key: Key) -> dict[str, str]:
    return {name: word for name, word in key if name in KEYS}


def _finite(amount: float) -> float | None:
    return float(amount) if np.isfinite(amount) else None


def _flat(row: dict[str, Any]) -> dict[str, object]:
    """A row with its lists as texts and its words for yes and no."""
    return {name: _cell(value) for name, value in row.items()}


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, Iterable) and not isinstance(value, str) else value
