"""A wish put to the test: the plan that would come of it, and what it costs; or that nothing can come of it."""

from dataclasses import dataclass, replace

import numpy as np

from models.audit import audit
from models.plan import Plan
from models.program import Program
from models.readback import values_of
from models.solution import Status
from optimizer.engines.base import Watch
from optimizer.engines.fix import fixed
from optimizer.engines.warm import Warm
from optimizer.explain.closest import closest
from optimizer.explain.differences import Differences, differences
from optimizer.explain.forbidden import forbidden_by
from optimizer.explain.forced import SWITCHES, force_of
from optimizer.explain.ground import Ground, Numbers
from optimizer.explain.reopen import Reopened
from optimizer.explain.study import Answer, Force, Study, forced
from optimizer.explain.wish import Wish


@dataclass(frozen=True, eq=False)
class Contrast:
    """What a wish would cost."""

    wish: Wish
    now: float
    """What the plan has of it."""
    force: Force
    status: Status
    """Of the search with everything free and vehicles whole."""
    is_kept: bool = True
    """Whether the wish can be had with switches as planned; else other switches were found for it."""
    change: Differences | None = None
    """From the best plan to the best with the wish, vehicles that may be split; ``None`` where there is none."""
    least: float = 0.0
    """What it costs at least, with everything free to change and vehicles whole: from the bounds of both searches."""
    most: float = float("inf")
    """What it costs at most."""
    is_relaxed: bool = False
    """Of a plan without integrality: there is nothing else to be searched."""
    forbidden: tuple[str, ...] = ()
    """Where no plan can have it: the fewest limits that clash with it, as sentences."""


def contrast(reopened: Reopened, ground: Ground, wish: Wish, *, gap: float | None = None,
             time_limit: float | None = None, watch: Watch | None = None) -> Contrast:  # fmt: skip
    """Solve the case again with the wish laid on it. Raises ``BadRequest`` for a wish that means nothing."""
    force = force_of(ground.allocation.draft, wish, ground.values)
    now = float(force.coefficients @ ground.values[force.columns])
    if ground.is_relaxed:
        after = _best(ground, ground.program, force)
        change = None if after is None else differences(plan_of(ground, ground.values), after)
        return Contrast(wish, now, force, Status.INFEASIBLE if after is None else Status.OPTIMAL, change=change,
                        is_relaxed=True)  # fmt: skip
    kept = None if wish.verb in SWITCHES else _best(ground, ground.program, force)
    study = Study(reopened.tables, kept or reopened.plan, gap=reopened.request.gap if gap is None else gap,
                  time_limit=time_limit, watch=watch or Watch())  # fmt: skip
    answer = study.solve(forces=[force])
    found = Contrast(wish, now, force, answer.status, is_kept=kept is not None)
    after = kept or _with_its_switches(ground, answer, force)
    if after is not None:
        found = replace(found, change=differences(plan_of(ground, ground.values), after))
    if after is None and answer.status is Status.INFEASIBLE:
        clashing = forbidden_by(reopened.tables, wish, force, time_limit=time_limit, watch=watch)  # fmt: skip
        return replace(found, forbidden=clashing)
    if answer.objective is None or answer.bound is None:
        return found
    bound = reopened.summary.get("bound")
    most = np.inf if bound is None else float(bound) - answer.objective
    return replace(found, least=max(0.0, reopened.plan.objective - answer.bound), most=max(0.0, most))


def plan_of(ground: Ground, values: Numbers) -> Plan:
    """The plan that values (shape n) on the ground stand for, once the audit has passed it."""
    plan = ground.allocation.plan(values)
    verdict = audit(ground.allocation.case.tables, plan, relaxed=ground.is_relaxed)
    if not verdict.passed:
        raise ValueError(f"a plan failed its verification: {'; '.join(map(str, verdict.breaches[:3]))}")
    return plan


def _best(ground: Ground, program: Program, force: Force) -> Plan | None:
    """The best plan of a linear program with the wish laid on it, as close to the ground's as can be."""
    laid = forced(program, [force])
    said = Warm(laid).solve()
    return None if said.values is None else plan_of(ground, closest(laid, said, ground.values))


def _with_its_switches(ground: Ground, answer: Answer, force: Force) -> Plan | None:
    """The best plan with the wish and the switches that were found for it."""
    if answer.plan is None:
        return None
    values = values_of(ground.allocation.draft, answer.plan)
    return _best(ground, fixed(ground.allocation.rules_only, values), force)
