"""The audit of builds: lots, existence, mix, frozen builds, the baseline and parts."""

import pytest

from tests.audit_cases import TINY, assert_correct, broken, builds, hours, made_and_sold


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


def test_mix_counts_nothing_of_a_family_that_has_no_row():
    """Vans of period 2, whose family no row names, are not taken for the family of a row, in any period."""
    story = MIXED.given(
        mix="plant,line,family,model,period,minimum_share,maximum_share / A,L,F,,1,1,1 / A,L,F,,2,0,0",
        demand="market,model,period,demand / M,CAR,1,6 / M,VAN,2,4",
    ).planned(
        allocation="plant,line,model,market,period,units / A,L,CAR,M,1,6 / A,L,VAN,M,2,4",
        shipments="route,plant,market,model,period,arrival,units / R,A,M,CAR,1,1,6 / R,A,M,VAN,2,2,4",
        fulfilment="market,model,period,demand,commitment,sold,backlog,short / M,CAR,1,6,0,6,0,0 / M,CAR,2,0,0,0,0,0"
        " / M,CAR,3,0,0,0,0,0 / M,VAN,1,0,0,0,0,0 / M,VAN,2,4,0,4,0,0 / M,VAN,3,0,0,0,0,0",
        utilisation=hours(6, 4, 0),
    )
    assert_correct(story)
    assert_correct(story.given(models="model,family / CAR,F / VAN,"))


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
