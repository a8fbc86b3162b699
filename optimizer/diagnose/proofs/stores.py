"""Stock that finds no room, and limits of one stock that contradict each other."""

from collections.abc import Iterator

import numpy as np

from models.keys import MISSING
from optimizer.diagnose.proofs.grids import Grids
from optimizer.diagnose.proofs.proof import EPS, Desk, Proof, fewest, units

OVERFLOW, SPACE, BOTH = "more arrives than finds room", "least stock above the room", "limits of one stock"


def overflow(desk: Desk) -> Iterator[Proof]:
    """What arrives from what was under way is sold or finds room:

    sum_s≤u≤t (pipeline + opening)[k,v,u] - demand[k,v,u] <= maximum[k,v]                  for all k, v, s ≤ t
    """
    grids = Grids(desk.case)
    most = grids.most_stock
    backlog = desk.case.stock.at(grids.pairs, "opening_backlog")
    for pair in np.flatnonzero(grids.there.sum(axis=1) > most + EPS):
        for period in range(desk.case.periods):
            excess = grids.there[pair] - grids.demand[pair]
            tails = excess[: period + 1][::-1].cumsum()[::-1]
            if grids.waits[pair]:
                tails = np.where(np.arange(period + 1) == 0, tails - backlog[pair], -np.inf)
            if (tails > most[pair] + EPS).any():
                yield _overflow(desk, grids, int(pair), int(np.flatnonzero(tails > most[pair] + EPS)[-1]), period)
                break


def _overflow(desk: Desk, grids: Grids, pair: int, start: int, period: int) -> Proof:
    key = {name: int(grids.pairs[name][pair]) for name in ("market", "model")}
    at = {t: desk.key(**key, period=t) for t in range(start, period + 1)}
    sold, most = float(grids.demand[pair, start : period + 1].sum()), 0.0
    if grids.waits[pair]:
        sold += float(desk.case.stock.at(desk.key(**key), "opening_backlog")[0])
    if len(desk.case.stock):
        most = float(desk.case.stock.at(desk.key(**key), "maximum")[0])
    come = [
        (float(grids.there[pair, t]), desk.number("market_balance", "units", at[t]))
        for t in at
        if grids.there[pair, t] > 0
    ]
    comes = fewest(come, sold + most)
    sells = desk.limits.draft.sell.keys
    asks = [n for t in at if sells.holds(at[t])[0] and (n := desk.number("demand", "demand", at[t])) != MISSING]
    room = [n for n in [desk.number("stock_limits", "maximum", at[period])] if n != MISSING]
    total = sum(amount for amount, _ in comes)
    when = (
        desk.name("period", period)
        if start == period
        else f"{desk.name('period', start)} to {desk.name('period', period)}"
    )
    stock = desk.said(f"{units(most)} at most may be in stock", *room) if most else "no stock is kept there"
    there = desk.said(f"{units(total)} are there or arrive", *(n for _, n in comes))
    asked = desk.said(f"{units(sold)} can be sold", *asks)
    text = (f"{desk.name('model', key['model'])} in {desk.name('market', key['market'])}, {when}: {there}, but {asked} "
            f"and {stock}: {units(total - sold - most)} find no room")  # fmt: skip
    return Proof(OVERFLOW, text, tuple(sorted({*(n for _, n in comes), *asks, *room})))


def space(desk: Desk) -> Iterator[Proof]:
    """The least stock of all models in a market finds room there."""
    case, grids = desk.case, Grids(desk.case)
    ceu = case.ceu[grids.pairs["model"]]
    for market in np.flatnonzero(np.isfinite(case.stock_capacity)).tolist():
        here = np.flatnonzero(grids.pairs["market"] == market)
        taken = (grids.least_stock[here] * ceu[here, None]).sum(axis=0)
        for period in np.flatnonzero(taken > case.stock_capacity[market] + EPS)[:1].tolist():
            asks = []
            for pair in here[grids.least_stock[here, period] > 0]:
                key = desk.key(market=market, model=grids.pairs["model"][pair], period=period)
                closing = desk.number("closing", "closing", key)
                least = float(desk.case.stock.at(key, "minimum")[0])
                is_closing = closing != MISSING and grids.least_stock[pair, period] > least
                number = closing if is_closing else desk.number("stock_limits", "minimum", key)
                asks.append((float(grids.least_stock[pair, period] * ceu[pair]), number))
            asks = fewest(asks, float(case.stock_capacity[market]))
            room = desk.number("stock_space", "stock_capacity", desk.key(market=market, period=period))
            total = sum(amount for amount, _ in asks)
            takes = desk.said(f"least stock takes {units(total)} CEU", *(n for _, n in asks))
            text = (f"{desk.name('market', market)} at the end of {desk.name('period', period)}: {takes}, but there is "
                    f"{desk.said(f'room for {units(case.stock_capacity[market])}', room)}")  # fmt: skip
            yield Proof(SPACE, text, tuple(sorted({*(n for _, n in asks), room})))


def limits_of_one_stock(desk: Desk) -> Iterator[Proof]:
    """Least and closing stock are no more than the most stock; closing stock and transit fit in what may be left."""
    stock, last = desk.case.stock, desk.case.periods - 1
    kept = np.maximum(stock["minimum"], stock["closing"])
    clash = kept > stock["maximum"] + EPS
    clash |= kept + stock["closing_transit"] > stock["closing_maximum"] + EPS
    for place in np.flatnonzero(clash):
        codes = {name: int(stock.keys[name][place]) for name in ("market", "model")}
        key = desk.key(**codes, period=last)
        sides = {
            what: (desk.number(rule, column, key), float(stock[column][place]), what) for rule, column, what in _SIDES
        }
        asks, allows = _clash(sides)
        asked = " and ".join(desk.said(f"{what} {units(amount)}", number) for number, amount, what in asks)
        allowed = desk.said(f"{allows[2]} {units(allows[1])}", allows[0])
        who = f"{desk.name('model', codes['model'])} in {desk.name('market', codes['market'])}"
        yield Proof(BOTH, f"{who}: {asked}, but {allowed}", tuple(sorted({allows[0], *(ask[0] for ask in asks)})))


Side = tuple[int, float, str]

_LEAST, _CLOSING, _TRANSIT = "least stock", "closing stock", "under way at the end"
_MOST, _LEFT = "most stock", "most in stock or under way at the end"
_SIDES = (
    ("stock_limits", "minimum", _LEAST), ("closing", "closing", _CLOSING), ("closing", "closing_transit", _TRANSIT),
    ("stock_limits", "maximum", _MOST), ("closing", "closing_maximum", _LEFT),
)  # fmt: skip


def _clash(sides: dict[str, Side]) -> tuple[list[Side], Side]:
    """The fewest limits of one stock that clash: those that ask, and the one that allows less."""
    end = max(sides[_LEAST], sides[_CLOSING], key=lambda side: side[1])
    for asks, allows in (([end], sides[_MOST]), ([sides[_TRANSIT]], sides[_LEFT]), ([end], sides[_LEFT])):
        if asks[0][1] > allows[1] + EPS:
            return asks, allows
    return [end, sides[_TRANSIT]], sides[_LEFT]
