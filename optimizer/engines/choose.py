"""What ``auto`` means: HiGHS for what takes it a moment, CLP and then HiGHS beside it for larger linear programs, two
searches at once for whole vehicles and switches.
"""

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import remaining
from optimizer.engines.base import Options, Progress, Watch

if TYPE_CHECKING:
    from optimizer.engines.head_start import InHand

AUTO = "auto"

SMALL_LINEAR = 50_000
"""Nonzeros up to which HiGHS solves a linear program in half a second: a race gains nothing."""

LARGE_LINEAR = 250_000
"""Nonzeros from which HiGHS takes a process of its own to a linear program, with its interior point: a process takes
half a second to start, but can be ended in the middle of a factorisation that would take seconds."""

HEAD_START = 8e-6
"""Seconds per nonzero that the first engine has a linear program, and the machine, to itself: more than CLP needed on
all but the largest that were tried. The second is for programs in which it gets lost."""

SMALL_WHOLE = 50_000
"""Nonzeros up to which a mixed-integer program is searched by threads of this process, unless its plan is worth making
better part by part (``head_start.LARGE``): processes take half a second to start, but can be ended at any moment, which
matters where an engine may be deaf for seconds."""

WORTH_STARTING = 0.5
"""Seconds that must be left for a search to begin when a plan is in hand: two processes take that long to start."""


def chosen(program: Program, options: Options, watch: Watch) -> Solution:
    """Solves with the engine that suits the program, or lets two of them race for it; ``message`` says who won."""
    from optimizer.engines.highs import TINY, Highs

    if not program.is_mip and program.matrix.nnz > SMALL_LINEAR:
        return _linear(program, options, watch)
    if program.is_mip and program.matrix.nnz > TINY and _can_race():
        return _searched(program, options, watch)
    return _no_choice(Highs().solve(program, options, watch))


def is_raced(program: Program) -> bool:
    """Whether a linear program is large enough for a race, and two engines find a core each."""
    return not program.is_mip and program.matrix.nnz > SMALL_LINEAR and _can_race()


def _linear(program: Program, options: Options, watch: Watch) -> Solution:
    """Two engines that share nothing but the arrays; one after the other where they can't find a core each.

    CLP, whose crash basis suits production planning, was first on all that were tried; HiGHS takes another road, and
    on large programs one that is not simplex at all.
    """
    from optimizer.engines.clp import Clp
    from optimizer.engines.glop import Glop
    from optimizer.engines.highs import Highs
    from optimizer.engines.race import race, race_beside

    began = time.perf_counter()
    head_start = HEAD_START * program.matrix.nnz
    first = Clp() if Clp().ability().usable else Glop()
    if not _can_race():
        alone = first.solve(program, options, watch)
        solution = alone if alone.status is Status.OPTIMAL or watch.stop.is_set() else None
    elif program.matrix.nnz <= LARGE_LINEAR:
        solution = race_beside(program, options, (first, Highs()), watch, head_start=head_start)
    else:
        solution = race(program, options, (first, Highs("ipm")), watch, head_start=head_start)
    if solution is not None:
        return solution
    return _no_choice(Highs().solve(program, replace(options, time_limit=remaining(options, began)), watch))


def _searched(program: Program, options: Options, watch: Watch) -> Solution:
    """Two searches at once: from the first moment if the program is small, else from the head start on."""
    from optimizer.engines.head_start import HeadStart
    from optimizer.engines.highs import SMALL, Highs
    from optimizer.engines.plain import Plain
    from optimizer.engines.race import race_beside
    from optimizer.engines.two_steps import concluded

    if program.rules_only.matrix.nnz <= SMALL:
        return race_beside(program, options, (Highs(), Plain()), watch)
    began = time.perf_counter()
    head = HeadStart(Highs().solve_once, program, options, watch)
    started, in_hand = head.work(), head.in_hand
    is_late = options.time_limit is not None and options.time_limit - (time.perf_counter() - began) < WORTH_STARTING
    if in_hand.plan is not None and (in_hand.is_enough(options) or watch.stop.is_set() or is_late):
        return _no_choice(concluded(None, in_hand.plan, in_hand.bound, options, watch, began))
    left = replace(options, time_limit=remaining(options, began))
    found = _raced(started, left, watch, in_hand, in_hand.told(began, "in hand"))
    return concluded(found, in_hand.plan, in_hand.bound, options, watch, began)


def _raced(program: Program, options: Options, watch: Watch, in_hand: "InHand", known: Progress) -> Solution:
    """Two searches from what is in hand: one bounds and searches the whole; the other makes the plan better part by
    part if the program is large, and else searches the rules as they are.
    """
    from optimizer.engines.head_start import LARGE
    from optimizer.engines.highs import Highs
    from optimizer.engines.improve import PartByPart
    from optimizer.engines.plain import Plain
    from optimizer.engines.race import race, race_beside
    from optimizer.engines.scip import Scip
    from optimizer.engines.whole import VEHICLES, named

    whole, has_parts = Highs(in_hand=in_hand), in_hand.plan is not None and named(program, VEHICLES).any()
    terms = program.rules_only.matrix.nnz
    if terms <= (LARGE if has_parts else SMALL_WHOLE):
        return race_beside(program, options, (whole, Plain(in_hand)), watch, known)
    found = race(program, options, (whole, PartByPart(in_hand) if has_parts else Scip()), watch, known)
    return _no_choice(whole.solve(program, options, watch)) if found is None else found


def _no_choice(solution: Solution) -> Solution:
    """The solution of who was alone: no choice is worth a word, but what went wrong is."""
    return solution if solution.status in (Status.ERROR, Status.NO_PLAN) else replace(solution, message="")


def _can_race() -> bool:
    """Whether two processes find a core each."""
    return os.name == "posix" and _cores() >= 2


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
