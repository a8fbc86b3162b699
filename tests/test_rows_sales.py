"""The rows of demand, commitments and programs, on the smallest cases, written by hand."""

from tests.small import columns, rows, small

TWO_MODELS = {
    "models": "model / M / N", "periods": "period / p1",
    "demand": "market,model,demand,commitment / K,M,5,2 / K,N,5,3",
    "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2",
}  # fmt: skip
WAITS = "market,model,period,demand,backlog_cost / K,M,,5,1 / K,M,p2,6,"


# ---- demand --------------------------------------------------------------------------------------------------------


def test_demand_is_met_or_lost(tmp_path):
    """5 in every period, 0.5 in p2; p3 asks for none and has no row."""
    case = small(tmp_path, periods="period / p1 / p2 / p3",
                 demand="market,model,period,demand / K,M,,5 / K,M,p2,0.5 / K,M,p3,0")  # fmt: skip
    assert rows(case, "demand") == [
        "demand[K,M,p1]: sell[K,M,p1] + short[K,M,p1] = 5",
        "demand[K,M,p2]: sell[K,M,p2] + short[K,M,p2] = 0.5",
    ]


def test_demand_waits_from_an_opening_backlog_on(tmp_path):
    """3 wait at the start: p1 5 + 3 = 8; p2 asks for 6, and those still waiting at the end have no further column."""
    case = small(tmp_path, demand=WAITS, stock="market,model,opening_backlog / K,M,3")
    assert rows(case, "demand") == [
        "demand[K,M,p1]: sell[K,M,p1] + backlog[K,M,p1] = 8",
        "demand[K,M,p2]: sell[K,M,p2] - backlog[K,M,p1] + backlog[K,M,p2] = 6",
    ]


def test_demand_waits_through_a_period_without_any(tmp_path):
    """Nobody asks in p2, but those of p1 may be served there."""
    case = small(tmp_path, demand="market,model,period,demand,backlog_cost / K,M,,0,1 / K,M,p1,5,")
    assert rows(case, "demand") == [
        "demand[K,M,p1]: sell[K,M,p1] + backlog[K,M,p1] = 5",
        "demand[K,M,p2]: sell[K,M,p2] - backlog[K,M,p1] + backlog[K,M,p2] = 0",
    ]


def test_demand_of_each_pair_waits_or_is_lost(tmp_path):
    """M waits, N does not."""
    case = small(tmp_path, **TWO_MODELS | {"demand": "market,model,demand,backlog_cost / K,M,5,0 / K,N,4,"})
    assert rows(case, "demand") == [
        "demand[K,M,p1]: sell[K,M,p1] + backlog[K,M,p1] = 5",
        "demand[K,N,p1]: sell[K,N,p1] + short[K,N,p1] = 4",
    ]


def test_demand_of_an_optional_program_counts_if_it_is_launched(tmp_path):
    """5 times launch: without launch nothing is sold and nothing is short."""
    assert rows(small(tmp_path, programs="model,market / M,K"), "demand") == [
        "demand[K,M,p1]: sell[K,M,p1] + short[K,M,p1] - 5 launch[M,K] = 0",
        "demand[K,M,p2]: sell[K,M,p2] + short[K,M,p2] - 5 launch[M,K] = 0",
    ]


def test_demand_of_an_optional_program_whose_customers_wait(tmp_path):
    """3 wait at the start: p1 (5 + 3) times launch."""
    case = small(tmp_path, demand=WAITS, stock="market,model,opening_backlog / K,M,3", programs="model,market / M,K")
    assert rows(case, "demand") == [
        "demand[K,M,p1]: sell[K,M,p1] + backlog[K,M,p1] - 8 launch[M,K] = 0",
        "demand[K,M,p2]: sell[K,M,p2] - backlog[K,M,p1] + backlog[K,M,p2] - 6 launch[M,K] = 0",
    ]


def test_demand_before_the_first_period_does_not_count_and_the_backlog_waits(tmp_path):
    """From p2 on: of p1 only the 3 who waited already count, if the program is launched."""
    case = small(tmp_path, demand=WAITS, stock="market,model,opening_backlog / K,M,3",
                 programs="model,market,first_period / M,K,p2")  # fmt: skip
    assert rows(case, "demand") == [
        "demand[K,M,p1]: backlog[K,M,p1] - 3 launch[M,K] = 0",
        "demand[K,M,p2]: sell[K,M,p2] - backlog[K,M,p1] + backlog[K,M,p2] - 6 launch[M,K] = 0",
    ]


def test_demand_of_a_launched_program_counts_as_any_other(tmp_path):
    """`launched`: the plain rows, from `first_period` on, which is inclusive."""
    case = small(
        tmp_path, periods="period / p1 / p2 / p3", programs="model,market,first_period,status / M,K,p2,launched"
    )
    assert rows(case, "demand") == [
        "demand[K,M,p2]: sell[K,M,p2] + short[K,M,p2] = 5",
        "demand[K,M,p3]: sell[K,M,p3] + short[K,M,p3] = 5",
    ]


def test_demand_of_a_program_that_is_off_does_not_count(tmp_path):
    """Neither its demand nor those who wait at the start; the other model is as ever."""
    case = small(tmp_path, **TWO_MODELS | {"demand": "market,model,demand,backlog_cost / K,M,5,1 / K,N,5,"},
                 stock="market,model,opening_backlog / K,M,3", programs="model,market,status / M,K,off")  # fmt: skip
    assert rows(case, "demand") == ["demand[K,N,p1]: sell[K,N,p1] + short[K,N,p1] = 5"]


def test_demand_of_a_program_is_governed_by_the_launch_of_its_own_pair(tmp_path):
    """N has a program, M has none; J's program is not K's."""
    case = small(tmp_path, models="model / M / N", periods="period / p1", markets="market / K / J",
                 demand="market,model,demand / K,M,5 / K,N,4 / J,N,3", programs="model,market / N,J / N,K")  # fmt: skip
    assert rows(case, "demand") == [
        "demand[K,M,p1]: sell[K,M,p1] + short[K,M,p1] = 5",
        "demand[K,N,p1]: sell[K,N,p1] + short[K,N,p1] - 4 launch[N,K] = 0",
        "demand[J,N,p1]: sell[J,N,p1] + short[J,N,p1] - 3 launch[N,J] = 0",
    ]


# ---- commitments ---------------------------------------------------------------------------------------------------


def test_commitments_bound_what_is_sold(tmp_path):
    """2 in every period, 4 in p2, none in p3."""
    case = small(tmp_path, periods="period / p1 / p2 / p3",
                 demand="market,model,period,demand,commitment / K,M,,5,2 / K,M,p2,,4 / K,M,p3,,0")  # fmt: skip
    assert rows(case, "commitments") == [
        "commitments.commitment: sell[K,M,p1] >= 2",
        "commitments.commitment: sell[K,M,p2] >= 4",
    ]
    assert columns(case, "sell") == ["2 <= sell[K,M,p1]", "4 <= sell[K,M,p2]", "0 <= sell[K,M,p3]"]


def test_commitments_of_programs(tmp_path):
    """M's count if it is launched; N is launched, and its count from p2 on; O's, which is off, don't."""
    case = small(
        tmp_path, models="model / M / N / O",
        demand="market,model,period,demand,commitment / K,M,p1,5,1 / K,M,p2,5, / K,N,,5,3 / K,O,,5,4",
        programs="model,market,first_period,status / M,K,, / N,K,p2,launched / O,K,,off")  # fmt: skip
    assert rows(case, "commitments") == [
        "commitments.commitment[K,M,p1]: sell[K,M,p1] - launch[M,K] >= 0",
        "commitments.commitment: sell[K,N,p2] >= 3",
    ]


def test_commitments_before_the_first_period_of_an_optional_program_do_not_count(tmp_path):
    """Of p1 nothing is owed."""
    case = small(
        tmp_path, demand="market,model,demand,commitment / K,M,5,2", programs="model,market,first_period / M,K,p2"
    )
    assert rows(case, "commitments") == ["commitments.commitment[K,M,p2]: sell[K,M,p2] - 2 launch[M,K] >= 0"]


# ---- programs ------------------------------------------------------------------------------------------------------


def test_programs_sell_between_least_and_most_over_the_horizon(tmp_path):
    """6 at least and 8 at most in p1 and p2 together, if launched; without room to wait nothing else is asked."""
    case = small(tmp_path, programs="model,market,minimum_units,maximum_units / M,K,6,8")
    assert rows(case, "programs") == [
        "programs.minimum_units[M,K]: sell[K,M,p1] + sell[K,M,p2] - 6 launch[M,K] >= 0",
        "programs.maximum_units[M,K]: sell[K,M,p1] + sell[K,M,p2] - 8 launch[M,K] <= 0",
    ]


def test_programs_without_limits_write_nothing(tmp_path):
    """No least, and a most of `none`; nothing can wait."""
    assert rows(small(tmp_path, programs="model,market,minimum_units,maximum_units / M,K,,none"), "programs") == []


def test_programs_that_are_settled(tmp_path):
    """M is launched and N off: M keeps its limits, though it could wait in stock; of N nothing is built."""
    case = small(tmp_path, **TWO_MODELS, stock="market,model / K,M / K,N",
                 programs="model,market,minimum_units,maximum_units,status / M,K,1,9,launched / N,K,1,8,off",
    )  # fmt: skip
    assert rows(case, "programs") == [
        "programs.minimum_units[M,K]: sell[K,M,p1] - launch[M,K] >= 0",
        "programs.maximum_units[M,K]: sell[K,M,p1] - 9 launch[M,K] <= 0",
        "programs.status: build[A/1,N,K,p1] <= 0",
    ]


def test_programs_build_and_ship_nothing_without_launch_where_units_can_wait_in_the_market(tmp_path):
    """5 can be built in each period (10 h / 2 h), so 10 shipped by p2. N has no program."""
    case = small(tmp_path, **TWO_MODELS | {"periods": "period / p1 / p2"}, stock="market,model / K,M / K,N",
                 programs="model,market / M,K")  # fmt: skip
    assert rows(case, "programs") == [
        "programs.launch_build[A/1,M,K,p1]: build[A/1,M,K,p1] - 5 launch[M,K] <= 0",
        "programs.launch_build[A/1,M,K,p2]: build[A/1,M,K,p2] - 5 launch[M,K] <= 0",
        "programs.launch_ship[R,M,p1]: ship[R,M,p1] - 5 launch[M,K] <= 0",
        "programs.launch_ship[R,M,p2]: ship[R,M,p2] - 10 launch[M,K] <= 0",
    ]


def test_programs_build_and_ship_nothing_without_launch_where_units_can_wait_at_the_plant(tmp_path):
    """A has a yard, B has none: B's units are sold at once or not built. 4 at most on the route, 2 in the yard to begin
    with: 2 + 5 in p1, of which the route takes 4.
    """
    case = small(
        tmp_path, periods="period / p1", plants="plant / A / B", capacity="plant,line,hours / A,1,10 / B,1,10",
        builds="plant,line,model,hours_per_unit / A,1,M,2 / B,1,M,2",
        routes="route,plant,market,maximum_units / R,A,K,4 / S,B,K, / U,A,K,", freight="route / R / S / U",
        yards="plant,model,market,opening / A,M,K,2", programs="model,market / M,K")  # fmt: skip
    assert rows(case, "programs") == [
        "programs.launch_build[A/1,M,K,p1]: build[A/1,M,K,p1] - 5 launch[M,K] <= 0",
        "programs.launch_ship[R,M,p1]: ship[R,M,p1] - 4 launch[M,K] <= 0",
        "programs.launch_ship[U,M,p1]: ship[U,M,p1] - 7 launch[M,K] <= 0",
    ]


def test_programs_of_other_markets_are_their_own(tmp_path):
    """The program is for J; what is built and shipped for K is not its business. At most 3 are built in a period."""
    case = small(
        tmp_path, periods="period / p1", markets="market / K / J", demand="market,model,demand / K,M,5 / J,M,5",
        routes="route,plant,market / R,A,K / S,A,J", freight="route / R / S", stock="market,model / K,M / J,M",
        builds="plant,line,model,hours_per_unit,maximum_units / A,1,M,2,3",
        programs="model,market,maximum_units / M,J,9")  # fmt: skip
    assert rows(case, "programs") == [
        "programs.maximum_units[M,J]: sell[J,M,p1] - 9 launch[M,J] <= 0",
        "programs.launch_build[A/1,M,J,p1]: build[A/1,M,J,p1] - 3 launch[M,J] <= 0",
        "programs.launch_ship[S,M,p1]: ship[S,M,p1] - 3 launch[M,J] <= 0",
    ]


def test_programs_where_other_models_and_markets_can_wait_but_the_launched_one_cannot(tmp_path):
    """N may wait at the plant and in K, M at the plant for J and in J; M for K is sold at once or not built."""
    case = small(
        tmp_path, **TWO_MODELS | {"markets": "market / K / J", "demand": "market,model,demand / K,M,5 / K,N,5 / J,M,5"},
        routes="route,plant,market / R,A,K / S,A,J", freight="route / R / S", stock="market,model / K,N / J,M",
        yards="plant,model,market / A,N,K / A,M,J", programs="model,market / M,K")  # fmt: skip
    assert rows(case, "programs") == []
