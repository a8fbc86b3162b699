"""A plan read back stands for the solution it was written from; from its folder it is the same plan again."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

from models.allocation import formulate
from models.audit import audit
from models.case import Case
from models.readback import values_of
from optimizer.explain.reopen import reopen
from optimizer.faults import FaultyCase
from optimizer.pipeline import solve_case
from optimizer.request import Request
from tests.invented import drawn, solved


def same_tables(one, other) -> bool:
    """Whether two plans are written alike, to a millionth of a unit; prices left out: they are not the plan's own."""
    return all(
        same_figures(frame, getattr(other, name)) for name, frame in one.tables() if name != "prices" and len(frame)
    )


def same_figures(one, other) -> bool:
    """Whether two tables have the same figures under the same names; a figure that is not there is 0."""
    numbers = [column for column in one if pd.api.types.is_float_dtype(one[column])]
    names = [column for column in one if column not in numbers]
    first, second = (
        frame.astype(dict.fromkeys(names, "str")).set_index(names)[numbers].fillna(-1.0) for frame in (one, other)
    )
    away = first.sub(second, fill_value=0.0)
    return bool((away.abs().to_numpy() <= 1e-6 * np.maximum(1.0, first.abs().to_numpy().max())).all())


@given(seed=integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_values_read_back_write_the_same_plan(tmp_path_factory, seed):
    """Readout after readback changes nothing, whatever the case has."""
    outcome = solved(drawn(seed), tmp_path_factory.mktemp("case")).outcome
    if outcome is None or outcome.plan is None:
        return
    allocation = formulate(Case(outcome.tables))
    values = values_of(allocation.draft, outcome.plan)
    assert same_tables(allocation.plan(values), outcome.plan)
    program = allocation.rules_only
    assert (program.matrix @ values <= program.row_upper + 1e-5).all()
    assert (program.matrix @ values >= program.row_lower - 1e-5).all()
    assert program.cost @ values == pytest.approx(outcome.objective, rel=1e-9, abs=1e-6)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The plan folder of the small case."""
    place = tmp_path_factory.mktemp("plans") / "tiny"
    return solve_case(Path("inputs/tiny"), Request(), place), place


def test_plan_reopened_is_the_plan_written(tiny):
    """What a folder keeps is the plan, the case and the request; the audit finds nothing wrong with it."""
    outcome, place = tiny
    again = reopen(place)
    assert same_tables(again.plan, outcome.plan)
    assert again.tables.name == "tiny"
    assert again.tables.inputs_sha256 == outcome.tables.inputs_sha256
    assert again.plan.objective == pytest.approx(outcome.objective)
    assert audit(again.tables, again.plan).passed


def test_case_changed_meanwhile_is_not_kept(tmp_path):
    """A copy that is not what was planned would explain another plan: there is none, and reopening says so."""
    case, place = tmp_path / "case", tmp_path / "plan"
    shutil.copytree(Path("inputs/tiny"), case)

    def change(news):
        if news.stage == "solve":
            (case / "demand.csv").write_text((case / "demand.csv").read_text() + "\n")

    solve_case(case, Request(), place, change)
    assert not (place / "inputs").exists()
    with pytest.raises(FaultyCase, match="keeps no copy of its case"):
        reopen(place)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("allocation.csv", "units", "unit", r"allocation.csv:1: the column units is missing"),
        ("shipments.csv", "Sedan,1,1", "Sedan,January,1", r'shipments.csv:2: period is "January"'),
        ("fulfilment.csv", None, None, r"fulfilment.csv: can't be read"),
    ],
)
def test_spoilt_plan_is_told_by_place(tmp_path, file, old, new, told):
    """Files, columns and cells that are none are faults with their place, all at once."""
    place = tmp_path / "plan"
    solve_case(Path("inputs/tiny"), Request(), place)
    path = place / file
    if old is None:
        path.unlink()
    else:
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
    (place / "inventory.csv").write_text("site,model,market,period,units\nA,B,C,D,x\n")
    with pytest.raises(FaultyCase, match=told) as caught:
        reopen(place)
    assert "inventory.csv:2" in str(caught.value)
    assert np.isfinite(caught.value.count)
