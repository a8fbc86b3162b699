"""Where a plan can be written: a new folder, an empty one, an earlier plan's; looked at before anything is solved."""

import os
import tempfile
from pathlib import Path

from optimizer.report.swap import recover

SUMMARY = "summary.json"
"""The file that makes a folder a plan; written last."""

WORKBOOK = "plan.xlsx"
"""The workbook in a plan folder."""

EVALUATION = "evaluation.json"
"""The file that makes a folder the evaluation of an edited plan."""

MARKS = {SUMMARY: "a plan", EVALUATION: "an evaluation"}
"""What a folder is that holds a file of that name."""


class NoPlace(Exception):  # noqa: N818 - it says what is missing
    """A plan can't be written where it was asked for; the message says why and what to do."""


def check_place(place: Path, *, make_parents: bool = False, mark: str = SUMMARY) -> None:
    """Raise ``NoPlace`` unless a plan can be written at ``place``: a new folder, an empty one, or an earlier plan's.

    ``make_parents``: folders above it that are missing will be made; otherwise they must be there. ``mark``: the file
    by which a folder of what is to be written is known.
    """
    parent = place.parent
    while make_parents and not parent.exists() and parent != parent.parent:
        parent = parent.parent
    if not parent.is_dir():
        raise NoPlace(f"no plan can be written to {place}: there is no folder {parent}")
    try:
        recover(place)
        tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=parent).cleanup()
        if place.exists() and not place.is_dir():
            raise NoPlace(f"no plan can be written to {place}: it is a file; name a folder with --out")
        is_foreign = place.exists() and any(place.iterdir()) and not (place / mark).is_file()
    except OSError as fault:
        raise NoPlace(f"no plan can be written to {place}: {fault.strerror or fault} ({parent})") from fault
    if is_foreign:
        raise NoPlace(f"{place} holds files and is not {MARKS[mark]} (no {mark}); name another folder with --out")


PLANS = Path("plans")
"""Folder of the plans for which no other is named."""


def plan_of_case(case: Path) -> Path:
    """Where the plan of a case is written, if no other place is named."""
    return PLANS / case.resolve().stem


def resolved(place: Path) -> Path:
    """The folder itself, where the name is a link to it."""
    return Path(os.path.realpath(place))


def seen_from_here(place: Path) -> Path:
    """The place as a user would type it: from the present folder on, where it lies below that."""
    here = Path.cwd().resolve()
    return place.relative_to(here) if place.is_relative_to(here) else place
