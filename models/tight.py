"""Rows that follow from the rules and bring the linear relaxation close to the whole-number plan.

Write ``D(a..u)`` for the demand of a planned pair from period a to u. Whatever is sold in those periods was there
before a, or came later, and what came later needed its switch (``run``, ``use``, ``sail``, a shift pattern):

1. *Links*, one per build (or dispatch) and switch: units of period t first arrive in a and are sold, or still there,

       build[l,v,k,t] <= min(box, D(a..a)) * switch + yard + stock + under way, all at a

2. *Windows*, one per pair and periods a <= u, over all lines (or all routes) at once:

       sum_{a..u} sell <= what was there before a + sum_{j: arrives in i, a <= i <= u} min(box, D(i..u)) * switch[j]

   where what comes without a switch counts as itself.
3. *Whole supply*, one per pair, where vehicles are whole and demand is not: of N vehicles arriving over the horizon,
   and c units there from the start, no more are sold than ``min(N + c, D)``, and the best line over whole N is

       sum sell <= c + floor(D - c) * (1 - f) + f * N,    f = D - c - floor(D - c)

These are the (l, S) inequalities of lot sizing in their Wagner-Whitin form, the disaggregated links of facility
location and mixed-integer rounding (Barany, Van Roy & Wolsey, *Operations Research* 32, 1984; Pochet & Wolsey,
*Production Planning by Mixed Integer Programming*, 2006, chapters 7 and 8). They cut off no plan. They hold for lost
sales only: where customers wait, demand from before a can be served as well.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.draft import Draft, Term
from models.keys import MISSING, Codes, Keys, Mask, Positions

Numbers = NDArray[np.float64]

NAME = "tight"
"""The name of these rows; they are no rule of their own."""

_PAIR = ("market", "model")
_HOME = ("plant", "model", "market")


def tighten(draft: Draft, window: int) -> None:
    """Add links and windows of up to ``window`` periods, where there is anything to switch or whole."""
    switched = (draft.run, draft.pattern, draft.use, draft.sail)
    if not (draft.case.settings.integer_units or any(len(switch.keys) for switch in switched)):
        return
    market = _Market(draft)
    build, ship = draft.build, draft.ship
    runs = draft.run.spread(build.keys, ("line", "model", "period"))
    switches = {
        "run": (build, runs, _box(draft, build, runs)),
        "pattern": (build, *_patterns(draft)),
        "use": (ship, uses := draft.use.spread(ship.keys, ("route", "period")), _box(draft, ship, uses)),
        "sail": (ship, sails := draft.sail.spread(ship.keys, ("service", "period")), _box(draft, ship, sails)),
    }
    _whole_supply(draft, market)
    for name, (decision, switch, most) in switches.items():
        if len(switch.keys):
            _links(draft, market, name, decision, switch, most)
            if name != "pattern":
                _windows(draft, market, name, decision, switch, most, window)


def _box(draft: Draft, decision: Term, switch: Term) -> Numbers:
    """The box of the column that each switch governs."""
    return draft.box(decision)[decision.keys.find(switch.keys)]


def _patterns(draft: Draft) -> tuple[Term, Numbers]:
    """For every build and pattern of its line the pattern's column, and the most that its hours can build."""
    case, build, pattern = draft.case, draft.build, draft.pattern
    row, column = build.keys.join(pattern.keys, on=("line", "period"))
    keys = build.keys.take(row).having(pattern=pattern.keys["pattern"][column])
    hours = case.patterns["hours"][column] + case.lines.at(keys, "overtime_hours")
    units = case.units_in(hours, case.builds["hours_per_unit"][row])
    return Term(keys, pattern.columns[column]), np.minimum(units, draft.box(build)[row])


class _Market:
    """Demand that units can serve, and when they can first do so."""

    def __init__(self, draft: Draft) -> None:
        case, sales, ships = draft.case, draft.case.sales, draft.ship.keys
        self.periods = case.periods
        waits = ~np.isnan(sales["backlog_cost"])
        self.pairs = sales.keys.take(~waits).distinct(*_PAIR)
        total = np.zeros((len(self.pairs), case.periods + 1))
        counted = sales.take(~waits)
        total[self.pairs.find(counted.keys), counted.keys["period"] + 1] = counted["demand"]
        self.before = total.cumsum(axis=1)
        self._homes = ships.distinct(*_HOME)
        self._lead = np.full(len(self._homes) + 1, 2 * case.periods)
        np.minimum.at(self._lead, self._homes.find(ships), ships["arrival"] - ships["period"])

    def demand(self, pair: Positions, first: Positions, last: Positions) -> Numbers:
        """Demand from one period through another, 0 where the first is the later."""
        stop = last + 1
        found: Numbers = self.before[pair, stop] - self.before[pair, np.minimum(first, stop)]
        return found

    def arrival(self, keys: Keys) -> Positions:
        """The earliest period in which units of each key can be sold; beyond the horizon for never."""
        if "arrival" in keys.codes:
            return keys["arrival"].astype(np.int64)
        lead: Positions = self._lead[self._homes.find(keys)]
        return keys["period"] + lead


def _whole_supply(draft: Draft, market: _Market) -> None:
    """One row per pair whose demand leaves a fraction: see the head of this file."""
    case, ship = draft.case, draft.ship
    if not case.settings.integer_units:
        return
    over = market.pairs
    asked = market.before[:, -1]
    known = case.stock.at(over, "opening") + _total(over, case.pipeline.keys, case.pipeline["units"])
    wanted = asked - known
    fraction = wanted - np.floor(wanted)
    matters = (fraction > 1e-6) & (fraction < 1 - 1e-6) & (wanted > 0)
    arrive = ship.where(ship.keys["arrival"] < case.periods)
    row = over.find(arrive.keys)
    share = np.append(fraction, 0.0)[row]  # MISSING is the last place
    draft.rule(NAME, over=over.take(matters), terms=[draft.sell, -arrive * share],
               upper=(known + np.floor(wanted) * (1 - fraction))[matters], limit="whole_supply")  # fmt: skip


def _total(over: Keys, keys: Keys, units: Numbers) -> Numbers:
    """The sum of units over the keys of each pair."""
    rows = over.find(keys)
    found = rows != MISSING
    return np.bincount(rows[found], weights=units[found], minlength=len(over)).astype(np.float64)


def _links(draft: Draft, market: _Market, name: str, decision: Term, switch: Term, most: Numbers) -> None:
    """One row per column that has a switch: see the head of this file."""
    governed = decision.keys.find(switch.keys)
    columns = np.unique(governed)
    arrival, pair = market.arrival(decision.keys)[columns], market.pairs.find(decision.keys)[columns]
    useful = (arrival < market.periods) & (pair != MISSING)
    columns, arrival, pair = columns[useful], arrival[useful], pair[useful]
    demand = market.demand(pair, arrival, arrival)
    binds = demand < draft.box(decision)[columns]
    columns, arrival, demand = columns[binds], arrival[binds], demand[binds]
    over = _numbered(decision.keys.take(columns), until=arrival)
    row_of_column = np.full(len(decision.keys), MISSING, dtype=np.int64)
    row_of_column[columns] = np.arange(len(columns))
    row = row_of_column[governed]
    has = row != MISSING
    row = row[has]
    limit = np.minimum(most[has], demand[row])
    terms = [Term(over, decision.columns[columns]), Term(over.take(row), switch.columns[has], -limit)]
    terms += _leftover(draft, over, name)
    draft.rule(NAME, over=over, terms=terms, upper=0.0, limit=f"link_{name}")


def _leftover(draft: Draft, over: Keys, name: str) -> list[Term]:
    """Minus what is not sold by the period looked at: in the yard, in stock, or under way, of each row's units."""
    then = over.having(period=over["until"])
    terms = [_at(over, draft.stock, then)]
    if name in ("run", "pattern"):
        terms.append(_at(over, draft.yard, then))
        waits = draft.yard.keys.distinct(*_HOME).holds(over) if len(draft.yard.keys) else np.zeros(len(over), bool)
        until, built = over["until"], over["period"]

        def under_way(row: Positions, ships: Keys) -> Mask:
            sent = ships["period"]
            could: Mask = np.where(waits[row], sent >= built[row], sent == built[row])
            return could & (sent <= until[row]) & (ships["arrival"] > until[row])

        terms.append(-_matching(over, draft.ship, _HOME, under_way))
    return terms


@dataclass(frozen=True, eq=False)
class _Spans:
    """The rows of windows: a planned pair, the first and the last period."""

    over: Keys
    pair: Positions
    first: Codes
    last: Codes


def _spans(market: _Market, pairs: Positions, window: int) -> _Spans:
    """Every window of up to that many periods, for those pairs, in which there is demand."""
    first, length = np.meshgrid(np.arange(market.periods), np.arange(window), indexing="ij")
    last = first + length
    inside = last < market.periods
    first, last = first[inside], last[inside]
    pair = np.repeat(pairs, len(first))
    first, last = np.tile(first, len(pairs)), np.tile(last, len(pairs))
    asked = market.demand(pair, last, last) > 0
    pair = pair[asked]
    over = _numbered(market.pairs.take(pair), first=first[asked], until=last[asked])
    return _Spans(over, pair, over["first"], over["until"])


def _windows(draft: Draft, market: _Market, name: str, decision: Term, switch: Term, most: Numbers,
             window: int) -> None:  # fmt: skip
    """One row per pair and window: see the head of this file."""
    pairs = market.pairs.find(switch.keys)
    spans = _spans(market, np.unique(pairs[pairs != MISSING]), window)
    if not len(spans.over):
        return
    over, first, last = spans.over, spans.first, spans.last
    arrives = market.arrival(decision.keys)
    came = decision.keys.having(came=np.minimum(arrives, 2 * market.periods).astype(np.int32))

    def inside(row: Positions, keys: Keys) -> Mask:
        return (keys["came"] >= first[row]) & (keys["came"] <= last[row])

    def sold(row: Positions, keys: Keys) -> Mask:
        return (keys["period"] >= first[row]) & (keys["period"] <= last[row])

    governed = decision.keys.find(switch.keys)
    free = np.ones(len(decision.keys), dtype=np.bool_)
    free[governed] = False
    by_itself = -_matching(over, Term(came, decision.columns).where(free), _PAIR, inside)
    row, place = over.join(switch.keys, on=_PAIR)
    keys = came.take(governed[place])
    kept = inside(row, keys)
    row, place, came_in = row[kept], place[kept], keys["came"][kept].astype(np.int64)
    limit = np.minimum(most[place], market.demand(spans.pair[row], came_in, last[row].astype(np.int64)))
    switched = Term(over.take(row), switch.columns[place], -limit)
    there, opening = _there(draft, spans, built=decision is draft.build)
    draft.rule(NAME, over=over, terms=[_matching(over, draft.sell, _PAIR, sold), by_itself, switched, *there],
               upper=opening, limit=f"window_{name}")  # fmt: skip


def _there(draft: Draft, spans: _Spans, *, built: bool) -> tuple[list[Term], Numbers]:
    """Minus what is there before the first period of each window, and (plus) what of it is known from the start."""
    case, over, first, last = draft.case, spans.over, spans.first, spans.last
    before = over.having(period=(first - 1).astype(np.int32))
    terms = [_at(over, draft.stock, before)]
    opening = np.where(first == 0, case.stock.at(over, "opening"), 0.0)
    arriving = np.zeros((len(case.pairs), case.periods + 1))
    np.add.at(arriving, (case.pairs.find(case.pipeline.keys), case.pipeline.keys["period"] + 1), case.pipeline["units"])
    total = arriving.cumsum(axis=1)
    pair = case.pairs.find(over)
    opening += total[pair, last + 1] - total[pair, first]
    if not built:
        return terms, opening
    ships = draft.ship.keys
    homes = ships.distinct(*_HOME)
    lead = np.full(len(homes), 2 * case.periods)
    np.minimum.at(lead, homes.find(ships), ships["arrival"] - ships["period"])
    row, home = over.join(homes, on=_PAIR)
    begins = first[row] - lead[home]  # the first period whose builds at that plant count as new
    keys = over.take(row).having(plant=homes["plant"][home], period=(begins - 1).astype(np.int32))
    terms.append(_at(keys, draft.yard, keys))
    stands = begins <= 0
    opening += np.bincount(row[stands], weights=case.yards.at(keys.take(stands), "opening"), minlength=len(over))
    begin_of = homes.find(ships)
    row_ship, ship = over.join(ships, on=_PAIR)
    sent_before = ships["period"][ship] < first[row_ship] - lead[begin_of[ship]]
    arrives_in = (ships["arrival"][ship] >= first[row_ship]) & (ships["arrival"][ship] <= last[row_ship])
    kept = sent_before & arrives_in
    terms.append(Term(over.take(row_ship[kept]), draft.ship.columns[ship[kept]], -1.0))
    return terms, opening


def _numbered(keys: Keys, **codes: NDArray[np.integer]) -> Keys:
    """Keys told apart by their row only."""
    more = {name: array.astype(np.int32) for name, array in codes.items()}
    more["row"] = np.arange(len(keys), dtype=np.int32)
    return Keys(("row",), {**keys.codes, **more}, {**keys.sizes, "row": len(keys)})


def _at(over: Keys, decision: Term, wanted: Keys) -> Term:
    """Minus the decision at one key per row, for the rows that find one."""
    places = decision.keys.find(wanted)
    found = places != MISSING
    return Term(over.take(found), decision.columns[places[found]], -1.0)


def _matching(over: Keys, term: Term, on: tuple[str, ...], holds: Callable[[Positions, Keys], Mask]) -> Term:
    """The columns of a term that agree with each row on some dimensions and for which ``holds`` says yes."""
    row, column = over.join(term.keys, on=on)
    kept = holds(row, term.keys.take(column))
    row, column = row[kept], column[kept]
    return Term(over.take(row), term.columns[column], 1.0)
