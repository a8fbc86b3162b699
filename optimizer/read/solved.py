"""The decisions of a plan as they were solved, kept in its folder beside tables that a planner may change in place."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

SOLVED: Final = "solved.zip"
"""File of a plan: its decision tables as they were written first. What was changed since is told against them."""

DECISION_FILES: Final = tuple(
    f"{name}.csv" for name in ("allocation", "shipments", "fulfilment", "utilisation", "programs", "sailings")
)
"""Tables that tell decisions; a case has no more of the last two than it has programs and services."""

_NEVER: Final = (1980, 1, 1, 0, 0, 0)
"""The date in the archive: the same bytes for the same plan."""


def keep_solved(plan: Path) -> None:
    """Keep the decision tables that stand in a plan folder. Raises ``OSError`` where the disk refuses."""
    with zipfile.ZipFile(plan / SOLVED, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in _there(plan):
            archive.writestr(zipfile.ZipInfo(file, _NEVER), (plan / file).read_bytes(), zipfile.ZIP_DEFLATED, 1)


def open_solved(plan: Path, file: str) -> bytes:
    """A decision table of a plan as it was solved; raises ``OSError`` where it was not kept or is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO((plan / SOLVED).read_bytes())) as archive:
            return archive.read(file)
    except (KeyError, zipfile.BadZipFile) as error:
        raise OSError(f"{SOLVED} does not hold it: {error}") from error


def _there(plan: Path) -> Iterable[str]:
    return (file for file in DECISION_FILES if (plan / file).is_file())
