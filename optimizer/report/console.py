"""The overview on the screen: coloured tables on a terminal, plain aligned text (at most 100 columns) elsewhere."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from optimizer.outcome import Outcome
from optimizer.report import figures
from optimizer.report.overview import Section, sections
from optimizer.report.places import seen_from_here
from optimizer.report.summary import key_figures
from optimizer.report.verdict import headlines

WIDTH = 100
"""Columns that plain text keeps to."""

LONGEST_CELLS = (60, 52, 44, 38, 32, 28, 24, 20, 16, 12, 9)
"""Characters of a name on the screen, longer ones being cut: the most with which a table keeps to the width."""


def overview(outcome: Outcome, stream: TextIO) -> str:
    """The overview of a plan, as suits the stream it is written to."""
    if stream.isatty():
        from optimizer.report.terminal import coloured

        return coloured(outcome, stream)
    return "\n".join(plain_lines(outcome))


def one_line(outcome: Outcome) -> str:
    """A plan in one line, for those who want quiet."""
    currency = outcome.tables.settings.currency
    parts = [f"{outcome.status}: {figures.money(outcome.objective or 0.0, currency)}"]
    if outcome.gap is not None:
        parts.append(f"gap {figures.gap(max(0.0, outcome.gap))}")
    parts.append("verified, proved" if outcome.proved else "verified")
    if outcome.place is not None:
        parts.append(f"in {seen_from_here(outcome.place)}")
    return ", ".join(parts)


def plain_lines(outcome: Outcome) -> Iterator[str]:
    """The overview as plain text, line by line."""
    assert outcome.plan is not None
    yield title(outcome)
    yield ""
    for label, sentence in headlines(outcome, key_figures(outcome.plan, outcome.tables)):
        yield f"  {label:<14}{sentence}"
    for section in sections(outcome.plan, outcome.tables):
        yield ""
        yield from plain_section(section)
    yield ""
    yield from foot(outcome)


def title(outcome: Outcome) -> str:
    """Name, title and scenario of the case."""
    tables = outcome.tables
    parts = [tables.name, tables.settings.title, f"scenario {tables.scenario}" if tables.scenario else ""]
    return " · ".join(part for part in parts if part)


def foot(outcome: Outcome) -> Iterator[str]:
    """What was solved, where the time went, and where the plan is."""
    size, spent = outcome.size, outcome.stopwatch.spent
    yield (
        f"{outcome.engine} {outcome.engine_version} on {size.variables:,} variables ({size.integers:,} whole), "
        f"{size.rows:,} rules"
    )
    stages = ", ".join(f"{stage} {figures.seconds(time)}" for stage, time in spent.items())
    yield f"{figures.seconds(outcome.stopwatch.total)} in all: {stages}"
    if outcome.place is not None:
        yield f"plan in {seen_from_here(outcome.place)}"


def plain_section(section: Section) -> Iterator[str]:
    """A small table as plain text, line by line."""
    if not section.rows:
        yield f"{section.title}: {section.remark}"
        return
    yield section.title
    is_left = [header in section.left for header in section.headers]
    rows, widths = _fitting([section.headers, *section.rows])
    for row in rows:
        yield f"  {_aligned(row, widths, is_left)}".rstrip()
    if section.remark:
        yield f"  {section.remark}"


def _fitting(rows: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[int]]:
    """The rows with their cells cut just so far that the table keeps to the width, and the columns' widths."""
    cut, widths = [], []
    for longest in LONGEST_CELLS:
        cut = [[_cut(cell, longest) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
        if sum(widths) + 2 * len(widths) <= WIDTH:
            break
    return cut, widths


def _aligned(row: Sequence[str], widths: Sequence[int], is_left: Sequence[bool]) -> str:
    columns = zip(row, widths, is_left, strict=True)
    return "  ".join(cell.ljust(width) if left else cell.rjust(width) for cell, width, left in columns)


def _cut(cell: str, longest: int) -> str:
    return cell if len(cell) <= longest else cell[: longest - 1] + "…"
