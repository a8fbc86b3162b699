"""Faulty workbooks: each is refused at once, with the place and what to do."""

import contextlib
import random
import re
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from optimizer.faults import FaultyCase
from optimizer.read import read_case
from tests.command_runs import Command
from tests.workbooks import SHEET_XML, Formula, edit, faults, sheets_of, write_workbook, zipped

DEMAND = sheets_of()["demand"]
SHEET = {name: SHEET_XML.format(number) for number, name in enumerate(sheets_of(), 1)}
BLANK_ROW = '<row r="{0}"><c r="A{0}" s="1"/><c r="D{0}" s="1"/></row>'


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
    "currency missing": ({"case": [["setting", "value"], ["title", "x"]]}, ["case: the setting currency is missing"]),
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


FILES = {
    "empty": (b"", "is empty; the workbook may not have been saved or copied to its end"),
    "CSV renamed": (b"market,model,demand\nHome,Sedan,5\n", "is a text file (CSV?), whatever its name says"),
    "neither text nor archive": (bytes(range(256)) * 9, "is no workbook; open it in Excel or LibreOffice and save it"),
    "old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is of the old Excel format (.xls); open it"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
                 "is protected by a password; open it and save a copy without one"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_workbook_is_told(tmp_path, kind):
    """What it is, and what to do."""
    data, said = FILES[kind]
    (tmp_path / "case.xlsx").write_bytes(data)
    found = faults(tmp_path / "case.xlsx")
    assert len(found) == 1
    assert found[0].startswith(f"case.xlsx: {said}")


def test_other_zip_archives_are_no_workbooks(tmp_path):
    """A document, or a zipped folder."""
    found = faults(zipped(tmp_path / "case.xlsx", {"word/document.xml": b"<a/>"}))
    assert found[0].startswith("case.xlsx: is a zip archive, but no workbook; ")


def test_a_damaged_workbook_is_told(tmp_path):
    """Cut short, or with bytes changed in a sheet."""
    path = write_workbook(tmp_path / "case.xlsx")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert re.match(
        r"case\.xlsx: is damaged \(.*\); open it in Excel, let it be repaired, and save it again", *faults(path)
    )
    with zipfile.ZipFile(write_workbook(path)) as book:
        begin = book.getinfo(SHEET["demand"]).header_offset + 30 + len(SHEET["demand"])
    path.write_bytes(whole[: begin + 40] + bytes(20) + whole[begin + 60 :])
    assert re.match(r"demand: the sheet is damaged \(.*\); open it in Excel", faults(path)[0])


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_bytes_a_workbook_is_read_or_refused(tmp_path, seed):
    """Parts cut, changed, or left out, and bytes of the archive changed: never a fault of the program."""
    dice = random.Random(seed)
    whole = write_workbook(tmp_path / "case.xlsx", cells={"demand!D2": Formula("=5", 5)}).read_bytes()
    with zipfile.ZipFile(tmp_path / "case.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for _ in range(25):
        name = dice.choice([*parts, ""])
        data = bytearray(parts.get(name, whole))
        at = dice.randrange(len(data))
        match dice.randrange(3):
            case 0:
                data[at] = dice.randrange(256)
            case 1:
                del data[at : at + dice.randrange(1, 60)]
            case _:
                del data[at:]
        if name:
            zipped(tmp_path / "case.xlsx", {**parts, name: bytes(data)})
        else:
            (tmp_path / "case.xlsx").write_bytes(data)
        with contextlib.suppress(FaultyCase):
            read_case(tmp_path / "case.xlsx")


def test_cells_that_do_not_name_their_place_have_one(tmp_path):
    """Some programs leave it out: each cell is then the next."""
    path = write_workbook(tmp_path / "case.xlsx", cells={"demand!D2": NOTHING, "demand!D3": NOTHING})
    edit(path, SHEET["demand"], lambda text: re.sub(r' r="[A-Z]*[0-9]+"', "", text))
    assert faults(path) == [f"demand!D2: demand {LOOK_UP}", f"demand!D3: demand {LOOK_UP}"]


def test_macros_are_refused(tmp_path):
    """Nothing is run here, so what a macro would change can't be known."""
    path = write_workbook(tmp_path / "case.xlsm")
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/vbaProject.bin", b"x")
    assert faults(path) == [
        "case.xlsm: has macros, which are never run here: what they would change can't be known; save it as a workbook "
        "without macros (.xlsx)"
    ]


def test_a_workbook_without_any_table_is_told_in_one_line(tmp_path):
    """Not one fault for each missing sheet."""
    path = write_workbook(tmp_path / "case.xlsx", {**dict.fromkeys(sheets_of()), "Sheet1": []})
    found = faults(path)
    assert len(found) == 1
    assert found[0].startswith("case.xlsx: has no sheet of a planning case: its sheets are named as the tables")


def test_a_plan_taken_for_a_case_is_told(tmp_path):
    """Its case is where the plan keeps it."""
    none = dict.fromkeys(sheets_of())
    path = write_workbook(tmp_path / "plan.xlsx", {**none, "Summary": [], "Allocation": [[1]], "Checks": []})
    said = "is a plan, not a case; the case that it was made from is in the plan's folder, under inputs"
    assert faults(path) == [f"plan.xlsx: {said}"]


def test_a_zip_bomb_is_not_opened(tmp_path):
    """Refused by the sizes that it declares, before anything is expanded."""
    path = tmp_path / "case.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<a/>")
        with book.open(SHEET["demand"], "w", force_zip64=True) as part:
            for _ in range(20):
                part.write(bytes(1 << 20))
    data = bytearray(path.read_bytes())
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (0xFFFF_FFF0).to_bytes(4, "little")
    path.write_bytes(data)
    began = time.process_time()
    assert faults(path) == ["case.xlsx: would expand to 4.3 GB, which no planning case needs; it was not opened"]
    assert time.process_time() - began < 1


def test_a_part_larger_than_it_says_is_damaged(tmp_path):
    """A bomb that lies about its size is cut at it."""
    path = write_workbook(tmp_path / "case.xlsx")
    data = bytearray(path.read_bytes())
    at = data.find(SHEET["demand"].encode(), data.find(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert faults(path)[0].startswith("demand: the sheet is damaged (")


def test_a_million_blank_rows_are_passed_over(tmp_path):
    """Formatted, but blank: the table ends where its cells end."""
    blank = "".join(BLANK_ROW.format(line) for line in range(4, 1_000_001))
    path = write_workbook(tmp_path / "case.xlsx", cells={"demand!D2": "12O"})
    edit(path, SHEET["demand"], lambda text: text.replace("</sheetData>", blank + "</sheetData>"))
    began = time.process_time()
    assert faults(path) == ['demand!D2: demand is "12O", not a number ≥ 0']
    assert time.process_time() - began < 8


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path):
    """One cell in the last corner of a sheet."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = edit(write_workbook(tmp_path / "case.xlsx"), SHEET["demand"], lambda text: text.replace("</sheetData>", far))
    assert faults(path) == ["demand: the sheet reaches to XFD1048576, too far to be a table; delete what stands there"]


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
