"""HiGHS, through its own arrays: linear and mixed-integer programs, prices, progress, warm starts, interrupts."""

import time
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import answer, remaining
from optimizer.engines.base import Ability, Options, Progress, Watch
from optimizer.engines.trivial import Said
from optimizer.engines.two_steps import in_two_steps

if TYPE_CHECKING:
    import highspy

FEASIBILITY = 1e-7
"""HiGHS's own default for rows, bounds and reduced costs, stated so that no later default changes our answers."""

INTEGRALITY = 1e-6
"""HiGHS's own default: a switch off by 1e-6 against a capacity of 10,000 units opens a hundredth of a unit."""

SMALL = 5000
"""Nonzeros up to which a mixed-integer program is solved again without presolve, in some hundredths of a second."""

MOST_NODES = 5000
"""Nodes of that second search: a count, not a time, so that equal programs give equal plans."""

REPORT_EVERY = 0.2
"""Seconds between two reports of progress, however often HiGHS calls."""


class Highs:
    """HiGHS through highspy (1.12 or 1.13: 1.14.0 calls wrong optima optimal, 1.15 cannot load beside ortools)."""

    name = "highs"

    def __init__(self, linear_method: str = "choose") -> None:
        self.linear_method = linear_method  # in HiGHS's words: choose, simplex, ipm (with crossover)

    def ability(self) -> Ability:
        """What HiGHS can do, and whether it is installed."""
        usable = find_spec("highspy") is not None
        return Ability(
            self.name,
            solver="HiGHS",
            through="highspy",
            usable=usable,
            version=version("highspy") if usable else "",
            reason="" if usable else "highspy is not installed",
            duals=True,
            interrupts=True,
        )

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises."""
        return in_two_steps(self._solve, program, options, watch)

    def _solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        return answer(self.name, self.ability().version, partial(_run, self.linear_method), program, options, watch)


def _run(linear_method: str, program: Program, options: Options, watch: Watch) -> Said:
    """One solve by HiGHS; of a small mixed-integer program two, the second without presolve.

    The presolve of mixed-integer programs has given wrong optima in every release there is (ERGO-Code/HiGHS #3274, open
    in 1.15: columns it finds to be whole of themselves are rounded within fractional bounds): a plan some per cent
    from the best is called optimal, or none is found. A small program is therefore looked at once more without it.
    """
    began = time.perf_counter()
    said = _solved(program, options, watch, linear_method)
    is_claim = said.status in (Status.OPTIMAL, Status.INFEASIBLE)
    if not program.is_mip or program.matrix.nnz > SMALL or not is_claim or watch.stop.is_set():
        return said
    left = replace(options, time_limit=remaining(options, began))
    again = _solved(replace(program, start=said.values), left, Watch(stop=watch.stop), presolve=False)
    if again.values is None:
        return said
    if said.values is None:
        return again
    gain = float(program.cost @ again.values) - float(program.cost @ said.values)
    return again if gain > 1e-9 * max(1.0, float(np.abs(program.cost) @ np.abs(said.values))) else said


def _solved(
    program: Program, options: Options, watch: Watch, linear_method: str = "choose", *, presolve: bool = True
) -> Said:
    """What HiGHS says of a program, translated."""
    import highspy

    began = time.perf_counter()
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    set_options(highs, options)
    if not presolve:
        highs.setOptionValue("presolve", "off")
        highs.setOptionValue("mip_max_nodes", MOST_NODES)
    pass_program(highs, program)
    if not program.is_mip:  # of a mixed-integer program HiGHS would solve the relaxation alone
        highs.setOptionValue("solver", linear_method)
    if program.is_mip and program.start is not None:
        _start_from(highs, program)
    _listen(highs, program, watch, began)
    limit = remaining(options, began)
    if limit is not None:
        highs.setOptionValue("time_limit", limit)
    highs.run()
    return _translated(highs, program)


def set_options(highs: "highspy.Highs", options: Options) -> None:
    """Silence, tolerances, gap, threads, seed."""
    import highspy

    chosen: dict[str, bool | int | float] = {
        "output_flag": False,
        "primal_feasibility_tolerance": FEASIBILITY,
        "dual_feasibility_tolerance": FEASIBILITY,
        "mip_feasibility_tolerance": INTEGRALITY,
        "mip_rel_gap": options.gap,
        "mip_abs_gap": 0.0,  # the gap asked for is relative: an absolute one would end small-money searches early
        "random_seed": options.seed,
    }
    if options.target is not None:
        chosen["objective_target"] = -options.target
    if options.threads is not None:
        chosen["threads"] = options.threads
        # HiGHS keeps one pool of threads for the process and refuses another number until it is put away
        highspy.Highs.resetGlobalScheduler(True)
    for name, value in chosen.items():
        if highs.setOptionValue(name, value) == highspy.HighsStatus.kError:
            raise ValueError(f"HiGHS refuses {name} = {value}")


def pass_program(highs: "highspy.Highs", program: Program) -> None:
    """Hands the arrays over, as a minimisation of the negated cost."""
    import highspy

    matrix = program.matrix
    status = highs.passModel(
        len(program.cost),
        len(program.row_lower),
        matrix.nnz,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        -program.cost,
        program.lower,
        program.upper,
        program.row_lower,
        program.row_upper,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data,
        program.integer.astype(np.int32),  # 0 is continuous, 1 is integer in HighsVarType
    )
    if status == highspy.HighsStatus.kError:
        raise ValueError("HiGHS refuses the program")


def _start_from(highs: "highspy.Highs", program: Program) -> None:
    """Offers the start; HiGHS completes what it leaves open, and drops it silently if it is no solution."""
    if program.start is None:
        return
    known = np.flatnonzero(np.isfinite(program.start)).astype(np.int32)
    highs.setSolution(len(known), known, program.start[known])


def _listen(highs: "highspy.Highs", program: Program, watch: Watch, began: float) -> None:
    """Lets HiGHS report progress and stop when asked; it calls without the interpreter's lock held elsewhere."""
    from highspy import cb

    last = [began]

    def heard(
        kind: object, _message: str, out: "cb.HighsCallbackOutput", into: "cb.HighsCallbackInput", _data: object
    ) -> None:
        if into is not None and watch.stop.is_set():
            into.user_interrupt = True
        now = time.perf_counter()
        if watch.report is None or now - last[0] < REPORT_EVERY:
            return
        last[0] = now
        if program.is_mip:
            objective, bound = _finite(-out.mip_primal_bound), _finite(-out.mip_dual_bound)
            watch.report(Progress("highs", now - began, objective, bound, "search"))
        else:
            iterations = max(out.simplex_iteration_count, out.ipm_iteration_count)
            phase = "simplex" if kind == cb.HighsCallbackType.kCallbackSimplexInterrupt else "interior point"
            watch.report(Progress("highs", now - began, phase=f"{phase}, {iterations} iterations"))

    highs.setCallback(heard, None)
    kinds = cb.HighsCallbackType
    for kind in (kinds.kCallbackSimplexInterrupt, kinds.kCallbackIpmInterrupt, kinds.kCallbackMipInterrupt):
        highs.startCallback(kind)


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _translated(highs: "highspy.Highs", program: Program) -> Said:
    """What HiGHS says, in our words."""
    import highspy

    status, info, kinds = highs.getModelStatus(), highs.getInfo(), highspy.HighsModelStatus
    message = highs.modelStatusToString(status)
    feasible = info.primal_solution_status == highspy.kSolutionStatusFeasible
    if status == kinds.kInfeasible:
        return Said(Status.INFEASIBLE)
    if status == kinds.kUnbounded and not program.is_mip:
        return Said(Status.UNBOUNDED)
    if status in (kinds.kUnbounded, kinds.kUnboundedOrInfeasible):
        return Said(None)  # of a mixed-integer program HiGHS knows only that its relaxation is unbounded
    limits = (
        kinds.kTimeLimit,
        kinds.kInterrupt,
        kinds.kIterationLimit,
        kinds.kSolutionLimit,
        kinds.kMemoryLimit,
        kinds.kObjectiveTarget,
    )
    if status in limits and not feasible:
        return Said(Status.NO_PLAN, message=message)
    if status != kinds.kOptimal and status not in limits:
        return Said(Status.ERROR, message=message)
    solution = highs.getSolution()
    values = np.asarray(solution.col_value, dtype=np.float64)
    optimal = status == kinds.kOptimal
    if program.is_mip:
        return Said(Status.OPTIMAL if optimal else Status.FEASIBLE, values, -info.mip_dual_bound, message=message)
    if not optimal:
        return Said(Status.FEASIBLE, values, message=message)
    duals = -np.asarray(solution.row_dual, dtype=np.float64) if solution.dual_valid else None
    return Said(Status.OPTIMAL, values, -info.objective_function_value, duals, message)
