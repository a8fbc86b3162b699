"""Invented cases with one kind of figure made harder, many of them without a plan; and edits written to their files."""

import csv
import random
import shutil
from dataclasses import replace
from pathlib import Path

from benchmarks.invent import SMALL, TINY, Feature, InventedCase, invent

HARDER = {
    "hours": (("hours", "hours_per_day", "overtime_hours", "overtime_hours_per_day"), lambda value: value * 0.4),
    "supply": (("supply",), lambda value: value // 4),
    "sailings": (("sailings",), lambda value: max(0.0, value - 1)),
    "stock": (("minimum", "closing", "closing_transit"), lambda value: value * 3 + 2),
    "lots": (("minimum_lot",), lambda value: value * 4),
    "shares": (("minimum_share",), lambda value: min(1.0, value * 1.8)),
    "least hours": (("minimum_hours",), lambda value: value * 1.8 + 1),
}
"""Columns, and what becomes of their figures."""


def tightened(seed: int) -> InventedCase:
    """An invented case in which figures of one kind are harder to keep, or all demand is committed."""
    dice = random.Random(seed)
    features = [feature for feature in Feature if feature is not Feature.SCENARIOS and dice.random() < 0.5]
    case = invent(seed, features, SMALL if seed % 3 else TINY)
    kind = dice.choice([*HARDER, "commitments"])
    columns, change = HARDER.get(kind, ((), None))
    tables = {
        table: [{name: harder(cell, change) if name in columns else cell for name, cell in row.items()} for row in rows]
        for table, rows in case.tables.items()
    }
    if kind == "commitments":
        tables["demand"] = [{**row, "commitment": row.get("demand", "")} for row in tables["demand"]]
    return replace(case, tables=tables)


def harder(cell: str, change) -> str:
    """A cell made harder to keep; blanks and words stay."""
    try:
        value = float(cell)
    except ValueError:
        return cell
    return f"{change(value):.6f}".rstrip("0").rstrip(".") or "0"


def written(case: Path, edits, folder: Path) -> Path:
    """A copy of a case folder with the edits made in its files."""
    shutil.copytree(case, folder)
    for table in {edit.table for edit in edits}:
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = [row for row in csv.reader(file) if row]
        named = [name for edit in edits if edit.table == table for name in (edit.column, *dict(edit.key))]
        header += [name for name in dict.fromkeys(named) if name not in header]
        rows = [row + [""] * (len(header) - len(row)) for row in rows]
        for edit in (edit for edit in edits if edit.table == table):
            if edit.row is None:
                key = dict(edit.key)
                rows.append([key.get(name, "") for name in header])
            rows[-1 if edit.row is None else edit.row][header.index(edit.column)] = str(edit.value)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return folder
