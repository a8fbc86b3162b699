"""What is committed, or must be in stock, against the hours and parts of the periods in which it must be built."""

from collections.abc import Iterator

import numpy as np

from models.keys import MISSING
from optimizer.diagnose.proofs.proof import Desk, Proof, units
from optimizer.diagnose.proofs.windows import NEVER, Windows

WORK, PARTS = "committed work above line time", "parts short of commitments"

TIME = ("line_time", "hours"), ("overtime", "overtime_hours")
"""The limits that line time is made of."""


def line_time(desk: Desk) -> Iterator[Proof]:
    """What must be built between two periods, and on this line alone, takes no more than its hours in them."""
    case, windows = desk.case, Windows(desk, waits_in_yard=False)
    builds = case.builds.keys
    of_pair = windows.grids.pairs.find(builds)
    for line in range(case.sizes["line"]):
        here = builds["line"] == line
        hours = np.full(len(windows.grids.pairs), NEVER, dtype=np.float64)
        np.minimum.at(hours, of_pair[here], case.builds["hours_per_unit"][here])
        elsewhere = np.full(len(hours), NEVER)
        np.minimum.at(elsewhere, of_pair[~here], builds["period"][~here])
        each = np.where(hours < NEVER, hours, 0.0)
        found = windows.shortest(each, case.most_hours[line], elsewhere)
        if found is None:
            continue
        has = float(case.most_hours[line, found[0] : found[1] + 1].sum())
        words, total, limits = windows.told(np.where(elsewhere > found[1], each, 0.0), *found, has)
        keys = [desk.key(line=line, period=t) for t in range(found[0], found[1] + 1)]
        time = [n for key in keys for rule, limit in TIME if (n := desk.number(rule, limit, key)) != MISSING]
        hours_there = desk.said(f"{units(has)} h, overtime and all", *time)
        where = f"line {desk.name('line', line)}, {windows.when(*found)}"
        text = f"{where}: {words} and take {units(total)} h, but it has {hours_there}"
        yield Proof(WORK, text, tuple(sorted({*limits, *time})))


def parts(desk: Desk) -> Iterator[Proof]:
    """What must be built between two periods takes no more parts than are supplied in them (or before, if stored)."""
    case, windows = desk.case, Windows(desk, waits_in_yard=False)
    table, usage, pairs = case.parts, case.part_usage, windows.grids.pairs
    supply = np.zeros((case.sizes["part"], case.periods))
    opening = np.where(table.keys["period"] == 0, table["opening"], 0.0)
    supply[table.keys["part"], table.keys["period"]] = table["supply"] + opening
    homes = case.builds.keys.distinct("plant", "model", "market")
    for part in range(case.sizes["part"]):
        quantity = np.zeros(len(homes))
        mine = usage.keys["part"] == part
        quantity[homes.find(usage.keys.take(mine))] = usage["quantity"][mine]
        each = np.full(len(pairs), NEVER, dtype=np.float64)
        np.minimum.at(each, pairs.find(homes), quantity)
        each = np.where(each < NEVER, each, 0.0)
        is_stored = bool(table["storable"][table.keys["part"] == part].any())
        found = windows.shortest(each, supply[part], from_start=is_stored)
        if found is None:
            continue
        has = float(supply[part, found[0] : found[1] + 1].sum())
        words, total, limits = windows.told(each, *found, has)
        keys = [desk.key(part=part, period=t) for t in range(found[0], found[1] + 1)]
        given = [desk.number("parts", "supply", key) for key in keys]
        text = (f"{desk.name('part', part)}, {windows.when(*found)}: {words} and take {units(total)}, but "
                f"{desk.said(f'{units(has)} are supplied', *given)}")  # fmt: skip
        yield Proof(PARTS, text, tuple(sorted({*limits, *given})))
