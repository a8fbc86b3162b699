"""Tidying a solution: what costs nothing and means nothing is taken out of it."""

import numpy as np
from numpy.typing import NDArray

from models.draft import Draft, Term
from models.keys import Keys
from models.readout.tables import DIGITS, summed
from models.rules.lines import worked

Numbers = NDArray[np.float64]


def tidy(draft: Draft, solution: Numbers) -> Numbers:
    """The same solution without what costs nothing and means nothing: hours of overtime not worked, a sailing without
    load, a switch that is on for nothing, a deviation above the real one. Never earns less, breaks no rule.
    """
    case = draft.case
    values = np.round(solution, DIGITS) + 0.0
    values[values < 0] = 0.0
    build, ship = draft.build, draft.ship

    def total(over: Keys, *terms: Term) -> Numbers:
        return summed(terms, values, over)

    for switch, units in ((draft.run, build), (draft.use, ship)):
        values[switch.columns] = np.where(total(switch.keys, units) > 0, values[switch.columns], 0.0)
    over = draft.overtime.keys
    regular = case.lines.at(over, "hours") + total(over, draft.pattern * case.patterns["hours"])
    hours = np.clip(total(over, *worked(draft)) - regular, 0.0, values[draft.overtime.columns])
    values[draft.overtime.columns] = np.round(hours, DIGITS)
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
