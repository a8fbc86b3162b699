"""A linear program solved, and the engine kept as it stands then: for what else is to be asked of that optimum."""

from dataclasses import dataclass

from models.program import Program
from models.solution import Solution
from optimizer.engines import trivial
from optimizer.engines.answer import answer
from optimizer.engines.base import Options, Watch
from optimizer.engines.highs import Highs
from optimizer.engines.warm import Said, Warm


@dataclass(frozen=True)
class Held:
    """An engine at the optimum of its program, and what it said of it."""

    warm: Warm
    said: Said

    @classmethod
    def at_optimum(cls, program: Program, time_limit: float | None = None) -> "Held":
        """Solve a linear program as it stands."""
        warm = Warm(program, time_limit)
        return cls(warm, warm.solve())


def solved_and_held(program: Program, options: Options) -> tuple[Solution, Held | None]:
    """The optimum of a linear program by HiGHS, checked like any engine's word, and the engine at it; never raises.

    No engine is given back where none was needed, or where it was handed the program in other numbers
    (``optimizer.engines.scaling``).
    """
    held: list[Held] = []

    def run(handed: Program, options: Options, _: Watch) -> trivial.Said:
        found = Held.at_optimum(handed, options.time_limit)
        if handed is program:
            held.append(found)
        said = found.said
        return trivial.Said(said.status, said.values, said.objective, said.duals)

    solution = answer(Highs.name, Highs().ability().version, run, program, options, Watch())
    return solution, held[0] if held else None
