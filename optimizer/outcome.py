"""What came of solving one case: the plan, if there is one, and all that must be said of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from pathlib import Path
from time import perf_counter

from models.audit.verdict import Verdict
from models.plan import Plan
from models.program import Program
from models.solution import Status
from models.tables import Tables
from optimizer.cross_check import CrossCheck
from optimizer.faults import Fault
from optimizer.request import Request


class ExitCode(IntEnum):
    """What the command gives back to whoever called it."""

    PLAN = 0
    FAULT_OF_THE_PROGRAM = 1
    FAULTY_CASE = 2
    NO_PLAN_EXISTS = 3
    LIMIT_WITHOUT_PLAN = 4
    FAILED_VERIFICATION = 5
    INTERRUPTED = 130


def code_of(status: Status) -> ExitCode:
    """The exit code of a search that ended with that status."""
    match status:
        case Status.OPTIMAL | Status.FEASIBLE:
            return ExitCode.PLAN
        case Status.INFEASIBLE | Status.UNBOUNDED:
            return ExitCode.NO_PLAN_EXISTS
        case Status.NO_PLAN:
            return ExitCode.LIMIT_WITHOUT_PLAN
        case Status.ERROR:
            return ExitCode.FAULT_OF_THE_PROGRAM


class Stage(StrEnum):
    """The stages of a case, in their order."""

    READ = "read"
    BUILD = "build"
    SOLVE = "solve"
    VERIFY = "verify"
    WRITE = "write"


@dataclass
class Stopwatch:
    """Seconds spent in each stage so far."""

    began: float = field(default_factory=perf_counter)
    spent: dict[Stage, float] = field(default_factory=lambda: dict.fromkeys(Stage, 0.0))

    @contextmanager
    def timing(self, stage: Stage) -> Iterator[None]:
        """Count the time of a block to a stage, however it ends."""
        began = perf_counter()
        try:
            yield
        finally:
            self.spent[stage] += perf_counter() - began

    @property
    def total(self) -> float:
        """Seconds since the beginning."""
        return perf_counter() - self.began


@dataclass(frozen=True)
class Size:
    """How large the program is that was solved."""

    variables: int
    integers: int
    rows: int
    nonzeros: int

    @classmethod
    def of(cls, program: Program) -> "Size":
        """The size of a program."""
        rows, variables = program.matrix.shape
        return cls(int(variables), int(program.integer.sum()), int(rows), int(program.matrix.nnz))


@dataclass(frozen=True)
class Outcome:
    """What came of a case.

    ``plan``, ``objective``, ``bound`` are ``None`` where there is none. A plan that failed its verification is not
    kept: then ``verdict`` says why and the status is ``ERROR``.
    """

    request: Request
    tables: Tables
    status: Status
    engine: str
    engine_version: str
    size: Size
    started: datetime
    stopwatch: Stopwatch
    plan: Plan | None = None
    verdict: Verdict | None = None
    bound: float | None = None
    """What no plan can exceed."""
    bound_by: str = ""
    """The engine whose word the bound is, where it is not ``engine``."""
    proved: bool = False
    """Whether the bound was recomputed independently."""
    cross_check: CrossCheck | None = None
    """What a second engine made of it, where one was asked."""
    interrupted: bool = False
    message: str = ""
    """What the engine had to say where it has no plan; or, of several that raced, who won and why."""
    warnings: tuple[Fault, ...] = ()
    place: Path | None = None
    """Folder the plan was written to."""

    @property
    def objective(self) -> float | None:
        """Contribution with penalties, in the case's currency."""
        return None if self.plan is None else self.plan.objective

    @property
    def gap(self) -> float | None:
        """``(bound - objective) / max(|objective|, 1e-9)``."""
        if self.objective is None or self.bound is None:
            return None
        return (self.bound - self.objective) / max(abs(self.objective), 1e-9)

    @property
    def exit_code(self) -> ExitCode:
        """What the command gives back for this outcome."""
        is_denied = self.cross_check is not None and not self.cross_check.agrees
        if is_denied or (self.verdict is not None and not self.verdict.passed):
            return ExitCode.FAILED_VERIFICATION
        if self.interrupted:
            return ExitCode.INTERRUPTED
        return code_of(self.status)
