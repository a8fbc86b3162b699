"""The pages about explanations, prices, break-evens and flexibility show what the commands print."""

import re
import shlex
from pathlib import Path

import pytest

from tests.command_runs import Command

ROOT = Path(__file__).parent.parent
SMALL = ("inputs/tiny", "tests/published", "/tmp/")


def shown(page: str) -> list[tuple[str, str]]:
    """The commands of a page on small cases, each with what is shown below it."""
    found = []
    for block in re.findall(r"^```\n(.*?)\n```$", (ROOT / "docs" / page).read_text(), re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("optimizer") and any(word in command for word in SMALL):
                found.append((command, output.rstrip()))
    return found


def timeless(text: str) -> str:
    """The text without the seconds it took."""
    return re.sub(r"[\d.]+ s$", "", text.rstrip(), flags=re.MULTILINE)


@pytest.mark.parametrize("page", ["prices.md", "breakeven.md", "flexibility.md", "explain.md"])
def test_pages_show_what_is_printed(page, tmp_path, capfd, monkeypatch):
    """Every command on a small case, run where the page runs it."""
    monkeypatch.chdir(ROOT)
    commands = shown(page)
    assert commands
    for command, output in commands:
        words = [word.replace("/tmp/", f"{tmp_path}/") for word in shlex.split(command)[1:]]
        ran = Command(capfd)(*words)
        assert ran.code == 0, ran.err
        assert timeless(ran.out.replace(f"{tmp_path}/", "/tmp/")) == timeless(output)
