"""What rules and limits cost: each rule of a case switched off, each limit eased, solved again and ranked."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.allocation import formulate
from models.case import Case
from models.tables import Tables
from optimizer.engines.warm import Warm
from optimizer.prices.limits import Limit, limits
from optimizer.prices.off import Off, rules_off
from optimizer.prices.reach import Reach, reach
from optimizer.prices.scale import Scale

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
class WeighedGroup:
    """A limit in all periods in which it has a price, and what the best plan gains when each is eased by its step."""

    limits: tuple[Limit, ...]
    gain: float


@dataclass(frozen=True)
class Weighed:
    """All rules and limits, the dearest first."""

    tables: Tables
    basis: str
    best: float
    rules: tuple[WeighedRule, ...]
    groups: tuple[WeighedGroup, ...]
    """The same limits, those of all periods together."""
    limits: tuple[WeighedLimit, ...]
    finished: bool
    seconds: float


def weighed(scale: Scale, top: int) -> Weighed:
    """All rules switched off and all limits eased, one after the other; how far prices hold for the ``top`` ones."""
    rules = []
    for off in rules_off(scale.tables):
        if scale.is_over:
            break
        scale.tell(f"without {off.rule}")
        rules.append(WeighedRule(off, _gain_without(scale, off)))
    found = limits(scale.allocation, scale.best)
    groups = []
    for group in _groups(found):
        if scale.is_over:
            break
        groups.append(WeighedGroup(tuple(group), _gain_together(scale, group)))
    eased = []
    for place, limit in enumerate(found):
        if scale.is_over:
            break
        eased.append(WeighedLimit(limit, _gain_eased(scale, limit)))
        scale.tell(f"{place + 1:,} of {len(found):,} limits eased")
    eased.sort(key=_dearness)
    _look_closely(scale, eased, top)
    return Weighed(
        scale.tables, scale.basis, scale.best.objective, tuple(sorted(rules, key=_dearness)),
        tuple(sorted(groups, key=_dearness)), tuple(eased), not scale.is_over, time.perf_counter() - scale.began,
    )  # fmt: skip


def _look_closely(scale: Scale, eased: list[WeighedLimit], top: int) -> None:
    """Find how far prices hold for those told first."""
    for place, one in told_first(eased, top):
        if scale.is_over:
            break
        limit, best = one.limit, scale.best.objective
        more, less = (limit.seen(reach(scale.moving, limit.side, way, limit.dual, best)) for way in (1, -1))
        eased[place] = replace(one, more=more, less=less)


def _dearness(one: WeighedRule | WeighedGroup | WeighedLimit) -> float:
    """For sorting: the dearest first, those without a figure last."""
    return np.inf if np.isnan(one.gain) else -one.gain


def told_first(ranked: Sequence[WeighedLimit], top: int) -> list[tuple[int, WeighedLimit]]:
    """The ``top`` dearest limits with their places, customers left out: what they buy is no limit of the maker's."""
    return [(place, one) for place, one in enumerate(ranked) if one.limit.rule != "demand"][:top]


def _groups(found: Sequence[Limit]) -> list[list[Limit]]:
    """The limits by what they are called without their period."""
    groups: dict[tuple[str, str], list[Limit]] = {}
    for limit in found:
        groups.setdefault((limit.rule, limit.timeless), []).append(limit)
    return list(groups.values())


def _gain_together(scale: Scale, group: Sequence[Limit]) -> float:
    moves = [(limit.side, limit.side.limit + limit.direction * limit.step) for limit in group]
    return scale.gain(scale.moving.solved_together(moves))


def _gain_without(scale: Scale, off: Off) -> float:
    said = Warm(scale.linear(formulate(Case(off.applied(scale.tables))))).solve()
    return scale.gain(said)


def _gain_eased(scale: Scale, limit: Limit) -> float:
    """Solved again; the limit stands where it stood afterwards."""
    side = limit.side
    said = scale.moving.solved(side, side.limit + limit.direction * limit.step)
    scale.moving.put_back(side)
    return scale.gain(said)
