"""``optimizer breakeven``: where the best plan becomes another as one number of the inputs moves."""

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from optimizer.breakeven.asking import Clock, NoPlan
from optimizer.breakeven.family import Whole
from optimizer.breakeven.naming import parameter_of
from optimizer.breakeven.search import break_evens
from optimizer.breakeven.tables import json_of, tables
from optimizer.breakeven.telling import page
from optimizer.commands.case_or_plan import opened
from optimizer.commands.streams import complain, nothing_on_standard_output, say
from optimizer.engines.base import Progress
from optimizer.outcome import ExitCode, Stage
from optimizer.parametric.lines import OutOfTime
from optimizer.pipeline import News
from optimizer.report.answers import write_tables
from optimizer.report.page import page_text
from optimizer.report.progress import shown
from optimizer.request import BadRequest, Request


@dataclass(frozen=True)
class Question:
    """What is asked of which number."""

    text: str
    mode: str
    low: float
    high: float
    whole: Whole


def break_even_and_tell(place: Path, question: Question, request: Request, out: Path | None, *, as_json: bool,
                        quiet: bool) -> int:  # fmt: skip
    """Find the break-evens and tell them; gives back the exit code. Raises ``BadRequest`` and ``FaultyCase``."""
    began = time.perf_counter()
    with shown(sys.stderr, quiet=quiet) as listener, nothing_on_standard_output():
        listener(News(Stage.READ))
        case, plan = opened(place, request.scenario)
        if question.whole is Whole.KEPT and plan is None:
            raise BadRequest(f"--keep keeps the launches, sailings, shifts and lots of a plan, and {place} is none")
        parameter = parameter_of(question.text, question.mode, case)
        listener(News(Stage.SOLVE))

        def hear(text: str) -> None:
            listener(News(Stage.SOLVE, Progress("break-evens", time.perf_counter() - began, phase=text)))

        clock = Clock(request.time_limit, hear)
        try:
            told = break_evens(case, parameter, question.low, question.high, question.whole, request.gap, clock, plan)
        except NoPlan as nothing:
            complain(f"There is no best plan to follow: {nothing}.")
            return ExitCode.NO_PLAN_EXISTS
        except OutOfTime:
            complain("There was no time to solve the case at both ends of the range: give --time-limit more seconds.")
            return ExitCode.INTERRUPTED if clock.stopped else ExitCode.LIMIT_WITHOUT_PLAN
    if out is not None:
        found = tables(told)
        write_tables(out, {"breakeven": found.stretches, "breakeven_changes": found.changes})
    say(json.dumps(json_of(told), indent=1, ensure_ascii=False) if as_json else page_text(page(told), sys.stdout))
    return ExitCode.INTERRUPTED if clock.stopped else ExitCode.PLAN
