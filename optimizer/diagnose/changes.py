"""A limit changed by so much, as edited cells: what a planner would write, and where."""

import math
from dataclasses import dataclass, replace

import numpy as np

from models.case import Case
from models.keys import Keys, Mask
from models.schema import BY_NAME
from models.tables import Tables
from optimizer.diagnose.levers import SHARE, Move
from optimizer.diagnose.limits import Limit, Limits, Numbers
from optimizer.diagnose.words import amount, mix_names, names_of
from optimizer.explain.edits import Edit, at_key, in_row, shown, value_at

MANY = 4
"""From so many new rows on, that would all overrule the same one, the row itself is changed."""

OPENING = Move("stock", "opening", "{model} in stock in {market} at the start", exact=True)
"""What gives way where nothing is under way."""


@dataclass(frozen=True)
class Change:
    """One changed cell, in words and as an edit."""

    what: str
    """What is changed, with ``{period}`` where it is of one period."""
    period: str
    before: float
    after: float
    edit: Edit

    @property
    def by(self) -> float:
        """How much more (or less) stands there."""
        return self.after - self.before

    @property
    def text(self) -> str:
        """``raise overtime of … in 2026-03 by 40 to 70``."""
        if math.isnan(self.by):
            return self.what
        verb = "raise" if self.by > 0 else "lower"
        what = self.what.replace("{period}", self.period)
        return f"{verb} {what} by {shown(round(abs(self.by), 6))} to {shown(self.after)}"


def cell_key(limits: Limits, limit: Limit, move: Move) -> dict[str, str]:
    """The key of the cell that the limit stands in: a name for each key column of its table."""
    case, names = limits.case, names_of(limits, limit.keys)
    if "line" in limit.keys.codes:
        line = int(limit.keys["line"][0])
        names["plant"] = case.tables.listed("plant")[case.plant_of_line[line]]
        names["line"] = case.tables.listed("line")[case.name_of_line[line]]
    return {column.name: names[column.name] for column in BY_NAME[move.table].key}


def move_of(limits: Limits, limit: Limit, move: Move) -> Move:
    """How this very limit gives way: opening stock where less is under way."""
    if limit.kind == ("market_balance", "units") and gives_opening(limits.case, limit.keys)[0]:
        return OPENING
    return move


def gives_opening(case: Case, keys: Keys) -> Mask:
    """Whether what is in a market comes from opening stock, or more of it does than from what was under way."""
    if not len(case.pipeline):
        return np.ones(len(keys), dtype=np.bool_)
    coming = np.where(case.pipeline.keys.holds(keys), case.pipeline.at(keys, "units"), -1.0)
    more: Mask = np.where(keys["period"] == 0, case.stock.at(keys, "opening", -1.0), -1.0) > coming
    return more


def change(limits: Limits, limit: Limit, move: Move, by: float) -> Change | None:
    """The change by which a limit grows or falls by an amount; ``None`` where its cell stays as it is."""
    tables, move = limits.case.tables, move_of(limits, limit, move)
    key = cell_key(limits, limit, move)
    before = float(np.nan_to_num(value_at(tables, move.table, move.column, key)[0]))
    by = _per_cell(limits, limit, move, by)
    after = _rounded(max(0.0, before + by), by, move, is_whole=limits.case.settings.integer_units)
    if after == before:
        return None
    names = names_of(limits, limit.keys)
    period = names.get("period", "")
    what = move.what.format(**{**names, "period": "{period}"})
    return Change(what, period, before, after, at_key(tables, move.table, move.column, key, after))


def share_change(limits: Limits, limit: Limit, values: Numbers, move: Move) -> Change | None:
    """The share that a plan's values have, in place of one that must give way; ``None`` where nothing is built."""
    row, build = int(limit.keys["mix"][0]), limits.draft.build
    models = limits.case.tables["models"]
    about = limits.case.tables["mix"].iloc[row]
    belongs = np.asarray(models["model"] == about["model"]) | np.asarray(models["family"] == about["family"])
    rule = limits.case.rows("mix").keys
    here = (build.keys["line"] == rule["line"][row]) & (build.keys["period"] == limit.keys["period"][0])
    units = values[build.columns[here]]
    if units.sum() <= 0:
        return None
    share = units[belongs[build.keys["model"][here]]].sum() / units.sum()
    before = amount(limits, limit, limits.cells(int(limits.of_row[limit.rows[0]])))
    after = round(_outward(float(share), 1.0 if limit.limit == "maximum_share" else -1.0, SHARE), 6)
    what = move.what.format(**mix_names(limits, limit.keys))
    return Change(what, "", before, after, Edit("mix", limit.limit, after, row))


def merged(changes: list[Change]) -> list[Change]:
    """The changes with one for each cell: the furthest."""
    furthest: dict[Edit, Change] = {}
    for one in changes:
        cell = replace(one.edit, value=0.0)
        if cell not in furthest or abs(one.by) > abs(furthest[cell].by):
            furthest[cell] = one
    return list(furthest.values())


def gathered(tables: Tables, changes: list[Change]) -> list[Change]:
    """The changes, with many new rows that overrule one row replaced by a change of that row itself: the furthest."""
    of_row: dict[Edit, list[Change]] = {}
    for one in changes:
        row = in_row(tables, one.edit)
        of_row.setdefault(one.edit if row is None else replace(row, value=0.0), []).append(one)
    found: list[Change] = []
    for cell, alike in of_row.items():
        found += alike if len(alike) < MANY else [_of_row(tables, cell, alike)]
    return found


def _of_row(tables: Tables, cell: Edit, changes: list[Change]) -> Change:
    """One change of a row in place of several of single periods, as far as the furthest of them goes."""
    values = [float(row.value) for one in changes if (row := in_row(tables, one.edit)) is not None]
    assert cell.row is not None
    before = float(tables[cell.table][cell.column].iloc[cell.row])
    after = max(values) if changes[0].by > 0 else min(values)
    return Change(changes[0].what, "every period of its row", before, after, replace(cell, value=after))


def _per_cell(limits: Limits, limit: Limit, move: Move, by: float) -> float:
    """What a limit must give, in the unit of its cell."""
    match limit.kind:
        case ("services", "capacity"):
            other = "capacity" if move.column == "sailings" else "sailings"
            return by / float(limits.case.services.at(limit.keys, other)[0])
        case ("baseline", "tolerance"):
            return abs(by) / float(limits.case.baseline.at(limit.keys, "units")[0])
        case ("level_line", "maximum_change"):
            return abs(by)
        case _:
            return by


def _rounded(target: float, by: float, move: Move, *, is_whole: bool) -> float:
    """A value as a planner would write it, at least as far as asked for; an exact one as near as it may be."""
    if move.exact:
        return float(round(target)) if is_whole else round(target, 6)
    return round(_outward(target, by, move.step), 6)


def _outward(target: float, by: float, step: float) -> float:
    """A value in whole steps, at least as far as asked for."""
    steps = target / step
    return (math.ceil(steps - 1e-6) if by > 0 else math.floor(steps + 1e-6)) * step
