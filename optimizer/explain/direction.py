"""The prices of more: the plan moved by a little, where a corner of the program has other prices in each direction."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.decisions import last
from models.keys import Keys, Positions
from models.program import Program
from models.solution import Status
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.explain.ground import Ground
from optimizer.explain.journeys import UNUSED
from optimizer.explain.limits import Limit, with_eased

LITTLE = 1e-2
"""Vehicles by which the plan is moved to see what more of them uses: far above an engine's tolerance, far below 1."""


def one_key(ground: Ground, market: int, model: int, period: int) -> Keys:
    """The key of one market, model and period (codes)."""
    codes = {"market": market, "model": model, "period": period}
    arrays = {name: np.array([code], dtype=np.int32) for name, code in codes.items()}
    return Keys(tuple(codes), arrays, ground.allocation.case.sizes)


def lost_columns(ground: Ground) -> Positions:
    """The columns that count customers lost: short, and who waits at the horizon's end."""
    draft = ground.allocation.draft
    at_end = last(draft.backlog.keys)
    return np.concatenate([draft.short.columns, draft.backlog.columns[at_end]]).astype(np.int64)


def lost_column(ground: Ground, key: Keys) -> int | None:
    """The one of them for a market, model and period; ``None`` where customers can't be lost."""
    draft = ground.allocation.draft
    for decision in (draft.short, draft.backlog):
        place = int(decision.keys.find(key)[0])
        if place >= 0 and (decision is draft.short or last(key)[0]):
            return int(decision.columns[place])
    return None


def towards(ground: Ground, key: Keys, sell: int, short: float) -> Ground | None:
    """The ground with a little more sold of a market, model and period, customers being added where all are served.

    At a corner of the program prices differ by direction; these are the prices of more. ``None``: not one more can be
    had with switches kept.
    """
    rows = _demand_row(ground, key)
    if short <= UNUSED:
        there = _moved(ground, _asked_more(ground.program, rows), sell, rows)
        if there is not None and there.values[sell] > ground.values[sell] + LITTLE / 2:
            return there
    return _moved(ground, _sold_more(ground, key, sell, short), sell, rows)


def forbidding(ground: Ground, limits: Sequence[Limit], key: Keys, sell: int) -> list[Limit]:
    """Of limits without room, those without which one more could be had; all of them where none would do alone."""
    more = _sold_more(ground, key, sell, 0.0)
    alone = [limit for limit in limits if _is_possible(with_eased(more, limit))]
    return alone or list(limits)


def _is_possible(program: Program) -> bool:
    return engines.solve(program, Options(), "highs").status is Status.OPTIMAL


def _asked_more(program: Program, rows: Positions) -> Program:
    """With a little more demand."""
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    lower[rows] += LITTLE
    upper[rows] += LITTLE
    return replace(program, row_lower=lower, row_upper=upper)


def _sold_more(ground: Ground, key: Keys, sell: int, short: float) -> Program:
    """With a little more sold, whether it pays or not; asked for too, where all are served."""
    asked = ground.program if short > UNUSED else _asked_more(ground.program, _demand_row(ground, key))
    lower = asked.lower.copy()
    lower[sell] = ground.values[sell] + LITTLE
    return replace(asked, lower=lower)


def _moved(ground: Ground, program: Program, sell: int, rows: Positions) -> Ground | None:
    """The ground of a program that differs in the bounds of one column and the limits of some rows, if there is one."""
    warm, column = ground.warm, np.array([sell])
    for now in (program, ground.program):
        warm.set_bounds(column, now.lower[column], now.upper[column])
        warm.set_limits(rows, now.row_lower[rows], now.row_upper[rows])
        if now is program:
            said = warm.solve()
    if said.values is None or said.duals is None or said.objective is None:
        return None
    return replace(ground, program=program, values=said.values, prices=said.duals, objective=said.objective)


def _demand_row(ground: Ground, key: Keys) -> Positions:
    """The row (at most one) of the demand for a key over market, model and period."""
    for rule in ground.allocation.draft.rules:
        if rule.name == "demand" and rule.keys.holds(key)[0]:
            return rule.start + rule.keys.find(key)
    return np.zeros(0, dtype=np.int64)
