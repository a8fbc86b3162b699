"""Reading a case: what its files say (parse), typed, coded and checked, with every fault explained at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.faults import Caution

if TYPE_CHECKING:
    from models.tables import Tables
    from optimizer.read.source import Source


@dataclass(frozen=True)
class ReadCase:
    """A case that has passed every check, and what is odd about it all the same."""

    tables: "Tables"
    warnings: tuple[Caution, ...] = ()


def read_case(path: Path, scenario: str | None = None) -> ReadCase:
    """Read and check the case in the folder or workbook ``path``, with the changes of ``scenario`` if one is named.

    Raises ``FaultyCase`` with all faults at once when anything in the case, or the scenario, can't be meant.
    """
    from optimizer.read.case import read_source  # pandas is loaded only when there is a case to read

    return read_source(open_source(Path(path)), scenario)


def open_source(path: Path) -> "Source":
    """The case at ``path``, not yet read: a folder, or a workbook."""
    from optimizer.read.workbook.container import is_workbook

    if is_workbook(path):
        from optimizer.read.workbook.source import WorkbookSource  # and the library that reads its cells

        return WorkbookSource(path)
    from optimizer.read.source import FolderSource

    return FolderSource(path)
