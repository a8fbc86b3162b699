"""What is committed, must be in stock or under way at the end, against the sailings and routes that bring it."""

from collections.abc import Iterable, Iterator

import numpy as np

from models.case.parameters import Numbers
from models.keys import MISSING, Mask
from optimizer.diagnose.proofs.proof import EPS, Desk, Proof, fewest, units
from optimizer.diagnose.proofs.windows import Windows

SAILINGS, ROUTES = "sailings below the least load", "routes that carry too little"


def sailings(desk: Desk) -> Iterator[Proof]:
    """What must be dispatched between two periods, and by this service alone, finds room on its sailings in them."""
    case, windows = desk.case, Windows(desk, waits_in_yard=True)
    every = np.ones(len(case.shipments.keys), dtype=np.bool_)
    for service, room in enumerate(_room(desk)):
        each = np.where(_by_it_alone(desk, service, every), case.ceu[case.pairs["model"]], 0.0)
        found = windows.shortest(each, room)
        if found is None:
            continue
        has = float(room[found[0] : found[1] + 1].sum())
        words, total, limits = windows.told(each, *found, has)
        sails = _sails(desk, service, range(found[0], found[1] + 1))
        where = f"service {desk.name('service', service)}, {windows.when(*found)}"
        carries = desk.said(f"room for {units(has)}", *sails)
        text = f"{where}: {words} and take {units(total)} CEU, but it has {carries}"
        yield Proof(SAILINGS, text, tuple(sorted({*limits, *sails})))


def transit(desk: Desk) -> Iterator[Proof]:
    """What must be under way at the end, by one service alone, finds room on its last sailings."""
    case, pairs, ships = desk.case, desk.case.pairs, desk.case.shipments.keys
    late = ships["arrival"] >= case.periods
    asked = case.stock.at(pairs, "closing_transit") * case.ceu[pairs["model"]]
    for service, room in enumerate(_room(desk)):
        alone = _by_it_alone(desk, service, late) & (asked > 0)
        when = np.unique(ships["period"][late & alone[pairs.find(ships)]])
        has = float(room[when].sum())
        if asked[alone].sum() <= has + EPS:
            continue
        taken = fewest([(float(asked[pair]), int(pair)) for pair in np.flatnonzero(alone)], has)
        numbers = [desk.number("closing", "closing_transit", pairs, pair) for _, pair in taken]
        sails = _sails(desk, service, when.tolist())
        load = desk.said(f"{units(sum(ceu for ceu, _ in taken))} CEU must be under way at the end", *numbers)
        text = (f"service {desk.name('service', service)}: {load}, but its last sailings have "
                f"{desk.said(f'room for {units(has)}', *sails)}")  # fmt: skip
        yield Proof(SAILINGS, text, tuple(sorted({*numbers, *sails})))


def routes(desk: Desk) -> Iterator[Proof]:
    """What must be dispatched of a model between two periods is no more than its routes carry in them."""
    case, windows = desk.case, Windows(desk, waits_in_yard=True)
    pairs, ships = case.pairs, case.shipments.keys
    of_pair = pairs.find(ships)
    carried = np.zeros((len(pairs), case.periods))
    np.add.at(carried, (of_pair, ships["period"]), case.routes["maximum_units"][ships["route"]])
    for pair in np.flatnonzero(np.isfinite(carried).any(axis=1)).tolist():
        each = np.where(np.arange(len(pairs)) == pair, 1.0, 0.0)
        found = windows.shortest(each, carried[pair])
        if found is None:
            continue
        has = float(carried[pair, found[0] : found[1] + 1].sum())
        words, _, limits = windows.told(each, *found, has)
        mine = (of_pair == pair) & (ships["period"] >= found[0]) & (ships["period"] <= found[1])
        most = desk.numbers("routes", "maximum_units", ships.take(mine).distinct("route", "period")).tolist()
        text = f"{windows.when(*found)}: {words}, but {desk.said(f'{units(has)} can travel', *most)}"
        yield Proof(ROUTES, text, tuple(sorted({*limits, *most})))


def _room(desk: Desk) -> Numbers:
    """CEU on all sailings: shape (services, periods)."""
    table = desk.case.services
    room = np.zeros((desk.case.sizes["service"], desk.case.periods))
    room[table.keys["service"], table.keys["period"]] = table["capacity"] * table["sailings"]
    return room


def _by_it_alone(desk: Desk, service: int, which: Mask) -> Mask:
    """Whether each pair travels by that service only, in those shipments."""
    ships = desk.case.shipments.keys
    of_pair = desk.case.pairs.find(ships)
    alone = np.zeros(len(desk.case.pairs), dtype=np.bool_)
    alone[of_pair[which & (ships["service"] == service)]] = True
    alone[of_pair[which & (ships["service"] != service)]] = False
    return alone


def _sails(desk: Desk, service: int, periods: Iterable[int]) -> list[int]:
    """The limits of a service in some periods; where there is no sailing, or no room on one, that alone."""
    numbers = []
    for key in (desk.key(service=service, period=period) for period in periods):
        zero = {limit: desk.case.services.at(key, limit)[0] == 0 for limit in ("capacity", "sailings")}
        kept = [limit for limit, is_zero in zero.items() if is_zero or not any(zero.values())]
        numbers += [desk.number("services", limit, key) for limit in kept]
    return [number for number in numbers if number != MISSING]
