"""What ``auto`` means: HiGHS for small programs, a race of HiGHS and a second engine for large ones."""

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
        solution = race(program, options, contenders(program), watch)
        if solution is not None:
            return solution
    alone = Highs().solve(program, replace(options, time_limit=remaining(options, began)), watch)
    is_explained = alone.status in (Status.ERROR, Status.NO_PLAN)
    return alone if is_explained else replace(alone, message="")  # it was no choice worth a word


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
