"""The text of a file: its encoding, and the records of a CSV text with the physical line of each."""

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from optimizer.faults import Fault

_END = "\uffffend of the file"
"""Fed to the reader after the last line: swallowed by a quoted cell only if its quote is never closed."""

csv.field_size_limit(1 << 30)  # a cell that an open quote makes as long as the file is explained, not refused


class Records(NamedTuple):
    """Some records of a CSV file: the physical line on which each begins, and its cells as written."""

    lines: list[int]
    rows: list[list[str]]


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


def records(text: str, at_once: int = 1_000) -> Iterator[Records]:
    """The records of a CSV text, some at a time; blank lines, and those of nothing but commas, are left out.

    Millions of small lists alive at once would keep the garbage collector busy. A last record that an open quote
    swallowed ends with a cell that ``is_unclosed`` knows.
    """
    ended = text if text.endswith(("\n", "\r")) else f"{text}\n"
    reader = csv.reader(chain(io.StringIO(ended, newline=""), [_END]))
    lines: list[int] = []
    rows: list[list[str]] = []
    line = 1
    for cells in reader:
        if cells and (cells[0].strip() or "".join(cells).strip()) and cells != [_END]:
            lines.append(line)
            rows.append(cells)
            if len(rows) == at_once:
                yield Records(lines, rows)
                lines, rows = [], []
        line = reader.line_num + 1
    if rows:
        yield Records(lines, rows)


def header_record(text: str) -> tuple[int, list[str]] | None:
    """The line and cells of the first record; ``None`` if there is none."""
    first = next(records(text, at_once=1), None)
    return None if first is None else (first.lines[0], first.rows[0])


def is_unclosed(cells: list[str]) -> bool:
    """Whether a quote opened in this record is never closed."""
    return cells[-1].endswith(_END)
