"""Who has won a race, and why: from what each contender has to the one answer."""

from collections.abc import Sequence
from dataclasses import replace

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import CONTRADICTION, LINEAR_GAP
from optimizer.engines.base import Options
from optimizer.engines.contender import Contender

CLAIMS = (Status.INFEASIBLE, Status.UNBOUNDED)
"""What can't be checked as a plan can."""


def judged(contenders: Sequence[Contender], program: Program, options: Options) -> Solution:
    """The winner's solution, its ``message`` saying who won and why.

    A proof beats a plan, the better plan a worse one, any plan a claim that there is none, a claim no answer.
    """
    answers = {contender: contender.solution for contender in contenders if contender.solution is not None}
    plans = {contender: answer for contender, answer in answers.items() if answer.values is not None}
    if plans:
        winner = max(plans, key=lambda one: (plans[one].status is Status.OPTIMAL, plans[one].objective or 0.0))
        solution = plans[winner]
        if solution.status is not Status.OPTIMAL:
            solution = _under_lowest_bound(solution, list(plans.values()), program, options)
        return replace(solution, message=_victory(winner, solution, contenders))
    for winner, solution in answers.items():
        if solution.status in CLAIMS:
            return replace(solution, message=_victory(winner, solution, contenders))
    said = "; ".join(f"{one.solver}: {answer.message or answer.status}" for one, answer in answers.items())
    undecided = [answer for answer in answers.values() if answer.status is Status.NO_PLAN]
    if undecided or len(answers) < len(contenders):  # one that was ended had nothing in hand either
        first = undecided[0] if undecided else next(iter(answers.values()))
        return replace(first, status=Status.NO_PLAN, message=said)
    return replace(next(iter(answers.values())), message=said)


def _under_lowest_bound(solution: Solution, plans: Sequence[Solution], program: Program, options: Options) -> Solution:
    """The best plan with the lowest bound that it does not refute, whose that is, and the status that follows."""
    objective = solution.objective or 0.0
    room = CONTRADICTION * max(1.0, abs(objective))
    bounds = [(plan.bound, plan.engine) for plan in plans if plan.bound is not None and plan.bound >= objective - room]
    if not bounds:
        return solution
    lowest, engine = min(bounds)
    whose = "" if solution.bound == lowest or engine == solution.engine else engine
    known = replace(solution, bound=max(objective, lowest), bound_by=whose)
    gap = options.gap * (1 + 1e-6) if program.is_mip else max(options.gap, LINEAR_GAP)
    is_proved = known.gap is not None and known.gap <= gap
    return replace(known, status=Status.OPTIMAL if is_proved else Status.FEASIBLE)


def _victory(winner: Contender, solution: Solution, contenders: Sequence[Contender]) -> str:
    """Who won against whom, and why."""
    if len(contenders) == 1:
        return f"{winner.solver} alone: done before another was due" if solution.status is Status.OPTIMAL else ""
    others = [f"{other.solver} {_fate(other.solution)}" for other in contenders if other is not winner]
    return "; ".join((f"{winner.solver} won the race: {_reason(solution)}", *others))


def _reason(solution: Solution) -> str:
    match solution.status:
        case Status.OPTIMAL:
            return "first with a proof"
        case Status.FEASIBLE:
            return "the better plan in the end"
        case _:
            return f"says the case is {solution.status}"


def _fate(solution: Solution | None) -> str:
    """What became of one that did not win."""
    if solution is None:
        return "was stopped"
    match solution.status:
        case Status.OPTIMAL | Status.FEASIBLE:
            return f"had {solution.objective:,.2f}"
        case Status.INFEASIBLE | Status.UNBOUNDED:
            return f"said {solution.status}"
        case Status.NO_PLAN:
            return "had nothing in hand"
        case Status.ERROR:
            return f"failed: {solution.message}"
