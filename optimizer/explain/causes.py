"""The limits behind what a vehicle more would use, each followed down to what keeps it from being eased."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from optimizer.explain.ground import WORTH, Ground
from optimizer.explain.limits import FREE, Limit, of_column, of_row, row_limit
from optimizer.explain.worth import Source, Term

RELIEVING = ("overtime", "part_stock", "run", "use", "launch", "sail")
"""Decisions that make room in a row."""


def behind(ground: Ground, terms: Iterable[Term]) -> list[Limit]:
    """The limits behind terms that cost something, each followed by those that keep it from being eased."""
    found: dict[tuple[int | None, int | None], Limit] = {}
    for term in terms:
        if term.source is Source.MONEY or term.amount >= 0:
            continue
        for limit in [of_column(ground, term.column, 1)] if term.column is not None else _chain(ground, term.row):
            if limit is not None:
                found.setdefault((limit.row, limit.column), limit)
    return list(found.values())


def full(ground: Ground, columns: Sequence[int]) -> list[Limit]:
    """The limits of rows that leave no room for one more unit of each of the columns, with a price or without."""
    change = np.zeros(len(ground.values))
    change[list(columns)] = 1.0
    use, now, program = ground.program.matrix @ change, ground.program.matrix @ ground.values, ground.program
    over = (use > WORTH) & (now >= program.row_upper - WORTH)
    under = (use < -WORTH) & (now <= program.row_lower + WORTH)
    rows = [(row, 1 if over[row] else -1) for row in np.flatnonzero(over | under).tolist()]
    return [row_limit(ground, row, sense) for row, sense in rows if ground.rule_of(row)[0].name not in FREE]


def claims(ground: Ground, column_keys: Iterable[int]) -> Iterator[Limit]:
    """The least stocks and closing stocks, among columns, that a vehicle more would be taken from."""
    for column in column_keys:
        if ground.program.lower[column] > 0 and ground.values[column] <= ground.program.lower[column] + 1e-6:
            limit = of_column(ground, column, -1)
            if limit is not None:
                yield limit


def _chain(ground: Ground, row: int | None) -> Iterator[Limit]:
    """A row's limit, then whatever could make room in it and is itself at its limit, down to the last."""
    waiting, seen = [row], set()
    while waiting:
        row = waiting.pop(0)
        if row is None or row in seen:
            continue
        seen.add(row)
        limit = of_row(ground, row)
        if limit is None:
            continue
        yield limit
        for column in relieving(ground, row):
            further = of_column(ground, column, 1)
            if further is not None:
                yield further
            elif ground.reduced[column] == 0:
                waiting += _others(ground, column, row)


def relieving(ground: Ground, row: int) -> list[int]:
    """The columns that make room in a row."""
    matrix, price = ground.program.matrix, ground.prices[row]
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    helps = matrix.data[part] * price < 0
    return [int(column) for column in matrix.indices[part][helps] if ground.column_of(int(column))[0] in RELIEVING]


def _others(ground: Ground, column: int, row: int) -> list[int | None]:
    """The other rows of a column: where what it brings is taken from."""
    part = slice(ground.by_column.indptr[column], ground.by_column.indptr[column + 1])
    return [int(other) for other in ground.by_column.indices[part] if int(other) != row]
