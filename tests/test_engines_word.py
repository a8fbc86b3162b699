"""No engine is believed more than its values bear, and nothing it does is raised."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from models.solution import Status
from optimizer.engines import Options, Watch, solve
from optimizer.engines.answer import answer
from optimizer.engines.fix import fixed
from optimizer.engines.trivial import Said
from tests.engines_programs import INF, LINEAR, MIXED, WHOLE, hard, program

CORNER = LINEAR["corner"][0]
KNAPSACK = WHOLE["knapsack"][0]


def judged(posed, said, **options):
    """The answer made of what an engine would have said."""
    return answer("liar", "1", lambda *_: said, posed, Options(**options), Watch())


def test_values_that_break_a_row_are_an_error():
    """4.01 hours where 4 are: named, with the size of the miss."""
    solution = judged(CORNER, Said(Status.OPTIMAL, np.array([4.01, 0.0]), 12.03))
    assert solution.status is Status.ERROR
    assert "row 0 is missed by 0.0025" in solution.message
    assert solution.values is None


@pytest.mark.parametrize(
    ("values", "where"),
    [([-0.5, 4.0], "column 0"), ([3.5, 0.0], "whole column 0"), ([np.nan, 1], "finite"), ([1], "finite")],
)
def test_values_that_break_a_bound_or_are_no_numbers_are_an_error(values, where):
    """Bounds, whole numbers, missing numbers, missing columns."""
    solution = judged(KNAPSACK, Said(Status.FEASIBLE, np.array(values), 30.0))
    assert solution.status is Status.ERROR
    assert where in solution.message


def test_optimal_beyond_the_gap_falls_to_feasible():
    """An engine's "optimal" with a bound further away than asked is a feasible solution with that bound."""
    said = Said(Status.OPTIMAL, np.array([3.0, 1.0]), 20.0)  # 19 in hand
    assert judged(KNAPSACK, said, gap=0.01).status is Status.FEASIBLE
    assert judged(KNAPSACK, said, gap=0.06).status is Status.OPTIMAL


def test_optimal_without_a_bound_falls_to_feasible():
    """Nothing was proved that can be shown."""
    solution = judged(KNAPSACK, Said(Status.OPTIMAL, np.array([4.0, 0.0])))
    assert (solution.status, solution.bound, solution.gap) == (Status.FEASIBLE, None, None)


def test_a_bound_below_the_solution_is_a_contradiction():
    """20 in hand, and "nothing exceeds 19"."""
    assert judged(KNAPSACK, Said(Status.OPTIMAL, np.array([4.0, 0.0]), 19.0)).status is Status.ERROR


def test_optimal_without_values_is_an_error():
    """A status alone is not an answer."""
    assert judged(KNAPSACK, Said(Status.OPTIMAL, None, 20.0)).status is Status.ERROR


def test_infeasible_or_unbounded_is_settled_by_a_second_look():
    """The engine is asked again without a cost: what has a solution then is unbounded, the rest infeasible."""
    open_program = program([1, 1], [[1, -1]], [-INF], [4])

    def undecided(posed, *_):
        return Said(Status.OPTIMAL, np.zeros(2), 0.0) if not posed.cost.any() else Said(None)

    assert answer("e", "1", undecided, open_program, Options(), Watch()).status is Status.UNBOUNDED
    assert answer("e", "1", lambda *_: Said(None), open_program, Options(), Watch()).status is Status.INFEASIBLE


def test_whatever_an_engine_throws_becomes_its_message():
    """No exception of a solver's library reaches the caller."""

    def breaks(*_):
        raise RuntimeError("licence expired")

    solution = answer("e", "1", breaks, CORNER, Options(), Watch())
    assert (solution.status, solution.message) == (Status.ERROR, "RuntimeError: licence expired")


@pytest.mark.parametrize(
    "broken",
    [
        replace(CORNER, cost=np.array([np.nan, 1.0])),
        replace(CORNER, upper=np.array([np.nan, 1.0])),
        replace(CORNER, lower=np.array([INF, 0.0])),
        replace(CORNER, row_upper=np.array([4.0])),
        replace(CORNER, upper=np.array([4.0])),
        replace(CORNER, start=np.array([4.0])),
    ],
)
def test_broken_arrays_are_an_error_in_every_engine(broken):
    """Numbers that are none, infinite lower bounds, sizes that do not fit: said before any engine sees them."""
    for engine in ("highs", "clp", "glop", "scip", "cbc"):
        assert solve(broken, Options(), engine).status is Status.ERROR


@pytest.mark.parametrize("engine", ["highs", "clp", "glop", "scip", "cbc"])
def test_entries_stored_twice_are_added_up(engine):
    """A sparse matrix may hold an entry in two parts; all engines read their sum: (1 + 2) x <= 6."""
    matrix = sp.csr_array((np.array([1.0, 2.0]), np.array([0, 0]), np.array([0, 2])), shape=(1, 1))
    posed = replace(program([1], [[3]], [-INF], [6]), matrix=matrix)
    assert solve(posed, Options(), engine).objective == pytest.approx(2.0)
    assert posed.matrix.nnz == 2, "the caller's own matrix is left as it is"


@pytest.mark.parametrize("engine", ["highs", "scip", "cp-sat", "cbc"])
@pytest.mark.parametrize("start", [[4.0, 0.0], [np.nan, 0.0], [0.0, 0.0], [9.0, 9.0]])
def test_a_start_changes_no_answer(engine, start):
    """The best solution, a part of one, a poor one or a wrong one to start from: the optimum stays."""
    posed = replace(KNAPSACK, start=np.array(start))
    solution = solve(posed, Options(gap=0.0), engine)
    assert (solution.status, solution.objective) == (Status.OPTIMAL, pytest.approx(20.0))


def test_highs_takes_up_a_start_that_holds():
    """With hardly any time, the start is the solution in hand."""
    posed = hard(columns=400, rows=20)
    best = solve(posed, Options(time_limit=2.0, gap=0.0), "highs")
    again = solve(replace(posed, start=best.values), Options(time_limit=0.02, gap=0.0), "highs")
    assert again.objective is not None
    assert best.objective is not None
    assert again.objective >= best.objective - 1e-6


def test_threads_and_seed_reach_every_engine():
    """Options are taken, by one engine after another, without an error; HiGHS also when the number changes."""
    for threads in (1, 2, 1):
        for engine in ("highs", "scip", "cp-sat", "cbc"):
            solution = solve(KNAPSACK, Options(threads=threads, seed=7, gap=0.0, time_limit=20), engine)
            assert solution.objective == pytest.approx(20.0), engine
        assert solve(CORNER, Options(threads=threads, seed=7), "glop").objective == pytest.approx(12.0)
        assert solve(CORNER, Options(threads=threads, seed=7), "pdlp").objective == pytest.approx(12.0)


def test_fixing_whole_columns_leaves_a_linear_program_with_the_same_best():
    """Fixed at a best solution's whole values the rest is linear, as good, and has prices."""
    posed, best = MIXED["switch"]
    values = solve(posed, Options(gap=0.0)).values
    assert values is not None
    rest = fixed(posed, values + np.array([0.0, 1e-7]))
    assert not rest.is_mip
    assert (rest.lower[1], rest.upper[1], rest.lower[0]) == (1.0, 1.0, 0.0)
    solution = solve(rest, Options(), "highs")
    assert solution.objective == pytest.approx(best)
    assert solution.duals == pytest.approx([0.0, 2.0])
