"""``optimizer explain``: why a plan is as it is, and what something else would cost."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from optimizer.commands.streams import nothing_on_standard_output, say
from optimizer.engines.base import Watch
from optimizer.engines.interrupt import interruptible
from optimizer.explain.chosen import Chosen
from optimizer.explain.contrast import contrast
from optimizer.explain.explanation import Explanation, explain
from optimizer.explain.ground import NoGround
from optimizer.explain.reopen import reopen
from optimizer.explain.wish import read_wish
from optimizer.outcome import Stage
from optimizer.pipeline import Listener, News
from optimizer.report.answers import write_tables
from optimizer.report.explained import page
from optimizer.report.explained_tables import as_json, tables
from optimizer.report.page import page_text
from optimizer.report.progress import shown
from optimizer.request import BadRequest


def explain_and_tell(plan: Path, chosen: Chosen, wishes: list[str], *, gap: float | None, time_limit: float | None,
                     out: Path | None, is_json: bool, quiet: bool) -> int:  # fmt: skip
    """Explain a plan, say it and write it; gives back the exit code.

    Raises ``BadRequest`` or ``FaultyCase`` for what is refused.
    """
    with shown(sys.stderr, quiet=quiet) as listener, nothing_on_standard_output():
        watch = Watch(report=lambda progress: listener(News(Stage.SOLVE, progress)))
        explanation = _explained(plan, chosen, listener)
        for text in wishes:
            explanation = _with_wish(explanation, text, gap, time_limit, watch, listener)
    if out is not None:
        write_tables(out, tables(explanation))
    say(as_json(explanation) if is_json else page_text(page(explanation), sys.stdout))
    return 0


def _explained(plan: Path, chosen: Chosen, listener: Listener) -> Explanation:
    listener(News(Stage.READ))
    reopened = reopen(plan)
    listener(News(Stage.SOLVE, message="prices of the limits, switches kept"))
    try:
        return explain(reopened, chosen)
    except NoGround as fault:
        raise BadRequest(f"{plan} can't be explained: {fault}; solve the case again") from fault


def _with_wish(explanation: Explanation, text: str, gap: float | None, time_limit: float | None, watch: Watch,
               listener: Listener) -> Explanation:  # fmt: skip
    wish = read_wish(explanation.part.case, text)
    listener(News(Stage.SOLVE, message=f"why not {text}"))

    def work(watch: Watch) -> Explanation:
        found = contrast(explanation.reopened, explanation.ground, wish, gap=gap, time_limit=time_limit, watch=watch)
        return replace(explanation, contrasts=(*explanation.contrasts, found))

    run: Callable[[Watch], Explanation] = work
    return interruptible(run, watch)
