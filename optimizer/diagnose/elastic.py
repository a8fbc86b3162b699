"""A program in which limits may be broken, at a cost for each unit by which they are."""

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from models.keys import MISSING, Mask, Positions
from models.program import Program
from optimizer.diagnose.limits import Limits, Numbers


@dataclass(frozen=True, eq=False)
class Elastic:
    """The program, with a column more for each side of a limit that may be broken (maximised: minus the cost)."""

    program: Program
    columns: int
    """How many columns there are besides."""
    limit: Positions
    """For each row side that a column widens, the limit it holds, …"""
    column: Positions
    """… the column (from 0) …"""
    sign: Numbers
    """… and whether it widens the upper side (1) or the lower one (−1)."""

    def broken(self, values: Numbers, count: int) -> Numbers:
        """By how much each of the limits (``count``) is exceeded, or fallen short of (below 0), at worst."""
        by = self.sign * values[self.columns :][self.column]
        worst = np.zeros(count)
        np.maximum.at(worst, self.limit, by)
        least = np.zeros(count)
        np.minimum.at(least, self.limit, by)
        return np.where(worst >= -least, worst, least)


def elastic(limits: Limits, breakable: Mask, kept: Mask, *, weights: Numbers | None = None,
            together: Positions | None = None, whole: Mask | None = None,
            most_less: Numbers | None = None) -> Elastic:  # fmt: skip
    """The program in which the ``breakable`` limits may be broken at a cost, the others of the ``kept`` ones not.

    One per limit: ``weights``, the cost of a unit (1 without); ``together``, a number that is the same for limits that
    stand in one cell and give way together (each by itself without); ``whole``, whether it gives way by whole units;
    ``most_less``, by how much it may be fallen short of at most.
    """
    program = limits.enforcing(kept | breakable)
    soft = (limits.of_row != MISSING) & np.append(breakable, False)[limits.of_row]
    up = np.flatnonzero(soft & (program.row_upper < limits.lifted_upper))
    down = np.flatnonzero(soft & (program.row_lower > limits.lifted_lower))
    rows = np.concatenate([up, down])
    sign = np.concatenate([np.ones(len(up)), -np.ones(len(down))])
    limit = limits.of_row[rows]
    most = np.concatenate([limits.lifted_upper[up] - program.row_upper[up],
                           program.row_lower[down] - limits.lifted_lower[down]])  # fmt: skip
    if most_less is not None:
        most = np.where(sign < 0, np.minimum(most, most_less[limit]), most)
    cells = rows if together is None else together[limit]
    _, first, column = np.unique(
        np.stack([cells, sign.astype(np.int64)]), axis=1, return_index=True, return_inverse=True
    )
    column = column.ravel()
    shape = (len(program.row_lower), len(first))
    slack = sp.csr_array((-sign, (rows, column)), shape=shape)
    upper = np.full(len(first), np.inf)
    np.minimum.at(upper, column, most)
    cost = np.ones(len(first)) if weights is None else weights[limit[first]]
    integer = np.zeros(len(first), dtype=np.bool_) if whole is None else whole[limit[first]]
    widened = replace(
        program,
        cost=np.concatenate([program.cost, -cost]),
        lower=np.concatenate([program.lower, np.zeros(len(first))]),
        upper=np.concatenate([program.upper, upper]),
        integer=np.concatenate([program.integer, integer]),
        matrix=sp.csr_array(sp.hstack([program.matrix, slack])),
    )
    return Elastic(widened, len(program.cost), limit, column, sign)
