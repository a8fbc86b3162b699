"""Months across: columns named like periods are rows, one a period, and said so."""

from datetime import date

import pytest

from optimizer.read import read_case
from tests.workbooks import faults, read, read_with_warnings, sheets_of, write_workbook

ACROSS = [["market", "model", "price", "2026-01", date(2026, 2, 1), "note"],
          ["Home", "Sedan", 30, 10, 12, "x"], [], ["Japan", "Truck", 50, "", 5, ""]]  # fmt: skip
"""The demand of each period in a column of its own."""


def test_months_across_are_rows(tmp_path):
    """One row a period that has a figure; what stands beside it holds in each."""
    found = read_with_warnings(write_workbook(tmp_path / "case.xlsx", {"demand": ACROSS}))
    frame = found.tables["demand"]
    rows = list(frame[["market", "model", "period", "demand", "price"]].itertuples(index=False, name=None))
    assert rows == [("Home", "Sedan", "2026-01", 10, 30), ("Home", "Sedan", "2026-02", 12, 30),
                    ("Japan", "Truck", "2026-02", 5, 50)]  # fmt: skip
    assert [str(warning) for warning in found.warnings] == [
        "demand!D1: columns D to E are named like periods and read as rows, one a period: their cells are demand"
    ]


def test_it_is_the_case_that_one_row_a_period_would_be(tmp_path):
    """Apart from where its rows stand."""
    rows = [["market", "model", "period", "demand", "price"], ["Home", "Sedan", "2026-01", 10, 30],
            ["Home", "Sedan", "2026-02", 12, 30], ["Japan", "Truck", "2026-02", 5, 50]]  # fmt: skip
    one = read(write_workbook(tmp_path / "one.xlsx", {"demand": ACROSS}))
    other = read(write_workbook(tmp_path / "other.xlsx", {"demand": rows}))
    assert one["demand"].equals(other["demand"])


def test_places_are_the_cells_across(tmp_path):
    """Each row is cited where its figure stands."""
    origin = read(write_workbook(tmp_path / "case.xlsx", {"demand": ACROSS})).origins["demand"]
    assert [origin.cite(row, "demand") for row in range(3)] == ["demand!D2", "demand!E2", "demand!E4"]
    assert [origin.cite(row, "price") for row in range(3)] == ["demand!C2", "demand!C2", "demand!C4"]
    assert origin.cite(1, "period") == "demand!E2"


def test_a_faulty_cell_across_is_told_where_it_stands(tmp_path):
    """By its own column."""
    path = write_workbook(tmp_path / "case.xlsx", {"demand": ACROSS}, cells={"demand!E4": "5O", "demand!D2": True})
    assert faults(path) == [
        "demand!D2: demand is TRUE, not a number ≥ 0; type a number",
        'demand!E4: demand is "5O", not a number ≥ 0',
    ]


def test_a_scenario_changes_a_cell_across(tmp_path):
    """Rows of a period are found, and cited, as in any other table."""
    scenarios = [["scenario", "table", "where", "column", "change"],
                 ["up", "demand", "market=Home;period=2026-02", "demand", "*2"]]  # fmt: skip
    tables = read(write_workbook(tmp_path / "case.xlsx", {"demand": ACROSS, "scenarios": scenarios}), "up")
    assert tables["demand"]["demand"].tolist() == [10, 24, 5]
    assert tables.origins["demand"].cite(1, "demand") == "demand!E2 (changed by scenarios!E2)"


def test_two_things_across_are_named(tmp_path):
    """Before each period the column that it fills; a period that has either is a row."""
    rows = [["market", "model", "demand 2026-01", "demand 2026-02", "price 2026-01", "price 2026-02"],
            ["Home", "Sedan", 10, 12, 30, 31], ["Japan", "Truck", 4, 5, "", 50]]  # fmt: skip
    frame = read(write_workbook(tmp_path / "case.xlsx", {"demand": rows}))["demand"]
    assert frame["price"].fillna(-1).tolist() == [30, 31, -1, 50]
    assert frame["demand"].tolist() == [10, 12, 4, 5]


@pytest.mark.parametrize(("table", "rows", "column", "value"), [
    ("exchange_rates", [["currency", "2026-01", "2026-02"], ["JPY", 0.5, 0.6]], "rate", 0.6),
    ("pipeline", [["market", "model", "2026-01", "2026-02"], ["Japan", "Truck", 1, 2]], "units", 2),
    ("surcharges", [["market", "2026-01", "2026-02"], ["Japan", 7, 8]], "cost", 8),
    ("capacity", [["plant", "line", "hours 2026-01", "hours 2026-02"], ["Ohio", 1, 9, 8], ["Texas", 1, 9, 8]],
     "hours", 8),
    ("builds", [["plant", "line", "model", "2026-01", "2026-02"], ["Ohio", 1, "Sedan", 2, 3],
                ["Texas", 1, "Truck", 2, 3]], "hours_per_unit", 3),
])  # fmt: skip
def test_any_table_with_periods_may_stand_across(tmp_path, table, rows, column, value):
    """Its one column that must be filled is what the cells are; else they say so."""
    stock = {"stock": [["market", "model"], ["Japan", "Truck"]]} if table == "pipeline" else {}
    frame = read(write_workbook(tmp_path / "case.xlsx", {table: rows, **stock}))[table]
    assert frame["period"][1] == "2026-02"
    assert frame[column][1] == value


FAULTY = {
    "more than one thing": (
        "capacity",
        [["plant", "line", "2026-01"], ["Ohio", 1, 9], ["Texas", 1, 9]],
        'capacity!C1: the column is named like a period, "2026-01", and may hold more than one thing in capacity; name '
        'that first, for instance "hours 2026-01"',
    ),
    "both ways": (
        "demand",
        [["market", "model", "period", "demand", "2026-01"], ["Home", "Sedan", "", 1, 2], ["Japan", "Truck", "", 1, 2]],
        'demand!E1: the sheet has a column period and columns named like periods ("2026-01"); keep one way',
    ),
    "twice": (
        "demand",
        [["market", "model", "2026-01", "demand 2026-01"], ["Home", "Sedan", 1, 1], ["Japan", "Truck", 1, 1]],
        "demand!D1: demand of 2026-01 is there twice (columns C and D); keep one",
    ),
    "no such period": (
        "demand",
        [["market", "model", "2026-01", "2026-07"], ["Home", "Sedan", 1, 1], ["Japan", "Truck", 1, 1]],
        'demand!D1: column "2026-07" is not known in demand',
    ),
}


@pytest.mark.parametrize("kind", FAULTY)
def test_what_can_not_be_told_across_is_explained(tmp_path, kind):
    """Never guessed."""
    table, rows, said = FAULTY[kind]
    found = faults(write_workbook(tmp_path / "case.xlsx", {table: rows}))
    assert len(found) == 1, found
    assert found[0].startswith(said)


def test_rows_without_a_figure_are_told(tmp_path):
    """A row across that has nothing in any period says nothing."""
    rows = [*ACROSS, ["Home", "Truck", 9, "", "", ""]]
    found = read_case(write_workbook(tmp_path / "case.xlsx", {"demand": rows}))
    assert str(found.warnings[-1]) == "demand!5: the row has nothing in any period, and is not read"
    assert len(found.tables["demand"]) == 3


def test_in_a_table_without_periods_nothing_stands_across(tmp_path):
    """There a column named like a period is an unknown one."""
    rows = [[*row, cell] for row, cell in zip(sheets_of()["plants"], ["2026-01", 1, 2], strict=True)]
    assert faults(write_workbook(tmp_path / "case.xlsx", {"plants": rows}))[0].startswith(
        'plants!B1: column "2026-01" is not known in plants'
    )
