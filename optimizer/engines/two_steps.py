"""Whole vehicles in two steps: first the switches, then the vehicles.

A program in which every build and dispatch must be whole has a hundred times more whole columns than switches, and most
of them decide nothing: 4,312.4 vehicles or 4,312 is a matter of a vehicle. So:

1. The program with only its *switches* whole is a relaxation: its bound holds for the whole program.
2. With the switches kept, the vehicles are made whole close to where they stand.

If the plan of step 2 is within the gap of the bound of step 1, it is proved, and the search over all whole columns is
never needed. If not, that search starts from the plan in hand, and ends as soon as the bound of step 1 is near enough.
(Relaxation-induced neighbourhoods: Danna, Rothberg & Le Pape, *Mathematical Programming* 102, 2005.)
"""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import remaining
from optimizer.engines.base import Options, Watch

VEHICLES = ("build", "ship")
"""The decisions whose columns count vehicles; all other whole columns are switches."""

SHARE_OF_GAP = 0.5
"""Share of the gap asked for that step 1 may leave: the rest is for making vehicles whole."""

REACHES = (0, 2, 10)
"""How many vehicles up or down step 2 may move from the two whole numbers around a column, tried in turn."""

STEP_SHARE = 0.25
"""Share of the time left that one try of step 2 may take, where there is a limit."""

STEP_LEAST = 5.0
"""Seconds that one try of step 2 gets when the limit is all but used up: it is what makes step 1 a plan."""

STEP_LIMIT = 60.0
"""Seconds that one try of step 2 may take without a limit: by then the full search is the better use of time."""

Solve = Callable[[Program, Options, Watch], Solution]


def vehicles(program: Program) -> NDArray[np.bool_]:
    """Whether each column counts whole vehicles (shape n)."""
    found = np.zeros(len(program.cost), dtype=np.bool_)
    for block in program.decisions:
        if block.name in VEHICLES:
            found[block.start : block.stop] = True
    return found & program.integer


def in_two_steps(solve: Solve, program: Program, options: Options, watch: Watch) -> Solution:
    """Solve by one engine in two steps; like ``solve``, never raises."""
    began = time.perf_counter()
    units = vehicles(program)
    if not units.any():
        return solve(program, options, watch)
    switches = replace(program, integer=program.integer & ~units)
    first = solve(switches, _left(options, began, gap=options.gap * SHARE_OF_GAP), watch)
    if first.status is Status.INFEASIBLE:
        return replace(first, seconds=time.perf_counter() - began)
    if first.values is None or first.bound is None:
        return _timed(solve(program, _left(options, began), watch), began)
    target = _target(first.bound, options.gap)
    best: Solution | None = None
    for reach in REACHES:
        near = _near(program, first.values, units, reach)
        # A stop that came in step 1 must not stop this too: there would be no plan of whole vehicles to give back.
        second = solve(near, _step(options, began, target), Watch(report=watch.report) if best is None else watch)
        if _worth(second) > _worth(best):
            best = second
        if best is not None and (watch.stop.is_set() or _worth(best) >= target):
            return _timed(_bounded(best, first.bound, options, watch), began)
    if watch.stop.is_set():  # nothing near is whole, and nobody waits for more: that is no plan, but no proof either
        nothing = replace(first, status=Status.NO_PLAN, objective=None, values=None, interrupted=True)
        return _timed(nothing, began)
    started = program if best is None else replace(program, start=best.values)
    full = solve(started, _left(options, began, target=target), watch)
    bound = first.bound if full.bound is None else min(first.bound, full.bound)
    if full.objective is None and best is not None:
        full = best
    return _timed(_bounded(full, bound, options, watch), began)


def _worth(solution: Solution | None) -> float:
    """The objective of a solution; minus infinity where there is none."""
    return -np.inf if solution is None or solution.objective is None else solution.objective


def _near(program: Program, values: NDArray[np.float64], units: NDArray[np.bool_], reach: int) -> Program:
    """The program with its switches kept and its vehicles near where they stand."""
    lower, upper = program.lower.copy(), program.upper.copy()
    kept = program.integer & ~units
    lower[kept] = upper[kept] = np.round(values[kept])
    lower[units] = np.maximum(lower[units], np.floor(values[units] + 1e-6) - reach)
    upper[units] = np.minimum(upper[units], np.ceil(values[units] - 1e-6) + reach)
    return replace(program, lower=np.minimum(lower, program.upper), upper=np.maximum(upper, program.lower), start=None)


def _target(bound: float, gap: float) -> float:
    """The least objective that is within the gap of a bound: ``(bound − z) ≤ gap · |z|``."""
    return bound / (1 + gap) if bound >= 0 else bound / max(1 - gap, 1e-9)


def _bounded(solution: Solution, bound: float, options: Options, watch: Watch) -> Solution:
    """A plan of the whole program with a bound on the whole of it, and the status that follows."""
    if solution.objective is None:
        return solution
    known = replace(solution, bound=max(bound, solution.objective))
    within = known.gap is not None and known.gap <= options.gap * (1 + 1e-6)
    stopped = watch.stop.is_set() and not within
    return replace(known, status=Status.OPTIMAL if within else Status.FEASIBLE, interrupted=stopped)


def _left(options: Options, began: float, gap: float | None = None, target: float | None = None) -> Options:
    return replace(
        options, time_limit=remaining(options, began), gap=options.gap if gap is None else gap, target=target
    )


def _step(options: Options, began: float, target: float) -> Options:
    left = remaining(options, began)
    limit = STEP_LIMIT if left is None else max(STEP_LEAST, left * STEP_SHARE)
    return replace(options, time_limit=limit, gap=options.gap * SHARE_OF_GAP / 2, target=target)


def _timed(solution: Solution, began: float) -> Solution:
    return replace(solution, seconds=time.perf_counter() - began)
