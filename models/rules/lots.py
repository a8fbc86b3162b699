"""Lots: a model that is built on a line at all is built in some quantity, and takes a set-up."""

import numpy as np
from numpy.typing import NDArray

from models.draft import Draft

_SLOT = ("line", "model", "period")


def lots(draft: Draft) -> None:
    """A model is built between its smallest lot and its most units in a period in which it is built at all.

        minimum_lot[l,v,t] * run[l,v,t] <= sum_k build[l,v,k,t] <= maximum_units[l,v,t] * run[l,v,t]     for all l, v, t

    "At all" means at least one vehicle (a thousandth, where builds need not be whole): on a line that must work least
    hours, or keep level, a set-up without a build would count as work. Without a lot or a set-up there is no ``run``
    and the limit stands by itself. Without a limit, the most that the line's time lets it build, set-up done, takes
    its place; and so it does where it is the smaller.
    Price: contribution per further unit allowed on line l in period t.
    """
    slots, build, run = draft.case.slots, draft.build, draft.run
    over = build.keys.distinct(*_SLOT)
    plain = over.take(~run.keys.holds(over))
    draft.rule("lots", over=plain, terms=[build], upper=slots.at(plain, "maximum_units"), limit="maximum_units")
    most = np.minimum(slots.at(run.keys, "maximum_units"), most_units(draft))
    draft.rule("lots", over=run.keys, terms=[build, -run * most], upper=0.0, limit="maximum_units")
    lot = np.maximum(slots.at(run.keys, "minimum_lot"), at_all(draft))
    draft.rule("lots", over=run.keys.take(lot > 0), terms=[build, -run * lot], lower=0.0, limit="minimum_lot")


def at_all(draft: Draft) -> NDArray[np.float64]:
    """The least that counts as built, for each ``run`` whose set-up hours could otherwise pass for work; else 0."""
    case, keys = draft.case, draft.run.keys
    works = (case.lines["minimum_hours"] > 0) | np.isfinite(case.lines["maximum_change"])
    lines = np.zeros(case.sizes["line"], dtype=np.bool_)
    np.logical_or.at(lines, case.lines.keys["line"], works)
    matters = lines[keys["line"]] & (case.slots.at(keys, "setup_hours") > 0)
    return np.where(matters, 1.0 if case.settings.integer_units else 1e-3, 0.0)


def most_units(draft: Draft) -> NDArray[np.float64]:
    """The most units that line time lets each ``run`` build, its own set-up done; whole where builds are."""
    case, run, build = draft.case, draft.run, draft.build
    keys = run.keys
    hours = case.most_hours[keys["line"], keys["period"]] - case.slots.at(keys, "setup_hours")
    per_unit = np.full(len(keys), np.inf)
    rows = keys.find(build.keys)
    runs = rows >= 0
    np.minimum.at(per_unit, rows[runs], case.builds["hours_per_unit"][runs])
    return case.units_in(hours, per_unit)
