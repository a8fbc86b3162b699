"""Ours, stage by stage: read and check, build, hand over, solve, as ``optimizer solve`` does them.

python -m benchmarks.contenders.stages CASE ANSWER GAP
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import highspy
from ortools.linear_solver.python import model_builder_helper

from benchmarks.answer import Answer
from models.allocation import formulate
from models.case import Case
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.read import read_case

SOLVERS = ((highspy.Highs, "run"), (model_builder_helper.ModelSolverHelper, "solve"))
"""Where an engine leaves Python for its solver."""

SHORTEST = 0.01
"""Seconds that a solver gets when only the way to it is measured."""


class Counter:
    """Seconds that solvers were at work, by the clock and of the processor, whatever engine called them."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def counting(self, work: Callable[..., object]) -> Callable[..., object]:
        """The same work, its time counted."""

        def counted(*arguments: object) -> object:
            wall, cpu = time.perf_counter(), time.process_time()
            try:
                return work(*arguments)
            finally:
                self.wall += time.perf_counter() - wall
                self.cpu += time.process_time() - cpu

        return counted

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count every call of a solver meanwhile."""
        originals = [getattr(kind, name) for kind, name in SOLVERS]
        for (kind, name), work in zip(SOLVERS, originals, strict=True):
            setattr(kind, name, self.counting(work))
        try:
            yield
        finally:
            for (kind, name), work in zip(SOLVERS, originals, strict=True):
                setattr(kind, name, work)


def main(folder: Path, answer_in: Path, gap: float) -> None:
    """Read, build, solve; what ``engines.solve`` spends outside its solver is handing over, there and back."""
    answer, solver = Answer(), Counter()
    with answer.stage("read"):
        case = read_case(folder)
    with answer.stage("build"):
        program = formulate(Case(case.tables)).program
    with answer.stage("solve"), solver.watching():
        solution = engines.solve(program, Options(gap=gap))
    if program.is_mip:  # a search hands over many programs, small ones and the whole: that is part of it
        outside = 0.0, 0.0
    elif solver.wall:
        outside = answer.wall["solve"] - solver.wall, answer.cpu["solve"] - solver.cpu
        answer.wall["solve"], answer.cpu["solve"] = solver.wall, solver.cpu
    else:  # engines that race in processes of their own are not seen: the winner is handed the program once more
        again = Answer()
        with again.stage("solve"), solver.watching():
            engines.solve(program, Options(gap=gap, time_limit=SHORTEST), solution.engine)
        outside = again.wall["solve"] - solver.wall, again.cpu["solve"] - solver.cpu
    answer.add("hand_over", *(max(0.0, seconds) for seconds in outside))
    answer.status, answer.objective = solution.status.value, solution.objective
    answer.engine, answer.variables = solution.engine, len(program.cost)
    answer.deliver(answer_in)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
