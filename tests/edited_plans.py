"""Plan folders for tests, edited as a planner would."""

import shutil
from pathlib import Path


def edited(plan: Path, place: Path, **edits: tuple[str, str]) -> Path:
    """A copy of a plan folder in which one piece of text is replaced by another, in each table named."""
    shutil.copytree(plan, place)
    for table, (before, after) in edits.items():
        replace(place / f"{table}.csv", before, after)
    return place


def replace(file: Path, before: str, after: str) -> None:
    """Replace a piece of text that stands in a file."""
    text = file.read_text(encoding="utf-8")
    assert before in text, f"{before!r} is not in {file}"
    file.write_text(text.replace(before, after), encoding="utf-8")


def line_of(file: Path, start: str) -> int:
    """The line, from 1, that begins so."""
    return next(
        at for at, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if line.startswith(start)
    )
