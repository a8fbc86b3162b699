"""A set of changes as the cells a planner would edit, in round figures; and the plan that goes with it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.plan import Plan
from models.tables import Tables
from optimizer.explain.bundles import Bundle
from optimizer.explain.edits import Edit, at_key, value_at
from optimizer.explain.softening import Soft

STEPS = {"h": 0.1, "unit": 1.0}
"""The steps in which hours and all else are changed; shares by ten-thousandths."""


@dataclass(frozen=True)
class Change:
    """One input changed."""

    text: str
    unit: str
    before: float
    after: float
    citation: str
    edit: Edit
    key: Mapping[str, str]


def changes_of(tables: Tables, softs: Sequence[Soft], bundle: Bundle, factor: float) -> list[Change]:
    """The set as edited cells, rounded up to what a planner would write."""
    found = []
    for number, by in bundle.amounts:
        soft = softs[number]
        step = 1e-4 if soft.table == "mix" else STEPS.get(soft.unit, 1.0)
        after = max(0.0, soft.value + soft.sense * math.ceil(by * factor / step - 1e-9) * step)
        after = round(after, 10)
        if soft.table == "mix":
            row = int(soft.key[0][1])
            edit, place = Edit("mix", soft.column, min(after, 1.0), row), tables.origins["mix"].cite(row, soft.column)
        else:
            edit = at_key(tables, soft.table, soft.column, dict(soft.key), after)
            place = value_at(tables, soft.table, soft.column, dict(soft.key))[1]
        found.append(Change(soft.text, soft.unit, soft.value, after, place, edit, dict(soft.key)))
    return found


def with_sailings(plan: Plan, changes: list[Change]) -> Plan:
    """The plan with as many sailings as changes of their number allow."""
    if plan.sailings is None:
        return plan
    frame = plan.sailings.copy()
    for change in changes:
        if (change.edit.table, change.edit.column) == ("services", "sailings"):
            mine = (frame["service"] == change.key["service"]) & (frame["period"] == change.key["period"])
            frame.loc[mine, "sailings"] = change.after
    return replace(plan, sailings=frame)
