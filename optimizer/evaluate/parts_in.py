"""Which decision cells have a part in a breach: those of the tables its rule looks at whose keys agree with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from models.audit.verdict import Breach
from models.draft import Decision
from models.keys import MISSING, Mask, Positions
from optimizer.evaluate.decided import DECISION_OF, Decided
from optimizer.evaluate.edits import CellEdit
from optimizer.report.workbook.layout import BUILDS, PROGRAMS, SAILINGS, SALES, SHIFT_PATTERNS, SHIPMENTS, DecisionTable

MOST = 3
"""Cells named where no edited one has a part."""

When = Callable[[Positions, int], Mask]


def _same(periods: Positions, period: int) -> Mask:
    return np.equal(periods, period)


def _by_then(periods: Positions, period: int) -> Mask:
    return np.less_equal(periods, period)


def _now_or_before(periods: Positions, period: int) -> Mask:
    return np.isin(periods, (period, period - 1))


def _ever(periods: Positions, _: int) -> Mask:
    return np.ones(len(periods), dtype=np.bool_)


_BUILT: Final = {BUILDS: _same}
_AT_PLANT: Final = {BUILDS: _by_then, SHIPMENTS: _by_then}
_IN_MARKET: Final = {SHIPMENTS: _by_then, SALES: _by_then}

LOOKS_AT: Final[Mapping[str, Mapping[DecisionTable, When]]] = {
    "line_time": {BUILDS: _same, SHIFT_PATTERNS: _same},
    "overtime": {BUILDS: _same, SHIFT_PATTERNS: _same},
    "level_line": {BUILDS: _now_or_before},
    "lots": _BUILT, "build_exists": _BUILT, "mix": _BUILT, "frozen": _BUILT, "baseline": _BUILT,
    "plant_balance": _AT_PLANT, "yard_limit": _AT_PLANT, "yard_space": _AT_PLANT,
    "market_balance": _IN_MARKET, "stock_limits": _IN_MARKET, "stock_space": _IN_MARKET, "closing": _IN_MARKET,
    "demand": {SALES: _by_then, PROGRAMS: _ever}, "commitments": {SALES: _same, PROGRAMS: _ever},
    "programs": {PROGRAMS: _ever, SALES: _ever, BUILDS: _ever, SHIPMENTS: _ever},
    "routes": {SHIPMENTS: _same}, "ship_exists": {SHIPMENTS: _same},
    "services": {SHIPMENTS: _same, SAILINGS: _same},
    "parts": {BUILDS: _by_then},
    "shifts": {SHIFT_PATTERNS: _ever},
}  # fmt: skip
"""The tables that each rule looks at, and which periods of theirs beside the breach's."""

AT_ARRIVAL: Final = ("market_balance", "stock_limits", "stock_space", "closing")
"""Rules in which a dispatch counts when it arrives."""


def edits_with_a_part(breach: Breach, plan: Decided, changes: Sequence[CellEdit]) -> tuple[str, ...]:
    """The edited cells that have a part in a breach."""
    kept: list[str] = []
    for table, when in _tables(breach).items():
        columns = np.array([change.column for change in changes if change.table is table], dtype=np.int64)
        cells = [change.cell for change in changes if change.table is table]
        decision: Decision = getattr(plan.draft, DECISION_OF[table])
        places = np.where(columns == MISSING, MISSING, columns - decision.start)
        agree = np.zeros(len(columns), dtype=np.bool_)
        agree[columns != MISSING] = _agree(breach, plan, table, when, places[columns != MISSING])
        kept += [cell for cell, has_a_part in zip(cells, agree, strict=True) if has_a_part]
    return tuple(dict.fromkeys(kept))


def cells_with_a_part(breach: Breach, plan: Decided) -> tuple[str, ...]:
    """Some of the cells with figures that have a part in a breach, the largest first."""
    kept: list[str] = []
    for table, when in _tables(breach).items():
        decision: Decision = getattr(plan.draft, DECISION_OF[table])
        if table not in plan.tables:
            continue
        places = np.flatnonzero(plan.rows[decision.columns] != MISSING)
        places = places[_agree(breach, plan, table, when, places)]
        largest = np.argsort(-plan.values[decision.columns[places]], kind="stable")[:MOST]
        kept += [plan.cell(table, int(column)) for column in decision.columns[places[largest]]]
    return tuple(dict.fromkeys(kept))[:MOST]


def _tables(breach: Breach) -> Mapping[DecisionTable, When]:
    if breach.rule != "integrality":
        return LOOKS_AT.get(breach.rule, {})
    names = {name for name, _ in breach.key}
    for name, table in (("line", BUILDS), ("route", SHIPMENTS), ("service", SAILINGS)):
        if name in names:
            return {table: _same}
    return {PROGRAMS: _ever}


def _agree(breach: Breach, plan: Decided, table: DecisionTable, when: When, places: Positions) -> Mask:
    """Which of a decision's keys agree with a breach wherever both say who they are, and fall in its time."""
    case, key = plan.draft.case, dict(breach.key)
    keys = getattr(plan.draft, DECISION_OF[table]).keys.take(places)
    agree = np.ones(len(places), dtype=np.bool_)
    codes = {name: np.asarray(array, dtype=np.int64) for name, array in keys.codes.items()}
    if "line" in codes:
        codes["plant"], codes["line"] = case.plant_of_line[keys["line"]], case.name_of_line[keys["line"]]
    for name in ("plant", "line", "model", "market", "route", "service", "period"):
        if name not in key or name not in codes or key[name] not in (listed := case.tables.listed(name)):
            continue
        code = listed.index(key[name])
        if name != "period":
            agree &= codes[name] == code
            continue
        at = codes["arrival"] if table is SHIPMENTS and breach.rule in AT_ARRIVAL else codes["period"]
        agree &= when(at, code)
    if "family" in key and "model" in codes:
        of_family = np.array(case.tables["models"]["family"] == key["family"])
        agree &= of_family[codes["model"]]
    if "part" in key and case.tables.listed("part"):
        users = case.part_usage.keys
        agree &= users.take(users["part"] == case.tables.listed("part").index(key["part"])).holds(
            keys, ("plant", "model", "market")
        )
    return agree
