"""A table of a plan as the bytes of a CSV file: the same bytes for the same table, a million rows a second.

Each column is turned into a short list of distinct cells, written once, and a code for each row; the rows are then put
together as a matrix of bytes, with zero bytes as padding that is dropped in the end. (``DataFrame.to_csv`` takes ten
times as long and writes 12 units as ``12.0``.)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ROWS_AT_ONCE = 100_000
"""Rows put together in one matrix: bounds the memory, some tens of megabytes."""

LARGEST_HUNDREDTHS = 1e13
"""Below it a number of at most two decimals has 15 digits at most, and those digits are what Python would write."""

FRACTIONS: NDArray[np.bytes_] = np.array(["", *(f".{part:02}".rstrip("0") for part in range(1, 100))], dtype=np.bytes_)
"""What stands behind the whole part of a number of so many hundredths."""

NOT_A_NUMBER = {"nan": "", "inf": "none", "-inf": "none"}
"""How Python writes what is no number, and what stands in a plan for it: blank; the word for "no limit"."""


@dataclass(frozen=True)
class Cells:
    """A column of text: row ``i`` holds ``distinct[codes[i]]``."""

    codes: NDArray[np.int64]
    distinct: NDArray[np.bytes_]

    @property
    def width(self) -> int:
        """Bytes of the longest cell."""
        return self.distinct.dtype.itemsize


def csv_bytes(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[bytes]:
    r"""The CSV file of a table, piece by piece: header, then rows in the frame's order.

    Numbers are written as briefly as reads back the same: whole numbers without a point, ``-0`` as ``0``, NaN as blank,
    infinity as ``none``. Lines end in ``\n``; text is UTF-8 and quoted as in RFC 4180.
    """
    yield (",".join(columns) + "\n").encode()
    cells = [column_cells(frame[column]) for column in columns]
    for first in range(0, len(frame), ROWS_AT_ONCE):
        yield _lines(cells, slice(first, min(first + ROWS_AT_ONCE, len(frame))))


def column_cells(column: "pd.Series[Any]") -> Cells:
    """The cells of one column, whatever its type: identifiers, text or numbers."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _named(np.asarray(column.cat.codes, dtype=np.int64), column.cat.categories.tolist())
    if pd.api.types.is_numeric_dtype(column.dtype):
        return _numbers(np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64))
    codes, names = pd.factorize(column)
    return _named(np.asarray(codes, dtype=np.int64), names.tolist())


def quoted(text: str) -> str:
    """A cell as RFC 4180 wants it: in quotes where it holds a comma, a quote or a line's end."""
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _named(codes: NDArray[np.int64], names: Sequence[object]) -> Cells:
    """Cells of text; code -1 is blank."""
    texts = [quoted(str(name)).encode() for name in names]
    return Cells(np.where(codes < 0, len(texts), codes), np.array([*texts, b""], dtype=np.bytes_))


def _numbers(values: NDArray[np.float64]) -> Cells:
    distinct, codes = np.unique(values + 0.0, return_inverse=True)  # + 0.0 turns -0 into 0
    hundredths = np.rint(np.where(np.abs(distinct) < LARGEST_HUNDREDTHS, distinct, 0.0) * 100)
    plain = hundredths / 100 == distinct
    texts = (text.removesuffix(".0") for text in map(repr, distinct[~plain].tolist()))
    rest = np.array([NOT_A_NUMBER.get(text, text) for text in texts], dtype=np.bytes_)
    decimals = _decimals(hundredths[plain].astype(np.int64))
    cells = np.empty(len(distinct), dtype=f"S{max(rest.dtype.itemsize, decimals.dtype.itemsize, 1)}")
    cells[plain], cells[~plain] = decimals, rest
    return Cells(codes.astype(np.int64), cells)


def _decimals(hundredths: NDArray[np.int64]) -> NDArray[np.bytes_]:
    """Hundredths as decimal numbers without trailing zeros: -1250 is ``-12.5``."""
    whole, part = np.divmod(np.abs(hundredths), 100)
    signs: NDArray[np.bytes_] = np.where(hundredths < 0, b"-", b"").astype(np.bytes_)
    return np.strings.add(np.strings.add(signs, whole.astype(np.bytes_)), FRACTIONS[part])


def _lines(columns: Sequence[Cells], rows: slice) -> bytes:
    count = rows.stop - rows.start
    matrix = np.zeros((count, sum(cells.width + 1 for cells in columns)), dtype=np.uint8)
    start = 0
    for cells in columns:
        picked = np.ascontiguousarray(cells.distinct[cells.codes[rows]])
        matrix[:, start : start + cells.width] = picked.view(np.uint8).reshape(count, cells.width)
        matrix[:, start + cells.width] = ord(",")
        start += cells.width + 1
    matrix[:, -1] = ord("\n")
    flat = matrix.ravel()
    return bytes(flat[flat != 0].tobytes())
