"""The table of rules in a document, from the rules' own docstrings: ``python -m optimizer.rule_table docs/rules.md``.

A docstring says the rule in a sentence, then its formula (an indented block), then what its price means ("Price: …").
"""

import inspect
import re
import sys
from collections.abc import Callable
from pathlib import Path

from models.allocation import RULES

BEGIN, END = "<!-- rules: made by `python -m optimizer.rule_table docs/rules.md` -->", "<!-- end of rules -->"


def table() -> str:
    """The rules as a Markdown table: name (linked to its code), sentence, formula, meaning of the price."""
    rows = ["| rule | says | formula | its price |", "|---|---|---|---|"]
    return "\n".join([*rows, *(_row(rule) for rule in RULES)])


def filled(text: str) -> str:
    """A document with the table between its marks; ``ValueError`` where it has none."""
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return f"{text[:begin]}\n{table()}\n{text[end:]}"


def _row(rule: Callable[..., None]) -> str:
    document = inspect.getdoc(rule) or ""
    sentence, rest = document.split("\n\n", 1)
    formula = [line.strip() for line in rest.splitlines() if line.startswith("    ")]
    price = re.search(r"Price: (.*)\Z", document, re.DOTALL)
    words = " ".join(price[1].split()) if price else "–"
    place = f"../{rule.__module__.replace('.', '/')}.py"
    cells = [f"[`{rule.__name__}`]({place})", " ".join(sentence.split()), "<br>".join(map(_code, formula)), words]
    return f"| {' | '.join(cells)} |"


def _code(line: str) -> str:
    """A line of a formula as inline code, its columns closed up and its bars kept out of the table's way."""
    return f"`{re.sub(r' {2,}', '  ', line)}`".replace("|", "\\|")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(filled(target.read_text(encoding="utf-8")), encoding="utf-8")
