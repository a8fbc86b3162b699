"""A first plan within seconds: the relaxation's switches rounded, the rest solved again, the vehicles made whole."""

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Solution
from optimizer.engines.answer import remaining
from optimizer.engines.base import Options, Watch
from optimizer.engines.relaxation import Relaxation
from optimizer.engines.rounding import exclusive_choice, roundings
from optimizer.engines.scaling import scaled
from optimizer.engines.whole import VEHICLES, Solve, made_whole, named, vehicles

Numbers = NDArray[np.float64]

REPAIR_NODES = 200
"""Nodes of the search that repairs a rounding which breaks a rule."""

REPAIR_SHARE = 0.2
"""Share of the time left that it may take, where there is a limit."""

ENOUGH = 2e-4
"""Gap to the switches' own worth at which vehicles made whole in a hurry are enough: what is left is a few vehicles."""

FINE = 0.05
"""Share of the gap asked for that vehicles made whole with care may miss."""

WHOLE_NODES = 50
"""Nodes of the search that makes vehicles whole: better switches are worth more than the last vehicle."""

REACHES = (0, 1, 4)
"""As in ``whole``, nearer: plans are many, and each need not be the best of its switches."""

LAUNCHES = ("launch",)
"""Switches that open a whole program: too much is at stake with each for it to be priced by the unit alone."""

SLOPE_ROUNDS, SLOPE_PATIENCE = 20, 6
"""Most rounds of slope scaling, and how many in a row may gain nothing."""


@dataclass(frozen=True)
class Switched:
    """A plan but for its vehicles, which need not be whole: ``values`` (shape n) and what they earn."""

    values: Numbers
    objective: float


class FirstPlans:
    """Makes plans of solutions of the relaxation."""

    def __init__(self, solve: Solve, program: Program, options: Options, watch: Watch) -> None:
        """Take the program (its rows that only tighten are of no account here), and how long there is from now."""
        self._solve, self._options, self._watch = solve, options, watch
        self._began = time.perf_counter()
        self.rules = program.rules_only
        self.switches = self.rules.integer & ~vehicles(self.rules)
        self._columns = np.flatnonzero(self.switches)
        self._easier, _ = scaled(self.rules)
        self._kept = Relaxation(self._easier, options, watch)

    def switched(self, values: Numbers) -> Switched | None:
        """The first rounding of the switches in ``values`` (shape n) that breaks no rule; repaired if all do."""
        for rounded in roundings(self.rules, self.switches, values):
            found = self.with_switches(rounded)
            if found is not None:
                return found
        return self._repaired(values)

    def idle(self) -> Solution | None:
        """The plan that builds and sends nothing, every switch off that may be; ``None`` where rules forbid that."""
        fixed = self.switches | named(self.rules, VEHICLES)
        chosen, exclusive = exclusive_choice(self.rules, self.switches, self.rules.lower)
        values = np.where(exclusive, np.clip(chosen, self.rules.lower, self.rules.upper), self.rules.lower)
        columns = np.flatnonzero(fixed)
        relaxation = Relaxation(self._easier, self._left(), self._watch)
        relaxation.set_bounds(columns, values[columns], values[columns])
        if not relaxation.is_solved():
            return None
        return self.whole(Switched(relaxation.values, float(self.rules.cost @ relaxation.values)), is_quick=True)

    def with_switches(self, values: Numbers) -> Switched | None:
        """The best that can be done with the switches in ``values`` (shape n) as they are; ``None``: nothing."""
        chosen = values[self._columns]
        self._kept.set_bounds(self._columns, chosen, chosen)
        if not self._kept.is_solved():
            return None
        return Switched(self._kept.values, float(self.rules.cost @ self._kept.values))

    def started(self, start: Numbers) -> tuple[Switched | None, Solution | None]:
        """What becomes of a start (shape n, NaN where it says nothing): its switches with the best that can be done
        with them, and the plan that keeps its vehicles too; each ``None`` where the rules forbid it.

        What the start leaves open is taken from the relaxation with all else kept.
        """
        told = np.isfinite(start) & (self.rules.integer | named(self.rules, VEHICLES))
        said = np.nan_to_num(start)
        said = np.where(self.rules.integer, np.round(said), said)
        fixed: Numbers = np.clip(said, self.rules.lower, self.rules.upper)
        switched = plan = None
        for kept in (told, told & self.switches):
            columns = np.flatnonzero(kept)
            relaxation = Relaxation(self._easier, self._left(), self._watch)
            relaxation.set_bounds(columns, fixed[columns], fixed[columns])
            if not relaxation.is_solved():
                continue
            switched = self.switched(relaxation.values)
            if switched is not None and kept is told:
                values = np.where(told, fixed, switched.values)
                plan = self.whole(Switched(values, switched.objective), is_quick=True)
            break
        return switched, plan

    def sloped(self, switched: Switched) -> Switched:
        """A better choice of switches, if slope scaling finds one: first with the launches as they are, then free."""
        launches = self.switches & named(self.rules, LAUNCHES)
        best = self._sloped(switched, launches)
        return self._sloped(best, np.zeros_like(launches)) if launches.any() else best

    def _sloped(self, switched: Switched, settled: NDArray[np.bool_]) -> Switched:
        """A better choice of switches but for those ``settled`` (a mask, shape n), if slope scaling finds one.

        Each round solves the relaxation with every switch's cost multiplied until its use in the round before pays for
        the whole of it, and rounds the solution. (Kim & Pardalos, *Operations Research Letters* 24, 1999.) Switches of
        which exactly one must be on stay as they are.
        """
        _, exclusive = exclusive_choice(self.rules, self.switches, switched.values)
        settled = settled | exclusive
        kept = np.flatnonzero(settled)
        priced = np.flatnonzero(self.switches & ~settled & (self._easier.cost < 0))
        if not len(priced):
            return switched
        full = rate = self._easier.cost[priced]
        relaxation = Relaxation(self._easier, self._left(), self._watch)
        relaxation.set_bounds(kept, np.round(switched.values[kept]), np.round(switched.values[kept]))
        best, patience = switched, SLOPE_PATIENCE
        for _ in range(SLOPE_ROUNDS):
            if not patience or self._watch.stop.is_set() or not relaxation.is_solved():
                break
            used = relaxation.values[priced]
            rate = np.where(used > 1e-6, full * np.ceil(used - 1e-6) / np.maximum(used, 1e-6), rate)
            rounded = next(roundings(self.rules, self.switches, relaxation.values))
            found = self.with_switches(np.where(settled, np.round(switched.values), rounded))
            patience -= 1
            if found is not None and found.objective > best.objective:
                best, patience = found, SLOPE_PATIENCE
            relaxation.set_cost(priced, rate)
        return best

    def whole(self, switched: Switched, *, is_urgent: bool = False, is_quick: bool = False) -> Solution | None:
        """A plan of whole vehicles near there: the first, if it must be ``is_quick``, else a good one found soon."""
        may_miss = ENOUGH if is_quick else FINE * self._options.gap
        target = switched.objective - may_miss * abs(switched.objective)
        options = replace(self._left(), gap=may_miss / 2, target=target, nodes=WHOLE_NODES)
        quiet, reaches = Watch(stop=self._watch.stop), REACHES if is_quick else REACHES[1:]
        return made_whole(self._solve, self.rules, switched.values, options, quiet, reaches,
                          is_urgent=is_urgent, is_first_enough=True)  # fmt: skip

    def _repaired(self, values: Numbers) -> Switched | None:
        """What a short search finds, first of all with the switches kept that the relaxation has whole already."""
        settled = self.switches & (np.abs(values - np.round(values)) < 1e-6)
        fixed = np.clip(np.round(values), self.rules.lower, self.rules.upper)
        left = self._left()
        limit = None if left.time_limit is None else REPAIR_SHARE * left.time_limit
        options = replace(left, time_limit=limit, nodes=REPAIR_NODES, gap=10 * ENOUGH)
        for kept in (settled, np.zeros_like(settled)):
            program = replace(
                self.rules, integer=self.switches, start=None,
                lower=np.where(kept, fixed, self.rules.lower), upper=np.where(kept, fixed, self.rules.upper),
            )  # fmt: skip
            found = self._solve(program, options, Watch(stop=self._watch.stop))
            if found.values is not None and found.objective is not None:
                return Switched(found.values, found.objective)
        return None

    def _left(self) -> Options:
        return replace(self._options, time_limit=remaining(self._options, self._began))
