"""Where the decisions of a planning workbook stand: what it is written by, and what an edited one is read back by.

A **decision table** begins with its title, a text alone in column A; the row below is its header; then come its rows,
up to the first whose cell in column A is blank (a total, or nothing). Tables of other figures stand above, below and
between: only the title tells a table, no row number. In every table the keys come first, as text, under their names in
the plan's files. Where units stand by period, the periods fill the columns from ``FIRST_PERIOD`` on, headed by their
names as text, in planning order and without a gap, so a period is the same column on every sheet; where a table has
one figure a row it stands in the column ``ONE_FIGURE``. Other columns (``lead time``, ``total``, ``source``) say more
of a row and are not read.

A blank decision cell is 0, in ``SHIFT_PATTERNS`` no pattern. A cell that can't be built or dispatched is blank and
grey. All else in the workbook follows by formula:

* yard and stock: what stood there, plus what comes, less what goes, never below 0 (what is missing then breaks
  ``plant_balance`` or ``market_balance``); nothing where the case has no row of ``yards`` or ``stock``;
* waiting: ``max(0, backlog before + demand - sold)``; lost: what waits at the end, or ``max(0, demand - sold)`` where
  customers do not wait; demand, commitment and opening backlog count times ``launched``;
* overtime: ``max(0, worked - regular)``; parts carried on: all that is left of a storable part.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FORMAT: Final = "1"
"""Version of this layout, under ``Marker.FORMAT`` in the workbook."""

ONE_FIGURE: Final = 5
"""Column (from 0) of a row's only figure, or of its total: F."""

FIRST_PERIOD: Final = 6
"""Column (from 0) of the first period on every sheet: G."""


class Sheet(StrEnum):
    """The sheets, in their order."""

    SUMMARY = "Summary"
    ALLOCATION = "Allocation"
    UTILISATION = "Utilisation"
    FULFILMENT = "Fulfilment"
    SHIPMENTS = "Shipments"
    INVENTORY = "Inventory"
    CONTRIBUTION = "Contribution"
    PRICES = "Prices"
    CHECKS = "Checks"
    DETAILS = "Check details"
    INPUTS = "Inputs used"
    README = "ReadMe"


class Marker(StrEnum):
    """What the workbook says it was made from: texts in column A of ``Sheet.README``, each with its value in column B.

    All values are text; ``SCENARIO`` is blank for the case as it stands.
    """

    FORMAT = "Workbook format"
    CASE = "Case"
    SCENARIO = "Scenario"
    INPUTS = "SHA-256 of the inputs"
    VERSION = "Written by optimizer"


@dataclass(frozen=True)
class DecisionTable:
    """A table whose cells a planner may change."""

    plan_table: str
    """The plan's table (``models.plan.COLUMNS``) and its ``column`` that the cells are."""
    column: str
    sheet: Sheet
    title: str
    keys: tuple[str, ...]
    """Key columns, from A on, as they are headed; with the period, where there are periods, they name one decision."""
    by_period: bool = True
    """A column for each period from ``FIRST_PERIOD`` on; else one figure a row in ``ONE_FIGURE``."""


BUILDS: Final = DecisionTable(
    "allocation", "units", Sheet.ALLOCATION, "Vehicles built", ("plant", "line", "model", "market")
)
SHIPMENTS: Final = DecisionTable(
    "shipments", "units", Sheet.SHIPMENTS, "Vehicles dispatched", ("route", "plant", "market", "model")
)
SALES: Final = DecisionTable("fulfilment", "sold", Sheet.FULFILMENT, "Units sold", ("market", "model"))
PROGRAMS: Final = DecisionTable(
    "programs", "launched", Sheet.FULFILMENT, "Programs launched (1) or not (0)", ("model", "market"), by_period=False
)
SAILINGS: Final = DecisionTable("sailings", "sailings", Sheet.SHIPMENTS, "Sailings run", ("service",))
SHIFT_PATTERNS: Final = DecisionTable(
    "utilisation", "pattern", Sheet.UTILISATION, "Shift pattern in force", ("plant", "line")
)

DECISIONS: Final = (BUILDS, SHIPMENTS, SALES, PROGRAMS, SAILINGS, SHIFT_PATTERNS)
"""All decision tables; ``PROGRAMS``, ``SAILINGS`` and ``SHIFT_PATTERNS`` only where the case has the table for them.

``SHIFT_PATTERNS`` has the lines with rows in ``shifts`` only.
"""
