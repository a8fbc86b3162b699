"""What would serve a shortage: the inputs changed, the case solved again, and what came of it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.keys import Keys
from models.plan import Plan
from models.readback import values_of
from optimizer.explain.bundles import Bundle, bundles
from optimizer.explain.changes import Change, changes_of, with_sailings
from optimizer.explain.closest import closest
from optimizer.explain.contrast import plan_of
from optimizer.explain.differences import Differences, differences
from optimizer.explain.direction import lost_column, lost_columns
from optimizer.explain.edits import edited, value_at
from optimizer.explain.ground import Ground, NoGround, Numbers, ground
from optimizer.explain.phrases import names
from optimizer.explain.softening import Soft, softened

FACTORS = (1.0, 1.25, 2.0, 4.0, 8.0, 16.0)
"""How much more of a set is tried where the best plan puts what it is given to other uses."""

BISECTIONS = 4
"""How often the step between too little and enough is halved."""

SERVED = 1e-4
"""Units short that are none: a thousand times an engine's tolerance."""


@dataclass(frozen=True, eq=False)
class Fix:
    """A set of changes with which the best plan serves the shortage; ``change``: what the plan is worth more."""

    changes: tuple[Change, ...]
    change: Differences
    others_short: float
    """Units by which all other shortages together become more (or fewer: negative)."""


@dataclass(frozen=True, eq=False)
class Remedy:
    """What would serve one shortage."""

    market: str
    model: str
    period: str
    short: float
    fixes: tuple[Fix, ...]
    costs: float | None
    """What serving it would cost now, from others' plans; ``None`` where that is impossible."""
    pays_by: str
    """What would make it pay: the net ``price``, or where customers wait the ``shortage_cost``."""
    price: float | None
    """That figure from which on serving it all would pay, in the currency it is given in."""
    price_now: float
    price_citation: str
    needs_nothing: bool = False
    """It could be served with the inputs as they are and nobody served worse: it does not pay."""


def remedy(base: Ground, key: Keys, count: int, heard: Callable[[str], None] = lambda _: None,
           is_over: Callable[[], bool] = lambda: False) -> Remedy:  # fmt: skip
    """At most ``count`` verified fixes of the shortage at a key over market, model and period; fewer in little time."""
    case = base.allocation.case
    named = names(case, key, 0)
    costs, raise_by = _at_the_expense_of_others(base, key)
    by = "price" if base.allocation.draft.short.keys.holds(key)[0] else "shortage_cost"
    now, place = value_at(case.tables, "demand", by, named)
    now = 0.0 if math.isnan(now) else now
    rate = float(case.sales.at(key, "price")[0]) / now if by == "price" and now else 1.0
    price = None if raise_by is None else now + raise_by / rate
    short = short_at(base, key)
    found = Remedy(named["market"], named["model"], named["period"], short, (), costs, by, price, now, place)
    softs = softened(base, key)
    fixes: list[Fix] = []
    sets = bundles(base, key, softs, 4 * count)
    if any(not bundle.amounts for bundle in sets):
        return replace(found, needs_nothing=True)
    for number, bundle in enumerate(sets, 1):
        if len(fixes) == count or is_over():
            break
        heard(f"what would serve {named['model']} in {named['market']} in {named['period']}: set {number}")
        fix = _tried(base, key, softs, bundle)
        if fix is not None:
            fixes.append(fix)
    return replace(found, fixes=tuple(fixes))


def short_at(base: Ground, key: Keys) -> float:
    """Units lost at a key."""
    lost = lost_column(base, key)
    return 0.0 if lost is None else float(base.values[lost])


def _tried(base: Ground, key: Keys, softs: Sequence[Soft], bundle: Bundle) -> Fix | None:
    """The set as a fix: with as little more of it as makes the best plan serve the shortage; ``None`` if none does."""
    before = plan_of(base, base.values)

    def after(factor: float) -> Ground | None:
        return _served(base, before, key, changes_of(base.allocation.case.tables, softs, bundle, factor))

    low, high = 0.0, FACTORS[0]
    for high in FACTORS:
        if (found := after(high)) is not None:
            break
        low = high
    else:
        return None
    for _ in range(BISECTIONS if low else 0):
        middle = (low + high) / 2
        nearer = after(middle)
        low, high, found = (low, middle, nearer) if nearer is not None else (middle, high, found)
    values = closest(found.program, found.warm.solve(), values_of(found.allocation.draft, before))
    others = _all_short(found, values) - (_all_short(base, base.values) - short_at(base, key))
    changes = changes_of(base.allocation.case.tables, softs, bundle, high)
    return Fix(tuple(changes), differences(before, plan_of(found, values)), others)


def _served(base: Ground, before: Plan, key: Keys, changes: list[Change]) -> Ground | None:
    """The ground with its inputs edited, formulated and solved anew, if its best plan serves the shortage.

    Switches are kept but for sailings: those that are added run.
    """
    tables = edited(base.allocation.case.tables, [change.edit for change in changes])
    try:
        after = ground(tables, with_sailings(before, changes), relaxed=base.is_relaxed)
    except NoGround:
        return None
    return after if short_at(after, key) <= SERVED else None


def _all_short(base: Ground, values: Numbers) -> float:
    return float(values[lost_columns(base)].sum())


def _at_the_expense_of_others(base: Ground, key: Keys) -> tuple[float | None, float | None]:
    """What serving all would cost as things are, and how much dearer a unit lost would have to be for it to pay."""
    lost = lost_column(base, key)
    if lost is None:
        return None, None
    warm, program, column = base.warm, base.program, np.array([lost])
    warm.set_bounds(column, np.zeros(1), np.zeros(1))
    said = warm.solve()
    warm.set_bounds(column, program.lower[column], program.upper[column])
    if said.objective is None or said.reduced_costs is None:
        return None, None
    return base.objective - said.objective, max(0.0, float(said.reduced_costs[lost]))
