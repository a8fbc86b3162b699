"""``optimizer diagnose``: why a case has no plan, and the least changes with which one exists."""

import json
import sys
from pathlib import Path

from models.tables import Tables
from optimizer.commands.refusals import check_case_is_there
from optimizer.commands.streams import complain, nothing_on_standard_output, say
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.diagnosis import Diagnosis, diagnose
from optimizer.diagnose.records import json_of, tables
from optimizer.diagnose.telling import page
from optimizer.engines.base import Watch
from optimizer.engines.interrupt import interruptible
from optimizer.outcome import ExitCode, Stage
from optimizer.pipeline import Listener, News
from optimizer.read import read_case
from optimizer.report.answers import write_tables
from optimizer.report.page import page_text
from optimizer.report.progress import shown
from optimizer.request import Request

AFTER_SOLVING = 60.0
"""Seconds that a diagnosis may take which nobody asked for, after a case was found to have no plan."""


def diagnose_and_tell(case: Path, request: Request, out: Path | None, *, as_json: bool, quiet: bool) -> int:
    """Diagnose a case and tell what was found; gives back the exit code. Raises ``BadRequest``, ``FaultyCase``."""
    check_case_is_there(case)
    with shown(sys.stderr, quiet=quiet) as listener, nothing_on_standard_output():
        listener(News(Stage.READ))
        read = read_case(case, request.scenario)
        listener(News(Stage.READ, warnings=tuple(read.warnings)))
        found, stopped = _diagnosed(read.tables, request, request.time_limit, listener)
    if out is not None:
        write_tables(out, tables(found))
    say(json.dumps(json_of(found), indent=1, ensure_ascii=False) if as_json else page_text(page(found), sys.stdout))
    if stopped:
        return ExitCode.INTERRUPTED
    return ExitCode.LIMIT_WITHOUT_PLAN if found.has_plan is None else ExitCode.PLAN


def tell_why(read: Tables, request: Request) -> None:
    """Say on standard error why a case that was just solved has no plan."""
    limit = AFTER_SOLVING if request.time_limit is None else request.time_limit
    with shown(sys.stderr, quiet=False) as listener, nothing_on_standard_output():
        found, _ = _diagnosed(read, request, limit, listener)
    if found.has_plan is False:
        complain("", page_text(page(found), sys.stderr))


def _diagnosed(read: Tables, request: Request, limit: float | None, listener: Listener) -> tuple[Diagnosis, bool]:
    """The diagnosis, and whether it was stopped; Ctrl-C ends it with what is known by then."""

    def tell(what: str) -> None:
        listener(News(Stage.SOLVE, message=what))

    def work(watch: Watch) -> Diagnosis:
        return diagnose(read, Clock(limit, watch), tell, relax=request.relax, gap=request.gap)

    watch = Watch()
    found = interruptible(work, watch)
    return found, watch.stop.is_set()
