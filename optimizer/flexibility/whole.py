"""All plans with whole vehicles and every switch free, within so much of the plan in hand: each end is a search."""

import time
from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program
from models.solution import Status
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.engines.warm import Said

Numbers = NDArray[np.float64]

GAP = 1e-7
"""Gap of each search: figures are counts, so that their ends are exact to far less than a vehicle."""


class Whole:
    """A mixed-integer program asked about one figure after another, as ``optimizer.engines.warm.Warm`` is."""

    def __init__(self, program: Program, least: float, values: Numbers, deadline: float | None) -> None:
        """``least``: what a plan must earn to count; ``values``: one that does; ``deadline``: by ``perf_counter``."""
        size = max(1.0, float(np.abs(program.cost).max(initial=0.0)))
        earns = sp.csr_array(program.cost[np.newaxis] / size)
        floored = program.and_rows(earns, np.array([least / size]), np.array([np.inf]))
        self._program = replace(floored, cost=np.zeros_like(program.cost), start=values)
        self._deadline = deadline

    def set_cost(self, columns: NDArray[np.int64], cost: Numbers) -> None:
        """What is looked for next: the most of ``cost``."""
        wanted = self._program.cost.copy()
        wanted[columns] = cost
        self._program = replace(self._program, cost=wanted)

    def solve(self) -> Said:
        """Search; values only where nothing can be better."""
        began = time.perf_counter()
        left = None if self._deadline is None else max(0.01, self._deadline - began)
        found = engines.solve(self._program, Options(time_limit=left, gap=GAP), "highs")
        is_proved = found.status is Status.OPTIMAL
        return Said(found.status, time.perf_counter() - began, values=found.values if is_proved else None)
