"""What an engine is asked, and what it says on the way."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Protocol

from models.program import Program
from models.solution import Solution


@dataclass(frozen=True)
class Options:
    """How far an engine should go."""

    time_limit: float | None = None
    """Seconds; ``None``: no limit."""
    gap: float = 1e-4
    """Relative gap at which a mixed-integer program counts as solved."""
    target: float | None = None
    """Objective at which a search may end, proved or not; an engine may pass it over."""
    nodes: int | None = None
    """Most nodes of a search; an engine may pass it over."""
    restarts: bool = True
    """Whether a search may begin again at its root; an engine may pass it over."""
    threads: int | None = None
    """``None``: the engine's choice."""
    seed: int = 0


@dataclass(frozen=True)
class Progress:
    """How far an engine has come."""

    engine: str
    seconds: float
    objective: float | None = None
    bound: float | None = None
    phase: str = ""


@dataclass
class Watch:
    """The line between an engine at work and whoever waits for it.

    ``stop`` is set from another thread (Ctrl-C, a lost race): the engine then stops as soon as it can and gives back
    the best it has, with ``interrupted`` set. ``report`` is called by the engine, from any thread, every so often.
    """

    stop: threading.Event = field(default_factory=threading.Event)
    report: Callable[[Progress], None] | None = None


@dataclass(frozen=True)
class Ability:
    """What an engine can do here."""

    name: str
    solver: str
    """The solver behind it, as its makers write it."""
    through: str
    """The library it is reached through."""
    usable: bool
    version: str = ""
    reason: str = ""
    """Why it is not usable."""
    lp: bool = True
    mip: bool = True
    duals: bool = False
    bounds: bool = True
    """Gives a bound besides the objective."""
    interrupts: bool = False
    """Can be stopped with its best solution in hand."""
    apart: bool = False
    """Works in a process of its own, which ends when asked to."""


@cache
def installed(library: str) -> str:
    """The version of a library, empty where it is not installed; looked up once."""
    return version(library) if find_spec(library) is not None else ""


class Engine(Protocol):
    """One solver, fed from the arrays of a program."""

    @property
    def name(self) -> str:
        """Its name, as a planner writes it."""

    def ability(self) -> Ability:
        """What it can do, and whether it is usable here; cheap, never raises."""

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises for what the engine does: an engine's failure is ``Status.ERROR`` with its message."""
