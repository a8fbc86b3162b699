"""An edited planning workbook evaluated: it says what the workbook's own checks and money say, cell by cell."""

from collections import Counter
from datetime import date

import openpyxl
import pytest

from optimizer.evaluate.evaluation import Asked
from optimizer.evaluate.judge import evaluate
from optimizer.pipeline import solve_case
from optimizer.report.workbook.layout import BUILDS, PROGRAMS, SAILINGS, SALES, SHIFT_PATTERNS, SHIPMENTS
from optimizer.request import Request
from tests.command_runs import TINY
from tests.plan_workbooks import Broken, Cell, agree, broken_on_sheet, needs_office, recalculated, same, totals

REAL = TINY.parent / "us-japan-2026"
EDITS = {
    "tiny": (TINY, (
        (Cell(BUILDS, ("North", "A", "Truck", "Home"), "2"), lambda units: units + 10),
        (Cell(SHIPMENTS, ("North to Home", "North", "Home", "Sedan"), "2"), lambda _: 0),
    )),
    "real": (REAL, (
        (Cell(BUILDS, ("TMMK", "1", "Camry", "US"), "2026-06"), lambda units: units + 10),
        (Cell(SHIPMENTS, ("TMMTX - CA", "TMMTX", "CA", "Tundra"), "2026-09"), lambda _: 0),
        (Cell(SALES, ("US", "Camry"), "2026-05"), lambda units: units - 1),
        (Cell(SAILINGS, ("Rail from San Antonio",), "2026-03"), lambda sailings: sailings + 1),
        (Cell(SHIFT_PATTERNS, ("TMMK", "3"), "2026-03"), lambda _: None),
    )),
}  # fmt: skip


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """The plan folder of the small case, with its workbook."""
    place = tmp_path_factory.mktemp("plans") / "tiny"
    solve_case(TINY, Request(formats=("csv", "xlsx")), place)
    return place


def changed(plan, file, cell, value):
    """A copy of a plan's workbook with one decision cell changed, and the place of the cell."""
    book = openpyxl.load_workbook(plan / "plan.xlsx")
    found = cell.find(book)
    found.value = value
    book.save(file)
    return f"{cell.table.sheet}!{found.coordinate}"


def test_unedited_workbook_breaks_and_costs_nothing(plan, optimizer):
    ran = optimizer("evaluate", TINY, plan / "plan.xlsx", "--json")
    assert ran.code == 0
    assert (ran.json["edits"], ran.json["broken"], ran.json["change"], ran.json["notes"]) == ([], [], 0, [])


def test_workbook_says_the_same_as_its_folder(plan, tmp_path, optimizer):
    """The same edit in the workbook, with its cell in place of the file's line."""
    file = tmp_path / "edited.xlsx"
    place = changed(plan, file, Cell(BUILDS, ("North", "A", "Truck", "Japan"), "1"), 20)
    ran = optimizer("evaluate", TINY, file, "--from", plan, "--json")
    assert ran.code == 5
    assert [(edit["cell"], edit["before"], edit["after"]) for edit in ran.json["edits"]] == [(place, 10, 20)]
    assert {breach["rule"]: breach["cells"] for breach in ran.json["broken"]} == {
        "plant_balance": [place], "overtime": [place]}  # fmt: skip


@needs_office
def test_checks_and_money_of_an_edited_workbook_are_those_of_its_evaluation(tmp_path):
    """Edited and worked out anew by a spreadsheet program: the same rules are broken, as often and by as much."""
    files, places = [], {}
    for name, (case, edits) in EDITS.items():
        places[name] = tmp_path / name
        solve_case(case, Request(gap=1e-3, formats=("csv", "xlsx")), places[name])
        book = openpyxl.load_workbook(places[name] / "plan.xlsx")
        for cell, change in edits:
            found = cell.find(book)
            found.value = change(found.value or 0)
        files.append(tmp_path / f"{name}.xlsx")
        book.save(files[-1])
    books = recalculated(tmp_path, *files)
    for name, (case, edits) in EDITS.items():
        found = evaluate(Asked(case, tmp_path / "out" / f"{name}.xlsx", origin=places[name]))
        assert len(found.edits) == len(edits)
        assert found.notes == ()
        book = books[f"{name}.xlsx"]
        counts = Counter(broken.rule for broken in found.broken)
        mine = {rule: Broken(count, max(broken.amount for broken in found.broken if broken.rule == rule))
                for rule, count in counts.items()}  # fmt: skip
        assert mine
        assert agree(mine, {rule: broken for rule, (broken, _) in broken_on_sheet(book).items()})
        money = totals(book)
        assert all(same(money[item.item], item.after / 100) for item in found.items)
        assert same(money["objective"], found.after.objective)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("ten", 'units is "ten", not a number'),
        ("1,000", "write 1000, without thousands separators"),
        ("=5+5", "a formula that was never calculated"),
        (True, "units is TRUE, not a number; type a number"),
        (date(2026, 1, 1), "units is the date 2026-01-01"),
        ("#REF!", "units is "),
    ],
)
def test_cell_that_holds_no_number_is_told(plan, tmp_path, optimizer, value, told):
    file = tmp_path / "edited.xlsx"
    place = changed(plan, file, Cell(BUILDS, ("North", "A", "Truck", "Home"), "2"), value)
    ran = optimizer("evaluate", TINY, file, "--from", plan)
    assert ran.code == 2
    assert f"{place}: " in ran.err
    assert told in ran.err


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "told"),
    [
        ("Allocation", "A4", "Built", 'Allocation: the table "Vehicles built" is not there'),
        ("Allocation", "B5", "Linie", 'Allocation!B5: the header is "Linie", and must be "line"'),
        ("Allocation", "H5", "Feb", 'Allocation!H5: the header is "Feb", which is no period'),
        ("Allocation", "I5", None, "the column of period 3 is missing"),
        ("Allocation", "A6", "Nord", 'Allocation!A6: "Nord" is no plant of the case'),
        ("Allocation", "C7", "Truck", "the same decision stands in Allocation!G"),
        ("Shipments", "B6", "South", "but the route leaves from North"),
        ("ReadMe", "A28", "Format", "does not say its format"),
    ],
)
def test_changed_layout_is_told(plan, tmp_path, optimizer, sheet, cell, value, told):
    book = openpyxl.load_workbook(plan / "plan.xlsx")
    if cell == "A28":
        cell = next(row[0].coordinate for row in book[sheet].iter_rows() if row[0].value == "Workbook format")
    book[sheet][cell] = value
    book.save(tmp_path / "edited.xlsx")
    ran = optimizer("evaluate", TINY, tmp_path / "edited.xlsx", "--from", plan)
    assert (ran.code, told in ran.err) == (2, True), ran.err


def test_cells_that_can_hold_nothing_and_rows_deleted(plan, tmp_path, optimizer):
    """A figure in a grey cell counts for nothing and says why; a row that is gone is nothing decided."""
    file = tmp_path / "edited.xlsx"
    place = changed(plan, file, Cell(SHIPMENTS, ("North to Japan", "North", "Japan", "Truck"), "3"), 5)
    ran = optimizer("evaluate", TINY, file, "--from", plan, "--json")
    (breach,) = ran.json["broken"]
    assert (breach["rule"], breach["amount"], breach["cells"]) == ("ship_exists", 5, [place])
    assert "after the horizon" in breach["message"]
    book = openpyxl.load_workbook(plan / "plan.xlsx")
    sheet = book["Fulfilment"]
    row = next(row[0].row for row in sheet.iter_rows() if [cell.value for cell in row[:2]] == ["Truck", "Japan"])
    sheet.delete_rows(row)
    book.save(file)
    ran = optimizer("evaluate", TINY, file, "--from", plan, "--json")
    assert [(edit["table"], edit["cell"], edit["after"]) for edit in ran.json["edits"]] == [
        ("programs", PROGRAMS.sheet, 0)
    ]


def test_workbook_of_another_plan_or_none_is_refused(plan, tmp_path, optimizer):
    for name, content in (("csv.xlsx", b"plant,line\n"), ("half.xlsx", (plan / "plan.xlsx").read_bytes()[:5000])):
        (tmp_path / name).write_bytes(content)
        ran = optimizer("evaluate", TINY, tmp_path / name, "--from", plan)
        assert (ran.code, name in ran.err) == (2, True)
    empty = openpyxl.Workbook()
    empty.save(tmp_path / "empty.xlsx")
    assert "no planning workbook" in optimizer("evaluate", TINY, tmp_path / "empty.xlsx", "--from", plan).err
    other = tmp_path / "other"
    optimizer("solve", TINY, "--relax", "--out", other, "--quiet")
    text = (other / "summary.json").read_text().replace('"relax": true', '"relax": false')
    (other / "summary.json").write_text(text)
    assert "another objective" in optimizer("evaluate", TINY, plan / "plan.xlsx", "--from", other).err
    (other / "summary.json").write_text(text.replace('"inputs_sha256": "', '"inputs_sha256": "0'))
    assert "other inputs" in optimizer("evaluate", TINY, plan / "plan.xlsx", "--from", other).err
