"""Progress: a line a stage, few about the engine, none where it is quiet; warnings always."""

import io

from optimizer.engines.base import Progress
from optimizer.faults import Caution
from optimizer.outcome import Stage
from optimizer.pipeline import News
from optimizer.report.progress import shown, told

WARNING = Caution("baseline.csv", 3, "model", "X", "it can't be built")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def say_all(stream, quiet=False):
    with shown(stream, quiet=quiet) as listener:
        listener(News(Stage.READ))
        listener(News(Stage.READ, warnings=(WARNING,)))
        listener(News(Stage.SOLVE, message="9 variables"))
        for second in range(1, 61):
            listener(News(Stage.SOLVE, Progress("highs", float(second), 100.0, 150.0)))
        listener(News(Stage.WRITE))
    return stream.getvalue()


def test_plain_lines_are_few():
    """Each stage once, and the engine at ever longer intervals: six lines in its first minute."""
    lines = say_all(io.StringIO()).splitlines()
    engine = [line for line in lines if line.startswith("  highs")]
    assert [line for line in lines if line not in engine] == [
        "reading and checking", f"warning: {WARNING}", "solving: 9 variables", "writing the plan"
    ]  # fmt: skip
    assert [line.split()[1] for line in engine] == ["5.00", "8.00", "12", "18", "27", "41"]


def test_quiet_leaves_warnings_alone():
    """With --quiet nothing but warnings is said."""
    assert say_all(io.StringIO(), quiet=True) == f"warning: {WARNING}\n"


def test_terminal_keeps_warnings():
    """On a terminal the live line goes away in the end; warnings stay."""
    said = say_all(Terminal())
    assert "it can't be built" in said
    assert "\x1b[2K" in said


def test_an_engines_word_in_a_line():
    """What is unknown is left out; the gap is worked out."""
    assert told(Progress("highs", 12.0, None, None, "presolve")) == "highs  12 s  presolve"
    assert told(Progress("highs", 12.0, 100.0, 150.0)) == "highs  12 s  best 100  bound 150  gap 50 %"
