"""The audit of lines: hours, overtime, level work, shifts, mix, lots, parts, frozen builds and the baseline."""

import pytest

from tests.audit_cases import TINY, assert_correct, broken, builds, hours, sales, ships

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


def made_and_sold(story, *units):
    """The plan that builds, ships and sells that many in each period against a demand of 20."""
    story = story.given(demand="market,model,demand / M,CAR,20")
    return story.planned(
        allocation=builds(*units), shipments=ships(*units), fulfilment=sales(*((20, 0, n, 0, 20 - n) for n in units))
    )


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


def test_lots_are_reached_where_anything_is_built_and_never_exceeded():
    """At least 3 and at most 6 of the model, over all markets: 2 and 7 break it, 0 does not."""
    lots = TINY.given(builds="plant,line,model,hours_per_unit,minimum_lot,maximum_units / A,L,CAR,1,3,6")
    story = made_and_sold(lots, 2, 0, 7).planned(utilisation=hours(2, 0, 7))
    assert broken(story.judged(), "lots") == {
        "plant=A line=L model=CAR period=1": pytest.approx(1),
        "plant=A line=L model=CAR period=3": pytest.approx(1),
    }
    assert broken(story.judged(relaxed=True), "lots") == {"plant=A line=L model=CAR period=3": pytest.approx(1)}
    assert_correct(made_and_sold(lots, 3, 0, 6).planned(utilisation=hours(3, 0, 6)))


@pytest.mark.parametrize(
    ("table", "rows", "where"),
    [
        ("builds", "plant,line,model,hours_per_unit,first_period / A,L,CAR,1,2", "period=1"),
        ("builds", "plant,line,model,hours_per_unit,last_period / A,L,CAR,1,2", "period=3"),
        ("builds", "plant,line,model,period,hours_per_unit / A,L,CAR,1,1 / A,L,CAR,3,1", "period=2"),
    ],
)
def test_build_exists_only_with_a_row_and_within_its_production(table, rows, where):
    """A build before the first period, after the last or without a row is a breach of its 5 units."""
    verdict = TINY.given(**{table: rows}).judged()
    assert broken(verdict, "build_exists") == {f"plant=A line=L model=CAR market=M {where}": 5}


def test_build_exists_only_where_its_model_can_travel():
    """Freight for another model only: the cars can't leave; neither build nor shipment exists."""
    story = TINY.given(models="model / CAR / VAN", freight="route,model / R,VAN")
    assert set(broken(story.judged(), "build_exists").values()) == {5}
    assert set(broken(story.judged(), "ship_exists").values()) == {5}


def test_build_exists_where_freight_stands_in_another_period_only():
    """A route with freight in period 3 is enough to build in period 1 for the yard."""
    story = made_and_sold(TINY, 0, 0, 6).given(freight="route,period / R,3", yards="plant,model / A,CAR")
    story = story.planned(
        allocation=builds(3, 0, 3),
        utilisation=hours(3, 0, 3),
        inventory="site,model,market,period,units / A,CAR,M,1,3 / A,CAR,M,2,3",
    )
    assert_correct(story)


MIXED = TINY.given(
    models="model,family / CAR,F / VAN,G",
    builds="plant,line,model,hours_per_unit / A,L,CAR,1 / A,L,VAN,1",
    demand="market,model,period,demand / M,CAR,1,6 / M,VAN,1,4",
).planned(
    allocation="plant,line,model,market,period,units / A,L,CAR,M,1,6 / A,L,VAN,M,1,4",
    shipments="route,plant,market,model,period,arrival,units / R,A,M,CAR,1,1,6 / R,A,M,VAN,1,1,4",
    fulfilment="market,model,period,demand,commitment,sold,backlog,short / M,CAR,1,6,0,6,0,0 / M,CAR,2,0,0,0,0,0"
    " / M,CAR,3,0,0,0,0,0 / M,VAN,1,4,0,4,0,0 / M,VAN,2,0,0,0,0,0 / M,VAN,3,0,0,0,0,0",
    utilisation=hours(10, 0, 0),
)


def test_every_row_of_mix_holds_for_its_family_or_model_and_period():
    """6 cars and 4 vans: a family's most of 0.5 and a model's least of 0.5 each miss by one unit; 0.6 and 0.4 hold."""
    header = "plant,line,family,model,period,minimum_share,maximum_share"
    assert_correct(MIXED.given(mix=f"{header} / A,L,F,,,,0.6 / A,L,,VAN,1,0.4,0.4 / A,L,G,,3,1,1"))
    story = MIXED.given(mix=f"{header} / A,L,F,,,,0.9 / A,L,F,,1,,0.5 / A,L,,VAN,,0.5,")
    assert broken(story.judged(), "mix") == {
        "mix_row=2 plant=A line=L period=1 family=F": pytest.approx(1),
        "mix_row=3 plant=A line=L period=1 model=VAN": pytest.approx(1),
    }


def test_frozen_line_and_period_builds_its_rows_and_nothing_else():
    """4 frozen where 5 are built; and where a row of 0 units stands for period 3, 5 are too many."""
    story = TINY.given(frozen="plant,line,model,market,period,units / A,L,CAR,M,1,4 / A,L,CAR,M,3,0")
    assert broken(story.judged(), "frozen") == {
        "plant=A line=L model=CAR market=M period=1": pytest.approx(1),
        "plant=A line=L model=CAR market=M period=3": pytest.approx(5),
    }
    assert_correct(TINY.given(frozen="plant,line,model,market,period,units / A,L,CAR,M,2,5"))


def test_frozen_row_that_is_not_built_is_a_breach():
    """The frozen model is not built at all, another one is."""
    story = MIXED.given(frozen="plant,line,model,market,period,units / A,L,CAR,M,1,6 / A,L,CAR,M,2,2")
    assert broken(story.judged(), "frozen") == {
        "plant=A line=L model=VAN market=M period=1": pytest.approx(4),
        "plant=A line=L model=CAR market=M period=2": pytest.approx(2),
    }


def test_baseline_tolerance_holds_both_ways_and_for_nothing_built():
    """8 ± 25 % is missed by 1 with 5 built; 4 ± 25 % holds; 0 ± 25 % is missed by 5; without a tolerance all holds."""
    header = "plant,line,model,market,period,units,tolerance"
    story = TINY.given(baseline=f"{header} / A,L,CAR,M,1,8,0.25 / A,L,CAR,M,2,4,0.25 / A,L,CAR,M,3,0,0.25")
    assert broken(story.judged(), "baseline") == {
        "plant=A line=L model=CAR market=M period=1": pytest.approx(1),
        "plant=A line=L model=CAR market=M period=3": pytest.approx(5),
    }
    assert_correct(TINY.given(baseline=f"{header} / A,L,CAR,M,1,80,"))


def test_baseline_row_that_cannot_be_built_binds_nothing():
    """The van has no row of builds: its tolerance is void; the line and period stands, at 5 units of deviation."""
    story = TINY.given(
        models="model / CAR / VAN", baseline="plant,line,model,market,period,units,tolerance / A,L,VAN,M,1,7,0"
    ).setting(change_cost=2.0)
    verdict = story.judged()
    assert broken(verdict, "baseline") == {}
    assert verdict.items["plan_change"] == pytest.approx(-10)


def parted(story, *figures):
    lines = [f"wheel,{period},{','.join(map(str, row))}" for period, row in enumerate(figures, 1)]
    return story.planned(parts=" / ".join(["part,period,supply,used,carried", *lines]))


WHEELS = TINY.given(part_usage="part,model,plant,market,quantity / wheel,CAR,,,9 / wheel,CAR,A,,4")


def test_parts_used_are_those_supplied_and_carried_on():
    """20 wheels a period; 4 per car (the plant's row) for 5 cars; a supply of 15 then lacks 5."""
    fits = WHEELS.given(parts="part,period,supply / wheel,,20")
    assert_correct(parted(fits, (20, 20, 0), (20, 20, 0), (20, 20, 0)))
    lacks = WHEELS.given(parts="part,period,supply / wheel,,20 / wheel,2,15")
    verdict = parted(lacks, (20, 20, 0), (15, 20, 0), (20, 20, 0)).judged()
    assert broken(verdict, "parts") == {"part=wheel period=2": pytest.approx(5)}


def test_opening_of_a_part_that_is_not_storable_helps_in_the_first_period_only():
    """15 a period and 5 at the start: enough for period 1, shown with or without it; 5 short after."""
    story = WHEELS.given(parts="part,period,supply,opening / wheel,,15,5")
    lacking = {"part=wheel period=2": pytest.approx(5), "part=wheel period=3": pytest.approx(5)}
    assert broken(parted(story, (15, 20, 0), (15, 20, 0), (15, 20, 0)).judged(), "parts") == lacking
    assert broken(parted(story, (20, 20, 0), (15, 20, 0), (15, 20, 0)).judged(), "parts") == lacking
    carried = parted(story, (20, 20, 5), (15, 20, 0), (15, 20, 0)).judged()
    assert broken(carried, "parts")["part=wheel period=1"] == pytest.approx(5)


def test_storable_parts_are_carried_from_period_to_period():
    """Opening 10, supplies 15: carried 5, 0 and then 5 short; ``storable`` said in one row holds for all."""
    story = WHEELS.given(parts="part,period,supply,opening,storable / wheel,,15,10,yes / wheel,3,,,")
    assert broken(parted(story, (15, 20, 5), (15, 20, 0), (15, 20, 0)).judged(), "parts") == {
        "part=wheel period=3": pytest.approx(5)
    }
    assert broken(parted(story, (15, 20, 6), (15, 20, 1), (15, 20, 0)).judged(), "parts").keys() == {
        "part=wheel period=1",
        "part=wheel period=3",
    }


def test_parts_table_says_what_is_used_and_supplied():
    """A wrong figure of use or supply is a breach; a row left out says that nothing is used."""
    fits = WHEELS.given(parts="part,period,supply / wheel,,20")
    verdict = parted(fits, (20, 19, 0), (21, 20, 0)).judged()
    assert broken(verdict, "parts") == {
        "part=wheel period=1": pytest.approx(1),
        "part=wheel period=2": pytest.approx(1),
        "part=wheel period=3": pytest.approx(20),
    }
