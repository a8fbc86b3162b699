"""``optimizer solve``: from the request to what is said of its outcome."""

import sys
from pathlib import Path

from models.solution import Status
from optimizer import engines
from optimizer.commands.refusals import check_case_is_there
from optimizer.commands.streams import complain, nothing_on_standard_output, say
from optimizer.outcome import ExitCode, Outcome
from optimizer.pipeline import solve_case
from optimizer.report.console import one_line, overview
from optimizer.report.places import check_place, plan_of_case, resolved
from optimizer.report.progress import shown
from optimizer.report.summary import summarise
from optimizer.report.verdict import why_no_plan
from optimizer.request import BadRequest, Request, check_engine


def solve_and_tell(case: Path, out: Path | None, request: Request, *, as_json: bool, quiet: bool) -> int:
    """Solve a case, write its plan, say what came of it; gives back the exit code.

    Raises ``BadRequest``, ``NoPlace`` or ``FaultyCase`` for what is refused.
    """
    _check_engine(request.engine)
    check_case_is_there(case)
    place = resolved(out or plan_of_case(case))
    check_place(place, make_parents=out is None)
    with shown(sys.stderr, quiet=quiet) as listener, nothing_on_standard_output():
        outcome = solve_case(case, request, place, listener)
    if as_json:
        say(summarise(outcome).json())
    _tell(outcome, place, is_plan_told=not as_json, quiet=quiet)
    if outcome.status is Status.INFEASIBLE and outcome.exit_code == ExitCode.NO_PLAN_EXISTS and not quiet:
        from optimizer.commands.diagnosing import tell_why

        tell_why(outcome.tables, request)
    return int(outcome.exit_code)


def _check_engine(name: str) -> None:
    """Raise ``BadRequest`` for an engine that is not known, or not usable here."""
    check_engine(name, [engines.AUTO, *engines.ENGINES])
    if name == engines.AUTO:
        return
    with nothing_on_standard_output():
        ability = engines.get(name).ability()
    if not ability.usable:
        raise BadRequest(f"--engine {name} is not usable here: {ability.reason}")


def _tell(outcome: Outcome, place: Path, *, is_plan_told: bool, quiet: bool) -> None:
    if outcome.plan is None:
        complain(why_no_plan(outcome))
        if place.exists() and any(place.iterdir()):
            complain(f"The earlier plan in {place} is as it was.")
        return
    if outcome.interrupted:
        complain("Interrupted: the best plan so far was verified and written.")
    if is_plan_told:
        say(one_line(outcome) if quiet else overview(outcome, sys.stdout))
