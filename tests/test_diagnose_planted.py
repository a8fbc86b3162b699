"""Faults planted in the real case: each explained with exactly the rows that clash."""

from dataclasses import replace

import numpy as np
import pytest

from models.allocation import formulate
from models.case import Case
from models.solution import Status
from optimizer import engines
from optimizer.diagnose.apart import limits_of
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.conflict import is_possible
from optimizer.diagnose.diagnosis import clashes
from optimizer.diagnose.repairs import repairs
from optimizer.diagnose.words import places
from optimizer.engines.base import Options
from optimizer.explain.edits import Edit, edited
from optimizer.explain.study import Study
from optimizer.pipeline import solve_case
from optimizer.read import read_case
from tests.invented import near
from tests.planted import PLANTED, REAL, planted
from tests.tightened import written

ROWS = {
    "too early commitment": "pipeline.csv:2, 3; stock.csv:25; demand.csv:447, 448; routes.csv:14",
    "capacity below committed work":
        "capacity.csv:5, 9, 10; periods.csv:4, 5; stock.csv:10, 12, 14; demand.csv:52, 53, 76, 77, 100, 101",
    "frozen against capacity": "shifts.csv:4; capacity.csv:7; periods.csv:2; frozen.csv:19",
    "mix shares that cannot meet": "capacity.csv:2; mix.csv:7, 8",
    "closing stock out of reach": "pipeline.csv:2, 3; stock.csv:25; demand.csv:447-470; routes.csv:14",
    "program off but committed elsewhere": "stock.csv:22; programs.csv:2",
    "pipeline above maximum stock": "pipeline.csv:3; stock.csv:25; demand.csv:448",
    "parts short of commitments": "stock.csv:2, 4, 16; demand.csv:3-5, 27-29, 124, 125; parts.csv:3-5",
    "lots against limits": "builds.csv:23; frozen.csv:14, 15",
    "sailings below the least load": "stock.csv:25; services.csv:49, 50",
    "firm work against level hours": "capacity.csv:5; frozen.csv:8, 10, 12",
}  # fmt: skip
"""The rows that clash, of each fault."""

SEVERAL = ("capacity below committed work", "parts short of commitments", "firm work against level hours")
"""Faults by which several sets of rows clash, and share some: another figure in one cell does not mend them."""

WHOLE = ("lots against limits",)
"""Faults that are none where a switch may be half on."""


@pytest.fixture(scope="module", params=PLANTED)
def found(request, tmp_path_factory):
    """A fault's name, the limits of its case and the conflicts found."""
    tables = read_case(planted(request.param, tmp_path_factory.mktemp("planted"))).tables
    limits = limits_of(tables)
    return request.param, limits, clashes(limits, Clock())


def test_planted_fault_is_told_with_its_rows(found):
    """The first conflict cites these rows and no others."""
    name, _, conflicts = found
    assert places(conflicts[0].cells) == ROWS[name]


def test_planted_fault_is_told_as_its_documentation_says(found):
    """The faults of the documentation read there as they are told."""
    name, _, conflicts = found
    if name in ("too early commitment", "capacity below committed work", "firm work against level hours"):
        written_there = " ".join((REAL.parents[1] / "docs" / "diagnose.md").read_text(encoding="utf-8").split())
        said = [conflicts[0].text] if conflicts[0].is_arithmetic else list(map(str, conflicts[0].limits))
        assert all(sentence in written_there for sentence in said)


def test_planted_conflict_is_minimal(found):
    """Its limits alone leave no plan; all of them but any one do, whatever else is asked being lifted."""
    _, limits, conflicts = found
    for conflict in conflicts:
        kept = np.zeros(len(limits), dtype=bool)
        kept[list(conflict.numbers)] = True
        assert is_possible(limits, kept, Clock(), whole=True) is False
        for number in conflict.numbers:
            kept[number] = False
            assert is_possible(limits, kept, Clock(), whole=True), conflict.text
            kept[number] = True


def test_planted_rows_are_each_to_blame(found):
    """Of a fault that is alone: another figure in any one of its cells (but for working days, which all lines share),
    and there is a plan.
    """
    name, limits, conflicts = found
    if name in SEVERAL:
        return
    [conflict] = conflicts
    tables = limits.case.tables
    assert not has_plan(tables, whole=name in WHOLE)
    for cell in conflict.cells:
        if cell.table != "periods":
            others = (
                ["optional"]
                if isinstance(cell.value, str)
                else [0.0, 1e6, *(cell.value * f for f in (0.5, 1.1, 1.5, 3))]
            )
            edits = [Edit(cell.table, cell.column, value, cell.row) for value in others]
            assert any(has_plan(edited(tables, [edit]), whole=name in WHOLE) for edit in edits), cell


def test_planted_fault_is_mended_at_the_price_told(tmp_path):
    """The first repair of a fault, written into the files: the case solves at the objective told, within the gap."""
    case = planted("pipeline above maximum stock", tmp_path)
    tables = read_case(case).tables
    limits = limits_of(tables)
    clashing = [conflict.numbers for conflict in clashes(limits, Clock())]
    repair = next(repairs(limits, clashing, (), Study(tables), Clock(), lambda _: None))
    assert [change.text for change in repair.changes] == ["raise most stock of Sienna in KR by 160 to 410"]
    outcome = solve_case(written(case, repair.edits, tmp_path / "mended"))
    assert near(outcome.objective, repair.objective, 1e-4)


def has_plan(tables, *, whole):
    """Whether the case has a plan, vehicles and switches whole or in fractions: by its own program."""
    program = formulate(Case(tables)).program
    costless = replace(program if whole else program.relaxed(), cost=np.zeros_like(program.cost))
    return engines.solve(costless, Options(), "highs").status is Status.OPTIMAL
