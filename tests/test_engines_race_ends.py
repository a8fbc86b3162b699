"""A race that is interrupted or loses its parent leaves nothing at work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.race_traces import gone, marked, processes

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="races run, and are seen, on Linux")


@pytest.fixture
def mark(monkeypatch):
    """The mark of every process that this test starts."""
    return marked(monkeypatch)


RACING = """
import os, sys
from optimizer.engines import Options, Watch
from optimizer.engines.highs import Highs
from optimizer.engines.interrupt import interruptible
from optimizer.engines.race import race
from optimizer.engines.scip import Scip
from tests.engines_programs import hard
begun = set()
def report(progress):
    begun.add(progress.engine)
    if len(begun) == 2 and report.news:
        report.news = False
        print("ready", flush=True)
report.news = len(sys.argv) == 1
if not report.news:
    print("ready", flush=True)
options = Options(time_limit=60, gap=0.0)
solution = interruptible(lambda watch: race(hard(), options, [Highs(), Scip()], watch), Watch(report=report))
print(solution.status, solution.interrupted, flush=True)
"""


def racing(*arguments: str) -> subprocess.Popen[str]:
    """A race in a process group of its own, as a terminal has it, that has said that it is under way."""
    process = subprocess.Popen(
        [sys.executable, "-c", RACING, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_ctrl_c_in_a_terminal_ends_a_race_with_the_best_so_far(mark):
    """The signal reaches the contenders too: they leave it to the parent, which asks them for what they have."""
    process = racing()
    assert len(processes(mark)) == 3
    time.sleep(2)
    os.killpg(process.pid, signal.SIGINT)
    said, complained = process.communicate(timeout=40)
    assert (process.returncode, said) == (0, "feasible True\n"), complained
    assert gone(mark)


def test_ctrl_c_before_the_contenders_are_ready_is_not_lost(mark):
    """Processes still starting survive the signal and hear of the wish to stop from their parent."""
    process = racing("at once")
    until = time.monotonic() + 20
    while len(processes(mark)) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    said, complained = process.communicate(timeout=40)
    assert process.returncode == 0, complained
    assert said in ("feasible True\n", "no plan True\n")
    assert gone(mark)


def test_contenders_end_when_their_parent_is_killed(mark):
    """Nobody is left to tell them: the end of their input does; and with them goes the shared memory."""
    process = racing()
    assert len(processes(mark)) == 3
    process.kill()
    process.communicate(timeout=10)
    assert gone(mark)
