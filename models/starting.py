"""Values to start a search from: what the last plan says of builds, where the case has one."""

import numpy as np
from numpy.typing import NDArray

from models.draft import Draft

_WHEN = ("line", "period")


def baseline_start(draft: Draft) -> NDArray[np.float64] | None:
    """The builds of ``baseline`` (shape n): in the lines and periods that stand there its units, 0 for builds without a
    row; NaN everywhere else. ``None`` where the case has no baseline, or none of it can be built.
    """
    table, build = draft.case.baseline, draft.build
    if not len(table):
        return None
    stands = table.keys.distinct(*_WHEN).holds(build.keys, _WHEN)
    if not stands.any():
        return None
    start = np.full(sum(len(decision.keys) for decision in draft.decisions), np.nan)
    start[build.columns[stands]] = table.at(build.keys, "units")[stands]
    return start
