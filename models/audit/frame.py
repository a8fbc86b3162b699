"""Tables as the audit holds them: named columns side by side, each an array with one entry per row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Floats = NDArray[np.float64]
Whole = NDArray[np.signedinteger]
Claims = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Frame:
    """Columns of equal length. Nobody writes into an array: what is different is another frame."""

    columns: Mapping[str, Column]
    codes: dict[tuple[str, ...], Whole] = field(default_factory=dict, repr=False)
    """Keys of the rows as one number each, by their columns, where ``Space.code`` has worked them out."""

    def __len__(self) -> int:
        """How many rows."""
        return len(next(iter(self.columns.values()), ()))

    @overload
    def __getitem__(self, column: str) -> Column: ...
    @overload
    def __getitem__(self, column: list[str]) -> "Frame": ...
    def __getitem__(self, column: str | list[str]) -> "Column | Frame":
        """The column of that name; or a frame of the columns of these names, in this order."""
        if isinstance(column, str):
            return self.columns[column]
        return Frame({name: self.columns[name] for name in column}, self.codes)

    def assign(self, **columns: Column) -> "Frame":
        """The frame with these columns too, or instead of its own."""
        kept = {by: code for by, code in self.codes.items() if columns.keys().isdisjoint(by)}
        return Frame({**self.columns, **columns}, kept)

    def at(self, rows: Whole | slice) -> "Frame":
        """The rows at these positions, in their order."""
        return Frame({name: cells[rows] for name, cells in self.columns.items()})

    def only(self, claims: Claims) -> "Frame":
        """The rows of which the claim is true."""
        return self if claims.all() else self.at(np.flatnonzero(claims))


def filled(cells: Column, default: float | Column) -> Floats:
    """Numbers, the default where a cell is blank."""
    return np.where(np.isnan(cells), default, cells)


def laid_on(rows: Whole, cells: Column, default: float) -> Column:
    """For each position (-1: none) the cell there, or the default."""
    return np.append(cells, default)[rows]
