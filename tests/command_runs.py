"""Runs of the command line inside the test's own process, and cases to run it on."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from optimizer.commands import run

TINY = Path(__file__).parent.parent / "inputs" / "tiny"


@dataclass(frozen=True)
class Ran:
    """What a run gave back and said."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """Standard output, all of it, as JSON."""
        return json.loads(self.out)


class Command:
    """The command line, run in this process."""

    def __init__(self, capfd) -> None:
        self._capfd = capfd

    def __call__(self, *arguments: object) -> Ran:
        self._capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        return Ran(code, *self._capfd.readouterr())


def tiny_with(folder: Path, **tables: tuple[str, str]) -> Path:
    """A copy of the tiny case in which one piece of text is replaced by another, in each table named."""
    shutil.copytree(TINY, folder)
    for table, (before, after) in tables.items():
        file = folder / f"{table}.csv"
        text = file.read_text()
        assert before in text
        file.write_text(text.replace(before, after))
    return folder


def tables_of(plan: Path) -> dict[str, bytes]:
    """The tables of a plan folder, byte for byte."""
    return {file.name: file.read_bytes() for file in sorted(plan.glob("*.csv"))}
