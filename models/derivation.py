"""What follows from a plan's decisions: stocks, customers waiting and lost, hours, overtime, parts left, money.

A planner who changes a plan changes what is decided: builds, dispatches, sales, launches, sailings, shift patterns. All
else follows. Nothing is asked of the decisions: they may break any rule, and what follows shows where.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from models import contribution, decisions, readout
from models.allocation import DECISIONS, ITEMS
from models.case import Case
from models.draft import Draft
from models.keys import Keys
from models.plan import Plan
from models.readback import at_start, complete, store_moves
from models.readout.markets import launched
from models.readout.tables import DIGITS, summed
from models.rules.lines import worked
from models.rules.parts import used

Numbers = NDArray[np.float64]

DECIDED: Final = ("build", "ship", "sell", "launch", "sail", "pattern")
"""The decisions that a planner takes; every other follows from them."""


def open_draft(case: Case) -> Draft:
    """Every decision that a plan's tables can tell of, with what it earns, and no rules.

    Wider than the program: there are sales that nobody asks for, overtime that is not allowed, sailings that cost
    nothing. What can't exist at all has no column here either.
    """
    draft = Draft(case)
    for decide in DECISIONS:
        _WIDER.get(decide, decide)(draft)
    for item in ITEMS:
        _WIDER.get(item, item)(draft)
    return draft


def followed(draft: Draft, decided: Numbers) -> Numbers:
    """The values of all columns of an ``open_draft`` (shape n): those of ``DECIDED`` as they are, and what follows.

    * yard and stock: what was there, plus what comes, less what goes; never below 0;
    * waiting: ``max(0, backlog before + demand - sold)``; lost, where nobody waits: ``max(0, demand - sold)``;
    * overtime: ``max(0, worked - regular)``; parts carried on: all that is left of a part that can be stored.
    """
    case, values = draft.case, complete(draft, decided)
    sell, parts = draft.sell, draft.part_stock.keys
    sales, backlog = case.sales, draft.backlog.keys
    counts = launched(draft, values)
    asked = sales["demand"] * counts + at_start(sales.keys, case.stock.at(sales.keys, "opening_backlog") * counts)
    moves = {
        **store_moves(draft, values),
        draft.backlog: asked[sales.keys.find(backlog)] - summed([sell], values, backlog),
        draft.part_stock: at_start(parts, case.parts.at(parts, "opening")) + case.parts.at(parts, "supply")
        - summed([used(draft)], values, parts),
    }  # fmt: skip
    for store, change in moves.items():
        values[store.columns] = _left(store.keys, change)
    short = draft.short.keys
    values[draft.short.columns] = np.maximum(0.0, asked[sales.keys.find(short)] - summed([sell], values, short))
    lines = draft.overtime.keys
    regular = case.lines.at(lines, "hours") + summed([draft.pattern * case.patterns["hours"]], values, lines)
    values[draft.overtime.columns] = np.maximum(0.0, summed(worked(draft), values, lines) - regular)
    return np.round(values, DIGITS) + 0.0


def plan_of(draft: Draft, decided: Numbers) -> Plan:
    """The plan of these decisions: the values (shape n) of an ``open_draft``'s columns, as a solution's would be."""
    return readout.written(draft, followed(draft, decided))


def _left(keys: Keys, moves: Numbers) -> Numbers:
    """What is there at the end of each period, never below 0: ``max(0, before + moves)``."""
    order = np.lexsort((keys["period"], *(keys[name] for name in keys.dimensions if name != "period")))
    total = np.cumsum(moves[order].reshape(-1, keys.sizes["period"]), axis=1)
    missing = np.minimum(0.0, np.minimum.accumulate(total, axis=1))
    left = np.empty(len(keys))
    left[order] = (total - missing).ravel()
    return left


def _sell(draft: Draft) -> None:
    draft.sell = draft.decide("sell", draft.case.sales.keys)


def _short(draft: Draft) -> None:
    sales = draft.case.sales
    draft.short = draft.decide("short", sales.keys.take(np.isnan(sales["backlog_cost"])))


def _overtime(draft: Draft) -> None:
    draft.overtime = draft.decide("overtime", draft.case.lines.keys)


def _sail(draft: Draft) -> None:
    draft.sail = draft.decide("sail", draft.case.services.keys)


def _deviation(draft: Draft) -> None:
    """Also of builds without units planned, whose distance is their own size."""
    case, keys = draft.case, draft.case.builds.keys
    stands = case.baseline.keys.distinct(*_WHEN).holds(keys, _WHEN) if len(case.baseline) else np.zeros(len(keys), bool)
    draft.deviation = draft.decide("deviation", keys.take(stands & (case.settings.change_cost > 0)))


def _plan_change(draft: Draft) -> None:
    draft.earn("plan_change", -draft.deviation * draft.case.settings.change_cost)


_WHEN: Final = ("line", "period")
_WIDER: Final = {
    decisions.sell: _sell, decisions.short: _short, decisions.overtime: _overtime, decisions.sail: _sail,
    decisions.deviation: _deviation, contribution.plan_change: _plan_change,
}  # fmt: skip
