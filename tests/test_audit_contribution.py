"""The audit of money: every item recomputed, by hand here and by the audit there."""

import pytest

from models.audit.items import RECOMPUTED
from models.plan import ITEMS
from models.tables import Settings
from tests.audit_cases import Story, assert_correct, broken

RICH = Story(
    settings=Settings("USD", change_cost=3.0),
    case={
        "periods": "period,working_days / 1,2 / 2,2 / 3,2",
        "plants": "plant / A",
        "models": "model / CAR",
        "markets": "market,currency / HOME, / OVER,EUR",
        "capacity": "plant,line,overtime_hours,overtime_cost / A,L,5,11",
        "shifts": "plant,line,pattern,period,hours,cost,change_cost,previous"
        " / A,L,one,,6,100,,yes / A,L,two,,9,160,40, / A,L,two,3,,170,50,",
        "builds": "plant,line,model,period,hours_per_unit,unit_cost,setup_cost / A,L,CAR,,1,20,7 / A,L,CAR,2,,21,",
        "adaptations": "model,market,unit_cost / CAR,OVER,2",
        "demand": "market,model,period,demand,price,shortage_cost,backlog_cost"
        " / HOME,CAR,,4,50,,1.5 / OVER,CAR,,2,30,9, / OVER,CAR,3,2,40,,",
        "exchange_rates": "currency,period,rate / EUR,,2 / EUR,3,3",
        "routes": "route,plant,market,lead_time,service,fixed_cost / H,A,HOME,0,,13 / O,A,OVER,2,sea,",
        "freight": "route,model,period,cost,transit_cost / H,,,1, / O,CAR,,3,0.5 / O,,2,4,9",
        "surcharges": "route,market,model,period,cost / O,,,,1 / ,OVER,CAR,2,0.25 / H,,,1,-0.5 / ,HOME,,3,100",
        "tariffs": "market,model,plant,period,rate,customs_value / OVER,,,,0.1,10 / OVER,CAR,,3,0.2, / OVER,,A,,,15",
        "services": "service,capacity,sailings,sailing_cost / sea,2,3,60",
        "programs": "model,market,launch_cost / CAR,OVER,25",
        "yards": "plant,model,market,holding_cost / A,CAR,,0.3 / A,CAR,HOME,0.2",
        "stock": "market,model,holding_cost,closing_value / HOME,CAR,0.4,12 / OVER,CAR,0.6,8",
        "baseline": "plant,line,model,market,period,units / A,L,CAR,HOME,1,4 / A,L,CAR,HOME,2,5",
    },
    plan={
        # built: 6 at home and 2 abroad in 1, 3 abroad in 2, 2 at home in 3
        "allocation": "plant,line,model,market,period,units"
        " / A,L,CAR,HOME,1,6 / A,L,CAR,OVER,1,2 / A,L,CAR,OVER,2,3 / A,L,CAR,HOME,3,2",
        # a car waits in the yard in period 1, another in stock; 3 are under way at the end
        "shipments": "route,plant,market,model,period,arrival,units"
        " / H,A,HOME,CAR,1,1,5 / H,A,HOME,CAR,2,2,1 / H,A,HOME,CAR,3,3,2 / O,A,OVER,CAR,1,3,2 / O,A,OVER,CAR,2,,3",
        "fulfilment": "market,model,period,demand,commitment,sold,backlog,short"
        " / HOME,CAR,1,4,0,4,0,0 / HOME,CAR,2,4,0,2,2,0 / HOME,CAR,3,4,0,1,5,5"
        " / OVER,CAR,1,2,0,0,0,2 / OVER,CAR,2,2,0,0,0,2 / OVER,CAR,3,2,0,2,0,0",
        "utilisation": "plant,line,period,pattern,regular_hours,overtime_limit,worked_hours,overtime_hours,utilisation"
        " / A,L,1,one,6,5,8,2,1.3333333333333333 / A,L,2,one,6,5,3,0,.5 / A,L,3,two,9,5,2,0,.2222222222222222",
        "inventory": "site,model,market,period,units / A,CAR,HOME,1,1 / HOME,CAR,HOME,1,1 / HOME,CAR,HOME,3,1",
        "programs": "model,market,launched,units / CAR,OVER,1,2",
        "sailings": "service,period,sailings,capacity,used / sea,1,1,2,2 / sea,2,2,2,3",
    },
)

AMOUNTS = {
    "revenue": [
        ("market=HOME,model=CAR,period=1", 200), ("market=HOME,model=CAR,period=2", 100),
        ("market=HOME,model=CAR,period=3", 50), ("market=OVER,model=CAR,period=3", 240),  # 40 EUR at 3 for 2
    ],
    "production": [
        ("plant=A,line=L,model=CAR,market=HOME,period=1", -120),
        ("plant=A,line=L,model=CAR,market=OVER,period=1", -40),
        ("plant=A,line=L,model=CAR,market=OVER,period=2", -63),
        ("plant=A,line=L,model=CAR,market=HOME,period=3", -40),
    ],
    "adaptation": [
        ("plant=A,line=L,model=CAR,market=OVER,period=1", -4), ("plant=A,line=L,model=CAR,market=OVER,period=2", -6),
    ],
    "setup": [(f"plant=A,line=L,model=CAR,period={period}", -7) for period in (1, 2, 3)],
    "overtime": [("plant=A,line=L,period=1", -22)],
    "shift": [
        ("plant=A,line=L,period=1", -100), ("plant=A,line=L,period=2", -100), ("plant=A,line=L,period=3", -170),
    ],
    "shift_change": [("plant=A,line=L,period=3", -50)],
    "freight": [
        ("route=H,model=CAR,period=1", -2.5),  # 1 less the surcharge of -0.5
        ("route=H,model=CAR,period=2", -1), ("route=H,model=CAR,period=3", -202),
        ("route=O,model=CAR,period=1", -10),  # 3 and 1 and twice 0.5
        ("route=O,model=CAR,period=2", None),  # two rows fill the cost, equally specific: settled below
    ],
    "duty": [
        ("route=O,model=CAR,period=1", -6),  # arrives in 3: 0.2 of the plant's 15
        ("route=O,model=CAR,period=2", -9),  # arrives after 3, taken as 3
    ],
    "route": [(f"route=H,period={period}", -13) for period in (1, 2, 3)],
    "sailing": [("service=sea,period=1", -60), ("service=sea,period=2", -120)],
    "yard_holding": [("plant=A,model=CAR,market=HOME,period=1", -0.2)],
    "stock_holding": [("market=HOME,model=CAR,period=1", -0.4), ("market=HOME,model=CAR,period=3", -0.4)],
    "closing": [("market=HOME,model=CAR", 12), ("market=OVER,model=CAR", 24)],
    "launch": [("market=OVER,model=CAR", -25)],
    "shortage": [("market=OVER,model=CAR,period=1", -18), ("market=OVER,model=CAR,period=2", -18)],
    "backlog": [("market=HOME,model=CAR,period=2", -3), ("market=HOME,model=CAR,period=3", -7.5)],
    "plan_change": [
        ("plant=A,line=L,model=CAR,market=HOME,period=1", -6),  # 2 more
        ("plant=A,line=L,model=CAR,market=OVER,period=1", -6),  # 2 without a row
        ("plant=A,line=L,model=CAR,market=HOME,period=2", -15),  # 5 not built
        ("plant=A,line=L,model=CAR,market=OVER,period=2", -9),
    ],
}  # fmt: skip
"""Every amount by hand. Nothing of the case's own is taken from the audit."""

AMOUNTS["freight"][4] = ("route=O,model=CAR,period=2", -3 * (5 + 2 * 1.5 + 1 + 0.25))
FREIGHT = "route,model,period,cost,transit_cost / H,,,1, / O,CAR,,3,0.5 / O,,2,4,9 / O,CAR,2,5,1.5"
COLUMNS = ("item", "plant", "line", "route", "service", "model", "market", "period")


def written(amounts):
    """The text of ``contribution`` with these amounts."""
    lines = []
    for item, rows in amounts.items():
        for keys, amount in rows:
            cells = {"item": item, **dict(pair.split("=") for pair in keys.split(","))}
            lines.append(",".join([*(cells.get(column, "") for column in COLUMNS), str(amount)]))
    return " / ".join([",".join([*COLUMNS, "amount"]), *lines])


def worth(amounts):
    return sum(amount for rows in amounts.values() for _, amount in rows)


EXACT = RICH.given(freight=FREIGHT).planned(objective=worth(AMOUNTS), contribution=written(AMOUNTS))


def test_one_function_for_each_item_in_the_order_of_items():
    """The audit recomputes every item of the contribution, under its name."""
    assert tuple(item.__name__ for item in RECOMPUTED) == ITEMS


def test_every_item_is_what_the_case_and_the_decisions_make_it():
    """The plan is right, and every item and the objective is the sum by hand."""
    assert_correct(EXACT)
    verdict = EXACT.judged()
    assert dict(verdict.items) == pytest.approx({item: sum(a for _, a in AMOUNTS[item]) for item in ITEMS})
    assert verdict.objective == pytest.approx(worth(AMOUNTS))


@pytest.mark.parametrize("item", ITEMS)
def test_an_amount_that_is_wrong_is_found_at_its_key(item):
    """One unit of money too much in the last row of the item: the row, the item's total and the objective."""
    keys, amount = AMOUNTS[item][-1]
    wrong = {**AMOUNTS, item: [*AMOUNTS[item][:-1], (keys, amount + 1)]}
    story = EXACT.planned(objective=worth(wrong), contribution=written(wrong))
    found = broken(story.judged(), "contribution")
    assert set(story.judged().counts) == {"contribution"}
    assert found.pop("total=objective") == pytest.approx(1)
    assert found.pop(f"item={item}") == pytest.approx(1)
    ((where, apart),) = found.items()
    assert set(where.split()) == {f"item={item}", *keys.split(",")}
    assert apart == pytest.approx(1)


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_that_is_left_out_is_found(item):
    """The plan says nothing of the item; its objective leaves it out as well."""
    wrong = {name: rows for name, rows in AMOUNTS.items() if name != item}
    story = EXACT.planned(objective=worth(wrong), contribution=written(wrong))
    assert broken(story.judged(), "contribution")[f"item={item}"] == pytest.approx(
        abs(sum(amount for _, amount in AMOUNTS[item]))
    )


def test_amounts_that_cancel_within_an_item_are_found():
    """Two revenues exchanged: the total is right, the keys are not."""
    rows = AMOUNTS["revenue"]
    wrong = {**AMOUNTS, "revenue": [(rows[0][0], 100), (rows[1][0], 200), *rows[2:]]}
    verdict = EXACT.planned(contribution=written(wrong)).judged()
    assert broken(verdict, "contribution") == {
        "item=revenue market=HOME model=CAR period=1": pytest.approx(100),
        "item=revenue market=HOME model=CAR period=2": pytest.approx(100),
    }


def test_keys_of_a_term_are_filled_and_no_others():
    """A revenue without its period, and one with a plant, are breaches."""
    rows = AMOUNTS["revenue"]
    wrong = {**AMOUNTS, "revenue": [("market=HOME,model=CAR", 200), *rows[1:3], (f"plant=A,{rows[3][0]}", 240)]}
    verdict = EXACT.planned(contribution=written(wrong)).judged()
    messages = [breach.message for breach in verdict.breaches if breach.rule == "contribution"]
    assert sorted(messages)[:2] == ["a key of the term is blank", "a key that the term does not have"]


def test_keys_that_follow_from_the_terms_own_may_be_filled():
    """Freight and duty may name their route's plant, market and service as well."""
    fuller = {
        item: [(f"{keys},plant=A,market={'HOME' if 'route=H' in keys else 'OVER'}", a) for keys, a in AMOUNTS[item]]
        for item in ("freight", "duty", "route")
    }
    assert_correct(EXACT.planned(contribution=written({**AMOUNTS, **fuller})))


def test_objective_is_the_sum_of_the_amounts():
    """An objective of one more than its amounts is a breach, and so is one that is no number."""
    verdict = EXACT.planned(objective=EXACT.objective + 1).judged()
    assert verdict.counts == {"contribution": 2}
    assert not EXACT.planned(objective=float("nan")).judged().passed


def test_unlaunched_program_costs_nothing():
    """The launch's cost is due only with the launch; the verdict's items say what the plan is worth."""
    verdict = EXACT.planned(programs="model,market,launched,units / CAR,OVER,0,2").judged()
    assert verdict.items["launch"] == 0
    assert verdict.items["shortage"] == -36  # as written; that nothing may be short is for the rule of demand


def test_relaxed_items_of_switches_are_taken_from_the_plan():
    """A set-up, shift, route and sailing in part cost in part, and the audit says which it has not checked."""
    parts = {
        item: [(keys, amount / 2) for keys, amount in AMOUNTS[item]]
        for item in ("setup", "shift", "shift_change", "route", "sailing")
    }
    relaxed = {**AMOUNTS, **parts}
    story = EXACT.planned(objective=worth(relaxed), contribution=written(relaxed))
    assert_correct(story, relaxed=True)
    verdict = story.judged(relaxed=True)
    assert verdict.skipped == tuple(parts)
    assert verdict.objective == pytest.approx(worth(relaxed))
    assert not story.judged().passed
    wrong = {**relaxed, "overtime": [("plant=A,line=L,period=1", -21)]}
    story = EXACT.planned(objective=worth(wrong), contribution=written(wrong))
    assert broken(story.judged(relaxed=True), "contribution")["item=overtime"] == pytest.approx(1)
