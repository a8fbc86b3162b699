"""What the files of a case say: every table typed and coded, blanks still blank, nothing yet completed.

This is the *parse*; what the rows mean together is worked out in ``models.case``. The audit starts from here too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd


@dataclass(frozen=True)
class Settings:
    """The settings of a case (``case.toml``); see ``models.schema.settings``."""

    currency: str
    title: str = ""
    integer_units: bool = True
    change_cost: float = 0.0


class Origin(Protocol):
    """Where the rows of a table came from."""

    def cite(self, row: int, column: str = "") -> str:
        """``demand.csv:88`` or ``demand!D88``, for data row ``row`` (0-based position in the frame)."""


@dataclass(frozen=True)
class Tables:
    """A case as its files say it.

    ``frames`` has every table of the schema (absent ones without rows) with exactly the schema's columns and a
    ``RangeIndex`` (one row per data row, in file order):

    * identifiers (``Kind.IDENTIFIER``): categorical, blank is NaN. The categories of a column are the whole list it
      refers to, in listed order (periods in planning order), so that equal codes mean equal things in all tables.
      ``line``: all distinct line names; a line is told apart by plant *and* line.
    * numbers, counts: ``float64``, blank is NaN. Limits: ``float64``, the word ``none`` is ``inf``, blank is NaN.
    * choices and texts: ``str`` columns, blank is NaN (defaults are not filled in).

    Everything in it has passed the check.
    """

    name: str
    settings: Settings
    frames: Mapping[str, pd.DataFrame]
    origins: Mapping[str, Origin] = field(default_factory=dict, repr=False, compare=False)
    inputs_sha256: str = ""
    scenario: str | None = None

    def __getitem__(self, table: str) -> pd.DataFrame:
        """The frame of that table."""
        return self.frames[table]

    def has(self, table: str) -> bool:
        """Whether the table has any row."""
        return len(self.frames[table]) > 0

    def listed(self, identifier: str) -> list[str]:
        """All names of an identifier (``period``, ``plant``, ``model``, ``market``, ``route``, …) in listed order."""
        return self.index(identifier).tolist()

    def index(self, identifier: str) -> "pd.Index[str]":
        """The same names as the categories of its columns."""
        table, column = LISTS[identifier]
        return self.frames[table][column].cat.categories


LISTS = {
    "period": ("periods", "period"),
    "plant": ("plants", "plant"),
    "model": ("models", "model"),
    "market": ("markets", "market"),
    "line": ("builds", "line"),
    "route": ("routes", "route"),
    "service": ("services", "service"),
    "part": ("parts", "part"),
    "pattern": ("shifts", "pattern"),
    "currency": ("exchange_rates", "currency"),
    "family": ("mix", "family"),
    "scenario": ("scenarios", "scenario"),
}
"""For each identifier a column whose categories are its list."""
