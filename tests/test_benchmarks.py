"""Benchmarks: everybody measures the same program, and a ratio says what it means. Nothing here depends on speed."""

import sys
from dataclasses import replace
from importlib.util import find_spec

import pytest

from benchmarks.about import about
from benchmarks.answer import TO_HIGHS
from benchmarks.cases import Flavour, benchmark
from benchmarks.compare import compare, disagreements
from benchmarks.contenders import BARE, CONTENDERS, GLOP, IPM, LINOPY, NAIVE, OURS, PULP, PYOMO, STAGES, contender
from benchmarks.measure import FAILED, TIMED_OUT, Measurement, Terms, measure, run, typical
from benchmarks.prepare import load
from benchmarks.ratios import Ratio, Sense, geometric_mean, ratios
from benchmarks.search import search_ratios
from benchmarks.table import measurement_table, ratio_table, write_measurements
from benchmarks.tight import PLAIN, TIGHT, rows

NEEDS = {LINOPY: "linopy", PYOMO: "pyomo"}
TERMS = Terms(limit=120.0)


@pytest.fixture(scope="module")
def linear(tmp_path_factory):
    """A linear case of a few hundred variables."""
    return benchmark("300", Flavour.LP, tmp_path_factory.mktemp("linear"), seed=3)


@pytest.fixture(scope="module")
def optimum(linear):
    """Its optimum, by bare HiGHS."""
    return measure(BARE, linear, TERMS).objective


def solved(case, who, total, **stages):
    """A measurement as it might be."""
    return Measurement(case, who.name, "optimal", total, total, stages, stages, 1.0, "engine", 100, {}, 10.0)


@pytest.mark.parametrize("who", [who for who in CONTENDERS if Flavour.LP in who.flavours and who != BARE],
                         ids=lambda who: who.name)  # fmt: skip
def test_contenders_find_the_same_optimum(who, linear, optimum):
    """Every contender formulates the same linear case: the optimum agrees to a millionth."""
    if who in NEEDS and find_spec(NEEDS[who]) is None:
        pytest.skip(f"{NEEDS[who]} is in the extra [bench]")
    found = measure(who, linear, TERMS)
    assert found.message == ""
    assert found.status == "optimal"
    assert found.objective == pytest.approx(optimum, rel=1e-6)
    assert found.peak_megabytes > 1


def test_stages_are_seen(linear):
    """Of our own stages each is seen, and together they take no longer than the process."""
    found = measure(STAGES, linear, TERMS)
    assert set(found.wall) == {"read", "build", "hand_over", "solve", TO_HIGHS}
    assert 0 < sum(found.wall.values()) < found.total


def test_naive_program_has_fewer_rows_and_the_same_optimum(tmp_path):
    """The rows that tighten a mixed-integer program cut off no plan."""
    case = benchmark("150", Flavour.MIP, tmp_path, seed=1)
    tight, plain = load(case.arrays), load(case.arrays, rules_only=True)
    assert len(plain.row_lower) < len(tight.row_lower)
    assert len(plain.columns) == plain.starts[-1] < tight.starts[-1]
    found = [measure(who, case, replace(TERMS, gap=1e-3)) for who in (BARE, NAIVE)]
    assert all(one.succeeded for one in found)
    assert disagreements(found, Flavour.MIP, 1e-3) == []


def test_disagreement_is_told():
    """An objective that is worse than another by more than the gap is told, one within it is not."""
    found = [replace(solved("c", BARE, 1), objective=100.0), replace(solved("c", OURS, 1), objective=99.5)]
    assert disagreements(found, Flavour.MIP, 1e-2) == []
    assert len(disagreements(found, Flavour.MIP, 1e-3)) == 1
    assert "whole command" in disagreements(found, Flavour.LP, 1e-2)[0]


def test_timeout_and_failure_are_statuses(linear):
    """A process that takes too long is ended and says so; one that fails says why, and has no figures."""
    assert run([sys.executable, "-c", "import time; time.sleep(60)"], 0.2).code is None
    assert measure(BARE, linear, replace(TERMS, limit=0.001)).status == TIMED_OUT
    failed = measure(replace(BARE, module="nobody"), linear, TERMS)
    assert failed.status == FAILED
    assert "nobody" in failed.message
    assert failed.seconds("solve") is None


def test_failure_is_not_repeated(linear):
    """A contender that fails is tried once; who can't take the flavour is not tried at all."""
    tried = []
    found = compare([replace(BARE, module="nobody"), NAIVE], linear, TERMS, 3, tried.append)
    assert len(found) == len(tried) == 1


def test_typical_is_the_median():
    """Medians of every figure, stage by stage; one failure is a failure."""
    rounds = [solved("c", BARE, total, solve=total / 2) for total in (1.0, 9.0, 2.0)]
    assert (typical(rounds).total, typical(rounds).wall["solve"], typical(rounds).repeats) == (2.0, 1.0, 3)
    assert typical([*rounds, replace(rounds[0], status=TIMED_OUT)]).status == TIMED_OUT


def test_ratios_against_targets():
    """Stages over the fastest engine's solve; a ratio without a target has no verdict."""
    found = [
        solved("lp-4e5", BARE, 9, solve=8.0, hand_over=0.1), solved("lp-4e5", GLOP, 9, solve=4.0, hand_over=0.1),
        solved("lp-4e5", IPM, 9, solve=6.0, hand_over=0.1), solved("lp-4e5", OURS, 7, solve=5.0),
        solved("lp-4e5", STAGES, 6, read=0.2, build=0.5, hand_over=0.1, solve=4.0, to_highs=0.4),
        solved("lp-4e5", PULP, 40, read=1.0, build=12.0, hand_over=6.0, solve=8.0),
        replace(solved("lp-1e5", OURS, 2, solve=1.5), variables=20),
    ]  # fmt: skip
    by_name = {(one.what, one.case): one for one in ratios(found)}
    before = by_name["read, check, build, hand over / solve by engine", "lp-4e5"]
    assert before.by_clock == pytest.approx(0.8 / 4)
    assert before.verdict == "reached"
    whole = by_name["whole command / solve by engine", "lp-4e5"]
    assert (whole.by_clock, whole.verdict) == (pytest.approx(7 / 4), "NOT REACHED")
    assert by_name["build, hand over to highs: PuLP / ours", "lp-4e5"].by_clock == pytest.approx(18 / 0.9)
    assert by_name["best peer's build and solve (PuLP) / whole command", "lp-4e5"].by_clock == pytest.approx(26 / 7)
    growth = by_name["cost growth without the solve / growth in variables", "lp-1e5 to lp-4e5"]
    assert (growth.by_clock, growth.verdict) == (pytest.approx((2 / 0.5) / 5), "")


def test_verdict_of_what_was_not_measured():
    """No number pretends to be a ratio."""
    assert Ratio("a / b", "c", None, None, Sense.AT_MOST, 2.0).verdict == "not measured"
    assert Ratio("a / b", "c", 2.0, None, Sense.AT_LEAST, 2.0).verdict == "reached"


def test_search_mean_and_worst():
    """The speed-up is a geometric mean; both count building; who was stopped counts as ended at the limit."""
    found = [
        solved("a", STAGES, 3, build=0.5, hand_over=0.5, solve=1.0), solved("a", NAIVE, 9, hand_over=0.0, solve=8.0),
        solved("b", STAGES, 3, build=0.5, hand_over=0.5, solve=3.0), solved("b", NAIVE, 9, hand_over=0.0, solve=2.0),
        solved("c", STAGES, 3, build=0.5, hand_over=0.5, solve=3.0), replace(solved("c", NAIVE, 9), status=TIMED_OUT),
        replace(solved("d", STAGES, 3), status=TIMED_OUT), replace(solved("d", NAIVE, 9), status=TIMED_OUT),
    ]  # fmt: skip
    mean, worst, *_ = search_ratios(found, limit=40.0)
    assert mean.case == "3 mip cases"
    assert mean.by_clock == pytest.approx(geometric_mean([8.5 / 2, 2.5 / 4, 40.5 / 4]))
    assert worst.by_clock == pytest.approx(4 / 2.5)
    assert search_ratios([], limit=40.0) == []


def test_tight_gaps():
    """A bound's gap is its distance from the best plan known of either formulation."""
    plain = replace(solved("a", PLAIN, 3, solve=2.0, root=1.0), objective=99.0, bounds={"relaxation": 120, "root": 110})
    tight = replace(solved("a", TIGHT, 3, solve=1.0, root=1.0), objective=100.0, bounds={"relaxation": 105, "root": 99})
    (*_, of_plain), (*_, of_tight) = rows([plain, tight])
    assert of_plain[:2] == pytest.approx([0.20, 0.10])
    assert of_tight[:2] == pytest.approx([0.05, 0.0])


def test_tables_are_written(tmp_path):
    """Every measurement is a row, for the eye and in the file; what was not measured is blank."""
    found = [solved("a", BARE, 3, solve=2.0), replace(solved("b", NAIVE, 9), status=FAILED, message="why")]
    text = measurement_table(found)
    assert text.splitlines()[-1] == "b, naive highs: why"
    write_measurements(tmp_path / "found.csv", found)
    head, first, _ = (line.split(",") for line in (tmp_path / "found.csv").read_text().splitlines())
    row = dict(zip(head, first, strict=True))
    assert (row["solve_seconds"], row["read_seconds"], row["total_seconds"]) == ("2.000", "", "3.000")
    assert "≤ 2" in ratio_table([Ratio("a / b", "c", 1.0, None, Sense.AT_MOST, 2.0)])


def test_contender_names():
    """A contender is found by its name; an unknown one is refused."""
    assert contender(" pulp") == PULP
    with pytest.raises(ValueError, match="gurobipy"):
        contender("gurobipy")


def test_about_names_the_machine():
    """The results say when and where they were measured."""
    text = about("python -m benchmarks", 0.5, sys.executable)
    for word in ("date:", "machine:", "cores", "load: 0.5 before", "highspy 1."):
        assert word in text
