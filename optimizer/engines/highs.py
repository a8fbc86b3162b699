"""HiGHS, through its own arrays: linear and mixed-integer programs, prices, progress, warm starts, interrupts."""

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import answer, remaining
from optimizer.engines.base import Ability, Options, Watch, installed
from optimizer.engines.head_start import InHand
from optimizer.engines.highs_model import listen, pass_program, set_options, start_from
from optimizer.engines.search import searched, searched_on
from optimizer.engines.trivial import Said

if TYPE_CHECKING:
    import highspy

SMALL = 5000
"""Nonzeros up to which a mixed-integer program is solved again without presolve, in some hundredths of a second."""

TINY = 1000
"""Nonzeros up to which a mixed-integer program is solved at once and in one step, without looking for a plan first."""

MOST_NODES = 50
"""Nodes of that second search, tenths of a second: a count, not a time, so that equal programs give equal plans."""


class Highs:
    """HiGHS through highspy (1.12 or 1.13: 1.14.0 calls wrong optima optimal, 1.15 cannot load beside ortools)."""

    name = "highs"

    def __init__(self, linear_method: str = "choose", in_hand: InHand | None = None) -> None:
        """``linear_method`` is in HiGHS's words: choose, simplex, ipm (with crossover). With something
        ``in_hand`` it is not looked for again.
        """
        self.linear_method, self.in_hand = linear_method, in_hand

    def ability(self) -> Ability:
        """What HiGHS can do, and whether it is installed."""
        version = installed("highspy")
        return Ability(
            self.name,
            solver="HiGHS",
            through="highspy",
            usable=bool(version),
            version=version,
            reason="" if version else "highspy is not installed",
            duals=True,
            interrupts=True,
        )

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises. What is not tiny is looked at first from its relaxation, see ``search``."""
        if self.in_hand is not None:
            return searched_on(self.solve_once, program, options, watch, self.in_hand)
        if not program.is_mip or program.matrix.nnz <= TINY:
            return self.solve_once(program, options, watch)
        try:
            return searched(self.solve_once, program, options, watch)
        except Exception as error:  # whatever a solver's library throws, the caller must get an answer
            message = f"{type(error).__name__}: {error}"
            return Solution(Status.ERROR, self.name, self.ability().version, 0.0, message=message)

    def solve_once(self, program: Program, options: Options, watch: Watch) -> Solution:
        """One solve of the whole program by HiGHS; never raises."""
        return answer(self.name, self.ability().version, partial(_run, self.linear_method), program, options, watch)


def _run(linear_method: str, program: Program, options: Options, watch: Watch) -> Said:
    """One solve by HiGHS; of a small mixed-integer program two, the second without presolve.

    The presolve of mixed-integer programs has given wrong optima in every release there is (ERGO-Code/HiGHS #3274, open
    in 1.15: columns it finds to be whole of themselves are rounded within fractional bounds): a plan some per cent
    from the best is called optimal, or none is found. A small program is therefore looked at once more without it,
    unless a long search was needed: what has so many nodes was not decided by presolve.
    """
    began = time.perf_counter()
    said = _solved(program, options, watch, linear_method)
    is_claim = said.status in (Status.OPTIMAL, Status.INFEASIBLE)
    is_short = options.nodes is not None  # a step on the way, whose word nobody takes
    is_small = program.matrix.nnz <= SMALL and said.nodes <= MOST_NODES
    if not program.is_mip or not is_small or not is_claim or is_short or watch.stop.is_set():
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
        start_from(highs, program)
    listen(highs, program, watch, began)
    limit = remaining(options, began)
    if limit is not None:
        highs.setOptionValue("time_limit", limit)
    highs.run()
    return _translated(highs, program)


def _translated(highs: "highspy.Highs", program: Program) -> Said:
    """What HiGHS says, in our words."""
    import highspy

    found, info, kinds = highs.getModelStatus(), highs.getInfo(), highspy.HighsModelStatus
    message = highs.modelStatusToString(found)
    feasible = info.primal_solution_status == highspy.kSolutionStatusFeasible
    if found == kinds.kInfeasible:
        return Said(Status.INFEASIBLE)
    if found == kinds.kUnbounded and not program.is_mip:
        return Said(Status.UNBOUNDED)
    if found in (kinds.kUnbounded, kinds.kUnboundedOrInfeasible):
        return Said(None)  # of a mixed-integer program HiGHS knows only that its relaxation is unbounded
    limits = (
        kinds.kTimeLimit,
        kinds.kInterrupt,
        kinds.kIterationLimit,
        kinds.kSolutionLimit,
        kinds.kMemoryLimit,
        kinds.kObjectiveTarget,
    )
    if found in limits and not feasible:
        return Said(Status.NO_PLAN, message=message)
    if found != kinds.kOptimal and found not in limits:
        return Said(Status.ERROR, message=message)
    solution = highs.getSolution()
    values = np.asarray(solution.col_value, dtype=np.float64)
    optimal = found == kinds.kOptimal
    if program.is_mip:
        status = Status.OPTIMAL if optimal else Status.FEASIBLE
        return Said(status, values, -info.mip_dual_bound, message=message, nodes=int(info.mip_node_count))
    if not optimal:
        return Said(Status.FEASIBLE, values, message=message)
    duals = -np.asarray(solution.row_dual, dtype=np.float64) if solution.dual_valid else None
    return Said(Status.OPTIMAL, values, -info.objective_function_value, duals, message)
