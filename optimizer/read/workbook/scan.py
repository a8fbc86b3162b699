"""What the reader of cells does not tell of an Excel sheet: failed and uncalculated formulas, and how far it reaches.

The library reads all three as blank cells, or fills the memory; here the sheet's own text is searched for them.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath

from optimizer.read.origin import column_letter
from optimizer.read.workbook.container import Container, damaged
from optimizer.read.workbook.grid import Region

FARTHEST = 16_000_000
"""Cells from A1 to the last filled one; all of them are held at once."""

_CELL = re.compile(rb"<(?:\w+:)?c(?:\s([^>]*[^/>])|)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_COLUMN = re.compile(rb"""\br=["']([A-Z]{1,3})[0-9]""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["']([0-9]+)""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]+)""")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)[\s>/]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_ERROR, _TEXT = re.compile(rb"""\bt=["']e["']"""), re.compile(rb"""\bt=["'](?:str|inlineStr)["']""")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True)
class Scan:
    """Cells of a sheet by row and column, from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """What each failed formula shows."""
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    """Formulas without a value."""
    farthest: str = ""
    """The last cell of a sheet that reaches too far; empty: it does not."""
    merged: tuple[Region, ...] = ()
    """Cells that are merged, where the reader of cells does not know them."""


def sheet_parts(container: Container) -> dict[str, str]:
    """The part that each sheet is kept in, by the sheet's name. Raises ``NoWorkbook`` where it can't be told."""
    folder = "xl"
    try:
        book = ElementTree.fromstring(container.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(container.read("xl/_rels/workbook.xml.rels"))
    except ElementTree.ParseError as fault:
        damaged(fault)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
            parts[sheet.get("name", "")] = normpath(target[1:] if target.startswith("/") else join(folder, target))
    return parts


def scan(sheet: bytes) -> Scan:
    """Search the text of a sheet."""
    farthest = _farthest(sheet)
    if farthest:
        return Scan(farthest=farthest)
    if not (_ERROR.search(sheet) or _FORMULA.search(sheet)):
        return Scan()
    errors, uncalculated = {}, set()
    for place, is_error, has_formula, is_text, value in _cells(sheet):
        if is_error:
            errors[place] = value or "#N/A"
        elif has_formula and not value and not is_text:
            uncalculated.add(place)
    return Scan(errors, frozenset(uncalculated))


def _cells(sheet: bytes) -> Iterator[tuple[tuple[int, int], bool, bool, bool, str]]:
    """Every failed cell or formula: place, whether an error, a formula, of text, and its value."""
    counter = _Counter(sheet)
    for match in _CELL.finditer(sheet):
        kind, inside = match[1] or b"", match[2]
        is_error, has_formula = bool(_ERROR.search(kind)), bool(_FORMULA.search(inside))
        if is_error or has_formula:
            value = _VALUE.search(inside)
            found = value[1].decode("utf-8", "replace").strip() if value else ""
            place = _place(kind) or counter.place(match.start())
            yield place, is_error, has_formula, bool(_TEXT.search(kind)), found


@dataclass
class _Counter:
    """Places of cells that do not name them: each is the next after its neighbour, from one place on to the next."""

    sheet: bytes
    read: int = 0
    row: int = -1
    column: int = 0

    def place(self, start: int) -> tuple[int, int]:
        """Of the cell whose text begins at ``start``; asked in the order of the sheet."""
        for match in _ROW_OR_CELL.finditer(self.sheet, self.read, start):
            is_row = match[1] == b"row"
            self.row, self.column = (self.row + 1, 0) if is_row else (self.row, self.column + 1)
        self.read = start
        return max(self.row, 0), self.column


def _place(attributes: bytes) -> tuple[int, int] | None:
    match = _PLACE.search(attributes)
    return (int(match[2]) - 1, column_number(match[1].decode())) if match else None


def _farthest(sheet: bytes) -> str:
    columns, rows = set(_COLUMN.findall(sheet)), _ROW.findall(sheet)
    if not columns or not rows:
        return ""
    if max(map(int, rows)) * (1 + max(column_number(name.decode()) for name in columns)) <= FARTHEST:
        return ""
    filled = [place for match in _CELL.finditer(sheet) if match[2].strip() and (place := _place(match[1] or b""))]
    if not filled or (1 + max(row for row, _ in filled)) * (1 + max(column for _, column in filled)) <= FARTHEST:
        return ""
    row, column = max(filled, key=lambda place: (place[0] + 1) * (place[1] + 1))
    return f"{column_letter(column)}{row + 1}"


def column_number(letters: str) -> int:
    """The column, from 0, of its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
