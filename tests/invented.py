"""Invented cases for tests: drawn by seed and features, solved by the tool, judged by the oracle."""

import os
import random
from dataclasses import dataclass, replace

from hypothesis import strategies

from benchmarks.invent import SMALL, TINY, Feature, InventedCase, Size, invent
from optimizer.faults import FaultyCase
from optimizer.outcome import Outcome
from optimizer.pipeline import solve_case
from optimizer.request import Request

EXAMPLES = int(os.environ.get("OPTIMIZER_EXAMPLES", "1"))
"""How many times more cases than by default: 1 for every day, 20 for a night."""

GAP = 1e-7
"""Gap asked of the tool."""

NEAR = 1e-6
"""Share of an objective (or of 1) within which two are the same: ten times the gap, for tolerances of rules."""


@dataclass(frozen=True)
class Said:
    """What the tool says of a case."""

    exit_code: int
    objective: float | None
    outcome: Outcome | None
    faults: str = ""


def drawn(seed: int, size: Size | None = None) -> InventedCase:
    """A case of a seed: few features or many, small or tiny."""
    dice = random.Random(seed)
    share = dice.choice([0.1, 0.2, 0.4, 0.8])
    features = [feature for feature in Feature if dice.random() < share]
    return invent(seed, features, size or (TINY if dice.random() < 0.3 else SMALL))


def cases(without=(), features=tuple(Feature)):
    """A hypothesis strategy of invented cases, that leave out some features."""
    kept = [feature for feature in features if feature not in without]
    chosen = strategies.lists(strategies.sampled_from(kept), unique=True, max_size=len(kept))
    return strategies.builds(invent, strategies.integers(0, 10**6), chosen, strategies.sampled_from([SMALL, TINY]))


def solved(case: InventedCase, folder, **options) -> Said:
    """What the tool says of a case, written to a folder first; options are those of ``Request``."""
    path = case.write(folder)
    try:
        outcome = solve_case(path, replace(Request(gap=GAP), **options))
    except FaultyCase as fault:
        return Said(2, None, None, str(fault))
    return Said(int(outcome.exit_code), outcome.objective, outcome)


def near(one: float, other: float, share: float = NEAR) -> bool:
    """Whether two objectives are the same, within what a gap and tolerances leave open."""
    return abs(one - other) <= share * max(1.0, abs(one), abs(other))
