"""Figures of a plan that are asked about: builds, or sums of them by plant, line, model, market, period."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

from models.draft import Draft
from models.readout.tables import named
from optimizer.read.nearest import hint
from optimizer.request import BadRequest

Numbers = NDArray[np.float64]

DIMENSIONS = ("plant", "line", "model", "market", "period")
"""What builds can be added up by; by all of them a figure is one build."""


@dataclass(frozen=True)
class Cells:
    """Figures, each a sum of columns of the program."""

    names: pd.DataFrame
    """Who each is: one column per dimension, one row per figure."""
    matrix: sp.csr_array
    """Figures by columns: what adds up to each."""

    def __len__(self) -> int:
        return len(self.names)

    def of(self, values: Numbers) -> Numbers:
        """The figures of a solution (shape n)."""
        figures: Numbers = self.matrix @ values
        return figures


def dimensions_of(words: str) -> tuple[str, ...]:
    """The dimensions named in ``plant,model``, in listed order. Raises ``BadRequest`` for others."""
    asked = [word.strip() for word in words.split(",") if word.strip()]
    for word in asked:
        if word not in DIMENSIONS:
            raise BadRequest(f'--by has "{word}", which builds have not{hint(word, DIMENSIONS)}')
    if not asked:
        raise BadRequest(f"--by names nothing; builds have {', '.join(DIMENSIONS)}")
    return tuple(name for name in DIMENSIONS if name in asked)


def build_cells(draft: Draft, dimensions: tuple[str, ...]) -> Cells:
    """Builds added up by those dimensions, in listed order; a line is told apart by its plant as well."""
    build = draft.build
    keys = build.keys.having(plant=draft.case.plant_of_line[build.keys["line"]])
    names = named(draft, keys, dimensions)
    codes = [keys[name] for name in dimensions]
    _, first, group = np.unique(np.stack(codes), axis=1, return_index=True, return_inverse=True)
    group = group.ravel()
    matrix = sp.csr_array((np.ones(len(group)), (group, build.columns)),
                          shape=(len(first), sum(len(decision.keys) for decision in draft.decisions)))  # fmt: skip
    return Cells(names.iloc[first].reset_index(drop=True), matrix)
