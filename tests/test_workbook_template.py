"""The workbook to start from: the case of `init FOLDER`, every table and column there can be, ready to be filled in."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile

import pandas as pd
import pytest

from models.schema import TABLES, Kind
from optimizer.read import read_case

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def book(tmp_path, optimizer):
    """A fresh workbook to start from."""
    assert optimizer("init", "--workbook", tmp_path / "case.xlsx").code == 0
    return tmp_path / "case.xlsx"


def parts(book, pattern) -> dict[str, str]:
    """The text of some parts of a workbook."""
    with zipfile.ZipFile(book) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if re.fullmatch(pattern, name)}


def sheets(book) -> dict[str, ElementTree.Element]:
    """The sheets of a workbook by name, in their order."""
    names = [sheet.get("name") for sheet in ElementTree.fromstring(parts(book, "xl/workbook.xml")["xl/workbook.xml"])
             .iter(f"{MAIN}sheet")]  # fmt: skip
    texts = parts(book, r"xl/worksheets/sheet\d+\.xml")
    return {name: ElementTree.fromstring(texts[f"xl/worksheets/sheet{at}.xml"]) for at, name in enumerate(names, 1)}


def test_it_is_the_case_of_the_folder(book, tmp_path, optimizer):
    """The same example rows; it is in order, without a warning."""
    assert optimizer("init", tmp_path / "folder").code == 0
    one, other = read_case(tmp_path / "folder"), read_case(book)
    assert one.warnings == other.warnings == ()
    assert one.tables.settings == other.tables.settings
    for name, frame in one.tables.frames.items():
        pd.testing.assert_frame_equal(frame, other.tables[name])


def test_every_table_is_a_sheet_with_every_column(book):
    """As an Excel table; the header stays in sight."""
    assert list(sheets(book)) == ["ReadMe", "case", *(table.name for table in TABLES)]
    found = {}
    for text in parts(book, r"xl/tables/table\d+\.xml").values():
        table = ElementTree.fromstring(text)
        found[table.get("name")] = [column.get("name") for column in table.iter(f"{MAIN}tableColumn")]
    for table in TABLES:
        assert found[table.name] == [*(column.name for column in table.columns), "note"]
        assert sheets(book)[table.name].find(f".//{MAIN}pane").get("ySplit") == "1"


def test_every_heading_says_what_it_means(book):
    """Meaning, unit and what a blank cell stands for, from the schema."""
    comments = "\n".join(
        "".join(part.itertext()) for text in parts(book, r"xl/comments\d+\.xml").values()
        for part in ElementTree.fromstring(text).iter(f"{MAIN}comment"))  # fmt: skip
    for table in TABLES:
        for column in table.columns:
            if column.unit:
                assert f"unit: {column.unit}" in comments
            if column.meaning != f"blank: every {column.name}":
                assert column.meaning.replace("`", "") in comments
    assert "if blank: every" in comments
    assert "if blank: none" in comments


def test_cells_look_after_what_is_typed(book):
    """Names from their lists, words of a choice, numbers within their bounds; every column that has any."""
    rules = {name: {rule.get("sqref").rstrip("0123456789").partition("2")[0]: rule
                    for rule in sheet.iter(f"{MAIN}dataValidation")}
             for name, sheet in sheets(book).items()}  # fmt: skip
    for table in TABLES:
        for place, column in enumerate(table.columns):
            if column.kind in (Kind.NUMBER, Kind.COUNT, Kind.LIMIT, Kind.CHOICE):
                assert chr(65 + place) in rules[table.name], (table.name, column.name)
    model = rules["demand"]["B"]
    assert (model.get("type"), model.get("errorStyle")) == ("list", "warning")
    assert model.find(f"{MAIN}formula1").text == "models!$A$2:$A$4"
    share = rules["mix"]["F"]
    assert (share.get("type"), [part.text for part in share]) == ("decimal", ["0", "1"])
    assert rules["models"]["D"].get("operator") == "greaterThanOrEqual"
    assert rules["stock"]["E"].find(f"{MAIN}formula1").text == 'OR(E2="none",AND(ISNUMBER(E2),E2>=0))'


def test_names_are_text_and_inputs_are_blue(book):
    """A code keeps its zero, a period is no date, and =12 no formula."""
    styles = ElementTree.fromstring(parts(book, "xl/styles.xml")["xl/styles.xml"])
    formats = styles.find(f"{MAIN}cellXfs").findall(f"{MAIN}xf")
    fonts = styles.find(f"{MAIN}fonts").findall(f"{MAIN}font")
    columns = {int(column.get("min")): formats[int(column.get("style"))]
               for column in sheets(book)["scenarios"].iter(f"{MAIN}col")}  # fmt: skip
    assert [columns[place].get("numFmtId") for place in (1, 2, 6)] == ["49", "0", "49"]
    assert all(fonts[int(columns[place].get("fontId"))].find(f"{MAIN}color").get("rgb") == "FF0000FF"
               for place in range(1, 7))  # fmt: skip


def test_equal_workbooks_are_equal_bytes_and_none_is_overwritten(book, tmp_path, optimizer):
    """No time or name gets into them; another place is asked for where there is something."""
    assert optimizer("init", "--workbook", tmp_path / "other.xlsx").code == 0
    assert book.read_bytes() == (tmp_path / "other.xlsx").read_bytes()
    for arguments, said in [
        (("--workbook", book), "is there already; name a new workbook"),
        (("--workbook", tmp_path / "case.ods"), "name a workbook that ends in .xlsx"),
        (("--workbook", tmp_path / "no" / "case.xlsx"), "there is no folder"),
        ((tmp_path / "x", "--workbook", tmp_path / "y.xlsx"), "name a folder or a workbook, not both"),
        ((), "name a new folder for the case, or a new workbook with --workbook FILE.xlsx"),
    ]:
        done = optimizer("init", *arguments)
        assert done.code == 2
        assert said in done.err


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_saves_the_same_case(book, tmp_path):
    """Opened there and saved, as Excel workbook and as OpenDocument, it says the same."""
    before = read_case(book).tables
    for form in ("xlsx", "ods"):
        place = tmp_path / form
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", form,
                        "--outdir", place, book], check=True, capture_output=True, timeout=120)  # fmt: skip
        after = read_case(place / f"case.{form}").tables
        assert after.settings == before.settings
        for name, frame in before.frames.items():
            pd.testing.assert_frame_equal(frame, after[name])
