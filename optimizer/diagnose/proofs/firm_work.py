"""What is firm, or must stay near the last plan, against what the lines, their limits and the parts allow."""

from collections.abc import Iterator

import numpy as np

from models.keys import MISSING, Keys
from optimizer.diagnose.proofs.firm import Firm
from optimizer.diagnose.proofs.proof import EPS, Desk, Proof, fewest, units

FIRM_HOURS, FIRM_UNITS, FIRM_PARTS = (
    "firm work above line time",
    "firm units above the most",
    "firm work short of parts",
)
FIRM_LOT, FIRM_IDLE, FIRM_CLASH = "firm units below the lot", "firm work below least hours", "firm builds that clash"


def clashes(desk: Desk) -> Iterator[Proof]:
    """No build must be firm at more than its last plan, or its program, allows, or at less."""
    firm = Firm(desk)
    near_least, near_most = firm.near
    frozen, near = firm.settled_by
    for i in np.flatnonzero(firm.frozen & ((near_most < firm.units - EPS) | (near_least > firm.units + EPS))).tolist():
        firmly = desk.said(f"{units(firm.units[i])} are firm", int(frozen[i]))
        near_it = desk.said(f"{units(near_least[i])} to {units(near_most[i])}", int(near[i]))
        text = f"{_what(desk, firm, i)}: {firmly}, but it must stay near the last plan, {near_it}"
        yield Proof(FIRM_CLASH, text, tuple(sorted((int(frozen[i]), int(near[i])))))


def off_programs(desk: Desk) -> Iterator[Proof]:
    """Nothing is firm, or near a last plan above 0, of a program that is off: it would not be built or shipped."""
    firm, case = Firm(desk), desk.case
    off = desk.numbers("programs", "status", firm.keys)
    programs = case.rows("programs").keys
    for i in np.flatnonzero((off != MISSING) & (firm.least > EPS)).tolist():
        one = firm.keys.take(np.array([i]))
        status = desk.cell("programs", int(programs.find(one)[0]), "status")
        could_wait = bool(case.yards.keys.holds(one)[0])  # else it can't be built for there is no way for it to go
        limits = sorted({int(firm.by[i]), *([int(off[i])] if could_wait else [])})
        firmly = desk.said(f"{units(firm.least[i])} must be built", int(firm.by[i]))
        text = f"{_what(desk, firm, i)}: {firmly}, but the program is off ({status.citation})"
        yield Proof(FIRM_CLASH, text, tuple(limits), (status,))


def line_time(desk: Desk) -> Iterator[Proof]:
    """What is firm on a line takes no more than its hours, overtime and all."""
    firm, case = Firm(desk), desk.case
    hours = case.builds["hours_per_unit"]
    taken = np.zeros(case.most_hours.shape)
    np.add.at(taken, (firm.keys["line"], firm.keys["period"]), firm.least * hours)
    for line, period in np.argwhere(taken > case.most_hours + EPS).tolist():
        here = (firm.keys["line"] == line) & (firm.keys["period"] == period)
        most = float(case.most_hours[line, period])
        asks = fewest(firm.asked(here, hours), most)
        key = desk.key(line=line, period=period)
        limits = [n for n in (desk.number("line_time", "hours", key), desk.number("overtime", "overtime_hours", key))
                  if n != MISSING]  # fmt: skip
        total = sum(amount for amount, _ in asks)
        work = desk.said(f"firm work takes {units(total)} h", *(n for _, n in asks))
        time = desk.said(f"{units(most)} h, overtime and all", *limits)
        text = f"line {desk.name('line', line)} in {desk.name('period', period)}: {work}, but it has {time}"
        yield Proof(FIRM_HOURS, text, tuple(sorted({*(n for _, n in asks), *limits})))


def unit_limits(desk: Desk) -> Iterator[Proof]:
    """What is firm of a model on a line is no more than its most units, and no less than its lot."""
    firm, case = Firm(desk), desk.case
    slots = case.slots
    total = np.zeros(len(slots))
    slot = slots.keys.find(firm.keys)
    np.add.at(total, slot, firm.least)
    for place in np.flatnonzero(total > slots["maximum_units"] + EPS).tolist():
        asks = fewest(firm.asked(slot == place, np.ones(len(slot))), float(slots["maximum_units"][place]))
        most = desk.number("lots", "maximum_units", slots.keys, place)
        most_words = desk.said(f"{units(slots['maximum_units'][place])} at most may be built", most)
        words = desk.said(f"{units(sum(a for a, _ in asks))} are firm", *(n for _, n in asks))
        yield Proof(FIRM_UNITS, f"{_slot(desk, slots.keys, place)}: {words}, but {most_words}",
                    tuple(sorted({*(n for _, n in asks), most})))  # fmt: skip
    total = np.zeros(len(slots))
    np.add.at(total, slot, np.where(firm.frozen, firm.units, 0.0))
    is_firm = np.zeros(len(slots), dtype=np.bool_)
    is_firm[slot[firm.frozen]] = True
    for place in np.flatnonzero(is_firm & (total > EPS) & (total < slots["minimum_lot"] - EPS)).tolist():
        own = (slot == place) & firm.frozen
        limits = sorted({*desk.numbers("frozen", "units", firm.keys.take(own)).tolist()})
        lot = desk.number("lots", "minimum_lot", slots.keys, place)
        words = desk.said(f"{units(total[place])} are firm", *limits)
        least = desk.said(f"a lot is {units(slots['minimum_lot'][place])} at least", lot)
        text = f"{_slot(desk, slots.keys, place)}: {words}, but {least}"
        yield Proof(FIRM_LOT, text, tuple(sorted({*limits, lot})))


def idle(desk: Desk) -> Iterator[Proof]:
    """What is firm on a line takes no less than the least hours that it must work."""
    firm, case = Firm(desk), desk.case
    worked = np.zeros(case.most_hours.shape)
    np.add.at(worked, (firm.keys["line"], firm.keys["period"]), firm.units * case.builds["hours_per_unit"])
    is_firm = np.zeros(case.most_hours.shape, dtype=np.bool_)
    is_firm[firm.keys["line"][firm.frozen], firm.keys["period"][firm.frozen]] = True
    setups = (case.slots["setup_hours"] > 0).any()
    least = case.lines["minimum_hours"].reshape(worked.shape)
    for line, period in np.argwhere(is_firm & (worked < least - EPS)).tolist() if not setups else ():
        here = firm.frozen & (firm.keys["line"] == line) & (firm.keys["period"] == period)
        limits = sorted({*desk.numbers("frozen", "units", firm.keys.take(here)).tolist()})
        hours = desk.number("line_time", "minimum_hours", desk.key(line=line, period=period))
        words = desk.said(f"firm work takes {units(worked[line, period])} h and nothing else is built", *limits)
        text = (f"line {desk.name('line', line)} in {desk.name('period', period)}: {words}, but it must work "
                f"{desk.said(f'{units(least[line, period])} h at least', hours)}")  # fmt: skip
        yield Proof(FIRM_IDLE, text, tuple(sorted({*limits, hours})))


def parts(desk: Desk) -> Iterator[Proof]:
    """What is firm takes no more parts than are supplied until then (in the period, where they can't be stored)."""
    firm, case = Firm(desk), desk.case
    table = case.parts
    supply = np.zeros((case.sizes["part"], case.periods))
    supply[table.keys["part"], table.keys["period"]] = table["supply"] + np.where(
        table.keys["period"] == 0, table["opening"], 0.0
    )
    stores = np.zeros(case.sizes["part"], dtype=np.bool_)
    stores[table.keys["part"]] = table["storable"] > 0
    usage, build = case.part_usage.keys.join(firm.keys, on=("plant", "model", "market"))
    part, quantity = case.part_usage.keys["part"][usage], case.part_usage["quantity"][usage]
    taken = np.zeros_like(supply)
    np.add.at(taken, (part, firm.keys["period"][build]), quantity * firm.least[build])
    supplied = np.where(stores[:, None], supply.cumsum(axis=1), supply)
    taken = np.where(stores[:, None], taken.cumsum(axis=1), taken)
    for which in np.flatnonzero((taken > supplied + EPS).any(axis=1)).tolist():
        period = int(np.flatnonzero(taken[which] > supplied[which] + EPS)[0])
        first = 0 if stores[which] else period
        mine = (part == which) & (firm.keys["period"][build] >= first) & (firm.keys["period"][build] <= period)
        each = np.zeros(len(firm.keys))
        each[build[mine]] = quantity[mine]
        asks = fewest(firm.asked(each > 0, each), float(supplied[which, period]))
        limits = [desk.number("parts", "supply", desk.key(part=which, period=t)) for t in range(first, period + 1)]
        work = desk.said(f"firm work takes {units(sum(a for a, _ in asks))}", *(n for _, n in asks))
        text = (f"{desk.name('part', which)} in {desk.name('period', period)}: {work}, but "
                f"{desk.said(f'{units(supplied[which, period])} are supplied', *limits)}")  # fmt: skip
        yield Proof(FIRM_PARTS, text, tuple(sorted({*(n for _, n in asks), *limits})))


def _what(desk: Desk, firm: Firm, place: int) -> str:
    names = {name: desk.name(name, int(firm.keys[name][place])) for name in ("line", "model", "market", "period")}
    return "{model} for {market} on line {line} in {period}".format(**names)


def _slot(desk: Desk, keys: Keys, place: int) -> str:
    names = {name: desk.name(name, int(keys[name][place])) for name in ("line", "model", "period")}
    return "{model} on line {line} in {period}".format(**names)
