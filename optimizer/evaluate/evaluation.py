"""An edited plan, from its cells to a verdict and a price. Prints nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.audit import audit
from models.audit.verdict import Verdict
from models.case import Case
from models.plan import Plan
from models.tables import Tables
from optimizer.evaluate.breaches import Broken, broken
from optimizer.evaluate.coded import coded
from optimizer.evaluate.decided import Decided, decided
from optimizer.evaluate.edits import CellEdit, edits
from optimizer.evaluate.folder import read_folder
from optimizer.evaluate.origin import Origin, check_origin, origin_of
from optimizer.evaluate.pin_prices import priced
from optimizer.evaluate.pins import Pinned, pins_of, solve_pinned
from optimizer.evaluate.workbook import Says, read_workbook
from optimizer.evaluate.worth import ItemChange, changes
from optimizer.evaluate.written import Written
from optimizer.explain.study import Study
from optimizer.faults import Fault, FaultyCase
from optimizer.outcome import Stage
from optimizer.pipeline import Listener, News
from optimizer.read import read_case
from optimizer.request import BadRequest

SAME_MONEY, SAME_SHARE = 0.01, 1e-9
"""Difference, and share of it, below which two objectives are the same but for rounding."""

MOST_BREACHES = 10_000
"""Breaches of each rule that are listed; more are only counted."""


@dataclass(frozen=True)
class Asked:
    """What is asked of an evaluation."""

    case: Path
    plan: Path
    """An edited plan folder, or an edited planning workbook."""
    origin: Path | None = None
    """The plan it came from; ``None``: what its folder keeps of it."""
    scenario: str | None = None
    """``None``: the plan's own."""
    pin: bool = False
    time_limit: float | None = None
    gap: float = 1e-4


@dataclass(frozen=True)
class Best:
    """The best plan that is known, and what no plan can exceed."""

    objective: float
    bound: float | None
    is_new: bool
    """Solved for this comparison: the plan it came from was made from other inputs."""


@dataclass(frozen=True)
class Evaluation:
    """What came of an edited plan. ``before`` is the plan it came from, on the inputs of this case."""

    asked: Asked
    tables: Tables
    origin: Origin
    before: Plan
    after: Plan
    edits: tuple[CellEdit, ...]
    broken: tuple[Broken, ...]
    count: int
    """Breaches in all, listed or not."""
    was_broken: int
    """Breaches of the plan it came from, on the inputs of this case."""
    items: tuple[ItemChange, ...]
    best: Best | None
    """``None``: there is no plan, or none was found in time."""
    pinned: Pinned | None = None
    notes: tuple[str, ...] = ()
    """What else is to be known of the plan as it was read."""


def evaluate(asked: Asked, listener: Listener = lambda _: None) -> Evaluation:
    """Read, judge and price an edited plan.

    Raises ``FaultyCase`` with every fault of the case, or of the cells of the plan; ``BadRequest`` where there is no
    plan that it came from.
    """
    listener(News(Stage.READ))
    origin = origin_of(asked.plan, asked.origin)
    if (origin.summary.get("options") or {}).get("relax"):
        message = "was solved with --relax, which its tables can't show in full: solve it without"
        raise BadRequest(f"{origin.place} {message}")
    scenario = asked.scenario if asked.scenario is not None else origin.summary.get("scenario")
    read = read_case(asked.case, scenario)
    listener(News(Stage.READ, warnings=tuple(read.warnings)))
    tables = read.tables
    case, is_workbook = Case(tables), not asked.plan.is_dir()
    says = check_origin(asked.plan, origin) if is_workbook else None
    after = _understood(case, *(read_workbook if is_workbook else read_folder)(asked.plan, tables))
    before = _understood(case, *_as_origin(origin, tables))
    listener(News(Stage.VERIFY))
    found, plans = edits(before, after), (before.plan(), after.plan())
    verdict = audit(tables, plans[1], shown=MOST_BREACHES)
    breaches = broken(verdict, after, found)
    was = audit(tables, plans[0])
    study = Study(tables, plan=plans[0], gap=asked.gap, time_limit=asked.time_limit)
    best = _best(origin, study, listener)
    pinned = None
    if asked.pin:
        can_start = verdict.passed and not after.voids
        pinned = _pinned(study, plans[1] if can_start else plans[0], plans[0], after, found, listener)
    return Evaluation(
        asked, tables, origin, *plans, tuple(found), tuple(breaches), _count(verdict) + len(after.voids),
        _count(was) + len(before.voids), tuple(changes(*plans)), best, pinned, tuple(_notes(says, plans[1])),
    )  # fmt: skip


def _understood(case: Case, tables: Sequence[Written], faults: Sequence[Fault]) -> Decided:
    """The decisions of a plan; raises ``FaultyCase`` with everything in it that can't be understood."""
    read = [coded(written, case) for written in tables]
    told = [*faults, *(fault for _, wrong in read for fault in wrong)]
    if told:
        raise FaultyCase(told)
    return decided(case, (table for table, _ in read if table is not None))


def _as_origin(origin: Origin, tables: Tables) -> tuple[list[Written], list[Fault]]:
    """The origin's tables; its faults are told with its folder."""
    found, faults = origin.read(tables)
    return found, [Fault(f"{origin.place}: {fault.file}", fault.line, fault.column, fault.found, fault.message)
                   for fault in faults]  # fmt: skip


def _notes(says: Says | None, plan: Plan) -> Iterator[str]:
    """Where a workbook's own formulas make something else of the plan."""
    if says is None or says.objective is None:
        return
    if abs(says.objective - plan.objective) > SAME_MONEY + SAME_SHARE * abs(plan.objective):
        yield (
            f"the workbook itself says {says.objective:,.2f}: it was not recalculated after the last edit, or other "
            "cells than decisions were changed, which are not read"
        )


def _count(verdict: Verdict) -> int:
    return sum(verdict.counts.values())


def _best(origin: Origin, study: Study, listener: Listener) -> Best | None:
    """The plan it came from, if it was made from these inputs; else the case is solved."""
    objective, bound = origin.summary.get("objective"), origin.summary.get("bound")
    if origin.is_of(study.tables) and isinstance(objective, float | int):
        return Best(float(objective), None if bound is None else float(bound), is_new=False)
    listener(News(Stage.SOLVE, message="the inputs have changed since the plan was made: looking for the best plan"))
    answer = study.solve()
    return None if answer.objective is None else Best(answer.objective, answer.bound, is_new=True)


def _pinned(study: Study, start: Plan, origin: Plan, after: Decided, found: Sequence[CellEdit],
            listener: Listener) -> Pinned:  # fmt: skip
    """The best plan that holds the edited cells; the search begins at the edited plan, if that keeps the rules."""
    if not found:
        raise BadRequest("--pin: no cell was changed, so there is nothing to hold")
    listener(News(Stage.SOLVE, message=f"looking for the best plan that keeps the changed cells ({len(found):,})"))
    pins, together = priced(study, origin, pins_of(found, after, study.allocation))
    study.plan = start
    return Pinned(tuple(pins), together, solve_pinned(study, pins))
