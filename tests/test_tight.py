"""The tight rows cut off no plan, and bring the relaxation no further from the best one."""

import pytest

from benchmarks.invent import Feature, invent
from models.allocation import formulate
from models.case import Case
from models.tight import NAME
from optimizer.engines import Options, solve
from optimizer.read import read_case

SWITCHES = [
    (Feature.SETUPS, Feature.STOCK),
    (Feature.LOTS, Feature.STOCK, Feature.YARDS, Feature.LEAD_TIMES),
    (Feature.SERVICES, Feature.LEAD_TIMES, Feature.STOCK),
    (Feature.ROUTE_FIXED, Feature.STOCK, Feature.PIPELINE),
    (Feature.SHIFTS, Feature.SETUPS, Feature.COMMITMENTS),
    (Feature.PROGRAMS, Feature.SETUPS, Feature.TRANSIT, Feature.STOCK, Feature.LEAD_TIMES),
    (Feature.SETUPS, Feature.CONTINUOUS, Feature.STOCK, Feature.YARDS),
]
"""Capabilities that bring switches, with what lets units wait: where a tight row could be too tight."""


@pytest.mark.parametrize("features", SWITCHES, ids=lambda features: "-".join(features))
@pytest.mark.parametrize("seed", range(4))
def test_tight_rows_cut_off_no_plan(features, seed, tmp_path):
    """With them and without them the best plan earns the same; relaxed, they never let it earn more."""
    invent(seed, features).write(tmp_path / "case")
    allocation = formulate(Case(read_case(tmp_path / "case").tables))
    options = Options(gap=1e-7)
    tight, plain = solve(allocation.program, options, "scip"), solve(allocation.rules_only, options, "scip")
    assert tight.status is plain.status
    if plain.objective is None:
        return
    assert tight.objective == pytest.approx(plain.objective, rel=1e-6, abs=1e-6)
    closer, farther = (solve(program.relaxed(), Options(), "highs").objective
                       for program in (allocation.program, allocation.rules_only))  # fmt: skip
    assert tight.objective <= closer + 1e-6 * max(1.0, abs(closer))
    assert closer <= farther + 1e-6 * max(1.0, abs(farther))


def test_some_cases_are_tightened(tmp_path):
    """The law above is not about nothing: set-ups bring links and windows."""
    invent(0, SWITCHES[0]).write(tmp_path / "case")
    allocation = formulate(Case(read_case(tmp_path / "case").tables))
    limits = {rule.limit for rule in allocation.draft.rules if rule.name == NAME}
    assert {"link_run", "window_run"} <= limits
    assert len(allocation.rules_only.row_lower) < len(allocation.program.row_lower)
