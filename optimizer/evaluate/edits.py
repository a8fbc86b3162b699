"""What a planner changed: every decision whose figure is another one than in the plan it came from."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.draft import Decision
from models.keys import MISSING, Positions
from optimizer.evaluate.decided import DECISION_OF, Decided, Key, key_of
from optimizer.report.workbook.layout import SHIFT_PATTERNS, DecisionTable

Figure = float | str
"""What a decision cell holds: a number, or the name of a shift pattern (empty: none)."""

SAME = 1e-9
"""Difference below which two figures are the same: what reading and writing them may lose."""


@dataclass(frozen=True)
class CellEdit:
    """One decision that was changed."""

    table: DecisionTable
    key: Key
    before: Figure
    after: Figure
    cell: str
    column: int
    """Its column in the ``open_draft``; of a shift pattern that of the pattern now in force. ``MISSING``: none."""


def edits(before: Decided, after: Decided) -> list[CellEdit]:
    """The changed decisions, table by table in the order of their keys; last those that count for nothing.

    Both are of the same case. A cell that can't mean anything was 0 before.
    """
    found: list[CellEdit] = []
    for table, name in DECISION_OF.items():
        decision: Decision = getattr(after.draft, name)
        columns = decision.columns
        changed = np.abs(after.values[columns] - before.values[columns]) > SAME
        if table is SHIFT_PATTERNS:
            found += _patterns(before, after, decision, np.flatnonzero(changed))
            continue
        for place in map(int, np.flatnonzero(changed)):
            column = int(columns[place])
            figures = float(before.values[column]), float(after.values[column])
            key = key_of(after.draft, decision.keys, place)
            found.append(CellEdit(table, key, *figures, after.cell(table, column), column))
    stood = {(void.table, void.key, void.figure) for void in before.voids}
    return found + [
        CellEdit(void.table, void.key, "" if isinstance(void.figure, str) else 0.0, void.figure, void.cell, MISSING)
        for void in after.voids
        if not void.counts and (void.table, void.key, void.figure) not in stood
    ]


def _patterns(before: Decided, after: Decided, decision: Decision, changed: Positions) -> Iterator[CellEdit]:
    """One edit for each line and period in which another pattern is in force."""
    keys, names = decision.keys, after.draft.case.tables.listed("pattern")
    for line, period in dict.fromkeys((int(keys["line"][at]), int(keys["period"][at])) for at in changed):
        here = np.flatnonzero((keys["line"] == line) & (keys["period"] == period))
        was, now = (here[plan.values[decision.columns[here]] > SAME] for plan in (before, after))
        words = tuple(names[keys["pattern"][place[0]]] if len(place) else "" for place in (was, now))
        key = tuple(part for part in key_of(after.draft, keys, int(here[0])) if part[0] != "pattern")
        cell = after.cell(SHIFT_PATTERNS, int(decision.columns[here[0]]))
        column = int(decision.columns[now[0]]) if len(now) else MISSING
        yield CellEdit(SHIFT_PATTERNS, key, words[0], words[1], cell, column)
