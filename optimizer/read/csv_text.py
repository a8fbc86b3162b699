"""A CSV file read as text, with its physical lines: small files, to explain a fault, or to apply a scenario."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.keys import Codes
from models.schema import Table
from optimizer.faults import MOST_TOLD, Fault, Rest
from optimizer.read.csv_regular import parse, words
from optimizer.read.header import Header, column_without_name, read_header, separator_fault
from optimizer.read.origin import Page
from optimizer.read.text import Records, decode, header_record, is_unclosed, records
from optimizer.read.text_table import Cells, TextTable

SMALL = 1 << 16
"""Bytes up to which a file is read as text at once: less work than to set up a parser of large files."""


def read_text(table: Table, file: str, data: bytes) -> tuple[TextTable | None, list[Fault]]:
    """The file's cells, and what is wrong with its form: encoding, quotes, header, number of cells in each row.

    No table where there is no text in the file to make one of; a file without any row has no table and no fault.
    """
    text = decode(file, data)
    if isinstance(text, Fault):
        return None, [text]
    first = header_record(text)
    if first is None:
        return None, []
    if is_unclosed(first[1]):
        return None, [_unclosed(file, first[0])]
    separator = separator_fault(table, file, *first)
    if separator is not None:
        return None, [separator]
    if len(data) > SMALL:
        large = _read_regular(table, file, data, text)
        if large is not None:
            return large
    page = Page(file)
    header = read_header(table, page, *first)
    rows = _Rows(page, header, {name: {} for name in header.places})
    for number, batch in enumerate(records(text)):
        rows.take(batch if number else Records(batch.lines[1:], batch.rows[1:]))
    return rows.table(table), rows.all_faults()


def _read_regular(table: Table, file: str, data: bytes, text: str) -> tuple[TextTable, list[Fault]] | None:
    """The same of a file of regular shape, without a look at each row."""
    regular = parse(table, file, data, lambda _: "object")
    if regular is None:
        return None
    header, rows = regular.header, len(regular.frame)
    columns = {}
    for name in header.places:
        codes, names = words(regular.frame[name])
        columns[name] = Cells((*names, ""), np.where(codes < 0, len(names), codes))
    lines = np.arange(rows, dtype=np.int64) + 2 if regular.one_line_each else lines_of(text)
    ragged = np.zeros(rows, dtype=np.bool_)
    return TextTable(table, Page(file), header.line, columns, lines, ragged, header.absent), list(header.faults)


def row_lines(path: Path) -> NDArray[np.int64]:
    """The physical line on which each data row of a readable file begins."""
    return lines_of(path.read_bytes().decode("utf-8-sig"))


def lines_of(text: str) -> NDArray[np.int64]:
    """The physical line on which each data row of a CSV text begins."""
    return np.array([line for batch in records(text) for line in batch.lines][1:], dtype=np.int64)


@dataclass
class _Rows:
    """The rows of a file as they come, without its header, each word of a column kept once."""

    page: Page
    header: Header
    places: dict[str, dict[str, int]]
    codes: dict[str, list[Codes]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    ragged: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    untold: int = 0
    unnamed: set[int] = field(default_factory=set)
    """Columns beyond those with a name that hold something, though the header reaches there."""

    def take(self, batch: Records) -> None:
        """Some rows; ragged ones are told, cut or filled up."""
        if batch.rows and is_unclosed(batch.rows[-1]):
            self.faults.append(_unclosed(self.page.name, batch.lines.pop()))
            batch.rows.pop()
        width = self.header.width
        for place, cells in enumerate(batch.rows):
            if len(cells) != width:
                batch.rows[place] = self._cut(cells, len(self.lines) + place, batch.lines[place])
        self.lines += batch.lines
        across = list(zip(*batch.rows, strict=True)) or [()] * width
        for name, place in self.header.places.items():
            known = self.places[name]
            codes = [known.setdefault(cell, len(known)) for cell in map(str.strip, across[place])]
            self.codes.setdefault(name, []).append(np.array(codes, dtype=np.int32))

    def _cut(self, cells: list[str], row: int, line: int) -> list[str]:
        width = self.header.width
        beyond = [place for place in range(width, len(cells)) if cells[place].strip()]
        if len(cells) < width or (beyond and beyond[-1] >= self.header.written):
            self.ragged.append(row)
            if len(self.ragged) <= MOST_TOLD:
                self.faults.append(_ragged(self.page.name, self.header, line, cells))
            else:
                self.untold += 1
        else:
            self.unnamed.update(beyond)
        return cells[:width] if len(cells) > width else [*cells, *[""] * (width - len(cells))]

    def table(self, table: Table) -> TextTable:
        """The table of all rows taken."""
        columns = {
            name: Cells(tuple(self.places[name]), np.concatenate(codes).astype(np.int64))
            for name, codes in self.codes.items()
        }
        is_ragged = np.zeros(len(self.lines), dtype=np.bool_)
        is_ragged[self.ragged] = True
        lines = np.array(self.lines, np.int64)
        return TextTable(table, self.page, self.header.line, columns, lines, is_ragged, self.header.absent)

    def all_faults(self) -> list[Fault]:
        """What is wrong with the file's form."""
        unnamed = [column_without_name(self.page, self.header.line, place) for place in sorted(self.unnamed)]
        rest = [Rest.of(self.page.name, self.untold)] if self.untold else []
        return [*self.header.faults, *unnamed, *self.faults, *rest]


def _unclosed(file: str, line: int) -> Fault:
    return Fault(file, line, "", '"', "a quote is opened in this row and never closed")


def _ragged(file: str, header: Header, line: int, cells: list[str]) -> Fault:
    count = len(cells)
    if any("\n" in cell for cell in cells):
        why = "; the row runs over several lines: a quote may be left open in it"
    elif count > header.width:
        why = "; a cell with a comma in it must be quoted"
    else:
        why = "; a blank cell keeps its comma"
    message = f"the row has {count} cells where the header has {header.width}{why}"
    return Fault(file, line, "", ",".join(cells), message)
