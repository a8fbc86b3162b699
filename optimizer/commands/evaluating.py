"""``optimizer evaluate``: from an edited plan to what it breaks and costs."""

import sys
from pathlib import Path

from optimizer.commands.refusals import check_case_is_there
from optimizer.commands.streams import complain, nothing_on_standard_output, say
from optimizer.engines.base import Watch
from optimizer.engines.interrupt import interruptible
from optimizer.evaluate import frozen, report
from optimizer.evaluate.evaluation import Asked as Asked
from optimizer.evaluate.evaluation import Evaluation
from optimizer.evaluate.judge import evaluate
from optimizer.evaluate.telling import lines, one_line
from optimizer.outcome import ExitCode, Stage, code_of
from optimizer.pipeline import News
from optimizer.report.places import EVALUATION, NoPlace, check_place, resolved
from optimizer.report.progress import shown
from optimizer.request import BadRequest


def evaluate_and_tell(asked: Asked, out: Path | None, pin_as: Path | None, *, as_json: bool, quiet: bool) -> int:
    """Evaluate an edited plan, write and say what came of it; gives back the exit code.

    Raises ``BadRequest``, ``NoPlace`` or ``FaultyCase`` for what is refused.
    """
    check_case_is_there(asked.case)
    if not asked.plan.exists():
        raise BadRequest(f"there is no plan at {asked.plan}")
    place = None if out is None else resolved(out)
    if place is not None:
        check_place(place, mark=EVALUATION)
    if pin_as is not None:
        frozen.check_new(pin_as)
    with shown(sys.stderr, quiet=quiet) as listener, nothing_on_standard_output():
        watch = Watch(report=lambda progress: listener(News(Stage.SOLVE, progress)))
        found = interruptible(lambda watch: evaluate(asked, listener, watch), watch)
    if place is not None:
        try:
            report.write(place, found)
        except OSError as fault:
            raise NoPlace(f"nothing can be written to {place}: {fault.strerror or fault}") from fault
    if as_json:
        say(report.as_json(found))
    else:
        say(one_line(found) if quiet else "\n".join(lines(found)))
    if place is not None:
        complain(f"written to {place}")
    if pin_as is not None:
        _freeze(found, pin_as)
    if watch.stop.is_set():
        complain("Interrupted: searches were stopped with the best they had.")
        return int(ExitCode.INTERRUPTED)
    return int(exit_code(found))


def _freeze(found: Evaluation, file: Path) -> None:
    answer = None if found.pinned is None else found.pinned.answer
    if answer is None or answer.plan is None:
        complain(f"optimizer: no plan keeps the changed cells, so {file} was not written")
        return
    frame = frozen.rows(found.tables, answer.plan, found.edits)
    frozen.write(file, frame)
    complain(
        f"{len(frame):,} rows of frozen are in {file}: each line and period with a changed build, whole, as in the "
        "plan that keeps them (what stands in frozen builds nothing else); put it into the case as frozen.csv"
    )


def exit_code(found: Evaluation) -> ExitCode:
    """0: the edited plan keeps every rule, or, with ``--pin``, there is a plan with its changed cells; else why not."""
    if found.pinned is None:
        return ExitCode.FAILED_VERIFICATION if found.count else ExitCode.PLAN
    return code_of(found.pinned.status)
