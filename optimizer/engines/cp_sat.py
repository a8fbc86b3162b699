"""CP-SAT through OR-Tools: programs of whole, bounded columns; what is not whole it puts on a grid."""

import time
from dataclasses import replace

import numpy as np

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import answer, remaining
from optimizer.engines.base import Ability, Options, Watch
from optimizer.engines.glop import Glop, ortools_ability
from optimizer.engines.implied import implied_bounds
from optimizer.engines.trivial import Said

GRID = 1000
"""Steps per unit that a column that need not be whole may take: thousandths of an hour or of a unit."""

LARGEST = 1e9
"""The widest bound handed on: with ``GRID`` steps and the sums of a row it stays within 64-bit whole numbers."""

LARGEST_SEED = 2**31 - 1


class CpSat:
    """CP-SAT through OR-Tools: its word counts only where every column is whole.

    It reckons in whole numbers: every column needs a finite bound (implied ones are found for it), and one that need
    not be whole moves in steps of ``1 / GRID``. With such columns its solutions hold, but neither its bound nor its
    "optimal" or "infeasible" do: the bound is then that of the linear relaxation, from GLOP.
    """

    name = "cp-sat"

    def ability(self) -> Ability:
        """What CP-SAT can do, and whether OR-Tools is installed."""
        return ortools_ability(self.name, "CP-SAT", lp=False)

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises."""
        return answer(self.name, self.ability().version, _run, program, options, watch)


def _run(program: Program, options: Options, watch: Watch) -> Said:
    """One solve by CP-SAT, or its refusal."""
    began = time.perf_counter()
    if not program.is_mip:
        return Said(Status.ERROR, message="CP-SAT decides whole numbers: this program has none")
    lower, upper = implied_bounds(program)
    unbounded = int((np.maximum(np.abs(lower), np.abs(upper)) > LARGEST).sum())
    if unbounded:
        message = f"CP-SAT needs every column bounded by {LARGEST:.0e}: {unbounded} of {len(lower)} are not"
        return Said(Status.ERROR, message=message)
    bounded = replace(program, lower=lower, upper=upper)
    if program.integer.all():
        return _search(bounded, options, watch)
    relaxation = Glop().solve(replace(program.relaxed(), start=None), options, Watch(stop=watch.stop))
    if relaxation.status is Status.INFEASIBLE:
        return Said(Status.INFEASIBLE)
    return _on_grid(bounded, replace(options, time_limit=remaining(options, began)), watch, relaxation.bound)


def _search(program: Program, options: Options, watch: Watch) -> Said:
    """What CP-SAT says of a program whose columns are all bounded."""
    from ortools.math_opt import parameters_pb2

    from optimizer.engines import mathopt

    parameters = parameters_pb2.SolveParametersProto(random_seed=options.seed % LARGEST_SEED)
    parameters.cp_sat.catch_sigint_signal = False  # the interrupt is the caller's to handle
    parameters.cp_sat.mip_var_scaling = GRID
    parameters.cp_sat.mip_max_bound = LARGEST * GRID
    return mathopt.run(program, options, watch, parameters, parameters_pb2.SOLVER_TYPE_CP_SAT)


def _on_grid(program: Program, options: Options, watch: Watch, bound: float | None) -> Said:
    """What holds of CP-SAT's word where some columns are on a grid: its solution, under the relaxation's ``bound``."""
    nothing = Said(Status.NO_PLAN, message=f"no solution in steps of 1/{GRID}: that does not prove there is none")
    try:
        said = _search(program, options, watch)
    except Exception as error:
        if "MODEL_INVALID" in str(error):  # a row that no point of the grid obeys is to CP-SAT a fault of the model
            return nothing
        raise
    if said.status in (Status.INFEASIBLE, None):
        return nothing
    return replace(said, bound=bound)
