"""``optimizer flexibility``: the least and most of each figure over all plans that are all but as good."""

import json
import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from optimizer.commands.streams import complain, nothing_on_standard_output, say
from optimizer.engines.base import Progress
from optimizer.explain.reopen import reopen
from optimizer.flexibility.cells import dimensions_of
from optimizer.flexibility.firmness import firmness
from optimizer.flexibility.near import NoBest
from optimizer.flexibility.telling import json_of, page, table
from optimizer.outcome import ExitCode, Stage
from optimizer.pipeline import News
from optimizer.report.answers import write_tables
from optimizer.report.page import page_text
from optimizer.report.progress import shown
from optimizer.request import BadRequest, Request


@dataclass(frozen=True)
class Question:
    """What is asked of which figures."""

    within: str
    by: str
    whole: bool = False


def flex_and_tell(place: Path, question: Question, request: Request, out: Path | None, *, as_json: bool,
                  quiet: bool) -> int:  # fmt: skip
    """Find how firm the plan is and tell it; gives back the exit code. Raises ``BadRequest`` and ``FaultyCase``."""
    share, dimensions = share_of(question.within), dimensions_of(question.by)
    began = time.perf_counter()
    with shown(sys.stderr, quiet=quiet) as listener, nothing_on_standard_output():
        listener(News(Stage.READ))
        plan = reopen(place)

        def hear(text: str) -> None:
            listener(News(Stage.SOLVE, Progress("flexibility", time.perf_counter() - began, phase=text)))

        listener(News(Stage.SOLVE))
        try:
            found = firmness(plan.tables, plan.plan, share, dimensions, relax=request.relax or plan.request.relax,
                             whole=question.whole, limit=request.time_limit, tell=hear)  # fmt: skip
        except NoBest as nothing:
            complain(f"There is no best plan to be near to: the linear program is {nothing.status}.")
            return ExitCode.NO_PLAN_EXISTS
    if out is not None:
        write_tables(out, {"flexibility": table(found)})
    say(json.dumps(json_of(found), indent=1, ensure_ascii=False) if as_json else page_text(page(found), sys.stdout))
    return ExitCode.PLAN


def share_of(text: str) -> float:
    """The share that is meant by ``0.1%`` or ``0.001``. Raises ``BadRequest`` for anything else."""
    words = text.strip()
    try:
        share = float(words.removesuffix("%")) / (100 if words.endswith("%") else 1)
    except ValueError:
        share = math.nan
    if not 0 <= share < math.inf:
        raise BadRequest(f'--within is "{text}", not a share like 0.1% or 0.001')
    return share
