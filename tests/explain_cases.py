"""Plans to explain: the tiny case and the real one, solved once; the ground under invented ones."""

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from models.keys import Keys
from optimizer.explain.explanation import ground_of
from optimizer.explain.ground import Ground, ground
from optimizer.explain.reopen import Reopened, reopen
from optimizer.pipeline import solve_case
from tests.invented import drawn, solved

INPUTS = Path(__file__).parent.parent / "inputs"


@lru_cache
def plan_folder(case: str) -> Path:
    """The folder of the plan of a case of ``inputs/``."""
    place = Path(mkdtemp()) / "plan"
    solve_case(INPUTS / case, place=place)
    return place


@lru_cache
def on_ground(case: str) -> tuple[Reopened, Ground]:
    """The plan of a case of ``inputs/``, reopened, and its ground."""
    reopened = reopen(plan_folder(case))
    return reopened, ground_of(reopened)


@lru_cache
def invented_ground(seed: int) -> Ground | None:
    """The ground under the plan of an invented case; ``None`` where it has no plan."""
    outcome = solved(drawn(seed), Path(mkdtemp())).outcome
    if outcome is None or outcome.plan is None:
        return None
    return ground(outcome.tables, outcome.plan)


def key_of(base: Ground, **names: str) -> Keys:
    """A key of the case, by names."""
    case = base.allocation.case
    codes = {kind: np.array([case.tables.listed(kind).index(name)], dtype=np.int32) for kind, name in names.items()}
    return Keys(tuple(codes), codes, case.sizes)
