"""Plans that are already firm, and plans that should not change much."""

import numpy as np

from models.draft import Draft
from models.keys import Mask

_WHEN = ("line", "period")


def frozen(draft: Draft) -> None:
    """A line in a period that is frozen builds exactly what is firm there, and nothing else.

        build[l,v,k,t] = units[l,v,k,t]  (0 without a row)                             for all frozen l, t and all v, k

    Price: contribution per further unit that is firm.
    """
    table, build = draft.case.frozen, draft.build
    if not len(table):
        return
    stands = table.keys.distinct(*_WHEN).holds(build.keys, _WHEN)
    units = table.at(build.keys, "units")
    draft.bound("frozen", build, lower=np.where(stands, units, 0.0), limit="units")
    draft.bound("frozen", build, upper=np.where(stands, units, np.inf), limit="units")


def baseline(draft: Draft) -> None:
    """Builds stay near the last plan, where it says how near; how far they are is counted.

        |build[l,v,k,t] - units[l,v,k,t]| <= tolerance * units                         where the row has a tolerance
        |build[l,v,k,t] - units[l,v,k,t]| <= deviation[l,v,k,t]                        for all planned l, t and all v, k

    A build without a row there counts from 0 units: it is its own deviation. Price: contribution per further unit of
    deviation allowed.
    """
    table, build, deviation = draft.case.baseline, draft.build, draft.deviation
    if not len(table):
        return
    units = table.at(build.keys, "units")
    room = table.at(build.keys, "tolerance", np.nan) * units
    near = ~np.isnan(room)
    draft.bound("baseline", build, lower=np.where(near, units - room, 0.0), limit="tolerance")
    draft.bound("baseline", build, upper=np.where(near, units + room, np.inf), limit="tolerance")
    planned = table.at(deviation.keys, "units")
    draft.rule("baseline", over=deviation.keys, terms=[build, -deviation], upper=planned, limit="above")
    draft.rule("baseline", over=deviation.keys, terms=[build, deviation], lower=planned, limit="below")


def unplanned(draft: Draft) -> Mask:
    """Builds that stand in a planned line and period without units planned: all of them is deviation."""
    table, build = draft.case.baseline, draft.build
    if not len(table):
        return np.zeros(len(build.keys), dtype=np.bool_)
    planned: Mask = table.keys.distinct(*_WHEN).holds(build.keys, _WHEN)
    unplanned: Mask = planned & (table.at(build.keys, "units") == 0)
    return unplanned
