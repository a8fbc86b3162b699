"""Two engines on one program: the first proof wins, and nothing of the loser is left."""

import os
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from models.solution import Status
from optimizer.engines import Options, Watch, choose, contender, race, solve
from optimizer.engines.glop import Glop
from optimizer.engines.highs import Highs
from optimizer.engines.plain import Plain
from optimizer.engines.scip import Scip
from optimizer.engines.shared import shared
from tests.engines_programs import INFEASIBLE, LINEAR, UNBOUNDED, WHOLE, hard, random_linear
from tests.race_traces import marked, processes, shared_memory
from tests.racers import Chats, Claims, Crashes, Holds, Raises, Sleeps

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="races run, and are seen, on Linux")

KNAPSACK, KNAPSACK_BEST = WHOLE["knapsack"]


@pytest.fixture
def mark(monkeypatch):
    """The mark of every process that this test starts."""
    return marked(monkeypatch)


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


@pytest.mark.parametrize("program", [KNAPSACK, INFEASIBLE["infeasible or unbounded"]])
def test_a_race_of_threads_ends_as_one_of_processes(program):
    """The same answer, without a process, and no thread is left."""
    threads = threading.active_count()
    apart = run(program, Highs(), Plain(), gap=0.0)
    beside = race.race_beside(program, Options(gap=0.0), (Highs(), Plain()), Watch())
    assert (beside.status, beside.objective) == (apart.status, apart.objective)
    assert "won the race" in beside.message
    assert threading.active_count() <= threads  # those of engines before it may end meanwhile


def test_threads_that_fail_or_are_told_to_stop():
    """One that raises leaves the other's answer; one that only waits is asked at a proof, or at the limit."""
    won = race.race_beside(KNAPSACK, Options(), (Raises(), Highs()), Watch())
    assert won.objective == pytest.approx(KNAPSACK_BEST)
    assert "out of ideas" in won.message
    began = time.monotonic()
    won = race.race_beside(KNAPSACK, Options(time_limit=60), (Holds("holder", 3.0, 9.0), Highs()), Watch())
    assert (won.engine, won.objective) == ("highs", pytest.approx(KNAPSACK_BEST))
    held = race.race_beside(KNAPSACK, Options(time_limit=0.5), (Holds("holder", 3.0, 9.0),), Watch())
    assert (held.status, held.objective, held.bound) == (Status.FEASIBLE, 3.0, 9.0)
    assert time.monotonic() - began < 10
    watch = Watch()
    threading.Timer(1.0, watch.stop.set).start()
    hard_one = race.race_beside(hard(), Options(gap=0.0, time_limit=60), (Highs(), Plain()), watch)
    assert (hard_one.status, hard_one.interrupted) == (Status.FEASIBLE, True)


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
    assert run(KNAPSACK, broken, Highs()).objective == pytest.approx(KNAPSACK_BEST)
    won = run(KNAPSACK, broken, Holds("holder", 3.0, 9.0), time_limit=8.0)
    assert (won.status, won.engine, won.objective) == (Status.FEASIBLE, "holder", 3.0)
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


def test_only_large_linear_programs_are_raced_for_in_processes(monkeypatch):
    """In threads if small, in processes if large, by none where it takes a moment or an engine is named."""
    apart, beside = [], []
    monkeypatch.setattr(race, "race", lambda *given, **_: apart.append(given[2]))
    monkeypatch.setattr(race, "race_beside", lambda *given, **_: beside.append(given[2]))
    monkeypatch.setattr(choose, "_cores", lambda: 2)
    corner = LINEAR["corner"][0]
    assert solve(corner, Options()).engine == "highs"
    assert solve(KNAPSACK, Options()).engine == "highs"
    monkeypatch.setattr(choose, "SMALL_LINEAR", 0)
    assert solve(corner, Options()).engine == "highs"  # the race that was not run is none
    assert [engine.name for engine in beside.pop()] == ["clp", "highs"]
    monkeypatch.setattr(choose, "LARGE_LINEAR", 0)
    assert solve(corner, Options()).engine == "highs"
    assert [engine.name for engine in apart.pop()] == ["clp", "highs"]
    assert solve(corner, Options(), "highs").engine == "highs"
    monkeypatch.setattr(choose, "_cores", lambda: 1)
    assert solve(corner, Options()).engine == "clp"
    assert not apart
    assert not beside


def test_where_clp_is_not_there_glop_takes_its_place(monkeypatch):
    """Another PuLP may bring no programs."""
    beside = []
    monkeypatch.setattr(race, "race_beside", lambda *given, **_: beside.append(given[2]))
    monkeypatch.setattr(choose, "_cores", lambda: 2)
    monkeypatch.setattr(choose, "SMALL_LINEAR", 0)
    monkeypatch.setattr("optimizer.engines.clp._is_there", lambda: False)
    solve(LINEAR["corner"][0], Options())
    assert [engine.name for engine in beside.pop()] == ["glop", "highs"]


def test_with_one_core_highs_has_the_last_word(monkeypatch):
    """Where the first engine has no proof, as that there is no plan."""
    monkeypatch.setattr(choose, "SMALL_LINEAR", 0)
    monkeypatch.setattr(choose, "_cores", lambda: 1)
    assert solve(INFEASIBLE["infeasible or unbounded"], Options()).engine == "highs"


def test_auto_races_on_large_programs(monkeypatch, mark):
    """From `auto` to the winner, with nothing replaced but what counts as large, and how long one waits."""
    monkeypatch.setattr(choose, "_cores", lambda: 2)
    program = random_linear(3, 300, 200)
    best = solve(program, Options()).objective
    monkeypatch.setattr(choose, "SMALL_LINEAR", 0)
    for large in (choose.LARGE_LINEAR, 0):
        monkeypatch.setattr(choose, "LARGE_LINEAR", large)
        for wait, word in ((60.0, "CLP alone: done before another was due"), (0.0, "won the race")):
            monkeypatch.setattr(choose, "HEAD_START", wait)
            won = solve(program, Options())
            assert won.objective == pytest.approx(best)
            assert word in won.message
    assert not processes(mark)


def test_who_waits_begins_as_soon_as_the_first_ends_without_a_proof():
    """After a claim or an error at once; after a proof never."""
    began = time.monotonic()
    for first in (Claims("claimant"), Raises("broken")):
        won = race.race(KNAPSACK, Options(), (first, Highs()), Watch(), head_start=60.0)
        assert won.objective == pytest.approx(KNAPSACK_BEST)
    alone = race.race(KNAPSACK, Options(), (Highs(), Sleeps("sleeper")), Watch(), head_start=60.0)
    assert alone.message == "HiGHS alone: done before another was due"
    assert time.monotonic() - began < 30


def test_who_waits_never_begins_once_it_is_over():
    """Neither after the limit nor once the first has been asked to stop."""
    stopped = Watch()
    threading.Timer(0.5, stopped.stop.set).start()
    for watch, limit in ((stopped, 60.0), (Watch(), 1.0)):
        began = time.monotonic()
        holder = Holds("holder", 3.0, 9.0)
        held = race.race(KNAPSACK, Options(time_limit=limit), (holder, Highs()), watch, head_start=2.0)
        assert (held.status, held.engine) == (Status.FEASIBLE, "holder")
        assert time.monotonic() - began < 10


def test_who_begins_late_has_no_more_time_than_is_left():
    """One limit for all, from the start of the race."""
    seen = []

    class Listens(Holds):
        def solve(self, program, options, watch):
            seen.append(options.time_limit)
            return super().solve(program, options, watch)

    race.race_beside(KNAPSACK, Options(time_limit=3.0), (Listens("one"), Listens("two")), Watch(), head_start=1.0)
    assert seen == [pytest.approx(3.0, abs=0.5), pytest.approx(2.0, abs=0.5)]


def test_both_agree_that_there_is_no_plan_or_no_end():
    """Infeasible and unbounded come out as from one engine."""
    assert run(INFEASIBLE["infeasible or unbounded"], Highs("ipm"), Glop()).status is Status.INFEASIBLE
    assert run(UNBOUNDED["along a ray"], Highs("ipm"), Glop()).status is Status.UNBOUNDED


def test_a_plan_refutes_the_claim_that_there_is_none():
    """A claim waits for the other, and what can be checked beats what can't."""
    won = run(KNAPSACK, Claims("claimant"), Highs())
    assert (won.status, won.engine) == (Status.OPTIMAL, "highs")
    stopped = run(KNAPSACK, Claims("claimant"), Holds("holder", 3.0, 9.0), time_limit=60)
    assert (stopped.status, stopped.objective, stopped.interrupted) == (Status.FEASIBLE, 3.0, False)
    assert "Claimant said infeasible" in stopped.message


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
    assert won.bound_by == "other"
    assert won.message == "One won the race: the better plan in the end; Other had 80.00"
    assert not won.interrupted
    near = run(KNAPSACK, one, Holds("other", 80.0, 90.001), time_limit=2.0)
    assert (near.status, near.bound) == (Status.OPTIMAL, 90.001)
    refuted = run(KNAPSACK, one, Holds("other", 80.0, 85.0), time_limit=2.0)
    assert (refuted.status, refuted.bound) == (Status.FEASIBLE, 95.0)


def test_real_engines_keep_to_the_time_limit(mark):
    """A hard search ends with the better plan of two, and no process."""
    won = run(hard(), Highs(), Scip(), time_limit=6.0, gap=0.0)
    assert won.status is Status.FEASIBLE, won.message
    assert won.bound is None or won.bound >= won.objective
    assert won.seconds < 6.0 + race.PATIENCE
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
    assert run(KNAPSACK, Chats("chatter")).message == "Chatter: came with []"


def test_a_contender_finds_our_modules_wherever_it_is_started(tmp_path, monkeypatch):
    """A folder `models` where the command is called does not shadow the package."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("raise SystemExit('not ours')")
    monkeypatch.chdir(tmp_path)
    assert run(KNAPSACK, Highs()).objective == pytest.approx(KNAPSACK_BEST)
