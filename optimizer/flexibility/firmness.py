"""How firm each figure of a plan is, and whether the best plan is the only one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.plan import Plan
from models.program import Program
from models.readback import values_of
from models.tables import Tables
from optimizer.engines.warm import Warm
from optimizer.explain.study import Study
from optimizer.flexibility.cells import Cells, build_cells
from optimizer.flexibility.extremes import Extremes, extremes
from optimizer.flexibility.near import AT, another, best_of, face, within
from optimizer.flexibility.whole import Whole
from optimizer.kept import BASIS, kept

Numbers = NDArray[np.float64]

ALL_PLANS = "all: whole vehicles, every switch free; the best is the best known"
"""Which plans are asked about where nothing is held or divided."""

ONE = 1.0
"""Units: what can move by less than one vehicle can't move at all."""


class Mark(StrEnum):
    """How firm a figure is."""

    FIRM = "firm"
    """It is the same, to less than a vehicle, in every plan that is as good or all but as good."""
    FLEXIBLE = "flexible"
    """It can be another, at a cost within what was allowed."""
    INDIFFERENT = "indifferent"
    """It can be another at no cost at all."""
    OPEN = "open"
    """Time was up before it was known."""


@dataclass(frozen=True)
class Firmness:
    """The answer: for each figure its least and most within the share of the best, and at no cost at all."""

    tables: Tables
    dimensions: tuple[str, ...]
    share: float
    basis: str
    """Which plans were asked about, in words."""
    cells: Cells
    planned: Numbers
    """Figures of the plan itself."""
    best: float
    """Objective of the best of the plans asked about."""
    plan_objective: float
    near: Extremes
    free: Extremes
    is_unique: bool | None
    """Whether no other plan is as good as the best; ``None``: not asked, of whole vehicles."""
    seconds: float

    @property
    def marks(self) -> list[Mark]:
        """How firm each figure is."""
        room, free = self.near.most - self.near.least, self.free.most - self.free.least
        proved = self.near.proved & self.free.proved
        marks = np.where(free >= ONE, Mark.INDIFFERENT, np.where(room >= ONE, Mark.FLEXIBLE, Mark.FIRM))
        undecided = ~proved & (free < ONE)
        return [Mark(mark) for mark in np.where(undecided, Mark.OPEN, marks)]

    @property
    def solves(self) -> int:
        """Linear programs that were solved."""
        return self.near.solves + self.free.solves


def firmness(tables: Tables, plan: Plan, share: float, dimensions: tuple[str, ...], *, relax: bool = False,
             whole: bool = False, limit: float | None = None,
             tell: Callable[[str], None] = lambda _: None) -> Firmness:  # fmt: skip
    """How firm the builds of a plan are, added up by those dimensions.

    With switches, over all plans that keep the plan's (``relax``: over all of the relaxation), in which vehicles need
    not be whole; with ``whole`` over all plans there are. Raises ``NoBest`` where the linear program has no best plan.
    """
    began = time.perf_counter()

    def is_over() -> bool:
        return limit is not None and time.perf_counter() - began > limit

    allocation = Study(tables, plan).allocation
    values = values_of(allocation.draft, plan)
    cells = build_cells(allocation.draft, dimensions)
    if whole and allocation.program.is_mip:
        near, free = _of_all_plans(allocation.program, values, plan.objective, share, cells, limit, tell)
        return Firmness(
            tables=tables, dimensions=dimensions, share=share, basis=ALL_PLANS, cells=cells, planned=cells.of(values),
            best=plan.objective, plan_objective=plan.objective, near=near, free=free, is_unique=None,
            seconds=time.perf_counter() - began,
        )  # fmt: skip
    program, basis = allocation.program.relaxed(), "linear program"
    if allocation.program.is_mip and relax:
        basis = "relaxation: nothing whole"
    elif allocation.program.is_mip:
        program, basis = kept(allocation, values), BASIS
    best = best_of(program)
    other = another(best)
    seen = [best.values] if other is None else [best.values, other]
    near = extremes(program, within(best, share), cells, seen, is_over=is_over, tell=tell)
    movable = (near.most - near.least >= ONE) | ~near.proved
    as_good = face(best)
    asked = movable & (other is not None)
    free = extremes(as_good, Warm(as_good, costs_move=True), cells, seen, asked=asked, is_over=is_over, tell=tell)
    return Firmness(
        tables=tables, dimensions=dimensions, share=share, basis=basis, cells=cells, planned=cells.of(values),
        best=best.objective, plan_objective=plan.objective, near=near, free=free, is_unique=other is None,
        seconds=time.perf_counter() - began,
    )  # fmt: skip


def _of_all_plans(program: Program, values: Numbers, objective: float, share: float, cells: Cells,
                  limit: float | None, tell: Callable[[str], None]) -> tuple[Extremes, Extremes]:  # fmt: skip
    """Least and most over all plans of a mixed-integer program: within the share of the plan in hand, and as good."""
    ends = None if limit is None else time.perf_counter() + limit

    def is_over() -> bool:
        return ends is not None and time.perf_counter() > ends

    def asked(allowed: float, searches: int, which: NDArray[np.bool_] | None = None) -> Extremes:
        least = objective - (allowed + AT) * abs(objective)
        ask = Whole(program, least, values, ends, searches)
        return extremes(program, ask, cells, [values], asked=which, together=False, is_over=is_over, tell=tell)

    near = asked(share, 4 * len(cells))  # half of the time for these, half for those at no cost
    movable = (near.most - near.least >= ONE) | ~near.proved
    return near, asked(0.0, 2 * int(movable.sum()), movable)
