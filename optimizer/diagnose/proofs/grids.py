"""What each planned pair has, and what is asked of it, period by period: shapes (pairs, periods)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.case import Case
from models.case.parameters import Numbers
from models.keys import Keys, Mask, Positions


@dataclass(frozen=True, eq=False)
class Grids:
    """A case's planned pairs over its periods."""

    case: Case

    @property
    def pairs(self) -> Keys:
        """The planned pairs."""
        return self.case.pairs

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Pairs and periods."""
        return len(self.pairs), self.case.periods

    def _spread(self, keys: Keys, values: Numbers) -> Numbers:
        grid = np.zeros(self.shape)
        np.add.at(grid, (self.pairs.find(keys), keys["period"]), values)
        return grid

    @cached_property
    def committed(self) -> Numbers:
        """Units that must be delivered; none of a program that need not be launched."""
        sales = self.case.sales
        return self._spread(sales.keys, np.where(sales["optional"] > 0, 0.0, sales["commitment"]))

    @cached_property
    def demand(self) -> Numbers:
        """Units that can be sold."""
        return self._spread(self.case.sales.keys, self.case.sales["demand"])

    @cached_property
    def waits(self) -> Mask:
        """Whether customers of each pair wait."""
        found = np.zeros(len(self.pairs), dtype=np.bool_)
        found[self.pairs.find(self.case.sales.keys)] = ~np.isnan(self.case.sales["backlog_cost"])
        return found

    @cached_property
    def there(self) -> Numbers:
        """Units that come in without being built: opening stock in the first period, and what was under way."""
        grid = self._spread(self.case.pipeline.keys, self.case.pipeline["units"])
        grid[:, 0] += self.case.stock.at(self.pairs, "opening")
        return grid

    @cached_property
    def least_stock(self) -> Numbers:
        """Least stock at the end of each period, the closing stock at the last."""
        least = np.repeat(self.case.stock.at(self.pairs, "minimum")[:, None], self.case.periods, axis=1)
        least[:, -1] = np.maximum(least[:, -1], self.case.stock.at(self.pairs, "closing"))
        return least

    @cached_property
    def most_stock(self) -> Numbers:
        """Most stock, per pair; 0 where none is kept."""
        return self.case.stock.at(self.pairs, "maximum", 0.0)

    @cached_property
    def reaches(self) -> tuple[Positions, Positions]:
        """Per pair the first period in which something built can arrive, and the shipment that does (−1: none)."""
        case, ships = self.case, self.case.shipments.keys
        built = _first_built(case, ships)
        possible = (ships["period"] >= built) | (case.yards.at(ships, "opening") > 0)
        arrival = np.where(possible, ships["arrival"], np.iinfo(np.int32).max).astype(np.int64)
        order = np.lexsort((ships["period"], arrival))[::-1]
        of_pair = self.pairs.find(ships)
        first, by = np.full(len(self.pairs), np.iinfo(np.int32).max, dtype=np.int64), np.full(len(self.pairs), -1)
        first[of_pair[order]], by[of_pair[order]] = arrival[order], np.where(possible, np.arange(len(ships)), -1)[order]
        return first, by


def _first_built(case: Case, ships: Keys) -> Positions:
    """The first period in which the plant of each shipment can build for it."""
    homes = case.builds.keys.distinct("plant", "model", "market")
    first = np.full(len(homes), np.iinfo(np.int32).max, dtype=np.int64)
    np.minimum.at(first, homes.find(case.builds.keys), case.builds.keys["period"])
    places = homes.find(ships)
    return np.where(places >= 0, first[places] if len(first) else 0, np.iinfo(np.int32).max)
