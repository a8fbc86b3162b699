"""A case goes from a folder into a workbook and back with nothing lost, and overwrites nothing unasked."""

import csv
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from models.schema import BY_NAME
from optimizer.convert.converting import convert
from optimizer.faults import FaultyCase
from optimizer.read import read_case
from optimizer.read.draft import NUMERIC
from optimizer.request import BadRequest
from tests.command_runs import Command
from tests.invented import drawn
from tests.read_cases import write_case
from tests.workbooks import read, sheets_of, write_workbook

INPUTS = Path(__file__).parent.parent / "inputs"
ODD = {
    "plants.csv": 'plant,name,note,source,note,_mine\n01,"Kent, ""east""",007,"two\nlines",é – 2,=A1\n'
                  "1e3,TRUE,,1.50,,\n",
    "capacity.csv": "plant,line,hours,maximum_change\n01,1.0,100,none\n1e3,-,8.50,0.30000000000000004\n",
    "builds.csv": "plant,line,model,hours_per_unit\n01,1.0,Sedan,2\n1e3,-,Truck,1e-3\n",
    "routes.csv": "route,plant,market\nO-H,01,Home\nT-J,1e3,Japan\nO-J,01,Japan\n",
    "case.toml": '# first words\ntitle = "a # \\"b\\""  # shown\ncurrency = "USD"\nnote_list = ["x", 1, {a = true}]\n'
    'source = "2025"\nnote = "A \\n B"\n',
    "tariffs.csv": "market,rate,customs_value\n",
    "README.md": "mine",
}  # fmt: skip
"""What is easily lost: leading zeros, words like numbers, quotes, line ends, digits, remarks, tables without rows."""


def content(folder: Path) -> dict[str, object]:
    """All that a case says: figures by value, anything else by its words."""
    said: dict[str, object] = {"case": tomllib.loads((folder / "case.toml").read_text())}
    for file in sorted(folder.glob("*.csv")):
        with file.open(newline="") as lines:
            header, *rows = csv.reader(lines)
        kinds = [BY_NAME[file.stem].by_name.get(name) for name in header]
        said[file.stem] = header, [
            [float(cell) if column and column.kind in NUMERIC and cell not in ("", "none") else cell
             for column, cell in zip(kinds, row, strict=True)] for row in rows]  # fmt: skip
    return said


@pytest.fixture(params=["us-japan-2026", "tiny", "odd"])
def folder(request, tmp_path) -> Path:
    """A case folder."""
    if request.param != "odd":
        return INPUTS / request.param
    (tmp_path / "odd").mkdir()
    return write_case(tmp_path / "odd", ODD)


def test_from_folder_to_workbook_to_folder(folder, tmp_path):
    """Identical content, the planner's own columns and keys too; and the same case to the optimizer."""
    convert(folder, tmp_path / "book.xlsx", force=False)
    convert(tmp_path / "book.xlsx", tmp_path / "again", force=False)
    assert content(tmp_path / "again") == content(folder)
    one, other = read_case(folder).tables, read_case(tmp_path / "book.xlsx").tables
    assert one.settings == other.settings
    for name, frame in one.frames.items():
        pd.testing.assert_frame_equal(frame, other[name])


def test_from_workbook_to_folder_to_workbook(folder, tmp_path):
    """Equal cases are equal bytes: nothing can have been lost, remarks in `case.toml` neither."""
    for step, place in ((folder, "one.xlsx"), (tmp_path / "one.xlsx", "files"), (tmp_path / "files", "two.xlsx")):
        convert(step, tmp_path / place, force=False)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize("seed", range(8))
def test_any_invented_case_is_the_same_from_a_workbook(seed, tmp_path):
    """With whatever features: table for table, or fault for fault with cells in place of lines."""
    files = drawn(seed).write(tmp_path / "files")
    convert(files, tmp_path / "book.xlsx", force=False)
    one, other = (said(path) for path in (files, tmp_path / "book.xlsx"))
    assert one == other


def said(case: Path) -> object:
    """The tables of a case as they compare, or its faults without their places."""
    try:
        found = read_case(case)
    except FaultyCase as faulty:
        return [(fault.column, fault.found) for fault in faulty.faults]
    warnings = [warning.column for warning in found.warnings]
    return found.tables.settings, {name: frame.to_csv() for name, frame in found.tables.frames.items()}, warnings


def test_remarks_among_the_settings_are_kept(tmp_path):
    """Those behind a setting, and those of their own in between."""
    (tmp_path / "odd").mkdir()
    convert(write_case(tmp_path / "odd", ODD), tmp_path / "case.xlsx", force=False)
    convert(tmp_path / "case.xlsx", tmp_path / "again", force=False)
    first, second = (tmp_path / "again" / "case.toml").read_text().splitlines()[:2]
    assert (first, second) == ("# first words", 'title = "a # \\"b\\""  # shown')


def test_a_workbook_as_people_make_it_becomes_plain_files(tmp_path):
    """Months across are laid out, dates are periods, figures keep their digits."""
    demand = [["market", "model", "2026-01", "2026-02", "source"], ["Home", "Sedan", 10, 1 / 3, "x"],
              ["Japan", "Truck", "", 5, 7]]  # fmt: skip
    path = write_workbook(tmp_path / "case.xlsx", {"demand": demand, "Extra": [[1]], "_mine": [[1]]})
    done = convert(path, tmp_path / "files", force=False)
    said = [str(caution) for caution in done.cautions]
    assert "Extra: the sheet is no table of a case and is not read" in said
    assert "_mine: stays behind: it is no part of the case" in said
    assert (tmp_path / "files" / "demand.csv").read_text() == (
        "market,model,source,period,demand\nHome,Sedan,x,2026-01,10\nHome,Sedan,x,2026-02,0.3333333333333333\n"
        "Japan,Truck,7,2026-02,5\n"
    )
    assert read_case(tmp_path / "files").tables["demand"].equals(read(path)["demand"])


def test_faults_of_form_stop_it_those_of_content_do_not(tmp_path):
    """A case at work may be converted to be mended; a row with too few cells can't be."""
    files = write_case(tmp_path, {"demand.csv": "market,model,period,demand,price\nHome,Sedn,,12O,30\n"})
    convert(files, tmp_path / "book.xlsx", force=False)
    convert(tmp_path / "book.xlsx", tmp_path / "again", force=False)
    assert (tmp_path / "again" / "demand.csv").read_text() == (files / "demand.csv").read_text()
    (files / "demand.csv").write_text("market,model,demand\nHome\n")
    with pytest.raises(FaultyCase, match=r"demand\.csv:2: the row has 1 cells"):
        convert(files, tmp_path / "other.xlsx", force=False)
    assert not (tmp_path / "other.xlsx").exists()


def test_nothing_is_overwritten_unasked(tmp_path):
    """With --force only a case of the same form; what stands beside it in a folder stays."""
    (tmp_path / "case").mkdir()
    case = write_case(tmp_path / "case")
    book, files, other = tmp_path / "book.xlsx", tmp_path / "files", tmp_path / "other"
    convert(case, book, force=False)
    convert(book, files, force=False)
    (files / "notes.md").write_text("mine")
    (files / "tariffs.csv").write_text("market,rate,customs_value\n")
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    (tmp_path / "x.xlsx").mkdir()
    for source, out, force, said in [
        (case, book, False, "is there already; name another place, or overwrite it with --force"),
        (book, files, False, "holds a case already; name another place, or overwrite that case with --force"),
        (book, other, True, "holds files and is no case"),
        (case, tmp_path / "x.xlsx", True, "is there already, and is no file"),
        (case, case, True, "is the case itself"),
        (case, tmp_path / "a.ods", False, "a workbook is written as .xlsx"),
        (case, tmp_path / "nowhere" / "a.xlsx", False, "there is no folder"),
    ]:
        with pytest.raises(BadRequest, match=said):
            convert(source, out, force=force)
    convert(case, book, force=True)
    convert(book, files, force=True)
    assert (files / "notes.md").read_text() == "mine"
    assert not (files / "tariffs.csv").exists()
    assert not list(tmp_path.glob(".*"))


def test_what_excel_can_not_hold_is_refused(tmp_path):
    """A cell that is too long is told, not cut."""
    files = write_case(tmp_path, {"plants.csv": f"plant,note\nOhio,{'x' * 40_000}\nTexas,\n"})
    with pytest.raises(FaultyCase, match=r"plants!B2: has 40,000 characters, and a cell holds 32,767"):
        convert(files, tmp_path / "case.xlsx", force=False)
    assert not (tmp_path / "case.xlsx").exists()


def test_the_command_tells_what_it_wrote(tmp_path, capfd):
    """What was written where; faults in lines; a case that is not there."""
    run, book = Command(capfd), tmp_path / "tiny.xlsx"
    done = run("convert", INPUTS / "tiny", book)
    assert (done.code, done.err) == (0, "warning: README.md: stays behind: it is no part of the case\n")
    assert done.out == f"{INPUTS / 'tiny'} is written to {book}: 13 tables, 39 rows\n"
    assert run("convert", INPUTS / "tiny", book).code == 2
    assert run("convert", INPUTS / "tiny", book, "--force").code == 0
    assert "there is no case at" in run("convert", tmp_path / "tinny.xlsx", tmp_path / "x").err
    write_workbook(book, {"demand": [*sheets_of()["demand"], ["Home"]]}, merged=["demand!A2:A3"])
    done = run("convert", book, tmp_path / "x")
    assert done.code == 2
    assert done.err.startswith("demand!A2: the cells A2:A3 are merged")
    assert not (tmp_path / "x").exists()
