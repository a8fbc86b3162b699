"""From the values an engine gives to the plan they stand for: whole where they must be, clean elsewhere, priced."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from models.allocation import Allocation
from models.plan import Plan
from models.program import Program
from models.solution import Duals, Solution, Status
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.engines.choose import is_raced
from optimizer.engines.fix import fixed
from optimizer.engines.held import Held
from optimizer.engines.whole import vehicles
from optimizer.kept import room
from optimizer.prices.ranges import solved_for_ranges, with_ranges

LEAST_FOR_SETTLING = 10.0
"""Seconds that the last linear program gets at least, when a time limit is all but used up: it is small by then."""

NEAR_WHOLE = 1e-9
"""Share of a figure (or of 1) within which it is taken for the whole number that the engine meant."""


def settled_plan(allocation: Allocation, program: Program, solution: Solution, limit: float | None, *,
                 is_ranged: bool = False) -> Plan | None:  # fmt: skip
    """The plan of a solution; that of a mixed-integer program is solved once more with its whole columns fixed.

    The second solution has clean figures in what is not whole. Prices are those of the linear program that remains when
    the switches are kept and vehicles need not be whole: with every vehicle fixed no limit would have a price.
    ``program`` is what was solved, ``limit`` the seconds there were for it; with ``is_ranged`` the prices say how far
    they hold. ``None`` where there are no values.
    """
    if solution.values is None:
        return None
    values = tidied(program, solution.values)
    if not program.is_mip:
        return allocation.plan(values, _duals(program, solution, "linear program", is_ranged=is_ranged))
    limit = limit and max(LEAST_FOR_SETTLING, limit - solution.seconds)
    options, units = Options(time_limit=limit), vehicles(program)
    kept = fixed(allocation.rules_only, values, but=units)
    prices = partial(solved_for_ranges if is_ranged else _solved, kept, options)
    if units.any():
        clean = partial(_solved, fixed(allocation.rules_only, values), options)
        [(linear, _), (priced, held)] = _both(clean, prices, at_once=not is_raced(kept))
    else:
        priced, held = prices()
        linear = priced
    if linear.status is not Status.OPTIMAL or linear.values is None:
        return allocation.plan(values)
    settled = np.where(program.integer, values, tidied(program, linear.values))
    basis = "switches fixed" if units.any() else "integers fixed"
    return allocation.plan(settled, _duals(kept, priced, basis, program.integer & ~units, held, is_ranged=is_ranged))


Solved = tuple[Solution, Held | None]


def _solved(program: Program, options: Options) -> Solved:
    return engines.solve(program, options), None


def _both(one: Callable[[], Solved], other: Callable[[], Solved], *, at_once: bool) -> tuple[Solved, Solved]:
    """Two solves, ``at_once`` in a thread each: not where either already takes every core."""
    if not at_once:
        return one(), other()
    with ThreadPoolExecutor(1) as thread:
        beside = thread.submit(other)
        return one(), beside.result()


def tidied(program: Program, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values (shape n) within their bounds; whole where they must be, or all but are."""
    whole = np.rint(values)
    snapped = program.integer | (np.abs(values - whole) <= NEAR_WHOLE * np.maximum(1.0, np.abs(values)))
    return np.clip(np.where(snapped, whole, values), program.lower, program.upper)


def _duals(program: Program, solution: Solution, basis: str, kept: NDArray[np.bool_] | None = None,
           held: Held | None = None, *, is_ranged: bool) -> Duals | None:  # fmt: skip
    """Prices of a linear program; ``kept``: the columns (mask, shape n) that are fixed in it because they are whole;
    ``held``: an engine at its optimum.
    """
    if solution.duals is None or solution.reduced_costs is None:
        return None
    duals = Duals(solution.duals, solution.reduced_costs, basis, room=None if kept is None else room(program, kept))
    return with_ranges(program, duals, held) if is_ranged else duals
