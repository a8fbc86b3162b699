"""What ``auto`` means: which engine takes a program."""

from models.program import Program
from models.solution import Solution
from optimizer.engines.base import Options, Watch

AUTO = "auto"


def chosen(program: Program, options: Options, watch: Watch) -> Solution:
    """Solves with the engine that suits the program: HiGHS, which does everything and proves what it says."""
    from optimizer.engines.highs import Highs

    return Highs().solve(program, options, watch)
