"""Laws of a diagnosis over invented cases: it agrees with the solver, conflicts are minimal, repairs hold."""

import numpy as np
import pytest

from models.solution import Status
from optimizer.diagnose.apart import limits_of
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.conflict import is_possible
from optimizer.diagnose.diagnosis import diagnose
from optimizer.faults import FaultyCase
from optimizer.pipeline import solve_case
from optimizer.read import read_case
from optimizer.request import Request
from tests.invented import EXAMPLES, near
from tests.tightened import tightened, written

GAP = 1e-7


@pytest.mark.parametrize("seed", range(110, 110 + 9 * EXAMPLES))
def test_invented_case_is_diagnosed_as_it_is(seed, tmp_path):
    """Nothing clashes where the solver has a plan. Elsewhere: the limits of each conflict alone leave no plan, without
    any one of them there is one; and with the changes of each repair the case, written out, solves at the price told.
    """
    case = tightened(seed).write(tmp_path / "case")
    try:
        tables = read_case(case).tables
    except FaultyCase:
        pytest.skip("made so hard that the check refuses it")
    status = solve_case(case).status
    found = diagnose(tables, Clock(), gap=GAP)
    assert found.has_plan is (status is not Status.INFEASIBLE)
    assert bool(found.conflicts) is not found.has_plan
    limits = limits_of(tables)
    for conflict in found.conflicts:
        kept = np.zeros(len(limits), dtype=bool)
        kept[list(conflict.numbers)] = True
        assert is_possible(limits, kept, Clock(), whole=True) is False
        for number in conflict.numbers:
            assert is_possible(limits, kept & (np.arange(len(kept)) != number), Clock(), whole=True)
    for place, repair in enumerate(found.repairs):
        outcome = solve_case(written(case, repair.edits, tmp_path / f"repaired{place}"), Request(gap=GAP))
        assert near(outcome.objective, repair.objective), repair
