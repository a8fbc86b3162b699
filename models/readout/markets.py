"""What happens in the markets and on the way there: sales, stores, programs, sailings."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.decisions import last
from models.draft import Draft
from models.keys import MISSING, Keys
from models.plan import COLUMNS
from models.readout.tables import DIGITS, ascending, named, summed, units_of, value_at

Numbers = NDArray[np.float64]


def fulfilment(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Every planned pair in every period; nothing is demanded of a program unlaunched or not yet begun."""
    case, sales = draft.case, draft.case.sales
    keys, on = case.demand.keys, launched(draft, values)
    backlog = value_at(draft.backlog, values, keys)
    frame = named(draft, keys, ("market", "model", "period"))
    for column in ("demand", "commitment"):
        counted = np.zeros(len(keys))
        counted[keys.find(sales.keys)] = sales[column] * on
        frame[column] = counted
    frame["sold"] = value_at(draft.sell, values, keys)
    frame["backlog"] = backlog
    frame["short"] = value_at(draft.short, values, keys) + np.where(last(keys), backlog, 0.0)
    return frame


def launched(draft: Draft, values: Numbers) -> Numbers:
    """How far each key of ``sales`` counts: as far as its program is launched, wholly without one."""
    sales = draft.case.sales
    places = draft.launch.keys.find(sales.keys)
    counts, has_program = np.ones(len(sales)), places != MISSING
    counts[has_program] = values[draft.launch.columns[places[has_program]]]
    return counts


def inventory(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Yards first, by plant; then markets."""
    yard = units_of(draft, draft.yard, values, ("plant", "model", "market", "period", "units"))
    stock = units_of(draft, draft.stock, values, ("market", "model", "period", "units"))
    yard = yard.rename(columns={"plant": "site"})
    stock.insert(0, "site", stock["market"])
    both = pd.concat([yard.astype({"site": "str"}), stock.astype({"site": "str"})], ignore_index=True)
    return both[list(COLUMNS["inventory"])]


def programs(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Every program, whether it is launched, and what it sells."""
    programs = draft.case.programs
    order = ascending(programs.keys, ("model", "market"))
    keys = programs.keys.take(order)
    frame = named(draft, keys, ("model", "market"))
    frame["launched"] = value_at(draft.launch, values, keys)
    frame["units"] = np.round(summed([draft.sell], values, keys), DIGITS)
    return frame


def sailings(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Sailings of every service and period that has any or may have, or that something is dispatched on; the fewest
    that carry the load where they cost nothing.
    """
    case, ship, services = draft.case, draft.ship, draft.case.services
    used = ship.keys.take((ship.values(values) != 0) & (ship.keys["service"] != MISSING))
    both = {name: np.concatenate([services.keys[name], used[name]]) for name in ("service", "period")}
    keys = Keys(("service", "period"), both, case.sizes).distinct("service", "period")
    load = np.round(summed([ship * case.ceu[ship.keys["model"]]], values, keys), DIGITS)
    space = services.at(keys, "capacity")
    needed = np.ceil(np.divide(load, space, out=np.zeros_like(load), where=space > 0) - 1e-9)
    free = np.maximum(needed, services.at(keys, "minimum_sailings"))
    frame = named(draft, keys, ("service", "period"))
    frame["sailings"] = np.where(draft.sail.keys.holds(keys), value_at(draft.sail, values, keys), free)
    frame["capacity"] = space
    frame["used"] = load
    return frame
