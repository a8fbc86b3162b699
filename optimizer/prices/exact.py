"""What changes bring with every switch free again: the mixed-integer program solved anew, told as an interval.

The plan in hand is worth ``z`` and no plan more than ``B``; after the change the best known is worth ``z'`` and none
more than ``B'``. So the change brings at least ``z' − B`` and at most ``B' − z``: a figure only where gaps are closed.
"""

import time
from dataclasses import dataclass, replace

from models.schema import BY_NAME, Kind
from models.solution import Status
from models.tables import Tables
from optimizer.explain.edits import Edit, at_key, value_at
from optimizer.explain.study import Answer, Study
from optimizer.prices.limits import Limit
from optimizer.prices.scale import Scale
from optimizer.prices.weighing import Between, Weighed, told_first


@dataclass(frozen=True)
class Exactly:
    """How exactly the plan itself is known, and how long there is for all."""

    bound: float
    """What no plan of the case can exceed."""
    gap: float
    deadline: float | None = None
    """By ``time.perf_counter``."""

    @property
    def left(self) -> float | None:
        """Seconds left; ``None`` without an end."""
        return None if self.deadline is None else self.deadline - time.perf_counter()

    @property
    def is_over(self) -> bool:
        """Whether time is up."""
        return self.left is not None and self.left <= 0


def exactly(scale: Scale, found: Weighed, top: int, how: Exactly) -> Weighed:
    """The same with intervals for every rule and for the ``top`` limits whose figure is a cell of the inputs."""
    rules, limits = list(found.rules), list(found.limits)
    for place, rule in enumerate(rules):
        if how.is_over:
            break
        scale.tell(f"exactly, without {rule.off.rule}")
        study = Study(rule.off.applied(scale.tables), scale.plan, gap=how.gap, time_limit=how.left)
        rules[place] = replace(rule, exact=_between(study.solve(), scale.plan.objective, how.bound))
    study = Study(scale.tables, scale.plan, gap=how.gap)
    for place, limit in told_first(limits, top):
        if how.is_over:
            break
        edit = eased_input(scale.tables, limit.limit)
        if edit is None:
            continue
        scale.tell(f"exactly, {limit.limit.named().text}")
        study.time_limit = how.left
        limits[place] = replace(limit, exact=_between(study.solve([edit]), scale.plan.objective, how.bound))
    return replace(found, rules=tuple(rules), limits=tuple(limits), finished=found.finished and not how.is_over,
                   seconds=time.perf_counter() - scale.began)  # fmt: skip


def eased_input(tables: Tables, limit: Limit) -> Edit | None:
    """The change of one input cell that eases a limit by its step; ``None`` where no one cell gives its figure."""
    cells = limit.cells()
    if not cells:
        return None
    table = cells[0].table
    column = BY_NAME[table][cells[0].column]
    first = column.instead_of or column.name
    key = _key(tables, limit, table)
    if key is None or abs(value_at(tables, table, first, key)[0] - limit.stands) > 1e-6:
        return None
    step = max(1.0, round(limit.step)) if column.kind is Kind.COUNT else limit.step
    return at_key(tables, table, first, key, max(0.0, limit.stands + limit.direction * step))


def _key(tables: Tables, limit: Limit, table: str) -> dict[str, str] | None:
    """The limit's key as the table has it; ``None`` where the table asks for more."""
    names = {}
    for dimension in limit.keys.codes:
        code = int(limit.keys[dimension][limit.position])
        if dimension == "line":
            names["plant"] = tables.listed("plant")[int(limit.case.plant_of_line[code])]
            names["line"] = tables.listed("line")[int(limit.case.name_of_line[code])]
        elif dimension not in ("mix", "arrival") and code >= 0:
            names[dimension] = tables.listed(dimension)[code]
    wanted = [column.name for column in BY_NAME[table].key]
    return {name: names[name] for name in wanted} if all(name in names for name in wanted) else None


def _between(answer: Answer, plan: float, bound: float) -> Between | None:
    if answer.status is Status.UNBOUNDED:
        return Between(float("inf"), float("inf"))
    if answer.objective is None or answer.bound is None:
        return None
    return Between(max(0.0, answer.objective - bound), max(0.0, answer.bound - plan))
