"""Tables as CSV bytes: brief, exact, the same for the same table."""

import csv
import io
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.report import rows
from optimizer.report.rows import csv_bytes


def written(frame: pd.DataFrame) -> str:
    return b"".join(csv_bytes(frame, list(frame.columns))).decode("utf-8")


def numbers(*values: float) -> list[str]:
    return written(pd.DataFrame({"x": values, "end": "."}))[6:].replace(",.\n", "\n").split("\n")[:-1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"), (-12.0, "-12"), (0.0, "0"), (-0.0, "0"), (0.5, "0.5"), (-0.5, "-0.5"), (0.07, "0.07"),
        (-1250.10, "-1250.1"), (0.1 + 0.2, "0.30000000000000004"), (1e-7, "1e-07"), (1e13, "10000000000000"),
        (2.0**53, "9007199254740992"), (1e22, "1e+22"), (math.nan, ""), (math.inf, "none"),
    ],
)  # fmt: skip
def test_numbers_are_brief(value, text):
    """Whole numbers have no point, -0 is 0, nothing is blank, no limit is `none`."""
    assert numbers(value) == [text]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_numbers_read_back_the_same(values):
    """Every number reads back as exactly the number that it was."""
    assert [float(text) for text in numbers(*values)] == values


@given(st.lists(st.integers(-(10**15), 10**15).map(lambda cents: cents / 100), min_size=1))
def test_amounts_are_written_as_python_writes_them(values):
    """Amounts in cents have the digits of Python's own shortest form."""
    assert numbers(*values) == [repr(value + 0.0).removesuffix(".0") for value in values]


@given(st.lists(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_text_reads_back_the_same(texts):
    """Commas, quotes and line ends in a name come back from any CSV reader."""
    frame = pd.DataFrame({"name": pd.Series(texts, dtype="str"), "units": 1.0})
    read = list(csv.reader(io.StringIO(written(frame), newline="")))
    assert [row[0] for row in read[1:]] == texts


def test_text_and_identifiers_look_alike():
    """A name is written the same from a column of text as from one of identifiers; a missing one is blank."""
    names = ["a,b", None, 'say "x"', "Košice", "a,b"]
    text = pd.DataFrame({"name": pd.Series(names, dtype="str"), "units": 1.0})
    coded = pd.DataFrame({"name": pd.Categorical(names, categories=["Košice", "a,b", 'say "x"', "unused"]), "units": 1})
    assert written(text) == written(coded) == 'name,units\n"a,b",1\n,1\n"say ""x""",1\nKošice,1\n"a,b",1\n'


def test_pieces_join_without_a_seam(monkeypatch):
    """However many rows are put together at once, the bytes are the same."""
    frame = pd.DataFrame({"period": pd.Categorical([f"p{i % 3}" for i in range(10)]), "units": np.arange(10) / 4})
    whole = written(frame)
    monkeypatch.setattr(rows, "ROWS_AT_ONCE", 3)
    assert written(frame) == whole
    assert whole.count("\n") == 11


def test_a_table_without_rows_is_its_header():
    """No rows: the header alone."""
    frame = pd.DataFrame({"rule": pd.Series(dtype="str"), "value": pd.Series(dtype=np.float64)})
    assert written(frame) == "rule,value\n"
