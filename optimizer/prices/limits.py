"""Every limit of a case that has a price: who it limits, where it stands, which input cells it comes from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.draft import Draft
from models.keys import Keys, Positions
from models.prices import WORTH
from models.program import Program
from optimizer.explain.phrases import Named, limit_named
from optimizer.explain.sources import FINDERS, Cited, cited
from optimizer.prices.moving import Side

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

    @property
    def direction(self) -> int:
        """The way in which it is eased."""
        return 1 if self.dual > 0 else -1

    @property
    def step(self) -> float:
        """By how much it is eased: one unit, or a hundredth of it where that is more."""
        return max(1.0, abs(self.side.limit) / 100)

    def named(self) -> Named:
        """What a planner calls it, and its unit."""
        return limit_named(self.case, self.rule, self.limit, self.keys, self.position)

    def cells(self) -> list[Cited]:
        """The input cells it comes from."""
        return cited(self.case, self.rule, self.limit, self.keys, self.position)


def limits(draft: Draft, program: Program, values: Numbers, duals: Numbers, reduced_costs: Numbers) -> list[Limit]:
    """The limits that inputs give and that have a price at a best plan of the linear program, in the draft's order.

    Balances are no limits of their own: they pass prices on. ``values``, ``reduced_costs``: one per column; ``duals``:
    one per row of the rules.
    """
    found = []
    for rule in draft.rules:
        places = np.arange(rule.start, rule.start + len(rule.keys))
        if (rule.name, rule.limit) in FINDERS and rule.name not in ("plant_balance", "market_balance"):
            found += [Limit(draft.case, rule.name, rule.limit, rule.keys, int(position),
                            Side.of_row(program, int(places[position]), float(duals[places[position]])),
                            float(duals[places[position]]))
                      for position in np.flatnonzero(np.abs(duals[places]) > WORTH)]  # fmt: skip
    for bound in draft.bounds:
        worth = reduced_costs[bound.columns] * bound.sense
        at = np.abs(values[bound.columns] - bound.limits) <= 1e-6 * np.maximum(1.0, np.abs(bound.limits))
        for position in np.flatnonzero(
            (worth > WORTH) & at & _stands(program, bound.columns, bound.limits, bound.sense)
        ):
            column = int(bound.columns[position])
            dual = float(reduced_costs[column])
            found.append(Limit(draft.case, bound.name, bound.limit, bound.keys, int(position),
                               Side.of_column(program, column, dual), dual))  # fmt: skip
    return found


def _stands(program: Program, columns: Positions, figures: Numbers, sense: int) -> NDArray[np.bool_]:
    """Whether each bound is the one that counts for its column."""
    counts = program.upper[columns] if sense > 0 else program.lower[columns]
    same: NDArray[np.bool_] = counts == figures
    return same
