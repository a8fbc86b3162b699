"""``optimizer explain``: why a plan is as it is, what would serve its shortages, what something else would cost."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from optimizer.commands.streams import nothing_on_standard_output, say
from optimizer.engines.base import Watch
from optimizer.engines.interrupt import interruptible
from optimizer.explain.chosen import Chosen
from optimizer.explain.contrast import contrast
from optimizer.explain.direction import one_key
from optimizer.explain.explanation import Explanation, explain
from optimizer.explain.ground import NoGround
from optimizer.explain.remedies import Remedy, remedy
from optimizer.explain.reopen import reopen
from optimizer.explain.wish import read_wish
from optimizer.outcome import Stage
from optimizer.pipeline import Listener, News
from optimizer.report.answers import write_tables
from optimizer.report.explained import page
from optimizer.report.explained_tables import as_json, tables
from optimizer.report.page import page_text
from optimizer.report.progress import shown
from optimizer.request import BadRequest, Request


@dataclass(frozen=True)
class Question:
    """What is asked of a plan."""

    chosen: Chosen
    wishes: tuple[str, ...] = ()
    fixes: int = 3
    """Sets of changes for each shortage."""
    gap: float | None = None
    """Of each further search; ``None``: the plan's."""


def explain_and_tell(plan: Path, asked: Question, request: Request, out: Path | None, *, as_text: bool,
                     quiet: bool) -> int:  # fmt: skip
    """Explain a plan, say it and write it; gives back the exit code.

    Raises ``BadRequest`` or ``FaultyCase`` for what is refused.
    """
    if asked.fixes < 0:
        raise BadRequest(f"--fixes is {asked.fixes}, not a number of fixes ≥ 0")
    with shown(sys.stderr, quiet=quiet) as listener, nothing_on_standard_output():
        explanation = _explained(plan, asked, listener)
        watch = Watch(report=lambda progress: listener(News(Stage.SOLVE, progress)))
        explanation = interruptible(lambda watch: _answered(explanation, asked, request, watch, listener), watch)
    if out is not None:
        write_tables(out, tables(explanation))
    say(page_text(page(explanation), sys.stdout) if as_text else as_json(explanation))
    return 0


def _explained(plan: Path, asked: Question, listener: Listener) -> Explanation:
    listener(News(Stage.READ))
    reopened = reopen(plan)
    listener(News(Stage.SOLVE, message="prices of the limits, switches kept"))
    try:
        explanation = explain(reopened, asked.chosen)
    except NoGround as fault:
        raise BadRequest(f"{plan} can't be explained: {fault}; solve the case again") from fault
    for text in asked.wishes:
        read_wish(explanation.part.case, text)  # a slip is told before anything is searched
    return explanation


def _answered(explanation: Explanation, asked: Question, request: Request, watch: Watch,
              listener: Listener) -> Explanation:  # fmt: skip
    """The explanation with the wishes put to the test; without wishes, with what would serve its shortages."""
    for text in asked.wishes:
        listener(News(Stage.SOLVE, message=f"why not {text}"))
        wish = read_wish(explanation.part.case, text)
        found = contrast(explanation.reopened, explanation.ground, wish, gap=asked.gap, time_limit=request.time_limit,
                         watch=watch)  # fmt: skip
        explanation = replace(explanation, contrasts=(*explanation.contrasts, found))
    if asked.wishes or not asked.fixes:
        return explanation
    return replace(explanation, remedies=tuple(_remedies(explanation, asked, request, watch, listener)))


def _remedies(explanation: Explanation, asked: Question, request: Request, watch: Watch,
              listener: Listener) -> Iterator[Remedy]:  # fmt: skip
    """What would serve each shortage that the explanation is about, as far as time allows."""
    began = time.perf_counter()

    def is_over() -> bool:
        limit = request.time_limit
        return watch.stop.is_set() or (limit is not None and time.perf_counter() - began > limit)

    listed = explanation.part.case.tables.listed
    for why in explanation.reasons:
        if why.short > 1e-6 and not is_over():
            codes = (
                listed("market").index(why.market),
                listed("model").index(why.model),
                listed("period").index(why.period),
            )
            key = one_key(explanation.ground, *codes)
            yield remedy(explanation.ground, key, asked.fixes,
                         lambda said: listener(News(Stage.SOLVE, message=said)), is_over)  # fmt: skip
