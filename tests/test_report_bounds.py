"""How good a plan is said to be: never better than what is proved."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from models.plan import COLUMNS, Plan
from models.program import Program
from models.solution import Solution, Status
from optimizer.bounds import bound_of

EMPTY = pd.DataFrame()


def program(whole: bool = False) -> Program:
    """Maximise 3x + 2y where x + y ≤ 4 and x ≤ 3: 11 at (3, 1), with a dual of 2."""
    return Program(
        cost=np.array([3.0, 2.0]), lower=np.zeros(2), upper=np.array([3.0, 10.0]), integer=np.array([whole, whole]),
        row_lower=np.array([-np.inf]), row_upper=np.array([4.0]), matrix=sp.csr_array(np.array([[1.0, 1.0]])),
    )  # fmt: skip


def plan(objective: float) -> Plan:
    contribution = pd.DataFrame({"item": ["revenue"], "amount": [objective]}, columns=COLUMNS["contribution"])
    return Plan(EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, contribution, EMPTY, objective=objective)


def solution(bound: float | None, dual: float | None = None) -> Solution:
    duals = None if dual is None else np.array([dual])
    return Solution(Status.OPTIMAL, "highs", "1", 0.0, objective=11.0, bound=bound, duals=duals)


def test_linear_bound_is_recomputed():
    """The bound of a linear program comes from its duals, whatever the engine says."""
    bound = bound_of(program(), solution(11.0, dual=2.0), plan(11.0), 1e-4)
    assert (bound.proved, bound.status) == (True, Status.OPTIMAL)
    assert 11.0 <= bound.value <= 11.0 + 1e-9


def test_poor_duals_prove_less():
    """Duals of 2.5 prove no more than 4 · 2.5 + 3 · 0.5 = 11.5: within 5 %, not within 1 %, engine or not."""
    bound = bound_of(program(), solution(11.0, dual=2.5), plan(11.0), 0.01)
    assert bound.value == pytest.approx(11.5)
    assert (bound.proved, bound.status) == (True, Status.FEASIBLE)
    assert bound_of(program(), solution(11.0, dual=2.5), plan(11.0), 0.05).status is Status.OPTIMAL


@pytest.mark.parametrize(("asked", "status"), [(0.1, Status.OPTIMAL), (0.01, Status.FEASIBLE)])
def test_bound_of_whole_units_is_the_engines_word(asked, status):
    """A mixed-integer program's bound is not proved; the plan is optimal within the gap asked for, or feasible."""
    bound = bound_of(program(whole=True), solution(11.5), plan(11.0), asked)
    assert (bound.value, bound.proved, bound.status) == (11.5, False, status)


def test_without_a_bound_a_plan_is_feasible_at_best():
    """No bound: nothing is known of how good the plan is."""
    bound = bound_of(program(whole=True), solution(None), plan(11.0), 0.1)
    assert (bound.value, bound.proved, bound.status) == (None, False, Status.FEASIBLE)


def test_bound_that_a_verified_plan_exceeds_is_worth_nothing():
    """An engine that says no plan exceeds 10, when one of 11 is in hand, is not believed."""
    bound = bound_of(program(whole=True), solution(10.0), plan(11.0), 0.1)
    assert (bound.value, bound.status) == (None, Status.FEASIBLE)


def test_rounding_is_no_gap():
    """A bound within rounding of the objective is the objective: a plan of nothing has no gap of 1e-7 / 1e-9."""
    bound = bound_of(program(whole=True), solution(1e-10), plan(0.0), 1e-4)
    assert (bound.value, bound.status) == (0.0, Status.OPTIMAL)
