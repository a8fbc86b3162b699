"""What ``auto`` means: HiGHS for small programs, two searches at once for large ones."""

import math
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import SHORTEST, remaining
from optimizer.engines.base import Engine, Options, Watch

if TYPE_CHECKING:
    from optimizer.engines.head_start import InHand

AUTO = "auto"

SMALL_LINEAR = 250_000
"""Nonzeros up to which HiGHS solves a linear program in a second or three: less than a race gains, which takes half a
second to start and two cores."""

SMALL_WHOLE = 50_000
"""Nonzeros up to which a mixed-integer program is left to HiGHS alone at first: it mostly takes a second or two, and
the same plan every time is worth more to a planner than those."""

ALONE = 1.0
"""Seconds that it has then. How long a search takes that is not over by now depends on luck, so two are tried."""

WORTH_STARTING = 0.5
"""Seconds that must be left for a search to begin when a plan is in hand: two processes take that long to start."""


def chosen(program: Program, options: Options, watch: Watch) -> Solution:
    """Solves with the engine that suits the program, or lets two of them race for it; ``message`` says who won."""
    from optimizer.engines.highs import Highs
    from optimizer.engines.race import race

    began = time.perf_counter()
    if program.is_mip and _can_race():
        return _searched(program, options, watch)
    if is_raced(program):
        solution = race(program, options, contenders(program), watch)
        if solution is not None:
            return solution
    return _no_choice(Highs().solve(program, replace(options, time_limit=remaining(options, began)), watch))


def _searched(program: Program, options: Options, watch: Watch) -> Solution:
    """A head start; then HiGHS alone, for a second, if the program is not large; then two at once.

    One of the two bounds and searches the whole; the other makes the plan better part by part if the program is large,
    and else, or where there is no plan yet, searches the whole in its own way.
    """
    from optimizer.engines.head_start import HeadStart
    from optimizer.engines.highs import Highs
    from optimizer.engines.race import race
    from optimizer.engines.search import searched_on
    from optimizer.engines.two_steps import concluded
    from optimizer.engines.whole import better

    began = time.perf_counter()

    def left(most: float = math.inf) -> Options:
        limit = min(most, remaining(options, began) or math.inf)
        return replace(options, time_limit=None if math.isinf(limit) else limit)

    head = HeadStart(Highs().solve_once, program, options, watch)
    started, in_hand = head.work(), head.in_hand
    is_late = options.time_limit is not None and options.time_limit - (time.perf_counter() - began) < WORTH_STARTING
    if in_hand.plan is not None and (in_hand.is_enough(options) or watch.stop.is_set() or is_late):
        return _no_choice(concluded(None, in_hand.plan, in_hand.bound, options, watch, began))
    found = None
    if not is_raced(program):
        found = searched_on(Highs().solve_once, started, left(ALONE), watch, in_hand)
        is_over = watch.stop.is_set() or remaining(options, began) == SHORTEST
        if is_over or found.status not in (Status.FEASIBLE, Status.NO_PLAN):
            return _no_choice(concluded(found, in_hand.plan, in_hand.bound, options, watch, began))
        in_hand.plan = better(in_hand.plan, found)
        in_hand.bound = min(in_hand.bound, math.inf if found.bound is None else found.bound)
        started = in_hand.started(started)
    found = race(started, left(), _rivals(program, in_hand), watch, in_hand.told(began, "in hand"))
    if found is None:
        found = _no_choice(Highs(in_hand=in_hand).solve(started, left(), watch))
    return concluded(found, in_hand.plan, in_hand.bound, options, watch, began)


def _rivals(program: Program, in_hand: "InHand") -> Sequence[Engine]:
    from optimizer.engines.head_start import LARGE
    from optimizer.engines.highs import SMALL, Highs
    from optimizer.engines.improve import PartByPart
    from optimizer.engines.whole import VEHICLES, named

    if in_hand.plan is None or not named(program, VEHICLES).any():
        return contenders(program)
    terms = program.rules_only.matrix.nnz
    if terms > LARGE:
        return Highs(in_hand=in_hand), PartByPart(in_hand)
    plain = Highs(in_hand=in_hand, plain_from="nothing")
    return Highs(in_hand=in_hand, plain_from="plan") if terms <= SMALL else Highs(in_hand=in_hand), plain


def _no_choice(solution: Solution) -> Solution:
    """The solution of who was alone: no choice is worth a word, but what went wrong is."""
    return solution if solution.status in (Status.ERROR, Status.NO_PLAN) else replace(solution, message="")


def is_raced(program: Program) -> bool:
    """Whether a race is worth its start: the program is large enough, and two engines find a core each."""
    if program.matrix.nnz <= (SMALL_WHOLE if program.is_mip else SMALL_LINEAR):
        return False
    return _can_race() and all(engine.ability().usable for engine in contenders(program))


def contenders(program: Program) -> Sequence[Engine]:
    """Who races: two engines that share nothing but the arrays.

    Linear programs: GLOP was faster than HiGHS's simplex on all that were tried, so HiGHS takes the other road, its
    interior point with crossover, which wins where simplex gets lost.
    """
    from optimizer.engines.glop import Glop
    from optimizer.engines.highs import Highs
    from optimizer.engines.scip import Scip

    return (Highs(), Scip()) if program.is_mip else (Highs("ipm"), Glop())


def _can_race() -> bool:
    """Whether two processes find a core each."""
    return os.name == "posix" and _cores() >= 2


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
