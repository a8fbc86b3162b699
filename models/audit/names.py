"""Names as whole numbers: the position of each in its list, as the planner has listed it."""

from typing import Final

import numpy as np
import pandas as pd

from models.audit.frame import Whole

BLANK: Final = -1
UNKNOWN: Final = -2


def positions(cells: pd.Series, names: list[str]) -> Whole:
    """Position of each name in its list; ``BLANK`` for a blank, ``UNKNOWN`` for what is not in the list."""
    codes, distinct = told_apart(cells)
    return located(codes, distinct, names)


def located(codes: Whole, distinct: list[str], names: list[str]) -> Whole:
    """``positions`` of names already told apart."""
    return codes if distinct == names else np.append(_listed(distinct, names, UNKNOWN), BLANK)[codes]


def listed_at(words: list[str], names: list[str]) -> Whole:
    """Position of each word in a list that need not have it: ``BLANK`` where it has not."""
    return _listed(words, names, BLANK)


def _listed(words: list[str], names: list[str], otherwise: int) -> Whole:
    place = {name: position for position, name in enumerate(names)}
    return np.array([place.get(word, otherwise) for word in words], dtype=np.int64)


def told_apart(cells: pd.Series) -> tuple[Whole, list[str]]:
    """A number for each cell (``BLANK`` for a blank) and the text that each number stands for."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        codes, distinct = cells.array.codes, cells.dtype.categories
    else:
        try:
            codes, distinct = pd.factorize(cells)
        except TypeError:  # a cell that is a list or the like has no place among names
            codes, distinct = pd.factorize(cells.map(str))
    return np.asarray(codes, dtype=np.int32), [str(name) for name in distinct]
