"""What is known before the search begins: what can never be used, a plan in hand, what no plan exceeds, and the rows
worth having.

The relaxation of the rules is solved and its switches are rounded to a plan; then the relaxation is tightened and asked
again. On programs of 100,000 columns the first plan is there within seconds, and within half a per cent of the best.
"""

import math
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Solution
from optimizer.engines.answer import remaining
from optimizer.engines.base import Options, Progress, Watch
from optimizer.engines.cuts import Root
from optimizer.engines.first_plan import FirstPlans, Switched
from optimizer.engines.implied import without_unusable
from optimizer.engines.two_steps import target_of
from optimizer.engines.whole import Solve, better, worth

ROOT_SHARE = 0.3
"""Share of the time left that tightening the relaxation may take."""

LARGE = 20_000
"""Nonzeros of the rules from which a program is large: its relaxation may take seconds, so that there is a plan of
nothing before it; and plans are made better part by part, while smaller ones are searched whole at once."""


@dataclass
class InHand:
    """The best so far."""

    plan: Solution | None = None
    switched: Switched | None = None
    """The best but for its vehicles, which need not be whole."""
    bound: float = np.inf
    """What no plan exceeds."""
    relaxed: NDArray[np.float64] | None = None
    """The relaxation's solution, shape n."""

    @property
    def lost(self) -> float:
        """What making vehicles whole costs, as far as is known; 0 where there is no plan to tell by."""
        if self.plan is None or self.plan.objective is None or self.switched is None:
            return 0.0
        return self.switched.objective - self.plan.objective

    def is_enough(self, options: Options) -> bool:
        """Whether the plan is within the gap asked for."""
        return worth(self.plan) >= target_of(self.bound, options.gap)

    def told(self, began: float, phase: str) -> Progress:
        """How far this is, of a search that ``began`` then (by ``time.perf_counter``)."""
        seconds, objective = time.perf_counter() - began, None if self.plan is None else self.plan.objective
        return Progress("highs", seconds, objective, self.bound if np.isfinite(self.bound) else None, phase)

    def started(self, program: Program) -> Program:
        """The program, to be started from the plan if there is one."""
        return program if self.plan is None else replace(program, start=self.plan.values)


class HeadStart:
    """Works out what can be known at once."""

    def __init__(self, solve: Solve, program: Program, options: Options, watch: Watch) -> None:
        """Take the program; ``options.time_limit`` counts from here."""
        self._began = time.perf_counter()
        program = without_unusable(program)
        self._program, self._options, self._watch = program, options, watch
        self._root = Root(program, options, watch)
        self._plans = FirstPlans(solve, program, options, watch)
        self.in_hand = InHand()

    def work(self) -> Program:
        """Fill ``in_hand``; gives back the program with those tightening rows that bind, started from the plan."""
        program = self._program
        if program.start is not None:
            self._tell("start")
            switched, self.in_hand.plan = self._plans.started(program.start)
            if switched is not None:
                self._take(switched)
        if self.in_hand.plan is None and self._plans.rules.matrix.nnz > LARGE:
            self.in_hand.plan = self._plans.idle()
        self._tell("relaxation")
        if self._root.solve():
            self._look()
            if not self._is_over():
                self._tell("tightening")
                left = remaining(self._options, self._began)
                program = self._root.tighten(math.inf if left is None else ROOT_SHARE * left, self._tightened)
                self._look()
        if self.in_hand.switched is not None and not self._watch.stop.is_set():
            self.in_hand.plan = better(self.in_hand.plan, self._plans.whole(self.in_hand.switched))
        return self.in_hand.started(program)

    def _look(self) -> None:
        """Make a plan of the relaxation as it is."""
        found = self.in_hand
        found.bound, found.relaxed = min(found.bound, self._root.bound), self._root.values
        switched = self._plans.switched(found.relaxed)
        if switched is None:
            return
        if found.switched is None:  # in hand before it is made better
            self._take(switched)
        self._take(self._plans.sloped(switched))

    def _take(self, switched: Switched) -> None:
        found = self.in_hand
        if found.switched is not None and switched.objective <= found.switched.objective:
            return
        found.switched = switched
        found.plan = better(found.plan, self._plans.whole(switched, is_urgent=found.plan is None, is_quick=True))
        self._tell("first plan")

    def _is_over(self) -> bool:
        left = remaining(self._options, self._began)
        return self.in_hand.is_enough(self._options) or self._watch.stop.is_set() or (left is not None and left < 0.1)

    def _tightened(self, bound: float) -> None:
        self.in_hand.bound = min(self.in_hand.bound, bound)
        self._tell("tightening")

    def _tell(self, phase: str) -> None:
        if self._watch.report is not None:
            self._watch.report(self.in_hand.told(self._began, phase))
