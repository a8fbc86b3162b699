"""Line time: where it is given, where it must not be, and lines that have none."""

from collections.abc import Iterator

import numpy as np

from models.keys import Keys
from optimizer.faults import Fault
from optimizer.read.drafts import Drafts
from optimizer.read.numbers import shown

_HOURS = ("hours", "hours_per_day")
_LACKS = {
    "capacity": "row for {}: it has no hours there",
    "shifts": "pattern with a row for {}: one must be in force in every period, so there is no plan",
}
"""What a line without a row in some periods lacks, and what follows."""


def regular_time(drafts: Drafts) -> Iterator[Fault]:
    """A line's regular time stands in ``capacity``, or in ``shifts`` for a line with patterns; never in both."""
    capacity = drafts["capacity"]
    if not len(capacity) or not drafts["shifts"].readable:
        return
    patterned = _lines_with_shifts(drafts)
    keys = drafts.keys("capacity")
    for row in capacity.first(patterned.holds(keys) & capacity.has_key() & capacity.filled(*_HOURS)):
        column = next(name for name in _HOURS if capacity.is_filled(row, name))
        hours = capacity.numbers(column)[row]
        found = "filled" if np.isnan(hours) else shown(hours)
        message = (f"{column} is {found}, but the line has shifts: its regular time is that of its pattern; leave it "
                   "blank")  # fmt: skip
        yield capacity.fault(row, column, message, found=found)
    if capacity.filled(*_HOURS).all():
        return
    rows = drafts.completion("capacity")
    full = rows.over_periods()
    source = rows.at(full)
    untimed = (source >= 0) & (rows.at(full, *_HOURS) < 0) & ~rows.doubtful(full, *_HOURS)
    missing = np.flatnonzero(untimed & ~patterned.holds(full))
    told, first = np.unique(source[missing], return_index=True)
    for row, place in zip(told, missing[first], strict=True):
        message = f"hours and hours_per_day are both blank for {drafts.describe(full, int(place))}; fill one of them"
        yield capacity.fault(row, "hours", message, [(capacity, int(row), name) for name in _HOURS])


def lines_without_time(drafts: Drafts) -> Iterator[Fault]:
    """A warning for each line that in some period has no row, so no hours; or, with shifts, no pattern."""
    patterned = _lines_with_shifts(drafts)
    for table in ("capacity", "shifts"):
        draft = drafts[table]
        rows = np.flatnonzero(draft.has_key())
        if not len(rows):
            continue
        own = drafts.keys(table).take(rows)
        lines = own.distinct("plant", "line")
        lines = lines.take(patterned.holds(lines) == (table == "shifts"))
        full = lines.across("period")
        every = own["period"] < 0
        given = own.take(every).distinct("plant", "line").holds(full)
        given |= own.take(~every).distinct("plant", "line", "period").holds(full)
        given_of_line = given.reshape(len(lines), drafts.periods)
        for place in np.flatnonzero(~given_of_line.all(axis=1)):
            line = lines.take(np.array([place]))
            row = rows[np.flatnonzero(line.holds(own))[0]]
            periods = drafts.period_names(np.flatnonzero(~given_of_line[place]))
            words = f"line {drafts.lists['line'][line['line'][0]]} of plant {drafts.lists['plant'][line['plant'][0]]}"
            yield draft.caution(row, "", f"{words} has no {_LACKS[table]}".format(periods))


def _lines_with_shifts(drafts: Drafts) -> Keys:
    return drafts.keys("shifts").take(drafts["shifts"].has_key()).distinct("plant", "line")
