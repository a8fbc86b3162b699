"""The best plan that keeps the edited cells, written as a plan of its own."""

from datetime import UTC, datetime
from pathlib import Path

from models.solution import Status
from optimizer import engines
from optimizer.evaluate.evaluation import Evaluation
from optimizer.explain.study import Answer
from optimizer.outcome import Outcome, Size, Stopwatch
from optimizer.pipeline import written
from optimizer.request import Request


def write(place: Path, evaluation: Evaluation, answer: Answer) -> None:
    """Write it to a folder, with its workbook where the edited plan was one. Raises ``OSError`` where the disk refuses.

    Its bound is that of all plans of the case, so it is ``feasible``: others may be better that keep no edited cell.
    """
    assert answer.plan is not None
    asked, best = evaluation.asked, evaluation.best
    bound = None if best is None or best.bound is None else max(best.bound, answer.plan.objective)
    ability = engines.get("highs").ability()
    outcome = Outcome(
        request=Request(scenario=evaluation.tables.scenario, engine=ability.name, time_limit=asked.time_limit,
                        gap=asked.gap, formats=("csv",) if asked.plan.is_dir() else ("csv", "xlsx")),
        tables=evaluation.tables, status=Status.FEASIBLE, engine=ability.name, engine_version=ability.version,
        size=Size.of(answer.allocation.program), started=datetime.now(UTC), stopwatch=Stopwatch(), plan=answer.plan,
        verdict=answer.verdict, bound=bound,
    )  # fmt: skip
    written(outcome, answer.plan, place, asked.case)
