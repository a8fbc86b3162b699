"""A case as written: every cell of every table a word, the planner's own columns and settings among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.faults import Caution


def left_behind(name: str) -> Caution:
    """What is said of a file or sheet beside the case, which is not converted."""
    return Caution(name, None, "", name, "stays behind: it is no part of the case")


@dataclass(frozen=True)
class WrittenTable:
    """One table."""

    header: Sequence[str]
    """Names of its columns, in their order."""
    rows: Sequence[Sequence[str]]
    """A word for each column; blank cells are empty."""


@dataclass(frozen=True)
class WrittenSetting:
    """One line of ``case.toml``, or row of the sheet ``case``; without a name a remark alone."""

    name: str
    value: object = None
    remark: str = ""


@dataclass(frozen=True)
class WrittenCase:
    """A whole case."""

    name: str
    tables: Mapping[str, WrittenTable]
    """By name, those that are there."""
    settings: Sequence[WrittenSetting]

    @property
    def title(self) -> str:
        """What the case is about; may be empty."""
        return next((str(setting.value) for setting in self.settings if setting.name == "title"), "")
