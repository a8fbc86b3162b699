"""What ``auto`` means: HiGHS for small programs, two searches at once for large ones."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import remaining
from optimizer.engines.base import Engine, Options, Watch

AUTO = "auto"

SMALL_LINEAR = 250_000
"""Nonzeros up to which HiGHS solves a linear program in a second or three: less than a race gains, which takes half a
second to start and two cores."""

SMALL_WHOLE = 50_000
"""Nonzeros up to which a mixed-integer program is left to HiGHS: it takes seconds, and the same plan every time
is worth more to a planner than one of those."""


def chosen(program: Program, options: Options, watch: Watch) -> Solution:
    """Solves with the engine that suits the program, or lets two of them race for it; ``message`` says who won."""
    from optimizer.engines.highs import Highs
    from optimizer.engines.race import race

    began = time.perf_counter()
    if is_raced(program):
        if program.is_mip:
            return _searched_by_two(program, options, watch)
        solution = race(program, options, contenders(program), watch)
        if solution is not None:
            return solution
    return _no_choice(Highs().solve(program, replace(options, time_limit=remaining(options, began)), watch))


def _searched_by_two(program: Program, options: Options, watch: Watch) -> Solution:
    """A head start; then two at once: one bounds and searches the whole, one makes the plan better part by part, or,
    where there is none yet, searches the whole in its own way.
    """
    from optimizer.engines.head_start import HeadStart
    from optimizer.engines.highs import Highs
    from optimizer.engines.improve import PartByPart
    from optimizer.engines.race import race
    from optimizer.engines.two_steps import concluded
    from optimizer.engines.whole import VEHICLES, named

    began = time.perf_counter()
    head = HeadStart(Highs().solve_once, program, options, watch)
    started, in_hand = head.work(), head.in_hand
    found = None
    if in_hand.plan is None or not (in_hand.is_enough(options) or watch.stop.is_set()):
        left, rivals = replace(options, time_limit=remaining(options, began)), contenders(program)
        if in_hand.plan is not None and named(program, VEHICLES).any():
            rivals = (Highs(plan=in_hand.plan), PartByPart(in_hand))
        found = race(started, left, rivals, watch)
        if found is None:
            found = _no_choice(Highs(plan=in_hand.plan).solve(started, left, watch))
    return concluded(found, in_hand.plan, in_hand.bound, options, watch, began)


def _no_choice(solution: Solution) -> Solution:
    """The solution of who was alone: no choice is worth a word, but what went wrong is."""
    return solution if solution.status in (Status.ERROR, Status.NO_PLAN) else replace(solution, message="")


def is_raced(program: Program) -> bool:
    """Whether a race is worth its start: the program is large enough, and two engines find a core each."""
    if program.matrix.nnz <= (SMALL_WHOLE if program.is_mip else SMALL_LINEAR):
        return False
    if os.name != "posix" or _cores() < 2:
        return False
    return all(engine.ability().usable for engine in contenders(program))


def contenders(program: Program) -> Sequence[Engine]:
    """Who races: two engines that share nothing but the arrays.

    Linear programs: GLOP was faster than HiGHS's simplex on all that were tried, so HiGHS takes the other road, its
    interior point with crossover, which wins where simplex gets lost.
    """
    from optimizer.engines.glop import Glop
    from optimizer.engines.highs import Highs
    from optimizer.engines.scip import Scip

    return (Highs(), Scip()) if program.is_mip else (Highs("ipm"), Glop())


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
