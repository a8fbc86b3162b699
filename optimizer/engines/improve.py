"""A plan made better part by part: one part's switches are free, all others stay as they are."""

import time
from dataclasses import dataclass, replace

import numpy as np

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import remaining
from optimizer.engines.base import Ability, Options, Watch
from optimizer.engines.excerpt import Surroundings, excerpt
from optimizer.engines.first_plan import FirstPlans, Switched
from optimizer.engines.head_start import InHand
from optimizer.engines.neighbourhoods import Part, Parts
from optimizer.engines.two_steps import bounded
from optimizer.engines.whole import Solve, better, worth

ROOM = 15
"""Undecided switches in a part, to begin with: a search over them takes a second or less."""

STEPS = 3
"""Rules between a part's switches and what else is free with them: build, dispatch, stock and sale."""

NODES = 20
"""Nodes of the search over a part: a count, not a time, so that equal programs give equal plans."""

PART_LIMIT = 10.0
"""Seconds of the search over a part, where nodes take long."""

PART_GAP = 0.25
"""Share of the gap asked for that the search over a part may leave: it is relative to the whole plan's worth."""

WORN_OUT = 0.1
"""Share of the gap asked for that a pass over all parts must gain; what gains less is followed by larger parts."""

LARGEST = 16
"""How many times larger than at first the parts become at most: beyond that the whole is searched better."""

WHOLE_EVERY = 5.0
"""Seconds between two times that vehicles are made whole within a pass, so that what is in hand stays a plan."""


class Improvement:
    """Makes what is in hand better."""

    def __init__(self, solve: Solve, program: Program, in_hand: InHand, options: Options, watch: Watch) -> None:
        """Take what is in hand and is changed from here on; ``options.time_limit`` counts from now."""
        self._solve, self._program, self.in_hand, self._options, self._watch = solve, program, in_hand, options, watch
        self._began = self._made_whole_at = time.perf_counter()
        self._plans = FirstPlans(solve, program, options, watch)
        self._surroundings = Surroundings(program.rules_only)
        self._parts = Parts(program.rules_only, self._plans.switches)
        self._dice = np.random.default_rng(options.seed)
        self._is_whole = in_hand.plan is not None

    def run(self) -> None:
        """Pass over all parts, and over larger ones, until the gap or the limit is reached or nothing is gained."""
        room = ROOM
        while room <= LARGEST * ROOM and self.in_hand.switched is not None and not self._is_over():
            before = self.in_hand.switched.objective
            self._pass(room)
            if self.in_hand.switched.objective - before <= WORN_OUT * self._options.gap * abs(before):
                room *= 2
            self._make_whole()

    def _pass(self, room: int) -> None:
        in_hand = self.in_hand
        assert in_hand.switched is not None
        assert in_hand.relaxed is not None
        undecided = self._plans.switches & (np.abs(in_hand.relaxed - in_hand.switched.values) > 1e-6)
        for part in self._parts.of(undecided, room, self._dice):
            if self._is_over():
                return
            found = self._decided_anew(part, in_hand.switched)
            if found.objective > in_hand.switched.objective:
                in_hand.switched, self._is_whole = found, False
                if time.perf_counter() - self._made_whole_at > WHOLE_EVERY:
                    self._make_whole(is_quick=True)
            if self._watch.report is not None:
                self._watch.report(in_hand.told(self._began, "part by part"))

    def _decided_anew(self, part: Part, known: Switched) -> Switched:
        """What is known, or better: the part's switches free, and with them what is joined to them by a few rules."""
        switches = self._plans.switches
        program = replace(self._program, integer=switches)
        near = self._surroundings.of(part.free, STEPS) & ~switches | part.free
        part_of = excerpt(program, near, np.where(switches, np.round(known.values), known.values))
        left = remaining(self._options, self._began)
        limit = PART_LIMIT if left is None else min(PART_LIMIT, left)
        may_miss = self._options.gap * PART_GAP * abs(known.objective)
        gap = min(1.0, may_miss / max(abs(known.objective - part_of.rest), 1e-9))
        options = replace(self._options, time_limit=limit, nodes=NODES, gap=gap)
        found = self._solve(part_of.program, options, Watch(stop=self._watch.stop))
        if found.values is None:
            return known
        return Switched(part_of.completed(found.values, known.values), worth(found) + part_of.rest)

    def _make_whole(self, *, is_quick: bool = False) -> None:
        self._made_whole_at = time.perf_counter()
        if not self._is_whole and self.in_hand.switched is not None:
            self.in_hand.plan = better(self.in_hand.plan, self._plans.whole(self.in_hand.switched, is_quick=is_quick))
            self._is_whole = not is_quick

    def _is_over(self) -> bool:
        left = remaining(self._options, self._began)
        return self.in_hand.is_enough(self._options) or self._watch.stop.is_set() or (left is not None and left < 0.1)


@dataclass(frozen=True)
class PartByPart:
    """An engine for races: makes the plan that it is given better, and proves nothing."""

    in_hand: InHand
    name = "highs"

    def ability(self) -> Ability:
        """As of HiGHS, which solves the parts."""
        from optimizer.engines.highs import Highs

        return replace(Highs().ability(), solver="HiGHS part by part")

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """The better plan; raises what goes wrong, which its process hands on."""
        from optimizer.engines.highs import Highs

        began = time.perf_counter()
        improvement = Improvement(Highs().solve_once, program, replace(self.in_hand), options, watch)
        improvement.run()
        best = improvement.in_hand.plan
        if best is None:
            return Solution(Status.NO_PLAN, self.name, self.ability().version, time.perf_counter() - began)
        return replace(bounded(best, improvement.in_hand.bound, options, watch), seconds=time.perf_counter() - began)
