"""Least hours of lines against their line time, and against how much hours may change."""

from collections.abc import Iterator

import numpy as np

from models.keys import MISSING
from optimizer.diagnose.proofs.proof import EPS, Desk, Proof, units
from optimizer.diagnose.words import places, ranges

LEAST_HOURS, LEVEL = "least hours above line time", "hours that change too much"
PATTERNLESS = "no shift pattern"


def patterns(desk: Desk) -> Iterator[Proof]:
    """A line with shift patterns has one to choose in every period."""
    keys, table = desk.case.patterns.keys, desk.case.rows("shifts").keys
    lines = keys.distinct("line").across("period")
    without = lines.take(~keys.distinct("line", "period").holds(lines))
    for line in np.unique(without["line"]).tolist():
        periods = without["period"][without["line"] == line].tolist()
        rows = tuple(desk.cell("shifts", row, "pattern") for row in np.flatnonzero(table["line"] == line).tolist())
        when = ranges(periods, desk.case.tables.listed("period"))
        text = f"line {desk.name('line', line)} has shift patterns ({places(rows)}), but none to choose in {when}"
        yield Proof(PATTERNLESS, text, (), rows)


def least_hours(desk: Desk) -> Iterator[Proof]:
    """The least hours of a line are no more than it has, overtime and all."""
    case = desk.case
    least = case.lines["minimum_hours"].reshape(case.most_hours.shape)
    for line, period in np.argwhere(least > case.most_hours + EPS).tolist():
        asks, has = _least(desk, line, period), _most(desk, line, period)
        text = (f"line {desk.name('line', line)} in {desk.name('period', period)}: "
                f"{desk.said(f'{units(least[line, period])} h must be worked at least', *asks)}, but it has "
                f"{desk.said(f'{units(case.most_hours[line, period])} h, overtime and all', *has)}")  # fmt: skip
        yield Proof(LEAST_HOURS, text, tuple(sorted({*asks, *has})))


def level_hours(desk: Desk) -> Iterator[Proof]:
    """Hours can come from one period's least to the next one's most, and back, by no more than they may change."""
    case, lines = desk.case, desk.case.lines
    shape = case.most_hours.shape
    least, change = lines["minimum_hours"].reshape(shape), lines["maximum_change"].reshape(shape)
    before_least, before_most = np.roll(least, 1, axis=1), np.roll(case.most_hours, 1, axis=1)
    before_least[:, 0] = before_most[:, 0] = lines["previous_hours"].reshape(shape)[:, 0]
    rises = least - before_most > change + EPS  # nothing compares with a NaN: without previous hours all are free
    falls = before_least - case.most_hours > change + EPS
    for line, period in np.argwhere(rises | falls).tolist():
        up = bool(rises[line, period])
        before = [] if period == 0 else (_most if up else _least)(desk, line, period - 1)
        now = (_least if up else _most)(desk, line, period)
        most = desk.number("level_line", "maximum_change", desk.key(line=line, period=period))
        low, high = (before_most, least) if up else (case.most_hours, before_least)
        first, second = (f"{units(low[line, period])} h at most", f"{units(high[line, period])} h at least")
        words = (desk.said(first, *(before if up else now)), desk.said(second, *(now if up else before)))
        earlier, later = words if up else words[::-1]
        text = (f"line {desk.name('line', line)} works {earlier} before {desk.name('period', period)} and {later} "
                f"then, but may change {desk.said(f'by {units(change[line, period])} h', most)}")  # fmt: skip
        yield Proof(LEVEL, text, tuple(sorted({*before, *now, most})))


def _most(desk: Desk, line: int, period: int) -> list[int]:
    key = desk.key(line=line, period=period)
    numbers = desk.number("line_time", "hours", key), desk.number("overtime", "overtime_hours", key)
    return [number for number in numbers if number != MISSING]


def _least(desk: Desk, line: int, period: int) -> list[int]:
    return [desk.number("line_time", "minimum_hours", desk.key(line=line, period=period))]
