"""Two engines that disagree are both named, whichever of them is wrong and in whatever way."""

import json

import numpy as np
import pytest
import scipy.sparse as sp

from models.program import Program
from models.solution import Solution, Status
from optimizer import engines
from optimizer.cross_check import cross_check
from optimizer.engines.base import Options, Watch
from tests.command_runs import TINY, Command


def knapsack(whole=True):
    """5 x + 4 y with 3 x + 2 y ≤ 7, x ≤ 2, y ≤ 2: whole best 13 (x = 1, y = 2), relaxed also 13."""
    return Program(
        cost=np.array([5.0, 4.0]),
        lower=np.zeros(2),
        upper=np.array([2.0, 2.0]),
        integer=np.full(2, whole),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([7.0]),
        matrix=sp.csr_array(np.array([[3.0, 2.0]])),
    )


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("engine", ["highs", "clp", "glop", "scip"])
def test_honest_engines_agree(engine, whole):
    """What one engine solves, an unrelated one confirms."""
    if engine in ("clp", "glop") and whole:
        pytest.skip("GLOP solves linear programs only")
    program = knapsack(whole)
    checked = cross_check(program, engines.solve(program, Options(), engine), Options(), Watch())
    assert checked.agrees, checked.message
    assert checked.engine != engine


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Solution(Status.OPTIMAL, "highs", "", 0, 9.0, 9.0, np.array([1.0, 1.0])), "scip has a plan of 13.00"),
        (Solution(Status.OPTIMAL, "highs", "", 0, 18.0, 18.0, np.array([2.0, 2.0])), "no plan exceeds 13.00"),
        (Solution(Status.INFEASIBLE, "highs", "", 0), "highs says the case is infeasible"),
    ],
)
def test_a_lie_is_caught(said, words):
    """A poor plan called the best, a plan that can't be, an infeasibility that isn't: both engines are named."""
    checked = cross_check(knapsack(), said, Options(), Watch())
    assert not checked.agrees
    assert words in checked.message
    assert "highs" in checked.message
    assert "scip" in checked.message


def test_infeasible_for_both():
    """Two engines that find no plan agree."""
    program = knapsack()
    program.row_lower[0] = program.row_upper[0] = 100.0
    checked = cross_check(program, engines.solve(program, Options(), "highs"), Options(), Watch())
    assert checked.agrees
    assert "infeasible" in checked.message


def test_a_denied_plan_is_not_written(tmp_path, monkeypatch, capfd):
    """A first engine that misses the best plan: the command names both engines, writes nothing and ends with 5."""
    honest = engines.solve

    def poor(program, options, engine="auto", watch=None):
        if engine == "cbc":
            return Solution(Status.OPTIMAL, "cbc", "", 0.0, 1000.0, 1000.0, honest(program, options, "highs").values)
        return honest(program, options, engine, watch)

    monkeypatch.setattr(engines, "solve", poor)
    ran = Command(capfd)("solve", TINY, "--engine", "cbc", "--cross-check", "--out", tmp_path / "plan")
    assert ran.code == 5
    assert "highs has a plan of 1,390,000.00, but cbc says that no plan exceeds 1,000.00" in ran.out + ran.err
    assert not (tmp_path / "plan").exists()


def test_a_confirmed_plan_says_so(tmp_path, capfd):
    """The second engine stands in the overview and in the summary."""
    ran = Command(capfd)("solve", TINY, "--cross-check", "--out", tmp_path / "plan")
    assert ran.code == 0
    assert "scip 1,390,000.00" in ran.out
    assert json.loads((tmp_path / "plan" / "summary.json").read_text())["cross_check"]["agrees"] is True
