"""Doubting the engine: a second, unrelated engine solves the same program, and the two must agree.

Verification catches a plan that breaks a rule, and a linear program's bound is recomputed; but that no better
whole-number plan exists is the engine's word alone, and engines have been wrong (highspy 1.14.0 by 2 %, "optimal").
"""

from dataclasses import dataclass

from models.program import Program
from models.solution import Solution, Status
from optimizer import engines
from optimizer.engines.base import Options, Watch

SECOND = {"highs": {True: "scip", False: "glop"}}
"""For each engine its second, for programs with whole columns and without; HiGHS for all others."""

TOLERANCE = 1e-6
"""Share of the objective that two engines may differ by beyond the gaps they have left: their tolerances."""

_HAS_PLAN = (Status.OPTIMAL, Status.FEASIBLE)
_NO_PLAN = (Status.INFEASIBLE, Status.UNBOUNDED)


@dataclass(frozen=True)
class CrossCheck:
    """What a second engine made of a program."""

    engine: str
    agrees: bool
    message: str
    """One sentence naming both engines: what they agree on, or what one says and the other denies."""


def cross_check(program: Program, first: Solution, options: Options, watch: Watch) -> CrossCheck:
    """Solve again with an engine that shares nothing with the first, and compare.

    They disagree where one has a plan that exceeds what the other says no plan can, or one has a plan and the other
    says that none exists. Where the second reaches its limit with neither, nothing is denied.
    """
    name = SECOND.get(first.engine, {}).get(program.is_mip, "highs")
    second = engines.solve(program, options, name, watch)
    if second.status is Status.ERROR:
        return CrossCheck(name, False, f"{name} could not check what {first.engine} says: {second.message}")
    denied = _denied(first, second) or _denied(second, first)
    return CrossCheck(name, denied is None, denied or _agreement(first, second))


def _denied(one: Solution, other: Solution) -> str | None:
    """What the second of two solutions denies of the first; ``None`` if nothing."""
    if one.status not in _HAS_PLAN or one.objective is None:
        return None
    if other.status in _NO_PLAN:
        return f"{one.engine} has a plan of {one.objective:,.2f}, but {other.engine} says the case is {other.status}"
    room = TOLERANCE * max(1.0, abs(one.objective))
    if other.bound is not None and one.objective > other.bound + room:
        return (f"{one.engine} has a plan of {one.objective:,.2f}, but {other.engine} says that no plan exceeds "
                f"{other.bound:,.2f}")  # fmt: skip
    return None


def _agreement(first: Solution, second: Solution) -> str:
    """What two engines agree on."""
    if first.objective is None or second.objective is None:
        return f"{first.engine} says {first.status}, {second.engine} says {second.status}: no contradiction"
    return (f"{first.engine} has {first.objective:,.2f}, {second.engine} {second.objective:,.2f} and no plan beyond "
            f"{'an unknown bound' if second.bound is None else f'{second.bound:,.2f}'}")  # fmt: skip
