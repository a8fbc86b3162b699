"""A CSV file read straight into typed columns: fast, and silent where anything is less than right."""

import io
import re
import warnings

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.schema import Column, Kind, Table
from models.schema.columns import NONE
from optimizer.read.cells import blank_column
from optimizer.read.header import Header, read_header
from optimizer.read.numbers import all_allowed, allowed, as_number
from optimizer.read.text import header_record

_BOM = b"\xef\xbb\xbf"
_HEAD = 1 << 16
"""Bytes in which the header row is looked for."""
_TRUTH = re.compile(rb"""(?:^|[,"\s])(?:true|false)(?:[,"\s]|$)""", re.IGNORECASE)
"""Words that pandas reads as 1 and 0 where a whole column consists of them."""
_DTYPES = {Kind.NUMBER: "float64", Kind.COUNT: "float64"}
"""All else is read as plain text: as a category, `01` would be read as the number 1 (pandas 3.1)."""


def read_typed(table: Table, file: str, data: bytes) -> tuple[pd.DataFrame, bool] | None:
    """The typed columns of a file, and whether it has exactly one line a row; ``None`` if any cell is not as it should.

    Then only ``read_text`` can tell what it is: this one never explains. Texts are trimmed, blank cells are NaN.
    """
    if b"\0" in data:
        return None
    header = _header(table, file, data)
    if header is None or header.faults:
        return None
    names = [f"own {place}" for place in range(header.width)]
    for name, place in header.places.items():
        names[place] = name
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            frame = pd.read_csv(
                io.BytesIO(data.removeprefix(_BOM)), names=names, header=0, index_col=False,
                dtype={name: _dtype(table, name) for name in names}, keep_default_na=False, na_values=[""],
                low_memory=False, encoding="utf-8")  # fmt: skip
    except (ValueError, OverflowError, pd.errors.ParserWarning):
        return None
    regular, one_line_each = _shape(data, len(frame), header.width)
    if not regular or (_only_zero_and_one(frame) and _TRUTH.search(data)):
        return None
    columns: dict[str, pd.Series | pd.Categorical] = {}
    for column in table.columns:
        if column.name not in header.places:
            columns[column.name] = blank_column(column, len(frame))
            continue
        values = _typed(column, frame[column.name])
        if values is None:
            return None
        columns[column.name] = values
    return pd.DataFrame(columns, index=pd.RangeIndex(len(frame)), copy=False), one_line_each


def _header(table: Table, file: str, data: bytes) -> Header | None:
    first = header_record(data[:_HEAD].decode("utf-8-sig", "ignore"))
    return None if first is None else read_header(table, file, *first)


def _dtype(table: Table, name: str) -> str:
    column = table.by_name.get(name)
    return "object" if column is None else _DTYPES.get(column.kind, "object")


def _only_zero_and_one(frame: pd.DataFrame) -> bool:
    """Whether some column of numbers holds nothing but 0 and 1, and blanks."""
    numbers = frame.select_dtypes("float64")
    for name in numbers.columns:
        known = numbers[name].dropna().to_numpy()
        if len(known) and known.min() >= 0 and known.max() <= 1 and np.isin(known, (0, 1)).all():
            return True
    return False


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


def _typed(column: Column, values: "pd.Series") -> "pd.Series | pd.Categorical | None":
    """The column as it is kept, or ``None`` where a cell can't be right."""
    match column.kind:
        case Kind.NUMBER | Kind.COUNT:
            return values if all_allowed(column, values.to_numpy(np.float64)) else None
        case Kind.LIMIT:
            return _limits(column, values)
        case Kind.IDENTIFIER:
            codes, names = _names(values)
            return pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype="str"))
        case Kind.TEXT | Kind.CHOICE:
            codes, names = _names(values)
            if column.kind is Kind.CHOICE and not set(names) <= set(column.choices):
                return None
            return pd.Series(np.array([*names, np.nan], dtype=object)[codes], dtype="str")
        case other:
            raise ValueError(other)


def _limits(column: Column, values: "pd.Series") -> "pd.Series | None":
    """Limits are read as words, and each distinct word then as a number."""
    codes, words = _names(values)
    numbers = [np.inf if word == NONE else as_number(word) for word in words]
    if not all(number is not None and allowed(column, number) for number in numbers):
        return None
    return pd.Series(np.array([*numbers, np.nan], dtype=np.float64)[codes])


def _names(values: "pd.Series") -> tuple[NDArray[np.int64], list[str]]:
    """The distinct words of a column, trimmed, and for each row which of them it has; -1 where blank."""
    codes, words = pd.factorize(values.to_numpy(object))
    trimmed = [str(word).strip() for word in words]
    if all(map(str.__eq__, trimmed, words)) and all(trimmed):
        return codes, trimmed
    of_word, kept = pd.factorize(np.array([word or None for word in trimmed], dtype=object))
    return np.append(of_word, -1)[codes], list(kept)
