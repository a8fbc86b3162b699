"""The planning workbook as a file: worked out anew by a spreadsheet program, it says the same; edits are followed."""

import json
import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from benchmarks.invent import SMALL, Feature, invent
from models.audit import audit
from models.case import Case
from models.derivation import open_draft, plan_of
from models.readback import values_of
from optimizer import __version__
from optimizer.pipeline import solve_case
from optimizer.report.places import WORKBOOK
from optimizer.report.workbook import book as books
from optimizer.report.workbook.layout import (
    BUILDS,
    FORMAT,
    PROGRAMS,
    SAILINGS,
    SALES,
    SHIFT_PATTERNS,
    SHIPMENTS,
    Marker,
    Sheet,
)
from optimizer.report.workbook.write import workbook
from optimizer.request import Request
from tests.command_runs import TINY, Command
from tests.plan_workbooks import (
    Cell,
    Edit,
    agree,
    broken_by_audit,
    broken_on_sheet,
    formulas,
    needs_office,
    recalculated,
    same,
    totals,
    written,
)

DOCUMENTATION = Path(__file__).parent.parent / "docs" / "plan-workbook.md"
REAL = TINY.parent / "us-japan-2026"
SEED = 32
"""Of an invented case that has all features and a plan."""

KNOWN = {"ABS", "COLUMN", "COUNT", "COUNTA", "COUNTIF", "EXACT", "IF", "INDEX", "MATCH", "MAX", "MIN", "OR", "ROUND",
         "SUM", "SUMPRODUCT"}  # fmt: skip
"""Functions of formulas: all of them in Excel 2007 already."""

ODD = {"Sedan": "=1+1", "Truck": "@SUM(A1)", "Home": '+Home \'n "Garden"', "North": "0012", "Vessel": "-Vessel, fast"}
"""Names that a spreadsheet might run as formulas, or take for numbers."""

EDITS = {
    "tiny": (
        Edit(Cell(BUILDS, ("North", "A", "Truck", "Home"), "2"), more=10.0),
        Edit(Cell(SHIPMENTS, ("North to Home", "North", "Home", "Sedan"), "2")),
    ),
    "real": (
        Edit(Cell(BUILDS, ("TMMI", "East", "Sienna", "US"), "2026-06"), more=10.0),
        Edit(Cell(SHIPMENTS, ("TMMTX - CA", "TMMTX", "CA", "Tundra"), "2026-09")),
        Edit(Cell(SALES, ("US", "Camry"), "2026-05"), more=10.0),
        Edit(Cell(SHIFT_PATTERNS, ("TMMK", "3"), "2026-03"), to="two shifts"),
        Edit(Cell(PROGRAMS, ("Tundra", "JP"))),
        Edit(Cell(SAILINGS, ("Hueneme - Toyohashi",), "2026-09")),
    ),
}
"""Cells that a planner changes."""

FUNCTION = re.compile(r"([A-Z.]+)\(")


def oddly_named(folder):
    """The tiny case with other names."""
    shutil.copytree(TINY, folder)
    for file in folder.glob("*.csv"):
        text = file.read_text()
        for name, odd in ODD.items():
            quoted = '"' + odd.replace('"', '""') + '"'
            text = text.replace(f"\n{name},", f"\n{quoted},").replace(f",{name},", f",{quoted},")
            text = text.replace(f",{name},", f",{quoted},")
        file.write_text(text)
    return folder


def solved(name, folder):
    """A case solved; of the real one a plan within a tenth of a per cent is soon found."""
    if name == "real":
        return solve_case(REAL, Request(gap=1e-3))
    if name == "invented":
        return solve_case(invent(SEED, list(Feature), SMALL).write(folder))
    return solve_case(TINY if name == "tiny" else oddly_named(folder / "case"))


@pytest.fixture(scope="module")
def tiny():
    """The tiny case, solved."""
    return solve_case(TINY)


@pytest.fixture
def live(tiny):
    """Its workbook, with the formulas."""
    return openpyxl.load_workbook(BytesIO(workbook(tiny, tiny.plan)))


def with_edits(file, edits):
    """The workbook with some of its cells changed, beside it."""
    book = openpyxl.load_workbook(file)
    for edit in edits:
        cell = edit.cell.find(book)
        assert not cell.protection.locked
        cell.value = edit.of(cell.value)
    place = file.with_stem(f"{file.stem} edited")
    book.save(place)
    return place


@needs_office
@pytest.mark.parametrize("names", [("tiny", "odd", "invented"), ("real",)], ids=["small", "real"])
def test_worked_out_anew_every_formula_gives_its_value_and_follows_edits(names, tmp_path):
    """A spreadsheet program finds the value that was written with every formula, no error, and the plan's objective.

    After cells are changed, checks and money are what the audit says of the plan so changed.
    """
    outcomes = {name: solved(name, tmp_path) for name in names}
    files = {name: written(outcome, tmp_path / f"{name}.xlsx") for name, outcome in outcomes.items()}
    edited = {name: with_edits(files[name], EDITS[name]) for name in names if name in EDITS}
    anew = recalculated(tmp_path, *files.values(), *edited.values())
    for name, file in files.items():
        as_written(file, anew[file.name], outcomes[name], least=10_000 if name == "real" else 400)
    for name, file in edited.items():
        as_audited(anew[file.name], outcomes[name].tables, changed(outcomes[name].plan, EDITS[name]))


def as_written(file, anew, outcome, least):
    """Every formula gives the value it was written with; no rule is broken."""
    cached, asked = openpyxl.load_workbook(file, data_only=True), formulas(openpyxl.load_workbook(file))
    assert len(asked) > least
    assert {word for text in asked.values() for word in FUNCTION.findall(text)} <= KNOWN
    apart = {place: (cached[place[0]][place[1]].value, anew[place[0]][place[1]].value) for place in asked}
    assert [(place, asked[place], pair) for place, pair in apart.items() if not same(*pair)] == []
    assert same(totals(anew)["objective"], outcome.objective)
    assert broken_on_sheet(anew) == {}


def as_audited(anew, tables, plan):
    """Checks and money are what the audit says of a plan with these decisions."""
    draft = open_draft(Case(tables))
    verdict, shown = audit(tables, plan_of(draft, values_of(draft, plan))), broken_on_sheet(anew)
    assert not verdict.passed
    assert agree(broken_by_audit(verdict), {rule: broken for rule, (broken, _) in shown.items()})
    for rule, (broken, where) in shown.items():
        assert where in [b.where for b in verdict.breaches if b.rule == rule and same(b.amount, broken.worst)]
    said = totals(anew)
    for item, amount in verdict.items.items():
        assert same(said.get(item, 0.0), amount), item
    assert same(said["objective"], verdict.objective)


def changed(plan, edits):
    """The plan with its tables changed as the workbook's cells are."""
    for edit in edits:
        table = edit.cell.table
        frame = getattr(plan, table.plan_table).copy()
        rows = frame["period"].astype("str") == edit.cell.period if table.by_period else frame["model"].notna()
        for column, key in zip(table.keys, edit.cell.keys, strict=True):
            rows &= frame[column].astype("str") == key
        assert rows.sum() == 1
        frame.loc[rows, table.column] = edit.of(frame.loc[rows, table.column].iloc[0])
        plan = replace(plan, **{table.plan_table: frame})
    return plan


def test_equal_plans_give_equal_bytes(tiny):
    """The same plan, solved again at another time, is the same workbook."""
    again = solve_case(TINY)
    assert workbook(tiny, tiny.plan) == workbook(again, again.plan)


def test_text_never_runs(tmp_path):
    """Names that look like formulas, numbers or links stay the text they are."""
    book = openpyxl.load_workbook(written(solved("odd", tmp_path), tmp_path / "plan.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows(max_col=4) for cell in row]
    for name in ODD.values():
        assert {cell.data_type for cell in cells if cell.value == name} == {"s"}


def test_workbook_says_what_it_was_made_from(live, tiny):
    """The marks of the sheet ReadMe, as a reader looks for them."""
    rows = live[str(Sheet.README)].iter_rows(max_col=2, values_only=True)
    marks = {word: value or "" for word, value in rows if word in set(map(str, Marker))}
    assert marks == {Marker.FORMAT: FORMAT, Marker.CASE: "tiny", Marker.SCENARIO: "",
                     Marker.INPUTS: tiny.tables.inputs_sha256, Marker.VERSION: __version__}  # fmt: skip


def test_too_many_formulas_are_left_as_values(tiny, live, monkeypatch):
    """Beyond the limit the workbook has the same values and no formula, and says so."""
    cached = openpyxl.load_workbook(BytesIO(workbook(tiny, tiny.plan)), data_only=True)
    monkeypatch.setattr(books, "LARGEST", 100)
    dead = openpyxl.load_workbook(BytesIO(workbook(tiny, tiny.plan)))
    assert formulas(dead) == {}
    for sheet, address in formulas(live):
        assert same(dead[sheet][address].value, cached[sheet][address].value)
    notes = [str(cell.value) for sheet in (Sheet.SUMMARY, Sheet.README) for row in dead[str(sheet)] for cell in row]
    assert sum("nothing follows an edit" in note or "hold values only" in note for note in notes) == 2


def test_format_writes_the_workbook_and_a_later_solve_leaves_none(capfd, tmp_path):
    """`--format xlsx` puts the workbook into the plan folder; a later plan there without it leaves none behind."""
    optimizer, place = Command(capfd), tmp_path / "plan"
    assert optimizer("solve", TINY, "--out", place, "--format", "xlsx").code == 0
    book = openpyxl.load_workbook(place / WORKBOOK, data_only=True)
    summary = json.loads((place / "summary.json").read_text())
    assert totals(book)["objective"] == pytest.approx(summary["objective"])
    assert optimizer("solve", TINY, "--out", place).code == 0
    assert not (place / WORKBOOK).exists()


def test_sheets_are_those_that_the_documentation_names(live):
    """All of them, in their order."""
    documented = re.findall(r"^\| `(.+?)` \|", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.MULTILINE)
    sheets = list(map(str, Sheet))
    assert live.sheetnames == sheets
    assert documented[: len(sheets)] == sheets
