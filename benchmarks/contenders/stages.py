"""Ours, stage by stage: read and check, build, hand over, solve, as ``optimizer solve`` does them.

python -m benchmarks.contenders.stages CASE ANSWER GAP
"""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import highspy
from ortools.linear_solver.python import model_builder_helper

from benchmarks.answer import TO_HIGHS, Answer
from models.allocation import formulate
from models.case import Case
from models.program import Program
from optimizer import engines
from optimizer.engines import clp, highs, plain, race
from optimizer.engines.base import Options
from optimizer.read import read_case

LOADED = (highs, plain, race)
"""What engines load when they are first asked: loading counts for none of the stages."""

SOLVERS = ((highspy.Highs, "run"), (model_builder_helper.ModelSolverHelper, "solve"), (clp, "_heard"))
"""Where an engine leaves Python for its solver."""

OWN_CLOCK = re.compile(rb"^Optimal objective .* time ([\d.]+)", re.MULTILINE)
"""Where CLP's log says how long it took: reading the program's text is handing over."""

SHORTEST = 0.01
"""Seconds that a solver gets when only the way to it is measured."""


class Counter:
    """Seconds that solvers were at work, by the clock and of the processor, whatever engine called them."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0
        self.elsewhere = 0.0
        """Of ``cpu``, what was spent in a process of the solver's own."""

    def counting(self, work: Callable[..., object]) -> Callable[..., object]:
        """The same work, its time counted."""

        def counted(*arguments: object) -> object:
            wall, cpu = time.perf_counter(), time.process_time()
            done = work(*arguments)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            if isinstance(done, bytes) and (own := OWN_CLOCK.search(done)):
                wall = cpu = float(own[1])
                self.elsewhere += cpu
            self.wall, self.cpu = self.wall + wall, self.cpu + cpu
            return done

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


def handed_over(program: Program, engine: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor on the way from the program to an engine's solver and back."""
    once, solver = Answer(), Counter()
    with once.stage("solve"), solver.watching():
        engines.solve(program, Options(time_limit=SHORTEST), engine)
    return max(0.0, once.wall["solve"] - solver.wall), max(0.0, once.cpu["solve"] - solver.cpu)


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
        answer.add("hand_over", 0.0, 0.0)
    elif solver.wall:
        here = solver.cpu - solver.elsewhere
        answer.add("hand_over", answer.wall["solve"] - solver.wall, answer.cpu["solve"] - here)
        answer.wall["solve"], answer.cpu["solve"] = solver.wall, solver.cpu
    else:  # an engine in a process of its own is not seen: the winner is handed the program once more
        answer.add("hand_over", *handed_over(program, solution.engine))
    if not program.is_mip:
        answer.add(TO_HIGHS, *handed_over(program, "highs"))
    answer.status, answer.objective = solution.status.value, solution.objective
    answer.engine, answer.variables = solution.engine, len(program.cost)
    answer.deliver(answer_in)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
