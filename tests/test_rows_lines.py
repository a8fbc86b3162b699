"""The rows of line time, overtime, level lines and lots, on the smallest cases, written by hand."""

from tests.small import rows, small

TWO_MODELS = "model / M / N"
TWO_MARKETS = "market / K / J"
TWO_ROUTES = {"routes": "route,plant,market / R,A,K / S,A,J", "freight": "route / R / S"}
LINE = "plant,line"
BUILDS = "plant,line,model,hours_per_unit"


# ---- line time -----------------------------------------------------------------------------------------------------


def test_line_time_in_every_period(tmp_path):
    """2 hours a vehicle, 10 hours a period."""
    assert rows(small(tmp_path), "line_time") == [
        "line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] <= 10",
        "line_time.hours[A/1,p2]: 2 build[A/1,M,K,p2] <= 10",
    ]


def test_line_time_where_something_can_be_built(tmp_path):
    """Nothing can be built in p1, so its hours limit nothing."""
    case = small(tmp_path, builds=f"{BUILDS},first_period / A,1,M,2,p2")
    assert rows(case, "line_time") == ["line_time.hours[A/1,p2]: 2 build[A/1,M,K,p2] <= 10"]


def test_line_time_is_shared_by_models_and_markets_with_what_each_adds(tmp_path):
    """M takes 2 h, 2 + 0.5 for J; N takes 3 h, 3 − 1 for K and 3 + 0.25 for J (blank plant), not at plant B's rate."""
    case = small(
        tmp_path, periods="period / p1", plants="plant / A / B", models=TWO_MODELS, markets=TWO_MARKETS, **TWO_ROUTES,
        builds=f"{BUILDS} / A,1,M,2 / A,1,N,3",
        demand="market,model,demand / K,M,5 / J,M,5 / K,N,5 / J,N,5",
        adaptations="model,market,plant,hours_per_unit / M,J,,0.5 / N,K,,9 / N,K,A,-1 / N,J,,0.25 / N,J,B,7",
    )  # fmt: skip
    assert rows(case, "line_time") == [
        "line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] + 2.5 build[A/1,M,J,p1] + 2 build[A/1,N,K,p1]"
        " + 3.25 build[A/1,N,J,p1] <= 10",
    ]


def test_line_time_tells_lines_apart(tmp_path):
    """Each line has its own hours; a line without a row in a period has none there."""
    case = small(tmp_path, capacity="plant,line,period,hours / A,1,p1,10 / A,2,,7",
                 builds=f"{BUILDS} / A,2,M,1 / A,1,M,2")  # fmt: skip
    assert rows(case, "line_time") == [
        "line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] <= 10",
        "line_time.hours[A/1,p2]: 2 build[A/1,M,K,p2] <= 0",
        "line_time.hours[A/2,p1]: build[A/2,M,K,p1] <= 7",
        "line_time.hours[A/2,p2]: build[A/2,M,K,p2] <= 7",
    ]


def test_line_time_by_working_days(tmp_path):
    """8 h a day: 20 days 160 h, 22 days 176 h; overtime of 1 h a day; p3 has hours of its own, which count there."""
    case = small(tmp_path, periods="period,working_days / p1,20 / p2,22 / p3,",
                 capacity="plant,line,period,hours,hours_per_day,overtime_hours_per_day / A,1,,,8,1 / A,1,p3,5,,",
    )  # fmt: skip
    assert rows(case, "line_time") == [
        "line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] - overtime[A/1,p1] <= 160",
        "line_time.hours[A/1,p2]: 2 build[A/1,M,K,p2] - overtime[A/1,p2] <= 176",
        "line_time.hours[A/1,p3]: 2 build[A/1,M,K,p3] - overtime[A/1,p3] <= 5",
    ]


def test_line_time_by_jobs_per_hour(tmp_path):
    """4 jobs an hour are 0.25 h each; in p2 the more specific row says 3 h each, in p3 half a job an hour, 2 h each."""
    builds = "plant,line,model,period,jobs_per_hour,hours_per_unit / A,1,M,,4, / A,1,M,p2,,3 / A,1,M,p3,0.5,"
    case = small(tmp_path, periods="period / p1 / p2 / p3", builds=builds)
    assert rows(case, "line_time") == [
        "line_time.hours[A/1,p1]: 0.25 build[A/1,M,K,p1] <= 10",
        "line_time.hours[A/1,p2]: 3 build[A/1,M,K,p2] <= 10",
        "line_time.hours[A/1,p3]: 2 build[A/1,M,K,p3] <= 10",
    ]


def test_line_time_by_jobs_per_hour_in_one_period(tmp_path):
    """Every period says 2 h each, p2 says 4 jobs an hour: 0.25 h there."""
    case = small(tmp_path, builds="plant,line,model,period,hours_per_unit,jobs_per_hour / A,1,M,,2, / A,1,M,p2,,4")
    assert rows(case, "line_time") == [
        "line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] <= 10",
        "line_time.hours[A/1,p2]: 0.25 build[A/1,M,K,p2] <= 10",
    ]


def test_line_time_completed_cell_by_cell(tmp_path):
    """The row of p2 fills only overtime there: hours come from the blank period, and p1 has no overtime."""
    case = small(tmp_path, capacity="plant,line,period,hours,overtime_hours / A,1,,10, / A,1,p2,,4")
    assert rows(case, "line_time") == [
        "line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] <= 10",
        "line_time.hours[A/1,p2]: 2 build[A/1,M,K,p2] - overtime[A/1,p2] <= 10",
    ]


def test_line_time_takes_set_ups(tmp_path):
    """1.5 hours whenever the model is built at all, on top of 2 for each."""
    case = small(tmp_path, periods="period / p1", builds=f"{BUILDS},setup_hours / A,1,M,2,1.5")
    assert rows(case, "line_time") == ["line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] + 1.5 run[A/1,M,p1] <= 10"]


def test_line_time_least_hours_count_set_ups_and_no_overtime(tmp_path):
    """1 hour must be worked in p2: builds and set-ups, whether regular or overtime; none in p1."""
    case = small(tmp_path, builds=f"{BUILDS},setup_hours / A,1,M,2,1",
                 capacity="plant,line,period,hours,overtime_hours,minimum_hours / A,1,,10,3, / A,1,p2,,,1")  # fmt: skip
    assert rows(case, "line_time") == [
        "line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] - overtime[A/1,p1] + run[A/1,M,p1] <= 10",
        "line_time.hours[A/1,p2]: 2 build[A/1,M,K,p2] - overtime[A/1,p2] + run[A/1,M,p2] <= 10",
        "line_time.minimum_hours[A/1,p2]: 2 build[A/1,M,K,p2] + run[A/1,M,p2] >= 1",
    ]


def test_line_time_least_hours_of_a_line_that_builds_nothing(tmp_path):
    """Line 2 must work 6 hours and can build nothing: no plan can have that, and the row says so."""
    case = small(tmp_path, periods="period / p1", capacity="plant,line,hours,minimum_hours / A,1,10, / A,2,10,6")
    assert rows(case, "line_time") == [
        "line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] <= 10",
        "line_time.minimum_hours[A/2,p1]: 0 >= 6",
    ]


def test_line_time_comes_from_the_pattern_in_force(tmp_path):
    """One shift 8 h; two shifts 0.8 h a day on 20 days, 16 h, in p2 only; overtime and least hours are the line's."""
    case = small(
        tmp_path, periods="period,working_days / p1, / p2,20",
        capacity="plant,line,overtime_hours,minimum_hours / A,1,3,5",
        shifts="plant,line,pattern,period,hours,hours_per_day / A,1,one,,8, / A,1,two,p2,,0.8")  # fmt: skip
    assert rows(case, "line_time") == [
        "line_time.hours[A/1,p1]: 2 build[A/1,M,K,p1] - overtime[A/1,p1] - 8 pattern[A/1,one,p1] <= 0",
        "line_time.hours[A/1,p2]: 2 build[A/1,M,K,p2] - overtime[A/1,p2] - 8 pattern[A/1,one,p2]"
        " - 16 pattern[A/1,two,p2] <= 0",
        "line_time.minimum_hours[A/1,p1]: 2 build[A/1,M,K,p1] >= 5",
        "line_time.minimum_hours[A/1,p2]: 2 build[A/1,M,K,p2] >= 5",
    ]


# ---- overtime ------------------------------------------------------------------------------------------------------


def test_overtime_within_what_the_line_may_run(tmp_path):
    """0.5 h a day on 20 days is 10 h in p1; p2 says 4 h; p3 says 0, so there is none."""
    case = small(tmp_path, periods="period,working_days / p1,20 / p2,20 / p3,20",
                 capacity="plant,line,period,hours,overtime_hours,overtime_hours_per_day"
                 " / A,1,,10,,0.5 / A,1,p2,,4, / A,1,p3,,0,")  # fmt: skip
    assert rows(case, "overtime") == [
        "overtime.overtime_hours: overtime[A/1,p1] <= 10",
        "overtime.overtime_hours: overtime[A/1,p2] <= 4",
    ]


# ---- level line ----------------------------------------------------------------------------------------------------


def test_level_line_between_periods_and_free_at_first(tmp_path):
    """At most 3 h more or less than the period before; without `previous_hours` p1 is free."""
    case = small(tmp_path, periods="period / p1 / p2 / p3", capacity="plant,line,hours,maximum_change / A,1,10,3")
    assert rows(case, "level_line") == [
        "level_line.maximum_change[A/1,p2]: -3 <= - 2 build[A/1,M,K,p1] + 2 build[A/1,M,K,p2] <= 3",
        "level_line.maximum_change[A/1,p3]: -3 <= - 2 build[A/1,M,K,p2] + 2 build[A/1,M,K,p3] <= 3",
    ]


def test_level_line_against_the_hours_before_the_horizon(tmp_path):
    """7 h before, at most 3 more or less: between 4 and 10 in p1; in p2 the 7 do not count and the limit is p2's, 1."""
    case = small(tmp_path, capacity="plant,line,period,hours,maximum_change,previous_hours / A,1,,10,3,7 / A,1,p2,,1,")
    assert rows(case, "level_line") == [
        "level_line.maximum_change[A/1,p1]: 4 <= 2 build[A/1,M,K,p1] <= 10",
        "level_line.maximum_change[A/1,p2]: -1 <= - 2 build[A/1,M,K,p1] + 2 build[A/1,M,K,p2] <= 1",
    ]


def test_level_line_only_where_there_is_a_limit_and_with_set_ups(tmp_path):
    """`none` in p2 lifts the limit there; set-up hours are worked; 0 hours before the horizon are hours given."""
    case = small(tmp_path, periods="period / p1 / p2 / p3", builds=f"{BUILDS},setup_hours / A,1,M,2,1",
                 capacity="plant,line,period,hours,maximum_change,previous_hours / A,1,,10,3,0 / A,1,p2,,none,",
    )  # fmt: skip
    assert rows(case, "level_line") == [
        "level_line.maximum_change[A/1,p1]: -3 <= 2 build[A/1,M,K,p1] + run[A/1,M,p1] <= 3",
        "level_line.maximum_change[A/1,p3]: -3 <= - 2 build[A/1,M,K,p2] + 2 build[A/1,M,K,p3]"
        " - run[A/1,M,p2] + run[A/1,M,p3] <= 3",
    ]


def test_level_line_stays_on_its_own_line(tmp_path):
    """The last period of line 1 is not before the first of line 2; neither has a limit where it says none."""
    case = small(tmp_path, capacity="plant,line,hours,maximum_change,previous_hours / A,1,10,none,8 / A,2,10,4,6",
                 builds=f"{BUILDS} / A,1,M,2 / A,2,M,1")  # fmt: skip
    assert rows(case, "level_line") == [
        "level_line.maximum_change[A/2,p1]: 2 <= build[A/2,M,K,p1] <= 10",
        "level_line.maximum_change[A/2,p2]: -4 <= - build[A/2,M,K,p1] + build[A/2,M,K,p2] <= 4",
    ]
