"""Engines are found by name, and finding them costs nothing."""

import subprocess
import sys
from dataclasses import replace

import pytest

from models.solution import Status
from optimizer.engines import ENGINES, Options, Watch, abilities, get, solve
from optimizer.engines.through_pulp import THROUGH_PULP, ThroughPulp
from tests.engines_programs import INFEASIBLE, LINEAR, UNBOUNDED, WHOLE


def test_every_name_is_an_engine_of_that_name():
    """The name asked for is the name of the engine, of its ability and of its solutions."""
    for name in ENGINES:
        assert get(name).name == name
        assert get(name).ability().name == name
    assert [engine.name for engine in THROUGH_PULP] == list(ENGINES[-len(THROUGH_PULP) :])
    assert solve(LINEAR["corner"][0], Options(), "glop").engine == "glop"


def test_an_unknown_name_is_refused_with_the_nearest():
    """Whoever writes "hihgs" means "highs"."""
    with pytest.raises(ValueError, match='"hihgs": did you mean "highs"'):
        get("hihgs")
    with pytest.raises(ValueError, match="did you mean"):
        solve(LINEAR["corner"][0], Options(), "zzz")


def test_auto_solves_both_kinds():
    """Without a name, any program finds its engine."""
    assert solve(LINEAR["corner"][0], Options()).objective == pytest.approx(12.0)
    assert solve(WHOLE["knapsack"][0], Options()).objective == pytest.approx(20.0)


def test_what_is_usable_says_its_version_and_the_rest_why_not():
    """One of the two is always there."""
    for ability in abilities():
        assert bool(ability.version) == ability.usable
        assert bool(ability.reason) != ability.usable


def test_an_engine_that_is_not_installed_is_an_error_not_an_exception():
    """Asked all the same, it says what is missing."""
    absent = replace(THROUGH_PULP[1], module="no_such_module", program="")
    assert isinstance(absent, ThroughPulp)
    assert not absent.ability().usable
    solution = absent.solve(LINEAR["corner"][0], Options(), watch=Watch())
    assert solution.status is Status.ERROR
    assert solution.message


BY_PULP = ThroughPulp("highs by pulp", "HiGHS", "HiGHS", "highspy")
"""The way of the commercial solvers, walked with one that is here."""


def test_the_way_of_the_commercial_solvers_leads_to_the_best():
    """A solver named to PuLP, without bounds of its own: its "optimal" vouches for the gap it was told, no less."""
    for posed, best in (LINEAR["corner"], LINEAR["range, lower side"], WHOLE["knapsack"], WHOLE["negative"]):
        solution = BY_PULP.solve(posed, Options(gap=1e-3), Watch())
        assert solution.status is Status.OPTIMAL, solution.message
        assert solution.objective == pytest.approx(best)
        assert solution.gap == pytest.approx(1e-3 if posed.is_mip else 0.0)
        assert solution.duals is None


def test_the_way_of_the_commercial_solvers_tells_infeasible_from_unbounded():
    """Through PuLP they mix the two up; each is settled by a second look."""
    for posed in INFEASIBLE.values():
        assert BY_PULP.solve(posed, Options(), Watch()).status is Status.INFEASIBLE
    for posed in UNBOUNDED.values():
        assert BY_PULP.solve(posed, Options(), Watch()).status is Status.UNBOUNDED


def test_naming_the_engines_loads_no_solver():
    """Listing them is for a help page: none of the solvers' libraries is imported for it."""
    code = """
import sys
from optimizer.engines import abilities
assert abilities()
loaded = {"highspy", "ortools", "pulp", "pandas"} & set(sys.modules)
assert not loaded, loaded
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("order", [("highs", "scip", "glop"), ("glop", "scip", "highs")])
def test_highs_and_ortools_live_in_one_process(order):
    """Both bring a shared library of HiGHS; whichever is loaded first, all solve (newer pairs fail to load at all)."""
    code = f"""
from optimizer.engines import Options, solve
from tests.engines_programs import INFEASIBLE, LINEAR, UNBOUNDED, WHOLE
for name in {order!r}:
    posed, best = LINEAR["corner"] if name == "glop" else WHOLE["knapsack"]
    solution = solve(posed, Options(gap=0.0), name)
    assert solution.objective is not None and abs(solution.objective - best) < 1e-6, solution
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_no_engine_writes_to_standard_output():
    """Standard output is for results: whatever a solver's library has to say stays out of it."""
    code = """
from optimizer.engines import Options, abilities, solve
from tests.engines_programs import LINEAR, WHOLE, INFEASIBLE, UNBOUNDED, hard
for ability in abilities():
    if ability.usable:
        for posed in (LINEAR["corner"][0], WHOLE["knapsack"][0], INFEASIBLE["rows"], UNBOUNDED["along a ray"]):
            solve(posed, Options(), ability.name)
        solve(hard(), Options(time_limit=0.3, gap=0.0), ability.name)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
