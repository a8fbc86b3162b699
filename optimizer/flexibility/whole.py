"""All plans with whole vehicles and every switch free, within so much of the plan in hand: each end is a search."""

import time
from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.engines.warm import Said

Numbers = NDArray[np.float64]

NEARLY_ONE = 0.9
"""Vehicles that a proof may leave open: a count that can't be one more is the most."""


class Whole:
    """A mixed-integer program asked about one figure after another, as ``optimizer.engines.warm.Warm`` is."""

    def __init__(self, program: Program, least: float, values: Numbers, deadline: float | None, searches: int) -> None:
        """``least``: what a plan must earn to count; ``values``: one that does.

        ``deadline`` is by ``perf_counter``; the time until then is shared out among so many ``searches``.
        """
        size = max(1.0, float(np.abs(program.cost).max(initial=0.0)))
        earns = sp.csr_array(program.cost[np.newaxis] / size)
        floored = program.and_rows(earns, np.array([least / size]), np.array([np.inf]))
        self._program = replace(floored, cost=np.zeros_like(program.cost), start=values)
        self._deadline, self._searches = deadline, searches

    def set_cost(self, columns: NDArray[np.int64], cost: Numbers) -> None:
        """What is looked for next: the most of ``cost``."""
        wanted = self._program.cost.copy()
        wanted[columns] = cost
        self._program = replace(self._program, cost=wanted)

    def solve(self) -> Said:
        """Search; the status is ``OPTIMAL`` where no plan can have more."""
        began, program = time.perf_counter(), self._program
        left = None if self._deadline is None else max(0.01, (self._deadline - began) / max(1, self._searches))
        self._searches -= 1
        figure = 0.0 if program.start is None else abs(float(program.cost @ program.start))
        found = engines.solve(program, Options(time_limit=left, gap=NEARLY_ONE / max(1.0, figure)), "highs")
        return Said(found.status, time.perf_counter() - began, values=found.values)
