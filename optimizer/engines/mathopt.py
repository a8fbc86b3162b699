"""CP-SAT and PDLP through OR-Tools' MathOpt, from arrays: its messages filled at once, its Python layer left out."""

import time
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Status
from optimizer.engines.answer import remaining
from optimizer.engines.base import Options, Watch
from optimizer.engines.stopping import stopping
from optimizer.engines.trivial import Said

if TYPE_CHECKING:
    from ortools.math_opt import model_parameters_pb2, model_pb2, parameters_pb2, result_pb2
    from ortools.math_opt.sparse_containers_pb2 import SparseDoubleVectorProto as SparseVector


def run(
    program: Program, options: Options, watch: Watch, parameters: "parameters_pb2.SolveParametersProto", solver: int
) -> Said:
    """One solve by the solver of that number (``SOLVER_TYPE_…``); gap, time limit and threads are added here."""
    from ortools.math_opt import callback_pb2, parameters_pb2
    from ortools.math_opt.core.python import solver as core
    from ortools.util.python.solve_interrupter import SolveInterrupter

    began = time.perf_counter()
    model = _message(program)
    limit = remaining(options, began)
    if limit is not None:
        parameters.time_limit.FromNanoseconds(int(limit * 1e9))
    if options.threads is not None:
        parameters.threads = options.threads
    if program.is_mip:
        parameters.relative_gap_tolerance = options.gap
        parameters.absolute_gap_tolerance = 0.0  # only the relative gap is asked for
    interrupter = SolveInterrupter()
    with stopping(watch, interrupter.interrupt):
        result = core.solve(  # type: ignore[no-untyped-call]
            model,
            solver,
            parameters_pb2.SolverInitializerProto(),
            parameters,
            _start(program),
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            interrupter.pybind_interrupter,
        )
    return _translated(result, program)


def _message(program: Program) -> "model_pb2.ModelProto":
    """The program as MathOpt's message; ids are column and row numbers."""
    from ortools.math_opt import model_pb2

    matrix = program.matrix
    columns, rows = len(program.cost), len(program.row_lower)
    message = model_pb2.ModelProto()
    message.variables.ids.extend(range(columns))
    message.variables.lower_bounds.extend(program.lower.tolist())
    message.variables.upper_bounds.extend(program.upper.tolist())
    message.variables.integers.extend(program.integer.tolist())
    message.linear_constraints.ids.extend(range(rows))
    message.linear_constraints.lower_bounds.extend(program.row_lower.tolist())
    message.linear_constraints.upper_bounds.extend(program.row_upper.tolist())
    message.objective.maximize = True
    message.objective.linear_coefficients.ids.extend(range(columns))
    message.objective.linear_coefficients.values.extend(program.cost.tolist())
    entries = message.linear_constraint_matrix
    entries.row_ids.extend(np.repeat(np.arange(rows), np.diff(matrix.indptr)).tolist())
    entries.column_ids.extend(matrix.indices.tolist())
    entries.coefficients.extend(matrix.data.tolist())
    return message


def _start(program: Program) -> "model_parameters_pb2.ModelSolveParametersProto":
    """The start as a hint (it may leave columns open)."""
    from ortools.math_opt import model_parameters_pb2

    message = model_parameters_pb2.ModelSolveParametersProto()
    if program.is_mip and program.start is not None:
        known = np.flatnonzero(np.isfinite(program.start))
        hint = message.solution_hints.add()
        hint.variable_values.ids.extend(known.tolist())
        hint.variable_values.values.extend(program.start[known].tolist())
    return message


def _translated(result: "result_pb2.SolveResultProto", program: Program) -> Said:
    """What MathOpt says, in our words."""
    from ortools.math_opt import result_pb2

    ended = result.termination
    message = f"{result_pb2.TerminationReasonProto.Name(ended.reason)} {ended.detail}".strip()
    bound = ended.objective_bounds.dual_bound
    match ended.reason:
        case result_pb2.TERMINATION_REASON_OPTIMAL:
            values, duals = _values(result, program), _duals(result, program)
            return Said(Status.OPTIMAL, values, bound, duals, message)
        case result_pb2.TERMINATION_REASON_FEASIBLE:
            return Said(Status.FEASIBLE, _values(result, program), bound, message=message)
        case result_pb2.TERMINATION_REASON_INFEASIBLE:
            return Said(Status.INFEASIBLE, message=message)
        case result_pb2.TERMINATION_REASON_UNBOUNDED | result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED:
            return Said(None, message=message)
        case result_pb2.TERMINATION_REASON_NO_SOLUTION_FOUND:
            return Said(Status.NO_PLAN, message=message)
        case _:
            return Said(Status.ERROR, message=message)


def _values(result: "result_pb2.SolveResultProto", program: Program) -> NDArray[np.float64] | None:
    """The best solution's values (shape n), or none."""
    if not result.solutions or not result.solutions[0].HasField("primal_solution"):
        return None
    return _spread(result.solutions[0].primal_solution.variable_values, len(program.cost))


def _duals(result: "result_pb2.SolveResultProto", program: Program) -> NDArray[np.float64] | None:
    """The duals of the best solution (shape m), or none."""
    if program.is_mip or not result.solutions or not result.solutions[0].HasField("dual_solution"):
        return None
    return _spread(result.solutions[0].dual_solution.dual_values, len(program.row_lower))


def _spread(sparse: "SparseVector", size: int) -> NDArray[np.float64]:
    """A sparse message (ids, values) as an array of ``size``, zero elsewhere."""
    dense = np.zeros(size)
    dense[np.asarray(sparse.ids, dtype=np.int64)] = np.asarray(sparse.values)
    return dense
