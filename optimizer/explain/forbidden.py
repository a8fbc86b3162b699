"""Why no plan at all can have a wish: the fewest limits of the case that clash with it."""

from dataclasses import replace

import numpy as np

from models.keys import MISSING
from models.tables import Tables
from optimizer.diagnose.apart import limits_of
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.conflict import find_conflict
from optimizer.diagnose.limits import Limits
from optimizer.diagnose.words import told
from optimizer.engines.base import Watch
from optimizer.explain.forced import force_of
from optimizer.explain.study import Force, forced
from optimizer.explain.wish import Wish

NO_WAY = "no building, sending or waiting that the case knows of leads to it, whatever its limits"
"""What is said where the laws alone forbid a wish: a model has no line, no route, or no time to get there."""

LONGEST = 30.0
"""Seconds that the search takes at most where no other limit is given."""


def forbidden_by(tables: Tables, wish: Wish, force: Force, *, time_limit: float | None,
                 watch: Watch | None) -> tuple[str, ...]:  # fmt: skip
    """The limits, as sentences with their inputs, that no plan can keep together with a wish; none where time ran out.

    ``force`` is the wish's row on the case's own program: its sides are taken over.
    """
    limits = limits_of(tables)
    meant = force_of(limits.draft, wish, np.zeros(len(limits.program.cost)))
    clock = Clock(time_limit or LONGEST, watch or Watch())
    wished = _with_row(limits, replace(meant, lower=force.lower, upper=force.upper))
    conflict = find_conflict(wished, np.zeros(len(wished), dtype=np.bool_), clock)
    if conflict is None:
        return ()
    return tuple(map(str, told(wished, conflict.limits))) or (NO_WAY,)


def _with_row(limits: Limits, force: Force) -> Limits:
    """The limits with the wish as a law beside them."""
    return replace(
        limits,
        program=forced(limits.program, [force]),
        of_row=np.append(limits.of_row, MISSING),
        lifted_lower=np.append(limits.lifted_lower, force.lower),
        lifted_upper=np.append(limits.lifted_upper, force.upper),
    )
