"""GLOP, Google's simplex, from arrays through OR-Tools' model builder: large linear programs, with prices."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import answer, remaining
from optimizer.engines.base import Ability, Options, Watch, installed
from optimizer.engines.stopping import stopping
from optimizer.engines.trivial import Said

if TYPE_CHECKING:
    from ortools.linear_solver.python import model_builder_helper

FEASIBILITY = 1e-7
"""For rows, bounds and reduced costs, as for HiGHS (GLOP's own defaults are 1e-8 and 1e-6)."""


class Glop:
    """GLOP through OR-Tools: linear programs only."""

    name = "glop"

    def ability(self) -> Ability:
        """What GLOP can do, and whether OR-Tools is installed."""
        return ortools_ability(self.name, "GLOP", mip=False, duals=True)

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises."""
        return answer(self.name, self.ability().version, _run, program, options, watch)


def ortools_ability(name: str, solver: str, *, lp: bool = True, mip: bool = True, duals: bool = False) -> Ability:
    """What one of OR-Tools' solvers can do, and whether OR-Tools is installed."""
    version = installed("ortools")
    return Ability(
        name,
        solver=solver,
        through="ortools",
        usable=bool(version),
        version=version,
        reason="" if version else "ortools is not installed",
        lp=lp,
        mip=mip,
        duals=duals,
        interrupts=True,
    )


def linear_model(program: Program) -> "model_builder_helper.ModelBuilderHelper":
    """The program in OR-Tools' linear model, in one call and without names; integrality is left to the caller."""
    from ortools.linear_solver.python import model_builder_helper

    model = model_builder_helper.ModelBuilderHelper()
    fill: Callable[..., None] = (
        model.fill_model_from_sparse_data
    )  # its annotations name shapes that numpy has no types for
    fill(
        program.lower,
        program.upper,
        program.cost,
        program.row_lower,
        program.row_upper,
        sp.csr_matrix(program.matrix),  # it takes the matrix class only, not the array class
    )
    model.set_maximize(True)
    return model


def _run(program: Program, options: Options, watch: Watch) -> Said:
    """One solve by GLOP, in its own words translated."""
    from ortools.linear_solver.python import model_builder_helper

    began = time.perf_counter()
    if program.is_mip:
        return Said(Status.ERROR, message="GLOP solves linear programs only: this one has whole columns")
    model = linear_model(program)
    solver = model_builder_helper.ModelSolverHelper("glop")
    solver.set_solver_specific_parameters(
        f"primal_feasibility_tolerance: {FEASIBILITY} dual_feasibility_tolerance: {FEASIBILITY} "
        f"random_seed: {options.seed} num_omp_threads: {options.threads or 1}"
    )
    limit = remaining(options, began)
    if limit is not None:
        solver.set_time_limit_in_seconds(limit)
    with stopping(watch, solver.interrupt_solve):
        solver.solve(model)
    return _translated(solver)


def _translated(solver: "model_builder_helper.ModelSolverHelper") -> Said:
    """What GLOP says, in our words."""
    from ortools.linear_solver.python.model_builder_helper import SolveStatus

    status = solver.status()
    message = f"{status.name} {solver.status_string()}".strip()
    if status == SolveStatus.OPTIMAL:
        values, duals = np.array(solver.variable_values()), np.array(solver.dual_values())
        return Said(Status.OPTIMAL, values, solver.objective_value(), duals, message)
    if status == SolveStatus.FEASIBLE:
        return Said(Status.FEASIBLE, np.array(solver.variable_values()), message=message)
    if status in (SolveStatus.INFEASIBLE, SolveStatus.UNBOUNDED):
        return Said(None, message=message)  # either word also covers "infeasible or unbounded" (glop_proto_solver.cc)
    if status in (SolveStatus.NOT_SOLVED, SolveStatus.CANCELLED_BY_USER):
        return Said(Status.NO_PLAN, message=message)
    return Said(Status.ERROR, message=message)
