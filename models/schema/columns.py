"""The words the schema is written in: a table, its columns, and what a cell may hold."""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

NONE = "none"
"""The word that stands for "no limit" in a column of limits; read as infinity."""


class Kind(StrEnum):
    """What the cells of a column hold."""

    IDENTIFIER = "identifier"
    """Text, case-sensitive, trimmed; names a thing that stands in its own list."""
    TEXT = "text"
    """Text of any kind."""
    NUMBER = "number"
    """A finite decimal number."""
    COUNT = "count"
    """A whole number."""
    LIMIT = "limit"
    """A number ≥ 0, or the word ``none``."""
    CHOICE = "choice"
    """One of a few words."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``default`` is what a blank cell means once no row completes it: a number (``inf`` for "no limit"), a word, or
    ``None`` where blank is an answer of its own ("not given"). A ``required`` column has no default: blank is a fault.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    default: float | str | None = None
    required: bool = False
    """Bold in the data dictionary: must be filled, by this row or by one that completes it."""
    key: bool = False
    """Part of the table's key."""
    blank_means_every: bool = False
    """A key column that may be blank, which means every one."""
    refers_to: str = ""
    """For an identifier: the list it must stand in (``period``, ``plant``, ``line``, ``currency``, …)."""
    minimum: float = 0.0
    """Least value; ``-inf`` where negative numbers make sense."""
    maximum: float = math.inf
    above_minimum: bool = False
    """The value must lie strictly above ``minimum``."""
    choices: tuple[str, ...] = ()
    instead_of: str = ""
    """The column this one is another way of giving (``hours_per_day`` for ``hours``): one of the two in a row."""
    same_in_all_rows: str = ""
    """Filled cells must agree in all rows of this: a part's ``opening``, a line's pattern's ``previous``."""


@dataclass(frozen=True)
class Table:
    """One table: a file ``<name>.csv`` or a sheet ``<name>``."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    required: bool = False
    every_row_counts: bool = False
    """All matching rows hold or add up (``surcharges``, ``mix``); elsewhere rows complete each other cell by cell."""
    one_filled_of: tuple[str, ...] = field(default=())
    """Key columns of which each row fills exactly one (``mix``: family or model)."""

    @cached_property
    def key(self) -> tuple[Column, ...]:
        """The key columns, in their order."""
        return tuple(column for column in self.columns if column.key)

    @cached_property
    def values(self) -> tuple[Column, ...]:
        """The columns that are not part of the key."""
        return tuple(column for column in self.columns if not column.key)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    def __getitem__(self, column: str) -> Column:
        """The column of that name; ``KeyError`` if there is none."""
        return self.by_name[column]


def key(name: str, meaning: str, *, refers_to: str = "") -> Column:
    """A key column that is filled in every row."""
    return Column(name, Kind.IDENTIFIER, meaning, required=True, key=True, refers_to=refers_to or name)


def every(name: str, meaning: str = "") -> Column:
    """A key column that may be blank, and blank means every."""
    return Column(
        name, Kind.IDENTIFIER, meaning or f"blank: every {name}", key=True, blank_means_every=True, refers_to=name
    )


def number(name: str, unit: str, meaning: str, default: float | None = 0.0, *, minimum: float = 0.0,
           maximum: float = math.inf, above_minimum: bool = False, required: bool = False, instead_of: str = "",
           same_in_all_rows: str = "") -> Column:  # fmt: skip
    """A column of decimal numbers."""
    return Column(name, Kind.NUMBER, meaning, unit, None if required else default, required, minimum=minimum,
                  maximum=maximum, above_minimum=above_minimum, instead_of=instead_of,
                  same_in_all_rows=same_in_all_rows)  # fmt: skip


def amount(name: str, unit: str, meaning: str, default: float = 0.0) -> Column:
    """A column of numbers that may be negative."""
    return number(name, unit, meaning, default, minimum=-math.inf)


def count(name: str, unit: str, meaning: str, default: float = 0.0, *, required: bool = False,
          minimum: float = 0.0) -> Column:  # fmt: skip
    """A column of whole numbers."""
    return Column(name, Kind.COUNT, meaning, unit, None if required else default, required, minimum=minimum)


def limit(name: str, unit: str, meaning: str) -> Column:
    """A column of upper limits: a number ≥ 0 or ``none``, the default."""
    return Column(name, Kind.LIMIT, meaning, unit, math.inf)


def choice(name: str, meaning: str, *choices: str, same_in_all_rows: str = "") -> Column:
    """A column that holds one of a few words, the first being the default."""
    return Column(name, Kind.CHOICE, meaning, default=choices[0], choices=choices, same_in_all_rows=same_in_all_rows)


def text(name: str, meaning: str) -> Column:
    """A column of free text."""
    return Column(name, Kind.TEXT, meaning, default="")
