"""CLP is handed the very program, as a file of numbers, and is never left at work."""

import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import highspy
import numpy as np
import pytest
import scipy.sparse as sp

from models.solution import Status
from optimizer.engines import Options, Watch, solve
from optimizer.engines.clp import Clp
from optimizer.engines.mps import rows_written, write_mps
from tests.engines_programs import LINEAR, program, random_linear
from tests.race_traces import gone, marked, processes


def lengthy(seed: int = 1):
    """A linear program that takes simplex a minute: everything takes part in everything."""
    random = np.random.default_rng(seed)
    matrix = sp.random(2000, 2400, density=0.02, random_state=seed, data_rvs=lambda n: random.integers(1, 9, n))
    return program(random.uniform(1, 9, 2400), matrix.toarray(), np.full(2000, -np.inf), random.uniform(50, 99, 2000))


def awkward(seed: int):
    """A random program in numbers that few digits don't tell."""
    random = np.random.default_rng(seed)
    whole = random_linear(seed, 40, 25)
    return replace(
        whole,
        cost=whole.cost / 3,
        upper=whole.upper + random.uniform(0, 0.1, 40),
        row_lower=whole.row_lower / 47,
        row_upper=whole.row_upper / 47 + random.uniform(0, 1e-3, 25),
        matrix=whole.matrix * (1 / 47),
    )


CASES = [*(posed for posed, _ in LINEAR.values() if len(posed.cost)), *(awkward(seed) for seed in range(20))]


@pytest.mark.parametrize("posed", CASES)
def test_another_reader_finds_the_same_program_in_the_file(posed, tmp_path):
    """Every number to the last digit, columns that nothing names included; of the rows those that have a side."""
    path = tmp_path / "program.mps"
    with path.open("wb") as file:
        write_mps(posed, file)
    written = rows_written(posed)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(path)) != highspy.HighsStatus.kError
    there = highs.getLp()
    has_side = np.isfinite(posed.row_lower) | np.isfinite(posed.row_upper)
    assert written.tolist() == np.flatnonzero(has_side).tolist()
    assert np.array_equal(there.col_cost_, -posed.cost)
    assert np.array_equal(there.col_lower_, posed.lower)
    assert np.array_equal(there.col_upper_, posed.upper)
    assert np.array_equal(there.row_upper_, posed.row_upper[written])
    assert there.row_lower_ == pytest.approx(posed.row_lower[written], rel=1e-12)  # a range is upper less width
    matrix = there.a_matrix_
    found = sp.csc_array((matrix.value_, matrix.index_, matrix.start_), shape=(len(written), len(posed.cost)))
    assert (found != posed.matrix[written]).nnz == 0


@pytest.mark.parametrize("seed", range(20))
def test_awkward_numbers_have_the_same_optimum_as_elsewhere(seed):
    """Objective and proof, from prices, agree with another engine to the last digits that floats have."""
    posed = awkward(seed)
    told, other = solve(posed, Options(), "clp"), solve(posed, Options(), "highs")
    assert told.status is Status.OPTIMAL
    assert told.objective == pytest.approx(other.objective, rel=1e-9)
    assert np.isfinite(told.duals).all()


def test_it_tells_how_far_it_is_and_stops_when_asked():
    """In the middle of its simplex, with nothing in hand; the process is gone at once."""
    heard = []
    watch = Watch(report=heard.append)
    threading.Timer(2.0, watch.stop.set).start()
    began = time.monotonic()
    stopped = solve(lengthy(), Options(), "clp", watch)
    assert (stopped.status, stopped.interrupted, stopped.values) == (Status.NO_PLAN, True, None)
    assert time.monotonic() - began < 10
    assert heard
    assert heard[-1].phase.startswith("simplex, ")


def test_it_keeps_to_the_time_limit():
    """And then has nothing in hand."""
    began = time.monotonic()
    late = solve(lengthy(), Options(time_limit=1.0), "clp")
    assert (late.status, late.interrupted) == (Status.NO_PLAN, False)
    assert time.monotonic() - began < 10


def test_without_pulp_it_says_so(monkeypatch):
    """Not usable, with the reason, and an error where it is asked all the same."""
    monkeypatch.setattr("optimizer.engines.clp.installed", lambda library: "")
    ability = Clp().ability()
    assert not ability.usable
    assert ability.reason
    monkeypatch.setattr("optimizer.engines.clp._program", lambda: "/no/such/program")
    failed = solve(LINEAR["corner"][0], Options(), "clp")
    assert failed.status is Status.ERROR
    assert "/no/such/program" in failed.message


ALONE = """
from optimizer.engines import Options, Watch, solve
from tests.test_engines_clp import lengthy
print("ready", flush=True)
solve(lengthy(), Options(), "clp", Watch(report=lambda progress: print("under way", flush=True)))
"""


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are seen on Linux")
def test_it_does_not_outlive_whoever_asked(monkeypatch):
    """Killed without a chance to say so: its next line of log finds nobody."""
    mark = marked(monkeypatch)
    process = subprocess.Popen([sys.executable, "-c", ALONE], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert [process.stdout.readline(), process.stdout.readline()] == ["ready\n", "under way\n"]
    assert len(processes(mark)) == 3
    process.kill()
    process.communicate(timeout=10)
    assert gone(mark)
