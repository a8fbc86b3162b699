"""A plan explained: what was planned in a slice, what limited it, and why a market gets what it gets."""

from dataclasses import dataclass

import pandas as pd

from models.allocation import formulate
from models.case import Case
from models.readback import values_of
from optimizer.explain.binding import Binding, binding
from optimizer.explain.chosen import Chosen, Slice
from optimizer.explain.contrast import Contrast
from optimizer.explain.ground import Ground, ground
from optimizer.explain.planned import planned, worked
from optimizer.explain.reasons import Reason, reason
from optimizer.explain.remedies import Remedy
from optimizer.explain.reopen import Reopened
from optimizer.explain.subjects import subjects


@dataclass(frozen=True, eq=False)
class Explanation:
    """What is told of a slice of a plan."""

    reopened: Reopened
    ground: Ground
    part: Slice
    planned: pd.DataFrame
    worked: pd.DataFrame
    bindings: list[Binding]
    reasons: list[Reason]
    contrasts: tuple[Contrast, ...] = ()
    remedies: tuple[Remedy, ...] = ()

    @property
    def currency(self) -> str:
        """The case's currency."""
        return self.reopened.tables.settings.currency


def ground_of(reopened: Reopened) -> Ground:
    """The ground under a reopened plan; raises ``NoGround`` where the plan is none of its case."""
    values = values_of(formulate(Case(reopened.tables)).draft, reopened.plan)
    return ground(reopened.tables, values, relaxed=reopened.request.relax)


def explain(reopened: Reopened, chosen: Chosen) -> Explanation:
    """Explain a slice. Raises ``BadRequest`` for names that the case does not know."""
    part = Slice(Case(reopened.tables), chosen)
    base, plan = ground_of(reopened), reopened.plan
    why = [reason(base, part, *subject) for subject in subjects(base, plan, part)]
    return Explanation(reopened, base, part, planned(plan, part), worked(plan, part), binding(base, part), why)
