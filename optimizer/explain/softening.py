"""Limits that may give way so that a shortage is served, put together by the input cell that gives them."""

from dataclasses import dataclass, field

import numpy as np

from models.keys import Keys
from models.schema import BY_NAME
from optimizer.explain.candidates import Candidate, candidates
from optimizer.explain.direction import lost_column
from optimizer.explain.edits import value_at
from optimizer.explain.ground import Ground
from optimizer.explain.phrases import limit_named, names

Cell = tuple[str, str, tuple[tuple[str, str], ...]]
"""Table, column and full key of an input; of ``mix``, whose rows stand for themselves, the row."""


@dataclass
class Soft:
    """One cell that may be changed, and what a unit of change does to the program."""

    kind: str
    """The limit in words, without its period: what makes two sets of changes different."""
    text: str
    unit: str
    table: str
    column: str
    key: tuple[tuple[str, str], ...]
    sense: int
    """+1: eased by more of it; −1: by less."""
    value: float
    weight: float = 0.0
    """Vehicles that a unit of it stands for."""
    rows: list[tuple[int, float]] = field(default_factory=list)
    """Rows eased, and by how much a unit eases each."""
    columns: list[int] = field(default_factory=list)
    """Columns whose bound it eases."""
    given_up: list[int] = field(default_factory=list)
    """Columns of customers lost, more of whom it allows: those to whom a commitment is given up."""


def softened(ground: Ground, key: Keys) -> list[Soft]:
    """The cells that may be changed for a shortage of one market, model and period, as far as they have a figure."""
    found: dict[Cell, Soft | None] = {}
    for candidate in candidates(ground, key):
        cell = _cell(ground, candidate)
        if cell is None:
            continue
        if cell not in found:
            found[cell] = _soft(ground, candidate, cell)
        soft = found[cell]
        if soft is None:
            continue
        soft.weight = max(soft.weight, candidate.weight)
        if candidate.is_row:
            soft.rows.append((candidate.at, candidate.eases))
        else:
            soft.columns.append(candidate.at)
        if candidate.rule == "commitments":
            one = candidate.keys.take(np.array([candidate.place]))
            lost = lost_column(ground, one)
            soft.given_up += [] if lost is None else [lost]
    return [soft for soft in found.values() if soft is not None]


def _soft(ground: Ground, candidate: Candidate, cell: Cell) -> Soft | None:
    """A cell that may be changed; ``None`` where it has no figure, or none that could be less."""
    table, column, full = cell
    tables, case = ground.allocation.case.tables, ground.allocation.case
    if table == "mix":
        value = float(tables["mix"][column].iloc[int(full[0][1])])
    else:
        value = value_at(tables, table, column, dict(full))[0]
    if not np.isfinite(value) or (candidate.sense < 0 and value <= 0):
        return None
    about = (candidate.rule, candidate.limit, candidate.keys, candidate.place)
    named = limit_named(case, *about, with_period="period" in BY_NAME[table].by_name)
    kind = limit_named(case, *about, with_period=False).text
    return Soft(kind, named.text, named.unit, table, column, full, candidate.sense, value)


def _cell(ground: Ground, candidate: Candidate) -> Cell | None:
    """The cell that gives a limit; hours of a line with shifts stand with the pattern in force."""
    case, draft, keys, place = ground.allocation.case, ground.allocation.draft, candidate.keys, candidate.place
    table, column = candidate.table, candidate.column
    if table == "mix":
        return table, column, (("row", str(int(keys["mix"][place]))),)
    named = names(case, keys, place)
    if (candidate.rule, candidate.limit) == ("line_time", "hours"):
        pattern = draft.pattern
        mine = (pattern.keys["line"] == keys["line"][place]) & (pattern.keys["period"] == keys["period"][place])
        if mine.any():
            force = np.flatnonzero(mine)[ground.values[pattern.columns[mine]].argmax()]
            named["pattern"], table = case.tables.listed("pattern")[int(pattern.keys["pattern"][force])], "shifts"
    full = [column.name for column in BY_NAME[table].key]
    if not set(full) <= named.keys():
        return None
    return (
        table,
        column,
        tuple((name, named[name].partition("/")[2] if name == "line" else named[name]) for name in full),
    )
