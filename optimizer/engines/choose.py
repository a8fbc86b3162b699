"""What ``auto`` means: HiGHS for small programs, two searches at once for large ones."""

import math
import os
import time
from collections.abc import Sequence
from dataclasses import replace

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import SHORTEST, remaining
from optimizer.engines.base import Engine, Options, Watch

AUTO = "auto"

SMALL_LINEAR = 250_000
"""Nonzeros up to which HiGHS solves a linear program in a second or three: less than a race gains, which takes half a
second to start and two cores."""

SMALL_WHOLE = 50_000
"""Nonzeros up to which a mixed-integer program is left to HiGHS alone at first: it mostly takes a second or two, and
the same plan every time is worth more to a planner than those."""

ALONE = 3.0
"""Seconds that it has then. How long a search takes that is not over by now depends on luck, so two are tried."""


def chosen(program: Program, options: Options, watch: Watch) -> Solution:
    """Solves with the engine that suits the program, or lets two of them race for it; ``message`` says who won."""
    from optimizer.engines.highs import Highs
    from optimizer.engines.race import race
    from optimizer.engines.two_steps import concluded

    began = time.perf_counter()
    if is_raced(program):
        if program.is_mip:
            return _searched_by_two(program, options, watch)
        solution = race(program, options, contenders(program), watch)
        if solution is not None:
            return solution
    if not program.is_mip or _cores() < 2 or os.name != "posix":
        return _no_choice(Highs().solve(program, replace(options, time_limit=remaining(options, began)), watch))
    limit = ALONE if options.time_limit is None else min(ALONE, options.time_limit)
    alone = Highs().solve(program, replace(options, time_limit=limit), watch)
    left = remaining(options, began)
    if alone.status not in (Status.FEASIBLE, Status.NO_PLAN) or watch.stop.is_set() or left == SHORTEST:
        return _no_choice(alone)
    started = program if alone.values is None else replace(program, start=alone.values)
    both = _searched_by_two(started, replace(options, time_limit=left), watch)
    bound = math.inf if alone.bound is None else alone.bound
    return concluded(both, alone if alone.values is not None else None, bound, options, watch, began)


def _searched_by_two(program: Program, options: Options, watch: Watch) -> Solution:
    """A head start; then two at once: one bounds and searches the whole; the other makes the plan better part by part
    if the program is large, and else, or where there is no plan yet, searches the whole in its own way.
    """
    from optimizer.engines.head_start import HeadStart
    from optimizer.engines.highs import Highs
    from optimizer.engines.improve import PartByPart
    from optimizer.engines.race import race
    from optimizer.engines.search import LARGE
    from optimizer.engines.two_steps import concluded
    from optimizer.engines.whole import VEHICLES, named

    began = time.perf_counter()
    head = HeadStart(Highs().solve_once, program, options, watch)
    started, in_hand = head.work(), head.in_hand
    found = None
    if in_hand.plan is None or not (in_hand.is_enough(options) or watch.stop.is_set()):
        left, rivals = replace(options, time_limit=remaining(options, began)), contenders(program)
        if in_hand.plan is not None and named(program, VEHICLES).any():
            is_large = program.rules_only.matrix.nnz > LARGE
            other: Engine = PartByPart(in_hand) if is_large else Highs(in_hand=in_hand, is_plain=True)
            rivals = (Highs(in_hand=in_hand), other)
        found = race(started, left, rivals, watch)
        if found is None:
            found = _no_choice(Highs(in_hand=in_hand).solve(started, left, watch))
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
