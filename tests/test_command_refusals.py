"""What can't be meant is refused in one line, with exit code 2, before any work is done."""

import pytest

from optimizer import pipeline
from optimizer.commands import run
from tests.command_runs import TINY, Command


@pytest.fixture
def optimizer(capfd, monkeypatch):
    def no_work(*arguments):
        raise AssertionError("nothing may be read")

    monkeypatch.setattr(pipeline, "read_case", no_work)
    return Command(capfd)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["solve"], "CASE"),
        (["slove", "x"], "Did you mean 'solve'?"),
        (["solve", TINY, "--gap", "little"], "--gap"),
        (["solve", TINY, "--gap", "-0.1"], "--gap is -0.1, not a fraction"),
        (["solve", TINY, "--gap", "nan"], "--gap is nan"),
        (["solve", TINY, "--time-limit", "0"], "--time-limit is 0"),
        (["solve", TINY, "--engine", "higs"], 'did you mean "highs"?'),
        (["solve", TINY, "--engine", "zzz"], "known are auto, highs"),
        (["solve", TINY, "--format", "html"], "html can't be written yet"),
        (["solve", TINY, "--format", "xlsx", "--relax"], "xlsx can't be written with --relax"),
        (["solve", TINY, "--format", "csv,parquet"], '"parquet", which is not a format'),
        (["solve", TINY.with_name("tinny")], "did you mean"),
        (["solve", "/nowhere/at/all"], "there is no folder"),
        (["solve", TINY, "--out", TINY], "is not a plan"),
        (["solve", TINY, "--out", "/nowhere/plan"], "there is no folder /nowhere"),
        (["check", TINY.with_name("tinny")], "did you mean"),
    ],
)
def test_slips_are_told(optimizer, arguments, said):
    """Each slip is named, with what would be right; nothing is read, nothing stands on standard output."""
    ran = optimizer(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert ran.err.count("\n") <= 2


@pytest.mark.parametrize(("engine", "options", "said"), [
    ("glop", [], "solves linear programs only"),
    ("cp-sat", ["--relax"], "does not solve linear programs"),
])  # fmt: skip
def test_engine_that_cannot_is_refused(capfd, tmp_path, engine, options, said):
    """An engine that can't solve this sort of program is refused with what would be right."""
    ran = Command(capfd)("solve", TINY, "--out", tmp_path / "plan", "--engine", engine, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_no_arguments_show_the_help(capfd):
    """Without arguments the command says what it can do."""
    assert run([]) == 0
    assert "solve" in capfd.readouterr().out
