"""An edited plan, from its cells to a verdict and a price. Prints nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.audit import audit
from models.audit.verdict import Verdict
from models.case import Case
from models.plan import Plan
from models.solution import Status
from models.tables import Tables
from optimizer.engines.base import Watch
from optimizer.evaluate.breaches import broken, is_of_a_cell
from optimizer.evaluate.coded import coded
from optimizer.evaluate.decided import Decided, decided
from optimizer.evaluate.edits import CellEdit, edits
from optimizer.evaluate.evaluation import Asked, Best, Evaluation
from optimizer.evaluate.folder import read_folder
from optimizer.evaluate.origin import Origin, check_origin, origin_of
from optimizer.evaluate.pin_prices import Held, clashing, priced
from optimizer.evaluate.pins import Pinned, pins_of, solve_pinned
from optimizer.evaluate.unread import unread
from optimizer.evaluate.workbook import Says, read_workbook
from optimizer.evaluate.worth import changes
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
class _Plans:
    """An edited plan and the one it came from, as read, with the case they are judged on."""

    origin: Origin
    tables: Tables
    before: Decided
    after: Decided
    says: Says | None
    """What the edited plan says of itself, if it is a workbook."""
    unread: tuple[str, ...]


def evaluate(asked: Asked, listener: Listener = lambda _: None, watch: Watch | None = None) -> Evaluation:
    """Read, judge and price an edited plan; ``watch`` may stop searches, which then give the best they have.

    Raises ``FaultyCase`` with every fault of the case, or of the cells of the plan; ``BadRequest`` where there is no
    plan that it came from.
    """
    read = _read(asked, listener)
    listener(News(Stage.VERIFY))
    found, before, after = edits(read.before, read.after), read.before.plan(), read.after.plan()
    verdict, was = (audit(read.tables, plan, shown=MOST_BREACHES) for plan in (after, before))
    study = Study(read.tables, before, asked.gap, time_limit=asked.time_limit, watch=watch or Watch())
    best = _best(read.origin, study, listener)
    pinned = None
    if asked.pin:
        can_start = verdict.passed and not read.after.voids
        pinned = _pinned(study, after if can_start else before, before, read.after, found, listener)
    return Evaluation(
        asked=asked, tables=read.tables, origin=read.origin, before=before, after=after, edits=tuple(found),
        broken=tuple(broken(verdict, read.after, found)), count=_count(verdict, read.after),
        was_broken=_count(was, read.before), items=tuple(changes(before, after)), best=best, pinned=pinned,
        notes=(*_notes(read.says, after), *read.unread),
    )  # fmt: skip


def _read(asked: Asked, listener: Listener) -> _Plans:
    """The case, the edited plan and the one it came from."""
    listener(News(Stage.READ))
    origin = origin_of(asked.plan, asked.origin, asked.case)
    if (origin.summary.get("options") or {}).get("relax"):
        message = "was solved with --relax, which its tables can't show in full: solve it without"
        raise BadRequest(f"{origin.place} {message}")
    read = read_case(asked.case, asked.scenario if asked.scenario is not None else origin.summary.get("scenario"))
    listener(News(Stage.READ, warnings=tuple(read.warnings)))
    case, is_folder = Case(read.tables), asked.plan.is_dir()
    says = None if is_folder else check_origin(asked.plan, origin)
    now, faults = (read_folder if is_folder else read_workbook)(asked.plan, read.tables)
    after = _understood(case, now, faults)
    then, faults = _as_origin(origin, read.tables)
    return _Plans(origin, read.tables, _understood(case, then, faults), after, says, tuple(unread(then, now)))


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


def _count(verdict: Verdict, plan: Decided) -> int:
    """Breaches in all, cells that can't mean anything among them."""
    return sum(verdict.counts.values()) - sum(map(is_of_a_cell, verdict.breaches)) + len(plan.voids)


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
    linear = Held(study, origin)
    pins, together = priced(linear, pins_of(found, after, study.allocation))
    study.plan = start
    answer = solve_pinned(study, pins)
    clash = clashing(linear, pins) if answer is not None and answer.status is Status.INFEASIBLE else ()
    return Pinned(tuple(pins), together, answer, clash)
