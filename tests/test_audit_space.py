"""The audit's keys: rows with equal keys find each other and add up, however many keys there could be."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audit.frame import Frame
from models.audit.space import ROOMY, Space

FEW = Space({"plant": ["A", "B"], "model": ["x", "y", "z"]})
MANY = Space({"plant": [f"plant {n}" for n in range(3000)], "model": [f"model {n}" for n in range(2000)]})
BY = ["plant", "model"]
ROWS = st.lists(st.tuples(st.integers(-1, 1), st.integers(-1, 2), st.integers(-9, 9)), max_size=12)
SPACES = pytest.mark.parametrize("space", [FEW, MANY], ids=["few", "many"])


def frame(rows):
    """Rows of plant, model and units."""
    plant, model, units = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Frame({"plant": plant, "model": model, "units": units.astype(np.float64)})


def keys(answer):
    return list(zip(*(answer[column].tolist() for column in BY), strict=True))


def sums(rows, sign=1.0):
    """Units and absolute units of each key, by hand."""
    units, gross = defaultdict(float), defaultdict(float)
    for plant, model, number in rows:
        units[plant, model] += sign * number
        gross[plant, model] += abs(number)
    return units, gross


def test_few_keys_are_listed_and_many_are_searched():
    """Both ways of looking a key up are taken by the tests below."""
    assert FEW.reach(BY) <= ROOMY * 3 < ROOMY * 24 < MANY.reach(BY)


@SPACES
@given(rows=ROWS)
def test_code_grows_in_listed_order_and_tells_keys_apart(space, rows):
    """Codes compare as the keys do, blanks first; each is less than the reach."""
    codes = space.code(frame(rows), BY).tolist()
    assert all((codes[i] < codes[j]) == (rows[i][:2] < rows[j][:2]) for i in range(len(rows)) for j in range(len(rows)))
    assert all(0 <= code < space.reach(BY) for code in codes)


@SPACES
@given(asked=ROWS, rows=ROWS)
def test_the_first_row_of_the_same_key_is_found(space, asked, rows):
    """The position of the first, its number; -1 and 0 where there is none."""
    listed = [row[:2] for row in rows]
    first = [listed.index(row[:2]) if row[:2] in listed else -1 for row in asked]
    one, other = frame(asked), frame(rows)
    assert space.find(one, other, BY).tolist() == first
    assert space.stands(one, other, BY).tolist() == [at >= 0 for at in first]
    assert space.value(one, other, "units", BY).tolist() == [rows[at][2] if at >= 0 else 0 for at in first]


@SPACES
@given(asked=ROWS, rows=ROWS)
def test_rows_of_one_key_are_added_up(space, asked, rows):
    """Every key once, in listed order, with its sum and the sum of absolute numbers."""
    units, gross = sums(rows)
    answer = space.grouped(frame(rows), "units", BY)
    assert keys(answer) == sorted(units)
    assert answer["units"].tolist() == [units[key] for key in sorted(units)]
    assert answer["gross"].tolist() == [gross[key] for key in sorted(units)]
    assert keys(space.distinct(frame(rows), BY)) == sorted(units)
    assert space.total(frame(asked), frame(rows), "units", BY).tolist() == [units[row[:2]] for row in asked]


@SPACES
@given(comes=ROWS, leaves=ROWS, same=st.booleans())
def test_what_comes_and_leaves_is_netted_key_by_key(space, comes, leaves, same):
    """A key of either side stands once; also where both sides have the very same keys, in order."""
    if same:
        comes = sorted({row[:2]: row for row in comes}.values())
        leaves = [(*row[:2], row[2] - 1) for row in comes]
    units, gross = sums(comes)
    others, other_gross = sums(leaves, -1.0)
    answer = space.netted([(1.0, frame(comes)), (-1.0, frame(leaves))], BY)
    listed = sorted({*units, *others})
    assert keys(answer) == listed
    assert answer["units"].tolist() == [units[key] + others[key] for key in listed]
    assert answer["gross"].tolist() == [gross[key] + other_gross[key] for key in listed]


@SPACES
@given(rows=ROWS)
def test_a_row_repeats_where_its_key_stood_before(space, rows):
    """The first row of a key never repeats, every later one does."""
    before = Counter()
    again = []
    for row in rows:
        again.append(before[row[:2]] > 0)
        before[row[:2]] += 1
    assert space.repeats(frame(rows), BY).tolist() == again


@SPACES
@given(rows=ROWS, others=ROWS)
def test_every_pair_of_rows_with_the_same_key_is_joined(space, rows, others):
    """All pairs and no others, as a nested loop finds them."""
    pairs = [(i, j) for i, row in enumerate(rows) for j, other in enumerate(others) if row[:2] == other[:2]]
    left, right = space.joined(frame(rows), frame(others), BY)
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == pairs


def test_a_column_that_is_exchanged_changes_the_key():
    """A frame remembers its keys, not those of the frame it was made from."""
    rows = frame([(0, 1, 5), (1, 2, 5)])
    before = FEW.code(rows, BY).tolist()
    changed = rows[BY].assign(model=np.array([0, 0]))
    assert FEW.code(changed, BY).tolist() != before == FEW.code(rows, BY).tolist()
    assert FEW.code(rows.at(np.array([1, 0])), BY).tolist() == before[::-1]
