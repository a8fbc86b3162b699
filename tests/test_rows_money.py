"""The items of the contribution, term by term, on the smallest cases, written by hand."""

from tests.small import small, terms

BUILDS = "plant,line,model,hours_per_unit"
TWO_MODELS = {
    "models": "model / M / N", "demand": "market,model,demand / K,M,5 / K,N,5",
    "builds": f"{BUILDS} / A,1,M,2 / A,1,N,2",
}  # fmt: skip
TWO_MARKETS = {
    "markets": "market / K / J", "demand": "market,model,demand / K,M,5 / J,M,5",
    "routes": "route,plant,market,lead_time / R,A,K,0 / S,A,J,1", "freight": "route / R / S",
}  # fmt: skip


# ---- sales ---------------------------------------------------------------------------------------------------------


def test_revenue_at_the_price_of_the_period(tmp_path):
    """100 in every period, 110 in p2; what N brings is −5."""
    case = small(tmp_path, **TWO_MODELS | {
        "demand": "market,model,period,demand,price / K,M,,5,100 / K,M,p2,,110 / K,N,p1,4,-5 / K,N,p2,4,"
    })  # fmt: skip
    assert terms(case, "revenue") == ["100 sell[K,M,p1]", "110 sell[K,M,p2]", "-5 sell[K,N,p1]"]


def test_revenue_at_the_exchange_rate_of_the_period_of_delivery(tmp_path):
    """100 yen at 0.5 and, delivered in p2, at 0.25; J pays 100 in the case's own currency, said or blank."""
    case = small(
        tmp_path, **TWO_MARKETS | {
            "markets": "market,currency / K,JPY / J,USD / I,", "routes": "route,plant,market / R,A,K / S,A,J / U,A,I",
            "demand": "market,model,demand,price / K,M,5,100 / J,M,5,100 / I,M,5,100", "freight": "route / R / S / U",
        },
        exchange_rates="currency,period,rate / JPY,,0.5 / JPY,p2,0.25")  # fmt: skip
    assert terms(case, "revenue") == [
        "50 sell[K,M,p1]", "25 sell[K,M,p2]", "100 sell[J,M,p1]", "100 sell[J,M,p2]",
        "100 sell[I,M,p1]", "100 sell[I,M,p2]",
    ]  # fmt: skip


def test_revenue_in_two_currencies(tmp_path):
    """100 yen at 0.5 and 100 euro at 2."""
    case = small(
        tmp_path, **TWO_MARKETS | {
            "periods": "period / p1", "markets": "market,currency / K,EUR / J,JPY",
            "demand": "market,model,demand,price / K,M,5,100 / J,M,5,100",
        },
        exchange_rates="currency,period,rate / JPY,,0.5 / EUR,,2")  # fmt: skip
    assert terms(case, "revenue") == ["200 sell[K,M,p1]", "50 sell[J,M,p1]"]


def test_shortage_of_what_is_lost(tmp_path):
    """30 a vehicle, 40 in p2."""
    case = small(tmp_path, demand="market,model,period,demand,shortage_cost / K,M,,5,30 / K,M,p2,,40")
    assert terms(case, "shortage") == ["-30 short[K,M,p1]", "-40 short[K,M,p2]"]


def test_shortage_of_those_who_wait_at_the_end_and_backlog_of_all_who_wait(tmp_path):
    """Late costs 2 a period, 3 in p2; who waits at the end of p2 is lost and costs 40 (that of p2) on top."""
    case = small(tmp_path, demand="market,model,period,demand,shortage_cost,backlog_cost / K,M,,5,30,2 / K,M,p2,,40,3")
    assert terms(case, "shortage") == ["-40 backlog[K,M,p2]"]
    assert terms(case, "backlog") == ["-2 backlog[K,M,p1]", "-3 backlog[K,M,p2]"]


def test_launch_costs_once(tmp_path):
    """900, whether decided or settled; N costs 800, O is off."""
    case = small(tmp_path, models="model / M / N / O", demand="market,model,demand / K,M,5 / K,N,5 / K,O,5",
                 programs="model,market,launch_cost,status / M,K,900, / N,K,800,launched / O,K,700,off")  # fmt: skip
    assert terms(case, "launch") == ["-900 launch[M,K]", "-800 launch[N,K]"]


# ---- production ----------------------------------------------------------------------------------------------------


def test_production_at_the_unit_cost_of_line_and_period(tmp_path):
    """20 in every period, 25 in p2: that row says nothing else; line 2 earns 1 a vehicle."""
    case = small(tmp_path, capacity="plant,line,hours / A,1,10 / A,2,10",
                 builds="plant,line,model,period,hours_per_unit,unit_cost / A,1,M,,2,20 / A,1,M,p2,,25 / A,2,M,,2,-1",
    )  # fmt: skip
    assert terms(case, "production") == [
        "-20 build[A/1,M,K,p1]", "-25 build[A/1,M,K,p2]", "1 build[A/2,M,K,p1]", "1 build[A/2,M,K,p2]",
    ]  # fmt: skip


def test_adaptation_of_what_is_built_for_a_market(tmp_path):
    """3 for J, at plant A 4, in p2 −1 at every plant: of two rows as specific, each fills what the other does not."""
    case = small(
        tmp_path, plants="plant / A / B", capacity="plant,line,hours / A,1,10 / B,1,10",
        builds=f"{BUILDS},unit_cost / A,1,M,2,20 / B,1,M,2,20", periods="period / p1 / p2", markets="market / K / J",
        demand="market,model,demand / K,M,5 / J,M,5", routes="route,plant,market / R,A,K / S,A,J / U,B,J",
        freight="route / R / S / U",
        adaptations="model,market,plant,period,unit_cost,hours_per_unit"
                    " / M,J,,,3, / M,J,A,,4, / M,J,,p2,,0.5 / M,J,B,p2,-1,")  # fmt: skip
    assert terms(case, "adaptation") == [
        "-4 build[A/1,M,J,p1]", "-4 build[A/1,M,J,p2]", "-3 build[B/1,M,J,p1]", "1 build[B/1,M,J,p2]",
    ]  # fmt: skip


def test_setup_whenever_the_model_is_built_at_all(tmp_path):
    """9 in p1, 7 in p2; N has a set-up without a cost."""
    case = small(tmp_path, **TWO_MODELS | {
        "builds": "plant,line,model,period,hours_per_unit,setup_cost,setup_hours"
                  " / A,1,M,,2,9, / A,1,M,p2,,7, / A,1,N,,2,,1",
    })  # fmt: skip
    assert terms(case, "setup") == ["-9 run[A/1,M,p1]", "-7 run[A/1,M,p2]"]


def test_overtime_by_the_hour(tmp_path):
    """6 an hour, 8 in p2."""
    case = small(tmp_path, capacity="plant,line,period,hours,overtime_hours,overtime_cost / A,1,,10,4,6 / A,1,p2,,,8")
    assert terms(case, "overtime") == ["-6 overtime[A/1,p1]", "-8 overtime[A/1,p2]"]


def test_shift_by_the_period_and_shift_change_by_the_change(tmp_path):
    """Two shifts cost 50 a period, 60 in p2, and 9 to change to, 11 in p1; the pattern before costs nothing."""
    case = small(tmp_path, capacity="plant,line,hours / A,9,10",
                 shifts="plant,line,pattern,period,hours,cost,change_cost,minimum_periods,previous"
                        " / A,1,one,,8,,,2,yes / A,1,two,,16,50,9,, / A,1,two,p2,,60,,, / A,1,two,p1,,,11,,",
    )  # fmt: skip
    assert terms(case, "shift") == ["-50 pattern[A/1,two,p1]", "-60 pattern[A/1,two,p2]"]
    assert terms(case, "shift_change") == ["-11 change[A/1,two,p1]", "-9 change[A/1,two,p2]"]


def test_plan_change_by_the_unit(tmp_path):
    """3 a unit: of M the deviation from 4; of N, for which 0 were planned in p1, and of M in p2, for which N's row
    stands, all that is built. p3 does not stand in the last plan, nor does line 2.
    """
    case = small(
        tmp_path, **TWO_MODELS | {"periods": "period / p1 / p2 / p3",
                                  "builds": f"{BUILDS} / A,1,M,2 / A,1,N,2 / A,2,M,2"},
        capacity="plant,line,hours / A,1,10 / A,2,10", case="change_cost = 3",
        baseline="plant,line,model,market,period,units / A,1,M,K,p1,4 / A,1,N,K,p1,0 / A,1,N,K,p2,6")  # fmt: skip
    assert terms(case, "plan_change") == [
        "-3 deviation[A/1,M,K,p1]", "-3 deviation[A/1,N,K,p2]", "-3 build[A/1,M,K,p2]", "-3 build[A/1,N,K,p1]",
    ]  # fmt: skip


def test_plan_change_where_the_planned_row_cannot_be_built(tmp_path):
    """N can't be built in p1 and costs nothing; its line and period stand, so M, unplanned there, does."""
    case = small(tmp_path, **TWO_MODELS | {"builds": f"{BUILDS},first_period / A,1,M,2, / A,1,N,2,p2"},
                 case="change_cost = 3", baseline="plant,line,model,market,period,units / A,1,N,K,p1,4")  # fmt: skip
    assert terms(case, "plan_change") == ["-3 build[A/1,M,K,p1]"]


def test_plan_change_without_a_cost_or_a_last_plan(tmp_path):
    """Neither is anything deviation without the setting, nor without a row of `baseline`."""
    case = small(tmp_path, **TWO_MODELS, baseline="plant,line,model,market,period,units / A,1,N,K,p1,4")
    assert terms(case, "plan_change") == []
    (tmp_path / "baseline.csv").unlink()
    assert terms(small(tmp_path, **TWO_MODELS, case="change_cost = 3"), "plan_change") == []


# ---- transport -----------------------------------------------------------------------------------------------------


def test_freight_with_transit_cost_for_every_period_under_way(tmp_path):
    """10 and 2 a period under way: R 10 + 2 · 0 = 10; S, 2 periods, 10 + 2 · 2 = 14, sent in p2 11 + 2 · 2 = 15."""
    case = small(
        tmp_path, periods="period / p1 / p2 / p3 / p4", routes="route,plant,market,lead_time / R,A,K,0 / S,A,K,2",
        freight="route,model,period,cost,transit_cost / R,M,p1,10,2 / S,M,,10,2 / S,M,p2,11,")  # fmt: skip
    assert terms(case, "freight") == ["-10 ship[R,M,p1]", "-14 ship[S,M,p1]", "-15 ship[S,M,p2]"]


def test_freight_with_every_surcharge_that_matches(tmp_path):
    """10 everywhere; + 1 on R, + 2 to K, + 4 for M, + 8 of dispatch in p1, + 16 for M on R to K in p2, − 32 to J."""
    case = small(
        tmp_path, **TWO_MARKETS | {"freight": "route,cost / R,10 / S,10"},
        surcharges="route,market,model,period,cost"
                   " / R,,,,1 / ,K,,,2 / ,,M,,4 / ,,,p1,8 / R,K,M,p2,16 / ,J,,,-32")  # fmt: skip
    assert terms(case, "freight") == [
        "-25 ship[R,M,p1]",  # 10 + 1 + 2 + 4 + 8
        "-33 ship[R,M,p2]",  # 10 + 1 + 2 + 4 + 16
        "10 ship[S,M,p1]",  # 10 + 4 + 8 - 32 = -10
    ]


def test_freight_of_a_route_without_a_cost_is_the_surcharge(tmp_path):
    """Blank costs are 0; a surcharge without any key filled is for every dispatch."""
    case = small(tmp_path, periods="period / p1", surcharges="route,cost / ,3")
    assert terms(case, "freight") == ["-3 ship[R,M,p1]"]


TARIFF = "market,model,plant,period,rate,customs_value"


def test_duty_at_the_tariff_of_the_period_of_arrival(tmp_path):
    """Sent in p1, there in p2: 0.2 · 100. Sent in p2, there in p3: 0.3 · 100. A period at home is nobody's business."""
    case = small(tmp_path, periods="period / p1 / p2 / p3", routes="route,plant,market,lead_time / R,A,K,1",
                 tariffs=f"{TARIFF} / K,,,,0.1,100 / K,,,p2,0.2, / K,,,p3,0.3,")  # fmt: skip
    assert terms(case, "duty") == ["-20 ship[R,M,p1]", "-30 ship[R,M,p2]"]


def test_duty_of_what_arrives_after_the_end_is_the_last_periods(tmp_path):
    """Sent in p2 or p3, there after p3: p3's 0.3 · 100; sent in p1, there in p3: the same. J's tariffs are J's."""
    case = small(tmp_path, periods="period / p1 / p2 / p3", routes="route,plant,market,lead_time / R,A,K,2",
                 markets="market / K / J", stock="market,model,closing_value / K,M,1",
                 tariffs=f"{TARIFF} / K,,,,0.1,100 / K,,,p3,0.3,100 / J,,,p1,0.5,100 / J,,,p2,0.6,100")  # fmt: skip
    assert terms(case, "duty") == ["-30 ship[R,M,p1]", "-30 ship[R,M,p2]", "-30 ship[R,M,p3]"]


def test_duty_by_market_model_and_plant_of_origin(tmp_path):
    """0.1 · 100 into K, for M from B 0.2 · 50; N into K is free; J has no tariff."""
    case = small(
        tmp_path, periods="period / p1", plants="plant / A / B", models="model / M / N / O", markets="market / K / J",
        capacity="plant,line,hours / A,1,10 / B,1,10", demand="market,model,demand / K,M,5 / K,N,5 / K,O,5 / J,M,5",
        builds=f"{BUILDS} / A,1,M,2 / B,1,M,2 / A,1,N,2 / A,1,O,2",
        routes="route,plant,market / R,A,K / S,B,K / U,A,J", freight="route / R / S / U",
        tariffs=f"{TARIFF} / K,,,,0.1,100 / K,M,B,,0.2,50 / K,N,,,0,")  # fmt: skip
    assert terms(case, "duty") == ["-10 ship[R,M,p1]", "-10 ship[R,O,p1]", "-10 ship[S,M,p1]"]


def test_route_in_a_period_in_which_it_is_used(tmp_path):
    """8 for R, listed second; S has a lot and no cost."""
    case = small(
        tmp_path, routes="route,plant,market,fixed_cost,minimum_lot / S,A,K,,3 / R,A,K,8,", freight="route / R / S"
    )
    assert terms(case, "route") == ["-8 use[R,p1]", "-8 use[R,p2]"]


def test_sailing_each(tmp_path):
    """7 a sailing, 6 in p2."""
    case = small(tmp_path, services="service,period,capacity,sailings,sailing_cost / s,,9,2,7 / s,p2,,,6")
    assert terms(case, "sailing") == ["-7 sail[s,p1]", "-6 sail[s,p2]"]


# ---- stores --------------------------------------------------------------------------------------------------------


def test_yard_holding_at_the_end_of_each_period(tmp_path):
    """2 a unit, 3 of those for J."""
    case = small(tmp_path, **TWO_MARKETS, yards="plant,model,market,holding_cost / A,M,,2 / A,M,J,3")
    assert terms(case, "yard_holding") == [
        "-2 yard[A,M,K,p1]", "-2 yard[A,M,K,p2]", "-3 yard[A,M,J,p1]", "-3 yard[A,M,J,p2]",
    ]  # fmt: skip


def test_stock_holding_at_the_end_of_each_period(tmp_path):
    """2 a unit of M, 3 of N."""
    case = small(
        tmp_path, **TWO_MODELS | {"periods": "period / p1 / p2"}, stock="market,model,holding_cost / K,N,3 / K,M,2"
    )
    assert terms(case, "stock_holding") == [
        "-3 stock[K,N,p1]", "-3 stock[K,N,p2]", "-2 stock[K,M,p1]", "-2 stock[K,M,p2]",
    ]  # fmt: skip


def test_closing_value_of_stock_at_the_end_and_of_units_under_way_then(tmp_path):
    """70 a unit: of the stock of p3, and of what arrives after it, sent in p3 with 1 period to go, in p2 with 2."""
    case = small(
        tmp_path, **TWO_MODELS | {"periods": "period / p1 / p2 / p3"},
        routes="route,plant,market,lead_time / R,A,K,1 / S,A,K,2", freight="route,model / R,M / S,M / R,N",
        stock="market,model,closing_value / K,M,70 / K,N,")  # fmt: skip
    assert terms(case, "closing") == [
        "70 stock[K,M,p3]", "70 ship[R,M,p3]", "70 ship[S,M,p2]", "70 ship[S,M,p3]",
    ]  # fmt: skip
