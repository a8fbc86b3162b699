"""Faulty workbooks: each is refused at once, with the place and what to do."""

from datetime import date
from pathlib import Path

import pytest

from tests.command_runs import Command
from tests.workbooks import SHEET_XML, Formula, edit, faults, sheets_of, write_workbook

DEMAND = sheets_of()["demand"]
SHEET = {name: SHEET_XML.format(number) for number, name in enumerate(sheets_of(), 1)}


def renamed(table: str, name: str) -> dict:
    """The minimal case with one sheet called otherwise."""
    return {table: None, name: sheets_of()[table]}


NOT_A_NUMBER = "demand!D2: demand is {}, not a number ≥ 0"
LOOK_UP = "is #N/A, a look-up that found nothing; correct the formula, or type the value"
NEVER = (
    "is a formula that was never calculated; open the workbook in Excel or LibreOffice and save it, or type the value"
)
NOTHING = Formula("=NA()", "#N/A")
CELLS = {
    "text in a number": ({"demand!D2": "12O"}, NOT_A_NUMBER.format('"12O"')),
    "separators": (
        {"demand!D2": "1,200"},
        NOT_A_NUMBER.format('"1,200"') + "; write 1200, without thousands separators",
    ),
    "negative": ({"demand!D2": -3}, NOT_A_NUMBER.format('"-3"')),
    "date in a number": (
        {"demand!D2": date(2026, 3, 1)},
        NOT_A_NUMBER.format("the date 2026-03-01") + "; format the cell as a number and type it again",
    ),
    "truth in a number": ({"demand!D2": True}, NOT_A_NUMBER.format("TRUE") + "; type a number"),
    "failed look-up": ({"demand!D2": NOTHING}, f"demand!D2: demand {LOOK_UP}"),
    "lost reference": (
        {"demand!D2": Formula("=#REF!", "#REF!")},
        "demand!D2: demand is #REF!, a formula whose cells were deleted; correct the formula, or type the value",
    ),
    "failed key": ({"demand!B2": NOTHING}, f"demand!B2: model {LOOK_UP}"),
    "formula never calculated": ({"demand!D2": Formula("=2*5")}, f"demand!D2: demand {NEVER}"),
    "blank key": ({"demand!A2": ""}, "demand!A2: market is blank"),
    "unknown name": ({"demand!B2": "Sedn"}, 'demand!B2: model is "Sedn", not in models; did you mean "Sedan"?'),
    "date as a name": ({"demand!B2": date(2026, 5, 3)}, 'demand!B2: model is "2026-05-03", not in models'),
    "unknown column": (
        {"demand!E1": "pirce"},
        'demand!E1: column "pirce" is not known in demand; did you mean "price"?',
    ),
    "column twice": ({"demand!E1": "demand"}, "demand!E1: column demand is there twice (columns 4 and 5); keep one"),
    "column without a name": (
        {"demand!H2": 5},
        "demand!H1: the column holds something and has no header in row 1; name the column or delete it",
    ),
    "wrong truth": (
        {"case!A3": "integer_units", "case!B3": "maybe"},
        'case!B3: integer_units is "maybe", not true or false',
    ),
    "failed setting": ({"case!B2": NOTHING}, f"case!B2: currency {LOOK_UP}"),
    "unknown setting": (
        {"case!A3": "curency", "case!B3": "USD"},
        'case!B3: curency is not a known setting; did you mean "currency"?',
    ),
    "setting twice": (
        {"case!A3": "currency", "case!B3": "EUR"},
        "case!A3: the setting currency is already in case!A2; keep one",
    ),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_faulty_cell_is_told_by_sheet_and_cell(tmp_path, kind):
    """One fault, at its cell, with what would be right."""
    cells, said = CELLS[kind]
    found = faults(write_workbook(tmp_path / "case.xlsx", cells=cells))
    assert len(found) == 1
    assert found[0].startswith(said)


SHEETS = {
    "sheet mistyped": (
        renamed("demand", "Demands"),
        ['Demands: the sheet is no table of a case; did you mean "demand"? Rename it; or hide it'],
    ),
    "two sheets of one name": (
        {"Demand ": DEMAND},
        ['Demand : there is a sheet "demand" too, which is the same name; hide it, or let its name begin with _'],
    ),
    "a copy of a sheet": ({"demand (2)": DEMAND}, ['demand (2): the sheet is not read, beside "demand"; hide it, or']),
    "required sheet missing": ({"routes": None}, ["routes: the sheet routes is missing; every case needs it"]),
    "required sheet blank": ({"routes": []}, ["routes: the table routes has no rows; every case needs it"]),
    "no settings": ({"case": None}, ["case: the sheet case is missing; it has the columns setting and value"]),
    "settings without header": (
        {"case": [["currency", "USD"]]},
        ["case!1: the first row must hold the names setting and value, and holds currency, USD; the rows below it"],
    ),
    "currency missing": (
        {"case": [["setting", "value"], ["title", "x"]]},
        ["case: the setting currency is missing; write for instance: currency in one cell, USD in the next"],
    ),
    "duplicate row": (
        {"demand": [*DEMAND, DEMAND[1]]},
        ["demand!A4: the key (market Home, model Sedan) is already in demand!2; keep one of the two rows"],
    ),
    "title above the header": (
        {"demand": [["Demand 2026"], [], *DEMAND]},
        ['demand!A1: the first row must hold the names of the columns, and holds "Demand 2026"; they stand in row 3: '
         "delete the rows above it"],
    ),
    "change taken for a formula": (
        {"scenarios": [["scenario", "table", "column", "change"], ["up", "demand", "demand", Formula("=12", 12)],
                       ["up", "demand", "demand", Formula("=13")]]},
        ['scenarios!D2: change is "12", not one of =12, *1.1, +50, -50 (a new value begins with =); format the cell as '
         "text, then type it again",
         "scenarios!D3: change is a formula, as all that is typed with = first; format the cell as text, then type it "
         "again"],
    ),
    "a name that can't be told in its own list": (
        {"plants": [["plant"], [NOTHING], ["Texas"]]},
        [f"plants!A2: plant {LOOK_UP}"],
    ),
    "a code that lost its zero": (
        {"plants": [["plant"], ["01"], ["Texas"]],
         "capacity": [["plant", "line", "hours"], ["01", 1, 100], ["Texas", 1, 160]],
         "builds": [["plant", "line", "model", "hours_per_unit"], ["01", 1, "Sedan", 2], ["Texas", 1, "Truck", 4]],
         "routes": [["route", "plant", "market"], ["O-H", "01", "Home"], ["T-J", "Texas", "Japan"],
                    ["O-J", 1, "Japan"]]},
        ['routes!B4: plant is "1", not in plants; the list has "01": a spreadsheet has dropped the zero; format the '
         "cell as text and type 01"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SHEETS)
def test_a_faulty_sheet_is_told(tmp_path, kind):
    """The sheet, or its cell, and what to do."""
    changes, said = SHEETS[kind]
    found = faults(write_workbook(tmp_path / "case.xlsx", changes))
    assert len(found) == len(said), found
    assert all(fault.startswith(words) for fault, words in zip(found, said, strict=True)), found


def test_two_sheets_that_differ_only_in_case_are_told(tmp_path):
    """Excel makes none such, other programs do."""
    path = write_workbook(tmp_path / "case.xlsx", {"x": DEMAND})
    edit(path, "xl/workbook.xml", lambda text: text.replace('name="x"', 'name="DEMAND"'))
    said = (
        'DEMAND: there is a sheet "demand" too, which is the same name; hide it, or let its name begin with _, if it is'
    )
    assert [fault.removesuffix(" not meant to be read") for fault in faults(path)] == [said]


def test_merged_cells_are_told_once(tmp_path):
    """In the header, and in the rows; not where nobody reads."""
    rows = [[*row, "", "note"] for row in DEMAND]
    rows[0][5] = "note"
    rows[0][6] = "_x"
    path = tmp_path / "case.xlsx"
    assert faults(write_workbook(path, {"demand": rows}, merged=["demand!A2:A3", "demand!F2:G3"])) == [
        "demand!A2: the cells A2:A3 are merged, and only the first holds a value; unmerge them and fill every cell"
    ]
    found = faults(write_workbook(path, merged=["demand!C1:D1"]))
    assert found[0] == "demand!C1: the cells C1:D1 of the header are merged; unmerge them and name every column"


def test_the_page_of_documentation_shows_what_is_said(tmp_path, capfd):
    """Word for word, in this order."""
    demand = [["market", "model", "price", "2026-01", date(2026, 2, 1)], ["Home", "Sedan", 30, "12O", 12],
              ["Japan", "Truck", 50, 4, NOTHING]]  # fmt: skip
    plants = [["plant"], ["Ohio"], [""], ["Texas"]]
    path = write_workbook(tmp_path / "case.xlsx", {
        "demand": demand, "Route plan": [["x"]], **renamed("freight", "freigth"), "plants": plants,
    }, merged=["plants!A2:A3"],
       cells={"builds!E2": Formula("=1/60"), "case!B2": "usd", "routes!D2": date(2026, 3, 1)})  # fmt: skip
    said = Command(capfd)("check", path).err.splitlines()
    page = (Path(__file__).parent.parent / "docs" / "workbook.md").read_text(encoding="utf-8")
    shown = page.partition("## What a fault looks like")[2].split("```")[1].strip().splitlines()
    assert said[:-1] == shown


def test_all_faults_are_told_at_once(tmp_path):
    """In the order of the tables, and of their rows."""
    path = write_workbook(tmp_path / "case.xlsx", {"Chart": [[1]]}, cells={
        "demand!D3": Formula("=NA()", "#N/A"), "demand!D2": "x", "markets!B3": "abroad", "case!B2": "usd"})  # fmt: skip
    places = [fault.partition(":")[0] for fault in faults(path)]
    assert places[:2] == ["case!B2", "markets!B3"]
    assert places[-2:] == ["demand!D2", "demand!D3"]
