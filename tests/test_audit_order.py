"""The audit reads what stands in a table, not how it stands there: order, types and categories change nothing."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.audit import audit
from models.plan import Plan
from tests.test_audit_builds import MIXED
from tests.test_audit_contribution import AMOUNTS, EXACT, worth, written
from tests.test_audit_sales import UNLAUNCHED
from tests.test_audit_sites import LATE, STOCK, YARD
from tests.test_audit_transport import SERVED

WRONG = {**AMOUNTS, "revenue": AMOUNTS["revenue"][1:], "duty": [(key, 2 * amount) for key, amount in AMOUNTS["duty"]]}
STORIES = {
    "exact": EXACT,
    "money": EXACT.planned(objective=worth(WRONG), contribution=written(WRONG)),
    "mix": MIXED.given(mix="plant,line,family,model,period,maximum_share / A,L,F,,,0.5 / A,L,,VAN,1,0.1"),
    "yard": YARD.given(yards="plant,model,market,opening,maximum / A,CAR,,,0.5 / A,CAR,M,3,"),
    "stock": STOCK.given(stock="market,model,opening,minimum / M,CAR,3,2"),
    "late": LATE.given(pipeline="market,model,period,units / M,CAR,1,4"),
    "served": SERVED.planned(sailings="service,period,sailings,capacity,used / sea,1,1,7,10 / sea,3,2,5,9"),
    "unlaunched": UNLAUNCHED.given(programs="model,market,first_period,status / CAR,M,2,launched"),
}
"""A plan that is right, and plans that break this and that; none shows rows by their number."""


def said(verdict):
    """All that a verdict says, whatever the order of its breaches."""
    breaches = sorted(
        (breach.rule, breach.where, breach.message, round(breach.amount, 6)) for breach in verdict.breaches
    )
    items = {item: round(amount, 6) for item, amount in verdict.items.items()}
    return breaches, dict(verdict.counts), items, round(verdict.objective, 6)


def with_frames(plan: Plan, change) -> Plan:
    return replace(plan, **{name: change(frame) for name, frame in plan.tables()})


def shuffled(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sample(frac=1, random_state=len(frame))


@pytest.mark.parametrize("relaxed", [False, True])
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_order_of_rows_is_of_no_account(story, relaxed):
    """The plan's rows and the case's in any order give the same verdict."""
    tables, plan = story.frames()
    same = said(audit(tables, plan, relaxed=relaxed))
    assert said(audit(tables, with_frames(plan, shuffled), relaxed=relaxed)) == same
    if story is not STORIES["mix"]:  # its breaches name the row of mix
        frames = {name: shuffled(frame).reset_index(drop=True) for name, frame in tables.frames.items()}
        assert said(audit(replace(tables, frames=frames), plan, relaxed=relaxed)) == same


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_types_of_columns_are_of_no_account(story):
    """Names as plain text or with their categories turned round, numbers as text: the same verdict."""
    tables, plan = story.frames()

    def as_text(frame):
        return frame.astype(object).where(frame.notna(), None)

    def turned(frame):
        keys = [column for column in frame if isinstance(frame[column].dtype, pd.CategoricalDtype)]
        return frame.assign(**{key: frame[key].cat.reorder_categories(frame[key].cat.categories[::-1]) for key in keys})

    same = said(audit(tables, plan))
    assert said(audit(tables, with_frames(plan, as_text))) == same
    assert said(audit(tables, with_frames(plan, turned))) == same


def test_audit_leaves_the_case_and_the_plan_as_they_are():
    """Cells that are faulty, and read as 0, stay what they are in the plan."""
    tables, plan = EXACT.frames()
    plan = replace(plan, fulfilment=plan.fulfilment.assign(sold=[4, 2, np.nan, -1, np.inf, 2]))
    frames = [*tables.frames.values(), *(frame for _, frame in plan.tables())]
    before = [frame.copy() for frame in frames]
    assert audit(tables, plan).counts["tables"] == 3
    for frame, copy in zip(frames, before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)
