"""A CSV file of regular shape parsed in one go: every row with as many cells as the header. Large files go this way."""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.keys import MISSING, Mask
from models.schema import Table
from optimizer.read.draft import Words
from optimizer.read.header import Header, read_header
from optimizer.read.origin import Page
from optimizer.read.text import header_record

_BOM = b"\xef\xbb\xbf"
_HEAD = 1 << 16
"""Bytes in which the header row is looked for."""


@dataclass(frozen=True)
class Regular:
    """A file of regular shape."""

    header: Header
    frame: pd.DataFrame
    """Columns of the table by name, others under names of no table; blank cells are NaN, words not trimmed."""
    one_line_each: bool
    """It has a line for the header, then exactly one a row."""


def parse(table: Table, file: str, data: bytes, kind_of: Callable[[str], str]) -> Regular | None:
    """The rows of a file, its columns as the dtypes that ``kind_of`` names; ``None`` if it is not regular, or a cell
    is not of its dtype: then only ``read_text`` can tell what it is.
    """
    if b"\0" in data:
        return None
    first = header_record(data[:_HEAD].decode("utf-8-sig", "ignore"))
    if first is None or first[0] > 1:  # what stands before the header may be no blank line to pandas
        return None
    header = read_header(table, Page(file), *first)
    names = [f"own {place}" for place in range(header.written)]
    for name, place in header.places.items():
        names[place] = name
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            frame = pd.read_csv(
                io.BytesIO(data.removeprefix(_BOM)), names=names, header=0, index_col=False,
                dtype={name: kind_of(name) for name in names}, keep_default_na=False, na_values=[""],
                low_memory=False, encoding="utf-8")  # fmt: skip
    except (ValueError, OverflowError, pd.errors.ParserWarning):
        return None
    regular, one_line_each = _shape(data, len(frame), header.written)
    if not regular or not frame.iloc[:, header.width :].isna().all(axis=None):
        return None
    blank = _blank_rows(frame)
    if blank.any():
        frame, one_line_each = frame[~blank].reset_index(drop=True), False
    return Regular(header, frame, one_line_each)


def _shape(data: bytes, rows: int, width: int) -> tuple[bool, bool]:
    """Whether every row has as many cells as the header (pandas fills short rows up), and a line of its own."""
    characters = np.frombuffer(data, dtype=np.uint8)
    commas = characters == ord(",")
    quoted = b'"' in data
    if quoted:
        inside = np.bitwise_xor.accumulate((characters == ord('"')).view(np.uint8))
        commas &= inside == 0
    regular = int(np.count_nonzero(commas)) == (rows + 1) * (width - 1)
    lines = int(np.count_nonzero(characters == ord("\n")))
    plain = not quoted and (b"\r" not in data or data.count(b"\r") == data.count(b"\r\n"))
    return regular, plain and lines + (not data.endswith(b"\n")) == rows + 1


def _blank_rows(frame: pd.DataFrame) -> Mask:
    """Rows of nothing but commas, and perhaps spaces."""
    blank = np.ones(len(frame), dtype=np.bool_)
    for name in frame.columns:
        rows = np.flatnonzero(blank)
        if not len(rows):
            break
        cells = frame[name].to_numpy()[rows]
        empty = pd.isna(cells)
        if cells.dtype == object:
            empty[~empty] = [not str(cell).strip() for cell in cells[~empty]]
        blank[rows] = empty
    return blank


def words(values: "pd.Series") -> Words:
    """A column of words, trimmed."""
    codes, found = pd.factorize(values.to_numpy(object))
    trimmed = [str(word).strip() for word in found]
    if all(map(str.__eq__, trimmed, found)) and all(trimmed):
        return Words(codes, trimmed)
    of_word, kept = pd.factorize(np.array([word or None for word in trimmed], dtype=object))
    return Words(np.append(of_word, MISSING)[codes], list(kept))
