"""Vehicles made whole, with the switches kept: close to where they stand, there is nearly always a plan.

(Relaxation-induced neighbourhoods: Danna, Rothberg & Le Pape, *Mathematical Programming* 102, 2005.)
"""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Solution
from optimizer.engines.answer import remaining
from optimizer.engines.base import Options, Watch

VEHICLES = ("build", "ship")
"""The decisions whose columns count vehicles; all other whole columns are switches."""

REACHES = (0, 2, 10)
"""How many vehicles up or down from the two whole numbers around a column are tried, in turn."""

STEP_SHARE = 0.25
"""Share of the time left that one try may take, where there is a limit."""

STEP_LEAST = 3.0
"""Seconds that the first try gets when the limit is all but used up and no plan is in hand."""

STEP_LIMIT = 60.0
"""Seconds that one try may take without a limit: by then another search is the better use of time."""

Solve = Callable[[Program, Options, Watch], Solution]


def vehicles(program: Program) -> NDArray[np.bool_]:
    """Whether each column counts whole vehicles (shape n)."""
    return named(program, VEHICLES) & program.integer


def named(program: Program, names: tuple[str, ...]) -> NDArray[np.bool_]:
    """Whether each column belongs to one of the decisions of those names (shape n)."""
    found = np.zeros(len(program.cost), dtype=np.bool_)
    for block in program.decisions:
        if block.name in names:
            found[block.start : block.stop] = True
    return found


def made_whole(
    solve: Solve, program: Program, values: NDArray[np.float64], options: Options, watch: Watch,
    reaches: tuple[int, ...] = REACHES, *, is_urgent: bool = True, is_first_enough: bool = False,
) -> Solution | None:  # fmt: skip
    """The best plan found with the switches of ``values`` (shape n) and whole vehicles near theirs; ``None``: none.

    Ends at ``options.target``; or with any plan, where the first ``is_first_enough``. Where it ``is_urgent``, because
    no plan is in hand, a limit that is used up and a wish to stop still leave ``STEP_LEAST`` seconds for the first try.
    """
    began = time.perf_counter()
    units, best = vehicles(program), None
    for reach in reaches:
        if best is None and is_urgent:
            least, heard = STEP_LEAST, Watch(report=watch.report)
        else:
            least, heard = 0.0, watch
        left = remaining(options, began)
        limit = STEP_LIMIT if left is None else max(least, left * STEP_SHARE)
        tried = solve(near(program, values, units, reach), replace(options, time_limit=limit), heard)
        best = better(best, tried)
        enough = best is not None and (
            is_first_enough or (options.target is not None and worth(best) >= options.target)
        )
        if not units.any() or watch.stop.is_set() or enough:
            break
    return best


def near(program: Program, values: NDArray[np.float64], units: NDArray[np.bool_], reach: int) -> Program:
    """The program with its switches kept and its vehicles near where they stand."""
    lower, upper = program.lower.copy(), program.upper.copy()
    kept = program.integer & ~units
    lower[kept] = upper[kept] = np.clip(np.round(values[kept]), program.lower[kept], program.upper[kept])
    lower[units] = np.maximum(lower[units], np.floor(values[units] + 1e-6) - reach)
    upper[units] = np.minimum(upper[units], np.ceil(values[units] - 1e-6) + reach)
    return replace(program, lower=np.minimum(lower, program.upper), upper=np.maximum(upper, program.lower), start=None)


def worth(solution: Solution | None) -> float:
    """The objective of a solution; minus infinity where there is none."""
    return -np.inf if solution is None or solution.objective is None else solution.objective


def better(one: Solution | None, other: Solution | None) -> Solution | None:
    """The one of two with the higher objective, the first where they are equal; ``None`` where neither has any."""
    best = other if worth(other) > worth(one) else one
    return None if best is None or best.objective is None else best
