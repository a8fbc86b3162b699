"""HiGHS on the rules as they are, for races: now and then no cleverness is the quickest way."""

import time
from dataclasses import dataclass, field, replace

import numpy as np

from models.program import Program
from models.solution import Solution
from optimizer.engines.base import Ability, Options, Watch
from optimizer.engines.head_start import InHand
from optimizer.engines.highs import Highs
from optimizer.engines.two_steps import concluded, hearing


@dataclass(frozen=True)
class Plain:
    """The rules alone, from nothing, all whole columns at once; what is in hand is only told and given back."""

    in_hand: InHand = field(default_factory=InHand)
    name = "highs"

    def ability(self) -> Ability:
        """As of HiGHS."""
        return replace(Highs().ability(), solver="HiGHS on the rules alone")

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises."""
        began, known = time.perf_counter(), self.in_hand
        ears = hearing(watch, "plain search", known.plan, known.bound, is_plan=True, is_bound=True)
        found = Highs().solve_once(replace(program.rules_only, start=None), options, ears)
        return concluded(found, known.plan, np.inf, options, watch, began)
