"""The overview in colour, for a terminal."""

from collections.abc import Iterator
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from models.solution import Status
from optimizer.outcome import Outcome
from optimizer.report.console import foot, title
from optimizer.report.overview import Section, sections
from optimizer.report.summary import key_figures
from optimizer.report.verdict import headlines


def coloured(outcome: Outcome, stream: TextIO) -> str:
    """The overview of a plan with the signs that colour it."""
    console = Console(file=stream, highlight=False)
    with console.capture() as capture:
        for part in _parts(outcome):
            console.print(part)
    return capture.get()


def _parts(outcome: Outcome) -> Iterator[RenderableType]:
    assert outcome.plan is not None
    yield Text(title(outcome), style="bold")
    yield ""
    yield _headlines(outcome)
    for section in sections(outcome.plan, outcome.tables):
        yield ""
        yield coloured_section(section)
    yield ""
    for line in foot(outcome):
        yield Text(line, style="dim")


def _headlines(outcome: Outcome) -> Table:
    assert outcome.plan is not None
    colour = "green" if outcome.status is Status.OPTIMAL else "yellow"
    grid = Table.grid(padding=(0, 2))
    for label, sentence in headlines(outcome, key_figures(outcome.plan, outcome.tables)):
        style = f"bold {colour}" if label == "status" else "bold" if label == "contribution" else ""
        grid.add_row(Text(f"  {label}", style="dim"), Text(sentence, style=style))
    return grid


def coloured_section(section: Section) -> RenderableType:
    """A small table in colour."""
    if not section.rows:
        return Text.assemble((section.title, "bold"), f": {section.remark}")
    table = Table(
        title=section.title, title_justify="left", title_style="bold", box=None, header_style="dim",
        caption=section.remark or None, caption_justify="left",
    )  # fmt: skip
    for header in section.headers:
        is_left = header in section.left
        table.add_column(Text(header), justify="left" if is_left else "right", overflow="ellipsis", no_wrap=True)
    for row in section.rows:
        table.add_row(*map(Text, row))
    return Padding(table, (0, 0, 0, 1))
