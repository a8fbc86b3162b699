"""Every usable engine gives the known answer to small programs, or says plainly that it can't."""

import numpy as np
import pytest

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines import Options, abilities, solve
from tests.engines_programs import (
    INFEASIBLE,
    INFEASIBLE_WHOLE,
    LINEAR,
    MIXED,
    UNBOUNDED,
    WHOLE,
    hard,
    program,
    random_linear,
)

USABLE = [ability for ability in abilities() if ability.usable]
FOR_LINEAR = [ability.name for ability in USABLE if ability.lp]
FOR_WHOLE = [ability.name for ability in USABLE if ability.mip]
PROVING_MIXED = [name for name in FOR_WHOLE if name != "cp-sat"]
WITH_DUALS = [ability.name for ability in USABLE if ability.duals]

EXACT = Options(gap=0.0)

LOOSE = {"pdlp": 1e-5}
"""How far a first-order method may miss a row; the others keep to ``TIGHT``."""

TIGHT = 1e-6


def assert_best(solution: Solution, posed: Program, best: float) -> None:
    """The best objective, proved, with values that obey the program and add up to it."""
    assert solution.status is Status.OPTIMAL, solution.message
    assert solution.values is not None
    assert solution.objective == pytest.approx(best, abs=1e-5)
    assert solution.objective == float(posed.cost @ solution.values)
    assert solution.bound == pytest.approx(best, abs=1e-5)
    assert solution.bound is not None
    assert solution.bound >= solution.objective
    activity, slack = posed.matrix @ solution.values, LOOSE.get(solution.engine, TIGHT)
    assert (activity >= posed.row_lower - slack).all()
    assert (activity <= posed.row_upper + slack).all()
    assert (solution.values >= posed.lower - slack).all()
    assert (solution.values <= posed.upper + slack).all()
    assert solution.values[posed.integer] == pytest.approx(np.round(solution.values[posed.integer]), abs=1e-6)


def test_the_engines_of_this_installation_are_usable():
    """Whatever is pinned as a dependency is there: without it every test below would run over nothing."""
    assert {"highs", "clp", "glop", "pdlp", "scip", "cp-sat", "cbc"} <= {ability.name for ability in USABLE}


@pytest.mark.parametrize("name", LINEAR)
@pytest.mark.parametrize("engine", FOR_LINEAR)
def test_linear_programs_reach_their_best(engine, name):
    """Corners, equalities, ranges, free and negative columns, degenerate and empty programs: one optimum each."""
    posed, best = LINEAR[name]
    assert_best(solve(posed, EXACT, engine), posed, best)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("engine", FOR_WHOLE)
def test_whole_programs_reach_their_best(engine, name):
    """Whole columns, negative, fractional bounds, equalities that only whole numbers make hard."""
    posed, best = WHOLE[name]
    assert_best(solve(posed, EXACT, engine), posed, best)


@pytest.mark.parametrize("name", MIXED)
@pytest.mark.parametrize("engine", PROVING_MIXED)
def test_mixed_programs_reach_their_best(engine, name):
    """Whole and other columns together."""
    posed, best = MIXED[name]
    assert_best(solve(posed, EXACT, engine), posed, best)


@pytest.mark.parametrize("name", MIXED)
def test_cp_sat_claims_no_proof_on_a_grid(name):
    """With columns that are not whole CP-SAT's word is not a proof: feasible, with the relaxation's bound above it."""
    posed, best = MIXED[name]
    solution = solve(posed, EXACT, "cp-sat")
    assert solution.status is Status.FEASIBLE
    assert solution.objective == pytest.approx(best, abs=1e-2)
    assert solution.bound == pytest.approx(solve(posed.relaxed(), EXACT, "highs").objective)


def test_cp_sat_does_not_call_infeasible_what_its_grid_misses():
    """A sum of 1/3 is reached by no thousandths: that is no plan in hand, not proof that there is none."""
    rows, lower, upper = [[3, 3, 0], [1, -1, 0], [1, -2, 1]], [1, 0.1, -1], [1, 0.11, 2]
    posed = program([1, 1, 1], rows, lower, upper, upper=2, whole=[False, False, True])
    assert solve(posed, EXACT, "cp-sat").status is Status.NO_PLAN
    assert solve(posed, EXACT, "highs").objective == pytest.approx(2 + 1 / 3)


def test_cp_sat_believes_a_relaxation_that_is_infeasible():
    """Where not even the linear relaxation has a solution, there is none."""
    posed = program([1, 1], [[1, 1]], [5], [6], upper=2, whole=[False, True])
    assert solve(posed, EXACT, "cp-sat").status is Status.INFEASIBLE


def test_cp_sat_finds_the_bounds_that_rows_imply():
    """Columns without a bound of their own are bounded by rows, through other columns; without any, it refuses."""
    chain = program([1, 1], [[2, -1], [0, 3]], [-np.inf, -np.inf], [0, 20], whole=True)  # 2x <= y <= 20/3
    assert solve(chain, EXACT, "cp-sat").objective == 9.0
    refused = solve(program([-1, 0], [[1, -1]], [2], [np.inf], whole=True), EXACT, "cp-sat")
    assert refused.status is Status.ERROR
    assert "2 of 2" in refused.message


@pytest.mark.parametrize("engine", FOR_LINEAR)
@pytest.mark.parametrize("name", INFEASIBLE)
def test_infeasible_is_said_as_such(engine, name):
    """Also where presolve only sees "infeasible or unbounded"."""
    solution = solve(INFEASIBLE[name], EXACT, engine)
    assert (solution.status, solution.values, solution.objective) == (Status.INFEASIBLE, None, None)


@pytest.mark.parametrize("engine", FOR_WHOLE)
@pytest.mark.parametrize("name", INFEASIBLE_WHOLE)
def test_infeasible_in_whole_numbers_is_said_as_such(engine, name):
    """No whole numbers fit, though fractions would."""
    assert solve(INFEASIBLE_WHOLE[name], EXACT, engine).status is Status.INFEASIBLE


@pytest.mark.parametrize("engine", FOR_LINEAR)
@pytest.mark.parametrize("name", UNBOUNDED)
def test_unbounded_is_said_as_such(engine, name):
    """Never infeasible, never a huge number as an answer."""
    solution = solve(UNBOUNDED[name], EXACT, engine)
    assert (solution.status, solution.values, solution.bound) == (Status.UNBOUNDED, None, None)


@pytest.mark.parametrize("engine", PROVING_MIXED)
def test_unbounded_with_whole_columns_is_told_from_infeasible(engine):
    """A relaxation without a best solution says nothing of the whole numbers in it: with and without one."""
    runs_away = program([1, 1], [[1, -1]], [-np.inf], [4], whole=True)
    assert solve(runs_away, EXACT, engine).status is Status.UNBOUNDED
    no_whole_point = program([1, 0], [[0, 2]], [1], [1], upper=[np.inf, 3], whole=True)
    assert solve(no_whole_point, EXACT, engine).status is Status.INFEASIBLE


@pytest.mark.parametrize("engine", FOR_WHOLE)
def test_time_limit_leaves_a_solution_and_a_bound(engine):
    """Stopped by the clock with something in hand: feasible, never optimal, and no solution exceeds the bound."""
    solution = solve(hard(), Options(time_limit=0.5, gap=0.0), engine)
    assert solution.status is Status.FEASIBLE, solution.message
    assert not solution.interrupted
    assert solution.seconds < 5
    assert solution.gap is not None
    assert 1e-4 < solution.gap < 0.1


@pytest.mark.parametrize("engine", FOR_WHOLE)
def test_a_gap_that_is_reached_counts_as_optimal(engine):
    """Optimal means within the gap asked for; the bound says how far it may be."""
    solution = solve(hard(), Options(gap=0.05, time_limit=30), engine)
    assert solution.status is Status.OPTIMAL
    assert solution.gap is not None
    assert solution.gap <= 0.05


@pytest.mark.parametrize("engine", ["glop", "pdlp"])
def test_linear_engines_refuse_whole_columns(engine):
    """An engine that can't says so instead of solving something else."""
    solution = solve(WHOLE["knapsack"][0], EXACT, engine)
    assert solution.status is Status.ERROR
    assert "linear programs only" in solution.message


def test_cp_sat_refuses_a_program_without_whole_columns():
    """An engine that can't says so instead of solving something else."""
    assert "whole numbers" in solve(LINEAR["corner"][0], EXACT, "cp-sat").message


@pytest.mark.parametrize("engine", FOR_LINEAR)
@pytest.mark.parametrize("seed", range(4))
def test_engines_agree_on_random_linear_programs(engine, seed):
    """All engines reach the same objective."""
    posed = random_linear(seed)
    assert_best(solve(posed, EXACT, engine), posed, solve(posed, EXACT, "highs").objective or np.nan)


@pytest.mark.parametrize("engine", WITH_DUALS)
@pytest.mark.parametrize("posed", [*(posed for posed, _ in LINEAR.values()), *map(random_linear, range(4))])
def test_duals_obey_their_laws(engine, posed):
    """Signs (a limiting upper side is worth ≥ 0, a lower one ≤ 0), complementary slackness, strong duality."""
    solution = solve(posed, EXACT, engine)
    assert solution.values is not None
    assert solution.duals is not None
    assert solution.reduced_costs == pytest.approx(posed.cost - posed.matrix.T @ solution.duals)
    sides = (
        (solution.duals, posed.row_lower, posed.row_upper, posed.matrix @ solution.values),
        (solution.reduced_costs, posed.lower, posed.upper, solution.values),
    )
    worth = 0.0
    for price, lower, upper, level in sides:
        up, down = price > 1e-6, price < -1e-6
        assert level[up] == pytest.approx(upper[up], abs=1e-5)
        assert level[down] == pytest.approx(lower[down], abs=1e-5)
        worth += float(price[up] @ upper[up] + price[down] @ lower[down])
    assert worth == pytest.approx(solution.objective, abs=1e-4)


def test_a_dual_is_the_gain_per_unit():
    """One more hour in the first row of 3x + 2y, x + y <= 4, is worth 3: no engine's own sign leaks out."""
    for engine in WITH_DUALS:
        solution = solve(LINEAR["corner"][0], EXACT, engine)
        assert solution.duals == pytest.approx([3.0, 0.0], abs=1e-6), engine
        assert solution.reduced_costs == pytest.approx([0.0, -1.0], abs=1e-6), engine
