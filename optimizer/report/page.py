"""An answer on the screen: a title, facts, small tables and notes; coloured on a terminal, plain text elsewhere."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from optimizer.report.console import WIDTH, plain_section
from optimizer.report.overview import Section


@dataclass(frozen=True)
class Notes:
    """Sentences under a title; long ones are wrapped. Nothing is shown where there are none."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """An answer, from top to bottom."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Label and sentence."""
    parts: tuple[Section | Notes, ...]
    foot: tuple[str, ...] = ()


def page_text(page: Page, stream: TextIO) -> str:
    """The page as suits the stream it is written to."""
    return _coloured(page, stream) if stream.isatty() else "\n".join(_plain(page))


def _plain(page: Page) -> Iterator[str]:
    yield page.title
    yield ""
    for label, sentence in page.facts:
        yield from _wrapped(sentence, f"  {label:<14}", 16)
    for part in page.parts:
        if isinstance(part, Section):
            yield ""
            yield from plain_section(part)
        elif part.lines:
            yield ""
            yield part.title
            yield from _notes(part)
    if page.foot:
        yield ""
        yield from page.foot


def _notes(notes: Notes) -> Iterator[str]:
    for line in notes.lines:
        yield from _wrapped(line, "  ", 4)


def _wrapped(text: str, first: str, indent: int) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * indent, break_on_hyphens=False)


def _coloured(page: Page, stream: TextIO) -> str:
    from rich.console import Console
    from rich.text import Text

    from optimizer.report.terminal import coloured_section

    console = Console(file=stream, highlight=False)
    with console.capture() as capture:
        console.print(Text(page.title, style="bold"), "", sep="\n")
        for label, sentence in page.facts:
            console.print(Text.assemble((f"  {label:<14}", "dim"), sentence))
        for part in page.parts:
            if isinstance(part, Section):
                console.print("", coloured_section(part), sep="\n")
            elif part.lines:
                console.print("", Text(part.title, style="bold"), *_notes(part), sep="\n", markup=False)
        for line in page.foot:
            console.print(Text(line, style="dim"))
    return capture.get()
