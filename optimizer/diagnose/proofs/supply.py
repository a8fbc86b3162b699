"""What can never be there in time: commitments and stock before anything built can arrive."""

from collections.abc import Iterator

import numpy as np

from models.case.sales import LaunchStatus
from models.keys import MISSING
from optimizer.diagnose.proofs.grids import Grids
from optimizer.diagnose.proofs.proof import EPS, Desk, Proof, fewest, units
from optimizer.explain.sources import Cited

TOO_EARLY, OUT_OF_REACH = "too early", "out of reach"


def never_there(desk: Desk) -> Iterator[Proof]:
    """Before anything built can arrive there is only what was in stock or under way:

    sum_u≤t commitment[k,v,u] + least stock[k,v,t] <= opening[k,v] + sum_u≤t pipeline[k,v,u]   for all t too early
    """
    grids = Grids(desk.case)
    first, _ = grids.reaches
    needed = grids.committed.cumsum(axis=1) + grids.least_stock
    missing = needed - grids.there.cumsum(axis=1)
    too_early = np.arange(desk.case.periods)[None, :] < first[:, None]
    for pair in np.flatnonzero((too_early & (missing > EPS)).any(axis=1)):
        period = int(np.flatnonzero(too_early[pair] & (missing[pair] > EPS))[0])
        yield _told(desk, grids, int(pair), period)


def _told(desk: Desk, grids: Grids, pair: int, period: int) -> Proof:
    key = {name: int(grids.pairs[name][pair]) for name in ("market", "model")}
    at = [desk.key(**key, period=t) for t in range(period + 1)]
    there = float(grids.there[pair, : period + 1].sum())
    asked = [(float(grids.committed[pair, t]), desk.number("commitments", "commitment", at[t]))
             for t in range(period + 1) if grids.committed[pair, t] > 0]  # fmt: skip
    kept = float(grids.least_stock[pair, period])
    stock = desk.number("closing", "closing", at[period])
    is_closing = stock != MISSING and kept > float(desk.case.stock.at(desk.key(**key), "minimum")[0])
    stock = stock if is_closing else desk.number("stock_limits", "minimum", at[period])
    asks = fewest([*asked, *([(kept, stock)] if kept > 0 else [])], there)
    supply = [number for t in at if (number := desk.number("market_balance", "units", t)) != MISSING]
    committed = [number for _, number in asks if number != stock]
    words = []
    if committed:
        total = sum(amount for amount, number in asks if number != stock)
        words.append(desk.said(f"{units(total)} committed", *committed))
    if len(committed) < len(asks):
        words.append(desk.said(f"{'closing' if is_closing else 'least'} stock {units(kept)}", stock))
    why, also = _why(desk, grids, pair)
    have = desk.said(f"in stock or under way {units(there)}", *supply)
    lacking = sum(amount for amount, _ in asks) - there
    text = (f"{desk.name('model', key['model'])} for {desk.name('market', key['market'])} by "
            f"{desk.name('period', period)}: {' and '.join(words)}, but {why}; {have}: "
            f"{units(lacking)} can never be there")  # fmt: skip
    kind = TOO_EARLY if committed else OUT_OF_REACH
    return Proof(kind, text, tuple(sorted({*(number for _, number in asks), *supply})), also)


def _why(desk: Desk, grids: Grids, pair: int) -> tuple[str, tuple[Cited, ...]]:
    """Why nothing arrives in time, and the cell that says so."""
    case, (first, by) = desk.case, grids.reaches
    one = grids.pairs.take(np.array([pair]))
    if by[pair] >= 0:
        route = int(case.shipments.keys["route"][by[pair]])
        lead = desk.cell("routes", route, "lead_time")
        when = desk.name("period", int(first[pair])) if first[pair] < case.periods else "after the horizon"
        time = f"{lead.citation}, lead time {case.routes['lead_time'][route]:g}"
        sent = int(case.shipments.keys["period"][by[pair]])
        begun = f"nothing can be dispatched before {desk.name('period', sent)}, and " if sent > 0 else ""
        how = f"{begun}the fastest route, {desk.name('route', route)}, arrives in {when} at the earliest ({time})"
        return how, (lead,) if case.routes["lead_time"][route] > 0 else ()
    if case.programs.at(one, "status", np.nan)[0] == LaunchStatus.OFF:
        status = desk.cell("programs", int(case.rows("programs").keys.find(one)[0]), "status")
        return f"its program is off ({status.citation}): nothing is built or shipped", (status,)
    return "no plant can build and ship it in time", ()
