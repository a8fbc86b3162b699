"""Every limit of a case that has a price: who it limits, where it stands, which input cells it comes from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.allocation import Allocation
from models.case import Case
from models.keys import Keys, Positions
from models.prices import WORTH
from models.program import Program
from optimizer.explain.phrases import Named, limit_named
from optimizer.explain.sources import FINDERS, Cited, cited
from optimizer.flexibility.near import Best
from optimizer.kept import room, switches
from optimizer.prices.moving import Side
from optimizer.prices.reach import Reach

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Limit:
    """One limit with its price. ``direction``: +1 where more of it helps, −1 where less does."""

    case: Case
    rule: str
    limit: str
    keys: Keys
    position: int
    side: Side
    dual: float
    room: float = 0.0
    """What switches that are kept bring to it: the space on the sailings that are run."""

    @property
    def stands(self) -> float:
        """The limit's figure as a planner sees it."""
        return self.side.limit + self.room

    @property
    def direction(self) -> int:
        """The way in which it is eased."""
        return 1 if self.dual > 0 else -1

    @property
    def step(self) -> float:
        """By how much it is eased: one unit, or a hundredth of it where that is more."""
        return max(1.0, abs(self.stands) / 100)

    def seen(self, reach: Reach) -> Reach:
        """How far a price holds, told of the figure as a planner sees it."""
        return Reach(reach.value, reach.until + self.room)

    def named(self) -> Named:
        """What a planner calls it, and its unit."""
        return limit_named(self.case, self.rule, self.limit, self.keys, self.position)

    @property
    def period(self) -> str:
        """The period in which it stands; empty where it holds for all."""
        if "period" not in self.keys.dimensions:
            return ""
        return self.case.tables.listed("period")[int(self.keys["period"][self.position])]

    @property
    def timeless(self) -> str:
        """What it is called without its period."""
        return self.named().text.replace(f" in {self.period}", "").replace(f" into {self.period}", "")

    def cells(self) -> list[Cited]:
        """The input cells it comes from."""
        return cited(self.case, self.rule, self.limit, self.keys, self.position)


def limits(allocation: Allocation, best: Best) -> list[Limit]:
    """The limits that inputs give and that have a price at a best plan of the linear program, in the draft's order.

    Balances are no limits of their own: they pass prices on.
    """
    draft, program = allocation.draft, best.program
    brought = room(program, switches(allocation)) if allocation.program.is_mip else np.zeros(len(program.row_upper))
    found = []
    for rule in draft.rules:
        if (rule.name, rule.limit) not in FINDERS or rule.name in ("plant_balance", "market_balance"):
            continue
        duals = best.duals[rule.start : rule.start + len(rule.keys)]
        for position in np.flatnonzero(np.abs(duals) > WORTH):
            row, dual = rule.start + int(position), float(duals[position])
            side = Side.of_row(program, row, dual)
            found.append(Limit(draft.case, rule.name, rule.limit, rule.keys, int(position), side, dual, brought[row]))
    for bound in draft.bounds:
        worth = best.reduced_costs[bound.columns] * bound.sense
        at = np.abs(best.values[bound.columns] - bound.limits) <= 1e-6 * np.maximum(1.0, np.abs(bound.limits))
        for position in np.flatnonzero(
            (worth > WORTH) & at & _stands(program, bound.columns, bound.limits, bound.sense)
        ):
            column = int(bound.columns[position])
            dual = float(best.reduced_costs[column])
            side = Side.of_column(program, column, dual)
            found.append(Limit(draft.case, bound.name, bound.limit, bound.keys, int(position), side, dual))
    return found


def _stands(program: Program, columns: Positions, figures: Numbers, sense: int) -> NDArray[np.bool_]:
    """Whether each bound is the one that counts for its column."""
    counts = program.upper[columns] if sense > 0 else program.lower[columns]
    same: NDArray[np.bool_] = counts == figures
    return same
