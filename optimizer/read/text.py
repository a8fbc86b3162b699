"""A table as text: what its file says, cell by cell, and on which physical line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from models.schema import Table
from optimizer.faults import Fault

_END = "\uffffend of the file"
"""Fed to the reader after the last line: swallowed by a quoted cell only if its quote is never closed."""

csv.field_size_limit(1 << 30)  # a cell that an open quote makes as long as the file is explained, not refused


@dataclass
class TextTable:
    """The cells of one table, trimmed; columns that its file doesn't have are missing here too."""

    schema: Table
    file: str
    header_line: int
    columns: dict[str, list[str]]
    lines: NDArray[np.int64]
    """Physical line on which each row begins."""
    ragged: NDArray[np.bool_]
    """Rows with too few or too many cells, which can't be trusted cell by cell."""
    absent: tuple[str, ...] = ()
    """Columns that must be there and are not; already a fault."""
    changed: dict[str, dict[int, int]] = field(default_factory=dict)
    """Column and row of each cell that a scenario changed: the line of ``scenarios.csv`` that did so last."""

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class Record:
    """One record of a CSV file: the physical line on which it begins, and its cells as written."""

    line: int
    cells: list[str]


def decode(file: str, data: bytes) -> str | Fault:
    """The text of a file, without its byte-order mark; or what else the file is."""
    if data.startswith(b"PK\x03\x04"):
        return Fault(file, None, "", "", "is a workbook or zip archive; save the table as CSV (UTF-8)")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault(file, None, "", "", "is encoded in UTF-16; save it as UTF-8")
    zero = data.find(b"\0")
    if zero >= 0:
        if _alternates(data):
            return Fault(file, None, "", "", "is encoded in UTF-16 without a byte-order mark; save it as UTF-8")
        line = data.count(b"\n", 0, zero) + 1
        return Fault(file, line, "", "NUL", "holds a NUL byte: not a text file; save the table as CSV (UTF-8)")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        message = (
            f'byte {byte:#04x} is not UTF-8; the file looks like Latin-1 or Windows-1252, where it is "'
            f'{bytes([byte]).decode("cp1252", "replace")}"; save it as UTF-8'
        )
        return Fault(file, line, "", f"{byte:#04x}", message)


def _alternates(data: bytes) -> bool:
    """Whether about every other byte is zero, as in UTF-16 of plain words."""
    head = data[:400]
    return max(head[::2].count(0), head[1::2].count(0)) * 3 > len(head)


def records(text: str) -> Iterator[Record]:
    """The records of a CSV text, blank lines left out.

    A last record that an open quote swallowed ends with a cell that ends in the marker ``is_unclosed`` knows.
    """
    ended = text if text.endswith(("\n", "\r")) else f"{text}\n"
    reader = csv.reader(chain(io.StringIO(ended, newline=""), [_END]))
    line = 1
    for cells in reader:
        if cells == [_END]:
            return
        if cells and (len(cells) > 1 or not cells[0].isspace()):
            yield Record(line, cells)
        line = reader.line_num + 1


def is_unclosed(record: Record) -> bool:
    """Whether a quote opened in this record is never closed."""
    return record.cells[-1].endswith(_END)
