"""Inputs changed in memory and solved from where the plan stands give what the changed files give from nothing."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from models.allocation import formulate
from models.case import Case
from models.solution import Status
from optimizer import engines
from optimizer.engines.base import Options
from optimizer.engines.warm import Warm
from optimizer.explain.edits import Edit, at_key, edited, value_at
from optimizer.explain.study import Force, Study
from optimizer.pipeline import solve_case
from optimizer.read import read_case
from optimizer.request import Request
from tests.read_cases import write_case

TINY = Path("inputs/tiny")


@pytest.fixture(scope="module")
def tables():
    return read_case(TINY).tables


def changed_file(folder: Path, table: str, change) -> Path:
    """The small case with one of its files changed as a planner would, in a copy."""
    shutil.copytree(TINY, folder)
    path = folder / f"{table}.csv"
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    change(frame).to_csv(path, index=False)
    return folder


def with_cell(row, column, value):
    def change(frame):
        frame.loc[row, column] = value
        return frame

    return change


def with_row(**cells):
    return lambda frame: pd.concat([frame, pd.DataFrame([cells])], ignore_index=True).fillna("")


def test_cell_edited_is_the_file_edited(tables, tmp_path):
    """An edited cell gives the program, the plan and the worth of the edited file."""
    row, before = 0, float(tables["demand"]["price"].iloc[0])
    study = Study(tables, solve_case(TINY).plan, gap=1e-9)
    answer = study.solve([Edit("demand", "price", before + 7, row)])
    case = changed_file(tmp_path / "tiny", "demand", with_cell(row, "price", repr(before + 7)))
    told = solve_case(case, Request(gap=1e-9))
    assert answer.status is Status.OPTIMAL
    assert answer.objective == pytest.approx(told.objective, abs=1e-6)
    assert answer.objective != pytest.approx(study.solve().objective, abs=1e-3)
    assert tables["demand"]["price"].iloc[0] == before  # what was read stays as it is


def test_value_for_every_period_is_changed_in_one_alone(tables, tmp_path):
    """Where a row holds for more than is meant, a row is added; it means what the same row in the file means."""
    first = tables["capacity"].iloc[0]
    key = {"plant": str(first["plant"]), "line": str(first["line"]), "period": "2"}
    edit = at_key(tables, "capacity", "hours", key, 3.0)
    after = edited(tables, [edit])
    assert value_at(after, "capacity", "hours", key)[0] == 3.0
    other = {**key, "period": "1"}
    assert value_at(after, "capacity", "hours", other) == value_at(tables, "capacity", "hours", other)
    assert "hours" in edit.text(tables)
    case = changed_file(
        tmp_path / "tiny", "capacity",
        with_row(**key, hours="3") if edit.row is None else with_cell(edit.row, edit.column, repr(edit.value)),
    )  # fmt: skip
    mine, theirs = formulate(Case(after)).program, formulate(Case(read_case(case).tables)).program
    assert (mine.matrix != theirs.matrix).nnz == 0
    for one, other in ((mine.row_upper, theirs.row_upper), (mine.upper, theirs.upper), (mine.cost, theirs.cost)):
        assert np.array_equal(one, other)


@pytest.mark.parametrize(
    ("period", "row", "column", "value"), [("", None, "hours", 210.0), ("2026-02", 1, "hours_per_day", 10.0)]
)
def test_alternative_column_is_edited_where_it_counts(tmp_path, period, row, column, value):
    """Hours asked for where hours a day are given: for the key itself those are changed, for more a row is added."""
    files = {"capacity.csv": f"plant,line,period,hours,hours_per_day\nOhio,1,,100,\nTexas,1,{period},,8\n"}
    read = read_case(write_case(tmp_path, files)).tables
    key = {"plant": "Texas", "line": "1", "period": "2026-02"}
    assert value_at(read, "capacity", "hours", key) == (168.0, "capacity.csv:3")
    edit = at_key(read, "capacity", "hours", key, 210.0)
    assert (edit.row, edit.column, edit.value) == (row, column, value)
    after = edited(read, [edit])
    assert value_at(after, "capacity", "hours", key)[0] == 210.0
    hours = Case(after).lines.columns["hours"].reshape(-1, 2)
    assert hours[read.listed("plant").index("Texas")].tolist() == [0.0 if period else 160.0, 210.0]


def test_forced_row_holds_and_costs(tables):
    """A row laid on holds in the plan; forcing what is not best earns less, and nothing else is allowed to break."""
    study = Study(tables, solve_case(TINY).plan, gap=1e-9)
    free = study.solve()
    build = study.allocation.draft.build
    most = int(build.columns[np.argmax(free.values[build.columns])])
    force = Force(np.array([most]), np.ones(1), upper=free.values[most] - 5)
    forced = study.solve(forces=[force])
    assert forced.values[most] <= free.values[most] - 5 + 1e-9
    assert forced.objective < free.objective
    assert forced.verdict.passed


def test_warm_chain_agrees_with_cold_solves(tables):
    """Costs, bounds, limits and rows changed in the engine give what the changed program gives from nothing."""
    program = formulate(Case(tables)).program.relaxed()
    warm, dice = Warm(program), np.random.default_rng(3)
    for _ in range(12):
        columns = np.unique(dice.integers(0, len(program.cost), 3))
        cost = program.cost.copy()
        cost[columns] *= dice.uniform(0.5, 1.5, len(columns))
        upper = program.upper.copy()
        upper[columns] = np.minimum(upper[columns], dice.uniform(5, 50, len(columns)))
        row_upper = program.row_upper.copy()
        rows = np.flatnonzero((program.row_upper > 0) & (program.row_lower < 0))[:3]
        row_upper[rows] *= 0.9
        program = replace(program, cost=cost, upper=upper, row_upper=row_upper)
        warm.set_cost(columns, cost[columns])
        warm.set_bounds(columns, program.lower[columns], upper[columns])
        warm.set_limits(rows, program.row_lower[rows], row_upper[rows])
        cold, said = engines.solve(program, Options(), "highs"), warm.solve()
        assert said.status is cold.status
        assert cold.objective is None or said.objective == pytest.approx(cold.objective, rel=1e-9)
    program = formulate(Case(tables)).program.relaxed()
    warm = Warm(program)
    first = warm.solve().objective
    row = sp.csr_array(program.cost[None, :])
    places = warm.add_rows(row, np.array([-np.inf]), np.array([first - 1]))
    assert warm.solve().objective == pytest.approx(first - 1)
    warm.drop_rows(int(places[0]))
    assert warm.solve().objective == pytest.approx(first)
    assert warm.rows == len(program.row_lower)
