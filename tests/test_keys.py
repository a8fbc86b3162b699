"""Key tables and the matrix over them say what plain loops say, however many keys are possible."""

import numpy as np
import pytest
import scipy.sparse as sp

from models.keys import MISSING, Keys
from models.matrix import Matrix

SIZES = {
    "few": {"a": 3, "b": 4, "c": 5},
    "many": {"a": 300, "b": 400, "c": 500},
    "beyond 32 bits": {"a": 3_000, "b": 40_000, "c": 50_000},
}


def drawn(seed: int, sizes: dict[str, int], count: int, *, outside: bool = False) -> Keys:
    """Keys drawn at random, some of them several times; with codes outside their dimension, if wanted."""
    rng = np.random.default_rng(seed)
    beyond = 1 if outside else 0
    codes = {name: rng.integers(-beyond, size + beyond, count, dtype=np.int32) for name, size in sizes.items()}
    twice = rng.integers(0, count, count)
    codes = {name: np.concatenate([array, array[twice]]) for name, array in codes.items()}
    return Keys(tuple(sizes), codes, sizes)


def tuples(keys: Keys, *names: str) -> list[tuple[int, ...]]:
    """The keys one by one."""
    return list(zip(*(keys[name].tolist() for name in names or keys.dimensions), strict=True))


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
def test_distinct_keys_are_each_there_once_and_ascend(sizes):
    """Of all dimensions or of some, in the order asked for."""
    keys = drawn(1, sizes, 50)
    for names in (("a", "b", "c"), ("c", "a"), ("b",)):
        assert tuples(keys.distinct(*names)) == sorted(set(tuples(keys, *names)))


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
def test_keys_are_found_where_they_stand(sizes):
    """On all dimensions or on some; what is not there, or outside its dimension, is missing."""
    held, others = drawn(2, sizes, 5), drawn(3, sizes, 60, outside=True)
    keys = held.distinct("c", "a")
    wanted = Keys(held.dimensions, {name: np.concatenate([others[name], held[name]]) for name in sizes}, sizes)
    places = {key: place for place, key in enumerate(tuples(keys))}
    inside = (wanted["a"] >= 0) & (wanted["a"] < sizes["a"]) & (wanted["c"] >= 0) & (wanted["c"] < sizes["c"])
    expected = [places.get(key, MISSING) if within else MISSING
                for key, within in zip(tuples(wanted, "c", "a"), inside, strict=True)]  # fmt: skip
    assert MISSING in expected
    assert max(expected) > MISSING
    assert keys.find(wanted).tolist() == expected
    assert keys.holds(wanted).tolist() == [place != MISSING for place in expected]
    assert keys.find(keys.having(b=keys["a"])).tolist() == list(range(len(keys)))
    assert keys.find(wanted.take(np.zeros(len(wanted), dtype=np.bool_))).tolist() == []


def test_rows_of_many_portions_are_those_of_one():
    """Rules large and small, one of them without entries, another with a place that is filled twice."""
    rng, width = np.random.default_rng(3), 5_000
    growing, blocks = Matrix(), []
    for height, count in ((700, 40_000), (3, 5), (2, 0), (900, 40_000), (1, 3), (5, 70_000), (4, 6)):
        parts = [(rng.integers(0, height, count), rng.integers(0, width, count), rng.integers(1, 9, count) / 8)
                 for _ in range(2)]  # fmt: skip
        growing.add(height, width, parts)
        rows, columns, data = (np.concatenate(part) for part in zip(*parts, strict=True))
        blocks.append(sp.coo_array((data, (rows, columns)), shape=(height, width)))
    whole, expected = growing.whole(width), sp.csr_array(sp.vstack(blocks))
    assert whole.shape == expected.shape == (growing.height, width)
    assert whole.has_sorted_indices
    assert abs(whole - expected).max() == 0
    assert (growing.whole(width) != whole).nnz == 0
