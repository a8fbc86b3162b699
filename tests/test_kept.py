"""The linear program of a plan with its switches kept: folded into limits, it is the program with switches fixed."""

import numpy as np
import pytest
from hypothesis import given, settings

from models.allocation import formulate
from models.case import Case
from models.readback import values_of
from models.solution import Status
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.engines.fix import fixed
from optimizer.engines.two_steps import vehicles
from optimizer.kept import kept
from tests.invented import EXAMPLES, cases, solved


@settings(max_examples=12 * EXAMPLES, deadline=None, derandomize=True)
@given(case=cases())
def test_switches_kept_are_switches_fixed(tmp_path_factory, case):
    """The same best objective; and no switch has a term in it any more, so that limits alone say what it brings."""
    said = solved(case, tmp_path_factory.mktemp("case"))
    if said.outcome is None or said.outcome.plan is None:
        return
    allocation = formulate(Case(said.outcome.tables))
    values = values_of(allocation.draft, said.outcome.plan)
    program = kept(allocation, values)
    plain = fixed(allocation.rules_only, values, but=vehicles(allocation.program))
    one, other = (engines.solve(each, Options(), "highs") for each in (program, plain))
    assert one.status is other.status is Status.OPTIMAL
    assert one.objective == pytest.approx(other.objective, rel=1e-6, abs=1e-4)
    switches = allocation.program.integer & ~vehicles(allocation.program)
    assert not np.abs(program.matrix[:, switches].toarray()).any() or not switches.any()
