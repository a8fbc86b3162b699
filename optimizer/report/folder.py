"""The plan folder: its tables as CSV and its summary, written whole or not at all."""

import shutil
from collections.abc import Callable, Container
from pathlib import Path

from models.plan import COLUMNS, Plan
from optimizer.read.keep import INPUTS
from optimizer.read.solved import SOLVED, keep_solved
from optimizer.report.places import SUMMARY, WORKBOOK
from optimizer.report.rows import csv_bytes
from optimizer.report.swap import replacing

OURS = frozenset({SUMMARY, INPUTS, SOLVED, WORKBOOK, *(f"{name}.csv" for name in COLUMNS)})
"""What a plan folder is made of. Whatever else a planner keeps in its folder is carried over to the next plan."""


def write_folder(place: Path, plan: Plan, summary: Callable[[], str], keep: Callable[[Path], object]) -> None:
    """Write a plan to its folder, in the place of an earlier one.

    ``keep`` puts what else belongs there into the folder (a copy of the case, the workbook); ``summary`` gives the text
    of ``summary.json`` once all else is written. Raises ``OSError`` where the disk refuses; the earlier plan then
    stands as it was.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with replacing(place) as fresh:
        for name, frame in plan.tables():
            with (fresh / f"{name}.csv").open("wb") as file:
                file.writelines(csv_bytes(frame, COLUMNS[name]))
        keep_solved(fresh)
        keep(fresh)
        carry_over(place, fresh, OURS)
        (fresh / SUMMARY).write_text(summary(), encoding="utf-8", newline="\n")


def carry_over(earlier: Path, fresh: Path, ours: Container[str]) -> None:
    """Copy what a planner put beside the files that a folder is made of."""
    if not earlier.is_dir():
        return
    for entry in sorted(earlier.iterdir()):
        if entry.name in ours:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, fresh / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, fresh / entry.name, follow_symlinks=False)
