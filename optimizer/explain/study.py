"""A case under study: its inputs changed, further rows laid on, and solved again from where the last plan stands."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.allocation import Allocation, formulate
from models.audit import audit
from models.audit.verdict import Verdict
from models.case import Case
from models.plan import Plan
from models.program import Program
from models.readback import values_of
from models.solution import Status
from models.tables import Tables
from optimizer import engines
from optimizer.engines.base import Options, Watch
from optimizer.engines.fix import fixed
from optimizer.engines.whole import vehicles
from optimizer.explain.edits import Edit, edited
from optimizer.settle import settled_plan

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Force:
    """A row laid on a program beside the rules of its case: ``lower ≤ coefficients · x[columns] ≤ upper``."""

    columns: NDArray[np.int64]
    coefficients: Numbers
    lower: float = -np.inf
    upper: float = np.inf


@dataclass(frozen=True)
class Answer:
    """What came of one question. ``plan``, ``values`` and ``objective`` are ``None`` where there is no plan."""

    status: Status
    allocation: Allocation
    """Of the case as changed, with the forced rows."""
    seconds: float
    plan: Plan | None = None
    values: Numbers | None = None
    """Of the columns, as the plan stands for them."""
    bound: float | None = None
    """What no plan can exceed, in the engine's word."""
    verdict: Verdict | None = None
    """The audit of the plan; one that breaks a rule is no plan: then the status is ``ERROR``."""

    @property
    def objective(self) -> float | None:
        """Contribution with penalties, in the case's currency."""
        return None if self.plan is None else self.plan.objective

    @property
    def tables(self) -> Tables:
        """The case as changed."""
        return self.allocation.case.tables


@dataclass
class Study:
    """Asks one case many things. Every plan it gives back has passed the audit.

    ``plan`` is where searches start from (mapped by name, so that it may be of a case with other rows); it is replaced
    by nothing that is asked: each question starts from the same plan, so that answers don't depend on their order.
    """

    tables: Tables
    plan: Plan | None = None
    gap: float = 1e-4
    relax: bool = False
    time_limit: float | None = None
    """Seconds for each question."""
    engine: str = "highs"
    watch: Watch = field(default_factory=Watch)

    def __post_init__(self) -> None:
        self.allocation = self.formulated()

    def formulated(self, edits: Iterable[Edit] = (), forces: Iterable[Force] = ()) -> Allocation:
        """The allocation problem of the case with its inputs changed and rows laid on."""
        allocation = formulate(Case(edited(self.tables, edits)))
        if forces := list(forces):
            program, rules_only = (forced(each, forces) for each in (allocation.program, allocation.rules_only))
            allocation = replace(allocation, program=program, rules_only=rules_only)
        if self.relax:
            relaxed = allocation.program.relaxed(), allocation.rules_only.relaxed()
            allocation = replace(allocation, program=relaxed[0], rules_only=relaxed[1])
        return allocation

    def solve(self, edits: Iterable[Edit] = (), forces: Iterable[Force] = (), gap: float | None = None) -> Answer:
        """The best plan of the case with its inputs changed and rows laid on, searched from the plan in hand."""
        return self.solved(self.formulated(edits, forces), gap)

    def solved(self, allocation: Allocation, gap: float | None = None) -> Answer:
        """The best plan of an allocation problem of this study (``formulated``, perhaps changed further)."""
        began, program = time.perf_counter(), allocation.program
        if self.plan is not None:
            program = replace(program, start=values_of(allocation.draft, self.plan))
        options = Options(time_limit=self.time_limit, gap=self.gap if gap is None else gap)
        solution = engines.solve(program, options, self.engine, self.watch)
        plan = settled_plan(allocation, program, solution, self.time_limit)
        if plan is None:
            return Answer(solution.status, allocation, time.perf_counter() - began, bound=solution.bound)
        verdict = audit(allocation.case.tables, plan, relaxed=self.relax)
        seconds = time.perf_counter() - began
        if not verdict.passed:
            return Answer(Status.ERROR, allocation, seconds, bound=solution.bound, verdict=verdict)
        values = values_of(allocation.draft, plan)
        bound = None if solution.bound is None else max(solution.bound, plan.objective)
        return Answer(solution.status, allocation, seconds, plan, values, bound, verdict)

    def switches_kept(self, allocation: Allocation, values: Numbers) -> Program:
        """The linear program that remains where launches, sailings, patterns, runs and uses stay as in ``values``.

        Vehicles need not be whole in it; its rows are those of ``rules_only``. Linear cases: the program itself.
        """
        program = allocation.rules_only
        return fixed(program, values, but=vehicles(program)) if program.is_mip else program


def forced(program: Program, forces: list[Force]) -> Program:
    """The program with further rows laid on it, behind its own."""
    limits = np.array([force.lower for force in forces]), np.array([force.upper for force in forces])
    return program.and_rows(_matrix(forces, len(program.cost)), *limits)


def _matrix(forces: list[Force], width: int) -> sp.csr_array:
    """The forced rows as a matrix."""
    counts = [len(force.columns) for force in forces]
    columns = np.concatenate([force.columns for force in forces])
    data = np.concatenate([np.asarray(force.coefficients, dtype=np.float64) for force in forces])
    return sp.csr_array((data, (np.repeat(np.arange(len(forces)), counts), columns)), shape=(len(forces), width))
