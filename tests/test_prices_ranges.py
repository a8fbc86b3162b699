"""How far prices hold: inside a range a unit is worth its price; at a corner each direction is that of a re-solve."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from models.allocation import formulate
from models.case import Case
from models.program import Program
from models.solution import Duals
from optimizer.engines.base import Options
from optimizer.engines.scaling import scaled
from optimizer.engines.warm import Warm
from optimizer.pipeline import solve_case
from optimizer.prices.moving import Moving, Side
from optimizer.prices.ranges import solved_for_ranges, with_ranges
from optimizer.prices.reach import reach
from optimizer.read import read_case
from optimizer.request import Request
from tests.invented import drawn, solved
from tests.small import small

PUBLISHED = Path(__file__).parent / "published"
CASES = ("steelT", "trnsport", "prodmix", "clsp", "distribution_1", "plant_sizes")
FAR = 1e5


def linear(name: str) -> Program:
    """The linear relaxation of a published case."""
    return formulate(Case(read_case(PUBLISHED / name).tables)).rules_only.relaxed()


def priced(program: Program) -> list[tuple[Side, float]]:
    """Every priced side of a program with its dual."""
    said = Warm(program).solve()
    rows, columns = np.flatnonzero(np.abs(said.duals) > 1e-7), np.flatnonzero(np.abs(said.reduced_costs) > 1e-7)
    return [
        *((Side.of_row(program, int(row), said.duals[row]), said.duals[row]) for row in rows),
        *((Side.of_column(program, int(place), said.reduced_costs[place]), said.reduced_costs[place])
          for place in columns),
    ]  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_price_holds_inside_its_range_and_not_beyond(name):
    """Exactly: the objective moves by price times units up to the end, and by less beyond it."""
    program = linear(name)
    best = Warm(program).solve().objective
    moving, judge = Moving(program, Warm(program)), Moving(program, Warm(program))
    near = 1e-6 * max(1.0, abs(best))

    def at(side: Side, limit: float) -> float | None:
        objective = judge.solved(side, limit).objective
        judge.solved(side, side.limit)
        return objective

    for side, dual in priced(program):
        for direction in (1, -1):
            reached = reach(moving, side, direction, dual, best)
            if np.isinf(reached.value):
                assert reached.until == pytest.approx(side.limit)
                assert at(side, side.limit + direction * 1e-3 * max(1.0, abs(side.limit))) is None
                continue
            room = min(abs(reached.until - side.limit), FAR)
            assert room > 0
            for share in (0.4, 1.0):
                moved = direction * share * room * (1 - 1e-9)
                assert at(side, side.limit + moved) == pytest.approx(best + reached.value * moved, abs=near)
            if room < FAR:
                moved = direction * (1.05 * room + 1e-2)
                beyond = at(side, side.limit + moved)
                assert beyond is None or beyond < best + reached.value * moved - 1e-9 * abs(best)


@pytest.mark.parametrize("name", CASES)
def test_ranges_of_a_plan_hold(name):
    """What stands in prices.csv: in both directions the price told is that of a re-solve half-way and at the end."""
    program = linear(name)
    said = Warm(program).solve()
    duals = with_ranges(program, Duals(said.duals, said.reduced_costs, "linear program"))
    judge = Moving(program, Warm(program))
    corners = 0
    for side, dual in priced(program):
        ranges = duals.row_ranges if side.is_row else duals.column_ranges
        less, more = ranges.value_down[side.place], ranges.value_up[side.place]
        assert less >= dual - 1e-6 or np.isnan(less)
        assert more <= dual + 1e-6 or np.isnan(more) or np.isinf(more)
        corners += abs(less - more) > 1e-6
        for value, until in ((less, ranges.down_to[side.place]), (more, ranges.up_to[side.place])):
            if np.isnan(value) or np.isinf(value):
                continue
            for share in (0.5, 1 - 1e-9):
                moved = share * min(max(until - side.limit, -FAR), FAR)
                assert moved != 0
                objective = judge.solved(side, side.limit + moved).objective
                judge.solved(side, side.limit)
                assert objective == pytest.approx(
                    said.objective + value * moved, abs=1e-6 * max(1, abs(said.objective))
                )
    assert corners > 0 or name == "steelT"


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("unit", [1.0, 2.0**-24])
def test_the_engine_held_says_what_a_fresh_one_would(name, unit):
    """The solve that gives the prices gives their ranges too; not where the engine was handed other numbers."""
    program = linear(name)
    program = replace(program, cost=program.cost * unit)
    solution, held = solved_for_ranges(program, Options())
    assert (held is None) == (scaled(program)[0] is not program)
    duals = Duals(solution.duals, solution.reduced_costs, "linear program")
    once, again = with_ranges(program, duals, held), with_ranges(program, duals)
    for ours, fresh in ((once.row_ranges, again.row_ranges), (once.column_ranges, again.column_ranges)):
        for field in fields(ours):
            np.testing.assert_array_equal(getattr(ours, field.name), getattr(fresh, field.name))


def test_a_limit_that_a_switch_brings_stands_at_what_it_brings(tmp_path):
    """Two sailings of 3 carry 6 of 10 vehicles: space stands at 6, and a third of it more would be worth 100 each."""
    small(tmp_path, capacity="plant,line,hours / A,1,100", services="service,capacity,sailings,sailing_cost / V,3,2,1",
          routes="route,plant,market,service / R,A,K,V", demand="market,model,demand,price / K,M,10,100")  # fmt: skip
    prices = solve_case(tmp_path, Request()).plan.prices
    space = prices[prices["key"].str.startswith("limit=capacity;")]
    assert space["limit"].tolist() == [6, 6]
    assert space["value"].tolist() == pytest.approx([100, 100])
    assert space["up_to"].tolist() == pytest.approx([10, 10])
    assert space["down_to"].tolist() == pytest.approx([0, 0])


def test_an_hour_in_week_3_holds_for_ten_hours_but_not_for_fifteen():
    """steelT: 515,033 at 32 hours, 532,033 at 37, 549,033 at 42, 565,193 at 47 (*AMPL*, chapter 4)."""
    outcome = solve_case(PUBLISHED / "steelT", Request())
    prices = outcome.plan.prices
    hour = prices[(prices["rule"] == "line_time") & prices["key"].str.contains("period=3")].iloc[0]
    assert hour["limit"] == 32
    assert hour["value_up"] == pytest.approx(3400)
    assert 42 <= hour["up_to"] < 47
    program = linear("steelT")
    side, _ = next(pair for pair in priced(program) if pair[0].limit == 32)
    moving = Moving(program, Warm(program))
    found = [moving.solved(side, hours).objective for hours in (32, 37, 42, 47)]
    assert found == pytest.approx([515033, 532033, 549033, 565193], abs=0.5)


def test_lines_parallel_but_for_rounding_end_the_search(tmp_path):
    """An invented case whose prices were asked for the crossing of two lines of one slope."""
    assert solved(drawn(264892), tmp_path).exit_code == 0
