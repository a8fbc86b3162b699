"""Reading a plan back into a solution: the tables that were written become the values of the columns again.

The inverse of ``models.readout``, for a plan of the same case or of one with much the same names: what the program has
no column for is passed over.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.draft import Decision, Draft
from models.keys import MISSING, Keys
from models.plan import Plan
from models.readout.tables import summed

Numbers = NDArray[np.float64]


def values_of(draft: Draft, plan: Plan) -> Numbers:
    """The values of the columns (shape n) that a plan's tables stand for.

    What the tables show is read (builds, dispatches, sales, switches, overtime, parts carried on); what follows from it
    is worked out: stocks by their balance, a model runs where it is built, a route is used where it is travelled.
    """
    values = np.zeros(sum(len(decision.keys) for decision in draft.decisions))
    values[draft.build.columns] = _read(draft, draft.build, plan.allocation, "units")
    values[draft.ship.columns] = _read(draft, draft.ship, plan.shipments, "units")
    for decision, column in ((draft.sell, "sold"), (draft.backlog, "backlog"), (draft.short, "short")):
        values[decision.columns] = _read(draft, decision, plan.fulfilment, column)
    values[draft.overtime.columns] = _read(draft, draft.overtime, plan.utilisation, "overtime_hours")
    in_force = plan.utilisation[plan.utilisation["pattern"].notna()]
    values[draft.pattern.columns] = _read(draft, draft.pattern, in_force.assign(on=1.0), "on")
    for decision, frame, column in (
        (draft.launch, plan.programs, "launched"),
        (draft.sail, plan.sailings, "sailings"),
        (draft.part_stock, plan.parts, "carried"),
    ):
        if frame is not None:
            values[decision.columns] = _read(draft, decision, frame, column)
    return complete(draft, values)


def complete(draft: Draft, values: Numbers) -> Numbers:
    """The same values (shape n) with every column that follows from builds, dispatches, sales and patterns worked out:
    yards, stocks, runs, uses, changes of pattern, deviations. Stocks may come out below 0 where a plan is no plan.
    """
    case, full = draft.case, values.copy()
    build, ship = draft.build, draft.ship
    for store, moves in store_moves(draft, values).items():
        full[store.columns] = _carried(moves, case.periods)
    for switch, units in ((draft.run, build), (draft.use, ship)):
        full[switch.columns] = summed([units], values, switch.keys) > 0
    change, pattern = draft.change, draft.pattern
    before = np.where(change.keys["period"] == 0, case.patterns.at(change.keys, "previous"), 0.0)
    turned = summed([pattern, -pattern.later("period", 1)], values, change.keys) - before
    full[change.columns] = np.maximum(turned, 0.0)
    deviation = draft.deviation
    planned = case.baseline.at(deviation.keys, "units")
    full[deviation.columns] = np.abs(summed([build], values, deviation.keys) - planned)
    return full


def store_moves(draft: Draft, values: Numbers) -> dict[Decision, Numbers]:
    """What comes less what goes in each period, per key of yard and stock; what was there at the start comes first."""
    case, ship, yard, stock = draft.case, draft.ship, draft.yard, draft.stock
    arrive = ship.where(ship.keys["arrival"] < case.periods).renamed(period="arrival")
    in_yard = summed([draft.build, -ship], values, yard.keys)
    in_stock = summed([arrive, -draft.sell], values, stock.keys) + case.pipeline.at(stock.keys, "units")
    return {
        yard: in_yard + at_start(yard.keys, case.yards.at(yard.keys, "opening")),
        stock: in_stock + at_start(stock.keys, case.stock.at(stock.keys, "opening")),
    }


def at_start(keys: Keys, units: Numbers) -> Numbers:
    """Units that are there at the start: as they count per key and period."""
    return np.where(keys["period"] == 0, units, 0.0)


def _read(draft: Draft, decision: Decision, frame: pd.DataFrame, column: str) -> Numbers:
    """A table's column at the keys of a decision; 0 where the table has no such row."""
    found = np.zeros(len(decision.keys))
    dimensions = decision.keys.dimensions
    names = {name: name for name in dimensions} | ({"plant": "plant"} if "line" in dimensions else {})
    codes = {name: _codes(frame[name], draft.case.tables.listed(name)) for name in names}
    known = np.all([code >= 0 for code in codes.values()], axis=0) & frame[column].notna().to_numpy()
    if not known.any():
        return found
    codes = {name: code[known] for name, code in codes.items()}
    if "line" in codes:
        codes["line"], exists = draft.case.line_of(codes.pop("plant"), codes["line"])
        codes, known[known] = {name: code[exists] for name, code in codes.items()}, exists
    places = decision.keys.find(Keys(dimensions, codes, decision.keys.sizes))
    there = places != MISSING
    np.add.at(found, places[there], frame[column].to_numpy(np.float64)[known][there])
    return found


def _codes(names: "pd.Series[Any]", listed: list[str]) -> NDArray[np.int32]:
    """Names by their place in a list of the case; −1 for others."""
    return pd.Index(listed, dtype="str").get_indexer(pd.Index(names.astype("str"))).astype(np.int32)


def _carried(moves: Numbers, periods: int) -> Numbers:
    """What is there at the end of each period: ``moves`` added up over the periods, which run fastest."""
    carried: Numbers = moves.reshape(-1, periods).cumsum(axis=1).ravel()
    return carried
