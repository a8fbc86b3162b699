"""What an edited plan breaks: rule, place and amount as the audit finds them, with the cells that have a part in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.audit.verdict import Breach, Verdict
from models.keys import Keys
from optimizer.evaluate.decided import Decided, Key
from optimizer.evaluate.edits import CellEdit
from optimizer.evaluate.parts_in import cells_with_a_part, edits_with_a_part
from optimizer.explain.sources import cited
from optimizer.report.workbook.layout import SHIFT_PATTERNS

MOST_CITED = 200
"""Breaches whose cells are looked up in the whole plan where no edit has a part in them; the others name their key."""

UNITS: Final = {
    "line_time": "h", "overtime": "h", "level_line": "h", "yard_space": "CEU", "stock_space": "CEU",
}  # fmt: skip
"""What amounts are counted in, where it is not vehicles (or parts)."""

LIMITS: Final = {
    "hours worked beyond regular time and overtime": "hours",
    "hours worked short of minimum_hours": "minimum_hours",
    "overtime beyond its limit": "overtime_hours",
    "hours worked change by more than maximum_change": "maximum_change",
    "units beyond maximum_units": "maximum_units",
    "units short of minimum_lot": "minimum_lot",
    "units in the yard beyond its maximum": "maximum",
    "CEU in the yard beyond yard_capacity": "yard_capacity",
    "stock short of its minimum": "minimum",
    "stock beyond its maximum": "maximum",
    "CEU in stock beyond stock_capacity": "stock_capacity",
    "stock at the end short of closing": "closing",
    "units under way at the end short of closing_transit": "closing_transit",
    "units at the end beyond closing_maximum": "closing_maximum",
    "units sold short of the commitment": "commitment",
    "more is met, waits or is lost than is asked for": "demand",
    "units sold short of minimum_units": "minimum_units",
    "units sold beyond maximum_units": "maximum_units",
    "launched is not what its status settles": "status",
    "CEU dispatched beyond the space on the sailings": "capacity",
    "sailings short of minimum_sailings": "minimum_sailings",
    "sailings beyond the most there are": "sailings",
    "parts used and carried beyond supply": "supply",
    "units short of minimum_share": "minimum_share",
    "units beyond maximum_share": "maximum_share",
    "the pattern changed to here is left before minimum_periods": "minimum_periods",
    "not the frozen units": "units",
    "further from the baseline than its tolerance": "tolerance",
}
"""The limit (as ``models.draft`` names it) that each message of the audit speaks of."""


@dataclass(frozen=True)
class Broken:
    """One place where an edited plan breaks a rule."""

    rule: str
    key: Key
    amount: float
    unit: str
    message: str
    cells: tuple[str, ...]
    """Decision cells that have a part in it: the edited ones, or if none has, some of those that do."""
    is_of_edits: bool
    """Whether an edited cell is among them."""
    limits: tuple[str, ...] = ()
    """Input cells that set the limit."""


def broken(verdict: Verdict, plan: Decided, changes: Sequence[CellEdit]) -> list[Broken]:
    """All breaches: first the cells that can't mean anything, then what the audit found, in its order."""
    edited = {change.cell for change in changes}
    found = [
        Broken(void.rule, void.key, void.amount, "" if void.table is SHIFT_PATTERNS else "units", void.message,
               (void.cell,), void.cell in edited)
        for void in plan.voids
    ]  # fmt: skip
    searched = 0
    for breach in verdict.breaches:
        if is_of_a_cell(breach):
            continue
        cells = edits_with_a_part(breach, plan, changes)
        is_of_edits = bool(cells)
        if not cells and searched < MOST_CITED:
            searched += 1
            cells = cells_with_a_part(breach, plan)
        key = tuple(part for part in breach.key if part[0] not in ("mix_row",))
        found.append(Broken(breach.rule, key, breach.amount, _unit(breach), breach.message, cells, is_of_edits,
                            _limits(breach, plan)))  # fmt: skip
    return found


def is_of_a_cell(breach: Breach) -> bool:
    """Whether a breach is a figure below 0: told with its cell already, and what follows from it is its consequence."""
    return breach.rule == "tables" and breach.message.endswith("is negative")


def _unit(breach: Breach) -> str:
    if breach.rule in ("shifts", "tables", "contribution"):
        return "periods" if "minimum_periods" in breach.message else ""
    if breach.rule == "services":
        return "CEU" if breach.message.startswith("CEU") else "sailings"
    if breach.message.startswith("launched"):
        return ""
    return UNITS.get(breach.rule, "units")


def _limits(breach: Breach, plan: Decided) -> tuple[str, ...]:
    """The input cells that the limit comes from."""
    limit = LIMITS.get(breach.message)
    keys = _keys(breach.key, plan)
    if limit is None or keys is None:
        return ()
    if breach.rule == "shifts":
        keys = _with_pattern(keys, plan)
    return tuple(dict.fromkeys(cell.citation for cell in cited(plan.draft.case, breach.rule, limit, keys)))


def _with_pattern(keys: Keys, plan: Decided) -> Keys:
    """A line and period with the pattern that is in force there."""
    pattern = plan.draft.pattern
    in_force = pattern.keys.take(plan.values[pattern.columns] > 0)
    place = in_force.find(keys, ("line", "period"))
    return Keys((*keys.dimensions, "pattern"), {**keys.codes, "pattern": in_force["pattern"][place]}, keys.sizes)


def _keys(key: Iterable[tuple[str, str]], plan: Decided) -> Keys | None:
    """A key in words as codes of the case; ``None`` where it is of no such kind."""
    case, words = plan.draft.case, dict(key)
    codes = {}
    if "mix_row" in words:
        codes["mix"] = int(words.pop("mix_row")) - 1
    for name in ("family", "table", "item"):
        words.pop(name, None)
    line = words.pop("line", None)
    for name, word in words.items():
        if name not in case.sizes or word not in (listed := case.tables.listed(name)):
            return None
        codes[name] = listed.index(word)
    if line is not None:
        plants = np.array([codes["plant"]], np.int32)
        codes["line"] = int(case.line_of(plants, np.array([case.tables.listed("line").index(line)], np.int32))[0][0])
    arrays = {name: np.array([code], dtype=np.int32) for name, code in codes.items()}
    return Keys(tuple(arrays), arrays, case.sizes) if arrays else None
