"""The common ground of explanations: what remains of a case when a plan's switches are kept, solved to the last cent.

Launches, sailings, shifts, lots and routes stand as planned and vehicles need not be whole: a linear program. It has an
exact best, a price for every limit, and two of its plans differ by an exact amount. (Of the mixed-integer program only
an interval is known, as wide as its gap.)
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.allocation import Allocation, formulate
from models.case import Case
from models.draft import Bound, Rule
from models.keys import Keys
from models.plan import Plan
from models.program import Program
from models.readback import values_of
from models.solution import Status
from models.tables import Tables
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.engines.fix import fixed
from optimizer.engines.warm import Warm
from optimizer.kept import room

Numbers = NDArray[np.float64]

WORTH = 1e-6
"""A price below this is rounding error of the engine: some ten times its tolerance on reduced costs."""


class NoGround(Exception):  # noqa: N818 - there is no ground to stand on
    """The program with a plan's switches kept has no best plan: the plan does not belong to the case."""


@dataclass(frozen=True, eq=False)
class Ground:
    """A case with the switches of one plan, at its best. Shapes: ``n`` columns, ``m`` rows."""

    allocation: Allocation
    """Of the case with vehicles that need not be whole."""
    program: Program
    """The rules alone, switches fixed."""
    values: Numbers
    """Shape n."""
    prices: Numbers
    """Shape m: what one more unit of each row's limiting side is worth; see ``models.solution.Solution.duals``."""
    objective: float
    is_relaxed: bool = False
    """Whether switches may be fractions."""

    @cached_property
    def reduced(self) -> Numbers:
        """Reduced costs (shape n): what one more unit of each column is worth, all that it uses being paid for."""
        left: Numbers = self.program.cost - self.program.matrix.T @ self.prices
        return np.where(np.abs(left) > WORTH, left, 0.0)

    @cached_property
    def rents(self) -> Numbers:
        """The part of the reduced costs (shape n, ≥ 0) that is the price of a column's upper bound."""
        upper = np.where(np.isfinite(self.program.upper), self.program.upper, np.finfo(np.float64).max)
        full = self.values >= upper - 1e-6 * np.maximum(1.0, np.abs(upper))
        return np.where(full, np.maximum(self.reduced, 0.0), 0.0)

    @cached_property
    def losses(self) -> Numbers:
        """What one more unit of each column would lose (shape n, ≥ 0), its upper bound's price paid too."""
        return np.maximum(self.rents - self.reduced, 0.0)

    @cached_property
    def room(self) -> Numbers:
        """What the switches kept bring to each row's limits (shape m): the space on the sailings that are run."""
        return room(self.program, self.allocation.rules_only.integer & (self.program.lower == self.program.upper))

    @cached_property
    def by_column(self) -> sp.csc_array:
        """The matrix, column by column."""
        return sp.csc_array(self.program.matrix)

    @cached_property
    def warm(self) -> Warm:
        """The program in the engine, solved: what is asked of it must be put back."""
        warm = Warm(self.program)
        warm.solve()
        return warm

    @cached_property
    def money(self) -> tuple[tuple[str, ...], sp.csc_array]:
        """The items of the contribution and what each column earns (costs) in each: shape (items, n)."""
        items = tuple(dict.fromkeys(item for item, _ in self.allocation.draft.earnings))
        rows, columns, data = [], [], []
        for item, term in self.allocation.draft.earnings:
            rows.append(np.full(len(term.columns), items.index(item)))
            columns.append(term.columns)
            data.append(np.broadcast_to(np.asarray(term.coefficients, dtype=np.float64), len(term.columns)))
        shape = (len(items), len(self.program.cost))
        parts = (np.concatenate(data), (np.concatenate(rows), np.concatenate(columns)))
        return items, sp.csc_array(sp.coo_array(parts, shape=shape))

    def rule_of(self, row: int) -> tuple[Rule, int]:
        """The rule that a row belongs to, and the row's place in it."""
        for rule in self.allocation.draft.rules:
            if rule.start <= row < rule.start + len(rule.keys):
                return rule, row - rule.start
        raise IndexError(f"no row {row}")

    def column_of(self, column: int) -> tuple[str, int]:
        """The name of the decision that a column belongs to, and the column's place in it."""
        for decision in self.allocation.draft.decisions:
            if decision.start <= column < decision.start + len(decision.keys):
                return decision.name, column - decision.start
        raise IndexError(f"no column {column}")

    def keys_of(self, column: int) -> tuple[Keys, int]:
        """The keys of the decision that a column belongs to, and the column's place in them."""
        name, place = self.column_of(column)
        return next(d.keys for d in self.allocation.draft.decisions if d.name == name), place

    @cached_property
    def _bounds(self) -> Mapping[tuple[int, int], tuple[Bound, int]]:
        """For each column and sense (+1 upper, −1 lower) the inputs' bound on it: the tightest is the last."""
        return {
            (column, bound.sense): (bound, place)
            for bound in self.allocation.draft.bounds
            for place, column in enumerate(bound.columns.tolist())
        }

    def bound_of(self, column: int, sense: int) -> tuple[Bound, int] | None:
        """The bound from above (+1) or below (−1) that the inputs put on a column; ``None`` without one."""
        return self._bounds.get((column, sense))

    def contribution(self, values: Numbers) -> Mapping[str, float]:
        """What a solution (shape n) earns in each item."""
        items, coefficients = self.money
        amounts: Numbers = coefficients @ values
        return {item: float(amount) for item, amount in zip(items, amounts, strict=True)}


def continuous(tables: Tables) -> Tables:
    """The same case with vehicles that need not be whole."""
    return replace(tables, settings=replace(tables.settings, integer_units=False))


def ground(tables: Tables, plan: Plan, *, relaxed: bool = False) -> Ground:
    """The ground under a plan of the case, or of one with much the same names.

    Of a ``relaxed`` plan, switches are not kept: they may be fractions. Raises ``NoGround`` where nothing is best.
    """
    allocation = formulate(Case(continuous(tables)))
    rules = allocation.rules_only
    program = rules.relaxed() if relaxed else fixed(rules, values_of(allocation.draft, plan))
    found = engines.solve(program, Options(), "highs")
    if found.status is not Status.OPTIMAL or found.values is None or found.duals is None or found.objective is None:
        raise NoGround(f"with the plan's switches kept the program is {found.status}")
    return Ground(allocation, program, found.values, found.duals, found.objective, relaxed)
