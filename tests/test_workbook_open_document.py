"""A case as OpenDocument spreadsheet (.ods): the same case, the same faults."""

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from optimizer.read import read_case
from tests.read_cases import write_case
from tests.workbooks import faults, read, sheets_of, zipped

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
ERROR = ('<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
         'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>')  # fmt: skip
MERGED = ('<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>{}</text:p>'
          "</table:table-cell>")  # fmt: skip
ENDLESS = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'


def cell(value) -> str:
    """One cell; a piece of XML as it is."""
    if isinstance(value, str) and value.startswith("<"):
        return value
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def write_ods(path: Path, changes=None, parts=None) -> Path:
    """The minimal case with some sheets replaced."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in {**sheets_of(), **(changes or {})}.items()
    )
    spaces = " ".join(f'xmlns:{name}="{url}"' for name, url in NAMES.items())
    content = (f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>{tables}'
               "</office:spreadsheet></office:body></office:document-content>")  # fmt: skip
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode(),
                         "META-INF/manifest.xml": manifest.encode(), **(parts or {})})  # fmt: skip


def test_it_is_the_same_case(tmp_path):
    """Table for table; places are cells here too."""
    (tmp_path / "folder").mkdir()
    one, other = read_case(write_case(tmp_path / "folder")).tables, read(write_ods(tmp_path / "case.ods"))
    assert one.settings == other.settings
    assert all(frame.equals(other[name]) for name, frame in one.frames.items())
    assert other.origins["demand"].cite(1, "demand") == "demand!D3"


FAULTY = {
    "text in a number": (2, 3, "12O", 'demand!D3: demand is "12O", not a number ≥ 0'),
    "failed look-up": (
        2, 3, ERROR,
        "demand!D3: demand is #N/A, a look-up that found nothing; correct the formula, or type the value",
    ),
    "failed look-up behind repeated cells": (
        1, 2, f'<table:table-cell table:number-columns-repeated="2"/>{ERROR}',
        "demand!E2: price is #N/A, a look-up that found nothing; correct the formula, or type the value",
    ),
    "merged": (
        1, 1, MERGED.format("Sedan"),
        "demand!B2: the cells B2:B3 are merged, and only the first holds a value; unmerge them and fill every cell",
    ),
    "too far": (
        1, 5, ENDLESS,
        "demand: the sheet reaches to XFI977, too far to be a table; delete what stands there",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTY)
def test_faults_are_told_by_cell(tmp_path, kind):
    """As in an Excel workbook."""
    line, column, value, said = FAULTY[kind]
    rows = [list(row) for row in sheets_of()["demand"]]
    rows[line][column:] = [value] if "repeated" in value else [value, *rows[line][column + 1 :]]
    if kind == "too far":
        rows = [rows[0], *([[*rows[1][:5], value]] * 1100), rows[2]]
    if kind == "merged":
        rows[2][1] = "<table:covered-table-cell/>"
    found = faults(write_ods(tmp_path / "case.ods", {"demand": rows}))
    assert found[0] == said


def test_a_protected_one_is_told(tmp_path):
    """Its parts are encrypted, its list of parts says so."""
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    found = faults(write_ods(tmp_path / "case.ods", parts={"META-INF/manifest.xml": manifest}))
    assert found == ["case.ods: is protected by a password; open it and save a copy without one (File, Info, Protect "
                     "Workbook)"]  # fmt: skip
