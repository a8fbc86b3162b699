"""Who uses up a limit, and what each earns with a unit of it: why it is not there for another."""

from dataclasses import dataclass

from optimizer.explain.ground import Ground
from optimizer.explain.journeys import UNUSED, Journeys
from optimizer.explain.worth import Worth, worth

USERS = ("build", "ship", "stock", "yard")


@dataclass(frozen=True)
class Use:
    """What one model and market make of a limit."""

    model: str
    market: str
    units: float
    used: float
    """Of the limit: hours, parts, CEU, …"""
    earns: float
    """Per unit of the limit, all else that a vehicle costs and uses being paid; it would be lost with it."""


def uses(ground: Ground, row: int) -> list[Use]:
    """The models and markets that use a row's limit, those that earn most with a unit of it first.

    What a vehicle earns: its price less its costs and the prices of all other limits on its best journey. Customers are
    no cost: where all are served, their price is what the vehicle earns above the limit's own price.
    """
    found: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    matrix = ground.program.matrix
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    journeys: dict[tuple[int, int], Journeys] = {}
    for column, coefficient in zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True):
        decision, _ = ground.column_of(column)
        units = float(ground.values[column])
        if decision not in USERS or units <= UNUSED or coefficient * ground.prices[row] <= 0:
            continue
        keys, place = ground.keys_of(column)
        pair = int(keys["model"][place]), int(keys["market"][place])
        ways = journeys.setdefault(pair, Journeys(ground, *pair))
        journey = ways.through(column)
        if journey is not None:
            gain = worth(ground, journey.columns, [1.0] * len(journey.columns))
            found.setdefault(pair, []).append((units, abs(coefficient) * units, earned(ground, gain, row)))
    listed = ground.allocation.case.tables.listed
    total = [
        Use(listed("model")[model], listed("market")[market], sum(u for u, _, _ in parts), sum(h for _, h, _ in parts),
            max(e for _, _, e in parts))
        for (model, market), parts in found.items()
    ]  # fmt: skip
    return sorted(total, key=lambda use: (-use.earns, use.model, use.market))


def earned(ground: Ground, gain: Worth, row: int) -> float:
    """What a unit of a row's limit earns on a journey."""
    count = sum(term.count for term in gain.terms if term.row == row)
    spared = [term for term in gain.terms if term.row == row or _is_rent_of_customers(ground, term.row, term.amount)]
    return (gain.total - sum(term.amount for term in spared)) / abs(count)


def _is_rent_of_customers(ground: Ground, row: int | None, amount: float) -> bool:
    return row is not None and amount < 0 and ground.rule_of(row)[0].name == "demand"
