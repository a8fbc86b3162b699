"""CBC, and the commercial solvers that a user brings, by name through PuLP."""

# mypy: disable-error-code="no-untyped-call"

import inspect
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import answer, remaining
from optimizer.engines.base import Ability, Options, Watch, installed
from optimizer.engines.trivial import Said

if TYPE_CHECKING:
    from optimizer.engines.pulp_model import PulpModel

OWN_GAP = 1e-4
"""The gap that every one of these solvers stops at when it can't be told another."""

LAST_DIGIT = 5e-4
"""CBC prints its bound with three decimals: half of the last one may be missing."""


@dataclass(frozen=True)
class ThroughPulp:
    """One solver behind PuLP: its name for planners, for its makers, for PuLP, and how to see that it is there."""

    name: str
    solver: str
    pulp_name: str
    module: str
    """The Python module it comes with, or nothing where PuLP bundles it."""
    program: str = ""
    """Its program on the search path, with which PuLP can do without the module."""
    pulp_program_name: str = ""

    def ability(self) -> Ability:
        """What it can do, and whether it is there; a licence shows only in a solve."""
        if not installed("pulp"):
            return Ability(self.name, self.solver, "pulp", usable=False, reason="pulp is not installed", bounds=False)
        there = not self.module or find_spec(self.module) is not None or self._by_program()
        return Ability(
            self.name,
            self.solver,
            through="pulp",
            usable=there,
            version=installed("pulp") if there else "",
            reason="" if there else f"{self.solver} is not installed: bring your own, with its licence",
            duals=not self.module,
            bounds=not self.module,
        )

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises. It cannot be interrupted."""
        return answer(self.name, self.ability().version, partial(_run, self), program, options, watch)

    def _by_program(self) -> bool:
        return bool(self.program) and shutil.which(self.program) is not None

    def pulp_solver(self) -> Any:  # noqa: ANN401 (PuLP has no common type for its solvers' constructors)
        """PuLP's class for it."""
        import pulp

        by_module = not self.module or find_spec(self.module) is not None
        return getattr(pulp, self.pulp_name if by_module else self.pulp_program_name)


THROUGH_PULP = (
    ThroughPulp("cbc", "CBC", "PULP_CBC_CMD", ""),
    ThroughPulp("gurobi", "Gurobi", "GUROBI", "gurobipy", "gurobi_cl", "GUROBI_CMD"),
    ThroughPulp("cplex", "CPLEX", "CPLEX_PY", "cplex", "cplex", "CPLEX_CMD"),
    ThroughPulp("xpress", "Xpress", "XPRESS_PY", "xpress", "optimizer-xpress", "XPRESS"),
    ThroughPulp("copt", "COPT", "COPT", "coptpy", "copt_cmd", "COPT_CMD"),
    ThroughPulp("mosek", "MOSEK", "MOSEK", "mosek"),
)


def _run(engine: ThroughPulp, program: Program, options: Options, watch: Watch) -> Said:
    """One solve through PuLP, in its words translated."""
    from optimizer.engines.pulp_model import pulp_model

    began = time.perf_counter()
    model = pulp_model(program)
    if watch.stop.is_set():
        return Said(Status.NO_PLAN, message="stopped before the solve began")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.txt"
        solver = _solver(engine, program, options, remaining(options, began), log)
        solver.tmpDir = folder
        model.problem.solve(solver)
        text = log.read_text(errors="replace") if log.exists() else ""
    return _translated(engine, model, program, options, text)


def _solver(engine: ThroughPulp, program: Program, options: Options, limit: float | None, log: Path) -> Any:  # noqa: ANN401
    """PuLP's solver, told of limit, gap, threads, start and seed as far as it can be."""
    make = engine.pulp_solver()
    wished: dict[str, object] = {"msg": False, "timeLimit": limit, "gapRel": options.gap, "threads": options.threads}
    if program.start is not None and program.is_mip:
        wished["warmStart"] = True
    if engine.name == "cbc":
        wished |= {"logPath": str(log), "options": [f"randomSeed {options.seed}", f"randomCbcSeed {options.seed}"]}
    known = inspect.signature(make.__init__).parameters
    return make(**{name: value for name, value in wished.items() if name in known and value is not None})


def _translated(engine: ThroughPulp, model: "PulpModel", program: Program, options: Options, log: str) -> Said:
    """What PuLP says, in our words: ``sol_status``, since ``status`` says optimal at a time limit too."""
    from pulp import constants

    problem = model.problem
    if constants.LpStatusInfeasible == problem.status or problem.status == constants.LpStatusUnbounded:
        return Said(None)  # none of them tells the two apart through PuLP
    message = f"{engine.solver}: {constants.LpStatus.get(problem.status, problem.status)}"
    stopped = problem.sol_status == constants.LpSolutionIntegerFeasible
    if stopped and not program.is_mip:
        return Said(Status.NO_PLAN, message=message)  # CBC hands out the simplex's last basis, feasible or not
    if stopped:
        return Said(Status.FEASIBLE, model.values(), _printed_bound(log), message=message)
    if problem.sol_status == constants.LpSolutionOptimal:
        values = model.values()
        objective = float(program.cost @ values)
        bound = _printed_bound(log) if engine.name == "cbc" else _vouched(objective, options, engine, program)
        bound = objective if bound is None else max(bound, objective)  # CBC prints none where it searched to the end
        duals = model.duals() if engine.name == "cbc" and not program.is_mip else None
        return Said(Status.OPTIMAL, values, bound, duals, message)
    if problem.status == constants.LpStatusNotSolved:
        return Said(Status.NO_PLAN, message=message)
    return Said(Status.ERROR, message=message)


def _vouched(objective: float, options: Options, engine: ThroughPulp, program: Program) -> float:
    """The bound that "optimal" implies where PuLP hands on none: no further away than the gap the solver was told."""
    if not program.is_mip:
        return objective
    told = "gapRel" in inspect.signature(engine.pulp_solver().__init__).parameters
    return objective + (options.gap if told else OWN_GAP) * abs(objective)


def _printed_bound(log: str) -> float | None:
    """The bound in CBC's log (of the minimisation, to three decimals), turned and widened by what may be missing."""
    found = re.findall(r"^Lower bound:\s+(\S+)", log, re.MULTILINE)
    return LAST_DIGIT - float(found[-1]) if found else None
