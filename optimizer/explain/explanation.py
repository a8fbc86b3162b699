"""A plan explained: what was planned in a slice, what limited it, and why a market gets what it gets."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.case import Case
from models.plan import Plan
from optimizer.explain.binding import Binding, binding
from optimizer.explain.chosen import Chosen, Slice
from optimizer.explain.contrast import Contrast
from optimizer.explain.ground import Ground, ground
from optimizer.explain.planned import planned, worked
from optimizer.explain.reasons import Reason, reason
from optimizer.explain.remedies import Remedy
from optimizer.explain.reopen import Reopened
from optimizer.explain.subjects import Subject, subjects


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
    return ground(reopened.tables, reopened.plan, relaxed=reopened.request.relax)


def explain(reopened: Reopened, chosen: Chosen) -> Explanation:
    """Explain a slice. Raises ``BadRequest`` for names that the case does not know."""
    part = Slice(Case(reopened.tables), chosen)
    base, plan = ground_of(reopened), reopened.plan
    why = [
        replace(reason(base, part, *subject), planned_short=_short(plan, subject))
        for subject in subjects(base, plan, part)
    ]
    return Explanation(reopened, base, part, planned(plan, part), worked(plan, part), binding(base, part), why)


def _short(plan: Plan, subject: Subject) -> float:
    """Units short in a plan."""
    frame = plan.fulfilment
    mine = np.ones(len(frame), dtype=np.bool_)
    for name, code in zip(("market", "model", "period"), subject, strict=True):
        mine &= (frame[name].cat.codes == code).to_numpy()
    return float(frame["short"][mine].sum())
