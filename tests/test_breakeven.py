"""Break-evens: the exact points at which the best plan becomes another, beside fine grids and the literature."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies

from models.allocation import formulate
from models.case import Case
from models.readback import values_of
from optimizer import engines
from optimizer.breakeven.asking import Clock, NoPlan
from optimizer.breakeven.family import Whole
from optimizer.breakeven.naming import parameter_of
from optimizer.breakeven.paying import paying
from optimizer.breakeven.search import break_evens
from optimizer.breakeven.stretches import Told
from optimizer.breakeven.telling import page
from optimizer.engines.base import Options
from optimizer.engines.fix import fixed
from optimizer.engines.whole import vehicles
from optimizer.faults import FaultyCase
from optimizer.parametric.lines import Line, OutOfTime, Probe, envelope
from optimizer.pipeline import solve_case
from optimizer.read import read_case
from optimizer.request import BadRequest, Request
from tests.command_runs import TINY
from tests.invented import EXAMPLES, cases
from tests.small import small

PUBLISHED = Path(__file__).parent / "published"


def told_of(case: Path, number: str, low: float, high: float, how: str = "value", whole: Whole = Whole.ALL) -> Told:
    tables = read_case(case).tables
    return break_evens(tables, parameter_of(number, how, tables), low, high, whole, 1e-9, Clock())


def best(case: Path, number: str, theta: float, how: str = "value", engine: str = "auto") -> float | None:
    """The best objective at one point, formulated and solved afresh."""
    tables = read_case(case).tables
    program = formulate(Case(parameter_of(number, how, tables).applied(tables, theta))).program
    return engines.solve(program, Options(gap=1e-9), engine).objective


def at(told: Told, theta: float) -> float | None:
    """The objective that the stretches tell at one point."""
    stretch = next(one for one in told.stretches if one.start.at <= theta <= one.stop.at)
    if stretch.start.objective is None:
        return None
    return stretch.start.objective + (stretch.slope or 0.0) * (theta - stretch.start.at)


@pytest.mark.parametrize("sign", [1, -1])
def test_all_pieces_of_an_envelope_are_found(sign):
    """Of random lines: upper (lower) envelopes agree with the lines everywhere, and no line stands twice."""
    chance = random.Random(7)
    for _ in range(100):
        lines = [(chance.uniform(-5, 5), chance.uniform(-10, 10)) for _ in range(9)]

        def ask(theta: float, lines=lines) -> Probe[tuple[float, float]]:
            line = max(lines, key=lambda line: sign * (line[0] * theta + line[1]))
            value = line[0] * theta + line[1]
            return Probe(theta, value, value, Line(theta, value, line[0]), line)

        found = envelope(ask, -3.0, 3.0)
        assert len({piece.what for piece in found.pieces}) == len(found.pieces) == len(found.breaks) + 1
        assert (found.pieces[0].start, found.pieces[-1].stop) == (-3.0, 3.0)
        for theta in np.linspace(-3, 3, 211):
            piece = next(one for one in found.pieces if one.start <= theta <= one.stop)
            assert piece.line(theta) == pytest.approx(ask(theta).value, abs=1e-7)


@pytest.mark.parametrize("solves", [2, 3, 5])
def test_what_time_did_not_suffice_for_is_bounded(solves):
    """Stopped early, an envelope says by how much it may be wrong, and it is never wrong by more."""
    lines = [(-4.0, 0.0), (-1.0, 1.0), (0.5, 1.2), (2.0, -0.5), (5.0, -6.0)]
    left = [solves]

    def truth(theta: float) -> float:
        return max(a * theta + b for a, b in lines)

    def ask(theta: float) -> Probe[int] | None:
        left[0] -= 1
        if left[0] < 0:
            return None
        place = max(range(len(lines)), key=lambda place: lines[place][0] * theta + lines[place][1])
        return Probe(theta, truth(theta), truth(theta), Line(theta, truth(theta), lines[place][0]), place)

    found = envelope(ask, -3.0, 3.0)
    assert not found.finished
    wrong = [truth(theta) - next(one for one in found.pieces if one.start <= theta <= one.stop).line(theta)
             for theta in np.linspace(-3, 3, 101)]  # fmt: skip
    assert 0 < max(wrong) <= found.doubt + 1e-9


FREIGHT = "freight:route=seattle to chicago:cost"


def test_freight_of_trnsport_agrees_with_a_fine_grid():
    """Dantzig's transport problem: one exact break, at 0.162, where Seattle no longer serves Chicago."""
    told = told_of(PUBLISHED / "trnsport", FREIGHT, 0.0, 0.5)
    assert [one.start.at for one in told.stretches[1:]] == pytest.approx([0.162])
    for theta in np.linspace(0, 0.5, 26):
        assert at(told, theta) == pytest.approx(best(PUBLISHED / "trnsport", FREIGHT, theta, engine="highs"))
    ship = told.draft.ship
    served = [one.start.values[ship.columns[ship.keys["route"] == 1]].sum() for one in told.stretches]
    assert served == pytest.approx([300, 0])


def test_hours_of_steel_are_those_of_the_book():
    """515,033 at 32 hours of week 3, 532,033 at 37, 549,033 at 42, 565,193 at 47: 3,400 an hour up to 45."""
    told = told_of(PUBLISHED / "steelT", "capacity:period=3:hours", 0, 80)
    found = [at(told, hours) for hours in (32, 37, 42, 47)]
    assert found == pytest.approx([515033, 532033, 549033, 565193], abs=0.5)
    assert [one.start.at for one in told.stretches[1:]] == pytest.approx([22.80714, 25, 45, 67.5], abs=1e-4)
    assert [one.slope for one in told.stretches] == pytest.approx([3620, 3500, 3400, 2980, 0], abs=1e-6)
    for hours in np.linspace(0, 80, 17):
        expected = best(PUBLISHED / "steelT", "capacity:period=3:hours", hours, engine="highs")
        assert at(told, hours) == pytest.approx(expected)


def test_a_range_in_part_without_plans():
    """Dantzig's problem with fewer than 300 cases a day from Seattle cannot serve its markets: told as such."""
    told = told_of(PUBLISHED / "trnsport", "capacity:plant=seattle:hours", 100, 600)
    assert [one.start.objective is None for one in told.stretches] == [True, False]
    assert told.stretches[1].start.at == pytest.approx(300, abs=1e-5)
    with pytest.raises(NoPlan):
        told_of(PUBLISHED / "trnsport", "capacity:plant=seattle:hours", 100, 200)


RATE = "exchange_rates:currency=JPY;period=3:rate"


@pytest.mark.parametrize("whole", [Whole.ALL, Whole.SWITCHES])
def test_the_yen_at_which_the_truck_pays_is_that_by_hand(whole):
    """4,000 dollars on 10 trucks of 4,400,000 yen: below 0.0095 − 0.0000909 the truck stays at home."""
    told = told_of(TINY, RATE, 0.005, 0.012, whole=whole)
    first = 0.0095 - 4000 / (10 * 4_400_000)
    assert told.stretches[1].start.at == pytest.approx(first, rel=1e-9)
    truck = next(one for one in paying(told) if one.model == "Truck")
    assert truck.parts == ((pytest.approx(first), 0.012),)
    for theta in np.linspace(0.005, 0.012, 8):
        assert at(told, theta) == pytest.approx(best(TINY, RATE, theta))


def test_with_the_switches_of_a_plan_kept_limits_move_exactly():
    """The tiny plan's truck program kept: hours of North from 60 to 140 % agree with solves of each point."""
    tables, plan = read_case(TINY).tables, solve_case(TINY, Request()).plan
    hours = parameter_of("capacity:plant=North:hours_per_day", "factor", tables)
    told = break_evens(tables, hours, 0.6, 1.4, Whole.KEPT, 1e-9, Clock(), plan)
    assert told.is_exact
    assert told.breaks > 1
    for theta in np.linspace(0.6, 1.4, 17):
        allocation = formulate(Case(hours.applied(tables, theta)))
        values = values_of(allocation.draft, plan)
        program = fixed(allocation.rules_only, values, but=vehicles(allocation.program))
        assert at(told, theta) == pytest.approx(engines.solve(program, Options(), "glop").objective)


def test_a_limit_that_overtakes_another_is_followed_round_the_bend(tmp_path):
    """A least stock moved from 0 to 4 counts at the end only from the closing stock of 1.5 on: a unit held costs 1 a
    period and 10 to build; it is followed exactly, and agrees with solves of each point.
    """
    small(tmp_path, stock="market,model,opening,minimum,closing,holding_cost / K,M,0.5,0,1.5,1",
          builds="plant,line,model,hours_per_unit,unit_cost / A,1,M,1,10", case="integer_units = false",
          demand="market,model,demand,price / K,M,5,12")  # fmt: skip
    told = told_of(tmp_path, "stock::minimum", 0, 4)
    assert told.is_exact
    assert 1.5 in [pytest.approx(one.start.at) for one in told.stretches[1:]]
    for theta in np.linspace(0, 4, 17):
        assert at(told, theta) == pytest.approx(best(tmp_path, "stock::minimum", theta, engine="highs"))


MOVED = ("freight::cost", "demand::price", "capacity::overtime_hours", "demand::demand", "builds::unit_cost")


@settings(max_examples=6 * EXAMPLES, deadline=None, derandomize=True)
@given(case=cases(), place=strategies.integers(0, 4))
def test_invented_cases_are_told_as_they_are_at_every_point(tmp_path_factory, case, place):
    """Nothing whole: costs, prices, hours or demand moved; each of seven points agrees with a solve of its own."""
    number = MOVED[place]
    folder = case.write(tmp_path_factory.mktemp("case"))
    try:
        tables = read_case(folder).tables
        parameter = parameter_of(number, "factor", tables)
        told = break_evens(tables, parameter, 0.6, 1.4, Whole.NOTHING, 1e-9, Clock())
    except (FaultyCase, BadRequest, NoPlan):
        return
    for theta in np.linspace(0.6, 1.4, 7):
        program = formulate(Case(parameter.applied(tables, theta))).program.relaxed()
        objective = engines.solve(program, Options(), "highs").objective
        if told.is_exact and objective is not None:
            assert at(told, theta) == pytest.approx(objective, rel=1e-6, abs=1e-3)


def test_sailings_are_tried_one_by_one():
    """A whole number: none, and from one on the plan by hand."""
    told = told_of(TINY, "services::sailings", 0, 3)
    assert [(one.start.at, one.stop.at) for one in told.stretches] == [(0, 0), (1, 3)]
    assert [one.start.objective for one in told.stretches] == [1_386_000, 1_390_000]


def test_whole_numbers_that_time_did_not_suffice_for_are_told(monkeypatch):
    """Stopped after the ends and one more, what was looked at stands, and where it ends is said."""
    tables, clock = read_case(TINY).tables, Clock()
    number = parameter_of("services::sailings", "value", tables)
    monkeypatch.setattr(Clock, "is_over", property(lambda clock: clock.solves >= 3))
    told = break_evens(tables, number, 1, 9, Whole.SWITCHES, 1e-9, clock)
    assert not told.finished
    assert [(one.start.at, one.stop.at) for one in told.stretches] == [(1, 2)]
    assert dict(page(told).facts)["proved"] == "time was up: looked at up to 2; what is beyond is not known"


def test_a_program_that_bends_is_halved():
    """A sailing of less than the 10 trucks' 15 car spaces does not pay: between two points that all but meet."""
    told = told_of(TINY, "services::capacity", 14, 16)
    assert not told.is_exact
    assert len(told.stretches) == 2
    before, after = told.stretches[0].stop, told.stretches[1].start
    assert before.at < 15 + 1e-5
    assert after.at - before.at <= 1e-5
    assert (before.objective, after.objective) == (pytest.approx(1_386_000), pytest.approx(1_390_000, abs=1))


@pytest.mark.parametrize(("number", "how", "said"), [
    ("exchange_rates:rate", "twice", '--as is "twice"'), ("rate", "value", "names no number"),
    ("exchange_rate::rate", "value", 'did you mean "exchange_rates"'),
    ("exchange_rates::rates", "value", 'did you mean "rate"'),
    ("exchange_rates:currency=YEN:rate", "value", 'has currency "YEN"'),
    ("exchange_rates:currncy=JPY:rate", "value", "is no pair like"), ("markets::kind", "value", "is no number"),
    ("routes::lead_time", "factor", "is a whole number"), ("case::title", "value", "no number among the settings"),
])  # fmt: skip
def test_numbers_that_can_not_be_meant(number, how, said):
    with pytest.raises(BadRequest, match=said):
        parameter_of(number, how, read_case(TINY).tables)


@pytest.mark.parametrize(("number", "low", "high", "said"), [
    (RATE, 0.0, 1.0, "must be > 0"), (RATE, 2.0, 1.0, "is no range"),
    ("services::sailings", 0.5, 2, "must be whole"), ("services::sailings", -1, 2, "must be ≥ 0"),
])  # fmt: skip
def test_ranges_that_can_not_be_meant(number, low, high, said):
    with pytest.raises(BadRequest, match=said):
        told_of(TINY, number, low, high)


def test_no_time_at_all():
    tables = read_case(TINY).tables
    with pytest.raises(OutOfTime):
        break_evens(tables, parameter_of(RATE, "value", tables), 0.005, 0.02, Whole.ALL, 1e-6, Clock(1e-9))


def test_the_command_tells_the_same_three_ways(optimizer, tmp_path):
    """On the screen, as JSON and as CSV: one break, and what changes there."""
    asked = ("breakeven", TINY, RATE, "--from", 0.005, "--to", 0.0105)
    ran = optimizer(*asked, "--out", tmp_path / "told", "--quiet")
    assert ran.code == 0
    assert "launch of Truck in Japan no → yes" in ran.out
    assert "Truck in Japan pays from 0.00940909 to 0.0105: 20 sold" in ran.out
    found = optimizer(*asked, "--json", "--quiet").json
    assert [one["from"] for one in found["stretches"]] == pytest.approx([0.005, 0.0094090909])
    lines = (tmp_path / "told" / "breakeven.csv").read_text().splitlines()
    assert lines[0] == "from,to,objective_from,objective_to,worth_of_one_more,doubt"
    assert len(lines) == 3
    assert "launch" in (tmp_path / "told" / "breakeven_changes.csv").read_text()
    assert json.dumps(found)


def test_the_command_s_exit_codes(optimizer):
    """No plan anywhere: 3; no time: 4; what can't be meant: 2."""
    seattle = ("breakeven", PUBLISHED / "trnsport", "capacity:plant=seattle:hours", "--quiet")
    assert optimizer(*seattle, "--from", 0, "--to", 200).code == 3
    assert optimizer(*seattle, "--from", 300, "--to", 600, "--time-limit", 1e-9).code in (0, 4)
    assert optimizer("breakeven", TINY, RATE, "--from", 0.005, "--to", 0.02, "--time-limit", 1e-9).code == 4
    assert optimizer("breakeven", TINY, "rate", "--from", 0, "--to", 1).code == 2
    assert optimizer("breakeven", TINY, RATE, "--from", 1, "--to", 2, "--keep").code == 2
    assert optimizer("breakeven", TINY, RATE, "--from", 1, "--to", 2, "--whole", "--relax").code == 2
