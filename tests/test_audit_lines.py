"""The audit of lines: hours, overtime, level work and shifts."""

import pytest

from tests.audit_cases import TINY, assert_correct, broken, hours, made_and_sold

SHIFTS = TINY.given(
    capacity="plant,line,overtime_hours / A,L,1",
    shifts="plant,line,pattern,period,hours,hours_per_day,minimum_periods,previous"
    " / A,L,one,,6,,2,yes / A,L,two,,,5,2, / A,L,two,2,8,,,",
)  # two: 10 hours in periods 1 and 3, 8 in period 2


def in_force(*patterns, regular, worked=(5, 5, 5)):
    rows = [
        f"A,L,{period},{name},{given},1,{spent},0,{spent / given!r}"
        for period, (name, given, spent) in enumerate(zip(patterns, regular, worked, strict=True), 1)
    ]
    header = "plant,line,period,pattern,regular_hours,overtime_limit,worked_hours,overtime_hours,utilisation"
    return " / ".join([header, *rows])


def test_line_time_takes_hours_beyond_regular_and_overtime_as_a_breach():
    """13 hours worked on 10 regular and 2 of overtime are one too many; in the last period alone."""
    story = made_and_sold(TINY, 5, 5, 13).given(capacity="plant,line,hours,overtime_hours / A,L,10,2")
    story = story.planned(utilisation=hours(5, 5, 13, overtime=(0, 0, 2), limit=2))
    assert broken(story.judged(), "line_time") == {"plant=A line=L period=3": pytest.approx(1)}


def test_overtime_beyond_its_limit_is_a_breach():
    """Overtime of 3 against a limit of 1 hour per day and 2 days; 2 hours would be right."""
    limited = made_and_sold(TINY, 5, 5, 13).given(capacity="plant,line,hours,overtime_hours_per_day / A,L,10,1")
    story = limited.planned(utilisation=hours(5, 5, 13, overtime=(0, 0, 3), limit=2))
    assert broken(story.judged(), "overtime") == {"plant=A line=L period=3": pytest.approx(1)}
    within = made_and_sold(limited, 5, 5, 12)
    assert_correct(within.planned(utilisation=hours(5, 5, 12, overtime=(0, 0, 2), limit=2)))


def test_overtime_limit_and_regular_hours_are_those_of_the_most_specific_row_that_fills_the_cell():
    """A row of period 2 with only overtime changes that; one of period 3 in hours per day supersedes hours."""
    story = TINY.given(
        capacity="plant,line,period,hours,hours_per_day,overtime_hours / A,L,,10,,1 / A,L,2,,,4 / A,L,3,,8,"
    )
    header = "plant,line,period,regular_hours,overtime_limit,worked_hours,overtime_hours,utilisation"
    right = f"{header} / A,L,1,10,1,5,0,0.5 / A,L,2,10,4,5,0,0.5 / A,L,3,16,1,5,0,0.3125"
    assert_correct(story.planned(utilisation=right))
    wrong = story.planned(utilisation=hours(5, 5, 5, limit=1)).judged()
    assert broken(wrong, "overtime") == {"plant=A line=L period=2": pytest.approx(3)}
    assert "plant=A line=L period=3" in broken(wrong, "line_time")


def test_period_without_capacity_has_no_hours_and_a_blank_utilisation():
    """Nothing is built in period 2, which has no row of capacity."""
    story = made_and_sold(TINY, 5, 0, 5).given(capacity="plant,line,period,hours / A,L,1,10 / A,L,3,10")
    header = "plant,line,period,regular_hours,overtime_limit,worked_hours,overtime_hours,utilisation"
    story = story.planned(utilisation=f"{header} / A,L,1,10,0,5,0,.5 / A,L,2,0,0,0,0, / A,L,3,10,0,5,0,.5")
    assert_correct(story)
    story = story.planned(utilisation=f"{header} / A,L,1,10,0,5,0,.5 / A,L,2,0,0,0,0,0 / A,L,3,10,0,5,0,.4")
    assert broken(story.judged(), "line_time") == {
        "plant=A line=L period=2": 0,
        "plant=A line=L period=3": pytest.approx(0.1),
    }


def test_minimum_hours_must_be_worked():
    """6 hours must be worked in period 1; 5 are."""
    story = TINY.given(capacity="plant,line,period,hours,minimum_hours / A,L,,10, / A,L,1,,6")
    assert broken(story.judged(), "line_time") == {"plant=A line=L period=1": pytest.approx(1)}


def test_set_up_and_adaptation_hours_and_jobs_per_hour_count_as_worked():
    """5 cars at 2 an hour, 0.25 hours more each for the market, and one set-up of 1.5 hours: 5.25 hours."""
    story = TINY.given(
        builds="plant,line,model,jobs_per_hour,setup_hours / A,L,CAR,2,1.5",
        adaptations="model,market,plant,hours_per_unit / CAR,M,,9 / CAR,M,A,0.25",
    )
    assert_correct(story.planned(utilisation=hours(5.25, 5.25, 5.25)))
    assert broken(story.judged(), "line_time")["plant=A line=L period=1"] == pytest.approx(0.25)


def test_relaxed_set_ups_may_be_run_in_part_but_no_further():
    """Worked hours lie between the builds' 5 and, with every set-up, 6; the most is checked as the least is."""
    story = TINY.given(builds="plant,line,model,hours_per_unit,setup_hours / A,L,CAR,1,1")
    story = story.planned(utilisation=hours(5, 5.5, 6))
    assert_correct(story, relaxed=True)
    assert broken(story.judged(), "line_time").keys() == {"plant=A line=L period=1", "plant=A line=L period=2"}
    story = story.planned(utilisation=hours(4, 5, 8))
    assert broken(story.judged(relaxed=True), "line_time") == {
        "plant=A line=L period=1": pytest.approx(1),
        "plant=A line=L period=3": pytest.approx(2),
    }


def test_level_line_counts_from_previous_hours_and_by_the_limit_of_the_later_period():
    """3 hours before, then 5, 5, 9: changes of 2, 0 and 4; allowed are 1, then 1, then 3."""
    story = made_and_sold(TINY, 5, 5, 9).planned(utilisation=hours(5, 5, 9))
    story = story.given(capacity="plant,line,period,hours,maximum_change,previous_hours / A,L,,10,1,3 / A,L,3,,3,")
    assert broken(story.judged(), "level_line") == {
        "plant=A line=L period=1": pytest.approx(1),
        "plant=A line=L period=3": pytest.approx(1),
    }


def test_level_line_leaves_the_first_period_free_without_previous_hours():
    """The first period may differ from what is not known; ``none`` lifts a limit again."""
    story = made_and_sold(TINY, 5, 5, 9).planned(utilisation=hours(5, 5, 9))
    assert_correct(story.given(capacity="plant,line,period,hours,maximum_change / A,L,,10,0 / A,L,3,,none"))


def test_shifts_give_the_regular_hours_of_the_pattern_in_force():
    """The second pattern by its day rate in period 3, by its own row in period 2; 8 cars fit in its 8 hours."""
    assert_correct(SHIFTS.planned(utilisation=in_force("one", "two", "two", regular=(6, 8, 10))))
    wrong = SHIFTS.planned(utilisation=in_force("one", "two", "two", regular=(6, 10, 10))).judged()
    assert broken(wrong, "line_time") == {"plant=A line=L period=2": pytest.approx(2)}


def test_shift_patterns_are_exactly_one_and_of_those_offered():
    """No pattern in period 1 is a breach; so is one without a row in period 3."""
    offered = SHIFTS.given(shifts="plant,line,pattern,period,hours / A,L,one,,6 / A,L,two,2,8")
    story = offered.planned(utilisation=in_force("", "two", "two", regular=(6, 8, 10)))
    assert broken(story.judged(), "shifts") == {"plant=A line=L period=1": 1, "plant=A line=L period=3": 1}


def test_a_pattern_changed_to_is_kept_for_its_least_time_within_the_horizon():
    """Changed to in period 1 it must stay in 2; changed to in period 3 the horizon ends first."""
    early = SHIFTS.planned(utilisation=in_force("two", "one", "one", regular=(10, 6, 6))).judged()
    assert broken(early, "shifts") == {"plant=A line=L period=1": 1}
    assert_correct(SHIFTS.planned(utilisation=in_force("one", "one", "two", regular=(6, 6, 10))))


def test_the_first_choice_is_no_change_where_no_pattern_was_in_force():
    """With none marked previous, the first pattern may be left at once; the next may not."""
    story = SHIFTS.given(
        shifts="plant,line,pattern,hours,minimum_periods / A,L,one,6,2 / A,L,two,10,2",
    )
    assert_correct(story.planned(utilisation=in_force("two", "one", "one", regular=(10, 6, 6))))
    early = story.planned(utilisation=in_force("two", "one", "two", regular=(10, 6, 10))).judged()
    assert broken(early, "shifts") == {"plant=A line=L period=2": 1}


def test_a_pattern_kept_from_before_the_horizon_may_be_left_at_any_time():
    """The pattern in force before has no least time left: leaving it in period 2 is right."""
    assert_correct(SHIFTS.planned(utilisation=in_force("one", "two", "two", regular=(6, 8, 10))))


def test_a_pattern_on_a_line_without_patterns_is_a_breach():
    """The line of period 2 names a pattern that belongs to another line."""
    story = TINY.given(
        capacity="plant,line,hours / A,L,10",
        shifts="plant,line,pattern,hours / A,X,one,6",
    )
    story = story.planned(
        utilisation=in_force("", "one", "", regular=(10, 10, 10)).replace(",1,5,0", ",0,5,0")
        + " / A,X,1,one,6,0,0,0,0 / A,X,2,one,6,0,0,0,0 / A,X,3,one,6,0,0,0,0"
    )
    assert broken(story.judged(), "shifts") == {"plant=A line=L period=2": 1}


def test_relaxed_regular_hours_lie_between_the_patterns():
    """A mixture of 6 and 10 hours gives 7; 11 is beyond the best pattern and 5 below the least."""
    mixed = SHIFTS.planned(utilisation=in_force("", "", "", regular=(7, 7, 7)))
    assert_correct(mixed, relaxed=True)
    story = SHIFTS.planned(utilisation=in_force("", "", "", regular=(5, 7, 11)))
    assert broken(story.judged(relaxed=True), "line_time") == {
        "plant=A line=L period=1": pytest.approx(1),
        "plant=A line=L period=3": pytest.approx(1),
    }
