"""Whole vehicles in two steps: the same optimum, a bound that holds, and a plan in hand when it is cut short."""

import threading

import numpy as np
import pytest
import scipy.sparse as sp

from models.keys import Keys
from models.program import Block, Program
from models.solution import Status
from optimizer.engines import Options, Watch, solve
from optimizer.engines.whole import vehicles


def line_of_models(hours=100.0):
    """Five models on a line that must be set up for each: units earn 90, 70, 50, 40, 30 for 7, 6, 5, 4, 3 hours."""
    earns, takes, setups = np.array([90.0, 70, 50, 40, 30]), np.array([7.0, 6, 5, 4, 3]), 5.0
    matrix = np.zeros((6, 10))
    matrix[0] = np.concatenate([takes, np.full(5, setups)])
    matrix[1:, :5] = np.eye(5)
    matrix[1:, 5:] = -np.diag(np.full(5, 4.0))
    keys = Keys(("model",), {"model": np.arange(5, dtype=np.int32)}, {"model": 5})
    return Program(
        cost=np.concatenate([earns, np.full(5, -20.0)]),
        lower=np.zeros(10),
        upper=np.concatenate([np.full(5, np.inf), np.ones(5)]),
        integer=np.ones(10, dtype=bool),
        row_lower=np.full(6, -np.inf),
        row_upper=np.concatenate([[hours], np.zeros(5)]),
        matrix=sp.csr_array(matrix),
        decisions=(Block("build", keys, 0), Block("run", keys, 5)),
    )


def best_by_hand(program):
    """Every choice of units from 0 to 4 of each model, tried."""
    choices = np.stack(np.meshgrid(*[np.arange(5)] * 5), axis=-1).reshape(-1, 5)
    columns = np.concatenate([choices, choices > 0], axis=1)
    fits = columns @ program.matrix.toarray()[0] <= program.row_upper[0]
    return (columns[fits] @ program.cost).max()


def test_vehicles_are_builds_and_dispatches():
    """Switches are no vehicles."""
    assert vehicles(line_of_models()).tolist() == 5 * [True] + 5 * [False]


@pytest.mark.parametrize("hours", [13.0, 40.0, 61.0, 77.5, 100.0])
@pytest.mark.parametrize("gap", [0.0, 1e-4, 0.1])
def test_two_steps_reach_the_optimum(hours, gap):
    """Within the gap of what trying every plan finds, with a bound that no plan exceeds."""
    program = line_of_models(hours)
    best = best_by_hand(program)
    solution = solve(program, Options(gap=gap), "highs")
    assert solution.status is Status.OPTIMAL
    assert solution.objective <= best + 1e-6
    assert solution.bound >= best - 1e-6
    assert solution.bound - solution.objective <= gap * abs(solution.objective) + 1e-6
    assert np.all(solution.values[:5] == np.round(solution.values[:5]))


def test_no_plan_of_switches_is_no_plan_at_all():
    """What is infeasible with vehicles in parts is infeasible with whole ones."""
    program = line_of_models()
    program.row_lower[0] = 1000.0
    assert solve(program, Options(), "highs").status is Status.INFEASIBLE


def test_a_stop_before_the_first_step_ends_still_gives_whole_vehicles():
    """Stopped at once: either no plan, or one of whole vehicles whose bound holds."""
    program = line_of_models()
    stop = threading.Event()
    stop.set()
    solution = solve(program, Options(), "highs", Watch(stop))
    if solution.values is not None:
        assert np.all(solution.values[:5] == np.round(solution.values[:5]))
        assert solution.bound >= best_by_hand(program) - 1e-6
    else:
        assert solution.status is Status.NO_PLAN
