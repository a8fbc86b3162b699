"""What is wrong with a case: each fault with its place, what was found there, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One fault of a case.

    Rendered as ``demand.csv:88: demand is "12O", not a number ≥ 0``. A fault that a scenario causes stands at the row
    of ``scenarios.csv`` that causes it, and its message names the cell that is hurt.
    """

    file: str
    line: int | None
    """Physical line of the file, from 1; ``None``: the file as a whole."""
    column: str
    """Column or setting; empty: the row or file as a whole."""
    found: str
    """What stands there, as written."""
    message: str
    """The whole sentence: what was found, what would be right, the nearest match."""

    def __str__(self) -> str:
        """Place and message."""
        return f"{self.file}: {self.message}" if self.line is None else f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Caution(Fault):
    """Something odd that is shown and changes nothing."""


class FaultyCase(Exception):  # noqa: N818 - it is the case that is faulty, in the words of the design
    """The case can't be planned as it stands; carries every fault at once.

    ::

        Exception
        └── FaultyCase    raised by ``optimizer.read.read_case``, with all faults (and cautions) of the case
    """

    faults: tuple[Fault, ...]
    warnings: tuple[Caution, ...]

    def __init__(self, faults: Iterable[Fault], warnings: Iterable[Caution] = ()) -> None:
        self.faults = tuple(faults)
        self.warnings = tuple(warnings)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type["FaultyCase"], tuple[tuple[Fault, ...], tuple[Caution, ...]]]:
        """Pickled with its faults, so that it survives the way back from another process."""
        return FaultyCase, (self.faults, self.warnings)
