"""The plans that are asked about: all of a linear program within so much of its best, and all that are just as good."""

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program
from models.solution import Status
from optimizer.engines.warm import Warm

Numbers = NDArray[np.float64]

NOTHING = 1e-6
"""Prices and reduced costs (currency a unit) below this are rounding error of the engine, not a cost."""

AT = 1e-9
"""Share of a side (at least of 1) within which a figure stands at it."""


class NoBest(Exception):  # noqa: N818 - no error: it is the answer
    """The linear program has no best plan."""

    def __init__(self, status: Status) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Best:
    """A best plan of a linear program, at a corner of what is possible, and the prices that prove it."""

    program: Program
    objective: float
    values: Numbers
    duals: Numbers
    reduced_costs: Numbers


def best_of(program: Program) -> Best:
    """The best plan of a linear program. Raises ``NoBest`` where there is none."""
    said = Warm(program).solve()
    if said.objective is None or said.values is None or said.duals is None or said.reduced_costs is None:
        raise NoBest(said.status)
    return Best(program, said.objective, said.values, said.duals, said.reduced_costs)


def within(best: Best, share: float) -> Warm:
    """The program with a row more: no plan that is worse than the best by more than that share. Its costs are nothing.

    The row is divided by the largest cost, so that the engine's tolerances mean cents and not millions.
    """
    program, size = best.program, max(1.0, float(np.abs(best.program.cost).max(initial=0.0)))
    warm = Warm(costless(program), costs_move=True)
    earns = sp.csr_array(program.cost[np.newaxis] / size)
    least = best.objective - share * abs(best.objective)
    warm.add_rows(earns, np.array([least / size]), np.array([np.inf]))
    return warm


def face(best: Best) -> Program:
    """All plans that are as good as the best: whatever has a price stays where it is (complementary slackness)."""
    program = best.program
    keeps, fixed = np.abs(best.duals) > NOTHING, np.abs(best.reduced_costs) > NOTHING
    activity = program.matrix @ best.values
    return replace(
        costless(program),
        lower=np.where(fixed, best.values, program.lower), upper=np.where(fixed, best.values, program.upper),
        row_lower=np.where(keeps, activity, program.row_lower), row_upper=np.where(keeps, activity, program.row_upper),
    )  # fmt: skip


def costless(program: Program) -> Program:
    """The program in which every plan is as good as any other."""
    return replace(program, cost=np.zeros_like(program.cost))


def another(best: Best) -> Numbers | None:
    """Another plan that is just as good; ``None``: the best is the only one.

    A best plan at a corner is the only one just when, among all as good, nothing that stands at a limit can leave it
    (Appa, *On the uniqueness of solutions to linear programs*, JORS 53, 2002): one linear program.
    """
    kept = face(best)
    activity = kept.matrix @ best.values
    cost = _away(best.values, kept.lower, kept.upper)
    cost += kept.matrix.T @ _away(activity, kept.row_lower, kept.row_upper)
    said = Warm(replace(kept, cost=cost)).solve()
    if said.values is None or said.objective is None:
        return None
    gain = said.objective - float(cost @ best.values)
    return said.values if gain > NOTHING * max(1.0, float(np.abs(cost) @ np.abs(best.values))) else None


def _away(figures: Numbers, lower: Numbers, upper: Numbers) -> Numbers:
    """+1 for what stands at its lower side, −1 at its upper one, 0 for what stands at neither or at both."""
    size = np.maximum(1.0, np.abs(figures))
    with np.errstate(invalid="ignore"):
        at_lower, at_upper = figures - lower <= AT * size, upper - figures <= AT * size
    return at_lower.astype(np.float64) - at_upper.astype(np.float64)
