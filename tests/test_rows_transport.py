"""The rows of routes and services, with and without a switch or a sailing to decide, written by hand."""

from tests.small import columns, rows, small

TWO_MODELS = {
    "models": "model,ceu / M, / N,1.5", "demand": "market,model,demand / K,M,5 / K,N,5",
    "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,5",
}  # fmt: skip
TWO_ROUTES = "route,plant,market,lead_time,service / R,A,K,,s / S,A,K,1,s"


# ---- routes --------------------------------------------------------------------------------------------------------


def test_routes_most_stands_by_itself_without_a_switch(tmp_path):
    """R takes 4 vehicles of all models in a period, S any number."""
    case = small(tmp_path, **TWO_MODELS, routes="route,plant,market,maximum_units / R,A,K,4 / S,A,K,none",
                 freight="route / R / S")  # fmt: skip
    assert rows(case, "routes") == [
        "routes.maximum_units[R,p1]: ship[R,M,p1] + ship[R,N,p1] <= 4",
        "routes.maximum_units[R,p2]: ship[R,M,p2] + ship[R,N,p2] <= 4",
    ]


def test_routes_with_a_switch_carry_between_lot_and_most(tmp_path):
    """1 at least and 4 at most, if used."""
    case = small(tmp_path, periods="period / p1", routes="route,plant,market,minimum_lot,maximum_units / R,A,K,1,4")
    assert rows(case, "routes") == [
        "routes.maximum_units[R,p1]: ship[R,M,p1] - 4 use[R,p1] <= 0",
        "routes.minimum_lot[R,p1]: ship[R,M,p1] - use[R,p1] >= 0",
    ]


def test_routes_with_a_fixed_cost_carry_no_more_than_could_be_shipped(tmp_path):
    """Of M 10 / 2 = 5 a period, of N 10 / 5 = 2: 7 in p1, 14 in p2, where 9 is the most. A fixed cost asks no lot."""
    case = small(tmp_path, **TWO_MODELS, routes="route,plant,market,fixed_cost,maximum_units / R,A,K,8,9")
    assert rows(case, "routes") == [
        "routes.maximum_units[R,p1]: ship[R,M,p1] + ship[R,N,p1] - 7 use[R,p1] <= 0",
        "routes.maximum_units[R,p2]: ship[R,M,p2] + ship[R,N,p2] - 9 use[R,p2] <= 0",
    ]


def test_routes_could_ship_what_the_yard_has_to_begin_with(tmp_path):
    """5 built and 3 there at the start: 8 in p1; in fractions, 2.5 built at 4 h each and 3 more: 5.5."""
    case = small(tmp_path, periods="period / p1", routes="route,plant,market,fixed_cost / R,A,K,8",
                 yards="plant,model,market,opening / A,M,K,3")  # fmt: skip
    assert rows(case, "routes") == ["routes.maximum_units[R,p1]: ship[R,M,p1] - 8 use[R,p1] <= 0"]
    case = small(tmp_path, case="integer_units = false", builds="plant,line,model,hours_per_unit / A,1,M,4",
                 periods="period / p1", routes="route,plant,market,fixed_cost / R,A,K,8",
                 yards="plant,model,market,opening / A,M,K,3")  # fmt: skip
    assert rows(case, "routes") == ["routes.maximum_units[R,p1]: ship[R,M,p1] - 5.5 use[R,p1] <= 0"]


def test_routes_with_and_without_a_switch_side_by_side(tmp_path):
    """R is switched and S is not; each its own most. S takes a period, so it leaves in p1 only."""
    case = small(tmp_path, routes="route,plant,market,lead_time,fixed_cost,maximum_units / R,A,K,0,8,3 / S,A,K,1,,4",
                 freight="route / S / R")  # fmt: skip
    assert rows(case, "routes") == [
        "routes.maximum_units[S,p1]: ship[S,M,p1] <= 4",
        "routes.maximum_units[R,p1]: ship[R,M,p1] - 3 use[R,p1] <= 0",
        "routes.maximum_units[R,p2]: ship[R,M,p2] - 3 use[R,p2] <= 0",
    ]


# ---- services ------------------------------------------------------------------------------------------------------


def test_services_that_cost_nothing_run_all_they_may(tmp_path):
    """At dispatch: 2 sailings of 9 CEU, 18; in p2, 3 sailings, 27. Both routes share them; S leaves in p1 only."""
    case = small(tmp_path, **TWO_MODELS, routes=TWO_ROUTES, freight="route / R / S",
                 services="service,period,capacity,sailings,minimum_sailings / s,,9,2,1 / s,p2,,3,")  # fmt: skip
    assert rows(case, "services") == [
        "services.capacity[s,p1]: ship[R,M,p1] + 1.5 ship[R,N,p1] + ship[S,M,p1] + 1.5 ship[S,N,p1] <= 18",
        "services.capacity[s,p2]: ship[R,M,p2] + 1.5 ship[R,N,p2] <= 27",
    ]


def test_services_that_cost_something_sail_as_often_as_decided(tmp_path):
    """9 CEU a sailing, 8 in p2; 1 to 2 sailings, in p2 up to 3."""
    case = small(tmp_path, routes=TWO_ROUTES, freight="route / R",
                 services="service,period,capacity,sailings,minimum_sailings,sailing_cost / s,,9,2,1,7 / s,p2,8,3,,",
    )  # fmt: skip
    assert rows(case, "services") == [
        "services.capacity[s,p1]: ship[R,M,p1] - 9 sail[s,p1] <= 0",
        "services.capacity[s,p2]: ship[R,M,p2] - 8 sail[s,p2] <= 0",
        "services.minimum_sailings: sail[s,p1] >= 1", "services.minimum_sailings: sail[s,p2] >= 1",
        "services.sailings: sail[s,p1] <= 2", "services.sailings: sail[s,p2] <= 3",
    ]  # fmt: skip
    assert columns(case, "sail") == ["1 <= sail[s,p1] <= 2 whole", "1 <= sail[s,p2] <= 3 whole"]


def test_services_have_no_sailing_in_a_period_without_a_row(tmp_path):
    """Nothing can leave in p2. A route without a service is in no row."""
    case = small(tmp_path, routes="route,plant,market,service / R,A,K,s / S,A,K,", freight="route / R / S",
                 services="service,period,capacity,sailings / s,p1,9,2")  # fmt: skip
    assert rows(case, "services") == [
        "services.capacity[s,p1]: ship[R,M,p1] <= 18",
        "services.capacity[s,p2]: ship[R,M,p2] <= 0",
    ]


def test_services_each_with_their_own_routes_cost_and_period(tmp_path):
    """Service s costs something in p2 only; z never does, and takes the other route."""
    case = small(tmp_path, routes="route,plant,market,service / R,A,K,z / S,A,K,s", freight="route / R / S",
                 services="service,period,capacity,sailings,sailing_cost / s,,9,2, / z,,6,4, / s,p2,,,7")  # fmt: skip
    assert rows(case, "services") == [
        "services.capacity[s,p1]: ship[S,M,p1] <= 18",
        "services.capacity[s,p2]: ship[S,M,p2] - 9 sail[s,p2] <= 0",
        "services.capacity[z,p1]: ship[R,M,p1] <= 24",
        "services.capacity[z,p2]: ship[R,M,p2] <= 24",
        "services.sailings: sail[s,p2] <= 2",
    ]
