"""PDLP, Google's first-order method, through OR-Tools: huge linear programs, to a tolerance."""

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import answer
from optimizer.engines.base import Ability, Options, Watch
from optimizer.engines.glop import ortools_ability
from optimizer.engines.trivial import Said

TOLERANCE = 1e-8
"""Relative and absolute, for rows, reduced costs and gap. Ten times as much is up to nine times as fast, but its prices
then no longer tell a column at its bound from one that is not (at 1e-6)."""


class Pdlp:
    """PDLP through OR-Tools: linear programs only; answers are as exact as ``TOLERANCE``, not vertices."""

    name = "pdlp"

    def ability(self) -> Ability:
        """What PDLP can do, and whether OR-Tools is installed."""
        return ortools_ability(self.name, "PDLP", mip=False, duals=True)

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises."""
        return answer(self.name, self.ability().version, _run, program, options, watch)


def _run(program: Program, options: Options, watch: Watch) -> Said:
    """One solve by PDLP."""
    from ortools.math_opt import parameters_pb2

    from optimizer.engines import mathopt

    if program.is_mip:
        return Said(Status.ERROR, message="PDLP solves linear programs only: this one has whole columns")
    parameters = parameters_pb2.SolveParametersProto()
    criteria = parameters.pdlp.termination_criteria.simple_optimality_criteria
    criteria.eps_optimal_absolute = TOLERANCE
    criteria.eps_optimal_relative = TOLERANCE
    return mathopt.run(program, options, watch, parameters, parameters_pb2.SOLVER_TYPE_PDLP)
