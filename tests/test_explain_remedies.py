"""Fixes of a shortage truly serve it, none of their changes is idle, and what they bring adds up."""

import shutil
from dataclasses import replace
from math import fsum

import numpy as np
import pandas as pd
import pytest

from optimizer.explain.chosen import Chosen, Slice
from optimizer.explain.contrast import plan_of
from optimizer.explain.direction import one_key
from optimizer.explain.edits import at_key, edited
from optimizer.explain.ground import ground
from optimizer.explain.reasons import reason
from optimizer.explain.remedies import remedy, short_at
from optimizer.pipeline import solve_case
from optimizer.report.reasoned import verdict
from tests.explain_cases import INPUTS, invented_ground, key_of, on_ground
from tests.small import small


def shortages_of(base):
    """The keys of what is short on a ground."""
    short = base.allocation.draft.short
    lost = short.keys.take(base.values[short.columns] > 1e-3)
    codes = zip(*(lost[kind].tolist() for kind in ("market", "model", "period")), strict=True)
    return [one_key(base, *code) for code in codes]


def again(base, edits, sailings=()):
    """The ground with inputs edited, formulated and solved anew: switches kept, but for sailings that are added."""
    plan = plan_of(base, base.values)
    for change in sailings:
        frame = plan.sailings.astype({"service": "str", "period": "str"}).set_index(["service", "period"])
        frame.loc[(change.key["service"], change.key["period"]), "sailings"] = change.after
        plan = replace(plan, sailings=frame.reset_index())
    return ground(edited(base.allocation.case.tables, edits), plan)


def written(case, place, tables, edits):
    """A copy of a case's folder with the edits written into its files."""
    shutil.copytree(INPUTS / case, place)
    for edit in edits:
        file = place / f"{edit.table}.csv"
        cells = pd.read_csv(file, dtype="str", keep_default_na=False)
        row = len(cells) if edit.row is None else edit.row
        if edit.row is None:
            cells.loc[row] = ""
            for name, value in edit.key:
                cells.loc[row, name] = value
        cells.loc[row, edit.column] = str(edit.value)
        cells.to_csv(file, index=False)
    return place


def test_fixes_written_into_the_files_serve_the_shortage(tmp_path):
    """The tiny case: 50 sedans short at home. Every fix, written into the case's files and solved as any case is,
    serves them, and the plan is worth more by what was told.
    """
    reopened, base = on_ground("tiny")
    key = key_of(base, market="Home", model="Sedan", period="3")
    short = short_at(base, key)
    assert short == pytest.approx(sum(short_at(base, each) for each in shortages_of(base)))
    found = remedy(base, key, 3)
    assert len(found.fixes) == 3
    for number, fix in enumerate(found.fixes):
        case = written("tiny", tmp_path / str(number), reopened.tables, [change.edit for change in fix.changes])
        outcome = solve_case(case)
        assert outcome.plan is not None
        assert outcome.plan.fulfilment["short"].sum() == pytest.approx(0, abs=1e-6)
        assert outcome.plan.objective - reopened.plan.objective == pytest.approx(fix.change.total, abs=0.005)
    assert [round(fix.change.total / short) for fix in found.fixes] == [3500, 2000, 1500]  # by hand: the case's README


def test_real_shortage_is_served_and_adds_up():
    """Grand Highlander Hybrid in the US: each fix serves it, worse for nobody; items add up to the cent."""
    _, base = on_ground("us-japan-2026")
    key = key_of(base, market="US", model="Grand Highlander Hybrid", period="2026-12")
    found = remedy(base, key, 2)
    assert len(found.fixes) == 2
    for fix in found.fixes:
        after = again(base, [change.edit for change in fix.changes])
        assert short_at(after, key) == pytest.approx(0, abs=1e-3)
        assert after.objective - base.objective == pytest.approx(fix.change.total, abs=0.005)
        assert fsum(fix.change.items["change"]) == pytest.approx(fix.change.total, abs=0.005)
        assert fix.others_short <= 1e-3
        assert all(change.citation for change in fix.changes)


@pytest.mark.parametrize("seed", range(8))
def test_fixes_of_invented_cases(seed):
    """Whatever the case has: a fix serves its shortage, and without any one of its changes it would not."""
    base = invented_ground(seed)
    if base is None:
        return
    for key in shortages_of(base)[:2]:
        for fix in remedy(base, key, 2).fixes:
            added = [change for change in fix.changes if change.edit.column == "sailings"]
            edits = [change.edit for change in fix.changes]
            after = again(base, edits, added)
            assert short_at(after, key) == pytest.approx(0, abs=1e-3)
            assert after.objective - base.objective == pytest.approx(fix.change.total, abs=0.005)
            for idle in fix.changes:
                left = [change.edit for change in fix.changes if change is not idle]
                assert short_at(again(base, left, [change for change in added if change is not idle]), key) > 1e-3


def test_price_from_which_serving_pays():
    """At the price told, less a little, the best plan leaves some short; more, and it serves all."""
    _, base = on_ground("us-japan-2026")
    key = key_of(base, market="US", model="Grand Highlander Hybrid", period="2026-12")
    found = remedy(base, key, 0)
    assert found.costs is not None
    assert found.price is not None
    tables = base.allocation.case.tables
    names = {"market": "US", "model": "Grand Highlander Hybrid", "period": "2026-12"}
    left = [short_at(again(base, [at_key(tables, "demand", "price", names, found.price + by)]), key) for by in (-1, 1)]
    assert left[0] > 1
    assert left[1] == pytest.approx(0, abs=1e-3)


def test_shortage_that_would_not_pay_is_told(tmp_path):
    """A vehicle costs 9 and brings 4, and 2 of shortage cost saved: nothing limits it; from a price of 7 it pays."""
    allocation = small(tmp_path, demand="market,model,demand,price,shortage_cost / K,M,5,4,2",
                   builds="plant,line,model,hours_per_unit,unit_cost / A,1,M,2,9")  # fmt: skip
    base = ground(allocation.case.tables, allocation.plan(np.zeros(len(allocation.program.cost))))
    key = key_of(base, market="K", model="M", period="p1")
    why = reason(base, Slice(base.allocation.case, Chosen()), 0, 0, 0)
    assert "would lose 3 USD even if nothing were scarce" in verdict(why, "USD")
    found = remedy(base, key, 3)
    assert (found.fixes, found.price, found.costs) == ((), pytest.approx(7), pytest.approx(15))
    assert found.needs_nothing


def test_a_sailing_more_serves_a_shortage():
    """An invented case whose vessel is full: a larger vessel would do, and so would a sailing more, which then runs."""
    base = invented_ground(1)
    assert base is not None
    columns = [change.edit.column for fix in remedy(base, shortages_of(base)[0], 2).fixes for change in fix.changes]
    assert sorted(columns) == ["capacity", "sailings"]


def test_customers_who_waited_in_vain(tmp_path):
    """8 a period are asked for and 5 can be built: 6 still wait at the end and are lost. One vehicle more then brings
    its price of 4, 5 of shortage and 1 of backlog cost; hours for six more serve them all.
    """
    demand = "market,model,demand,price,shortage_cost,backlog_cost / K,M,8,4,5,1"
    allocation = small(tmp_path, demand=demand)
    base = ground(allocation.case.tables, allocation.plan(np.zeros(len(allocation.program.cost))))
    key = key_of(base, market="K", model="M", period="p2")
    why = reason(base, Slice(base.allocation.case, Chosen()), 0, 0, 1)
    assert (why.short, why.backlog) == (pytest.approx(6), 0)
    assert why.earns == pytest.approx(10)
    found = remedy(base, key, 1)
    assert (found.pays_by, found.costs) == ("shortage_cost", None)
    assert sum(change.after - change.before for change in found.fixes[0].changes) == pytest.approx(12)
    assert found.fixes[0].change.total >= 60 - 1e-6


def fixes_of(tmp_path, period, **tables):
    """The fixes of the shortage of M in K in a period, as text and figures."""
    allocation = small(tmp_path, **tables)
    key = {"market": "K", "model": "M", "period": period}
    start = ground(allocation.case.tables, allocation.plan(np.zeros(len(allocation.program.cost))))
    found = remedy(start, key_of(start, **key), 5)
    return [[(change.text, change.before, change.after) for change in fix.changes] for fix in found.fixes]


def test_a_commitment_elsewhere_can_be_given_up(tmp_path):
    """A line with time for 5 has 5 of N committed; M, which brings more, is short: more hours, or no commitment."""
    found = fixes_of(
        tmp_path, "p1", models="model / M / N", builds="plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2",
        demand="market,model,period,demand,commitment,price / K,M,p1,5,,3 / K,N,p1,5,5,1",
    )  # fmt: skip
    assert found == [[("hours of A/1 in p1", 10, 20)], [("commitment of N to K in p1", 5, 0)]]


def test_hours_that_rise_must_fall_again(tmp_path):
    """Hours may change by 2 from period to period: for 5 vehicles of 2 h in p2 and 1 before and after, by 8 twice."""
    found = fixes_of(
        tmp_path, "p2", periods="period / p1 / p2 / p3",
        capacity="plant,line,hours,maximum_change / A,1,10,2",
        demand="market,model,period,demand,price / K,M,p1,1,3 / K,M,p2,5,3 / K,M,p3,1,3",
    )  # fmt: skip
    assert [("change in hours of A/1 into p2", 2, 8), ("change in hours of A/1 into p3", 2, 8)] in [
        sorted(fix) for fix in found]  # fmt: skip
