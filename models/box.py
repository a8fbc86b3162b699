"""The box: for every decision, a finite number of units (or hours, …) that no plan exceeds.

These bounds follow from line time, opening units and what can flow on from there. They make big numbers small where a
switch needs one, and they let a bound be certified from duals that are only nearly feasible. Engines don't get them as
bounds: a bound that coincides with a rule would share, and hide, the rule's price.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from models.draft import Draft, Term
from models.keys import MISSING, Keys

Numbers = NDArray[np.float64]
_PAIR = ("model", "market")
_HOME = ("plant", "model", "market")


def box(draft: Draft) -> Mapping[str, Numbers]:
    """The bounds by decision: one number per key of the decision, whole where its columns are."""
    case = draft.case
    build = _builds(draft)
    made = _Sum(draft.build, build, _HOME)
    leaves = case.yards.at(draft.ship.keys, "opening") + made.until(draft.ship)
    ship = np.minimum(leaves, case.routes["maximum_units"][draft.ship.keys["route"]])
    yard = case.yards.at(draft.yard.keys, "opening") + made.until(draft.yard)
    there = _Pairs(draft, ship)
    late = ~np.isnan(case.sales["backlog_cost"])
    asked = there.total(case.sales.keys, case.sales["demand"]) + case.stock.at(there.pairs, "opening_backlog")
    sold = np.where(late, asked[there.pairs.find(case.sales.keys)], case.sales["demand"])
    waiting = asked[there.pairs.find(draft.backlog.keys)]
    return {
        "build": build, "ship": ship, "yard": yard,
        "stock": there.supplied[there.pairs.find(draft.stock.keys)],
        "sell": sold[case.sales.keys.find(draft.sell.keys)],
        "short": case.sales.at(draft.short.keys, "demand"),
        "backlog": waiting,
        "overtime": case.lines.at(draft.overtime.keys, "overtime_hours"),
        "sail": case.services.at(draft.sail.keys, "sailings"),
        "part_stock": _parts(draft),
        "deviation": np.maximum(build[draft.build.keys.find(draft.deviation.keys)],
                                case.baseline.at(draft.deviation.keys, "units")),
    }  # fmt: skip


def _builds(draft: Draft) -> Numbers:
    """What line time, overtime and all, and the unit limit let each build be."""
    case, keys = draft.case, draft.build.keys
    hours = case.most_hours[keys["line"], keys["period"]]
    units = case.units_in(hours, case.builds["hours_per_unit"])
    return np.minimum(units, case.slots.at(keys, "maximum_units", np.inf))


class _Sum:
    """Units made by the end of each period at each of some places."""

    def __init__(self, decision: Term, units: Numbers, place: tuple[str, ...]) -> None:
        keys = decision.keys
        self._place, self._places = place, keys.distinct(*place)
        self._periods = keys.sizes["period"]
        cells = self._places.find(keys) * self._periods + keys["period"]
        made = np.bincount(cells, weights=units, minlength=len(self._places) * self._periods)
        self._units = np.append(made.reshape(-1, self._periods).cumsum(axis=1), 0.0)

    def until(self, term: Term) -> Numbers:
        """Units made by the end of each key's period at each key's place."""
        rows = self._places.find(term.keys, self._place)
        return self._units[np.where(rows == MISSING, MISSING, rows * self._periods + term.keys["period"])]


class _Pairs:
    """What can ever be in each planned pair's market."""

    def __init__(self, draft: Draft, ship: Numbers) -> None:
        case = draft.case
        self.pairs: Keys = case.pairs
        arrivals = self.total(draft.ship.keys, ship)
        under_way = self.total(case.pipeline.keys, case.pipeline["units"])
        self.supplied: Numbers = arrivals + under_way + case.stock.at(self.pairs, "opening")

    def total(self, keys: Keys, units: Numbers) -> Numbers:
        """The sum of units over the keys of each pair."""
        rows = self.pairs.find(keys)
        known = rows >= 0
        return np.bincount(rows[known], weights=units[known], minlength=len(self.pairs)).astype(np.float64)


def _parts(draft: Draft) -> Numbers:
    """All parts ever supplied."""
    table = draft.case.parts
    total = np.bincount(table.keys["part"], weights=table["supply"], minlength=draft.case.sizes["part"])
    opening = np.zeros(draft.case.sizes["part"])
    opening[table.keys["part"]] = table["opening"]
    return (total + opening)[draft.part_stock.keys["part"]]
