"""Parts of a plan that are worth deciding anew together: one plant, one market, a few periods.

A switch belongs to a plant (or market, model, period) where a vehicle does with which it shares a rule.
(Fix-and-optimise: Pochet & Wolsey, *Production Planning by Mixed Integer Programming*, 2006, chapter 3; for lot sizing
Helber & Sahling, *International Journal of Production Economics* 123, 2010.)
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Block, Program
from optimizer.engines.whole import VEHICLES

KEYED = (*VEHICLES, "sell")
"""The decisions whose keys say where a switch belongs."""

Mask = NDArray[np.bool_]

DIMENSIONS = ("plant", "market", "model", "period")
"""What parts are cut out by."""


@dataclass(frozen=True)
class Part:
    """Switches (a mask over columns) to be decided anew."""

    name: str
    free: Mask


class Parts:
    """The parts of a program."""

    def __init__(self, program: Program, switches: Mask) -> None:
        """Take the program, and which columns are switches (shape n)."""
        self._columns = np.flatnonzero(switches)
        self._width = len(switches)
        self._belongs = {name: _belongings(program, self._columns, name) for name in DIMENSIONS}

    def of(self, undecided: Mask, most: int, dice: np.random.Generator) -> Iterator[Part]:
        """Parts with at most so many ``undecided`` switches (a mask over columns), every undecided one in some part.

        A plant, market or model that has more is cut into runs of periods.
        """
        when = self._belongs["period"]
        every = np.ones(len(self._columns), dtype=np.bool_)
        groups = [(name, code) for name in DIMENSIONS for code in range(self._belongs[name].shape[1])]
        for place in dice.permutation(len(groups)):
            name, code = groups[place]
            inside, begin, runs = (every, code, 1) if name == "period" else (self._belongs[name][:, code], 0, None)
            room = int(most * dice.uniform(0.5, 1.0))  # the first run is shorter: cuts fall elsewhere every time
            while begin < when.shape[1] and runs != 0:
                free, begin = _run(inside, undecided[self._columns], when, begin, room)
                room, runs = most, None if runs is None else runs - 1
                if (free & undecided[self._columns]).any():
                    mask = np.zeros(self._width, dtype=np.bool_)
                    mask[self._columns[free]] = True
                    yield Part(name, mask)


def _run(inside: Mask, undecided: Mask, when: Mask, begin: int, room: int) -> tuple[Mask, int]:
    """Switches of a group from a period on, over as many periods as room allows, at least one; where the run ends."""
    free = inside & when[:, begin]
    for end in range(begin + 1, when.shape[1]):
        more = free | (inside & when[:, end])
        if (more & undecided).sum() > room:
            return free, end
        free = more
    return free, when.shape[1]


def _belongings(program: Program, columns: NDArray[np.int64], dimension: str) -> Mask:
    """Whether each of some columns governs anything with each code of a dimension: shape (columns, codes)."""
    blocks = [block for block in program.decisions if block.name in KEYED and dimension in block.keys.codes]
    size = max((block.keys.sizes[dimension] for block in blocks), default=0)
    found = np.zeros((len(columns), size), dtype=np.bool_)
    entries = program.matrix.tocsc(copy=True)
    entries.data = np.ones(entries.nnz)
    of_switch = sp.csr_array(entries[:, columns].T)
    for block in blocks:
        governed = of_switch @ entries[:, block.start : block.stop]
        found |= (governed @ _one_hot(block, dimension, size)).toarray() > 0
    return found


def _one_hot(block: Block, dimension: str, size: int) -> sp.csr_array:
    codes = block.keys[dimension]
    known = np.flatnonzero((codes >= 0) & (codes < size))
    ones = np.ones(len(known))
    return sp.csr_array((ones, (known, codes[known])), shape=(len(codes), size))
