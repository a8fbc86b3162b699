"""Two engines on one program: the first proof wins, and nothing of the loser is left."""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import numpy as np
import pytest

from models.solution import Status
from optimizer.engines import Options, Watch, choose, contender, race, solve
from optimizer.engines.glop import Glop
from optimizer.engines.highs import Highs
from optimizer.engines.scip import Scip
from optimizer.engines.shared import shared
from tests.engines_programs import INFEASIBLE, LINEAR, UNBOUNDED, WHOLE, hard, random_linear
from tests.racers import Chats, Claims, Crashes, Holds, Raises, Sleeps

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="races run, and are seen, on Linux")

KNAPSACK, KNAPSACK_BEST = WHOLE["knapsack"]


@pytest.fixture
def mark(monkeypatch):
    """A word in the environment by which every process started by this test is known."""
    word = uuid.uuid4().hex
    monkeypatch.setenv("RACE_MARK", word)
    return word


def processes(word: str) -> list[int]:
    """The processes with that mark, this one aside: it was started without."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (
                word.encode() in (place / "environ").read_bytes()
                and "\nState:\tZ" not in (place / "status").read_text()
            ):
                found.append(int(place.name))
        except OSError:  # gone, or not ours
            continue
    return found


def gone(word: str, seconds: float = 10.0) -> bool:
    """Whether all processes with that mark are gone, soon."""
    until = time.monotonic() + seconds
    while processes(word):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def shared_memory() -> list[str]:
    """What this process still has open or mapped of any program it shared."""
    links = []
    for place in Path("/proc/self/fd").iterdir():
        try:
            links.append(str(place.readlink()))
        except OSError:  # the descriptor of the listing itself
            continue
    return [line for line in (*links, *Path("/proc/self/maps").read_text().splitlines()) if "memfd:program" in line]


def run(program, *engines, watch=None, **options):
    """A race of these engines."""
    return race.race(program, Options(**options), engines, watch or Watch())


def test_a_linear_program_is_won_with_the_same_objective_and_prices(mark):
    """Whoever wins, the answer is that of an engine alone; nothing of either contender is left."""
    program = random_linear(3, 300, 200)
    alone = solve(program, Options(), "highs")
    won = run(program, Highs("ipm"), Glop())
    assert won.status is Status.OPTIMAL
    assert won.engine in ("highs", "glop")
    assert won.objective == pytest.approx(alone.objective)
    assert won.reduced_costs == pytest.approx(program.cost - program.matrix.T @ won.duals)
    loser = "GLOP" if won.engine == "highs" else "HiGHS"
    assert "won the race: first with a proof" in won.message
    assert loser in won.message.split(";")[1]
    assert not processes(mark)
    assert not shared_memory()


def test_a_program_of_whole_columns_is_won_with_the_same_objective(mark):
    """Integrality and the gap asked for reach the contenders."""
    won = run(KNAPSACK, Highs(), Scip(), gap=0.0)
    assert (won.status, won.objective) == (Status.OPTIMAL, pytest.approx(KNAPSACK_BEST))
    assert KNAPSACK.matrix @ won.values == pytest.approx(KNAPSACK.matrix @ np.round(won.values))
    assert not processes(mark)


def test_a_program_is_shared_as_it_is():
    """Every array an engine looks at arrives unchanged, empty ones too, and can be written to without harm."""
    for program in (hard(), LINEAR["no columns"][0], WHOLE["no rows"][0]):
        with shared(program) as place:
            handed_on = type(place)(os.dup(place.descriptor), place.outline, place.places)
            there = handed_on.opened()
        for name in ("cost", "lower", "upper", "integer", "row_lower", "row_upper"):
            assert np.array_equal(getattr(there, name), getattr(program, name))
        assert (there.matrix != program.matrix).nnz == 0
        there.cost[:] = 0.0
    assert hard().cost.any()


def test_the_loser_is_stopped_at_once(mark):
    """A proof ends the race, however little the other one heeds."""
    began = time.monotonic()
    won = run(KNAPSACK, Sleeps("sleeper"), Highs())
    assert (won.engine, won.objective) == ("highs", pytest.approx(KNAPSACK_BEST))
    assert "Sleeper was stopped" in won.message
    assert time.monotonic() - began < race.PATIENCE
    assert not processes(mark)


@pytest.mark.parametrize(("broken", "why"), [(Crashes(), "exit code -9"), (Raises(), "out of ideas")])
def test_a_contender_that_fails_leaves_the_others_answer(broken, why):
    """The race goes on with one, and its message says what became of the other."""
    won = run(KNAPSACK, broken, Highs())
    assert (won.status, won.engine) == (Status.OPTIMAL, "highs")
    assert why in won.message


def test_if_all_fail_the_race_is_an_error_that_names_them_all():
    """No answer is no plan, and never silence."""
    lost = run(KNAPSACK, Crashes("one"), Raises("two"))
    assert lost.status is Status.ERROR
    assert "One: its process ended" in lost.message
    assert "Two: RuntimeError: out of ideas" in lost.message


def test_where_no_contender_can_be_started_auto_solves_alone(monkeypatch):
    """A Python that can't start itself again still has HiGHS."""
    monkeypatch.setattr(contender, "WORKER", "optimizer.engines.no_such_module")
    monkeypatch.setattr(choose, "SMALL_WHOLE", 0)
    monkeypatch.setattr(choose, "_cores", lambda: 2)
    assert run(KNAPSACK, Highs(), Scip()) is None
    alone = solve(KNAPSACK, Options())
    assert (alone.engine, alone.objective, alone.message) == ("highs", pytest.approx(KNAPSACK_BEST), "")


def test_small_programs_start_no_process_and_large_ones_do(monkeypatch):
    """`auto` races only where it pays, and with two cores; a named engine never does."""
    raced = []
    monkeypatch.setattr(race, "race", lambda *given: raced.append(given[2]))
    monkeypatch.setattr(choose, "_cores", lambda: 2)
    for program in (LINEAR["corner"][0], KNAPSACK):
        assert solve(program, Options()).engine == "highs"
    assert not raced
    monkeypatch.setattr(choose, "SMALL_WHOLE", 0)
    monkeypatch.setattr(choose, "SMALL_LINEAR", 0)
    for program, names in ((LINEAR["corner"][0], ["highs", "glop"]), (KNAPSACK, ["highs", "scip"])):
        assert solve(program, Options()).engine == "highs"  # the race that was not run is none
        assert [engine.name for engine in raced.pop()] == names
        assert solve(program, Options(), "highs").engine == "highs"
        assert not raced
    monkeypatch.setattr(choose, "_cores", lambda: 1)
    solve(KNAPSACK, Options())
    assert not raced


def test_auto_races_on_large_programs(monkeypatch, mark):
    """From `auto` to the winner, with nothing replaced but what counts as large."""
    monkeypatch.setattr(choose, "SMALL_LINEAR", 0)
    monkeypatch.setattr(choose, "_cores", lambda: 2)
    won = solve(LINEAR["corner"][0], Options())
    assert won.objective == pytest.approx(12.0)
    assert "won the race" in won.message
    assert not processes(mark)


def test_both_agree_that_there_is_no_plan_or_no_end():
    """Infeasible and unbounded come out as from one engine."""
    assert run(INFEASIBLE["infeasible or unbounded"], Highs("ipm"), Glop()).status is Status.INFEASIBLE
    assert run(UNBOUNDED["along a ray"], Highs("ipm"), Glop()).status is Status.UNBOUNDED


def test_a_plan_refutes_the_claim_that_there_is_none():
    """A claim waits for the other, and what can be checked beats what can't."""
    won = run(KNAPSACK, Claims("claimant"), Highs())
    assert (won.status, won.engine) == (Status.OPTIMAL, "highs")
    assert "Claimant said infeasible" in won.message
    stopped = run(KNAPSACK, Claims("claimant"), Holds("holder", 3.0, 9.0), time_limit=60)
    assert (stopped.status, stopped.objective, stopped.interrupted) == (Status.FEASIBLE, 3.0, False)


def test_a_claim_that_nobody_answers_stands_in_the_end(monkeypatch):
    """The other gets as long again, then a little patience, then it is over."""
    monkeypatch.setattr(race, "PATIENCE", 0.5)
    lost = run(KNAPSACK, Claims("claimant"), Sleeps("sleeper"))
    assert (lost.status, lost.engine) == (Status.INFEASIBLE, "claimant")
    assert lost.seconds < 30


def test_at_the_limit_the_best_plan_wins_under_the_lowest_bound():
    """The plan of one and the bound of the other; a bound that the plan refutes counts for nothing."""
    one, other = Holds("one", 90.0, 95.0, waits=False), Holds("other", 80.0, 92.0)
    won = run(KNAPSACK, one, other, time_limit=2.0)
    assert (won.status, won.engine, won.objective, won.bound) == (Status.FEASIBLE, "one", 90.0, 92.0)
    assert won.message == "One won the race: the better plan in the end; Other had 80.00"
    assert not won.interrupted
    near = run(KNAPSACK, one, Holds("other", 80.0, 90.001), time_limit=2.0)
    assert (near.status, near.bound) == (Status.OPTIMAL, 90.001)
    refuted = run(KNAPSACK, one, Holds("other", 80.0, 85.0), time_limit=2.0)
    assert (refuted.status, refuted.bound) == (Status.FEASIBLE, 95.0)


def test_real_engines_keep_to_the_time_limit(mark):
    """A hard search ends with the better plan of two, a bound, and no process."""
    won = run(hard(), Highs(), Scip(), time_limit=4.0, gap=0.0)
    assert won.status is Status.FEASIBLE, won.message
    assert won.bound is not None
    assert won.seconds < 4.0 + race.PATIENCE
    assert not processes(mark)


def test_a_watch_stops_a_race_with_the_better_plan_in_hand():
    """Both are asked; the progress of both is heard, on one clock."""
    heard = []
    watch = Watch(report=heard.append)
    threading.Timer(4.0, watch.stop.set).start()
    won = run(hard(), Highs(), Scip(), watch=watch, gap=0.0, time_limit=60)
    assert (won.status, won.interrupted) == (Status.FEASIBLE, True)
    assert won.seconds < 30
    assert {progress.engine for progress in heard} == {"highs", "scip"}
    assert [progress.seconds for progress in heard] == sorted(progress.seconds for progress in heard)


def test_a_contender_comes_light_and_may_print():
    """No table library and no other engine is loaded for it; what it prints is not taken for its answer."""
    assert run(KNAPSACK, Chats()).message == "Chats: came with []".replace("Chats", "Racer")


def test_a_contender_finds_our_modules_wherever_it_is_started(tmp_path, monkeypatch):
    """A folder `models` where the command is called does not shadow the package."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("raise SystemExit('not ours')")
    monkeypatch.chdir(tmp_path)
    assert run(KNAPSACK, Highs()).objective == pytest.approx(KNAPSACK_BEST)


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
