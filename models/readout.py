"""Reading a plan out of a solution: the values of the columns become the tables that are written.

Nothing is decided here. Figures that follow from others (hours worked, overtime, sailings, deviation) are worked out
again from builds and dispatches, so that the tables agree with each other to the last digit.
"""

from collections.abc import Mapping
from math import fsum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.decisions import last
from models.draft import Draft, Term
from models.keys import Keys, Mask, Positions
from models.plan import COLUMNS, ITEMS, Plan
from models.prices import prices
from models.rules.lines import worked
from models.rules.parts import used
from models.solution import Duals

Numbers = NDArray[np.float64]

_DIGITS = 9
"""Decimals kept: a billionth of a vehicle is rounding error of the engine, not a decision."""


def plan(draft: Draft, solution: Numbers, duals: Duals | None) -> Plan:
    """The plan that the values of the columns (already whole where they must be) stand for."""
    values = tidy(draft, solution)
    contribution = _contribution(draft, values)
    has = draft.case.tables.has
    return Plan(
        allocation=_units(draft, draft.build, values, COLUMNS["allocation"]),
        shipments=_units(draft, draft.ship, values, COLUMNS["shipments"]),
        fulfilment=_fulfilment(draft, values),
        utilisation=_utilisation(draft, values),
        inventory=_inventory(draft, values),
        contribution=contribution,
        prices=prices(draft, values, duals),
        programs=_programs(draft, values) if has("programs") else None,
        sailings=_sailings(draft, values) if has("services") else None,
        parts=_parts(draft, values) if has("parts") else None,
        objective=fsum(contribution["amount"]),
    )


def tidy(draft: Draft, solution: Numbers) -> Numbers:
    """The same solution without what costs nothing and means nothing: hours of overtime not worked, a sailing without
    load, a switch that is on for nothing, a deviation above the real one. Never earns less, breaks no rule.
    """
    case = draft.case
    values = np.round(solution, _DIGITS) + 0.0
    values[values < 0] = 0.0
    build, ship = draft.build, draft.ship

    def total(over: Keys, *terms: Term) -> Numbers:
        result = np.zeros(len(over))
        for term in terms:
            rows = over.find(term.keys)
            known = rows >= 0
            result += np.bincount(rows[known], weights=term.values(values)[known], minlength=len(over))
        return result

    for switch, units in ((draft.run, build), (draft.use, ship)):
        values[switch.columns] = np.where(total(switch.keys, units) > 0, values[switch.columns], 0.0)
    over = draft.overtime.keys
    regular = case.lines.at(over, "hours") + total(over, draft.pattern * case.patterns["hours"])
    hours = np.clip(total(over, *worked(draft)) - regular, 0.0, values[draft.overtime.columns])
    values[draft.overtime.columns] = np.round(hours, _DIGITS)
    sail = draft.sail
    load = total(sail.keys, ship * case.ceu[ship.keys["model"]])
    space = case.services.at(sail.keys, "capacity")
    needed = np.ceil(np.divide(load, space, out=np.zeros_like(load), where=space > 0) - 1e-9)
    least = case.services.at(sail.keys, "minimum_sailings")
    values[sail.columns] = np.minimum(values[sail.columns], np.maximum(needed, least))
    change = draft.change
    before = np.where(change.keys["period"] == 0, case.patterns.at(change.keys, "previous"), 0.0)
    turned = total(change.keys, draft.pattern, -draft.pattern.later("period", 1)) - before
    values[change.columns] = np.minimum(values[change.columns], np.maximum(turned, 0.0))
    deviation = draft.deviation
    away = np.abs(total(deviation.keys, build) - case.baseline.at(deviation.keys, "units"))
    values[deviation.columns] = np.minimum(values[deviation.columns], away)
    return values


def named(draft: Draft, keys: Keys, dimensions: tuple[str, ...]) -> pd.DataFrame:
    """The names of keys: one categorical column per dimension, in listed order."""
    tables = draft.case.tables
    columns = {}
    for name in dimensions:
        codes, listed = keys[name], name
        if name == "line":
            codes = draft.case.name_of_line[codes]
        if name == "arrival":
            codes, listed = np.where(codes < draft.case.periods, codes, -1), "period"
        columns[name] = pd.Categorical.from_codes(codes, categories=tables.listed(listed))
    return pd.DataFrame(columns, copy=False)


def ascending(keys: Keys, dimensions: tuple[str, ...]) -> Positions:
    """Positions that put keys in order of those dimensions, the first counting most."""
    return np.lexsort([keys[name] for name in reversed(dimensions)])


def _units(draft: Draft, decision: Term, values: Numbers, columns: tuple[str, ...]) -> pd.DataFrame:
    """The nonzero values of a decision, by key; the last of the columns holds them."""
    units = decision.values(values)
    kept = units > 0
    keys, units = decision.keys.take(kept), units[kept]
    order = ascending(keys, columns[:-1])
    frame = named(draft, keys.take(order), columns[:-1])
    frame[columns[-1]] = units[order]
    return frame


def _fulfilment(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Every planned pair in every period; nothing is demanded of a program unlaunched or not yet begun."""
    case, sales = draft.case, draft.case.sales
    keys = case.demand.keys
    launched = np.ones(len(sales))
    optional = sales["optional"] > 0
    on = values[draft.launch.columns]
    launched[optional] = on[draft.launch.keys.find(sales.keys.take(optional))]
    backlog = _at(draft.backlog, values, keys)
    frame = named(draft, keys, ("market", "model", "period"))
    for column in ("demand", "commitment"):
        counted = np.zeros(len(keys))
        counted[keys.find(sales.keys)] = sales[column] * launched
        frame[column] = counted
    frame["sold"] = _at(draft.sell, values, keys)
    frame["backlog"] = backlog
    frame["short"] = _at(draft.short, values, keys) + np.where(last(keys), backlog, 0.0)
    return frame


def _at(decision: Term, values: Numbers, wanted: Keys) -> Numbers:
    """Values of a decision at other keys over its dimensions; 0 where it has none."""
    found = np.zeros(len(wanted))
    found[wanted.find(decision.keys)] = decision.values(values)
    return found


def _sum(terms: list[Term], values: Numbers, over: Keys) -> Numbers:
    """Terms summed over each key."""
    total = np.zeros(len(over))
    for term in terms:
        rows = over.find(term.keys)
        known: Mask = rows >= 0
        total += np.bincount(rows[known], weights=term.values(values)[known], minlength=len(over))
    return total


def _utilisation(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Every line in every period; ``pattern`` is blank where the line has no shifts (or a relaxed mix of them)."""
    case, lines, pattern = draft.case, draft.case.lines, draft.pattern
    keys = lines.keys
    keys = keys.having(plant=case.plant_of_line[keys["line"]])
    in_force = pattern.where(values[pattern.columns] > 1 - 1e-6)
    chosen = np.full(len(keys), -1)
    chosen[keys.find(in_force.keys)] = in_force.keys["pattern"]
    regular = lines["hours"] + _sum([pattern * case.patterns["hours"]], values, keys)
    hours = np.round(_sum(worked(draft), values, keys), _DIGITS)
    frame = named(draft, keys, ("plant", "line", "period"))
    frame["pattern"] = pd.Categorical.from_codes(chosen, categories=case.tables.listed("pattern"))
    frame["regular_hours"] = regular
    frame["overtime_limit"] = lines["overtime_hours"]
    frame["worked_hours"] = hours
    frame["overtime_hours"] = _at(draft.overtime, values, keys)
    frame["utilisation"] = np.divide(hours, regular, out=np.full(len(keys), np.nan), where=regular > 0)
    return frame


def _inventory(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Yards first, by plant; then markets."""
    yard = _units(draft, draft.yard, values, ("plant", "model", "market", "period", "units"))
    stock = _units(draft, draft.stock, values, ("market", "model", "period", "units"))
    yard = yard.rename(columns={"plant": "site"})
    stock.insert(0, "site", stock["market"])
    both = pd.concat([yard.astype({"site": "str"}), stock.astype({"site": "str"})], ignore_index=True)
    return both[list(COLUMNS["inventory"])]


def _programs(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Every program, whether it is launched, and what it sells."""
    programs = draft.case.programs
    order = ascending(programs.keys, ("model", "market"))
    keys = programs.keys.take(order)
    frame = named(draft, keys, ("model", "market"))
    frame["launched"] = _at(draft.launch, values, keys)
    frame["units"] = np.round(_sum([draft.sell], values, keys), _DIGITS)
    return frame


def _sailings(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Sailings of every service and period that has any or may have; the fewest that carry the load where they cost
    nothing.
    """
    case, ship, services = draft.case, draft.ship, draft.case.services
    keys = services.keys.sorted()
    load = np.round(_sum([ship * case.ceu[ship.keys["model"]]], values, keys), _DIGITS)
    space = services.at(keys, "capacity")
    needed = np.ceil(np.divide(load, space, out=np.zeros_like(load), where=space > 0) - 1e-9)
    free = np.maximum(needed, services.at(keys, "minimum_sailings"))
    frame = named(draft, keys, ("service", "period"))
    frame["sailings"] = np.where(draft.sail.keys.holds(keys), _at(draft.sail, values, keys), free)
    frame["capacity"] = space
    frame["used"] = load
    return frame


def _parts(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Parts supplied, used and carried on, in every period."""
    parts = draft.case.parts
    keys = parts.keys.sorted()
    frame = named(draft, keys, ("part", "period"))
    frame["supply"] = parts.at(keys, "supply")
    frame["used"] = np.round(_sum([used(draft)], values, keys), _DIGITS)
    frame["carried"] = _at(draft.part_stock, values, keys)
    return frame


def _contribution(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Every nonzero term of the objective, by item and key."""
    columns = COLUMNS["contribution"]
    frames = []
    for item, term in draft.earnings:
        amounts = term.values(values)
        kept = amounts != 0
        keys = term.keys.take(kept)
        if "line" in keys.codes and "plant" not in keys.codes:
            keys = keys.having(plant=draft.case.plant_of_line[keys["line"]])
        present = tuple(name for name in columns if name in keys.codes)
        order = ascending(keys, present)
        frame = named(draft, keys.take(order), present)
        frame.insert(0, "item", pd.Categorical([item] * len(frame), categories=ITEMS))
        frame["amount"] = amounts[kept][order]
        frames.append(frame)
    return _stacked(draft, frames)[list(columns)]


def _stacked(draft: Draft, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Frames end to end, blank where one has not a column, categories kept."""
    stacked: Mapping[str, pd.Series[float]] = {}
    lengths = [len(frame) for frame in frames]
    for name in COLUMNS["contribution"]:
        if name == "amount":
            stacked = {**stacked, name: pd.Series(np.concatenate([frame[name] for frame in frames]))}
            continue
        listed = name if name != "item" else None
        categories = list(ITEMS) if listed is None else draft.case.tables.listed(listed)
        codes = [
            frame[name].cat.codes.to_numpy() if name in frame else np.full(length, -1)
            for frame, length in zip(frames, lengths, strict=True)
        ]
        stacked = {**stacked, name: pd.Categorical.from_codes(np.concatenate(codes), categories=categories)}
    return pd.DataFrame(stacked)
