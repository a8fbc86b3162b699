"""Files that are no workbooks, or such as no planner can mean: each is refused at once, saying what to do."""

import contextlib
import random
import re
import time
import zipfile

import pytest

from optimizer.faults import FaultyCase
from optimizer.read import read_case
from tests.workbooks import SHEET_XML, Formula, edit, faults, sheets_of, write_workbook, zipped

DEMAND = sheets_of()["demand"]
SHEET = {name: SHEET_XML.format(number) for number, name in enumerate(sheets_of(), 1)}
BLANK_ROW = '<row r="{0}"><c r="A{0}" s="1"/><c r="D{0}" s="1"/></row>'
LOOK_UP = "is #N/A, a look-up that found nothing; correct the formula, or type the value"
NOTHING = Formula("=NA()", "#N/A")
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
