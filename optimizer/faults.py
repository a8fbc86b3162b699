"""What is wrong with a case: each fault with its place, what was found there, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_TOLD = 1000
"""Faults of one file that are told one by one; a planner who meets more looks for what they have in common."""


@dataclass(frozen=True)
class Fault:
    """One fault of a case.

    Rendered as ``demand.csv:88: demand is "12O", not a number ≥ 0``; in a workbook as ``demand!D88: …``. A fault that a
    scenario causes stands at the row of ``scenarios`` that causes it, and its message names the cell that is hurt.
    """

    file: str
    """Or the sheet of a workbook."""
    line: int | None
    """Physical line of the file, or row of the sheet, from 1; ``None``: the file as a whole."""
    column: str
    """Column or setting; empty: the row or file as a whole."""
    found: str
    """What stands there, as written."""
    message: str
    """The whole sentence: what was found, what would be right, the nearest match."""
    letter: str | None = field(default=None, kw_only=True)
    """Of a sheet: its column, ``D``; empty: the row as a whole. ``None``: it is a file."""

    @property
    def count(self) -> int:
        """How many faults it stands for."""
        return 1

    def __str__(self) -> str:
        """Place and message."""
        if self.line is None:
            return f"{self.file}: {self.message}"
        place = f":{self.line}" if self.letter is None else f"!{self.letter}{self.line}"
        return f"{self.file}{place}: {self.message}"


@dataclass(frozen=True)
class Caution(Fault):
    """Something odd that is shown and changes nothing."""


@dataclass(frozen=True)
class Rest(Fault):
    """Further faults of a file that has too many to tell them one by one: their exact number."""

    number: int = 0

    @classmethod
    def of(cls, file: str, number: int) -> "Rest":
        """So many further faults of that file."""
        return cls(file, None, "", "", f"… and {number:,} more {'fault' if number == 1 else 'faults'}", number)

    @property
    def count(self) -> int:
        """How many faults it stands for."""
        return self.number


class FaultyCase(Exception):  # noqa: N818 - it is the case that is faulty, in the words of the design
    """The case can't be planned as it stands; carries every fault at once.

    Of a file with more than ``MOST_TOLD`` faults the first are there, and a ``Rest`` with the number of the others.

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

    @property
    def count(self) -> int:
        """How many faults the case has."""
        return sum(fault.count for fault in self.faults)

    def __reduce__(self) -> tuple[type["FaultyCase"], tuple[tuple[Fault, ...], tuple[Caution, ...]]]:
        """Pickled with its faults, so that it survives the way back from another process."""
        return FaultyCase, (self.faults, self.warnings)
