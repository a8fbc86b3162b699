"""Every engine that is usable here gives the same objective on the cases that come along, within the gap."""

from pathlib import Path

import pytest

from models.allocation import formulate
from models.case import Case
from models.solution import Status
from optimizer import engines
from optimizer.engines import Options
from optimizer.read import read_case

INPUTS = Path(__file__).parent.parent / "inputs"
GAP = 1e-4

USABLE = [ability for ability in engines.abilities() if ability.usable]
LINEAR = [ability.name for ability in USABLE if ability.lp]
WHOLE = [ability.name for ability in USABLE if ability.mip]


@pytest.fixture(scope="module")
def tiny():
    """The program of the case that is solved by hand: 1,390,000."""
    return formulate(Case(read_case(INPUTS / "tiny").tables)).program


@pytest.fixture(scope="module")
def real():
    """The program of the real case without whole units or switches."""
    return formulate(Case(read_case(INPUTS / "us-japan-2026").tables)).program.relaxed()


@pytest.fixture(scope="module")
def real_objective(real):
    """The real case's relaxed objective, by HiGHS."""
    return engines.solve(real, Options(), "highs").objective


@pytest.mark.parametrize("engine", WHOLE)
def test_tiny_by_every_engine(engine, tiny):
    """What arithmetic on paper gives, every engine for whole numbers gives; CP-SAT, on its grid, can't prove it."""
    solution = engines.solve(tiny, Options(gap=GAP), engine)
    assert solution.status in (Status.OPTIMAL, *([Status.FEASIBLE] if engine == "cp-sat" else [])), solution.message
    assert solution.objective == pytest.approx(1_390_000, rel=GAP)


@pytest.mark.parametrize("engine", LINEAR)
def test_tiny_relaxed_by_every_engine(engine, tiny):
    """Relaxed, every engine agrees with HiGHS, and none earns less than with whole numbers."""
    solution = engines.solve(tiny.relaxed(), Options(), engine)
    assert solution.objective == pytest.approx(engines.solve(tiny.relaxed(), Options(), "highs").objective, rel=GAP)
    assert solution.objective >= 1_390_000 * (1 - GAP)


@pytest.mark.parametrize("engine", [name for name in LINEAR if name != "pdlp"])
def test_real_case_relaxed_by_every_engine(engine, real, real_objective):
    """The relaxed real case by every linear engine; PDLP, a first-order method, takes minutes and is left out."""
    solution = engines.solve(real, Options(), engine)
    assert solution.status is Status.OPTIMAL, solution.message
    assert solution.objective == pytest.approx(real_objective, rel=GAP)
