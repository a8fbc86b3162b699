"""Limits that bind: what one more unit of each is worth, which inputs give it, and proof by solving with one more."""

from dataclasses import dataclass, replace

import numpy as np

from models.program import Program
from optimizer.explain.ground import WORTH, Ground
from optimizer.explain.phrases import KEPT, Named, limit_named, names
from optimizer.explain.sources import Cited, cited, places

FREE = ("plant_balance", "market_balance")
"""Rules whose rows pass a price on: a vehicle is worth what it brings elsewhere. They are no limits of their own."""

SWITCHES = ("run", "use", "launch")
"""Decisions of 0 or 1: once on, there is no more of them."""


@dataclass(frozen=True)
class Limit:
    """One limit that binds. Exactly one of ``row`` and ``column`` is given."""

    rule: str
    limit: str
    """As in ``models.draft``; of a decision kept as planned: ``kept`` and the decision's name."""
    row: int | None
    column: int | None
    sense: int
    """+1: more of it is eased; −1: less of it is."""
    stands: float
    """The limit's value (hours, units, parts, …), with what the switches as planned bring to it."""
    price: float
    """What one unit of easing is worth, by the prices (≥ 0)."""
    named: Named
    cells: tuple[Cited, ...]

    @property
    def citation(self) -> str:
        """The places of its cells."""
        return places(self.cells)


def of_row(ground: Ground, row: int) -> Limit | None:
    """The limit that a row is; ``None`` where it has no price, or only passes one on."""
    rule, _ = ground.rule_of(row)
    price = float(ground.prices[row])
    if abs(price) <= WORTH or rule.name in FREE or (rule.name == "demand" and price < 0):
        return None
    return row_limit(ground, row, 1 if price > 0 else -1)


def row_limit(ground: Ground, row: int, sense: int) -> Limit:
    """The limit that a row is on one of its sides, whatever its price."""
    rule, place = ground.rule_of(row)
    case, rules = ground.allocation.case, ground.allocation.rules_only  # limits as the case has them, moved or not
    stands = (rules.row_upper if sense > 0 else rules.row_lower)[row] + ground.room[row]
    cells = cited(case, rule.name, rule.limit, rule.keys, place)
    named = limit_named(case, rule.name, rule.limit, rule.keys, place)
    price = abs(float(ground.prices[row]))
    return Limit(rule.name, rule.limit, row, None, sense, float(stands), price, named, tuple(cells))


def of_column(ground: Ground, column: int, sense: int) -> Limit | None:
    """The limit that a bound of a column is (+1 the upper, −1 the lower); ``None`` where it has no price."""
    price = float(ground.rents[column]) if sense > 0 else float(ground.losses[column])
    if price <= WORTH:
        return None
    decision, _ = ground.column_of(column)
    case, stands = ground.allocation.case, float((ground.program.upper if sense > 0 else ground.program.lower)[column])
    bound = ground.bound_of(column, sense)
    if bound is not None and bound[0].limits[bound[1]] == stands:
        rule, at = bound
        cells = cited(case, rule.name, rule.limit, rule.keys, at)
        named = limit_named(case, rule.name, rule.limit, rule.keys, at)
        return Limit(rule.name, rule.limit, None, column, sense, stands, price, named, tuple(cells))
    if decision not in KEPT or (decision in SWITCHES and stands > 0):
        return None
    text, unit = KEPT[decision]
    named = Named(text.format_map(names(case, *ground.keys_of(column))), unit)
    return Limit("kept", decision, None, column, sense, stands, price, named, ())


def eased(ground: Ground, limit: Limit, by: float = 1.0) -> float | None:
    """What the contribution gains when the limit is eased by so much, solved again; ``None``: nothing is best then."""
    warm, change = ground.warm, with_eased(ground.program, limit, by)
    if limit.row is not None:
        rows = np.array([limit.row])
        warm.set_limits(rows, change.row_lower[rows], change.row_upper[rows])
        said = warm.solve()
        warm.set_limits(rows, ground.program.row_lower[rows], ground.program.row_upper[rows])
    else:
        columns = np.array([limit.column])
        warm.set_bounds(columns, change.lower[columns], change.upper[columns])
        said = warm.solve()
        warm.set_bounds(columns, ground.program.lower[columns], ground.program.upper[columns])
    return None if said.objective is None else said.objective - ground.objective


def with_eased(program: Program, limit: Limit, by: float = 1.0) -> Program:
    """The program with one limit eased by so much: both its sides move where they are one."""
    is_row = limit.row is not None
    lower, upper = (program.row_lower, program.row_upper) if is_row else (program.lower, program.upper)
    at, lower, upper = limit.row if is_row else limit.column, lower.copy(), upper.copy()
    is_one, move = lower[at] == upper[at], limit.sense * by
    if is_one or move > 0:
        upper[at] += move
    if is_one or move < 0:
        lower[at] += move
    if is_row:
        return replace(program, row_lower=lower, row_upper=upper)
    return replace(program, lower=lower, upper=upper)
