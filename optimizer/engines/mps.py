"""A program as text in free MPS, for solvers that read it: written from arrays, many lines at a time.

Columns are ``x00``, ``x01`` …, rows ``r00``, ``r01`` …, the cost ``cost``: numbers, not names. Every figure is written
so that it reads back as the same figure (Python's shortest form).
"""

from collections.abc import Iterator
from typing import IO

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program

Texts = NDArray[np.bytes_]

SLAB = 1 << 14
"""Columns written at a time: few enough that their text stays in the processor's cache, four times faster than all."""


def rows_written(program: Program) -> NDArray[np.intp]:
    """Which rows are written, in their order: those without any side are not, since some readers drop them."""
    return np.flatnonzero(np.isfinite(program.row_lower) | np.isfinite(program.row_upper))


def write_mps(program: Program, file: IO[bytes]) -> None:
    """Writes the program, as a minimisation of the negated cost and without integrality.

    Raises what ``file`` raises where it can't be written to.
    """
    written = rows_written(program)
    rows = _named(b"r", len(written))
    columns = _named(b"x", len(program.cost))
    file.write(b"NAME program FREE\nROWS\n N cost\n")
    file.write(_lines(_kinds(program, written), rows))
    file.write(b"COLUMNS\n")
    for slab in _entries(program, written, rows, columns):
        file.write(slab)
    file.write(b"RHS\n" + _sides(program, written, rows))
    file.write(b"BOUNDS\n" + _bounds(program, columns))
    file.write(b"ENDATA\n")


def _kinds(program: Program, written: NDArray[np.intp]) -> Texts:
    """Of each row written: equal to its side, at most its upper side (if it has one), or at least its lower."""
    lower, upper = program.row_lower[written], program.row_upper[written]
    kinds: Texts = np.where(lower == upper, b"E", np.where(np.isfinite(upper), b"L", b"G"))
    return kinds


def _entries(program: Program, written: NDArray[np.intp], rows: Texts, columns: Texts) -> Iterator[bytes]:
    """Column by column the cost, which names the column even at 0, and the coefficients; a slab of columns each."""
    cost = sp.csr_array((-program.cost, np.arange(len(columns)), [0, len(columns)]), shape=(1, len(columns)))
    matrix = sp.csc_array(sp.vstack([cost, program.matrix[written]], format="csr"))
    names, numbers = np.concatenate([[b"cost"], rows]), _numbers(matrix.data)
    for first in range(0, len(columns), SLAB):
        starts = matrix.indptr[first : first + SLAB + 1]
        entries = slice(starts[0], starts[-1])
        column = np.repeat(columns[first : first + SLAB], np.diff(starts))
        yield _lines(column, names[matrix.indices[entries]], numbers[entries])


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
    """``letter`` and number, all of one length (shape ``count``)."""
    letters = np.full((count, 1 + len(str(count))), letter[0], np.uint8)
    numbers = np.arange(count, dtype=np.uint32)
    for place in range(letters.shape[1] - 1, 0, -1):
        numbers, letters[:, place] = np.divmod(numbers, 10)
    letters[:, 1:] += ord("0")
    return letters.view(f"S{letters.shape[1]}")[:, 0]


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
