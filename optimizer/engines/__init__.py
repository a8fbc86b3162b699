"""The engines by name: one program, one result type, any solver. Importing this imports no solver."""

import time
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from typing import cast

from models.program import Program
from models.solution import Solution
from optimizer.engines.base import Ability, Engine, Options, Progress, Watch
from optimizer.engines.choose import AUTO, chosen

__all__ = ["AUTO", "ENGINES", "Ability", "Engine", "Options", "Progress", "Watch", "abilities", "get", "solve"]

_PLACES = {
    "highs": ("highs", "Highs"),
    "clp": ("clp", "Clp"),
    "glop": ("glop", "Glop"),
    "pdlp": ("pdlp", "Pdlp"),
    "scip": ("scip", "Scip"),
    "cp-sat": ("cp_sat", "CpSat"),
}
_PULP = ("cbc", "gurobi", "cplex", "xpress", "copt", "mosek")

ENGINES = (*_PLACES, *_PULP)
"""The names of all engines, usable here or not."""


def get(name: str) -> Engine:
    """The engine of that name; raises ``ValueError`` when there is none, naming the nearest."""
    if name in _PLACES:
        module, kind = _PLACES[name]
        return cast(Engine, getattr(import_module(f"optimizer.engines.{module}"), kind)())
    if name in _PULP:
        from optimizer.engines.through_pulp import THROUGH_PULP

        return next(engine for engine in THROUGH_PULP if engine.name == name)
    near = get_close_matches(name, (AUTO, *ENGINES), n=1, cutoff=0.0)
    raise ValueError(f'no engine is called "{name}": did you mean "{near[0]}"? There are {", ".join((AUTO, *ENGINES))}')


def abilities() -> list[Ability]:
    """What each engine can do and whether it is usable here, in the order of ``ENGINES``; starts no solver."""
    return [get(name).ability() for name in ENGINES]


def solve(program: Program, options: Options, engine: str = AUTO, watch: Watch | None = None) -> Solution:
    """Solves with the engine of that name, or with the one that ``auto`` chooses; waits for it in this thread.

    Raises ``ValueError`` when no engine has that name; what an engine does wrong is ``Status.ERROR`` in the solution.
    """
    run = chosen if engine == AUTO else partial(_solve_by, engine)
    return run(program, options, _on_one_clock(watch or Watch()))


def _on_one_clock(watch: Watch) -> Watch:
    """The watch as it hears every report with the seconds since now: a search has steps with clocks of their own."""
    report, began = watch.report, time.perf_counter()
    if report is None:
        return watch
    return Watch(watch.stop, lambda progress: report(replace(progress, seconds=time.perf_counter() - began)))


def _solve_by(name: str, program: Program, options: Options, watch: Watch) -> Solution:
    return get(name).solve(program, options, watch)
