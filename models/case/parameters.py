"""Figures over a key table."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.keys import Keys, Mask, Positions

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Parameters:
    """Figures over a key table: one array per column, in the order of the keys."""

    keys: Keys
    columns: Mapping[str, Numbers]

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, column: str) -> Numbers:
        """One column, one value per key."""
        return self.columns[column]

    def at(self, wanted: Keys, column: str, default: float = 0.0) -> Numbers:
        """The column at other keys; ``default`` where this table does not have the key."""
        if not len(self):
            return np.full(len(wanted), default)
        return np.append(self.columns[column], default)[self.keys.find(wanted)]  # MISSING points at the default

    def take(self, rows: Mask | Positions) -> "Parameters":
        """The rows at a mask, or at positions without repetition."""
        keys = self.keys.take(rows)
        if keys is self.keys:
            return self
        return Parameters(keys, {name: values[rows] for name, values in self.columns.items()})
