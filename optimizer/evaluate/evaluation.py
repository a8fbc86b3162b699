"""What is asked of the evaluation of an edited plan, and what came of it."""

from dataclasses import dataclass
from pathlib import Path

from models.plan import Plan
from models.tables import Tables
from optimizer.evaluate.breaches import Broken
from optimizer.evaluate.edits import CellEdit
from optimizer.evaluate.origin import Origin
from optimizer.evaluate.pins import Pinned
from optimizer.evaluate.worth import ItemChange


@dataclass(frozen=True)
class Asked:
    """What is asked of an evaluation."""

    case: Path
    plan: Path
    """An edited plan folder, or an edited planning workbook."""
    origin: Path | None = None
    """The plan it came from; ``None``: what its folder keeps of it."""
    scenario: str | None = None
    """``None``: the plan's own."""
    pin: bool = False
    time_limit: float | None = None
    gap: float = 1e-4


@dataclass(frozen=True)
class Best:
    """The best plan that is known, and what no plan can exceed."""

    objective: float
    bound: float | None
    is_new: bool
    """Solved for this comparison: the plan it came from was made from other inputs."""


@dataclass(frozen=True)
class Evaluation:
    """What came of an edited plan. ``before`` is the plan it came from, on the inputs of this case."""

    asked: Asked
    tables: Tables
    origin: Origin
    before: Plan
    after: Plan
    edits: tuple[CellEdit, ...]
    broken: tuple[Broken, ...]
    count: int
    """Breaches in all, listed or not."""
    was_broken: int
    """Breaches of the plan it came from, on the inputs of this case."""
    items: tuple[ItemChange, ...]
    best: Best | None
    """``None``: there is no plan, or none was found in time."""
    pinned: Pinned | None = None
    notes: tuple[str, ...] = ()
    """What else is to be known of the plan as it was read."""
