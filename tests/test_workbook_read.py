"""A case in a workbook is the case that a folder of CSV files would be; every place is a sheet and a cell."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from models.allocation import formulate
from models.case import Case
from optimizer.convert.converting import convert
from optimizer.pipeline import solve_case
from optimizer.read import read_case
from tests.read_cases import write_case
from tests.workbooks import Formula, faults, read, read_with_warnings, sheets_of, write_workbook

INPUTS = Path(__file__).parent.parent / "inputs"


def same(one, other) -> None:
    """The same settings, and the same frames by table."""
    assert one.settings == other.settings
    for name, frame in one.frames.items():
        pd.testing.assert_frame_equal(frame, other[name], obj=name)


def test_a_workbook_says_what_a_folder_says(tmp_path):
    """The same tables and settings; the case is named after the file."""
    (tmp_path / "folder").mkdir()
    tables = read(write_workbook(tmp_path / "autumn.xlsx"))
    same(read_case(write_case(tmp_path / "folder")).tables, tables)
    assert tables.name == "autumn"


def test_the_real_case_is_the_same_program_from_a_workbook(tmp_path):
    """Every table, every coefficient, and with a scenario too."""
    convert(INPUTS / "us-japan-2026", tmp_path / "case.xlsx", force=False)
    for scenario in (None, "weak yen"):
        folder, book = (read_case(path, scenario).tables for path in (INPUTS / "us-japan-2026", tmp_path / "case.xlsx"))
        same(folder, book)
    one, other = (formulate(Case(tables)).program for tables in (folder, book))
    for name in ("cost", "lower", "upper", "integer", "row_lower", "row_upper"):
        assert (getattr(one, name) == getattr(other, name)).all()
    assert (one.matrix != other.matrix).nnz == 0


def test_a_workbook_solves_to_the_same_bytes(tmp_path):
    """The plan of `tiny` from CSV and from a workbook are one file."""
    convert(INPUTS / "tiny", tmp_path / "tiny.xlsx", force=False)
    outcomes = [solve_case(case, place=tmp_path / name)
                for case, name in ((INPUTS / "tiny", "one"), (tmp_path / "tiny.xlsx", "other"))]  # fmt: skip
    assert all(outcome.plan is not None for outcome in outcomes)
    for file in ("allocation.csv", "contribution.csv", "prices.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()
    kept = tmp_path / "other" / "inputs" / "tiny.xlsx"
    assert kept.read_bytes() == (tmp_path / "tiny.xlsx").read_bytes()


def test_places_are_cells(tmp_path):
    """A cell where a column is given, else the row."""
    origin = read(write_workbook(tmp_path / "case.xlsx")).origins["demand"]
    assert origin.cite(1, "demand") == "demand!D3"
    assert origin.cite(1) == "demand!3"


def test_a_changed_cell_names_the_change_that_did_it(tmp_path):
    """Of a scenario the cell that says so; and what follows from the change is told there."""
    header = ["scenario", "table", "where", "column", "change"]
    rows = [header, ["up", "demand", "market=Home", "demand", "*2"], ["bad", "demand", "market=Home", "demand", "=-5"]]
    path = write_workbook(tmp_path / "case.xlsx", {"scenarios": rows})
    origin = read(path, "up").origins["demand"]
    assert origin.cite(0, "demand") == "demand!D2 (changed by scenarios!E2)"
    assert origin.cite(0, "price") == "demand!E2"
    found = 'scenarios!E3: after this change, demand!D2: demand is "-5", not a number ≥ 0'
    assert faults(path, "bad") == [found]
    assert faults(path, "upp") == ['scenarios: there is no scenario "upp"; did you mean "up"?']


def test_sheets_in_any_order_and_case(tmp_path):
    """Only the names of the sheets count; columns stand in any order, blank rows anywhere."""
    sheets = sheets_of()
    turned = {name.title(): rows for name, rows in reversed(sheets.items())}
    demand = [list(reversed(row)) for row in sheets["demand"]]
    turned["Demand"] = [[], [], demand[0], [], *demand[1:], [], ["", " ", ""]]
    plain, path = write_workbook(tmp_path / "case.xlsx"), tmp_path / "turned.xlsx"
    write_workbook(path, {**dict.fromkeys(sheets), **turned})
    same(read(plain), read(path))
    assert read(path).origins["demand"].cite(0, "demand") == "demand!B5"


def test_columns_and_sheets_of_the_planners_own_are_left_alone(tmp_path):
    """Notes, sources and what begins with _; whatever stands in them."""
    rows = [[*row, extra] for row, extra in
            zip(sheets_of()["plants"], ["note", Formula("=NA()", "#N/A"), True], strict=True)]  # fmt: skip
    path = write_workbook(
        tmp_path / "case.xlsx", {"plants": rows, "_old": [["x"]], "Notes": [["y"]], "ReadMe": [["z"]]}
    )
    found = read_with_warnings(path)
    assert not found.warnings
    assert list(found.tables["plants"]["plant"]) == ["Ohio", "Texas"]


def test_hidden_and_unknown_sheets_are_skipped_with_a_note(tmp_path):
    """They are not part of the case; the planner hears so."""
    path = write_workbook(tmp_path / "case.xlsx", {"tariffs": [["x"]], "Chart data": [[1]]}, hidden=["tariffs"])
    found = read_with_warnings(path)
    assert [str(warning) for warning in found.warnings] == [
        "Chart data: the sheet is no table of a case and is not read",
        "tariffs: the sheet is hidden and is not read",
    ]
    assert not found.tables.has("tariffs")


def test_a_date_is_the_period_that_it_begins(tmp_path):
    """What a spreadsheet makes of 2026-01 means the period of that name; in every column that names periods."""
    sheets = sheets_of()
    demand = [list(row) for row in sheets["demand"]]
    demand[2][2] = date(2026, 2, 1)
    builds = [[*row, extra] for row, extra in
              zip(sheets["builds"], ["first_period", date(2026, 1, 1), ""], strict=True)]  # fmt: skip
    path = write_workbook(tmp_path / "case.xlsx", {"demand": demand, "builds": builds})
    tables = read(path)
    assert tables["demand"]["period"][1] == "2026-02"
    assert tables["builds"]["first_period"][0] == "2026-01"


@pytest.mark.parametrize(("names", "day", "meant"), [
    (["Jan 2026", "Feb 2026"], date(2026, 2, 1), "Feb 2026"),
    (["2026-Q1", "2026-Q2"], date(2026, 4, 1), "2026-Q2"),
    (["2026-01-05", "2026-01-12"], date(2026, 1, 12), "2026-01-12"),
    (["2026-W02", "2026-W03"], date(2026, 1, 12), "2026-W03"),
    (["2025", "2026"], date(2026, 1, 1), "2026"),
])  # fmt: skip
def test_dates_are_matched_with_the_names_of_the_case(tmp_path, names, day, meant):
    """However the case writes its periods."""
    periods = [["period"], *([name] for name in names)]
    demand = [["market", "model", "period", "demand"], ["Home", "Sedan", day, 5], ["Japan", "Truck", "", 1]]
    tables = read(write_workbook(tmp_path / "case.xlsx", {"periods": periods, "demand": demand}))
    assert tables["demand"]["period"][0] == meant


def test_dates_may_name_the_periods(tmp_path):
    """First days of months are months, and the planner hears so."""
    periods = [["period", "working_days"], [datetime(2026, 1, 1), 20], [date(2026, 2, 1), 21]]
    found = read_with_warnings(write_workbook(tmp_path / "case.xlsx", {"periods": periods}))
    assert found.tables.listed("period") == ["2026-01", "2026-02"]
    said = 'periods!A2: the periods are dates, and are named by them: the first is "2026-01"'
    assert [str(warning) for warning in found.warnings] == [said]


def test_a_date_that_may_mean_two_periods_is_none(tmp_path):
    """Ambiguous dates and those within a period are explained."""
    periods = [["period"], ["2026-01"], ["2026-Q1"]]
    demand = [["market", "model", "period", "demand"], ["Home", "Sedan", date(2026, 1, 1), 5],
              ["Japan", "Truck", date(2026, 1, 20), 1]]  # fmt: skip
    assert faults(write_workbook(tmp_path / "case.xlsx", {"periods": periods, "demand": demand})) == [
        "demand!C2: period is the date 2026-01-01, which may mean 2026-01 or 2026-Q1; format the cell as text and type "
        "the name",
        "demand!C3: period is the date 2026-01-20, which begins no period of the case; format the cell as text "
        'and type the name; did you mean "2026-01"?',
    ]


def test_numbers_keep_all_their_digits_and_text_that_is_a_number_counts(tmp_path):
    """A cell is worth what it holds, not what is shown of it."""
    cells = {"demand!D2": 1 / 3, "demand!E2": "1.50", "demand!D3": Formula("=2+3", 5)}
    tables = read(write_workbook(tmp_path / "case.xlsx", cells=cells))
    assert tables["demand"]["demand"].tolist() == [1 / 3, 5]
    assert tables["demand"]["price"][0] == 1.5


def test_settings_as_people_type_them(tmp_path):
    """Truths, text and numbers, each as the setting has it."""
    case = [["setting", "value", "note"], ["currency", "EUR", "x"], ["title", 2026, ""], ["integer_units", False],
            ["change_cost", "25.5"], ["note", "mine"], []]  # fmt: skip
    settings = read(write_workbook(tmp_path / "case.xlsx", {"case": case})).settings
    assert (settings.currency, settings.title, settings.integer_units, settings.change_cost) == (
        "EUR",
        "2026",
        False,
        25.5,
    )


def test_the_digest_is_of_the_workbook_and_the_scenario(tmp_path):
    """A changed cell is another case."""
    one, other = (read(write_workbook(tmp_path / f"{at}.xlsx", cells={"demand!D2": at})) for at in (7, 8))
    again = read(write_workbook(tmp_path / "7.xlsx", cells={"demand!D2": 9}))
    assert len({tables.inputs_sha256 for tables in (one, other, again)}) == 3


def test_a_large_sheet_is_read_in_seconds(tmp_path):
    """A hundred thousand rows, with texts, numbers and notes."""
    import time

    rows = [["market", "model", "period", "demand", "price", "note"]]
    rows += [["Home", f"v{number % 5000}", f"p{number // 5000}", number % 97 + 0.5, 30, "from the plan"]
             for number in range(50_000)]  # fmt: skip
    models = [
        ["model", "family"],
        ["Sedan", "car"],
        ["Truck", "truck"],
        *([f"v{number}", "car"] for number in range(5000)),
    ]
    periods = [["period"], ["2026-01"], ["2026-02"], *([f"p{number}"] for number in range(10))]
    path = write_workbook(tmp_path / "case.xlsx", {"demand": [*rows, ["Japan", "Truck", "2026-02", 5, 50, ""]],
                                                   "models": models, "periods": periods})  # fmt: skip
    began = time.process_time()
    tables = read(path)
    assert len(tables["demand"]) == 50_001
    assert time.process_time() - began < 6
