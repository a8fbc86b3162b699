"""A table as text: what its file says, cell by cell, and on which physical line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.keys import MISSING, Mask, Positions
from models.schema import Table
from optimizer.read.draft import Words
from optimizer.read.origin import Page


@dataclass(frozen=True)
class Cells:
    """The cells of one column: its distinct words, and for each row which of them it has."""

    words: tuple[str, ...]
    codes: NDArray[np.int64]

    @classmethod
    def blank(cls, rows: int) -> "Cells":
        """A column of blank cells."""
        return cls(("",), np.zeros(rows, dtype=np.int64))

    @cached_property
    def places(self) -> dict[str, int]:
        """The code of each word."""
        return {word: code for code, word in enumerate(self.words)}

    def __getitem__(self, row: int) -> str:
        """One cell."""
        return self.words[int(self.codes[row])]

    def having(self, word: str) -> Mask:
        """Which rows have that word; a blank one stands for a blank cell."""
        rows: Mask = self.codes == self.places.get(word, -1)
        return rows

    def replaced(self, rows: Positions, words: Sequence[str]) -> "Cells":
        """The same column with another word, for each of its own, in some of its rows."""
        places = dict(self.places)
        codes = self.codes.copy()
        codes[rows] = np.array([places.setdefault(word, len(places)) for word in words], np.int64)[codes[rows]]
        return Cells(tuple(places), codes)

    def in_use(self, rows: Positions) -> list[str]:
        """The distinct words of some rows."""
        return [self.words[code] for code in np.flatnonzero(np.bincount(self.codes[rows], minlength=1))]

    def named(self) -> Words:
        """The column as words in order of their first appearance, blank cells left out."""
        codes, used = pd.factorize(self.codes)
        words = [self.words[code] for code in used]
        if "" not in words:
            return Words(codes, words)
        blank = words.index("")
        return Words(np.where(codes == blank, MISSING, codes - (codes > blank)), words[:blank] + words[blank + 1 :])


@dataclass
class TextTable:
    """The cells of one table, trimmed; columns that its file doesn't have are missing here too."""

    schema: Table
    page: Page
    header_line: int
    columns: dict[str, Cells]
    lines: NDArray[np.int64]
    """Physical line on which each row begins."""
    ragged: NDArray[np.bool_]
    """Rows with too few or too many cells, which can't be trusted cell by cell."""
    absent: tuple[str, ...] = ()
    """Columns that must be there and are not; already a fault."""
    changed: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    """Columns that a scenario changed: for each row the line of ``scenarios`` that did so last; 0: none did."""
    across: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    """Columns that stood across a sheet, one period beside the other: the column of the sheet each row stood in."""
    spoiled: Mapping[str, Mask] = field(default_factory=dict)
    """Cells that hold no value, as already explained: a failed formula, a part of a merged cell. Blank here."""

    def __len__(self) -> int:
        return len(self.lines)

    def copy(self) -> "TextTable":
        """The same table, to be changed without changing this one."""
        return replace(self, columns=dict(self.columns), changed={})
