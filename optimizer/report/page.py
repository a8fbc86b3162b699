"""A page of sentences and small tables: coloured on a terminal, plain text elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from optimizer.report.console import WIDTH, plain_section
from optimizer.report.overview import Section

Part = str | Section
"""A paragraph, or a table."""


def page(title: str, parts: Sequence[Part], stream: TextIO) -> str:
    """The page, as suits the stream it is written to."""
    return _coloured(title, parts, stream) if stream.isatty() else "\n".join(_plain(title, parts))


def _plain(title: str, parts: Iterable[Part]) -> Iterator[str]:
    from textwrap import wrap

    yield title
    for part in parts:
        yield ""
        if isinstance(part, Section):
            yield from plain_section(part)
        else:
            yield from wrap(part, WIDTH, break_long_words=False, break_on_hyphens=False)


def _coloured(title: str, parts: Iterable[Part], stream: TextIO) -> str:
    from rich.console import Console
    from rich.text import Text

    from optimizer.report.terminal import coloured_section

    console = Console(file=stream, highlight=False)
    with console.capture() as capture:
        console.print(Text(title, style="bold"))
        for part in parts:
            console.print("")
            console.print(Text(part) if isinstance(part, str) else coloured_section(part))
    return capture.get()
