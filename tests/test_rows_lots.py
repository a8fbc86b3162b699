"""The rows of lots: the least and the most of a model in a period, with and without a switch, written by hand."""

from tests.small import rows, small

BUILDS = "plant,line,model,hours_per_unit"
TWO_MARKETS = {
    "markets": "market / K / J", "demand": "market,model,demand / K,M,5 / J,M,5",
    "routes": "route,plant,market / R,A,K / S,A,J", "freight": "route / R / S", "periods": "period / p1",
}  # fmt: skip


def test_lots_maximum_stands_by_itself_without_a_switch(tmp_path):
    """At most 4 in p2, for all markets together; nothing asks for a switch."""
    case = small(tmp_path, **TWO_MARKETS | {"periods": "period / p1 / p2"},
                 builds="plant,line,model,period,hours_per_unit,maximum_units / A,1,M,,2, / A,1,M,p2,,4")  # fmt: skip
    assert rows(case, "lots") == ["lots.maximum_units[A/1,M,p2]: build[A/1,M,K,p2] + build[A/1,M,J,p2] <= 4"]


def test_lots_without_limits_write_nothing(tmp_path):
    """No maximum, no lot, no set-up: no row."""
    assert rows(small(tmp_path), "lots") == []


def test_lots_between_least_and_most(tmp_path):
    """3 at least for all markets together; 10 h / 2 h = 5 would fit, but 4 is the most."""
    case = small(tmp_path, **TWO_MARKETS, builds=f"{BUILDS},minimum_lot,maximum_units / A,1,M,2,3,4")
    assert rows(case, "lots") == [
        "lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] + build[A/1,M,J,p1] - 4 run[A/1,M,p1] <= 0",
        "lots.minimum_lot[A/1,M,p1]: build[A/1,M,K,p1] + build[A/1,M,J,p1] - 3 run[A/1,M,p1] >= 0",
    ]


def test_lots_of_a_set_up_cost_alone_have_the_tightest_most_and_no_least(tmp_path):
    """10 h + 3 h overtime in p2 only, at 2 h: 5 in p1, 6 in p2 (13 / 2 = 6.5, whole vehicles)."""
    case = small(tmp_path, capacity="plant,line,period,hours,overtime_hours / A,1,,10, / A,1,p2,,3",
                 builds=f"{BUILDS},setup_cost / A,1,M,2,9")  # fmt: skip
    assert rows(case, "lots") == [
        "lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] - 5 run[A/1,M,p1] <= 0",
        "lots.maximum_units[A/1,M,p2]: build[A/1,M,K,p2] - 6 run[A/1,M,p2] <= 0",
    ]


def test_lots_most_leaves_room_for_the_set_up(tmp_path):
    """(10 − 1) / 2 = 4.5, so 4 whole vehicles; a maximum of 7 is out of reach."""
    case = small(tmp_path, periods="period / p1", builds=f"{BUILDS},setup_hours,maximum_units / A,1,M,2,1,7")
    assert rows(case, "lots") == ["lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] - 4 run[A/1,M,p1] <= 0"]


def test_lots_most_of_fractions(tmp_path):
    """Where units need not be whole, (10 − 1) / 2 = 4.5, and never less by rounding."""
    case = small(tmp_path, periods="period / p1", case="integer_units = false",
                 builds=f"{BUILDS},setup_hours / A,1,M,2,1")  # fmt: skip
    assert rows(case, "lots") == ["lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] - 4.5 run[A/1,M,p1] <= 0"]
    assert 4.5 < -case.rules_only.matrix.data.min() < 4.5001


def test_lots_most_goes_by_the_market_that_takes_least_time(tmp_path):
    """2 h for K, 2 − 1 for J: 10 / 1 = 10 vehicles at most."""
    case = small(tmp_path, **TWO_MARKETS, builds=f"{BUILDS},setup_cost / A,1,M,2,9",
                 adaptations="model,market,hours_per_unit / M,J,-1")  # fmt: skip
    assert rows(case, "lots") == [
        "lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] + build[A/1,M,J,p1] - 10 run[A/1,M,p1] <= 0",
    ]


def test_lots_most_goes_by_the_longest_pattern(tmp_path):
    """16 h under two shifts and 2 h overtime: 18 / 2 = 9; in p1 two shifts cannot be run: (8 + 2) / 2 = 5."""
    case = small(tmp_path, capacity="plant,line,overtime_hours / A,1,2", builds=f"{BUILDS},setup_cost / A,1,M,2,9",
                 shifts="plant,line,pattern,period,hours / A,1,two,p2,16 / A,1,one,,8")  # fmt: skip
    assert rows(case, "lots") == [
        "lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] - 5 run[A/1,M,p1] <= 0",
        "lots.maximum_units[A/1,M,p2]: build[A/1,M,K,p2] - 9 run[A/1,M,p2] <= 0",
    ]


def test_lots_most_is_not_cut_by_rounding(tmp_path):
    """0.3 h / 0.1 h is 2.9999999999999996 in floating point; it is 3 vehicles."""
    case = small(tmp_path, periods="period / p1", capacity="plant,line,hours / A,1,0.3",
                 builds=f"{BUILDS},setup_cost / A,1,M,0.1,9")  # fmt: skip
    assert rows(case, "lots") == ["lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] - 3 run[A/1,M,p1] <= 0"]


def test_lots_where_the_set_up_takes_all_the_time(tmp_path):
    """A set-up of 12 h leaves nothing of 10 h (and not −1 vehicle)."""
    case = small(tmp_path, periods="period / p1", builds=f"{BUILDS},setup_hours / A,1,M,2,12")
    assert rows(case, "lots") == ["lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] <= 0"]


def test_lots_of_each_line_model_and_period(tmp_path):
    """M has a lot in p1, N a maximum everywhere, also on line 2; each stands alone."""
    case = small(
        tmp_path, models="model / M / N", demand="market,model,demand / K,M,5 / K,N,5",
        capacity="plant,line,hours / A,1,10 / A,2,10",
        builds="plant,line,model,period,hours_per_unit,minimum_lot,maximum_units"
               " / A,1,M,p1,2,3, / A,1,N,,2,,4 / A,2,N,p2,2,,1")  # fmt: skip
    assert rows(case, "lots") == [
        "lots.maximum_units[A/1,N,p1]: build[A/1,N,K,p1] <= 4",
        "lots.maximum_units[A/1,N,p2]: build[A/1,N,K,p2] <= 4",
        "lots.maximum_units[A/2,N,p2]: build[A/2,N,K,p2] <= 1",
        "lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] - 5 run[A/1,M,p1] <= 0",
        "lots.minimum_lot[A/1,M,p1]: build[A/1,M,K,p1] - 3 run[A/1,M,p1] >= 0",
    ]


# ---- a set-up is not work by itself --------------------------------------------------------------------------------


def test_lots_a_set_up_on_a_line_with_least_hours_builds_at_least_one(tmp_path):
    """Else the line could be set up in p1 without a build to look busy; the least hours of p2 are enough to ask."""
    case = small(tmp_path, builds=f"{BUILDS},setup_hours / A,1,M,2,1",
                 capacity="plant,line,period,hours,minimum_hours / A,1,,10, / A,1,p2,,1")  # fmt: skip
    assert rows(case, "lots") == [
        "lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] - 4 run[A/1,M,p1] <= 0",
        "lots.maximum_units[A/1,M,p2]: build[A/1,M,K,p2] - 4 run[A/1,M,p2] <= 0",
        "lots.minimum_lot[A/1,M,p1]: build[A/1,M,K,p1] - run[A/1,M,p1] >= 0",
        "lots.minimum_lot[A/1,M,p2]: build[A/1,M,K,p2] - run[A/1,M,p2] >= 0",
    ]


def test_lots_a_set_up_on_a_level_line_builds_something(tmp_path):
    """A thousandth, where units need not be whole."""
    case = small(tmp_path, periods="period / p1", case="integer_units = false",
                 capacity="plant,line,hours,maximum_change / A,1,10,3", builds=f"{BUILDS},setup_hours / A,1,M,2,1",
    )  # fmt: skip
    assert rows(case, "lots") == [
        "lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] - 4.5 run[A/1,M,p1] <= 0",
        "lots.minimum_lot[A/1,M,p1]: build[A/1,M,K,p1] - 0.001 run[A/1,M,p1] >= 0",
    ]


def test_lots_a_set_up_without_hours_cannot_pass_for_work(tmp_path):
    """A set-up that only costs asks for no least, nor does one on a line without least hours; a lot stays a lot."""
    case = small(
        tmp_path, periods="period / p1", models="model / M / N / O",
        demand="market,model,demand / K,M,5 / K,N,5 / K,O,5",
        capacity="plant,line,hours,minimum_hours / A,1,10,6 / A,2,10,",
        builds=f"{BUILDS},setup_hours,setup_cost,minimum_lot / A,1,M,2,,9, / A,2,N,2,1,, / A,1,O,2,1,,3")  # fmt: skip
    assert rows(case, "lots") == [
        "lots.maximum_units[A/1,M,p1]: build[A/1,M,K,p1] - 5 run[A/1,M,p1] <= 0",
        "lots.maximum_units[A/1,O,p1]: build[A/1,O,K,p1] - 4 run[A/1,O,p1] <= 0",
        "lots.maximum_units[A/2,N,p1]: build[A/2,N,K,p1] - 4 run[A/2,N,p1] <= 0",
        "lots.minimum_lot[A/1,O,p1]: build[A/1,O,K,p1] - 3 run[A/1,O,p1] >= 0",
    ]
