"""The search for whole vehicles and switches by one engine: a head start, parts made better, then the whole."""

import time
from dataclasses import replace

from models.program import Program
from models.solution import Solution
from optimizer.engines.answer import remaining
from optimizer.engines.base import Options, Watch
from optimizer.engines.counted import LARGEST, searched_by_counts
from optimizer.engines.head_start import LARGE, HeadStart, InHand
from optimizer.engines.improve import Improvement
from optimizer.engines.two_steps import SHARE_OF_GAP, concluded, hearing, in_two_steps
from optimizer.engines.whole import Solve, worth

PARTS_SHARE = 0.4
"""Share of the time left that this may take, where there is a limit."""

PARTS_LIMIT = 60.0
"""Seconds that it may take without one."""


def searched(solve: Solve, program: Program, options: Options, watch: Watch) -> Solution:
    """Solve a mixed-integer program by one engine; like ``solve``, never raises."""
    began = time.perf_counter()

    def left() -> Options:
        return replace(options, time_limit=remaining(options, began))

    head = HeadStart(solve, program, options, watch)
    smaller, in_hand = head.work(), head.in_hand
    if in_hand.switched is not None and program.rules_only.matrix.nnz > LARGE:
        limit = remaining(options, began)
        limit = PARTS_LIMIT if limit is None else PARTS_SHARE * limit
        Improvement(solve, smaller, in_hand, replace(options, time_limit=limit), watch).run()
    plan = in_hand.plan
    if plan is not None and (watch.stop.is_set() or in_hand.is_enough(options)):
        return concluded(None, plan, in_hand.bound, options, watch, began)
    if plan is not None and program.rules_only.matrix.nnz <= LARGEST and not _is_in_steps(in_hand, options):
        ears = hearing(watch, "search", plan, in_hand.bound, is_plan=True, is_bound=True)
        found = searched_by_counts(solve, program, left(), ears, plan)
    else:
        found = searched_on(solve, in_hand.started(smaller), left(), watch, in_hand)
    return concluded(found, plan, in_hand.bound, options, watch, began)


def searched_on(solve: Solve, program: Program, options: Options, watch: Watch, in_hand: InHand) -> Solution:
    """Solve with something in hand: in two steps, or at once where step 1 could prove nothing, since making vehicles
    whole costs more than it may leave.
    """
    plan = in_hand.plan
    if _is_in_steps(in_hand, options):
        return in_two_steps(solve, program, options, watch, plan)
    ears = hearing(watch, "search", plan, in_hand.bound, is_plan=True, is_bound=True)
    return solve(program, options, ears)


def _is_in_steps(in_hand: InHand, options: Options) -> bool:
    """Whether whole vehicles may cost so little that step 1 proves the plan, as far as is known."""
    return in_hand.plan is None or in_hand.lost < SHARE_OF_GAP * options.gap * abs(worth(in_hand.plan))
