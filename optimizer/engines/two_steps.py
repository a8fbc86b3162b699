"""Whole vehicles in two steps: first the switches, then the vehicles.

A program in which every build and dispatch must be whole has a hundred times more whole columns than switches, and most
of them decide nothing: 4,312.4 vehicles or 4,312 is a matter of a vehicle. So:

1. The program with only its *switches* whole is a relaxation: its bound holds for the whole program.
2. With the switches kept, the vehicles are made whole close to where they stand.

If the plan of step 2 is within the gap of the bound of step 1, it is proved, and the search over all whole columns is
never needed. If not, that search starts from the plan in hand, and ends as soon as the bound of step 1 is near enough.
"""

import math
import time
from dataclasses import replace

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import CONTRADICTION, remaining
from optimizer.engines.base import Options, Progress, Watch
from optimizer.engines.whole import STEP_LEAST, Solve, better, made_whole, vehicles, worth

SHARE_OF_GAP = 0.5
"""Share of the gap asked for that step 1 may leave: the rest is for making vehicles whole."""

OURS = "highs"
"""The engine that bounds are known from before the search begins (see ``head_start``)."""

RESERVED = 0.1
"""Share of a time limit, up to ``STEP_LEAST`` seconds, that step 1 leaves for step 2."""


def in_two_steps(
    solve: Solve, program: Program, options: Options, watch: Watch, plan: Solution | None = None
) -> Solution:
    """Solve by one engine in two steps; like ``solve``, never raises. A ``plan`` in hand is never made worse."""
    began = time.perf_counter()
    units = vehicles(program)
    if not units.any():
        return concluded(solve(program, options, watch), plan, math.inf, options, watch, began)
    switches = replace(program, integer=program.integer & ~units)
    first_options = replace(_left(options, began, gap=options.gap * SHARE_OF_GAP), time_limit=_first_limit(options))
    ears = hearing(watch, "switches", plan, None, is_plan=False, is_bound=True)
    first = solve(switches, first_options, ears)
    if first.status is Status.INFEASIBLE and plan is None:
        return replace(first, seconds=time.perf_counter() - began)
    if first.values is None or first.bound is None:
        rest = solve(program, _left(options, began), watch)
        return concluded(rest, plan, math.inf, options, watch, began)
    target = target_of(first.bound, options.gap)
    step = replace(_left(options, began, target=target), gap=options.gap * SHARE_OF_GAP / 2)
    ears = hearing(watch, "whole vehicles", plan, first.bound, is_plan=True, is_bound=False)
    best = better(plan, made_whole(solve, program, first.values, step, ears, is_urgent=plan is None))
    if best is not None and (watch.stop.is_set() or worth(best) >= target):
        return _timed(bounded(best, first.bound, options, watch), began)
    if watch.stop.is_set():  # nothing near is whole, and nobody waits for more: that is no plan, but no proof either
        nothing = replace(first, status=Status.NO_PLAN, objective=None, values=None, interrupted=True)
        return _timed(nothing, began)
    started = program if best is None else replace(program, start=best.values)
    ears = hearing(watch, "search", best, first.bound, is_plan=True, is_bound=True)
    full = solve(started, _left(options, began, target=target), ears)
    return concluded(full, best, first.bound, options, watch, began)


def target_of(bound: float, gap: float) -> float:
    """The least objective that is within the gap of a bound: ``(bound − z) ≤ gap · |z|``."""
    return bound / (1 + gap) if bound >= 0 else bound / max(1 - gap, 1e-9)


def bounded(solution: Solution, bound: float, options: Options, watch: Watch) -> Solution:
    """A plan of the whole program with a bound on the whole of it, and the status that follows."""
    if solution.objective is None:
        return solution
    known = replace(solution, bound=max(bound, solution.objective))
    within = known.gap is not None and known.gap <= options.gap * (1 + 1e-6)
    stopped = watch.stop.is_set() and not within
    return replace(known, status=Status.OPTIMAL if within else Status.FEASIBLE, interrupted=stopped)


def concluded(found: Solution | None, plan: Solution | None, bound: float, options: Options, watch: Watch,
              began: float) -> Solution:  # fmt: skip
    """What was found, or the ``plan`` that was in hand where it is better, under the lowest bound that it keeps.

    At least one of the two is given. ``bound`` is what was known to limit all plans; infinite, if nothing was.
    """
    best = better(found, plan)
    if best is None:
        assert found is not None
        return _timed(found, began)
    if best is found and found.status is Status.OPTIMAL:
        return _timed(found, began)
    limits = [bound] if found is None or found.bound is None else [bound, found.bound]
    least = worth(best) - CONTRADICTION * abs(worth(best))
    kept = [limit for limit in limits if least <= limit < math.inf]
    if found is not None:
        best = replace(best, message=found.message)
    if not kept:
        return _timed(replace(best, status=Status.FEASIBLE, bound=None), began)
    lowest = min(kept)
    is_found = found is not None and found.bound == lowest
    whose = (found.bound_by or found.engine) if found is not None and is_found else OURS
    best = replace(best, bound_by="" if whose == best.engine else whose)
    return _timed(bounded(best, lowest, options, watch), began)


def hearing(watch: Watch, phase: str, plan: Solution | None, bound: float | None, *, is_plan: bool,
             is_bound: bool) -> Watch:  # fmt: skip
    """The watch as it hears of one step: what the step has in hand, or what limits it, may not be so of the whole."""
    report = watch.report
    if report is None:
        return watch

    def told(progress: Progress) -> None:
        known = [] if plan is None or plan.objective is None else [plan.objective]
        limits = [] if bound is None or math.isinf(bound) else [bound]
        if is_plan and progress.objective is not None:
            known.append(progress.objective)
        if is_bound and progress.bound is not None:
            limits.append(progress.bound)
        report(replace(progress, phase=phase, objective=max(known, default=None), bound=min(limits, default=None)))

    return Watch(watch.stop, told)


def _first_limit(options: Options) -> float | None:
    if options.time_limit is None:
        return None
    return options.time_limit - min(STEP_LEAST, RESERVED * options.time_limit)


def _left(options: Options, began: float, gap: float | None = None, target: float | None = None) -> Options:
    return replace(
        options, time_limit=remaining(options, began), gap=options.gap if gap is None else gap, target=target
    )


def _timed(solution: Solution, began: float) -> Solution:
    return replace(solution, seconds=time.perf_counter() - began)
