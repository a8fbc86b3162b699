"""The linear program of a plan, kept in the engine, in which changes are weighed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

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
from optimizer.prices.moving import Moving


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

    def gain(self, said: Said) -> float:
        """What a change brings: ``inf`` where there is no end to it; NaN where the engine found none."""
        if said.objective is not None:
            return said.objective - self.best.objective
        return np.inf if said.status is Status.UNBOUNDED else np.nan
