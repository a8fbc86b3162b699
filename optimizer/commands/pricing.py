"""``optimizer prices``: what each rule and each limit costs, the dearest first."""

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from models.plan import Plan
from models.tables import Tables
from optimizer.commands.case_or_plan import is_plan
from optimizer.commands.refusals import check_case_is_there
from optimizer.commands.streams import complain, nothing_on_standard_output, say
from optimizer.engines.base import Progress
from optimizer.explain.reopen import reopen
from optimizer.flexibility.near import NoBest
from optimizer.outcome import ExitCode, Stage
from optimizer.pipeline import Listener, News, solve_case
from optimizer.prices.exact import Exactly, exactly
from optimizer.prices.scale import Scale
from optimizer.prices.tables import groups_table, json_of, limits_table, rules_table
from optimizer.prices.telling import page
from optimizer.prices.weighing import weighed
from optimizer.report.answers import write_tables
from optimizer.report.page import page_text
from optimizer.report.progress import shown
from optimizer.report.verdict import why_no_plan
from optimizer.request import BadRequest, Request


@dataclass(frozen=True)
class Question:
    """How much is asked."""

    top: int
    is_exact: bool


@dataclass(frozen=True)
class _Planned:
    tables: Tables
    plan: Plan
    bound: float
    relax: bool


def price_and_tell(place: Path, question: Question, request: Request, out: Path | None, *, as_json: bool,
                   quiet: bool) -> int:  # fmt: skip
    """Weigh rules and limits and tell it; gives back the exit code. Raises ``BadRequest`` and ``FaultyCase``."""
    if question.top < 1:
        raise BadRequest(f"--top is {question.top}, not a number from 1 on")
    began = time.perf_counter()
    with shown(sys.stderr, quiet=quiet) as listener, nothing_on_standard_output():
        planned = _planned(place, request, listener)
        if isinstance(planned, ExitCode):
            return planned

        def hear(text: str) -> None:
            listener(News(Stage.SOLVE, Progress("prices", time.perf_counter() - began, phase=text)))

        try:
            scale = Scale(planned.tables, planned.plan, relax=planned.relax, limit=request.time_limit, tell=hear)
            found = weighed(scale, question.top)
        except NoBest as nothing:
            complain(f"There is no best plan to weigh against: the linear program is {nothing.status}.")
            return ExitCode.NO_PLAN_EXISTS
        if question.is_exact and scale.allocation.program.is_mip and not planned.relax:
            deadline = None if request.time_limit is None else began + request.time_limit
            found = exactly(scale, found, question.top, Exactly(planned.bound, request.gap, deadline))
    if out is not None:
        tables = {"rules": rules_table(found), "groups": groups_table(found), "limits": limits_table(found)}
        write_tables(out, {f"prices_{name}": frame for name, frame in tables.items()})
    told = json.dumps(json_of(found), indent=1, ensure_ascii=False) if as_json else None
    say(told or page_text(page(found, question.top), sys.stdout))
    return ExitCode.PLAN


def _planned(place: Path, request: Request, listener: Listener) -> _Planned | ExitCode:
    """The plan of a folder, or a case solved for it; the exit code where it has none."""
    check_case_is_there(place)
    listener(News(Stage.READ))
    if is_plan(place):
        if request.scenario is not None:
            raise BadRequest(
                f"{place} is a plan and has the scenario it was made with: give the case to ask for another"
            )
        old = reopen(place)
        bound = old.summary.get("bound")
        return _Planned(old.tables, old.plan, old.plan.objective if bound is None else float(bound),
                        request.relax or old.request.relax)  # fmt: skip
    outcome = solve_case(place, request, None, listener)
    if outcome.plan is None:
        complain(why_no_plan(outcome))
        return outcome.exit_code
    bound = outcome.plan.objective if outcome.bound is None else outcome.bound
    return _Planned(outcome.tables, outcome.plan, bound, request.relax)
