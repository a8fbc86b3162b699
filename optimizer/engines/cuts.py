"""Rows that only tighten, added where the relaxation asks for them: most never matter, and all slow an engine down.

The relaxation of the rules alone is solved, the rows that its solution violates most are added, and so on, until little
is gained. Few and short rows at a time keep each solve near the last (cutting planes: Dantzig, Fulkerson & Johnson,
*Operations Research* 2, 1954; separation from a large family: Pochet & Wolsey, *Production Planning by Mixed Integer
Programming*, 2006, chapter 4). On a program of 30,000 columns 6,500 of 51,000 rows bring all of the gain, and the
relaxation takes 7 seconds instead of more than 60.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program
from optimizer.engines.base import Options, Watch
from optimizer.engines.relaxation import Relaxation
from optimizer.engines.scaling import scaled

ROUNDS = 20
"""Most times that rows are added."""

SHARE, FEWEST, MOST = 0.025, 200, 1500
"""Share of all rows that tighten which is added at a time, and between which numbers: many at once take too long."""

VIOLATED = 1e-4
"""How far beyond a row, in units of its own length, a solution must be for the row to be added."""

GAIN = 0.02
"""Share of the gap asked for by which the bound must fall in a round for another one to follow."""

Numbers = NDArray[np.float64]


class Root:
    """The relaxation, tightened step by step: ``values`` (shape n) is its solution, ``bound`` what no plan exceeds."""

    def __init__(self, program: Program, options: Options, watch: Watch) -> None:
        """Take a program, of which rows may only tighten; nothing is solved yet."""
        self.program, self._options, self._watch = program, options, watch
        rules, self._scaling = scaled(program.rules_only)
        self._relaxation = Relaxation(rules, options, watch)
        self._tight, self._upper = _tightening(program)
        self._added = np.zeros(len(self._upper), dtype=np.bool_)

    def solve(self) -> bool:
        """Solve the relaxation of the rules alone; whether it has a solution, and in time."""
        return self._relaxation.is_solved()

    @property
    def values(self) -> Numbers:
        """The relaxation's solution."""
        return self._relaxation.values

    @property
    def bound(self) -> float:
        """The relaxation's objective."""
        return self._relaxation.objective / self._scaling.cost

    def tighten(self, seconds: float, tell: Callable[[float], None] = lambda _: None) -> Program:
        """Add rows as long as they gain something and for so many seconds; gives back the rules with those rows that
        bind in the end. Tells the bound after each time.
        """
        self._relaxation.end_within(seconds)
        relaxation, tight, upper, added = self._relaxation, self._tight, self._upper, self._added
        length = np.maximum(np.sqrt(np.asarray(tight.multiply(tight).sum(axis=1)).ravel()), 1e-9)
        for _ in range(ROUNDS):
            missed = (tight @ relaxation.values - upper) / length
            worst = np.flatnonzero((missed > VIOLATED) & ~added)
            worst = worst[np.argsort(-missed[worst])][: int(np.clip(SHARE * len(upper), FEWEST, MOST))]
            if not len(worst) or self._watch.stop.is_set():
                break
            before = relaxation.objective
            relaxation.add_rows(sp.csr_array(tight[worst]), np.full(len(worst), -np.inf), upper[worst])
            added[worst] = True
            is_solved = relaxation.is_solved()
            tell(self.bound)
            if not is_solved or before - relaxation.objective < GAIN * self._options.gap * abs(before):
                break
        slack = upper - tight @ relaxation.values
        return _with(self.program, added & (slack <= VIOLATED * length))


def _tightening(program: Program) -> tuple[sp.csr_array, Numbers]:
    """The rows that only tighten, and their upper sides (they have no lower ones)."""
    first = len(program.row_upper) if program.rule_rows is None else program.rule_rows
    return sp.csr_array(program.matrix[first:]), program.row_upper[first:]


def _with(program: Program, binding: NDArray[np.bool_]) -> Program:
    """The program with its rules and, of its other rows, those marked."""
    if program.rule_rows is None:
        return program
    kept = np.concatenate([np.arange(program.rule_rows), program.rule_rows + np.flatnonzero(binding)])
    return replace(
        program,
        matrix=sp.csr_array(program.matrix[kept]),
        row_lower=program.row_lower[kept],
        row_upper=program.row_upper[kept],
        rules=program.rules_only.rules,
    )
