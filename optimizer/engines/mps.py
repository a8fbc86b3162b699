"""A program as text in free MPS, for solvers that read files: written from arrays, a section at a time.

Columns are ``x0``, ``x1`` …, rows ``r0``, ``r1`` …, the cost ``cost``: numbers, not names. Every number is written so
that it reads back as the same number (Python's shortest form).
"""

from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program

Texts = NDArray[np.bytes_]


def write_mps(program: Program, path: Path) -> NDArray[np.intp]:
    """Writes the program, as a minimisation of the negated cost and without integrality, to ``path``.

    Gives back which of the program's rows are in the file, in its order: those without any side are not, since some
    readers drop them. Raises ``OSError`` where the file can't be written.
    """
    written = np.flatnonzero(np.isfinite(program.row_lower) | np.isfinite(program.row_upper))
    rows = _named(b"r", len(written))
    columns = _named(b"x", len(program.cost))
    with path.open("wb") as file:
        file.write(b"NAME program FREE\nROWS\n N cost\n")
        file.write(_lines(_kinds(program, written), rows))
        file.write(b"COLUMNS\n" + _entries(program, written, rows, columns))
        file.write(b"RHS\n" + _sides(program, written, rows))
        file.write(b"BOUNDS\n" + _bounds(program, columns))
        file.write(b"ENDATA\n")
    return written


def _kinds(program: Program, written: NDArray[np.intp]) -> Texts:
    """Of each row written: equal to its side, at most its upper side (if it has one), or at least its lower."""
    lower, upper = program.row_lower[written], program.row_upper[written]
    kinds: Texts = np.where(lower == upper, b"E", np.where(np.isfinite(upper), b"L", b"G"))
    return kinds


def _entries(program: Program, written: NDArray[np.intp], rows: Texts, columns: Texts) -> bytes:
    """Column by column the cost, which names the column even at 0, and the coefficients."""
    cost = sp.csr_array((-program.cost, np.arange(len(columns)), [0, len(columns)]), shape=(1, len(columns)))
    matrix = sp.csc_array(sp.vstack([cost, program.matrix[written]], format="csr"))
    column = np.repeat(np.arange(len(columns)), np.diff(matrix.indptr))
    return _lines(columns[column], np.concatenate([[b"cost"], rows])[matrix.indices], _numbers(matrix.data))


def _sides(program: Program, written: NDArray[np.intp], rows: Texts) -> bytes:
    """The sides that are not 0, and how far apart they are where a row has two."""
    lower, upper = program.row_lower[written], program.row_upper[written]
    side = np.where(np.isfinite(upper), upper, lower)
    given = np.flatnonzero(side)
    both = np.flatnonzero(np.isfinite(lower) & np.isfinite(upper) & (lower != upper))
    said = _lines(_all(b"sides", given), rows[given], _numbers(side[given]))
    return said + b"RANGES\n" + _lines(_all(b"sides", both), rows[both], _numbers(upper[both] - lower[both]))


def _bounds(program: Program, columns: Texts) -> bytes:
    """Bounds other than from 0 to infinity; the lower one last, since some readers move it for a negative upper."""
    lower, upper = program.lower, program.upper
    fixed = lower == upper
    text = b""
    for kind, told, value in (
        (b"FX bounds", fixed, lower),
        (b"MI bounds", np.isneginf(lower), None),
        (b"UP bounds", np.isfinite(upper) & ~fixed, upper),
        (b"LO bounds", np.isfinite(lower) & ~fixed & ((lower != 0) | (upper < 0)), lower),
    ):
        which = np.flatnonzero(told)
        values = () if value is None else (_numbers(value[which]),)
        text += _lines(_all(kind, which), columns[which], *values)
    return text


def _named(letter: bytes, count: int) -> Texts:
    """``letter`` and number (shape ``count``)."""
    numbers = np.arange(count).astype(f"S{len(str(count))}")
    names: Texts = np.char.add(letter, numbers)
    return names


def _all(text: bytes, which: NDArray[np.intp]) -> Texts:
    """The same text for each."""
    return np.full(len(which), text)


def _numbers(values: NDArray[np.float64]) -> Texts:
    """Numbers as text that reads back as the same number: each that occurs is written once."""
    which, distinct = pd.factorize(values)
    return np.array([repr(value) for value in distinct.tolist()], dtype="S")[which]


def _lines(*fields: Texts) -> bytes:
    """Lines of fields, each after a blank: a table of bytes, without its padding."""
    kinds = [kind for number, field in enumerate(fields) for kind in ((f"b{number}", "S1"), (f"{number}", field.dtype))]
    table = np.empty(len(fields[0]), np.dtype([*kinds, ("end", "S1")]))
    for number, field in enumerate(fields):
        table[f"b{number}"], table[f"{number}"] = b" ", field
    table["end"] = b"\n"
    return table.tobytes().translate(None, b"\0")
