"""The copy of a case that a plan folder keeps: ``inputs/<name of the case>``, a folder or a workbook as the case is."""

from pathlib import Path

from optimizer.read.folder import open_folder
from optimizer.read.workbook.container import is_workbook, workbook_sha256

INPUTS = "inputs"
"""Folder of a plan that holds the case it was made from: what explains the plan later reads it there."""


def keep_case(case: Path, plan: Path, sha256: str, scenario: str | None) -> bool:
    """Copy what the case at ``case`` is read from into the plan folder ``plan``; notes beside it stay behind.

    Only where it still is as it was read: ``sha256`` and ``scenario`` are those of its ``Tables``. False, and nothing
    is copied, where somebody has changed it meanwhile. Raises ``OSError`` where the disk refuses.
    """
    copy = plan / INPUTS / case.resolve().name
    if is_workbook(case):
        data = case.read_bytes()
        if workbook_sha256(data, scenario) != sha256:
            return False
        copy.parent.mkdir(parents=True)
        copy.write_bytes(data)
        return True
    folder = open_folder(case)
    if folder.sha256(scenario) != sha256:
        return False
    copy.mkdir(parents=True)
    for name, data in folder.files().items():
        (copy / name).write_bytes(data)
    return True


def kept_case(plan: Path) -> Path | None:
    """The case that a plan folder keeps; ``None`` where it keeps none."""
    place = plan / INPUTS
    return next(iter(sorted(place.iterdir())), None) if place.is_dir() else None
