"""Engines that behave badly, or just so, for the tests of races; a contender's process finds them here."""

import os
import signal
import sys
import time
from dataclasses import dataclass

import numpy as np

from models.solution import Solution, Status
from optimizer.engines.base import Ability


@dataclass(frozen=True)
class Racer:
    """What all of them are called, and that they can do everything."""

    name: str = "racer"

    def ability(self):
        return Ability(self.name, solver=self.name.title(), through="tests", usable=True)


class Crashes(Racer):
    """Is killed at work, as by a system out of memory."""

    def solve(self, program, options, watch):
        os.kill(os.getpid(), signal.SIGKILL)


class Raises(Racer):
    """Breaks its promise never to raise."""

    def solve(self, program, options, watch):
        raise RuntimeError("out of ideas")


class Sleeps(Racer):
    """Never ends, and never heeds."""

    def solve(self, program, options, watch):
        time.sleep(600)


class Claims(Racer):
    """Says of every program that it is infeasible."""

    def solve(self, program, options, watch):
        return Solution(Status.INFEASIBLE, self.name, "1", 0.0)


class Chats(Racer):
    """Prints to standard output and then says which heavy modules it came with."""

    def solve(self, program, options, watch):
        os.write(1, b"noise\n" * 100)
        heavy = {"pandas", "pulp", "rich", "typer", "highspy", "ortools", "multiprocessing"} & set(sys.modules)
        return Solution(Status.ERROR, self.name, "1", 0.0, message=f"came with {sorted(heavy)}")


@dataclass(frozen=True)
class Holds(Racer):
    """Has a plan in hand and a bound, and gives them away when asked to stop, or at once."""

    objective: float = 0.0
    bound: float | None = None
    waits: bool = True

    def solve(self, program, options, watch):
        if self.waits:
            watch.stop.wait(options.time_limit)
        values = np.zeros(len(program.cost))
        stopped = watch.stop.is_set()
        return Solution(
            Status.FEASIBLE, self.name, "1", 0.0, self.objective, self.bound, values=values, interrupted=stopped
        )
