"""How good a plan is: what no plan can exceed, recomputed where that can be done, and the status that follows."""

from dataclasses import dataclass

import numpy as np

from models.plan import Plan
from models.program import Program
from models.proof import safe_bound
from models.solution import Solution, Status

LINEAR_TOLERANCE = 1e-6
"""Relative gap to which a linear program counts as solved when a smaller one is asked for: engines promise no more of
their duals (1e-7, before they undo their scaling)."""

NOISE = 1e-9
"""Share of the money moved in a plan that sums in floating point can't tell from nothing."""

CONTRADICTION = 1e-4
"""Share of the objective by which a verified plan may exceed the engine's bound before that bound is worth nothing."""


@dataclass(frozen=True)
class Bound:
    """What no plan can exceed, and what that makes of the plan in hand."""

    value: float | None
    proved: bool
    """Recomputed from the duals, whatever the engine said."""
    status: Status


def bound_of(program: Program, solution: Solution, plan: Plan, gap: float) -> Bound:
    """The bound on a plan's objective, and its status: ``OPTIMAL`` only within the gap asked for.

    Linear programs have theirs recomputed from the duals (``models.proof``); for others it is the engine's word.
    """
    value, proved = solution.bound, False
    if not program.is_mip and solution.duals is not None:
        safe = safe_bound(program, solution.duals)
        if np.isfinite(safe):
            value, proved = safe, True
    if value is None or not np.isfinite(value):
        return Bound(None, False, Status.FEASIBLE)
    objective, asked = plan.objective, gap if program.is_mip else max(gap, LINEAR_TOLERANCE)
    noise = NOISE * max(1.0, float(plan.contribution["amount"].abs().sum()))
    if value < objective - max(noise, CONTRADICTION * abs(objective)):
        return Bound(None, False, Status.FEASIBLE)
    if value <= objective + noise:
        return Bound(max(value, objective) if proved else objective, proved, Status.OPTIMAL)
    within = value - objective <= asked * max(abs(objective), 1e-9)
    return Bound(value, proved, Status.OPTIMAL if within else Status.FEASIBLE)
