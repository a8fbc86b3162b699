"""An edited plan understood: the value of every decision, the cell that says so, and cells that can't mean anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.derivation import open_draft, plan_of
from models.draft import Decision, Draft
from models.keys import MISSING, Codes, Keys, Mask, Positions
from models.plan import Plan
from optimizer.evaluate.coded import Coded
from optimizer.evaluate.impossible import why_not
from optimizer.report.workbook.layout import BUILDS, PROGRAMS, SAILINGS, SALES, SHIFT_PATTERNS, SHIPMENTS, DecisionTable

Numbers = NDArray[np.float64]

DECISION_OF: Final = {BUILDS: "build", SHIPMENTS: "ship", SALES: "sell", PROGRAMS: "launch", SAILINGS: "sail",
                      SHIFT_PATTERNS: "pattern"}  # fmt: skip
"""The decision that each table tells."""

Key = tuple[tuple[str, str], ...]
"""A key in words: ``(plant, TMMK), (line, 1), …``."""


@dataclass(frozen=True)
class Void:
    """A cell that can't mean anything: it counts for nothing in what follows, or, below 0, as it stands."""

    table: DecisionTable
    key: Key
    figure: float | str
    """What stands there."""
    rule: str
    """The rule that it breaks by standing there."""
    message: str
    cell: str

    counts: bool
    """Whether it counts as it stands, in a column of its own."""

    @property
    def amount(self) -> float:
        """How much stands there."""
        return 1.0 if isinstance(self.figure, str) else abs(self.figure)


@dataclass(frozen=True, eq=False)
class Decided:
    """What a plan decides: ``values`` (shape n) of the columns of an ``open_draft``, 0 where the plan has no row.

    ``rows``: the row of each column's table that says so; ``MISSING`` where none does.
    """

    draft: Draft
    tables: dict[DecisionTable, Coded]
    values: Numbers
    rows: Positions
    voids: tuple[Void, ...]

    def plan(self) -> Plan:
        """The whole plan: what is decided, and what follows from it."""
        return plan_of(self.draft, self.values)

    def cell(self, table: DecisionTable, column: int) -> str:
        """Where a column's figure stands; the file or sheet where it has no row."""
        row = int(self.rows[column])
        written = self.tables[table].written
        return written.text.page.name if row == MISSING else written.cite(row)


def decided(case: Case, tables: Iterable[Coded]) -> Decided:
    """The decisions of an edited plan."""
    draft = open_draft(case)
    width = sum(len(decision.keys) for decision in draft.decisions)
    values, rows = np.zeros(width), np.full(width, MISSING, dtype=np.int64)
    by_table = {coded.written.table: coded for coded in tables}
    voids: list[Void] = []
    for table, coded in by_table.items():
        decision: Decision = getattr(draft, DECISION_OF[table])
        keys, figures = _asked(table, coded)
        places = decision.keys.find(keys)
        there = places != MISSING
        negative = figures < 0
        columns = decision.columns[places[there]]
        values[columns] = figures[there]
        rows[columns] = np.flatnonzero(there)
        if table is SHIFT_PATTERNS:
            _cite_all_patterns(decision, coded, rows)
        voids += _voids(draft, coded, keys, figures, ~there & (figures != 0), negative)
    return Decided(draft, by_table, values, rows, tuple(voids))


def _asked(table: DecisionTable, coded: Coded) -> tuple[Keys, Numbers]:
    """The keys of the decision's columns, and their figures: a shift pattern is 1 where it is in force."""
    if table is not SHIFT_PATTERNS:
        return coded.keys, coded.figures
    pattern: Codes = coded.figures.astype(np.int32)
    keys = coded.keys.having(pattern=pattern)
    return keys, np.where(pattern == MISSING, 0.0, 1.0)


def _cite_all_patterns(decision: Decision, coded: Coded, rows: Positions) -> None:
    """A line's cell tells of every pattern of the line in the period: those not in force are not because of it."""
    rows[decision.columns] = coded.keys.find(decision.keys)


def _voids(draft: Draft, coded: Coded, keys: Keys, figures: Numbers, nowhere: Mask, negative: Mask) -> list[Void]:
    """The cells that can't mean anything: what can't exist, and what is below nothing."""
    voids = []
    for row in map(int, np.flatnonzero(nowhere | negative)):
        key = key_of(draft, keys, row)
        if negative[row] and not nowhere[row]:
            rule, message = "tables", f"{coded.written.table.column} is negative"
        else:
            rule, message = why_not(draft.case, coded.written.table, keys, row)
        figure = dict(key).get("pattern", float(figures[row]))
        voids.append(
            Void(coded.written.table, key, figure, rule, message, coded.written.cite(row), counts=not nowhere[row])
        )
    return voids


def key_of(draft: Draft, keys: Keys, position: int) -> Key:
    """A key in words, a line with its plant, a dispatch with the ends of its route."""
    case, tables = draft.case, draft.case.tables
    words: list[tuple[str, str]] = []
    for name in keys.dimensions:
        code = int(keys[name][position])
        if name == "line":
            words.append(("plant", tables.listed("plant")[case.plant_of_line[code]]))
            code = int(case.name_of_line[code])
        words.append((name, tables.listed(name)[code]))
        if name == "route":
            words += [(end, tables.listed(end)[case.routes.keys[end][code]]) for end in ("plant", "market")]
    return tuple(words)
