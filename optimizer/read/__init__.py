"""Reading a case: what its files say (parse), typed, coded and checked, with every fault explained at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.faults import Caution

if TYPE_CHECKING:
    from models.tables import Tables


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
    from optimizer.read.source import FolderSource
    from optimizer.read.workbook.source import WorkbookSource, is_workbook

    path = Path(path)
    return read_source(WorkbookSource(path) if is_workbook(path) else FolderSource(path), scenario)
