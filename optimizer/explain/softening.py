"""Limits that may give way so that a shortage is served: those its vehicles run into, each with its input cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from models.keys import Keys, Positions
from models.schema import BY_NAME
from optimizer.explain.edits import value_at
from optimizer.explain.ground import Ground
from optimizer.explain.phrases import limit_named, names

ROWS = {
    ("line_time", "hours"): ("capacity", "hours"),
    ("level_line", "maximum_change"): ("capacity", "maximum_change"),
    ("lots", "maximum_units"): ("builds", "maximum_units"),
    ("routes", "maximum_units"): ("routes", "maximum_units"),
    ("services", "capacity"): ("services", "capacity"),
    ("yard_space", "yard_capacity"): ("plants", "yard_capacity"),
    ("stock_space", "stock_capacity"): ("markets", "stock_capacity"),
    ("parts", "supply"): ("parts", "supply"),
    ("mix", "minimum_share"): ("mix", "minimum_share"),
    ("mix", "maximum_share"): ("mix", "maximum_share"),
    ("programs", "maximum_units"): ("programs", "maximum_units"),
}
"""Limits that are rows, and the cell that gives each."""

BOUNDS = {
    ("overtime", "overtime_hours"): ("capacity", "overtime_hours"),
    ("yard_limit", "maximum"): ("yards", "maximum"),
    ("stock_limits", "maximum"): ("stock", "maximum"),
    ("stock_limits", "minimum"): ("stock", "minimum"),
    ("closing", "closing"): ("stock", "closing"),
    ("commitments", "commitment"): ("demand", "commitment"),
}
"""Limits that bound single columns, and the cell that gives each."""

Cell = tuple[str, str, tuple[tuple[str, str], ...]]
"""Table, column and full key of an input."""

ELSEWHERE = 1.5
"""How many vehicles one taken from another model or market counts for: what is its own is changed first."""


@dataclass
class Soft:
    """One cell that may be changed, and what a unit of change does to the program."""

    kind: str
    """The limit in words, without its period: what makes two bundles different."""
    text: str
    unit: str
    table: str
    column: str
    key: tuple[tuple[str, str], ...]
    sense: int
    """+1: eased by more of it; −1: by less."""
    value: float
    weight: float
    """Vehicles that a unit of it stands for."""
    rows: list[tuple[int, float]] = field(default_factory=list)
    """Rows eased, and by how much a unit eases each."""
    columns: list[int] = field(default_factory=list)
    """Columns whose bound it eases."""


def softened(ground: Ground, key: Keys) -> list[Soft]:
    """The cells that may be changed for a shortage of one market, model and period, as far as they have a figure."""
    found: dict[Cell, Soft] = {}
    for rule, limit, keys, place, at, weight, eases, is_row, sense in _candidates(ground, key):
        table, column = (ROWS if is_row else BOUNDS)[rule, limit]
        cell = _cell(ground, table, column, keys, place)
        if cell is None:
            continue
        soft = found.get(cell) or _soft(ground, cell, (rule, limit), keys, place, sense)
        if soft is None:
            continue
        found[cell] = soft
        soft.weight = max(soft.weight, weight)
        if is_row:
            soft.rows.append((at, eases))
        else:
            soft.columns.append(at)
    return list(found.values())


def _soft(ground: Ground, cell: Cell, limit: tuple[str, str], keys: Keys, place: int, sense: int) -> Soft | None:
    """A cell that may be changed; ``None`` where it has no figure, or none that could be less."""
    table, column, full = cell
    value = _value(ground, table, column, full, keys, place)
    if not np.isfinite(value) or (sense < 0 and value <= 0):
        return None
    case = ground.allocation.case
    has_periods = "period" in BY_NAME[table].by_name
    named = limit_named(case, *limit, keys, place, with_period=has_periods)
    kind = limit_named(case, *limit, keys, place, with_period=False).text
    return Soft(kind, named.text, named.unit, table, column, full, sense, value, 0.0)


_Candidate = tuple[str, str, Keys, int, int, float, float, bool, int]


def _candidates(ground: Ground, key: Keys) -> Iterator[_Candidate]:
    """Rule, limit, keys and place; the row or column; vehicles a unit; how much a unit eases; row or not; the sense."""
    mine = _own_columns(ground, key)
    touched = abs(ground.program.matrix[:, mine])
    for row in np.flatnonzero(touched.sum(axis=1) > 0).tolist():
        rule, place = ground.rule_of(row)
        if (rule.name, rule.limit) not in ROWS or _is_later(ROWS[rule.name, rule.limit][0], rule.keys, place, key):
            continue
        most = float(touched[[row], :].max())
        eases = _eases(ground, row, rule.name)
        if eases > 0:
            sense = -1 if rule.limit == "minimum_share" else 1
            yield (
                rule.name,
                rule.limit,
                rule.keys,
                place,
                row,
                eases / most if rule.name != "mix" else eases,
                eases,
                True,
                sense,
            )
    lines = set(ground.allocation.draft.build.keys["line"][_places(ground, "build", mine)].tolist())
    for bound in ground.allocation.draft.bounds:
        if (bound.name, bound.limit) not in BOUNDS:
            continue
        table = BOUNDS[bound.name, bound.limit][0]
        for place, column in enumerate(bound.columns.tolist()):
            if _is_later(table, bound.keys, place, key):
                continue
            weight = _bound_weight(ground, bound.keys, place, key, lines)
            if weight > 0:
                yield bound.name, bound.limit, bound.keys, place, column, weight, 1.0, False, bound.sense


def _is_later(table: str, keys: Keys, place: int, key: Keys) -> bool:
    """Whether a limit stands in a cell of a period after the shortage's. (What holds in every period is one cell.)"""
    return "period" in BY_NAME[table].by_name and bool(keys["period"][place] > key["period"][0])


def _own_columns(ground: Ground, key: Keys) -> Positions:
    """The columns of the market and model."""
    parts = []
    draft = ground.allocation.draft
    for decision in (draft.build, draft.ship, draft.yard, draft.stock, draft.sell):
        keys = decision.keys
        own = (keys["market"] == key["market"][0]) & (keys["model"] == key["model"][0])
        parts.append(decision.columns[own])
    return np.concatenate(parts).astype(np.int64)


def _places(ground: Ground, name: str, columns: Positions) -> Positions:
    decision = next(d for d in ground.allocation.draft.decisions if d.name == name)
    places = columns - decision.start
    return places[(places >= 0) & (places < len(decision.keys))]


def _bound_weight(ground: Ground, keys: Keys, place: int, key: Keys, lines: set[int]) -> float:
    """Vehicles that a unit of a bound stands for; 0 where it has nothing to do with the shortage."""
    case = ground.allocation.case
    if "line" in keys.codes:
        hours = case.builds["hours_per_unit"][case.builds.keys["model"] == key["model"][0]]
        return 1.0 / float(hours.min()) if int(keys["line"][place]) in lines else 0.0
    if keys["market"][place] == key["market"][0] and keys["model"][place] == key["model"][0]:
        return 1.0
    on_lines = np.isin(case.builds.keys["line"], list(lines)) & (case.builds.keys["model"] == keys["model"][place])
    return ELSEWHERE if on_lines.any() else 0.0


def _eases(ground: Ground, row: int, rule: str) -> float:
    """By how much a unit of a row's cell eases it: sailings for space on each, the line's units for a share."""
    if rule not in ("services", "mix"):
        return 1.0
    part = slice(ground.program.matrix.indptr[row], ground.program.matrix.indptr[row + 1])
    columns = ground.program.matrix.indices[part]
    if rule == "mix":
        return float(ground.values[columns].sum())
    sails = np.array([ground.column_of(int(column))[0] == "sail" for column in columns])
    if sails.any():
        return float(ground.values[columns[sails]].sum())
    found, place = ground.rule_of(row)
    one = found.keys.take(np.array([place]))
    return float(ground.allocation.case.services.at(one, "sailings")[0])


def _cell(ground: Ground, table: str, column: str, keys: Keys, place: int) -> Cell | None:
    """Table, column and full key of the cell; hours of a line with shifts stand with the pattern in force."""
    case, draft = ground.allocation.case, ground.allocation.draft
    if table == "mix":
        return table, column, (("row", str(int(keys["mix"][place]))),)
    named = names(case, keys, place)
    if table == "capacity" and column == "hours":
        pattern = draft.pattern
        mine = (pattern.keys["line"] == keys["line"][place]) & (pattern.keys["period"] == keys["period"][place])
        if mine.any():
            force = np.flatnonzero(mine)[ground.values[pattern.columns[mine]].argmax()]
            named["pattern"], table = case.tables.listed("pattern")[int(pattern.keys["pattern"][force])], "shifts"
    full = []
    for name in (c.name for c in BY_NAME[table].key):
        if name not in named:
            return None
        full.append((name, named[name].partition("/")[2] if name == "line" else named[name]))
    return table, column, tuple(full)


def _value(ground: Ground, table: str, column: str, full: tuple[tuple[str, str], ...], keys: Keys, place: int) -> float:
    tables = ground.allocation.case.tables
    if table == "mix":
        return float(tables["mix"][column].iloc[int(keys["mix"][place])])
    return value_at(tables, table, column, dict(full))[0]
