"""Stopped by a watch or by Ctrl-C, an engine gives back the best it has."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from models.solution import Status
from optimizer.engines import Options, Progress, Watch, abilities, solve
from optimizer.engines.interrupt import interruptible
from tests.engines_programs import LINEAR, hard

STOPPABLE = [ability.name for ability in abilities() if ability.usable and ability.interrupts and ability.mip]

NO_END = Options(time_limit=60, gap=0.0)


@pytest.mark.parametrize("engine", STOPPABLE)
def test_a_watch_stops_an_engine_with_its_best_in_hand(engine):
    """Long before its time limit, feasible, marked as interrupted, with a bound."""
    watch = Watch()
    threading.Timer(0.5, watch.stop.set).start()
    solution = solve(hard(), NO_END, engine, watch)
    assert solution.status is Status.FEASIBLE, solution.message
    assert solution.interrupted
    assert solution.bound is not None
    assert solution.seconds < 10


@pytest.mark.parametrize("engine", STOPPABLE)
def test_a_watch_stopped_beforehand_ends_at_once(engine):
    """A stop that comes before the solver has started is not lost."""
    watch = Watch()
    watch.stop.set()
    solution = solve(hard(), NO_END, engine, watch)
    assert solution.status in (Status.FEASIBLE, Status.NO_PLAN)
    assert solution.interrupted
    assert solution.seconds < 10


def test_a_finished_solve_is_not_called_interrupted():
    """Proved is proved, whatever was asked meanwhile."""
    watch = Watch()
    watch.stop.set()
    solution = solve(LINEAR["no rows"][0], NO_END, "highs", watch)
    assert (solution.status, solution.interrupted) == (Status.OPTIMAL, False)


def test_highs_reports_how_far_it_has_come():
    """Objective and bound of the maximisation, in order of time, the bound never below the objective."""
    heard: list[Progress] = []
    solve(hard(), Options(time_limit=1.5, gap=0.0), "highs", Watch(report=heard.append))
    assert heard
    assert [report.seconds for report in heard] == sorted(report.seconds for report in heard)
    assert heard[-1].objective is not None
    assert heard[-1].bound is not None
    assert 0 < heard[-1].objective <= heard[-1].bound


def test_what_is_raised_in_the_engines_thread_is_raised_here():
    """Nothing is swallowed on the way between threads."""

    def breaks(watch):
        raise ValueError("no engine is called so")

    with pytest.raises(ValueError, match="called so"):
        interruptible(breaks, Watch())


PATIENT = """
import sys
from optimizer.engines import Options, Watch, solve
from optimizer.engines.interrupt import interruptible
from tests.engines_programs import hard
print("ready", flush=True)
options = Options(time_limit=60, gap=0.0)
solution = interruptible(lambda watch: solve(hard(), options, sys.argv[1], watch), Watch())
print(solution.status, solution.interrupted, solution.objective is not None, flush=True)
"""

STUBBORN = """
import os, time
from optimizer.engines import Watch
from optimizer.engines.interrupt import interruptible
print("ready", flush=True)
try:
    interruptible(lambda watch: time.sleep(60), Watch())
except KeyboardInterrupt:
    print("gave up", flush=True)
    os._exit(130)
"""


def started(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A Python of its own that has said that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
@pytest.mark.parametrize("engine", STOPPABLE)
def test_one_ctrl_c_ends_with_the_best_so_far(engine):
    """The main thread hears the signal while the solver works (it lets go of the interpreter) and gets the solution."""
    process = started(PATIENT, engine)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, "feasible True True\n"), complained


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_a_second_ctrl_c_gives_up():
    """Whoever asks twice does not want to wait for an engine that does not listen."""
    process = started(STUBBORN)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, "gave up\n")
