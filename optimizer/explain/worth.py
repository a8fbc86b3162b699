"""What one more unit is worth, term by term: the money it earns and costs, and the prices of the limits it uses up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

import numpy as np

from optimizer.explain.ground import WORTH, Ground


class Source(StrEnum):
    """Where a term comes from."""

    MONEY = "money"
    """An item of the contribution."""
    RULE = "rule"
    """A row: ``count`` units of its limiting side, at its ``price``."""
    BOUND = "bound"
    """The upper bound of a column (or its being kept as planned)."""


@dataclass(frozen=True)
class Term:
    """One term: ``amount = −price · count`` of a limit, or money (``price`` per unit, ``count`` units)."""

    source: Source
    item: str
    """The item of the contribution; empty for a limit."""
    column: int | None
    """The column that earns it, or whose bound it is; ``None`` for a row."""
    row: int | None
    count: float
    """Units of the column, or of the row's limiting side (hours, parts, …) that are used (given back: negative)."""
    price: float
    amount: float


@dataclass(frozen=True)
class Worth:
    """What so many further units of some columns are worth. ``terms`` add up to ``total`` exactly (to rounding)."""

    terms: tuple[Term, ...]
    total: float

    def of(self, source: Source) -> tuple[Term, ...]:
        """The terms of one source."""
        return tuple(term for term in self.terms if term.source is source)

    @property
    def money(self) -> float:
        """The money alone."""
        return fsum(term.amount for term in self.of(Source.MONEY))


def worth(ground: Ground, columns: Sequence[int], weights: Sequence[float]) -> Worth:
    """What ``weights`` further units of ``columns`` are worth at the ground's prices; prices that cancel are left out.

    The reduced cost of the change, ``Σ w · (c − y · a)``, less the rents of upper bounds: 0 where the plan is
    indifferent to it, and below 0 by what it would lose.
    """
    terms: list[Term] = []
    items, coefficients = ground.money
    for column, weight in zip(columns, weights, strict=True):
        part = slice(coefficients.indptr[column], coefficients.indptr[column + 1])
        for item, price in zip(coefficients.indices[part], coefficients.data[part], strict=True):
            if price:
                terms.append(Term(Source.MONEY, items[item], column, None, weight, float(price), float(price * weight)))
    terms += _rows(ground, columns, weights)
    for column, weight in zip(columns, weights, strict=True):
        rent = float(ground.rents[column])
        if rent and weight:
            terms.append(Term(Source.BOUND, "", column, None, weight, rent, -rent * weight))
    return Worth(tuple(terms), fsum(term.amount for term in terms))


def _rows(ground: Ground, columns: Sequence[int], weights: Sequence[float]) -> list[Term]:
    """The rows whose use changes, and that have a price, in the order in which the columns come to them."""
    used: dict[int, list[float]] = {}
    matrix = ground.by_column
    for column, weight in zip(columns, weights, strict=True):
        part = slice(matrix.indptr[column], matrix.indptr[column + 1])
        for row, coefficient in zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True):
            used.setdefault(row, []).append(coefficient * weight)
    terms = []
    for row, counts in used.items():
        count, price = fsum(counts), float(ground.prices[row])
        if abs(price) > WORTH and abs(count) > 1e-12 * max(map(abs, counts)):
            terms.append(Term(Source.RULE, "", None, row, count, price, -price * count))
    return terms


def reduced_cost(ground: Ground, columns: Sequence[int], weights: Sequence[float]) -> float:
    """The same total straight from the arrays: what ``worth`` adds up to."""
    raw = ground.program.cost - ground.program.matrix.T @ ground.prices - ground.rents
    return float(np.dot(raw[list(columns)], np.asarray(weights, dtype=np.float64)))
