"""The verdict on a case in words: how good the plan is and who says so; or why there is none, and what to do next."""

from collections.abc import Iterator

from models.solution import Status
from optimizer.engines.choose import AUTO
from optimizer.outcome import Outcome
from optimizer.report import figures
from optimizer.report.summary import Kpis

NOTHING = 1e-9
"""Gap that is called none: a bound proved in floating point lies a little above the best plan."""

MOST_BREACHES = 20
"""Broken rules that are listed on the screen."""


def headlines(outcome: Outcome, kpis: Kpis) -> Iterator[tuple[str, str]]:
    """Label and sentence of each line at the head of a plan's overview."""
    currency = outcome.tables.settings.currency
    yield "status", _status(outcome)
    yield "verified", "yes: every rule re-checked against the case, every amount recomputed"
    yield "bound", _bound(outcome, currency)
    if outcome.request.engine == AUTO and outcome.message:
        yield "engine", outcome.message
    if outcome.cross_check is not None:
        yield "cross-check", f"agrees: {outcome.cross_check.message}"
    yield "contribution", figures.money(kpis.contribution or 0.0, currency)
    if kpis.penalties:
        yield "penalties", f"{figures.money(kpis.penalties, currency)}   (objective: {_objective(outcome, currency)})"
    yield "built", f"{figures.units(kpis.units_built or 0)} units, {figures.share(kpis.export_share)} for export"
    sold = f"{figures.units(kpis.sold or 0)} of {figures.units(kpis.demand or 0)} units asked for"
    yield "fill rate", f"{figures.share(kpis.fill_rate)}   {sold}"
    overtime = f"   {figures.hours(kpis.overtime_hours)} h overtime" if kpis.overtime_hours else ""
    yield "utilisation", f"{figures.share(kpis.utilisation)}{overtime}"


def why_no_plan(outcome: Outcome) -> str:
    """Why there is no plan, and what to do next, in a few lines."""
    if outcome.verdict is not None and not outcome.verdict.passed:
        return _failed(outcome)
    if outcome.cross_check is not None and not outcome.cross_check.agrees:
        return f"Two engines disagree, so nothing was written:\n{outcome.cross_check.message}"
    if outcome.interrupted:
        return "Interrupted before any plan was found: nothing was written."
    match outcome.status:
        case Status.INFEASIBLE:
            return (
                "Infeasible: no plan obeys all rules of this case.\n"
                "`optimizer diagnose` says which rules clash, and the least changes with which a plan exists."
            )
        case Status.UNBOUNDED:
            return (
                "Unbounded: the case lets a plan earn without end.\n"
                "Look for a cost that is negative, or a closing value above the cost of a unit, on something that\n"
                "nothing limits."
            )
        case Status.NO_PLAN:
            return (
                "No plan yet: the limit was hit before a first plan was found.\n"
                "Give it longer (`--time-limit`), or try another engine (`optimizer engines` lists them)."
            ) + (f"\n{outcome.engine}: {outcome.message}" if outcome.message else "")
        case Status.ERROR:
            said = outcome.message or "no reason given"
            return f"The engine failed: {outcome.engine}: {said}\nTry another one (`optimizer engines` lists them)."
        case Status.OPTIMAL | Status.FEASIBLE:
            raise ValueError(f"there is a plan: {outcome.status}")


def _status(outcome: Outcome) -> str:
    relaxed = ", relaxed: no whole units or switches" if outcome.request.relax else ""
    stopped = ", interrupted" if outcome.interrupted else ""
    if outcome.gap is None:
        return f"{outcome.status}{stopped}{relaxed}: no bound is known"
    is_best = outcome.gap <= NOTHING
    within = "no plan earns more" if is_best else f"within {figures.gap(outcome.gap)} of the best possible"
    limit = "" if outcome.status is Status.OPTIMAL or outcome.interrupted else ", a limit was hit"
    return f"{outcome.status}{stopped}{limit}{relaxed}: {within}"


def _bound(outcome: Outcome, currency: str) -> str:
    if outcome.bound is None:
        return "none"
    whose = (
        "proved: recomputed from the duals" if outcome.proved else f"the word of {outcome.bound_by or outcome.engine}"
    )
    return f"{figures.money(outcome.bound, currency)}   ({whose})"


def _objective(outcome: Outcome, currency: str) -> str:
    return figures.money(outcome.objective or 0.0, currency)


def _failed(outcome: Outcome) -> str:
    assert outcome.verdict is not None
    breaches = outcome.verdict.breaches
    lines = [f"  {breach}" for breach in breaches[:MOST_BREACHES]]
    total = sum(outcome.verdict.counts.values())
    if total > len(lines):
        lines.append(f"  and {total - len(lines):,} more")
    return "\n".join((
        "The plan failed its verification and was not written. Broken rules:",
        *lines,
        f"This is a fault of the program or of {outcome.engine}: please report it; another engine may do",
        "(`optimizer engines` lists them).",
    ))  # fmt: skip
