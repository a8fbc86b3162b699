"""What markets ask for: commitments within demand, and late deliveries costed throughout or not at all."""

from collections.abc import Iterator

import numpy as np

from optimizer.faults import Fault
from optimizer.read.checks.limits import contradictions
from optimizer.read.drafts import Drafts
from optimizer.read.numbers import shown


def commitments_above_demand(drafts: Drafts) -> Iterator[Fault]:
    """The commitment of a key is at most its demand, also where the two come from different rows."""
    demand = drafts["demand"]
    for found in contradictions(drafts, "demand", "commitment", "demand"):
        message = (f"commitment is {shown(found.low)}, more than the demand of {shown(found.high)}{found.other_place} "
                   f"for {found.where}")  # fmt: skip
        yield demand.fault(found.row, "commitment", message, [(demand, found.other, "demand")], shown(found.low))


def backlog_in_part(drafts: Drafts) -> Iterator[Fault]:
    """A market and model has a ``backlog_cost`` in every period, or in none."""
    draft = drafts["demand"]
    if not draft.filled("backlog_cost").any():
        return
    rows = drafts.completion("demand")
    keys = rows.over_periods()
    shape = (len(rows.entities()), drafts.periods)
    source = rows.at(keys, "backlog_cost").reshape(shape)
    matched = (rows.at(keys) >= 0).reshape(shape)
    known = ~rows.doubtful(keys).reshape(shape).any(axis=1)
    for pair in np.flatnonzero((source >= 0).any(axis=1) & (source < 0).any(axis=1) & known):
        row = int(source[pair].max(where=source[pair] >= 0, initial=-1))
        blank = np.flatnonzero(source[pair] < 0)
        reasons = []
        for what, periods in (("blank", blank[matched[pair, blank]]), ("without a row", blank[~matched[pair, blank]])):
            if len(periods):
                reasons.append(f"{what} in {drafts.period_names(periods)}")
        words = drafts.describe(rows.entities(), int(pair))
        message = (f"backlog_cost is filled for some periods of {words}, but {' and '.join(reasons)}; fill it for "
                   "every period (each then needs a row) or for none")  # fmt: skip
        yield draft.fault(row, "backlog_cost", message, [(draft, row, "period")])


def opening_backlog_without_cost(drafts: Drafts) -> Iterator[Fault]:
    """Units already waiting need a ``backlog_cost`` in ``demand``."""
    stock, demand = drafts["stock"], drafts["demand"]
    waiting = np.flatnonzero((stock.numbers("opening_backlog") > 0) & stock.has_key())
    if not len(waiting) or not demand.readable:
        return
    keys = drafts.keys("stock").take(waiting)
    costed = drafts.keys("demand").take(demand.has_key() & demand.filled("backlog_cost")).distinct("market", "model")
    for place in np.flatnonzero(~costed.holds(keys) & drafts.planned.holds(keys)):
        row = waiting[place]
        units = stock.numbers("opening_backlog")[row]
        message = (f"opening_backlog is {shown(units)}, but demand has no backlog_cost for "
                   f"{drafts.describe(keys, int(place))}: what is not met in its period is lost")  # fmt: skip
        yield stock.fault(row, "opening_backlog", message)
