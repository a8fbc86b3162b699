"""The head start: plans that obey every rule, bounds that no plan exceeds, starts that are never made worse."""

import time
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.invent import TINY, Feature, invent
from benchmarks.invent.large import invent_large
from models.allocation import formulate
from models.audit import audit
from models.case import Case
from models.solution import Status
from optimizer.engines import Options, Watch, solve
from optimizer.engines.answer import VIOLATION, check
from optimizer.engines.cuts import Root
from optimizer.engines.first_plan import FirstPlans
from optimizer.engines.head_start import HeadStart
from optimizer.engines.highs import Highs
from optimizer.engines.improve import Improvement
from optimizer.engines.whole import STEP_LEAST, VEHICLES, named
from optimizer.read import read_case
from tests.invented import drawn

SEEDS = range(24)
RICH = (Feature.SETUPS, Feature.LOTS, Feature.SERVICES, Feature.ROUTE_FIXED, Feature.SHIFTS, Feature.STOCK,
        Feature.LEAD_TIMES)  # fmt: skip


def problem(case, folder):
    """The allocation problem of an invented case."""
    return formulate(Case(read_case(case.write(folder)).tables))


def begun(program, **options):
    """A head start on a program, and the smaller program it leaves."""
    head = HeadStart(Highs().solve_once, program, Options(**options), Watch())
    return head.work(), head.in_hand


@pytest.mark.parametrize("seed", SEEDS)
def test_plans_in_hand_pass_the_audit_and_bounds_hold(seed, tmp_path):
    """Any case, any features: what is found at once is a plan, and the best of another engine keeps the bound."""
    allocation = problem(drawn(seed), tmp_path)
    program = allocation.program
    if not program.is_mip:
        return
    smaller, in_hand = begun(program)
    best = solve(program, Options(gap=1e-7), "scip")
    if best.status is Status.INFEASIBLE:
        assert in_hand.plan is None
        return
    assert best.status is Status.OPTIMAL
    near = 1e-6 * max(1.0, abs(best.objective))
    assert in_hand.bound >= best.objective - near
    again = solve(smaller, Options(gap=1e-7), "scip")  # fewer tightening rows: the same best plan
    assert again.objective == pytest.approx(best.objective, abs=2 * near)
    if in_hand.plan is not None:
        assert in_hand.plan.objective <= best.objective + near
        verdict = audit(allocation.case.tables, allocation.plan(in_hand.plan.values))
        assert verdict.passed, verdict.breaches


def test_most_cases_have_a_plan_at_once(tmp_path):
    """The law above is not about nothing: where there is a plan, the head start nearly always finds one."""
    found = []
    for seed in range(12):
        program = problem(invent(seed, RICH), tmp_path / str(seed)).program
        if solve(program, Options(gap=0.1), "scip").status is not Status.INFEASIBLE:
            found.append(begun(program)[1].plan is not None)
    assert np.mean(found) > 0.8


@pytest.mark.parametrize("seed", range(4))
def test_parts_decided_anew_make_no_plan_worse(seed, tmp_path):
    """What improvement leaves in hand obeys the rules, earns no less than before, and stays below the bound."""
    program = problem(invent(seed, RICH), tmp_path).program
    smaller, in_hand = begun(program)
    if in_hand.plan is None or in_hand.switched is None:
        return
    before = in_hand.plan.objective
    Improvement(Highs().solve_once, smaller, in_hand, Options(gap=0.0, time_limit=3.0), Watch()).run()
    assert check(program, in_hand.plan.values).worst <= VIOLATION
    assert before <= in_hand.plan.objective <= in_hand.bound + 1e-6 * abs(in_hand.bound)


@pytest.mark.parametrize("seed", range(4))
def test_a_start_is_never_made_worse(seed, tmp_path):
    """Whole, partial, or of nonsense: the best plan is found from any start; a start that is a plan is in hand."""
    program = problem(invent(seed, RICH, TINY), tmp_path).program
    best = solve(program, Options(gap=1e-4), "highs")
    if best.values is None:
        return
    dice = np.random.default_rng(seed)
    partial = np.where(dice.random(len(best.values)) < 0.5, best.values, np.nan)
    nonsense = dice.integers(0, 9, len(best.values)).astype(float)
    for start in (best.values, partial, nonsense, np.full(len(best.values), np.nan)):
        _, in_hand = begun(replace(program, start=start))
        if start is best.values:
            assert in_hand.plan is not None
            assert in_hand.plan.objective >= best.objective - 1e-6 * max(1.0, abs(best.objective))
        again = solve(replace(program, start=start), Options(gap=1e-4), "highs")
        assert again.objective == pytest.approx(best.objective, rel=2e-4, abs=1e-6)


def test_the_relaxation_falls_to_that_of_all_tightening_rows(tmp_path):
    """Adding what is violated, till nothing is, ends where all rows together are; few are needed."""
    program = problem(invent(3, RICH), tmp_path).program
    root = Root(program, Options(gap=1e-9), Watch())
    assert root.solve()
    loose = root.bound
    smaller = root.tighten(60.0)
    every = solve(program.relaxed(), Options(), "highs").objective
    assert root.bound == pytest.approx(every, rel=1e-4)
    assert every * (1 - 1e-9) <= root.bound <= loose * (1 + 1e-9)
    assert program.rule_rows <= len(smaller.row_lower) < len(program.row_lower)


@pytest.mark.parametrize("engine", ["auto", "highs"])
def test_a_time_limit_is_kept_and_a_plan_is_there(engine, tmp_path):
    """Thousands of columns, a second or two: a plan that obeys the rules, under a bound, and hardly any overrun."""
    invent_large(6000, mip=True, seed=5).write(tmp_path)
    program = formulate(Case(read_case(tmp_path).tables)).program
    began, heard = time.monotonic(), []
    solution = solve(program, Options(time_limit=2.0), engine, Watch(report=heard.append))
    assert time.monotonic() - began < 2.0 + STEP_LEAST + 2.0  # processes end, others are at work
    assert solution.status is Status.FEASIBLE
    assert check(program, solution.values).worst <= VIOLATION
    assert solution.gap < 0.05
    assert [progress.seconds for progress in heard] == sorted(progress.seconds for progress in heard)  # one clock
    plans = [progress.objective for progress in heard if progress.objective is not None]
    assert plans == sorted(plans)  # what is called the best is a plan of whole vehicles, and never falls
    assert all(progress.bound >= solution.objective for progress in heard if progress.bound is not None)


def test_nothing_built_is_a_plan_where_nothing_must_be(tmp_path):
    """The plan of nothing obeys the rules of a case in which all demand may be lost."""
    invent_large(300, mip=True, seed=2).write(tmp_path)
    program = formulate(Case(read_case(tmp_path).tables)).program
    idle = FirstPlans(Highs().solve_once, program, Options(), Watch()).idle()
    assert idle is not None
    assert check(program, idle.values).worst <= VIOLATION
    assert not idle.values[named(program, VEHICLES)].any()
