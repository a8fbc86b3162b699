"""A reason's causes truly limit: eased by a little, each brings its price; eased in the inputs, what was told."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.explain.chosen import Chosen, Slice
from optimizer.explain.direction import LITTLE, towards
from optimizer.explain.edits import at_key, edited
from optimizer.explain.explanation import explain, ground_of
from optimizer.explain.ground import ground
from optimizer.explain.limits import eased
from optimizer.explain.reasons import reason
from optimizer.explain.reopen import reopen
from optimizer.report.reasoned import verdict
from optimizer.request import BadRequest
from tests.explain_cases import key_of, on_ground, plan_folder
from tests.small import small

SUBJECTS = [("tiny", "Home", "Sedan", "3"), ("tiny", "Home", "Truck", "2"),
            ("us-japan-2026", "US", "Grand Highlander Hybrid", "2026-12"),
            ("us-japan-2026", "JP", "Tundra", "2027-06"), ("us-japan-2026", "KR", "Sienna", "2026-11")]  # fmt: skip


def reason_for(case, market, model, period):
    _, base = on_ground(case)
    key = key_of(base, market=market, model=model, period=period)
    part = Slice(base.allocation.case, Chosen())
    return base, key, reason(base, part, *(int(key[kind][0]) for kind in ("market", "model", "period")))


@pytest.mark.parametrize(("case", "market", "model", "period"), SUBJECTS)
def test_lines_add_up_exactly(case, market, model, period):
    """What one more is worth: the lines add up to what is left, and earnings less limits do."""
    _, _, why = reason_for(case, market, model, period)
    assert why.lines
    assert sum(line.amount for line in why.lines) == pytest.approx(why.leaves, abs=1e-6)
    for way in why.ways:
        assert way.earns + way.limits == pytest.approx(way.leaves, abs=1e-6)


@pytest.mark.parametrize(("case", "market", "model", "period"), SUBJECTS)
def test_what_is_left_is_what_a_little_more_really_brings(case, market, model, period):
    """Solved again with a little more sold (or asked for), the objective moves by the price of just that."""
    base, key, why = reason_for(case, market, model, period)
    sell = base.allocation.draft.sell
    there = towards(base, key, int(sell.columns[sell.keys.find(key)[0]]), why.short)
    assert there is not None
    moved = (there.objective - base.objective) / LITTLE
    customers = sum(line.amount for line in why.lines if line.text.startswith("customers"))
    expected = why.leaves if why.short > 1e-6 else -customers
    if why.sold > 1e-6:
        assert moved == pytest.approx(expected, abs=0.5)  # of billions, through a hundredth


@pytest.mark.parametrize(
    ("case", "market", "model", "period"), [SUBJECTS[1], ("us-japan-2026", "JP", "Tundra", "2026-07")]
)
def test_customers_stand_at_what_the_input_says(case, market, model, period):
    """A limit on customers stands where its cell does, whether a program has to be launched for it or not."""
    _, _, why = reason_for(case, market, model, period)
    customers = [told.limit for told in why.limits if told.limit.rule == "demand"]
    assert customers
    for limit in customers:
        assert limit.stands == pytest.approx(limit.cells[0].value)


@pytest.mark.parametrize(("case", "market", "model", "period"), SUBJECTS)
def test_causes_truly_limit(case, market, model, period):
    """Each cause, eased by a hair where one more is sold already, gains its price."""
    base, key, why = reason_for(case, market, model, period)
    sell = base.allocation.draft.sell
    there = towards(base, key, int(sell.columns[sell.keys.find(key)[0]]), why.short)
    assert there is not None
    assert why.limits
    hair = LITTLE / 4 * min((abs(line.count) for line in why.lines if line.unit), default=1.0)
    for told in why.limits:
        gain = eased(there, told.limit, hair)
        assert gain is not None
        assert gain / hair == pytest.approx(told.limit.price, rel=0.01, abs=20.0)  # billions, through a hair


@pytest.mark.parametrize(("case", "subject", "line", "hours", "gain"), [
    ("tiny", ("Home", "Sedan", "3"), {"plant": "North", "line": "A", "period": "3"}, 100, 3500),
    ("us-japan-2026", ("US", "Grand Highlander Hybrid", "2026-12"),
     {"plant": "TMMI", "line": "West", "period": "2026-12"}, 246.5, None),
])  # fmt: skip
def test_an_hour_more_in_the_inputs_gains_what_was_told(case, subject, line, hours, gain):
    """With an hour more in the table it is said to stand in, read and formulated anew: the gain that was told."""
    reopened, base = on_ground(case)
    _, _, why = reason_for(case, *subject)
    told = next(told for told in why.limits if told.limit.rule == "line_time")
    edit = at_key(reopened.tables, "capacity", "hours", line, hours + 1.0)
    changed = ground_of(replace(reopened, tables=edited(reopened.tables, [edit])))
    assert told.gain == pytest.approx(changed.objective - base.objective, abs=0.01)
    assert told.limit.stands == pytest.approx(hours)
    assert told.gain == pytest.approx(told.gain if gain is None else gain)
    assert "capacity.csv" in told.limit.citation


def test_hours_are_worth_more_elsewhere():
    """Trucks earn 4,000 an hour at home and sedans 3,500 (worked out in the case's README): trucks come first."""
    _, _, why = reason_for("tiny", "Home", "Sedan", "3")
    hours = next(told for told in why.limits if told.limit.rule == "line_time")
    assert [(use.model, use.market, round(use.earns)) for use in hours.uses] == [
        ("Truck", "Home", 4000), ("Sedan", "Home", 3500)]  # fmt: skip


def test_a_program_that_is_not_launched_is_told():
    """The sedan is not launched in Japan; what its launch costs, and where that stands, is said."""
    _, _, why = reason_for("tiny", "Japan", "Sedan", "2")
    assert "not launched" in why.unlaunched
    assert "5,000 USD (programs.csv:3)" in why.unlaunched


@pytest.mark.parametrize(("period", "says"), [("2026-04", "begins to sell in 2026-05 (programs.csv:4)"),
                                              ("2026-05", "")])  # fmt: skip
def test_what_rules_a_sale_out_is_told(period, says):
    """Before a program's first period nothing can be sold, and that is the reason."""
    _, _, why = reason_for("us-japan-2026", "JP", "Tundra", period)
    assert says in why.obstacle
    assert bool(says) == bool(why.obstacle)


def test_shortage_of_the_real_case_is_traced_to_the_line():
    """Grand Highlander Hybrid, short in the US in December 2026: no hours left on TMMI/West, nor overtime."""
    reopened, _ = on_ground("us-japan-2026")
    found = explain(reopened, Chosen(market="US", model="Grand Highlander Hybrid", period="2026-12"))
    texts = {told.limit.named.text: told.limit.citation for told in found.reasons[0].limits}
    assert texts["hours of TMMI/West in 2026-12"] == "capacity.csv:5"
    assert texts["overtime of TMMI/West in 2026-12"] == "capacity.csv:5"


def test_unknown_names_are_refused_with_the_nearest():
    """A filter that names nothing of the case."""
    reopened, _ = on_ground("tiny")
    with pytest.raises(BadRequest, match=r'--market is "Japn".*did you mean "Japan"'):
        explain(reopened, Chosen(market="Japn"))
    with pytest.raises(BadRequest, match="--line"):
        explain(reopened, Chosen(line="Z"))


@pytest.mark.parametrize("model", ["Truck", "Sedan"])
def test_a_full_vessel_leaves_no_room_for_one_more(model):
    """The vessel to Japan is full of trucks, of which the program must sell all: not one more, of either model."""
    _, _, why = reason_for("tiny", "Japan", model, "2")
    assert not why.is_possible
    assert [told.limit.named.text for told in why.limits] == ["space on Vessel in 1"]


def test_why_a_line_does_not_build_a_model():
    """RAV4 Hybrid on Kentucky's third line: each built there would bring less than as planned."""
    reopened, _ = on_ground("us-japan-2026")
    found = explain(reopened, Chosen(model="RAV4 Hybrid", line="TMMK/3"))
    assert found.planned.empty
    for why in found.reasons:
        assert why.leaves < 0
        assert sum(line.amount for line in why.lines) == pytest.approx(why.leaves, abs=1e-6)
        assert {way.line for way in why.ways} == {"TMMK/3"}
        assert f"{-why.leaves:,.0f} USD less than as planned" in verdict(why, "USD")


@pytest.mark.parametrize(("tables", "period", "says"), [
    ({"freight": "route,model / R,N", "models": "model / M / N"}, 0, "no line that builds M has a route with freight"),
    ({"routes": "route,plant,market,lead_time / R,A,K,1"}, 0, "arrive in p2 (lead time 1, routes.csv:2)"),
    ({"builds": "plant,line,model,hours_per_unit,last_period / A,1,M,2,p1"}, 1, "from p1 to p1 only"),
    ({"builds": "plant,line,model,hours_per_unit,first_period / A,1,M,2,p2"}, 0, "built for K from p2 on"),
    ({"demand": "market,model,period,demand / K,M,p2,5"}, 0, "nobody asks for M in K in p1"),
])  # fmt: skip
def test_obstacles_are_told(tmp_path, tables, period, says):
    """What rules a sale out before money counts: no way, no way so soon, not built by then, nobody who asks."""
    allocation = small(tmp_path, **tables)
    base = ground(allocation.case.tables, allocation.plan(np.zeros(len(allocation.program.cost))))
    why = reason(base, Slice(base.allocation.case, Chosen()), 0, 0, period)
    assert says in why.obstacle
    assert says in verdict(why, "USD")


def test_published_prices_of_rolling_time():
    """AMPL's steel mill (Fourer, Gay & Kernighan, chapter 1): coils are short; a roll hour earns 4,200 with them and
    5,000 with bands, at 25 dollars a ton and 200 tons an hour.
    """
    reopened = reopen(plan_folder("../tests/published/steel"))
    why = explain(reopened, Chosen()).reasons[0]
    assert (why.model, why.short) == ("coils", pytest.approx(2600))
    assert [(use.model, use.earns) for use in why.limits[0].uses] == [
        ("bands", pytest.approx(5000)), ("coils", pytest.approx(4200))]  # fmt: skip
    assert why.limits[0].gain == pytest.approx(4200)
    assert why.leaves == pytest.approx(30 - 5000 / 140)
