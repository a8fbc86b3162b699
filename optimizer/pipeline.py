"""From a case to a verified plan: read, build, solve, settle, verify, prove, write. Prints nothing."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from models.allocation import Allocation, formulate
from models.audit import audit
from models.case import Case
from models.plan import Plan
from models.program import Program
from models.solution import Solution, Status
from optimizer import engines
from optimizer.bounds import Bound, bound_of
from optimizer.cross_check import CrossCheck, cross_check
from optimizer.earlier_plan import earlier_plan, start_from
from optimizer.engines.base import Options, Progress, Watch
from optimizer.engines.interrupt import interruptible
from optimizer.faults import Fault
from optimizer.outcome import Outcome, Size, Stage, Stopwatch
from optimizer.read import read_case
from optimizer.read.keep import keep_case
from optimizer.report.folder import write_folder
from optimizer.report.places import WORKBOOK
from optimizer.report.summary import summarise
from optimizer.request import BadRequest, Request
from optimizer.settle import settled_plan


@dataclass(frozen=True)
class News:
    """How far a case has come: a stage begins, an engine reports, or a stage has something to say."""

    stage: Stage
    progress: Progress | None = None
    message: str = ""
    warnings: tuple[Fault, ...] = ()


Listener = Callable[[News], None]

STOPPING = "stopping with the best plan so far; a second Ctrl-C gives it up"


class _Stop(threading.Event):
    """The wish to stop, told at once: an engine may take seconds to heed it."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self._tell = tell

    def set(self) -> None:
        super().set()
        self._tell()


def solve_case(path: Path, request: Request | None = None, place: Path | None = None,
               listener: Listener = lambda _: None) -> Outcome:  # fmt: skip
    """Read, solve and verify the case at ``path``; write its plan to the folder ``place`` where one is given.

    Ctrl-C while the engine is at work stops it, and the best plan so far goes the rest of the way. Raises
    ``optimizer.faults.FaultyCase`` for a faulty case, ``BadRequest`` for an engine that can't solve such a case or an
    earlier plan that is none, and ``OSError`` where the disk refuses the plan.
    """
    request = request or Request()
    started, stopwatch = datetime.now(UTC), Stopwatch()
    with stopwatch.timing(Stage.READ):
        listener(News(Stage.READ))
        case = read_case(path, request.scenario)
        listener(News(Stage.READ, warnings=tuple(case.warnings)))
    with stopwatch.timing(Stage.BUILD):
        listener(News(Stage.BUILD))
        allocation = formulate(Case(case.tables))
        program = allocation.program.relaxed() if request.relax else _started(allocation, request, listener)
    with stopwatch.timing(Stage.SOLVE):
        listener(News(Stage.SOLVE, message=_size_text(Size.of(program))))
        solution = _solved(program, request, listener)
        doubted = program if request.relax else allocation.rules_only  # not the tight rows: they are doubted too
        checked = _cross_checked(doubted, solution, request, listener)
        plan = (
            None
            if checked is not None and not checked.agrees
            else settled_plan(allocation, program, solution, request.time_limit, is_ranged=True)
        )
    outcome = Outcome(
        request=request, tables=case.tables, status=solution.status, engine=solution.engine,
        engine_version=solution.engine_version, size=Size.of(program), started=started, stopwatch=stopwatch,
        bound=solution.bound, bound_by=solution.bound_by, interrupted=solution.interrupted, message=solution.message,
        warnings=case.warnings,
        cross_check=checked,
    )  # fmt: skip
    if plan is None:
        return outcome
    with stopwatch.timing(Stage.VERIFY):
        listener(News(Stage.VERIFY))
        outcome = _verified(outcome, plan, bound_of(program, solution, plan, request.gap))
    if outcome.plan is None or place is None:
        return outcome
    listener(News(Stage.WRITE))
    return written(outcome, outcome.plan, place, path)


def written(outcome: Outcome, plan: Plan, place: Path, case: Path) -> Outcome:
    """Write a verified plan to its folder, with a copy of the case at ``case`` that it was made from."""
    began, tables = outcome.stopwatch.total, outcome.tables

    def keep(plan_folder: Path) -> None:
        keep_case(case, plan_folder, tables.inputs_sha256, tables.scenario)
        if "xlsx" in outcome.request.formats:
            from optimizer.report.workbook.write import workbook  # loaded only where it is asked for

            (plan_folder / WORKBOOK).write_bytes(workbook(outcome, plan))

    def summary() -> str:
        outcome.stopwatch.spent[Stage.WRITE] = outcome.stopwatch.total - began
        return summarise(outcome).json()

    write_folder(place, plan, summary, keep)
    return replace(outcome, place=place)


def _started(allocation: Allocation, request: Request, listener: Listener) -> Program:
    """The program with what there is to start from, if it has anything to search for."""
    if not allocation.program.is_mip:
        return allocation.program
    plan = None if request.start is None else earlier_plan(Path(request.start), allocation.case.tables)
    start, word = start_from(allocation, plan)
    if plan is not None:
        listener(News(Stage.BUILD, message=word))
    return replace(allocation.program, start=start)


def _solved(program: Program, request: Request, listener: Listener) -> Solution:
    _check_ability(program, request.engine)
    stop = _Stop(lambda: listener(News(Stage.SOLVE, message=STOPPING)))
    watch = Watch(stop, report=lambda progress: listener(News(Stage.SOLVE, progress)))
    options = Options(time_limit=request.time_limit, gap=request.gap)
    return interruptible(lambda watch: engines.solve(program, options, request.engine, watch), watch)


def _cross_checked(program: Program, solution: Solution, request: Request, listener: Listener) -> CrossCheck | None:
    """What a second engine makes of the program; ``None`` where none is asked, or the first has nothing to check."""
    if not request.cross_check or solution.interrupted or solution.status in (Status.NO_PLAN, Status.ERROR):
        return None
    listener(News(Stage.SOLVE, message=f"cross-checking {solution.engine}"))
    options = Options(time_limit=request.time_limit, gap=request.gap)
    return interruptible(lambda watch: cross_check(program, solution, options, watch), Watch())


def _check_ability(program: Program, engine: str) -> None:
    """Raise ``BadRequest`` where the engine asked for can't solve a program of this sort."""
    if engine == engines.AUTO:
        return
    ability = engines.get(engine).ability()
    if program.is_mip and not ability.mip:
        raise BadRequest(f"--engine {engine} solves linear programs only, and this case has whole units or switches: "
                         "choose another engine, or --relax")  # fmt: skip
    if not program.is_mip and not ability.lp:
        raise BadRequest(f"--engine {engine} does not solve linear programs, and this is one: choose another engine")


def _verified(outcome: Outcome, plan: Plan, bound: Bound) -> Outcome:
    """The outcome with its plan and bound, or with neither where the audit finds a broken rule."""
    verdict = audit(outcome.tables, plan, relaxed=outcome.request.relax)
    if not verdict.passed:
        return replace(outcome, status=Status.ERROR, verdict=verdict, bound=None)
    return replace(outcome, status=bound.status, plan=plan, verdict=verdict, bound=bound.value, proved=bound.proved)


def _size_text(size: Size) -> str:
    return f"{size.variables:,} variables ({size.integers:,} whole), {size.rows:,} rules, {size.nonzeros:,} terms"
