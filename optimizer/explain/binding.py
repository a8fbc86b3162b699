"""What limits a slice of a plan: every limit with a price that its builds, dispatches, sales and stocks run into."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.explain.causes import relieving
from optimizer.explain.chosen import Slice
from optimizer.explain.ground import WORTH, Ground
from optimizer.explain.limits import Limit, of_column, of_row
from optimizer.explain.phrases import LIMITS, names, timeless

_DECISIONS = ("build", "ship", "sell", "stock", "yard")


@dataclass(frozen=True)
class Binding:
    """One limit over the periods in which it binds."""

    text: str
    unit: str
    periods: tuple[str, ...]
    least: float
    """The lowest of its prices in those periods (one more unit is worth so much)."""
    most: float
    one_percent: float
    """What a hundredth more of it, in all those periods, is worth by the prices."""
    citations: tuple[str, ...]


def binding(ground: Ground, part: Slice) -> list[Binding]:
    """The limits of a slice, those worth most first."""
    groups: dict[str, list[tuple[str, Limit, float]]] = {}
    for limit, size in _found(ground, part):
        groups.setdefault(_without_period(ground, limit), []).append((_period(ground, limit), limit, size))
    told = [_together(text, members) for text, members in groups.items()]
    return sorted(told, key=lambda one: (-one.one_percent, one.text))


def _together(text: str, members: list[tuple[str, Limit, float]]) -> Binding:
    prices = [limit.price for _, limit, _ in members]
    cells = dict.fromkeys(cell.citation for _, limit, _ in members for cell in limit.cells if cell.table != "periods")
    periods = tuple(period for period, _, _ in members if period)
    worth = sum(limit.price * size for _, limit, size in members) / 100
    return Binding(text, members[0][1].named.unit, periods, min(prices), max(prices), worth, tuple(cells))


def _found(ground: Ground, part: Slice) -> Iterator[tuple[Limit, float]]:
    """Each limit with how much of it there is."""
    touched = np.zeros(len(ground.prices), dtype=np.bool_)
    for decision in ground.allocation.draft.decisions:
        if decision.name not in _DECISIONS or not part.reaches(decision.keys):
            continue
        mine = decision.columns[part.holds(decision.keys)]
        for column in mine.tolist():
            for sense, side in ((1, ground.rents), (-1, ground.losses)):
                at_limit = sense > 0 or ground.program.lower[column] > 0
                if side[column] > WORTH and at_limit and (limit := of_column(ground, column, sense)) is not None:
                    yield limit, abs(limit.stands)
        used = mine[ground.values[mine] > WORTH]
        touched |= np.asarray(abs(ground.program.matrix[:, used]).sum(axis=1)).ravel() > 0
    for row in np.flatnonzero(touched & (np.abs(ground.prices) > WORTH)).tolist():
        limit = of_row(ground, row)
        if limit is not None and limit.rule != "demand" and _is_in(ground, part, row):
            yield limit, abs(limit.stands)
            for column in relieving(ground, row):
                if (further := of_column(ground, column, 1)) is not None:
                    yield further, abs(further.stands)


def _is_in(ground: Ground, part: Slice, row: int) -> bool:
    """Whether a row belongs to the slice on the dimensions that it has itself."""
    rule, place = ground.rule_of(row)
    return bool(part.holds(rule.keys.take(np.array([place])))[0])


def _period(ground: Ground, limit: Limit) -> str:
    return _named(ground, limit).get("period", "")


def _without_period(ground: Ground, limit: Limit) -> str:
    """The limit in words, its period left out."""
    text, _ = LIMITS.get((limit.rule, limit.limit), (limit.named.text, ""))
    return timeless(text).format_map(_named(ground, limit))


def _named(ground: Ground, limit: Limit) -> dict[str, str]:
    if limit.row is not None:
        rule, place = ground.rule_of(limit.row)
        return names(ground.allocation.case, rule.keys, place)
    assert limit.column is not None
    return names(ground.allocation.case, *ground.keys_of(limit.column))
