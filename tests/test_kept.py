"""The linear program of a plan with its switches kept, and with them folded into limits: that with switches fixed."""

from dataclasses import replace

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
from tests.small import small


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


LOTS = "plant,line,model,hours_per_unit,setup_cost,maximum_units / A,1,M,1,7,"


@pytest.mark.parametrize(("most", "built"), [("3", 3.0), ("none", 5.0)])
def test_a_switch_that_is_on_allows_what_its_rule_allows(tmp_path, most, built):
    """With 4 hours at 1 a vehicle a box says 4 at most; with hours without end the lot's most counts, or the demand."""
    allocation = small(tmp_path, builds=LOTS + most, capacity="plant,line,hours / A,1,4",
                       demand="market,model,demand,price / K,M,5,100")  # fmt: skip
    draft = allocation.draft
    values = np.zeros(len(allocation.program.cost))
    values[draft.run.columns] = 1.0
    program = kept(allocation, values)
    hours = next(rule for rule in draft.rules if rule.name == "line_time")
    upper = program.row_upper.copy()
    upper[hours.start : hours.start + len(hours.keys)] = 1e6
    best = engines.solve(replace(program, row_upper=upper), Options(), "highs")
    assert best.values[draft.build.columns] == pytest.approx([built] * 2)
