"""The rows of the balances, of space in yards and markets, and of the closing, on the smallest cases, by hand."""

from tests.small import rows, small

TWO_PLANTS = {
    "plants": "plant / A / B", "capacity": "plant,line,hours / A,1,10 / B,1,10",
    "builds": "plant,line,model,hours_per_unit / A,1,M,2 / B,1,M,2",
    "routes": "route,plant,market,lead_time / R,A,K,0 / S,B,K,1", "freight": "route / R / S",
}  # fmt: skip
TWO_MODELS = {
    "models": "model,ceu / M, / N,1.5", "demand": "market,model,demand / K,M,5 / K,N,5",
    "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2",
}  # fmt: skip
TWO_MARKETS = {
    "markets": "market / K / J", "demand": "market,model,demand / K,M,5 / J,M,5",
    "routes": "route,plant,market / R,A,K / S,A,J", "freight": "route / R / S",
}  # fmt: skip


# ---- plant balance -------------------------------------------------------------------------------------------------


def test_plant_balance_without_a_yard(tmp_path):
    """What is built leaves in its period."""
    assert rows(small(tmp_path), "plant_balance") == [
        "plant_balance.opening[A,M,K,p1]: - build[A/1,M,K,p1] + ship[R,M,p1] = 0",
        "plant_balance.opening[A,M,K,p2]: - build[A/1,M,K,p2] + ship[R,M,p2] = 0",
    ]


def test_plant_balance_with_a_yard_that_has_units(tmp_path):
    """The 4 opening units are there in p1 only; from then on what was kept is."""
    case = small(tmp_path, yards="plant,model,market,opening / A,M,,  / A,M,K,4")
    assert rows(case, "plant_balance") == [
        "plant_balance.opening[A,M,K,p1]: - build[A/1,M,K,p1] + ship[R,M,p1] + yard[A,M,K,p1] = 4",
        "plant_balance.opening[A,M,K,p2]: - build[A/1,M,K,p2] + ship[R,M,p2] - yard[A,M,K,p1] + yard[A,M,K,p2] = 0",
    ]


def test_plant_balance_sums_lines_and_routes_of_one_plant_and_market(tmp_path):
    """Two lines feed two routes to K; what is for J is another row."""
    case = small(
        tmp_path, **TWO_MARKETS | {"periods": "period / p1", "freight": "route / R / S / U",
                                   "routes": "route,plant,market / R,A,K / S,A,J / U,A,K"},
        capacity="plant,line,hours / A,1,10 / A,2,10",
        builds="plant,line,model,hours_per_unit / A,1,M,2 / A,2,M,2")  # fmt: skip
    assert rows(case, "plant_balance") == [
        "plant_balance.opening[A,M,K,p1]: - build[A/1,M,K,p1] - build[A/2,M,K,p1] + ship[R,M,p1] + ship[U,M,p1] = 0",
        "plant_balance.opening[A,M,J,p1]: - build[A/1,M,J,p1] - build[A/2,M,J,p1] + ship[S,M,p1] = 0",
    ]


def test_plant_balance_of_units_that_cannot_leave_any_more(tmp_path):
    """What leaves in p2 would arrive after the horizon, so nothing can be built in p2: the row says 0."""
    case = small(tmp_path, routes="route,plant,market,lead_time / R,A,K,1")
    assert rows(case, "plant_balance") == [
        "plant_balance.opening[A,M,K,p1]: - build[A/1,M,K,p1] + ship[R,M,p1] = 0",
        "plant_balance.opening[A,M,K,p2]: - build[A/1,M,K,p2] = 0",
    ]


def test_plant_balance_of_a_yard_at_a_plant_that_builds_none(tmp_path):
    """The 3 units in the yard of B leave or stay, although B builds nothing."""
    case = small(tmp_path, plants="plant / A / B", routes="route,plant,market / R,A,K / S,B,K", freight="route / R / S",
                 periods="period / p1", yards="plant,model,market,opening / B,M,K,3")  # fmt: skip
    assert rows(case, "plant_balance") == [
        "plant_balance.opening[A,M,K,p1]: - build[A/1,M,K,p1] + ship[R,M,p1] = 0",
        "plant_balance.opening[B,M,K,p1]: ship[S,M,p1] + yard[B,M,K,p1] = 3",
    ]


# ---- market balance ------------------------------------------------------------------------------------------------


def test_market_balance_without_stock(tmp_path):
    """Arrivals are sold in the period they arrive."""
    assert rows(small(tmp_path), "market_balance") == [
        "market_balance.units[K,M,p1]: - ship[R,M,p1] + sell[K,M,p1] = 0",
        "market_balance.units[K,M,p2]: - ship[R,M,p2] + sell[K,M,p2] = 0",
    ]


def test_market_balance_shifts_by_the_lead_time_of_each_route(tmp_path):
    """R takes no period, S takes one: what leaves B in p1 arrives in p2, and nothing of S in p1."""
    assert rows(small(tmp_path, **TWO_PLANTS), "market_balance") == [
        "market_balance.units[K,M,p1]: - ship[R,M,p1] + sell[K,M,p1] = 0",
        "market_balance.units[K,M,p2]: - ship[R,M,p2] - ship[S,M,p1] + sell[K,M,p2] = 0",
    ]


def test_market_balance_with_stock_opening_and_pipeline(tmp_path):
    """p1: 4 in stock and 2 arriving; p2: 3 arriving; each model its own."""
    case = small(
        tmp_path, stock="market,model,opening / K,M,4", pipeline="market,model,period,units / K,M,p2,3 / K,M,p1,2"
    )
    assert rows(case, "market_balance") == [
        "market_balance.units[K,M,p1]: - ship[R,M,p1] + stock[K,M,p1] + sell[K,M,p1] = 6",
        "market_balance.units[K,M,p2]: - ship[R,M,p2] - stock[K,M,p1] + stock[K,M,p2] + sell[K,M,p2] = 3",
    ]


def test_market_balance_leaves_out_what_arrives_after_the_end(tmp_path):
    """What leaves in p2 arrives in p3, beyond the horizon: it is in no balance."""
    case = small(tmp_path, routes="route,plant,market,lead_time / R,A,K,1", stock="market,model,closing_value / K,M,7")
    assert rows(case, "market_balance") == [
        "market_balance.units[K,M,p1]: stock[K,M,p1] + sell[K,M,p1] = 0",
        "market_balance.units[K,M,p2]: - ship[R,M,p1] - stock[K,M,p1] + stock[K,M,p2] + sell[K,M,p2] = 0",
    ]


def test_market_balance_keeps_models_and_markets_apart(tmp_path):
    """One row for each pair that is planned; J plans no N. A period without demand and stock receives nothing."""
    case = small(
        tmp_path, **TWO_MARKETS | {"models": "model / M / N", "periods": "period / p1 / p2"},
        builds="plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2",
    )  # fmt: skip
    assert rows(case, "market_balance")[:2] == [
        "market_balance.units[K,M,p1]: - ship[R,M,p1] + sell[K,M,p1] = 0",
        "market_balance.units[K,M,p2]: - ship[R,M,p2] + sell[K,M,p2] = 0",
    ]
    assert len(rows(case, "market_balance")) == 4


def test_market_balance_of_a_period_without_demand(tmp_path):
    """Nothing can be sold in p2 and nothing stored: nothing may arrive."""
    case = small(tmp_path, demand="market,model,period,demand / K,M,p1,5")
    assert rows(case, "market_balance") == [
        "market_balance.units[K,M,p1]: - ship[R,M,p1] + sell[K,M,p1] = 0",
        "market_balance.units[K,M,p2]: - ship[R,M,p2] = 0",
    ]


# ---- yards and stock -----------------------------------------------------------------------------------------------


def test_yard_limit_of_each_model_and_market(tmp_path):
    """A blank market allows 6 of each; for J the more specific row allows 2."""
    case = small(tmp_path, **TWO_MARKETS, yards="plant,model,market,maximum / A,M,,6 / A,M,J,2")
    assert rows(case, "yard_limit") == [
        "yard_limit.maximum: yard[A,M,K,p1] <= 6", "yard_limit.maximum: yard[A,M,K,p2] <= 6",
        "yard_limit.maximum: yard[A,M,J,p1] <= 2", "yard_limit.maximum: yard[A,M,J,p2] <= 2",
    ]  # fmt: skip


def test_yard_limit_of_none_is_no_limit(tmp_path):
    """Neither blank nor `none` writes a bound; 0 does."""
    case = small(tmp_path, **TWO_MARKETS | {"periods": "period / p1"},
                 yards="plant,model,market,maximum / A,M,,0 / A,M,J,none")  # fmt: skip
    assert rows(case, "yard_limit") == ["yard_limit.maximum: yard[A,M,K,p1] <= 0"]


def test_yard_space_is_shared_in_ceu(tmp_path):
    """A vehicle M takes 1 CEU, N 1.5; 20 CEU in the yard of A, no limit in that of B."""
    case = small(
        tmp_path, **TWO_MODELS, plants="plant,yard_capacity / A,20 / B,none", yards="plant,model / A,M / A,N / B,M",
        capacity="plant,line,hours / A,1,10 / B,1,10",
        routes="route,plant,market / R,A,K / S,B,K", freight="route / R / S",
    )  # fmt: skip
    assert rows(case, "yard_space") == [
        "yard_space.yard_capacity[A,p1]: yard[A,M,K,p1] + 1.5 yard[A,N,K,p1] <= 20",
        "yard_space.yard_capacity[A,p2]: yard[A,M,K,p2] + 1.5 yard[A,N,K,p2] <= 20",
    ]


def test_stock_limits_in_every_period(tmp_path):
    """2 at least and 8 at most at the end of p1 and of p2; N has no limits."""
    case = small(tmp_path, **TWO_MODELS, stock="market,model,minimum,maximum / K,M,2,8 / K,N,,none")
    assert rows(case, "stock_limits") == [
        "stock_limits.minimum: stock[K,M,p1] >= 2", "stock_limits.minimum: stock[K,M,p2] >= 2",
        "stock_limits.maximum: stock[K,M,p1] <= 8", "stock_limits.maximum: stock[K,M,p2] <= 8",
    ]  # fmt: skip


def test_stock_space_is_shared_in_ceu(tmp_path):
    """A vehicle M takes 1 CEU, N 1.5; 20 CEU in K, no limit in J."""
    case = small(
        tmp_path, **TWO_MODELS | {"demand": "market,model,demand / K,M,5 / K,N,5 / J,M,5"},
        markets="market,stock_capacity / K,20 / J,", routes="route,plant,market / R,A,K / S,A,J",
        freight="route / R / S", stock="market,model / K,M / K,N / J,M",
    )  # fmt: skip
    assert rows(case, "stock_space") == [
        "stock_space.stock_capacity[K,p1]: stock[K,M,p1] + 1.5 stock[K,N,p1] <= 20",
        "stock_space.stock_capacity[K,p2]: stock[K,M,p2] + 1.5 stock[K,N,p2] <= 20",
    ]


# ---- closing -------------------------------------------------------------------------------------------------------


def test_closing_stock_at_the_end_only(tmp_path):
    """5 at the end of p2; the least stock of 2 in every period stays below it."""
    case = small(tmp_path, stock="market,model,minimum,closing / K,M,2,5")
    assert rows(case, "closing") == ["closing.closing: stock[K,M,p2] >= 5"]
    assert rows(case, "stock_limits") == [
        "stock_limits.minimum: stock[K,M,p1] >= 2", "stock_limits.minimum: stock[K,M,p2] >= 2",
    ]  # fmt: skip


def test_closing_under_way_are_those_that_arrive_after_the_end(tmp_path):
    """R takes 0 periods, S 1: only what leaves B in p2 is under way at the end. At most 9 with the stock of p2."""
    case = small(tmp_path, **TWO_PLANTS, stock="market,model,closing_transit,closing_maximum / K,M,1,9")
    assert rows(case, "closing") == [
        "closing.closing_transit[K,M]: ship[S,M,p2] >= 1",
        "closing.closing_maximum[K,M]: ship[S,M,p2] + stock[K,M,p2] <= 9",
    ]


def test_closing_of_a_long_way_counts_every_dispatch_that_arrives_later(tmp_path):
    """2 periods under way, 3 in the horizon: p2 and p3 are under way at the end, p1 arrives in p3."""
    case = small(tmp_path, periods="period / p1 / p2 / p3", routes="route,plant,market,lead_time / R,A,K,2",
                 stock="market,model,closing_transit / K,M,3")  # fmt: skip
    assert rows(case, "closing") == ["closing.closing_transit[K,M]: ship[R,M,p2] + ship[R,M,p3] >= 3"]


def test_closing_maximum_without_any_under_way(tmp_path):
    """Nothing may arrive after the end, so the stock alone counts; N has no maximum."""
    case = small(tmp_path, **TWO_MODELS, stock="market,model,closing_maximum / K,M,9 / K,N,none")
    assert rows(case, "closing") == ["closing.closing_maximum[K,M]: stock[K,M,p2] <= 9"]


def test_closing_under_way_that_nothing_can_reach(tmp_path):
    """Without a lead time nothing is ever under way: 3 asked for is a row that no plan can keep."""
    case = small(tmp_path, stock="market,model,closing_transit / K,M,3")
    assert rows(case, "closing") == ["closing.closing_transit[K,M]: 0 >= 3"]
