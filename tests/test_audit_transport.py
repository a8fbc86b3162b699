"""The audit of shipments, routes and sailings."""

import pytest

from tests.audit_cases import TINY, assert_correct, broken, builds, hours, sales, ships

SERVED = TINY.given(
    routes="route,plant,market,service / R,A,M,sea",
    models="model,ceu / CAR,2",
    services="service,period,capacity,sailings,minimum_sailings / sea,,6,3, / sea,2,,,1 / sea,3,5,2,",
).planned(sailings="service,period,sailings,capacity,used / sea,1,2,6,10 / sea,2,2,6,10 / sea,3,2,5,10")
"""5 cars of 2 CEU a period: on 2 of 3 sailings of 6, in period 3 on both sailings of 5."""

SAILINGS = "service,period,sailings,capacity,used"


def test_ship_exists_only_where_and_when_freight_stands():
    """A row of freight for period 1 and the model leaves periods 2 and 3 without."""
    story = TINY.given(freight="route,model,period / R,CAR,1")
    where = {f"route=R model=CAR period={period}" for period in (2, 3)}
    assert broken(story.judged(), "ship_exists") == dict.fromkeys(where, 5)


LATE = TINY.given(routes="route,plant,market,lead_time / R,A,M,1").planned(
    shipments=ships(5, 5, 5, lead_time=1),
    fulfilment=sales((5, 0, 0, 0, 5), (5, 0, 5, 0, 0), (5, 0, 5, 0, 0)),
)


def test_ship_arrives_within_the_horizon_or_is_wanted_under_way():
    """Without ``closing_transit`` or ``closing_value`` the last dispatch does not exist; with either it does."""
    where = {"route=R model=CAR period=3": 5}
    assert broken(LATE.judged(), "ship_exists") == where
    assert broken(LATE.given(stock="market,model,closing / M,CAR,0").judged(), "ship_exists") == where
    assert_correct(LATE.given(stock="market,model,closing_transit / M,CAR,5"))
    valued = LATE.given(stock="market,model,closing_value / M,CAR,2")
    worth = "item,market,model,period,amount / closing,M,CAR,3,10"
    assert_correct(valued.planned(objective=10, contribution=worth))


def test_arrival_is_dispatch_and_lead_time():
    """An arrival in the period of dispatch, and one written for a unit still under way, are breaches."""
    story = LATE.given(stock="market,model,closing_transit / M,CAR,5")
    rows = story.plan["shipments"].replace("1,2,5", "1,1,5").replace("3,,5", "3,3,5")
    assert broken(story.planned(shipments=rows).judged(), "ship_exists") == {
        "route=R model=CAR period=1": 1,
        "route=R model=CAR period=3": 1,
    }


def test_shipment_names_its_routes_plant_and_market():
    """The shipment of period 1 says another plant than its route's."""
    story = TINY.given(plants="plant / A / B")
    story = story.planned(shipments=TINY.plan["shipments"].replace("R,A,M,CAR,1", "R,B,M,CAR,1"))
    assert broken(story.judged(), "ship_exists") == {"route=R model=CAR period=1": 1}


def test_routes_carry_their_lot_where_used_and_no_more_than_their_most():
    """At least 3 and at most 6 of all models together: 2 and 7 break it, 0 does not; relaxed only the most holds."""
    lots = TINY.given(
        demand="market,model,demand / M,CAR,20", routes="route,plant,market,minimum_lot,maximum_units / R,A,M,3,6"
    )

    def moved(*units):
        return lots.planned(
            allocation=builds(*units),
            shipments=ships(*units),
            utilisation=hours(*units),
            fulfilment=sales(*((20, 0, n, 0, 20 - n) for n in units)),
        )

    assert_correct(moved(3, 0, 6))
    over, under = {"route=R period=3": pytest.approx(1)}, {"route=R period=1": pytest.approx(1)}
    assert broken(moved(2, 0, 7).judged(), "routes") == {**over, **under}
    assert broken(moved(2, 0, 7).judged(relaxed=True), "routes") == over


def test_services_carry_what_fits_on_their_sailings():
    """10 CEU fit on 2 sailings of 6 and 2 of 5, not on 1 of 6."""
    assert_correct(SERVED)
    story = SERVED.planned(sailings=f"{SAILINGS} / sea,1,1,6,10 / sea,2,2,6,10 / sea,3,2,5,10")
    assert broken(story.judged(), "services") == {"service=sea period=1": pytest.approx(4)}


def test_sailings_are_as_many_as_may_and_must_sail():
    """4 of at most 3; a service whose row is left out does not sail, though 1 must in period 2."""
    story = SERVED.planned(sailings=f"{SAILINGS} / sea,1,4,6,10 / sea,3,2,5,10")
    story = story.planned(
        allocation=builds(5, 0, 5),
        shipments=ships(5, 0, 5),
        utilisation=hours(5, 0, 5),
        fulfilment=sales((5, 0, 5, 0, 0), (5, 0, 0, 0, 5), (5, 0, 5, 0, 0)),
    )
    assert broken(story.judged(), "services") == {
        "service=sea period=1": pytest.approx(1),
        "service=sea period=2": pytest.approx(1),
    }


def test_period_without_a_row_of_its_service_has_no_sailing():
    """Rows for periods 1 and 2 only: whatever leaves in 3 has no space, and its sailings are too many."""
    story = SERVED.given(services="service,period,capacity,sailings / sea,1,6,3 / sea,2,6,3")
    assert {breach.amount for breach in story.judged().breaches if breach.rule == "services"} == {10, 2, 5}


def test_sailings_table_says_capacity_and_use():
    """A capacity of 7 and a use of 9 are not what the case and the shipments give."""
    story = SERVED.planned(sailings=f"{SAILINGS} / sea,1,2,7,10 / sea,2,2,6,9 / sea,3,2,5,10")
    assert broken(story.judged(), "services") == {
        "service=sea period=1": pytest.approx(1),
        "service=sea period=2": pytest.approx(1),
    }


def test_integrality_of_vehicles_sailings_and_launches():
    """Half a vehicle, sailing or launch is a breach; vehicles may be cut without ``integer_units``; relaxed all may."""
    half = TINY.planned(
        allocation=builds(5, 4.5, 5),
        shipments=ships(5, 4.5, 5),
        utilisation=hours(5, 4.5, 5),
        fulfilment=sales((5, 0, 5, 0, 0), (5, 0, 4.5, 0, 0.5), (5, 0, 5, 0, 0)),
    )
    assert broken(half.judged(), "integrality") == {
        "plant=A line=L model=CAR market=M period=2": pytest.approx(0.5),
        "route=R model=CAR period=2": pytest.approx(0.5),
    }
    assert_correct(half.setting(integer_units=False))
    assert_correct(half, relaxed=True)
    sailing = SERVED.planned(sailings=SERVED.plan["sailings"].replace("sea,1,2,", "sea,1,1.75,"))
    sailing = sailing.setting(integer_units=False)
    assert broken(sailing.judged(), "integrality") == {"service=sea period=1": pytest.approx(0.25)}
    assert_correct(sailing, relaxed=True)
    program = TINY.given(programs="model,market / CAR,M").planned(programs="model,market,launched,units / CAR,M,1.2,15")
    assert broken(program.judged(relaxed=True), "integrality") == {"model=CAR market=M": pytest.approx(0.2)}
