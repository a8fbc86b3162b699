"""What a planner would have liked instead: one sentence, read into a sum of decisions and what it is to be.

::

    build Tundra at TMMTX for JP 2026-07 = 100        launch Camry in JP
    ship Camry from TMMK to JP 2026-05 to 2026-07 +50  sail Hueneme - Toyohashi 2026-07 = 3
    sell Camry in JP >= 3000                           work TMMTX/1 2026-07 <= 250
    short Sienna in US 2026-12 = 0                     close TMMK/3 2026-05 to 2026-07

Names may be written in any order, with or without the small words between them. ``+50`` and ``-50`` are meant from the
plan on: at least, at most so many more or fewer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.case import Case
from optimizer.explain.chosen import line_names
from optimizer.read.nearest import hint
from optimizer.request import BadRequest

VERBS: Mapping[str, tuple[str, ...]] = {
    "build": ("model", "market", "plant", "line", "period"),
    "ship": ("model", "market", "plant", "route", "service", "period"),
    "sell": ("model", "market", "period"),
    "short": ("model", "market", "period"),
    "stock": ("model", "market", "period"),
    "work": ("plant", "line", "period"),
    "overtime": ("plant", "line", "period"),
    "launch": ("model", "market"),
    "sail": ("service", "period"),
    "run": ("pattern", "plant", "line", "period"),
    "close": ("plant", "line", "route", "service", "period"),
}
"""What can be wished for, and what each may name."""

ON_OFF = {"launch": 1.0, "run": 1.0, "close": 0.0}
"""Wishes that need no figure, and what they then mean."""

SMALL = {
    "at": "plant", "from": "plant", "on": "line", "for": "market", "to": "market", "in": "market", "by": "route",
    "line": "line", "with": "", "of": "", "the": "", "during": "", "and": "",
}  # fmt: skip
"""Small words, and what a name after them most likely is."""

_FIGURE = re.compile(r"(?:\s*(>=|<=|=|≥|≤)|\s([+−-]))\s*([\d][\d,]*(?:\.\d+)?)\s*$")
_SIGNS = {"≥": ">=", "≤": "<=", "−": "-"}


@dataclass(frozen=True)
class Wish:
    """One wish: the decisions that ``verb`` and ``names`` mean, added up, are to be ``sign`` ``figure``."""

    text: str
    verb: str
    names: Mapping[str, str] = field(default_factory=dict)
    """By dimension; a line as ``plant/line``."""
    periods: tuple[int, int] | None = None
    """First and last (codes); ``None``: all."""
    sign: str = "="
    figure: float = 0.0


def read_wish(case: Case, text: str) -> Wish:
    """The wish that a sentence stands for. Raises ``BadRequest`` for what can't be read, with the nearest names."""
    verb, _, rest = text.strip().partition(" ")
    verb = verb.casefold()
    if verb not in VERBS:
        raise _unread(text, f'"{verb}" is nothing that can be wished for{hint(verb, VERBS)}; known: {", ".join(VERBS)}')
    figure = _FIGURE.search(rest)
    if figure is None and verb not in ON_OFF:
        raise _unread(text, "say how many at its end: = 100, >= 100, <= 100, +100 or -100")
    names, periods = _Names(case, verb, text).read(rest[: figure.start()] if figure else rest)
    if figure is None:
        return Wish(text, verb, names, periods, "=", ON_OFF[verb])
    sign = figure.group(1) or figure.group(2)
    return Wish(text, verb, names, periods, _SIGNS.get(sign, sign), float(figure.group(3).replace(",", "")))


class _Names:
    """The names in a sentence, the longest first."""

    def __init__(self, case: Case, verb: str, text: str) -> None:
        self._verb, self._text = verb, text
        listed = case.tables.listed
        kinds = {kind: listed(kind) for kind in VERBS[verb] if kind != "line"}
        if "line" in VERBS[verb]:
            kinds["line"] = line_names(case)
        self._known: dict[str, dict[str, str]] = {}
        for kind, names in kinds.items():
            for name in names:
                self._known.setdefault(" ".join(name.casefold().split()), {})[kind] = name
        for name in kinds.get("line", []):  # a line's own name will do where it is the only one so called
            short = name.partition("/")[2].casefold()
            alone = sum(other.partition("/")[2].casefold() == short for other in kinds["line"]) == 1
            if alone:
                self._known.setdefault(short, {}).setdefault("line", name)
        self._plant_lines = {name.casefold().replace("/", " "): name for name in kinds.get("line", [])}
        self._periods = listed("period")

    def read(self, words: str) -> tuple[dict[str, str], tuple[int, int] | None]:
        """Names by kind, and the periods meant."""
        tokens = words.replace("..", " to ").split()
        found: dict[str, str] = {}
        periods: list[int] = []
        likely = ""
        while tokens:
            kind, name, length = self._longest(tokens, likely, found)
            if not length:
                word = tokens.pop(0)
                if word.casefold() not in SMALL:
                    raise _unread(self._text, f'"{word}" is no name that fits{hint(word, self._fitting())}')
                likely = SMALL[word.casefold()]
                continue
            tokens, likely = tokens[length:], ""
            if kind == "period":
                periods.append(self._periods.index(name))
            elif found.setdefault(kind, name) != name:
                raise _unread(self._text, f"it names two of a kind, {found[kind]} and {name}: ask for one at a time")
        if len(periods) > 2 or sorted(periods) != periods:
            raise _unread(self._text, "name one period, or the first and the last of a span")
        return found, (periods[0], periods[-1]) if periods else None

    def _longest(self, tokens: list[str], likely: str, found: dict[str, str]) -> tuple[str, str, int]:
        """Kind and name of the longest name that the words begin with, and how many words it has; 0 for none."""
        for length in range(min(len(tokens), 12), 0, -1):
            words = " ".join(tokens[:length]).casefold()
            line = self._plant_lines.get(words.replace(" line ", " "))
            if line is not None:
                return "line", line, length
            kinds = self._known.get(words, {})
            if kinds:
                kind = likely if likely in kinds else next((k for k in kinds if k not in found), next(iter(kinds)))
                return kind, kinds[kind], length
        return "", "", 0

    def _fitting(self) -> list[str]:
        return [name for kinds in self._known.values() for name in kinds.values()]


def _unread(text: str, why: str) -> BadRequest:
    return BadRequest(f'--why-not "{text}" can\'t be read: {why}')
