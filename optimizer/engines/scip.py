"""SCIP through OR-Tools' linear solver: mixed-integer programs with a second, independent bound."""

import time
from typing import TYPE_CHECKING

import numpy as np

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import answer, remaining
from optimizer.engines.base import Ability, Options, Watch
from optimizer.engines.glop import linear_model, ortools_ability
from optimizer.engines.stopping import stopping
from optimizer.engines.trivial import Said

if TYPE_CHECKING:
    from ortools.linear_solver import linear_solver_pb2

LARGEST_SEED = 2**31 - 1


class Scip:
    """SCIP through pywraplp: of OR-Tools' doors to SCIP the only one that stops when asked and stays silent.

    (The model builder cannot interrupt SCIP; MathOpt can, but each solve then prints two errors of its event handler.)
    """

    name = "scip"

    def ability(self) -> Ability:
        """What SCIP can do, and whether OR-Tools is installed."""
        return ortools_ability(self.name, "SCIP")

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises."""
        return answer(self.name, self.ability().version, _run, program, options, watch)


def _run(program: Program, options: Options, watch: Watch) -> Said:
    """One solve by SCIP, in its own words translated."""
    from ortools.linear_solver import linear_solver_pb2, pywraplp

    began = time.perf_counter()
    solver = pywraplp.Solver.CreateSolver("SCIP")  # type: ignore[no-untyped-call]
    if solver is None:
        raise RuntimeError("this OR-Tools comes without SCIP")
    fault = solver.LoadModelFromProto(_message(program))
    if fault:
        raise ValueError(f"SCIP refuses the program: {fault}")
    solver.SetSolverSpecificParametersAsString(
        "misc/catchctrlc = FALSE\n"  # the interrupt is the caller's to handle, not SCIP's
        f"randomization/randomseedshift = {options.seed % LARGEST_SEED}\n"
    )
    if options.threads is not None:
        solver.SetNumThreads(options.threads)
    limit = remaining(options, began)
    if limit is not None:
        solver.SetTimeLimit(max(1, round(limit * 1000)))
    parameters = pywraplp.MPSolverParameters()
    parameters.SetDoubleParam(parameters.RELATIVE_MIP_GAP, options.gap)  # type: ignore[no-untyped-call]
    with stopping(watch, solver.InterruptSolve):
        status = solver.Solve(parameters)
    response = linear_solver_pb2.MPSolutionResponse()
    solver.FillSolutionResponseProto(response)
    return _translated(status, response)


def _message(program: Program) -> "linear_solver_pb2.MPModelProto":
    """The program as OR-Tools' linear model message, with integrality and the start (it may leave columns open)."""
    from ortools.linear_solver.python import model_builder_helper

    model = linear_model(program)
    for column in np.flatnonzero(program.integer).tolist():
        model.set_var_integrality(column, True)
    message: linear_solver_pb2.MPModelProto
    message = model_builder_helper.to_mpmodel_proto(model)  # type: ignore[no-untyped-call]
    if program.is_mip and program.start is not None:
        known = np.flatnonzero(np.isfinite(program.start))
        message.solution_hint.var_index.extend(known.tolist())
        message.solution_hint.var_value.extend(program.start[known].tolist())
    return message


def _translated(status: int, response: "linear_solver_pb2.MPSolutionResponse") -> Said:
    """What SCIP says, in our words."""
    from ortools.linear_solver import pywraplp

    values, bound = np.asarray(response.variable_value, dtype=np.float64), response.best_objective_bound
    match status:
        case pywraplp.Solver.OPTIMAL:
            return Said(Status.OPTIMAL, values, bound)
        case pywraplp.Solver.FEASIBLE:
            return Said(Status.FEASIBLE, values, bound)
        case pywraplp.Solver.INFEASIBLE | pywraplp.Solver.UNBOUNDED:
            return Said(None)  # the first also covers "infeasible or unbounded", the second a relaxation's
        case pywraplp.Solver.NOT_SOLVED:
            return Said(Status.NO_PLAN, message="SCIP stopped with nothing in hand")
        case _:
            return Said(Status.ERROR, message=f"SCIP ended with status {status}")
