"""The smallest sets of changes with which a shortage could be served and nobody else would be served worse.

A program in which the limits that a planner gives may give way, as little as possible; the next best sets by forbidding
in turn each kind of change that a set uses (Lawler, *Management Science* 18, 1972).
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.keys import Keys
from models.program import Program
from optimizer.engines.warm import Warm
from optimizer.explain.direction import lost_column
from optimizer.explain.elastic import Elastic
from optimizer.explain.ground import Ground, Numbers
from optimizer.explain.softening import Soft

USED = 1e-6
"""Change below which a limit has not given way."""

FRUGAL = 0.01
"""Vehicles' worth of change that the price of one vehicle counts for: of equally small sets the one that earns most."""

MOST_TRIES = 60
"""Sets looked at in all."""


@dataclass(frozen=True)
class Bundle:
    """Changes that would do: softs (by number) and by how much each; ``size`` in vehicles."""

    amounts: tuple[tuple[int, float], ...]
    size: float

    @property
    def effort(self) -> float:
        """The size, each change more than one counting for a twentieth of it."""
        return self.size * (1 + (len(self.amounts) - 1) / 20)


def bundles(ground: Ground, key: Keys, softs: Sequence[Soft], most: int) -> list[Bundle]:
    """At most so many sets of changes, those of least effort first, none with all kinds of change of another."""
    found = list(_ordered(ground, key, softs))
    kinds = [frozenset(softs[number].kind for number, _ in one.amounts) for one in found]
    apart = [one for one, used in zip(found, kinds, strict=True) if not any(other < used for other in kinds)]
    return sorted(apart, key=lambda one: (round(one.effort, 3), [softs[number].text for number, _ in one.amounts]))[
        :most
    ]


def _ordered(ground: Ground, key: Keys, softs: Sequence[Soft]) -> Iterator[Bundle]:
    """Sets of changes, the smallest first."""
    sets = _Sets(ground, key, softs)
    kinds = [soft.kind for soft in softs]
    waiting: list[tuple[float, int, frozenset[str], Bundle]] = []
    seen: set[frozenset[str]] = set()
    given: list[frozenset[str]] = []

    def ask(forbidden: frozenset[str]) -> None:
        if forbidden in seen or len(seen) >= MOST_TRIES:
            return
        seen.add(forbidden)
        bundle = sets.solve(forbidden)
        if bundle is not None:
            heapq.heappush(waiting, (bundle.size, len(seen), forbidden, bundle))

    ask(frozenset())
    while waiting:
        _, _, forbidden, bundle = heapq.heappop(waiting)
        used = frozenset(kinds[number] for number, _ in bundle.amounts)
        for kind in sorted(used):
            ask(forbidden | {kind})
        if not any(earlier <= used for earlier in given):
            given.append(used)
            yield bundle


class _Sets:
    """The program with a column more for each soft limit."""

    def __init__(self, ground: Ground, key: Keys, softs: Sequence[Soft]) -> None:
        self._softs, self._width = softs, len(ground.values)
        self._kinds = np.array([soft.kind for soft in softs], dtype=object)
        self._most = np.array([np.inf if soft.sense > 0 else soft.value for soft in softs])
        self._warm = Warm(_program(ground, key, softs, self._most))

    def solve(self, forbidden: frozenset[str]) -> Bundle | None:
        """The smallest set without the forbidden kinds; ``None`` where there is none."""
        columns = np.arange(self._width, self._width + len(self._softs))
        most = np.where(np.isin(self._kinds, list(forbidden)), 0.0, self._most)
        self._warm.set_bounds(columns, np.zeros(len(columns)), most)
        said = self._warm.solve()
        if said.values is None:
            return None
        by = said.values[self._width : self._width + len(self._softs)]
        used = [(int(number), float(by[number])) for number in np.flatnonzero(by > USED)]
        return Bundle(tuple(used), sum(self._softs[number].weight * amount for number, amount in used))


def _program(ground: Ground, key: Keys, softs: Sequence[Soft], most: Numbers) -> Program:
    """Serve the shortage, serve nobody worse, change as little as can be."""
    base = _served(ground, key)
    thrift = FRUGAL / max(1.0, float(np.abs(base.cost).max()))
    cost = np.concatenate([base.cost * thrift, -np.array([soft.weight for soft in softs])])
    return Elastic(base, softs).program(cost, most)


def _served(ground: Ground, key: Keys) -> Program:
    """The program in which nobody is short by more than before, and the shortage is none."""
    draft, upper = ground.allocation.draft, ground.program.upper.copy()
    for decision in (draft.short, draft.backlog):
        upper[decision.columns] = ground.values[decision.columns]
    if (lost := lost_column(ground, key)) is not None:
        upper[lost] = 0.0
    return replace(ground.program, upper=np.maximum(upper, ground.program.lower))
