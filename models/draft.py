"""A program while it is being written: decisions, rules and earnings as tables, turned into plain arrays at the end.

One idea carries it: **a term is summed over every key that its decision has and the rule has not**, by joining integer
key codes. No object is made per variable, term or row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.keys import MISSING, Codes, Keys, Mask, Positions
from models.matrix import Entries, Matrix
from models.program import Block, Program

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Term:
    """Columns of the program, each with a coefficient and a key: a decision, or what arithmetic makes of one."""

    keys: Keys
    columns: Positions
    coefficients: Numbers | float = 1.0

    def __mul__(self, factor: Numbers | float) -> "Term":
        """Scale by a number, or by one number per key."""
        return Term(self.keys, self.columns, self.coefficients * factor)

    __rmul__ = __mul__

    def __neg__(self) -> "Term":
        return self * -1.0

    def where(self, mask: Mask) -> "Term":
        """The part of the term at keys where the mask is true."""
        if mask.all():
            return self
        coefficients = self.coefficients
        return Term(self.keys.take(mask), self.columns[mask],
                    coefficients if isinstance(coefficients, float) else coefficients[mask])  # fmt: skip

    def later(self, dimension: str, steps: int) -> "Term":
        """The term as it counts ``steps`` codes later: ``stock.later("period", 1)`` is last period's stock."""
        shifted: Codes = self.keys[dimension] + np.int32(steps)
        inside = shifted < self.keys.sizes[dimension]
        return Term(self.keys.having(**{dimension: shifted}), self.columns, self.coefficients).where(inside)

    def renamed(self, **names: str) -> "Term":
        """The term keyed by other codes that it carries: ``ship.renamed(period="arrival")`` counts at arrival."""
        codes = {new: self.keys[old] for new, old in names.items()}
        return Term(self.keys.having(**codes), self.columns, self.coefficients)

    def spread(self, wanted: Keys, on: Iterable[str]) -> "Term":
        """The term at finer keys: each wanted key takes the column whose key it agrees with on those dimensions."""
        places = self.keys.find(wanted, on)
        found = places != MISSING
        places = places[found]
        coefficients = self.coefficients if isinstance(self.coefficients, float) else self.coefficients[places]
        return Term(wanted.take(found), self.columns[places], coefficients)

    def values(self, solution: Numbers) -> Numbers:
        """Coefficient times value of each column, one per key."""
        return self.coefficients * solution[self.columns]


@dataclass(frozen=True, eq=False)
class Decision(Term):
    """A block of columns, one per key."""

    name: str = ""

    @property
    def start(self) -> int:
        """First column."""
        return int(self.columns[0]) if len(self.columns) else 0


@dataclass(frozen=True, eq=False)
class Rule:
    """A block of rows: one limit of one rule. ``limit`` names what stands on the right-hand side."""

    name: str
    limit: str
    keys: Keys
    lower: Numbers
    upper: Numbers
    start: int


@dataclass(frozen=True, eq=False)
class Bound:
    """A rule that needs no row: one that bounds single columns."""

    name: str
    limit: str
    decision: Decision
    sense: int
    """+1: an upper bound, −1: a lower one."""
    keys: Keys
    columns: Positions
    limits: Numbers


@dataclass(eq=False)
class Draft:
    """The program of a case being written. Decisions are attributes once decided; see ``models.decisions``."""

    case: Case
    build: Decision = field(init=False)
    ship: Decision = field(init=False)
    yard: Decision = field(init=False)
    stock: Decision = field(init=False)
    sell: Decision = field(init=False)
    backlog: Decision = field(init=False)
    short: Decision = field(init=False)
    overtime: Decision = field(init=False)
    run: Decision = field(init=False)
    use: Decision = field(init=False)
    launch: Decision = field(init=False)
    sail: Decision = field(init=False)
    pattern: Decision = field(init=False)
    change: Decision = field(init=False)
    part_stock: Decision = field(init=False)
    deviation: Decision = field(init=False)
    decisions: list[Decision] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    earnings: list[tuple[str, Term]] = field(default_factory=list)
    _lower: list[Numbers] = field(default_factory=list)
    _upper: list[Numbers] = field(default_factory=list)
    _integer: list[Mask] = field(default_factory=list)
    _matrix: Matrix = field(default_factory=Matrix)
    _box: Mapping[str, Numbers] | None = None
    _width: int = 0

    def decide(self, name: str, keys: Keys, *, lower: Numbers | float = 0.0, upper: Numbers | float = np.inf,
               integer: bool = False) -> Decision:  # fmt: skip
        """Add a block of columns, one per key, between bounds; whole if ``integer`` and not fixed by its bounds."""
        count = len(keys)
        decision = Decision(keys, np.arange(self._width, self._width + count), 1.0, name)
        self.decisions.append(decision)
        self._lower.append(np.broadcast_to(np.asarray(lower, dtype=np.float64), count))
        self._upper.append(np.broadcast_to(np.asarray(upper, dtype=np.float64), count))
        self._integer.append(np.broadcast_to(np.bool_(integer), count))
        self._width += count
        return decision

    def rule(self, name: str, over: Keys, terms: Iterable[Term], *, lower: Numbers | float = -np.inf,
             upper: Numbers | float = np.inf, limit: str = "") -> None:  # fmt: skip
        """Add a block of rows ``lower ≤ Σ terms ≤ upper``, one per key of ``over``, once everything is decided.

        A term counts in every row it agrees with on all dimensions of ``over``: it is summed over its other dimensions.
        Rows without any limit are left out.
        """
        low = np.broadcast_to(np.asarray(lower, dtype=np.float64), len(over))
        high = np.broadcast_to(np.asarray(upper, dtype=np.float64), len(over))
        limits = np.isfinite(low) | np.isfinite(high)
        if not limits.all():
            over, low, high = over.take(limits), low[limits], high[limits]
        if not len(over):
            return
        self.rules.append(Rule(name, limit or name, over, low, high, self.height))
        self._matrix.add(len(over), self._width, (_entries(over, term) for term in terms if len(term.keys)))

    def bound(self, name: str, decision: Decision, *, lower: Numbers | None = None, upper: Numbers | None = None,
              limit: str = "") -> None:  # fmt: skip
        """Tighten the bounds of a decision's columns (one value per key): a rule that needs no rows."""
        place = self.decisions.index(decision)
        for values, bounds, sense in ((lower, self._lower, -1), (upper, self._upper, 1)):
            if values is None:
                continue
            tightens = values > bounds[place] if sense < 0 else values < bounds[place]
            if not tightens.any():
                continue
            bounds[place] = np.where(tightens, values, bounds[place])
            self.bounds.append(Bound(name, limit or name, decision, sense, decision.keys.take(tightens),
                                     decision.columns[tightens], values[tightens]))  # fmt: skip

    def earn(self, item: str, term: Term) -> None:
        """Add a term to the contribution under that item, in the case's currency."""
        self.earnings.append((item, term))

    @property
    def height(self) -> int:
        """How many rows there are so far."""
        return self._matrix.height

    def box(self, decision: Term) -> Numbers:
        """A finite number that no plan exceeds, for each column of a decision; see ``models.box``."""
        assert isinstance(decision, Decision)
        if self._box is None:
            from models.box import box  # the box is worked out from a draft: the one arrow that points back

            self._box = box(self)
        return self._box.get(decision.name, np.ones(len(decision.keys)))

    def program(self) -> Program:
        """The arrays."""
        lower, upper = _joined(self._lower), _joined(self._upper)
        cost = np.zeros(self._width)
        for _, term in self.earnings:
            np.add.at(cost, term.columns, term.coefficients)
        integer = np.concatenate([np.zeros(0, dtype=np.bool_), *self._integer])
        return Program(
            cost=cost, lower=lower, upper=upper, integer=integer & (lower < upper),
            row_lower=_joined([rule.lower for rule in self.rules]),
            row_upper=_joined([rule.upper for rule in self.rules]),
            matrix=self._matrix.whole(self._width),
            decisions=tuple(Block(d.name, d.keys, d.start) for d in self.decisions),
            rules=tuple(Block(r.name, r.keys, r.start) for r in self.rules),
            box=_joined([self.box(decision) for decision in self.decisions]),
        )  # fmt: skip


def _entries(over: Keys, term: Term) -> Entries:
    """Row, column and coefficient of everything that a term brings to the rows ``over``, except nothing."""
    rows, coefficients = over.find(term.keys), np.broadcast_to(term.coefficients, len(term.keys))
    counts = (rows != MISSING) & (coefficients != 0)
    if counts.all():
        return rows, term.columns, coefficients
    return rows[counts], term.columns[counts], coefficients[counts]


def _joined(parts: Iterable[Numbers]) -> Numbers:
    """Arrays end to end."""
    return np.concatenate([np.zeros(0), *parts])
