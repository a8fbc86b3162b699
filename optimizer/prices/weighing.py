"""What rules and limits cost: each rule of a case switched off, each limit eased, solved again and ranked."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from models.allocation import Allocation, formulate
from models.case import Case
from models.plan import Plan
from models.program import Program
from models.readback import values_of
from models.solution import Status
from models.tables import Tables
from optimizer.engines.warm import Said, Warm
from optimizer.flexibility.near import Best, best_of
from optimizer.kept import BASIS, kept
from optimizer.prices.limits import Limit, limits
from optimizer.prices.moving import Moving, Reach
from optimizer.prices.off import Off, rules_off

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Between:
    """What a change brings to the whole program with its switches free: at least and at most."""

    least: float
    most: float


@dataclass(frozen=True)
class WeighedRule:
    """A rule, and what the best plan gains without it (``inf``: without end); with switches, those as planned."""

    off: Off
    gain: float
    exact: Between | None = None


@dataclass(frozen=True)
class WeighedLimit:
    """A limit, what the best plan gains when it is eased by its step, and how far its price holds."""

    limit: Limit
    gain: float
    """``inf``: no figure, because nothing is best then."""
    more: Reach | None = None
    """One unit more, and up to where; only of those told first."""
    less: Reach | None = None
    exact: Between | None = None


@dataclass(frozen=True)
class Weighed:
    """All rules and limits, the dearest first."""

    tables: Tables
    basis: str
    best: float
    rules: tuple[WeighedRule, ...]
    limits: tuple[WeighedLimit, ...]
    finished: bool
    seconds: float


@dataclass
class Scale:
    """A plan's linear program, kept in the engine, in which changes are weighed."""

    tables: Tables
    plan: Plan
    relax: bool = False
    limit: float | None = None
    tell: Callable[[str], None] = lambda _: None
    began: float = field(default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        self.allocation = formulate(Case(self.tables))
        self.program = self.linear(self.allocation)
        self.best: Best = best_of(self.program)
        self.warm = Warm(self.program)
        self.warm.solve()
        self.moving = Moving(self.program, self.warm)

    @property
    def is_over(self) -> bool:
        """Whether time is up."""
        return self.limit is not None and time.perf_counter() - self.began > self.limit

    @property
    def basis(self) -> str:
        """What is kept while a change is weighed."""
        if not self.allocation.program.is_mip:
            return "linear program"
        return "relaxation: nothing whole" if self.relax else BASIS

    def linear(self, allocation: Allocation) -> Program:
        """The linear program in which a case is weighed: switches as the plan has them (``relax``: none whole)."""
        if self.relax or not allocation.program.is_mip:
            return allocation.rules_only.relaxed()
        return kept(allocation, values_of(allocation.draft, self.plan))


def weighed(scale: Scale, top: int) -> Weighed:
    """All rules switched off and all limits eased, one after the other; how far prices hold for the ``top`` ones."""
    rules = []
    for off in rules_off(scale.tables):
        if scale.is_over:
            break
        scale.tell(f"without {off.rule}")
        rules.append(WeighedRule(off, _gain_without(scale, off)))
    found = limits(scale.allocation, scale.best)
    eased = []
    for place, limit in enumerate(found):
        if scale.is_over:
            break
        eased.append(WeighedLimit(limit, _gain_eased(scale, limit)))
        scale.tell(f"{place + 1:,} of {len(found):,} limits eased")
    eased.sort(key=_dearness)
    for place, one in told_first(eased, top):
        if scale.is_over:
            break
        limit, best = one.limit, scale.best.objective
        more, less = (limit.seen(scale.moving.reach(limit.side, way, limit.dual, best)) for way in (1, -1))
        eased[place] = replace(one, more=more, less=less)
    return Weighed(scale.tables, scale.basis, scale.best.objective, tuple(sorted(rules, key=_dearness)),
                   tuple(eased), not scale.is_over, time.perf_counter() - scale.began)  # fmt: skip


def _dearness(one: WeighedRule | WeighedLimit) -> float:
    """For sorting: the dearest first, those without a figure last."""
    return np.inf if np.isnan(one.gain) else -one.gain


def told_first(ranked: Sequence[WeighedLimit], top: int) -> list[tuple[int, WeighedLimit]]:
    """The dearest limits with their places: ``top`` of supply, and a third as many of demand, often the dearest."""
    customers = [(place, one) for place, one in enumerate(ranked) if one.limit.rule == "demand"]
    others = [(place, one) for place, one in enumerate(ranked) if one.limit.rule != "demand"]
    return others[:top] + customers[: max(1, top // 3)]


def _gain_without(scale: Scale, off: Off) -> float:
    said = Warm(scale.linear(formulate(Case(off.applied(scale.tables))))).solve()
    return _gain(said, scale)


def _gain_eased(scale: Scale, limit: Limit) -> float:
    """Solved again; the limit stands where it stood afterwards."""
    side = limit.side
    said = scale.moving.solved(side, side.limit + limit.direction * limit.step)
    scale.moving.solved(side, side.limit)
    return _gain(said, scale)


def _gain(said: Said, scale: Scale) -> float:
    """``inf`` where there is no end to it; NaN where the engine found none."""
    if said.objective is not None:
        return said.objective - scale.best.objective
    return np.inf if said.status is Status.UNBOUNDED else np.nan
