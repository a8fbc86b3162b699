"""What is called unusable is 0 in every solution, and what plainly can never be used is found."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.invent import invent
from models.allocation import formulate
from models.case import Case
from models.solution import Status
from optimizer.engines import Options, solve
from optimizer.engines.implied import unusable, without_unusable
from optimizer.read import read_case
from tests.engines_programs import INF, program

INPUTS = Path(__file__).parents[1] / "inputs"


def formulated(folder):
    """The program of a case."""
    return formulate(Case(read_case(folder).tables)).rules_only


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Programs of sixty drawn cases, of all features."""
    place = tmp_path_factory.mktemp("cases")
    for seed in range(60):
        invent(seed).write(place / str(seed))
    return [formulated(place / str(seed)) for seed in range(60)]


def assert_never_used(posed):
    """No solution has as much as a thousandth of anything that is called unusable; how much is."""
    unused = unusable(posed)
    wanted = solve(replace(posed, cost=unused.astype(float)), Options(gap=0.0), "scip")
    if wanted.status is not Status.INFEASIBLE:
        assert wanted.status is Status.OPTIMAL
        assert wanted.objective == pytest.approx(0.0, abs=1e-3)
    return int(unused.sum())


def test_nothing_called_unusable_can_be_used(drawn):
    """Whatever is asked for: the most of all of it together, in whole numbers, is nothing."""
    assert sum(assert_never_used(posed) for posed in drawn) > 100  # the law is not about nothing


@pytest.mark.parametrize("name", ["tiny", "us-japan-2026"])
def test_of_the_cases_in_the_house_too(name):
    """And there are such: what arrives after the last month, stock before the first ship."""
    assert assert_never_used(formulated(INPUTS / name)) > 0


def test_the_search_is_not_told_of_them_and_finds_the_same(drawn):
    """The same best objective with them and without."""
    changed = 0
    for posed in drawn[:30]:
        fewer = without_unusable(posed)
        changed += fewer is not posed
        one, other = (solve(each, Options(gap=0.0), "scip") for each in (posed, fewer))
        assert one.status is other.status
        if one.objective is not None:
            assert other.objective == pytest.approx(one.objective, rel=1e-6, abs=1e-6)
    assert changed > 5


def test_a_lot_that_the_line_cannot_finish():
    """Columns: built, begun. A lot of 10 in hours for 7 is never begun, so nothing is built either."""
    rows = [[1, -10], [1, -7]]
    lots = program([5, 0], rows, [0, -INF], [INF, 0], upper=[INF, 1], whole=[False, True])
    assert unusable(lots).tolist() == [True, True]
    enough = replace(lots, row_upper=np.array([INF, 0]), matrix=lots.matrix + 0 * lots.matrix)
    enough.matrix.data[:] = [1, -7, 1, -7]
    assert unusable(enough).tolist() == [False, False]


def test_nothing_leaves_before_something_is_built():
    """Built at most 0 in the first month and 4 in the second; what is left of each: shipped, then sold a month on."""
    #       built 1, built 2, ship 1, ship 2, sold 1, sold 2
    rows = [[1, 0, -1, 0, 0, 0], [0, 1, 0, -1, 0, 0], [0, 0, 0, 0, 1, 0], [0, 0, 1, 0, 0, -1]]
    chain = program([1] * 6, rows, [0, 0, 0, 0], [0, 0, 0, 0], upper=[0, 4, INF, INF, INF, INF])
    assert unusable(chain).tolist() == [False, False, True, False, True, True]  # built 1 is fixed as it is


def test_columns_below_zero_or_held_up_are_left_alone():
    """A column that may be negative is not "used or not", and one whose rows contradict its lower bound no matter."""
    posed = program([1, 1], [[1, 0], [0, 1]], [-INF, -INF], [0, 0], lower=[-3, 1], upper=[5, 5])
    assert not unusable(posed).any()
    assert without_unusable(posed) is posed
