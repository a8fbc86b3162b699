"""Searching by counts: the same best plan, a bound that holds for all plans, ranges that no better plan leaves."""

import numpy as np
import pytest

from benchmarks.invent import TINY, Feature, invent
from benchmarks.invent.large import invent_large
from models.allocation import formulate
from models.case import Case
from models.solution import Status
from optimizer.engines import Options, Watch, solve
from optimizer.engines.answer import VIOLATION, check
from optimizer.engines.counted import _groups, _ranges, searched_by_counts
from optimizer.engines.highs import Highs
from optimizer.read import read_case
from tests.engines_programs import WHOLE

RICH = (Feature.SETUPS, Feature.LOTS, Feature.SERVICES, Feature.ROUTE_FIXED, Feature.SHIFTS, Feature.STOCK)


def problem(case, folder):
    """The program of an invented case."""
    return formulate(Case(read_case(case.write(folder)).tables)).program


def some_plan(program):
    """A plan far from the best: the first that comes along."""
    return Highs().solve_once(program, Options(gap=0.5, nodes=1), Watch())


@pytest.mark.parametrize("seed", range(10))
def test_counting_changes_neither_the_best_plan_nor_the_bound(seed, tmp_path):
    """From a poor plan and from the best one: an engine that counts nothing agrees."""
    program = problem(invent(seed, RICH, TINY), tmp_path)
    best = solve(program, Options(gap=1e-7), "scip")
    poor = some_plan(program)
    if best.status is Status.INFEASIBLE or poor.values is None:
        return
    near = 1e-6 * max(1.0, abs(best.objective))
    for plan in (poor, best):
        found = searched_by_counts(Highs().solve_once, program, Options(gap=1e-7), Watch(), plan)
        assert found.status is Status.OPTIMAL
        assert found.objective == pytest.approx(best.objective, abs=2 * near)
        assert found.bound >= best.objective - near
        assert check(program, found.values).worst <= VIOLATION


@pytest.mark.parametrize("seed", range(10))
def test_no_plan_as_good_leaves_the_ranges(seed, tmp_path):
    """The best plan's counts lie within what plans no worse than a poor one need."""
    program = problem(invent(seed, RICH), tmp_path)
    poor = some_plan(program)
    best = solve(program, Options(gap=1e-6, time_limit=20), "highs")
    if poor.objective is None or best.values is None:
        return
    groups = list(_groups(program))
    lower, upper = _ranges(program, groups, poor.objective, Watch())
    counts = np.array([np.round(best.values[columns]).sum() for columns in groups])
    assert np.all(lower <= counts)
    assert np.all(counts <= upper)


def test_ranges_narrow_as_the_plan_gets_better(tmp_path):
    """What must earn more has less choice: of a case with many set-ups, most ranges are narrower than all counts."""
    program = problem(invent_large(250, mip=True, seed=1), tmp_path)
    good = solve(program, Options(gap=1e-3), "highs").objective
    groups = list(_groups(program))
    loose = np.subtract(*_ranges(program, groups, 0.5 * good, Watch())[::-1])
    tight = np.subtract(*_ranges(program, groups, good, Watch())[::-1])
    own = np.array([(program.upper - program.lower)[columns].sum() for columns in groups])
    assert np.all(tight <= loose)
    assert np.mean(tight < own) > 0.5


def test_without_switches_nothing_is_counted():
    """A program with no such decisions is searched as it is."""
    program, best = WHOLE["knapsack"]
    plan = solve(program, Options())
    assert not list(_groups(program))
    assert searched_by_counts(Highs().solve_once, program, Options(), Watch(), plan).objective == pytest.approx(best)
