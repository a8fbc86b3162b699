"""Faults of the program and Ctrl-C: never a trace that nobody asked for, never a lost plan."""

import os
import signal
import time
from dataclasses import replace

import pytest

from models.solution import Status
from optimizer import pipeline
from tests.command_runs import TINY


def fail(*arguments):
    """A fault of the program."""
    raise RuntimeError("two\nlines")


def test_fault_of_the_program_is_one_line(optimizer, tmp_path, monkeypatch):
    """An unexpected exception: exit 1, one line, and how to see where it happened."""
    monkeypatch.setattr(pipeline, "formulate", fail)
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan", "--quiet")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "RuntimeError: two lines" in ran.err
    assert "OPTIMIZER_TRACE=1" in ran.err


@pytest.mark.parametrize("way", ["option", "environment"])
def test_trace_is_shown_on_request(optimizer, tmp_path, monkeypatch, way):
    """`--trace` anywhere, or OPTIMIZER_TRACE=1, shows where it happened."""
    monkeypatch.setattr(pipeline, "formulate", fail)
    if way == "environment":
        monkeypatch.setenv("OPTIMIZER_TRACE", "1")
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan", *(["--trace"] if way == "option" else []))
    assert ran.code == 1
    assert "Traceback" in ran.err
    assert "in fail" in ran.err


def test_disk_that_fills_up_leaves_the_earlier_plan(optimizer, tmp_path, monkeypatch):
    """A plan that can't be written is a fault told in a line; what stood there stands."""
    plan = tmp_path / "plan"
    optimizer("solve", TINY, "--out", plan, "--quiet")
    before = (plan / "summary.json").read_bytes()

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("optimizer.report.folder.csv_bytes", full)
    ran = optimizer("solve", TINY, "--out", plan, "--quiet")
    assert ran.code == 1
    assert "No space left on device" in ran.err
    assert (plan / "summary.json").read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan"]


def test_ctrl_c_keeps_the_best_plan(optimizer, tmp_path, monkeypatch):
    """Ctrl-C while an engine is at work: its best plan is verified and written, then exit 130."""
    solve = pipeline.engines.solve

    def interrupted(program, options, engine="auto", watch=None):
        if watch is None or watch.report is None:  # the settling that follows
            return solve(program, options)
        time.sleep(0.5)  # the main thread is listening by now
        os.kill(os.getpid(), signal.SIGINT)
        assert watch.stop.wait(30)
        return replace(solve(program, options), status=Status.FEASIBLE, interrupted=True, bound=1_400_000.0)

    monkeypatch.setattr(pipeline.engines, "solve", interrupted)
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan", "--json")
    assert ran.code == 130
    assert "a second Ctrl-C gives it up" in ran.err
    assert (ran.json["status"], ran.json["verified"], ran.json["objective"]) == ("feasible", True, 1_390_000)
    assert ran.json["gap"] == pytest.approx(10_000 / 1_390_000)
    assert (tmp_path / "plan" / "allocation.csv").is_file()


def test_ctrl_c_before_any_plan_writes_nothing(optimizer, tmp_path, monkeypatch):
    """Ctrl-C while the case is read: exit 130, nothing written, nothing on standard output."""

    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "read_case", interrupted)
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan", "--json")
    assert (ran.code, ran.out) == (130, "")
    assert "interrupted; nothing was written" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_chatter_of_libraries_stays_off_standard_output(optimizer, tmp_path, monkeypatch):
    """What a solver prints below Python does not stand among the results."""
    solve = pipeline.engines.solve

    def chatty(*arguments):
        os.write(1, b"Solver, copyright\n")
        return solve(*arguments)

    monkeypatch.setattr(pipeline.engines, "solve", chatty)
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan", "--json")
    assert ran.json["status"] == "optimal"
