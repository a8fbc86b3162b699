"""From what an engine says to an answer that can be relied on: recomputed, checked, never better than the truth."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.base import Options, Watch
from optimizer.engines.scaling import scaled
from optimizer.engines.trivial import Said, said_without_engine

VIOLATION = 1e-4
"""Share of a side (or of 1, for small sides) by which returned values may miss it: a thousand times the 1e-7 that
engines promise before they undo their scaling. It catches an engine that is wrong; the audit judges the plan."""

PRINTED = 1e-3
"""Share of all that a row adds up which counts as its size when its side is smaller: CBC prints eight digits, so a
balance of 20,000 vehicles against 20,000 can be off by a thousandth of one."""

CONTRADICTION = 1e-4
"""Share of the objective by which a bound may fall short of it; what falls shorter contradicts the solution."""

INFINITE = 1e20
"""What SCIP and others write for infinity: a bound this far away is none."""

NOISE = 1e-9
"""Share of the money moved that sums in floating point cannot tell from zero."""

LINEAR_GAP = 1e-6
"""Gap within which a linear program counts as solved, whatever gap is asked: ten times the engines' tolerances."""

SHORTEST = 0.01
"""Seconds: the least time limit handed on, since some engines take 0 for none."""

Run = Callable[[Program, Options, Watch], Said]
"""One engine at work: may raise, may say ``None`` for "infeasible or unbounded"."""


@dataclass(frozen=True)
class Check:
    """How far values miss the sides of a program, as a share of each side (at least of 1)."""

    worst: float
    where: str


def check(program: Program, values: NDArray[np.float64]) -> Check:
    """The worst violation of ``values`` (shape n): of column bounds, row sides, integrality."""
    if values.shape != program.cost.shape or not np.isfinite(values).all():
        return Check(np.inf, "a column without a finite value")
    activity = program.matrix @ values
    moved = abs(program.matrix) @ np.abs(values) * PRINTED
    whole = values[program.integer]
    found = [
        ("column", _shortfall(program.lower, values, 1.0)),
        ("column", _shortfall(-program.upper, -values, 1.0)),
        ("row", _shortfall(program.row_lower, activity, moved)),
        ("row", _shortfall(-program.row_upper, -activity, moved)),
        ("whole column", np.abs(whole - np.round(whole))),
    ]
    worst = Check(0.0, "")
    for kind, misses in found:
        if len(misses) and (largest := float(misses.max())) > worst.worst:
            worst = Check(largest, f"{kind} {int(misses.argmax())}")
    return worst


def _shortfall(
    side: NDArray[np.float64], reached: NDArray[np.float64], least: NDArray[np.float64] | float
) -> NDArray[np.float64]:
    """By how much ``reached`` falls short of a lower ``side``, as a share of the side, at least of 1 and ``least``."""
    size = np.where(np.isfinite(side), np.maximum(np.maximum(1.0, least), np.abs(side)), 1.0)
    missing: NDArray[np.float64] = np.maximum(0.0, np.where(np.isneginf(side), 0.0, side - reached)) / size
    return missing


def remaining(options: Options, began: float) -> float | None:
    """Seconds left of the time limit of a run that ``began`` (by ``time.perf_counter``); ``None`` without a limit."""
    if options.time_limit is None:
        return None
    return max(SHORTEST, options.time_limit - (time.perf_counter() - began))


def answer(name: str, version: str, run: Run, program: Program, options: Options, watch: Watch) -> Solution:
    """Runs an engine and gives back its answer, checked; never raises: what goes wrong is ``Status.ERROR``."""
    began = time.perf_counter()
    try:
        if not program.matrix.has_canonical_format:  # each engine makes its own of entries stored twice
            program = replace(program, matrix=program.matrix.copy())
            program.matrix.sum_duplicates()
        said = said_without_engine(program)
        if said is None:
            easier, scaling = scaled(program)
            said = run(easier, options, watch)
            if said.status is None:
                said = _told_apart(run, easier, replace(options, time_limit=remaining(options, began)), watch)
            said = scaling.undone(said)
        said = _believed(program, options, said)
    except Exception as error:  # whatever a solver's library throws, its caller must get an answer
        said = Said(Status.ERROR, message=f"{type(error).__name__}: {error}")
    solution = Solution(Status.ERROR, name, version, time.perf_counter() - began, message=said.message)
    stopped = watch.stop.is_set() and said.status in (Status.FEASIBLE, Status.NO_PLAN)
    solution = replace(solution, status=said.status or Status.ERROR, interrupted=stopped)
    if said.values is None:
        return solution
    return replace(
        solution,
        objective=float(program.cost @ said.values),
        bound=said.bound,
        values=said.values,
        duals=said.duals,
        reduced_costs=None if said.duals is None else program.cost - program.matrix.T @ said.duals,
    )


def _told_apart(run: Run, program: Program, options: Options, watch: Watch) -> Said:
    """Whether a program that is infeasible or unbounded has any solution: without a cost it can't be unbounded."""
    gains_up = (program.cost > 0) & np.isposinf(program.upper)
    gains_down = (program.cost < 0) & np.isneginf(program.lower)
    if not (gains_up | gains_down).any():
        return Said(Status.INFEASIBLE)  # no column can run away with gain: it is not unbounded
    costless = replace(program, cost=np.zeros_like(program.cost), start=None)
    said = run(costless, options, Watch(stop=watch.stop))
    if said.status in (Status.OPTIMAL, Status.FEASIBLE) and said.values is not None:
        if check(program, said.values).worst > VIOLATION:
            return Said(Status.ERROR, message="infeasible or unbounded: the engine could not tell which")
        return Said(Status.UNBOUNDED)
    if said.status in (Status.INFEASIBLE, None):
        return Said(Status.INFEASIBLE)
    if said.status is Status.NO_PLAN:
        return Said(Status.NO_PLAN, message="infeasible or unbounded: stopped before it was known which")
    return replace(said, status=Status.ERROR, values=None)


def _believed(program: Program, options: Options, said: Said) -> Said:
    """What remains of an engine's word once its values are recomputed: ``OPTIMAL`` may fall, nothing rises."""
    if said.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return replace(said, values=None, duals=None, bound=None)
    if said.values is None:
        return Said(Status.ERROR, message=f"said {said.status}, but gave no values")
    found = check(program, said.values)
    if found.worst > VIOLATION:
        return Said(Status.ERROR, message=f"said {said.status}, but {found.where} is missed by {found.worst:.2g}")
    objective = float(program.cost @ said.values)
    bound = said.bound if said.bound is not None and abs(said.bound) < INFINITE else None
    if bound is None:
        return replace(said, status=Status.FEASIBLE, bound=None, duals=None)
    if bound < objective - CONTRADICTION * max(1.0, abs(objective)):
        return Said(Status.ERROR, message=f"said no solution exceeds {bound:.12g}, but gave one of {objective:.12g}")
    noise = NOISE * max(1.0, float(np.abs(program.cost) @ np.abs(said.values)))
    if bound <= objective + noise:
        bound = objective
    gap = options.gap * (1 + 1e-6) if program.is_mip else max(options.gap, LINEAR_GAP)
    proved = said.status is Status.OPTIMAL and bound - objective <= gap * max(abs(objective), NOISE)
    duals = said.duals if proved and not program.is_mip else None
    return replace(said, status=Status.OPTIMAL if proved else Status.FEASIBLE, bound=bound, duals=duals)
