"""What is settled beforehand of each build: firm units, and those near the last plan."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.case.parameters import Numbers
from models.keys import Keys, Mask, Positions
from optimizer.diagnose.proofs.proof import Desk


@dataclass(frozen=True, eq=False)
class Firm:
    """The least and most units of each build that are settled beforehand, and by which limits."""

    desk: Desk

    @property
    def keys(self) -> Keys:
        """Who can be built."""
        return self.desk.limits.draft.build.keys

    @cached_property
    def frozen(self) -> Mask:
        """Whether the line is firm in that period."""
        table = self.desk.case.frozen
        if not len(table):
            return np.zeros(len(self.keys), dtype=np.bool_)
        return table.keys.distinct("line", "period").holds(self.keys, ("line", "period"))

    @cached_property
    def units(self) -> Numbers:
        """Firm units; 0 without a row."""
        return self.desk.case.frozen.at(self.keys, "units")

    @cached_property
    def near(self) -> tuple[Numbers, Numbers]:
        """Least and most by the last plan."""
        table = self.desk.case.baseline
        units, tolerance = table.at(self.keys, "units"), table.at(self.keys, "tolerance", np.nan)
        room = np.where(np.isnan(tolerance), np.inf, tolerance * units)
        return np.maximum(0.0, units - room), np.where(np.isinf(room), np.inf, units + room)

    @cached_property
    def least(self) -> Numbers:
        """Least units."""
        return np.maximum(np.where(self.frozen, self.units, 0.0), self.near[0])

    @cached_property
    def settled_by(self) -> tuple[Positions, Positions]:
        """The limit that makes each build firm, and the one that keeps it near the last plan; ``MISSING`` for none."""
        frozen = self.desk.numbers("frozen", "units", self.keys)
        return frozen, self.desk.numbers("baseline", "tolerance", self.keys)

    @cached_property
    def by(self) -> Positions:
        """The limit that asks for the least units."""
        frozen, near = self.settled_by
        return np.where(self.frozen & (self.units >= self.near[0]), frozen, near)

    def asked(self, mask: Mask, each: Numbers) -> list[tuple[float, int]]:
        """What the least units of those builds take, at so much ``each``, and the limits that ask for them."""
        return [(float(self.least[i] * each[i]), int(self.by[i])) for i in np.flatnonzero(mask & (self.least > 0))]
