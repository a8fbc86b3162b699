"""An earlier plan to start the search from: of this case, of an older state of it, or of another one much like it."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.allocation import Allocation
from models.plan import Plan
from models.readback import values_of
from models.starting import baseline_start
from models.tables import Tables
from optimizer.faults import FaultyCase
from optimizer.read import read_case
from optimizer.read.keep import kept_case
from optimizer.read.plan import read_plan, read_summary
from optimizer.request import BadRequest

Numbers = NDArray[np.float64]


def earlier_plan(place: Path, tables: Tables) -> Plan:
    """The plan in the folder ``place``, in the names of the case that it was made from; of the case with these
    ``tables`` where it keeps none.

    Raises ``BadRequest`` where there is no such folder, or it is no plan.
    """
    if not place.is_dir():
        raise BadRequest(f"--start is {place}, where there is no folder: name the folder of a plan")
    try:
        summary, case = read_summary(place), kept_case(place)
        return read_plan(place, tables if case is None else read_case(case, summary.get("scenario")).tables)
    except FaultyCase as fault:
        more = f" (and {fault.count - 1:,} more)" if fault.count > 1 else ""
        raise BadRequest(f"--start is {place}, which is no plan that can be read: {fault.faults[0]}{more}") from None


def start_from(allocation: Allocation, plan: Plan | None) -> tuple[Numbers | None, str]:
    """Values to start from (shape n, NaN where nothing is said), and a word on them: the plan's, or those of the
    case's ``baseline``; ``None`` where there is neither.
    """
    if plan is None:
        start = baseline_start(allocation.draft)
        return start, "" if start is None else "starting from the baseline"
    values = values_of(allocation.draft, plan)
    built, known = float(plan.allocation["units"].sum()), float(values[allocation.draft.build.columns].sum())
    lost = max(0.0, built - known)
    word = f"starting from an earlier plan: {known:,.0f} of its {built:,.0f} units can be built in this case"
    return values, word if lost > 0 else f"starting from an earlier plan of {built:,.0f} units"
