"""Which columns exist, and their bounds: every decision is there where it can be taken, and nowhere else."""

from tests.small import columns, small

TWO_MODELS = "model / M / N"
BOTH_ASKED = "market,model,demand / K,M,5 / K,N,5"
BOTH_BUILT = "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2"


def test_build_is_whole_for_every_line_model_market_and_period(tmp_path):
    """A build exists for every line, model, market and period that can be, and is whole."""
    case = small(tmp_path)
    assert columns(case, "build") == ["0 <= build[A/1,M,K,p1] whole", "0 <= build[A/1,M,K,p2] whole"]


def test_build_may_be_a_fraction_where_units_need_not_be_whole(tmp_path):
    """Without `integer_units` neither builds nor dispatches are whole."""
    case = small(tmp_path, case="integer_units = false", periods="period / p1")
    assert columns(case, "build") == ["0 <= build[A/1,M,K,p1]"]
    assert columns(case, "ship") == ["0 <= ship[R,M,p1]"]


def test_build_needs_a_row_of_builds_for_its_period(tmp_path):
    """A model is built only in periods that a row of `builds` matches."""
    case = small(tmp_path, builds="plant,line,model,period,hours_per_unit / A,1,M,p2,2")
    assert columns(case, "build") == ["0 <= build[A/1,M,K,p2] whole"]


def test_build_lies_within_the_start_and_end_of_production(tmp_path):
    """`first_period` and `last_period` are inclusive."""
    case = small(tmp_path, periods="period / p1 / p2 / p3 / p4",
                 builds="plant,line,model,hours_per_unit,first_period,last_period / A,1,M,2,p2,p3")  # fmt: skip
    assert columns(case, "build") == ["0 <= build[A/1,M,K,p2] whole", "0 <= build[A/1,M,K,p3] whole"]


def test_build_needs_a_way_from_its_own_plant(tmp_path):
    """N has freight from plant B only, so plant A can't build it for K; a way that opens later is a way."""
    case = small(tmp_path, plants="plant / A / B", models=TWO_MODELS, demand=BOTH_ASKED, builds=BOTH_BUILT,
                 routes="route,plant,market / R,A,K / S,B,K", freight="route,model,period / R,M,p2 / S,,")  # fmt: skip
    assert columns(case, "build") == ["0 <= build[A/1,M,K,p1] whole", "0 <= build[A/1,M,K,p2] whole"]


def test_build_is_for_planned_pairs(tmp_path):
    """No build is there for a pair without a row of `demand`; for a program that is off it stands at 0 and nothing can
    be shipped.
    """
    case = small(tmp_path, periods="period / p1", models="model / M / N / O", demand=BOTH_ASKED,
                 builds="plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2 / A,1,O,2",
                 programs="model,market,status / N,K,off")  # fmt: skip
    assert columns(case, "build") == ["0 <= build[A/1,M,K,p1] whole", "0 <= build[A/1,N,K,p1] <= 0"]
    assert columns(case, "ship") == ["0 <= ship[R,M,p1] whole"]


def test_build_tells_lines_of_the_same_name_apart(tmp_path):
    """Line 1 of plant B is not line 1 of plant A; each builds for the markets it has a way to."""
    case = small(tmp_path, periods="period / p1", plants="plant / A / B", markets="market / K / J",
                 capacity="plant,line,hours / A,1,10 / B,1,10", demand="market,model,demand / K,M,5 / J,M,5",
                 builds="plant,line,model,hours_per_unit / B,1,M,2 / A,1,M,2",
                 routes="route,plant,market / R,A,K / S,B,K / U,B,J", freight="route / R / S / U")  # fmt: skip
    assert columns(case, "build") == [
        "0 <= build[A/1,M,K,p1] whole", "0 <= build[B/1,M,K,p1] whole", "0 <= build[B/1,M,J,p1] whole",
    ]  # fmt: skip


def test_ship_arrives_within_the_horizon(tmp_path):
    """Without a closing, what is sent must arrive: p3 + 1 is beyond the end, p2 + 1 is the last period."""
    case = small(tmp_path, periods="period / p1 / p2 / p3", routes="route,plant,market,lead_time / R,A,K,1",
                 stock="market,model,closing,closing_maximum / K,M,1,9")  # fmt: skip
    assert columns(case, "ship") == ["0 <= ship[R,M,p1] whole", "0 <= ship[R,M,p2] whole"]


def test_ship_arrives_later_where_units_under_way_count(tmp_path):
    """`closing_transit` or `closing_value` of the pair lets units be under way at the end; another pair's doesn't."""
    case = small(tmp_path, models="model / M / N / O", demand="market,model,demand / K,M,5 / K,N,5 / K,O,5",
                 builds="plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2 / A,1,O,2",
                 routes="route,plant,market,lead_time / R,A,K,5",
                 stock="market,model,closing_transit,closing_value / K,M,1,0 / K,N,0,1 / K,O,0,0")  # fmt: skip
    assert columns(case, "ship") == [
        "0 <= ship[R,M,p1] whole", "0 <= ship[R,M,p2] whole", "0 <= ship[R,N,p1] whole", "0 <= ship[R,N,p2] whole",
    ]  # fmt: skip


def test_ship_needs_freight_of_the_model_in_the_period(tmp_path):
    """A model travels where a row of `freight` matches it: a blank model is every model, a blank period every one."""
    case = small(tmp_path, models=TWO_MODELS, demand=BOTH_ASKED, builds=BOTH_BUILT,
                 freight="route,model,period / R,,p2 / R,N,")  # fmt: skip
    assert columns(case, "ship") == ["0 <= ship[R,M,p2] whole", "0 <= ship[R,N,p1] whole", "0 <= ship[R,N,p2] whole"]


def test_ship_leaves_where_there_can_be_units(tmp_path):
    """A plant that does not build the model sends some only where its yard has some for the market to begin with."""
    case = small(tmp_path, periods="period / p1", plants="plant / A / B / C", markets="market / K / J",
                 demand="market,model,demand / K,M,5 / J,M,5",
                 routes="route,plant,market / R,A,K / S,B,K / T,B,J / U,C,K", freight="route / R / S / T / U",
                 yards="plant,model,market,opening / B,M,K,1 / C,M,,")  # fmt: skip
    assert columns(case, "ship") == ["0 <= ship[R,M,p1] whole", "0 <= ship[S,M,p1] whole"]


def test_ship_of_every_model_on_one_route_is_not_of_every_model_on_another(tmp_path):
    """S takes every model; R, listed before it, takes M only."""
    case = small(tmp_path, periods="period / p1", models=TWO_MODELS, demand=BOTH_ASKED, builds=BOTH_BUILT,
                 routes="route,plant,market / R,A,K / S,A,K", freight="route,model / R,M / S,")  # fmt: skip
    assert columns(case, "ship") == [
        "0 <= ship[R,M,p1] whole", "0 <= ship[S,M,p1] whole", "0 <= ship[S,N,p1] whole",
    ]  # fmt: skip


def test_yard_stands_where_a_row_matches_and_units_can_be(tmp_path):
    """A blank market is every planned one with a way to it; without a row nothing waits at the plant. A builds no O,
    and neither B nor C builds anything, but B has one M to begin with.
    """
    case = small(tmp_path, plants="plant / A / B / C", models="model / M / N / O", markets="market / K / J / I",
                 demand="market,model,demand / K,M,5 / J,M,5 / I,M,5 / K,N,5 / K,O,5", builds=BOTH_BUILT,
                 routes="route,plant,market / R,A,K / S,A,J", freight="route / R / S",
                 yards="plant,model,market,opening / A,M,, / B,M,K,1 / C,M,K, / A,O,,")  # fmt: skip
    assert columns(case, "yard") == [
        "0 <= yard[A,M,K,p1]", "0 <= yard[A,M,K,p2]", "0 <= yard[A,M,J,p1]", "0 <= yard[A,M,J,p2]",
        "0 <= yard[B,M,K,p1]", "0 <= yard[B,M,K,p2]",
    ]  # fmt: skip


def test_yard_of_a_market_named_is_for_that_market(tmp_path):
    """A row with a market says nothing of another market."""
    case = small(tmp_path, periods="period / p1", markets="market / K / J", yards="plant,model,market / A,M,J",
                 demand="market,model,demand / K,M,5 / J,M,5", routes="route,plant,market / R,A,K / S,A,J",
                 freight="route / R / S")  # fmt: skip
    assert columns(case, "yard") == ["0 <= yard[A,M,J,p1]"]


def test_stock_stands_where_a_row_is(tmp_path):
    """Only pairs with a row of `stock` keep any, in every period."""
    case = small(tmp_path, models=TWO_MODELS, demand=BOTH_ASKED, builds=BOTH_BUILT, stock="market,model / K,N")
    assert columns(case, "stock") == ["0 <= stock[K,N,p1]", "0 <= stock[K,N,p2]"]


def test_sell_and_short_stand_where_something_is_asked(tmp_path):
    """Without `backlog_cost`, a period without demand sells and loses nothing."""
    case = small(tmp_path, periods="period / p1 / p2 / p3", demand="market,model,period,demand / K,M,p1,1 / K,M,p2,0")
    assert columns(case, "sell") == ["0 <= sell[K,M,p1]"]
    assert columns(case, "short") == ["0 <= short[K,M,p1]"]
    assert columns(case, "backlog") == []


def test_sell_and_backlog_stand_in_every_period_where_customers_wait(tmp_path):
    """With `backlog_cost`, be it 0, those who wait may be served in any period; none is lost before the end."""
    case = small(tmp_path, demand="market,model,period,demand,backlog_cost / K,M,p1,5,0 / K,M,p2,0,0")
    assert columns(case, "sell") == ["0 <= sell[K,M,p1]", "0 <= sell[K,M,p2]"]
    assert columns(case, "backlog") == ["0 <= backlog[K,M,p1]", "0 <= backlog[K,M,p2]"]
    assert columns(case, "short") == []


def test_sell_starts_with_the_program_and_never_if_it_is_off(tmp_path):
    """Nothing is sold before `first_period`; there those of an opening backlog wait all the same."""
    waits = "market,model,demand,backlog_cost / K,M,5,1 / K,N,5,1 / K,O,5,"
    case = small(tmp_path, models="model / M / N / O", demand=waits,
                 builds="plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2 / A,1,O,2",
                 programs="model,market,first_period,status / M,K,p2, / N,K,,off / O,K,p2,launched")  # fmt: skip
    assert columns(case, "sell") == ["0 <= sell[K,M,p2]", "0 <= sell[K,O,p2]"]
    assert columns(case, "backlog") == ["0 <= backlog[K,M,p1]", "0 <= backlog[K,M,p2]"]
    assert columns(case, "short") == ["0 <= short[K,O,p2]"]


def test_overtime_stands_where_there_may_be_some(tmp_path):
    """Overtime exists in the periods that allow some."""
    case = small(tmp_path, capacity="plant,line,period,hours,overtime_hours / A,1,p1,10,1 / A,1,p2,10,0")
    assert columns(case, "overtime") == ["0 <= overtime[A/1,p1] <= 1"]


def test_run_stands_where_a_lot_or_a_set_up_asks_for_it(tmp_path):
    """One switch per line, model and period: for a lot, set-up hours or a set-up cost; not for a maximum alone."""
    case = small(
        tmp_path, models="model / M / N / O / P",
        demand="market,model,demand / K,M,5 / K,N,5 / K,O,5 / K,P,5",
        builds="plant,line,model,period,hours_per_unit,minimum_lot,setup_hours,setup_cost,maximum_units"
               " / A,1,M,p1,2,1,,, / A,1,M,p2,2,,,, / A,1,N,p1,2,,1,, / A,1,O,p2,2,,,1, / A,1,P,p1,2,,,,4")  # fmt: skip
    assert columns(case, "run") == [
        "0 <= run[A/1,M,p1] <= 1 whole", "0 <= run[A/1,N,p1] <= 1 whole", "0 <= run[A/1,O,p2] <= 1 whole",
    ]  # fmt: skip


def test_run_stands_only_where_something_can_be_built(tmp_path):
    """A model that has no way from the plant to any market is not built there, so nothing is set up for it."""
    case = small(tmp_path, models=TWO_MODELS, periods="period / p1", demand=BOTH_ASKED, freight="route,model / R,M",
                 plants="plant / A / B", capacity="plant,line,hours / A,1,10 / B,1,10",
                 builds="plant,line,model,hours_per_unit,setup_cost / A,1,M,2,9 / A,1,N,2,9 / B,1,M,2,9")  # fmt: skip
    assert columns(case, "run") == ["0 <= run[A/1,M,p1] <= 1 whole"]


def test_use_stands_where_a_fixed_cost_or_a_lot_asks_for_it(tmp_path):
    """One switch per route and period with dispatches: for a cost, for a lot; not for a maximum alone."""
    case = small(tmp_path, routes="route,plant,market,lead_time,fixed_cost,minimum_lot,maximum_units"
                 " / R,A,K,0,1,, / S,A,K,1,,1, / U,A,K,0,,,4", freight="route / R / S / U")  # fmt: skip
    assert columns(case, "use") == [
        "0 <= use[R,p1] <= 1 whole", "0 <= use[R,p2] <= 1 whole", "0 <= use[S,p1] <= 1 whole",
    ]  # fmt: skip


def test_launch_is_free_settled_or_not_there(tmp_path):
    """An optional program may be launched, one that is `launched` is, one that is `off` has no column."""
    case = small(tmp_path, models="model / M / N / O", demand="market,model,demand / K,M,5 / K,N,5 / K,O,5",
                 programs="model,market,status / M,K, / N,K,launched / O,K,off")  # fmt: skip
    assert columns(case, "launch") == ["0 <= launch[M,K] <= 1 whole", "1 <= launch[N,K] <= 1"]


def test_sail_stands_where_a_sailing_costs_something(tmp_path):
    """Where a sailing is free all may run, so none is decided."""
    case = small(tmp_path, services="service,period,capacity,sailings,sailing_cost / s,p1,9,2,1 / s,p2,9,2, / z,,9,2,")
    assert columns(case, "sail") == ["0 <= sail[s,p1] <= 2 whole"]


SHIFTS = "plant,line,pattern,period,hours,change_cost,minimum_periods,previous"


def test_pattern_stands_where_a_row_matches(tmp_path):
    """A blank period is every period."""
    case = small(tmp_path, capacity="plant,line,hours / A,2,10", shifts=f"{SHIFTS} / A,1,one,,8,,, / A,1,two,p2,16,,,")
    assert columns(case, "pattern") == [
        "0 <= pattern[A/1,one,p1] <= 1 whole", "0 <= pattern[A/1,one,p2] <= 1 whole",
        "0 <= pattern[A/1,two,p2] <= 1 whole",
    ]  # fmt: skip


def test_change_stands_where_it_costs_or_binds(tmp_path):
    """Pattern two costs to change to, three binds for two periods, one does neither; the first choice is free."""
    shifts = f"{SHIFTS} / A,1,one,,8,,, / A,1,two,,16,1,, / A,1,three,,24,,2,"
    case = small(tmp_path, capacity="plant,line,hours / A,2,10", shifts=shifts)
    assert columns(case, "change") == ["0 <= change[A/1,two,p2] <= 1", "0 <= change[A/1,three,p2] <= 1"]


def test_change_is_possible_at_once_where_a_pattern_was_in_force(tmp_path):
    """A line with a pattern marked `previous` can change in the first period; another line's mark is not its own."""
    shifts = f"{SHIFTS} / A,1,one,,8,,,yes / A,1,two,,16,9,, / A,2,one,,8,9,, / A,2,two,,16,9,,"
    case = small(tmp_path, capacity="plant,line,hours / A,3,10", shifts=shifts)
    assert columns(case, "change") == [
        "0 <= change[A/1,two,p1] <= 1", "0 <= change[A/1,two,p2] <= 1",
        "0 <= change[A/2,one,p2] <= 1", "0 <= change[A/2,two,p2] <= 1",
    ]  # fmt: skip


def test_part_stock_stands_for_parts_that_can_be_stored(tmp_path):
    """A part that is not storable carries nothing."""
    case = small(tmp_path, parts="part,supply,storable / G,9,yes / H,9,no / I,9,")
    assert columns(case, "part_stock") == ["0 <= part_stock[G,p1]", "0 <= part_stock[G,p2]"]


BASELINE = "plant,line,model,market,period,units / A,1,M,K,p1,1 / A,1,M,K,p2,0"


def test_deviation_stands_where_a_build_can_fall_short_of_the_last_plan(tmp_path):
    """Where nothing was planned the build itself is the deviation; where deviation is free none is counted."""
    case = small(tmp_path, case="change_cost = 1", baseline=BASELINE)
    assert columns(case, "deviation") == ["0 <= deviation[A/1,M,K,p1]"]


def test_deviation_is_not_counted_where_it_is_free(tmp_path):
    """Without the setting `change_cost` no deviation is written."""
    assert columns(small(tmp_path, baseline=BASELINE), "deviation") == []
