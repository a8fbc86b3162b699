"""What is asked of the optimizer for one case: the options of ``optimizer solve``, checked before anything is read."""

import math
from dataclasses import dataclass
from difflib import get_close_matches

FORMATS = ("csv", "xlsx")
"""What a plan can be written as; ``csv`` always is."""

PLANNED_FORMATS = ("html",)
"""Formats whose names are taken, but which can't be written yet."""


class BadRequest(Exception):  # noqa: N818 - a request is bad, as a case is faulty
    """An option that can't be meant; the message says which, what was found and what would be right."""


@dataclass(frozen=True)
class Request:
    """How a case is to be solved. Raises ``BadRequest`` for what can't be meant."""

    scenario: str | None = None
    engine: str = "auto"
    time_limit: float | None = None
    """Seconds; ``None``: no limit."""
    gap: float = 1e-4
    """Relative gap at which a plan counts as optimal."""
    relax: bool = False
    """No integrality, of vehicles or switches."""
    formats: tuple[str, ...] = ("csv",)
    cross_check: bool = False
    """A second, unrelated engine must agree."""
    start: str | None = None
    """Folder of an earlier plan to start the search from."""

    def __post_init__(self) -> None:
        if self.time_limit is not None and not 0 < self.time_limit < math.inf:
            raise BadRequest(f"--time-limit is {self.time_limit:g}, not a number of seconds above 0")
        if not 0 <= self.gap < math.inf:
            raise BadRequest(f"--gap is {self.gap:g}, not a fraction ≥ 0 (0.01 is one per cent)")
        for name in self.formats:
            _check_format(name)
        if self.relax and "xlsx" in self.formats:
            raise BadRequest("--format xlsx can't be written with --relax: switches that are on in part follow from no "
                             "cell of a workbook")  # fmt: skip

    def options(self) -> dict[str, str | float | bool | list[str] | None]:
        """The options as the summary records them."""
        return {
            "scenario": self.scenario,
            "engine": self.engine,
            "time_limit": self.time_limit,
            "gap": self.gap,
            "relax": self.relax,
            "cross_check": self.cross_check,
            "start": self.start,
            "format": list(self.formats),
        }


def formats_of(words: list[str]) -> tuple[str, ...]:
    """The formats named by ``--format``, given several times or with commas; ``csv`` is always among them."""
    named = [name.strip().lower() for word in words for name in word.split(",") if name.strip()]
    return tuple(dict.fromkeys(["csv", *named]))


def check_engine(name: str, known: list[str]) -> None:
    """Raise ``BadRequest`` for an engine that is not known, naming the nearest one."""
    if name in known:
        return
    close = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    meant = f'; did you mean "{close[0]}"?' if close else f"; known are {', '.join(known)}"
    raise BadRequest(f'--engine is "{name}", which is not an engine{meant}')


def _check_format(name: str) -> None:
    if name in FORMATS:
        return
    if name in PLANNED_FORMATS:
        raise BadRequest(f"--format {name} can't be written yet; a plan is always written as csv")
    raise BadRequest(f'--format is "{name}", which is not a format; known are {", ".join(FORMATS)}')
