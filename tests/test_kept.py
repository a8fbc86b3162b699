"""The linear program of a plan with its switches kept, and with them folded into limits: that with switches fixed."""

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
from optimizer.engines.whole import vehicles
from optimizer.kept import folded, kept, switches
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
    columns = switches(allocation)
    programs = (
        fixed(allocation.rules_only, values, but=vehicles(allocation.program)),
        kept(allocation, values),
        folded(kept(allocation, values), columns),
    )
    found = [engines.solve(program, Options(), "highs") for program in programs]
    assert {one.status for one in found} == {Status.OPTIMAL}
    assert [one.objective for one in found] == pytest.approx([found[0].objective] * 3, rel=1e-6, abs=1e-4)
    assert not np.abs(programs[2].matrix[:, columns].toarray()).any()
