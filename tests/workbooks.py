"""The minimal case as a workbook, of which a test changes one thing."""

import csv
import io
import re
import tomllib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook

from models.schema import BY_NAME
from models.tables import Tables
from optimizer.faults import FaultyCase
from optimizer.read import ReadCase, read_case
from optimizer.read.draft import NUMERIC
from tests.read_cases import FILES

Rows = Sequence[Sequence[object]]
SHEET_XML = "xl/worksheets/sheet{}.xml"
"""The part of a sheet, by its number in the order of writing."""


@dataclass(frozen=True)
class Formula:
    """A formula and the value that it last had; without one it was never calculated."""

    text: str
    value: object = ""


def sheets_of(files: Mapping[str, str] = FILES) -> dict[str, Rows]:
    """The sheets of a case given as files: numbers in columns of numbers, text elsewhere."""
    sheets: dict[str, Rows] = {}
    for file, text in files.items():
        name = file.partition(".")[0]
        if name == "case":
            sheets[name] = [["setting", "value"], *map(list, tomllib.loads(text).items())]
            continue
        header, *rows = csv.reader(io.StringIO(text))
        kinds = [BY_NAME[name].by_name[column].kind for column in header]
        sheets[name] = [header, *(
            [float(cell) if cell and kind in NUMERIC and cell != "none" else cell
             for cell, kind in zip(row, kinds, strict=True)] for row in rows)]  # fmt: skip
    return sheets


def write_workbook(
    path: Path, changes: Mapping[str, Rows | None] | None = None, *, cells: Mapping[str, object] | None = None,
    merged: Sequence[str] = (), hidden: Sequence[str] = (), files: Mapping[str, str] = FILES,
) -> Path:  # fmt: skip
    """The minimal case with some sheets replaced, added or (``None``) left out, then some ``cells`` (``demand!D2``)."""
    sheets = {**sheets_of(files), **(changes or {})}
    with Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        made = {}
        for name, rows in sheets.items():
            if rows is None:
                continue
            made[name] = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    _put(made[name], (line, column), cell, day)
        for place, cell in (cells or {}).items():
            sheet, _, at = place.partition("!")
            _put(made[sheet], at, cell, day)
        for place in merged:
            sheet, _, region = place.partition("!")
            line, column = _cell(region.partition(":")[0])
            made[sheet].merge_range(region, "", day)
            _put(made[sheet], (line, column), (list(sheets[sheet][line]) + [""] * 99)[column], day)
        for name in hidden:
            made[name].hide()
        next(sheet for name, sheet in made.items() if name not in hidden).activate()
    return path


def _put(sheet, at, cell, day) -> None:
    place = at if isinstance(at, tuple) else _cell(at)
    match cell:
        case Formula(text, value):
            sheet.write_formula(*place, text, None, value)
        case bool():
            sheet.write_boolean(*place, cell)
        case date() | datetime():
            sheet.write_datetime(*place, cell, day)
        case int() | float():
            sheet.write_number(*place, cell)
        case "":
            sheet.write_blank(*place, None, day)
        case str():
            sheet.write_string(*place, cell)
        case other:
            raise TypeError(other)


def _cell(at: str) -> tuple[int, int]:
    letters, line = re.fullmatch(r"([A-Z]+)([0-9]+)", at).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(line) - 1, column - 1


def edit(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Rewrite one part of a workbook."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    return zipped(path, parts)


def zipped(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A zip archive of some parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return path


def read(path: Path, scenario: str | None = None) -> Tables:
    """The tables of a workbook."""
    return read_case(path, scenario).tables


def read_with_warnings(path: Path) -> ReadCase:
    """The same, with its warnings."""
    return read_case(path)


def faults(path: Path, scenario: str | None = None) -> list[str]:
    """What is found wrong with a workbook, as shown; fails if nothing is."""
    try:
        read_case(path, scenario)
    except FaultyCase as faulty:
        return [str(fault) for fault in faulty.faults]
    raise AssertionError("no fault was found")
