"""The limits of a case: what a planner set and could set otherwise, each of which can be lifted by itself.

What is left when all of them are lifted are laws: vehicles are neither made nor lost, a model is built on a line only
where its switch is on, exactly one shift pattern is in force.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.draft import Rule
from models.keys import MISSING, Keys, Mask, Positions
from models.program import Program
from optimizer.diagnose.roomy import RoomyDraft
from optimizer.explain.sources import Cited, cited, sources

Numbers = NDArray[np.float64]

BALANCES = {("plant_balance", "opening"), ("market_balance", "units")}
"""Rules whose right-hand side is what there is: lifted, it may be less (none at least) or more."""


@dataclass(frozen=True)
class Limit:
    """One limit: its rule, what is limited, the key (one) for which, and the rows of the program that hold it."""

    rule: str
    limit: str
    keys: Keys
    rows: tuple[int, ...]
    lower: float
    upper: float

    @property
    def kind(self) -> tuple[str, str]:
        """Rule and limit."""
        return self.rule, self.limit

    @property
    def value(self) -> float:
        """What stands on the right-hand side: the upper one where there is one."""
        return self.upper if np.isfinite(self.upper) else self.lower


@dataclass(frozen=True, eq=False)
class Limits:
    """The program of a case with its limits apart.

    Shapes: ``m`` rows, ``n`` columns. ``of_row`` is the number of the limit that a row holds (``MISSING``: it is a
    law); ``lifted_lower`` and ``lifted_upper`` are the row's sides when that limit is lifted.
    """

    draft: RoomyDraft
    program: Program
    of_row: Positions
    lifted_lower: Numbers
    lifted_upper: Numbers
    blocks: tuple[tuple[Rule, Positions], ...]
    """Each rule that holds limits, with the number of the limit at each of its keys."""
    count: int

    def __len__(self) -> int:
        return self.count

    @property
    def case(self) -> Case:
        """The case as it is."""
        return self.draft.case.limited

    def enforcing(self, kept: Mask) -> Program:
        """The program with only the laws and the limits marked in ``kept`` (one per limit)."""
        holds = self.holds(kept)
        return replace(
            self.program,
            row_lower=np.where(holds, self.program.row_lower, self.lifted_lower),
            row_upper=np.where(holds, self.program.row_upper, self.lifted_upper),
        )

    def holds(self, kept: Mask) -> Mask:
        """Whether each row holds where only those limits are kept."""
        held: Mask = (self.of_row == MISSING) | np.append(kept, False)[self.of_row]
        return held

    @cached_property
    def kinds(self) -> NDArray[np.object_]:
        """Rule and limit of each limit, as ``rule.limit``."""
        names = np.empty(self.count, dtype=object)
        for rule, numbers in self.blocks:
            names[numbers[numbers != MISSING]] = f"{rule.name}.{rule.limit}"
        return names

    @cached_property
    def _rows(self) -> tuple[Positions, Positions]:
        """The rows in the order of their limits, and where those of each begin (laws, limit 0, limit 1, …, the end)."""
        order = np.argsort(self.of_row, kind="stable")
        return order, np.searchsorted(self.of_row[order], np.arange(-1, self.count + 1))

    def about(self, number: int) -> Limit:
        """What is to be said of one limit."""
        order, first = self._rows
        rows = np.sort(order[first[number + 1] : first[number + 2]])
        rule = next(rule for rule, _ in self.blocks if rule.start <= rows[0] < rule.start + len(rule.keys))
        lower, upper = self.program.row_lower[rows].max(), self.program.row_upper[rows].min()
        keys = rule.keys.take(rows[:1] - rule.start)
        return Limit(rule.name, rule.limit, keys, tuple(rows.tolist()), float(lower), float(upper))

    def cells(self, number: int) -> list[Cited]:
        """The input cells that a limit comes from; none where it is a default."""
        limit = self.about(number)
        return cited(self.case, limit.rule, limit.limit, limit.keys)

    def cited(self, numbers: Iterable[int]) -> dict[int, list[Cited]]:
        """The input cells of several limits.

        That a firm line builds nothing else follows from any of its rows: where some of them are cited, no others are.
        """
        cells = {number: self.cells(number) for number in numbers}
        firm = {number: self.about(number).keys for number in cells if self.kinds[number] == "frozen.units"}
        own = {number for number, keys in firm.items() if self.case.frozen.keys.holds(keys)[0]}
        cited = {(int(firm[number]["line"][0]), int(firm[number]["period"][0])) for number in own}
        for number in firm.keys() - own:
            if (int(firm[number]["line"][0]), int(firm[number]["period"][0])) in cited:
                cells[number] = []
        return cells

    def sharing(self, numbers: tuple[int, ...]) -> Positions:
        """The limits that take their value from a cell of any of these, they themselves among them.

        Working days, which all lines have in common, are no such cell.
        """
        wanted: dict[tuple[str, str], set[int]] = {}
        for number in numbers:
            for cell in self.cells(number):
                if cell.table != "periods":
                    wanted.setdefault((cell.table, cell.column), set()).add(cell.row)
        found = set(numbers)
        for rule, of_key in self.blocks:
            for source in sources(self.case, rule.name, rule.limit, rule.keys):
                if rows := wanted.get((source.table, source.column)):
                    found.update(of_key[source.positions[np.isin(source.rows, list(rows))]].tolist())
        return np.array(sorted(found - {MISSING}), dtype=np.int64)
