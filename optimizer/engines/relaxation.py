"""The linear relaxation of a program, kept in HiGHS between solves: within a time limit, till somebody says stop."""

import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from optimizer.engines.answer import SHORTEST
from optimizer.engines.base import Options, Watch
from optimizer.engines.highs_model import listen, set_options
from optimizer.engines.warm import Warm


class Relaxation(Warm):
    """A program without integrality; ``values`` (shape n) and ``objective`` are those of the last successful solve."""

    def __init__(self, program: Program, options: Options, watch: Watch) -> None:
        """Hand the program over; ``options.time_limit`` counts from here, for all solves together."""
        super().__init__(program)
        began = time.perf_counter()
        self._ends = None if options.time_limit is None else began + options.time_limit
        set_options(self.engine, replace(options, target=None, nodes=None))
        listen(self.engine, program.relaxed(), Watch(stop=watch.stop), began)
        self.values: NDArray[np.float64] = np.zeros(len(program.cost))
        self.objective = -np.inf

    def end_within(self, seconds: float) -> None:
        """Solve no longer than that from now on, all solves together."""
        ends = time.perf_counter() + seconds
        self._ends = ends if self._ends is None else min(self._ends, ends)

    def is_solved(self) -> bool:
        """Solve; whether it was solved to the end: else there is no solution, or no time, or somebody asked to stop."""
        if self._ends is not None:
            left = max(SHORTEST, self._ends - time.perf_counter())
            self.engine.setOptionValue("time_limit", self.engine.getRunTime() + left)  # it counts from its first run
        said = self.solve()
        if said.values is None or said.objective is None:
            return False
        self.values, self.objective = said.values, said.objective
        return True
