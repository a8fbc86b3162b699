"""How a program is handed to HiGHS: its arrays, our tolerances, a start, and ears for progress and interrupts."""

import time
from typing import TYPE_CHECKING

import numpy as np

from models.program import Program
from optimizer.engines.base import Options, Progress, Watch

if TYPE_CHECKING:
    import highspy

FEASIBILITY = 1e-7
"""HiGHS's own default for rows, bounds and reduced costs, stated so that no later default changes our answers."""

INTEGRALITY = 1e-6
"""HiGHS's own default: a switch off by 1e-6 against a capacity of 10,000 units opens a hundredth of a unit."""

REPORT_EVERY = 0.2
"""Seconds between two reports of progress, however often HiGHS calls."""


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
    if options.nodes is not None:
        chosen["mip_max_nodes"] = options.nodes
    if options.nodes is not None or not options.restarts:
        chosen["mip_allow_restart"] = False  # a short search has no time to begin again
    if options.nodes is not None:
        chosen["mip_heuristic_run_feasibility_jump"] = False  # nor for plans from anywhere: it is one of a plan's parts
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
        matrix.indptr.astype(np.int32, copy=False),
        matrix.indices.astype(np.int32, copy=False),
        matrix.data,
        program.integer.astype(np.int32),  # 0 is continuous, 1 is integer in HighsVarType
    )
    if status == highspy.HighsStatus.kError:
        raise ValueError("HiGHS refuses the program")


def start_from(highs: "highspy.Highs", program: Program) -> None:
    """Offers the start; HiGHS completes what it leaves open, and drops it silently if it is no solution."""
    if program.start is None:
        return
    known = np.flatnonzero(np.isfinite(program.start)).astype(np.int32)
    if len(known) == len(program.cost):
        # with a plan in hand, beginning again at the root costs more than it finds: on generated cases half the time
        highs.setOptionValue("mip_allow_restart", False)
    highs.setSolution(len(known), known, program.start[known])


def listen(highs: "highspy.Highs", program: Program, watch: Watch, began: float) -> None:
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
