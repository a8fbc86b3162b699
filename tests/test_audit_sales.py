"""The audit of sales: demand, backlog, commitments and programs."""

import pytest

from tests.audit_cases import TINY, assert_correct, broken, builds, hours, sales, ships


def sold(story, *rows):
    """The plan that builds and ships in each period what these rows of fulfilment sell there."""
    units = [row[2] for row in rows]
    return story.planned(
        allocation=builds(*units), shipments=ships(*units), utilisation=hours(*units), fulfilment=sales(*rows)
    )


LOST = sold(TINY, (5, 0, 5, 0, 0), (5, 0, 3, 0, 2), (5, 0, 5, 0, 0))
WAITING = sold(
    TINY.given(demand="market,model,demand,backlog_cost / M,CAR,5,0", stock="market,model,opening_backlog / M,CAR,2"),
    (5, 0, 4, 3, 0),
    (5, 0, 8, 0, 0),
    (5, 0, 4, 1, 1),
)
"""Two wait at the start; 4 are sold of 7, then all that wait, and 1 of the last period's is never delivered."""

PROGRAM = sold(
    TINY.given(
        demand="market,model,demand,commitment / M,CAR,5,2",
        programs="model,market,minimum_units,maximum_units,first_period,status / CAR,M,6,10,2,",
    ),
    (0, 0, 0, 0, 0),
    (5, 2, 5, 0, 0),
    (5, 2, 5, 0, 0),
).planned(programs="model,market,launched,units / CAR,M,1,10")
"""A program launched with sales from period 2 on."""

UNLAUNCHED = sold(PROGRAM, (0, 0, 0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0)).planned(
    programs="model,market,launched,units / CAR,M,0,0"
)
"""The same program left alone: demand and commitments do not count."""


def test_demand_that_is_not_met_in_its_period_is_lost():
    """3 of 5 sold and 2 short is right; 1 short leaves one unexplained, 3 short is one too many."""
    assert_correct(LOST)
    story = LOST.planned(fulfilment=sales((5, 0, 5, 0, 1), (5, 0, 3, 0, 1), (5, 0, 5, 0, 0)))
    assert broken(story.judged(), "demand") == {
        "market=M model=CAR period=1": pytest.approx(1),
        "market=M model=CAR period=2": pytest.approx(1),
    }


def test_demand_that_is_lost_does_not_wait():
    """A backlog where no backlog cost stands is a breach."""
    story = LOST.planned(fulfilment=sales((5, 0, 5, 0, 0), (5, 0, 3, 2, 2), (5, 0, 5, 0, 0)))
    assert broken(story.judged(), "demand") == {"market=M model=CAR period=2": pytest.approx(2)}


def test_demand_table_says_the_demand_of_the_case():
    """The most specific row of period 3 asks for 6; a plan that says 5 is caught even though it adds up."""
    story = TINY.given(demand="market,model,period,demand / M,CAR,,5 / M,CAR,3,6")
    assert broken(story.judged(), "demand")["market=M model=CAR period=3"] == pytest.approx(1)


def test_period_of_a_planned_pair_without_a_row_has_no_demand():
    """Rows for periods 1 and 3 only: nothing is asked for in 2, and nothing may be sold there."""
    periods = TINY.given(demand="market,model,period,demand / M,CAR,1,5 / M,CAR,3,5")
    assert_correct(sold(periods, (5, 0, 5, 0, 0), (0, 0, 0, 0, 0), (5, 0, 5, 0, 0)))
    story = sold(periods, (5, 0, 5, 0, 0), (0, 0, 1, 0, 0), (5, 0, 5, 0, 0))
    assert broken(story.judged(), "demand") == {"market=M model=CAR period=2": pytest.approx(1)}


def test_backlog_starts_with_those_waiting_and_is_lost_at_the_horizons_end():
    """The opening backlog of 2 joins the demand; what waits at the end is short as well."""
    assert_correct(WAITING)


@pytest.mark.parametrize(
    ("last", "first", "where", "amount"),
    [
        ((5, 0, 4, 1, 0), (5, 0, 4, 3, 0), "3", 1),  # not lost at the end
        ((5, 0, 4, 0, 0), (5, 0, 4, 3, 0), "3", 1),  # forgotten at the end
        ((5, 0, 4, 1, 1), (5, 0, 4, 3, 3), "1", 3),  # lost before the end
    ],
)
def test_backlog_that_is_forgotten_or_lost_too_early_is_a_breach(last, first, where, amount):
    """One car more or less, waiting or lost."""
    story = WAITING.planned(fulfilment=sales(first, (5, 0, 8, 0, 0), last))
    assert broken(story.judged(), "demand") == {f"market=M model=CAR period={where}": pytest.approx(amount)}


def test_backlog_cannot_forget_those_waiting_at_the_start():
    """Without the 2 of the opening the first period's backlog is 2 short."""
    story = sold(WAITING, (5, 0, 4, 1, 0), (5, 0, 6, 0, 0), (5, 0, 5, 0, 0))
    assert broken(story.judged(), "demand") == {"market=M model=CAR period=1": pytest.approx(2)}


def test_commitments_are_kept_in_their_period():
    """4 promised in period 2 and 3 sold; the plan's own figure of the commitment must be the case's."""
    promised = LOST.given(demand="market,model,period,demand,commitment / M,CAR,,5, / M,CAR,2,,4")
    story = promised.planned(fulfilment=sales((5, 0, 5, 0, 0), (5, 4, 3, 0, 2), (5, 0, 5, 0, 0)))
    assert broken(story.judged(), "commitments") == {"market=M model=CAR period=2": pytest.approx(1)}
    story = promised.planned(fulfilment=sales((5, 1, 5, 0, 0), (5, 3, 3, 0, 2), (5, 0, 5, 0, 0))).judged()
    assert story.counts["commitments"] == 3


def test_launched_program_sells_from_its_first_period():
    """Demand and commitments before it do not count; 10 sold lie from 6 to 10."""
    assert_correct(PROGRAM)


def test_unlaunched_program_has_no_demand_and_breaks_no_commitment():
    """Nothing is short; its row may be left out. A plan that still shows the demand is a breach."""
    assert_correct(UNLAUNCHED)
    assert_correct(UNLAUNCHED.planned(programs="model,market,launched,units"))
    story = UNLAUNCHED.planned(fulfilment=sales((0, 0, 0, 0, 0), (5, 0, 0, 0, 5), (0, 0, 0, 0, 0)))
    assert broken(story.judged(), "demand") == {"market=M model=CAR period=2": pytest.approx(5)}


def test_unlaunched_program_waits_for_nothing():
    """An unlaunched program's opening backlog does not count; a launched one's waits until its first sale."""
    waiting = {
        "demand": "market,model,demand,backlog_cost / M,CAR,5,0",
        "stock": "market,model,opening_backlog / M,CAR,2",
        "programs": "model,market,first_period / CAR,M,2",
    }
    assert_correct(UNLAUNCHED.given(**waiting))
    launched = sold(PROGRAM.given(**waiting), (0, 0, 0, 2, 0), (5, 0, 7, 0, 0), (5, 0, 5, 0, 0))
    launched = launched.planned(programs="model,market,launched,units / CAR,M,1,12")
    assert_correct(launched)
    forgotten = sold(launched, (0, 0, 0, 0, 0), (5, 0, 5, 0, 0), (5, 0, 5, 0, 0))
    forgotten = forgotten.planned(programs="model,market,launched,units / CAR,M,1,10")
    assert broken(forgotten.judged(), "demand") == {"market=M model=CAR period=1": pytest.approx(2)}


def test_program_sells_nothing_before_its_first_period():
    """2 sold in period 1 of a program that opens in period 2."""
    story = sold(PROGRAM, (0, 0, 2, 0, 0), (5, 2, 5, 0, 0), (5, 2, 3, 0, 2))
    assert broken(story.judged(), "programs") == {"market=M model=CAR period=1": pytest.approx(2)}


@pytest.mark.parametrize(("limits", "amount"), [("12,none", 2), ("0,7", 3)])
def test_launched_program_sells_within_its_limits(limits, amount):
    """10 sold against at least 12 or at most 7."""
    story = PROGRAM.given(programs=f"model,market,minimum_units,maximum_units,first_period,status / CAR,M,{limits},2,")
    assert broken(story.judged(), "programs") == {"model=CAR market=M": pytest.approx(amount)}


def test_program_table_says_what_is_sold():
    """9 units said of 10 sold."""
    story = PROGRAM.planned(programs="model,market,launched,units / CAR,M,1,9")
    assert broken(story.judged(), "programs") == {"model=CAR market=M": pytest.approx(1)}


def test_status_settles_the_launch():
    """An ``off`` program that is launched, and a ``launched`` one that is not, are breaches."""
    off = PROGRAM.given(programs="model,market,first_period,status / CAR,M,2,off")
    assert broken(off.judged(), "programs") == {"model=CAR market=M": pytest.approx(1)}
    must = UNLAUNCHED.given(programs="model,market,first_period,status / CAR,M,2,launched")
    assert broken(must.judged(), "programs") == {"model=CAR market=M": pytest.approx(1)}


def test_nothing_is_built_or_shipped_for_a_program_that_is_not_launched():
    """3 built and shipped into stock, nothing sold: both the build and the shipment break it."""
    story = UNLAUNCHED.given(stock="market,model / M,CAR").planned(
        allocation=builds(3, 0, 0),
        shipments=ships(3, 0, 0),
        utilisation=hours(3, 0, 0),
        inventory="site,model,market,period,units / M,CAR,M,1,3 / M,CAR,M,2,3 / M,CAR,M,3,3",
    )
    verdict = story.judged()
    assert [breach.amount for breach in verdict.breaches] == [3, 3]
    assert verdict.counts == {"programs": 2}


def test_relaxed_launch_in_part_counts_in_part():
    """Half a launch asks for half the demand, the commitments and the limits, and costs half."""
    story = sold(PROGRAM, (0, 0, 0, 0, 0), (2.5, 1, 2.5, 0, 0), (2.5, 1, 2.5, 0, 0))
    half = story.planned(programs="model,market,launched,units / CAR,M,0.5,5")
    assert_correct(half, relaxed=True)
    assert half.judged().counts["integrality"] == 5  # 2 builds, 2 shipments, the launch
    over = story.planned(programs="model,market,launched,units / CAR,M,0.4,5").judged(relaxed=True)
    assert broken(over, "programs") == {"model=CAR market=M": pytest.approx(1)}
