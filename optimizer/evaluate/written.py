"""An edited plan as it is written: for each decision table its cells as text, and where each of them stands."""

from dataclasses import dataclass
from typing import Final

from models.plan import COLUMNS
from models.schema import Column, Kind, Table
from models.tables import Tables
from optimizer.read.origin import RowOrigin
from optimizer.read.text_table import TextTable
from optimizer.report.workbook.layout import BUILDS, PROGRAMS, SAILINGS, SALES, SHIFT_PATTERNS, SHIPMENTS, DecisionTable

NEEDS: Final = {
    BUILDS: "demand",
    SHIPMENTS: "demand",
    SALES: "demand",
    PROGRAMS: "programs",
    SAILINGS: "services",
    SHIFT_PATTERNS: "shifts",
}
"""Decision tables and the table of the case that each of them needs."""

KEYED_BY: Final = {BUILDS: ("plant", "line", "model", "market"), SHIPMENTS: ("route", "model"),
                   SALES: ("market", "model"), PROGRAMS: ("model", "market"), SAILINGS: ("service",),
                   SHIFT_PATTERNS: ("plant", "line")}  # fmt: skip
"""The columns that tell the decisions of a table apart, but for the period. A route's plant and market follow."""


@dataclass(frozen=True, eq=False)
class Written:
    """A decision table as it stands in a file or on a sheet: keys and one figure a row, all of it text."""

    table: DecisionTable
    text: TextTable
    origin: RowOrigin

    def cite(self, row: int) -> str:
        """``allocation.csv:12``, ``Allocation!G12``: where the figure of a row stands."""
        return self.origin.place(row, self.table.column)


def asked_of(tables: Tables) -> tuple[DecisionTable, ...]:
    """The decision tables that a plan of a case has."""
    return tuple(table for table, needed in NEEDS.items() if tables.has(needed))


def keys_of(table: DecisionTable) -> tuple[str, ...]:
    """The columns that tell its decisions apart."""
    return (*KEYED_BY[table], "period") if table.by_period else KEYED_BY[table]


def schema(table: DecisionTable) -> Table:
    """The columns of a plan's table as its file has them: only keys and the decision itself must be there."""
    return Table(table.plan_table, table.title, tuple(_column(table, name) for name in COLUMNS[table.plan_table]))


def _column(table: DecisionTable, name: str) -> Column:
    if name in keys_of(table):
        return Column(name, Kind.IDENTIFIER, f"which {name} is meant", required=True, key=True, refers_to=name)
    if name == table.column:
        kind = Kind.IDENTIFIER if table is SHIFT_PATTERNS else Kind.NUMBER
        return Column(name, kind, f"the decision: {table.title.lower()}", required=True, minimum=float("-inf"))
    return Column(name, Kind.TEXT, "follows from the decisions and is not read")
