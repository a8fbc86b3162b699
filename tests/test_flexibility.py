"""How firm a plan is: least and most beside brute force, more allowance gives more room, unique is unique."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from models.allocation import formulate
from models.case import Case
from models.program import Program
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.flexibility.cells import build_cells, dimensions_of
from optimizer.flexibility.firmness import Firmness, Mark, firmness
from optimizer.flexibility.near import another, best_of
from optimizer.pipeline import solve_case
from optimizer.read import read_case
from optimizer.request import Request
from tests.command_runs import TINY
from tests.small import small

PUBLISHED = Path(__file__).parent / "published"
ALL = "plant,line,model,market,period"


def firmness_of(case: Path, share: float, by: str = ALL, relax: bool = False) -> Firmness:
    plan = solve_case(case, Request(relax=relax)).plan
    return firmness(read_case(case).tables, plan, share, dimensions_of(by), relax=relax)


def limits_of(case: Path, figure: np.ndarray, best: float, share: float) -> tuple[float, float]:
    """Least and most of one figure, each by a solve of its own from nothing, by an engine that is told everything."""
    program = formulate(Case(read_case(case).tables)).program.relaxed()
    rows = program.and_rows(_row(program.cost), np.array([best - share * abs(best)]), np.array([np.inf]))
    found = []
    for sign in (-1.0, 1.0):
        solved = engines.solve(_with_cost(rows, sign * figure), Options(), "glop")
        found.append(sign * solved.objective)
    return found[0], found[1]


def _row(cost):
    return sp.csr_array(cost[np.newaxis])


def _with_cost(program: Program, cost) -> Program:
    return replace(program, cost=cost)


@pytest.mark.parametrize(("name", "by"), [("steelT", ALL), ("steelT", "model"), ("trnsport", ALL), ("prodmix", ALL),
                                          ("distribution_1", "plant,market"), ("multi", "plant,model")])  # fmt: skip
def test_least_and_most_are_those_of_brute_force(name, by):
    """Every figure, filtered or not, has the extremes that two solves of its own give."""
    found = firmness_of(PUBLISHED / name, 0.01, by, relax=True)
    assert found.near.proved.all()
    assert len(found.cells) > 0
    for place, figure in enumerate(found.cells.matrix.toarray()):
        least, most = limits_of(PUBLISHED / name, figure, found.best, 0.01)
        near = 1e-5 * max(1.0, abs(most))
        assert found.near.least[place] == pytest.approx(least, abs=near)
        assert found.near.most[place] == pytest.approx(most, abs=near)


def test_whole_plans_have_the_ends_that_another_engine_finds():
    """With everything free and vehicles whole, each end is that of a search of its own, by an unrelated engine."""
    plan, tables = solve_case(TINY, Request(gap=0.0)).plan, read_case(TINY).tables
    found = firmness(tables, plan, 0.01, dimensions_of("model,market,period"), whole=True)
    assert found.near.proved.all()
    program = formulate(Case(tables)).rules_only
    floor = plan.objective - 0.01 * abs(plan.objective)
    floored = program.and_rows(_row(program.cost), np.array([floor]), np.array([np.inf]))
    for place, figure in enumerate(found.cells.matrix.toarray()):
        for sign, end in ((-1.0, found.near.least[place]), (1.0, found.near.most[place])):
            solved = engines.solve(_with_cost(floored, sign * figure), Options(gap=0.0), "scip")
            assert end == pytest.approx(sign * solved.objective, abs=1e-4)
    assert (found.near.most - found.near.least).sum() > (found.free.most - found.free.least).sum()


def test_whole_plans_reach_where_kept_switches_do_not():
    """A sedan for Japan needs a launch that the plan has not: only with every switch free it is seen."""
    plan, tables = solve_case(TINY, Request(gap=0.0)).plan, read_case(TINY).tables
    most = [
        firmness(tables, plan, 0.01, dimensions_of("model,market"), whole=whole).near.most for whole in (False, True)
    ]
    names = build_cells(formulate(Case(tables)).draft, ("model", "market")).names
    sedan = ((names["model"] == "Sedan") & (names["market"] == "Japan")).to_numpy()
    assert most[0][sedan] == 0
    assert most[1][sedan] > 0


def test_more_allowance_gives_more_room():
    """Ranges contain the plan and each other; at no cost they are those within nothing."""
    shares = (0.0, 1e-5, 1e-3, 1e-2)
    found = [firmness_of(PUBLISHED / "steelT", share) for share in shares]
    for less, more in pairwise(found):
        assert (more.near.least <= less.near.least + 1e-6).all()
        assert (more.near.most >= less.near.most - 1e-6).all()
    assert (found[-1].near.most - found[-1].near.least).sum() > (found[1].near.most - found[1].near.least).sum() + 1
    for one in found:
        assert (one.near.least <= one.free.least + 1e-6).all()
        assert (one.near.most >= one.free.most - 1e-6).all()
        assert ((one.planned >= one.near.least - 1e-6) & (one.planned <= one.near.most + 1e-6)).all()


def test_two_lines_that_are_alike_are_indifferent(tmp_path):
    """Either line may build the market's five vehicles: the plan is not the only best one, and their sum is firm."""
    two = "plant,line,model,hours_per_unit / A,1,M,2 / A,2,M,2"
    small(tmp_path, capacity="plant,line,hours / A,1,10 / A,2,10", builds=two,
          demand="market,model,demand,price / K,M,5,100")  # fmt: skip
    found = firmness_of(tmp_path, 0.0)
    assert not found.is_unique
    assert found.marks == [Mark.INDIFFERENT] * 4
    assert found.free.least.tolist() == pytest.approx([0] * 4, abs=1e-6)
    assert found.free.most.tolist() == pytest.approx([5] * 4)
    together = firmness_of(tmp_path, 0.0, "plant,model")
    assert together.marks == [Mark.FIRM]
    assert not together.is_unique


def test_a_line_that_costs_more_is_flexible_and_the_plan_the_only_best(tmp_path):
    """Line 2 costs 1 more a vehicle: within 1 % (10 of 1,000) ten vehicles may move, at no cost none."""
    two = "plant,line,model,hours_per_unit,unit_cost / A,1,M,2,0 / A,2,M,2,1"
    small(tmp_path, capacity="plant,line,hours / A,1,10 / A,2,10", builds=two,
          demand="market,model,demand,price / K,M,5,100")  # fmt: skip
    found = firmness_of(tmp_path, 0.01)
    assert found.is_unique
    assert found.marks == [Mark.FLEXIBLE] * 4
    assert found.near.least[0] == pytest.approx(0, abs=1e-6)
    assert firmness_of(tmp_path, 0.0).marks == [Mark.FIRM] * 4


def test_what_stands_at_no_bound_is_asked_for(tmp_path):
    """Five vehicles at 100 in each of two periods: within a fifth of 1,000 two may be missing in either, none added."""
    small(tmp_path, demand="market,model,demand,price / K,M,5,100")
    found = firmness_of(tmp_path, 0.2)
    assert found.near.least == pytest.approx([3, 3])
    assert found.near.most == pytest.approx([5, 5])


def test_unique_means_that_no_build_can_move():
    """On all published linear programs: the test for another plan agrees with least and most of every column."""
    for name in ("steelT", "trnsport", "steel", "prodmix", "distribution_1"):
        program = formulate(Case(read_case(PUBLISHED / name).tables)).program.relaxed()
        best = best_of(program)
        other = another(best)
        if other is not None:
            assert program.cost @ other == pytest.approx(best.objective)
            assert np.abs(other - best.values).max() > 1e-6
            continue
        rows = program.and_rows(_row(program.cost), np.array([best.objective]), np.array([np.inf]))
        chance = np.random.default_rng(3)
        for _ in range(5):
            moved = engines.solve(_with_cost(rows, chance.normal(size=len(program.cost))), Options(), "glop").values
            assert moved == pytest.approx(best.values, abs=1e-3 * max(1.0, np.abs(best.values).max()))


def test_sums_are_of_all_builds(tmp_path):
    """Whatever builds are added up by, the figures add up to all of them."""
    allocation = small(tmp_path)
    values = np.arange(1.0, 1.0 + len(allocation.program.cost))
    total = values[allocation.draft.build.columns].sum()
    for by in (ALL, "plant", "model,period", "market"):
        assert build_cells(allocation.draft, dimensions_of(by)).of(values).sum() == total


def test_the_command_tells_the_same_three_ways(optimizer, tmp_path):
    """On the screen, as JSON and as CSV; five builds of the tiny plan can move within 0.1 %."""
    assert optimizer("solve", TINY, "--out", tmp_path / "plan", "--quiet").code == 0
    asked = ("flexibility", tmp_path / "plan", "--quiet")
    ran = optimizer(*asked, "--out", tmp_path / "told")
    assert ran.code == 0
    assert "15: 10 firm, 5 flexible" in ran.out
    found = optimizer(*asked, "--json").json
    assert found["unique"] is True
    assert sum(one["mark"] == "flexible" for one in found["figures"]) == 5
    lines = (tmp_path / "told" / "flexibility.csv").read_text().splitlines()
    assert len(lines) == 16
    assert lines[0] == f"{ALL},planned,least,most,least_at_no_cost,most_at_no_cost,mark,proved"


@pytest.mark.parametrize(("option", "value", "said"), [
    ("--within", "much", "not a share"), ("--within", "-1%", "not a share"),
    ("--by", "colour", "which builds have not"), ("--by", ",", "names nothing"),
])  # fmt: skip
def test_what_can_not_be_meant(optimizer, tmp_path, option, value, said):
    ran = optimizer("flexibility", tmp_path, option, value)
    assert ran.code == 2
    assert said in ran.err
