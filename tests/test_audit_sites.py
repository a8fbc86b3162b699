"""The audit of yards, markets' stock and the horizon's end."""

import pytest

from tests.audit_cases import TINY, assert_correct, broken, builds, hours, sales, ships

INVENTORY = "site,model,market,period,units"

YARD = TINY.given(yards="plant,model,market,opening,maximum / A,CAR,,,3 / A,CAR,M,2,").planned(
    allocation=builds(4, 5, 4),
    shipments=ships(5, 5, 5),
    utilisation=hours(4, 5, 4),
    inventory=f"{INVENTORY} / A,CAR,M,1,1 / A,CAR,M,2,1",
)
"""Two cars stand in the yard at the start: one leaves in period 1, one in period 3."""

STOCK = TINY.given(stock="market,model,opening,minimum,maximum / M,CAR,2,1,3").planned(
    allocation=builds(4, 5, 5),
    shipments=ships(4, 5, 5),
    utilisation=hours(4, 5, 5),
    inventory=f"{INVENTORY} / M,CAR,M,1,1 / M,CAR,M,2,1 / M,CAR,M,3,1",
)
"""Two cars are in stock at the start: one is sold in period 1, one stays."""

LATE = TINY.given(
    routes="route,plant,market,lead_time / R,A,M,1",
    stock="market,model,closing_value / M,CAR,0.5",
    pipeline="market,model,period,units / M,CAR,1,5",
).planned(
    objective=2.5,
    shipments=ships(5, 5, 5, lead_time=1),
    contribution="item,market,model,amount / closing,M,CAR,2.5",
)
"""A period under way: the first sales come from the pipeline, the last 5 cars are under way at the end."""


def test_yard_opens_with_its_units_and_carries_what_is_left():
    """What stood there at the start is dispatched; units left at the end of the horizon are no fault."""
    assert_correct(YARD)


def test_plant_balance_misses_and_finds_units_by_period():
    """A car less in the yard after period 1: one is lost in 1 and one comes from nowhere in 2."""
    story = YARD.planned(inventory=f"{INVENTORY} / A,CAR,M,2,1")
    assert broken(story.judged(), "plant_balance") == {
        "plant=A model=CAR market=M period=1": pytest.approx(1),
        "plant=A model=CAR market=M period=2": pytest.approx(1),
    }


def test_plant_balance_counts_the_last_period_and_the_opening():
    """Without opening units the first dispatch is 2 too many; a car built too many in the last stands nowhere."""
    story = YARD.given(yards="plant,model / A,CAR").planned(allocation=builds(4, 5, 5))
    assert broken(story.judged(), "plant_balance") == {
        "plant=A model=CAR market=M period=1": pytest.approx(2),
        "plant=A model=CAR market=M period=3": pytest.approx(1),
    }


def test_yard_limit_is_of_each_model_and_market_and_zero_without_a_row():
    """The market's own row settles a maximum of 0.5; without any row nothing may stand there."""
    story = YARD.given(yards="plant,model,market,opening,maximum / A,CAR,,,3 / A,CAR,M,2,0.5")
    where = {f"plant=A model=CAR market=M period={period}" for period in (1, 2)}
    assert broken(story.judged(), "yard_limit") == dict.fromkeys(where, pytest.approx(0.5))
    story = TINY.planned(inventory=f"{INVENTORY} / A,CAR,M,3,1")
    assert broken(story.judged(), "yard_limit") == {"plant=A model=CAR market=M period=3": pytest.approx(1)}


def test_yard_space_is_taken_by_size():
    """A car of 1.5 CEU does not fit in a yard of 1; it does in one of 1.5."""
    story = YARD.given(models="model,ceu / CAR,1.5", plants="plant,yard_capacity / A,1")
    assert broken(story.judged(), "yard_space") == {
        "plant=A period=1": pytest.approx(0.5),
        "plant=A period=2": pytest.approx(0.5),
    }
    assert_correct(story.given(plants="plant,yard_capacity / A,1.5"))


def test_stock_opens_with_its_units_and_stays_within_its_limits():
    """One of two opening cars is sold, one stays: at least 1 and at most 3."""
    assert_correct(STOCK)


def test_market_balance_misses_and_finds_units():
    """A stock of 2 after period 2: one comes from nowhere in 2 and is lost in 3."""
    story = STOCK.planned(inventory=f"{INVENTORY} / M,CAR,M,1,1 / M,CAR,M,2,2 / M,CAR,M,3,1")
    where = {f"market=M model=CAR period={period}" for period in (2, 3)}
    assert broken(story.judged(), "market_balance") == dict.fromkeys(where, pytest.approx(1))


def test_market_balance_counts_arrivals_when_they_arrive():
    """Cars of period 1 arrive in 2; the pipeline serves 1; those of 3 are under way and serve nobody."""
    assert_correct(LATE)
    story = LATE.given(pipeline="market,model,period,units / M,CAR,1,4")
    assert broken(story.judged(), "market_balance") == {"market=M model=CAR period=1": pytest.approx(1)}


def test_stock_limits_hold_in_every_period_and_there_is_none_without_a_row():
    """A minimum of 2 is missed by 1 in all periods, a maximum of 0 likewise; without a row a stock is a breach."""
    where = {f"market=M model=CAR period={period}" for period in (1, 2, 3)}
    story = STOCK.given(stock="market,model,opening,minimum / M,CAR,2,2")
    assert broken(story.judged(), "stock_limits") == dict.fromkeys(where, pytest.approx(1))
    story = STOCK.given(stock="market,model,opening,maximum / M,CAR,2,0")
    assert broken(story.judged(), "stock_limits") == dict.fromkeys(where, pytest.approx(1))
    story = TINY.planned(inventory=f"{INVENTORY} / M,CAR,M,2,1")
    assert broken(story.judged(), "stock_limits") == {"market=M model=CAR period=2": pytest.approx(1)}


def test_stock_space_is_taken_by_size():
    """A car of 2 CEU in a space of 1.5, in every period."""
    story = STOCK.given(models="model,ceu / CAR,2", markets="market,stock_capacity / M,1.5")
    where = {f"market=M period={period}" for period in (1, 2, 3)}
    assert broken(story.judged(), "stock_space") == dict.fromkeys(where, pytest.approx(0.5))
    assert_correct(story.given(markets="market,stock_capacity / M,none"))


@pytest.mark.parametrize(
    ("columns", "cells", "amount"),
    [
        ("closing", "2", 2),
        ("closing_transit", "6", 1),
        ("closing_transit,closing_maximum", "1,4.5", 0.5),
    ],
)
def test_closing_asks_for_stock_and_units_under_way(columns, cells, amount):
    """0 in stock against 2; 5 under way against 6; 5 in all against 4.5."""
    story = LATE.given(stock=f"market,model,closing_value,{columns} / M,CAR,0.5,{cells}")
    assert broken(story.judged(), "closing") == {"market=M model=CAR": pytest.approx(amount)}


def test_closing_counts_stock_of_the_last_period_only():
    """One car in stock at the end fulfils a closing of 1 and exceeds a closing maximum of 0.5."""
    assert_correct(STOCK.given(stock="market,model,opening,closing / M,CAR,2,1"))
    story = STOCK.given(stock="market,model,opening,closing_maximum / M,CAR,2,0.5")
    assert broken(story.judged(), "closing") == {"market=M model=CAR": pytest.approx(0.5)}
    story = STOCK.given(stock="market,model,opening,closing / M,CAR,2,1").planned(
        inventory=f"{INVENTORY} / M,CAR,M,1,1 / M,CAR,M,2,1",
        fulfilment=sales((5, 0, 5, 0, 0), (5, 0, 5, 0, 0), (5, 0, 6, 0, -1)),
    )
    assert broken(story.judged(), "closing") == {"market=M model=CAR": pytest.approx(1)}


def test_site_that_names_a_plant_and_a_market_is_told_apart_by_the_yards_balance():
    """Plant and market are both called M: 1 car in the yard and 2 in stock, in two rows of one key, are right."""
    story = TINY.given(
        plants="plant / M",
        capacity="plant,line,hours / M,L,10",
        builds="plant,line,model,hours_per_unit / M,L,CAR,1",
        routes="route,plant,market / R,M,M",
        yards="plant,model,market,opening,maximum / M,CAR,M,1,1",
        stock="market,model,opening,minimum,maximum / M,CAR,2,2,2",
    ).planned(
        allocation=builds(5, 5, 5).replace("A,", "M,"),
        shipments=ships(5, 5, 5).replace("A,", "M,"),
        utilisation=hours(5, 5, 5).replace("A,", "M,"),
    )
    rows = " / ".join(f"M,CAR,M,{period},{units}" for period in (1, 2, 3) for units in (1, 2))
    assert_correct(story.planned(inventory=f"{INVENTORY} / {rows}"))
    short = story.planned(inventory=f"{INVENTORY} / {rows.replace('M,CAR,M,3,2', 'M,CAR,M,3,1')}")
    assert broken(short.judged(), "stock_limits") == {"market=M model=CAR period=3": pytest.approx(1)}
