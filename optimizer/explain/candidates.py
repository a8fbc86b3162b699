"""Which limits the vehicles of one market and model run into, each with what a unit of easing it is good for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.keys import MISSING, Keys, Positions
from models.schema import BY_NAME
from optimizer.explain.ground import Ground

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
    ("services", "sailings"): ("services", "sailings"),
}
"""Limits that bound single columns, and the cell that gives each."""

ELSEWHERE = 1.5
"""How many vehicles one taken from another model or market counts for: what is its own is changed first."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A limit that may be eased: its rule and key, the row or column that holds it, the cell it stands in."""

    rule: str
    limit: str
    keys: Keys
    place: int
    table: str
    column: str
    at: int
    """The row or, of a bound, the column of the program."""
    is_row: bool
    sense: int
    """+1: eased by more of it; −1: by less."""
    eases: float
    """By how much a unit of the cell eases a row: sailings for space on each, the line's units for a share."""
    weight: float
    """Vehicles that a unit of the cell is good for."""


def candidates(ground: Ground, key: Keys) -> Iterator[Candidate]:
    """The limits that vehicles for a market and model run into, but those of periods after the key's."""
    yield from _rows(ground, key)
    yield from _bounds(ground, key)


def _rows(ground: Ground, key: Keys) -> Iterator[Candidate]:
    touched = abs(ground.program.matrix[:, _own_columns(ground, key)])
    takes = np.asarray(touched.max(axis=1).todense()).ravel() if touched.shape[1] else np.zeros(touched.shape[0])
    for row in np.flatnonzero(takes > 0).tolist():
        rule, place = ground.rule_of(row)
        cell = ROWS.get((rule.name, rule.limit))
        after = 1 if rule.name == "level_line" else 0  # what rises in a period falls again in the next
        if cell is None or _is_later(cell[0], rule.keys, place, key, after):
            continue
        eases = _eases(ground, row, rule.name)
        weight = eases if rule.name == "mix" else eases / float(takes[row])
        sense = -1 if rule.limit == "minimum_share" else 1
        if eases > 0:
            yield Candidate(rule.name, rule.limit, rule.keys, place, *cell, row, True, sense, eases, weight)


def _bounds(ground: Ground, key: Keys) -> Iterator[Candidate]:
    draft, case = ground.allocation.draft, ground.allocation.case
    mine = case.builds.keys
    lines = np.unique(mine["line"][(mine["market"] == key["market"][0]) & (mine["model"] == key["model"][0])])
    for bound in draft.bounds:
        cell = BOUNDS.get((bound.name, bound.limit))
        for place, column in enumerate(bound.columns.tolist()) if cell is not None else ():
            if cell is None or _is_later(cell[0], bound.keys, place, key):
                continue
            weight = _weight(ground, bound.name, bound.keys, place, key, lines)
            is_met = bound.name != "services" or ground.values[column] >= bound.limits[place] - 1e-6
            if weight > 0 and is_met:
                yield Candidate(
                    bound.name, bound.limit, bound.keys, place, *cell, column, False, bound.sense, 1.0, weight
                )


def _is_later(table: str, keys: Keys, place: int, key: Keys, after: int = 0) -> bool:
    """Whether a limit stands in a cell of a period after the shortage (what holds in every period is one cell)."""
    return "period" in BY_NAME[table].by_name and bool(keys["period"][place] > key["period"][0] + after)


def _own_columns(ground: Ground, key: Keys) -> Positions:
    """The columns of the market and model."""
    draft = ground.allocation.draft
    parts = [
        decision.columns[(decision.keys["market"] == key["market"][0]) & (decision.keys["model"] == key["model"][0])]
        for decision in (draft.build, draft.ship, draft.yard, draft.stock, draft.sell)
    ]
    return np.concatenate(parts).astype(np.int64)


def _weight(ground: Ground, rule: str, keys: Keys, place: int, key: Keys, lines: Positions) -> float:
    """Vehicles that a unit of a bound is good for; 0 where it has nothing to do with the shortage."""
    case, model = ground.allocation.case, key["model"][0]
    if "service" in keys.codes:
        routes = ground.allocation.draft.ship.keys
        own = (routes["market"] == key["market"][0]) & (routes["model"] == model)
        uses = keys["service"][place] != MISSING and bool((routes["service"][own] == keys["service"][place]).any())
        space = float(case.services.at(keys.take(np.array([place])), "capacity")[0])
        return space / float(case.ceu[model]) if uses else 0.0
    if "line" in keys.codes:
        hours = case.builds["hours_per_unit"][case.builds.keys["model"] == model]
        return 1.0 / float(hours.min()) if keys["line"][place] in lines else 0.0
    if keys["market"][place] == key["market"][0] and keys["model"][place] == model:
        return 1.0 if rule != "commitments" else 0.0
    rivals = np.isin(case.builds.keys["line"], lines) & (case.builds.keys["model"] == keys["model"][place])
    return ELSEWHERE if rivals.any() else 0.0


def _eases(ground: Ground, row: int, rule: str) -> float:
    """By how much a unit of a row's cell eases it."""
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
