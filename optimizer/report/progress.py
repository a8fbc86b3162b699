"""How far a case has come: one live line on a terminal, a few plain lines elsewhere. All of it on standard error."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from optimizer.outcome import Stage
from optimizer.report import figures

if TYPE_CHECKING:
    from optimizer.engines.base import Progress
    from optimizer.faults import Fault
    from optimizer.pipeline import Listener, News

DOING = {
    Stage.READ: "reading and checking", Stage.BUILD: "building the program", Stage.SOLVE: "solving",
    Stage.VERIFY: "verifying", Stage.WRITE: "writing the plan",
}  # fmt: skip

FIRST_LINE_AFTER = 5.0
"""Seconds until the first plain line about an engine at work; each further one waits half as long again."""


MOST_WARNINGS = 20
"""Warnings that are shown; ``optimizer check`` lists them all."""


@contextmanager
def shown(stream: TextIO, *, quiet: bool) -> Iterator["Listener"]:
    """A listener that shows a case's progress on a stream until the block ends; warnings alone where it is quiet."""
    if quiet:
        yield lambda news: _write(stream, warning_lines(news.warnings))
    elif stream.isatty():
        with _live(stream) as listener:
            yield listener
    else:
        yield PlainLines(stream)


class PlainLines:
    """A line for each stage, and now and then one about an engine at work."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._stage: Stage | None = None
        self._next = FIRST_LINE_AFTER

    def __call__(self, news: "News") -> None:
        """Write a line, if there is something new to say; called from any thread."""
        with self._lock:
            _write(self._stream, warning_lines(news.warnings))
            if news.progress is not None:
                if news.progress.seconds >= self._next:
                    self._next = max(self._next, news.progress.seconds) * 1.5
                    _write(self._stream, [f"  {told(news.progress)}"])
            elif news.stage is not self._stage or news.message:
                self._stage = news.stage
                _write(self._stream, [DOING[news.stage] + (f": {news.message}" if news.message else "")])


def warning_lines(warnings: Sequence["Fault"]) -> list[str]:
    """What is odd about a case, a line each."""
    lines = [f"warning: {warning}" for warning in warnings[:MOST_WARNINGS]]
    if len(warnings) > MOST_WARNINGS:
        lines.append(f"and {len(warnings) - MOST_WARNINGS:,} more warnings: `optimizer check` lists them all")
    return lines


def _write(stream: TextIO, lines: Sequence[str]) -> None:
    for line in lines:
        stream.write(line + "\n")
    stream.flush()


def told(progress: "Progress") -> str:
    """An engine's progress in a line."""
    parts = [progress.engine, figures.seconds(progress.seconds), progress.phase]
    if progress.objective is not None:
        parts.append(f"best {figures.money(progress.objective)}")
    if progress.bound is not None:
        parts.append(f"bound {figures.money(progress.bound)}")
    if progress.objective is not None and progress.bound is not None:
        missing = max(0.0, progress.bound - progress.objective) / max(abs(progress.objective), 1e-9)
        parts.append(f"gap {figures.gap(missing)}")
    return "  ".join(part for part in parts if part)


@contextmanager
def _live(stream: TextIO) -> Iterator["Listener"]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    columns = SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False)
    with Progress(*columns, console=Console(file=stream), transient=True) as live:
        task = live.add_task("")

        def listen(news: "News") -> None:
            for line in warning_lines(news.warnings):
                live.console.print(Text(line, style="yellow"))
            said = told(news.progress) if news.progress is not None else news.message
            live.update(task, description="  ".join(part for part in (DOING[news.stage], said) if part))

        yield listen
