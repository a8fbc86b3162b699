"""A plan's linear program: its launches, sailings, shifts and lots kept, nothing whole; its limits can be moved."""

from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.allocation import Allocation
from models.program import Program
from optimizer.engines.fix import fixed
from optimizer.engines.two_steps import vehicles

Numbers = NDArray[np.float64]

BASIS = "launches, sailings, shifts and lots as planned; vehicles need not be whole"
"""What plans of this program have in common, in words."""


def kept(allocation: Allocation, values: Numbers) -> Program:
    """The linear program that remains of an allocation problem when its switches stay as in ``values`` (shape n).

    What a switch that is kept brings to a row stands in the row's limits, not in its terms. And no row says any more
    what ``models.box`` says can be at most, which holds for the case as it is: a switch that is on allows what its rule
    allows (a lot's most units, or all there are), however limits are moved. Linear cases: the program itself.
    """
    if not allocation.program.is_mip:
        return allocation.rules_only
    switches = allocation.program.integer & ~vehicles(allocation.program)
    program = fixed(allocation.rules_only, values, but=vehicles(allocation.program))
    used = program.matrix @ np.where(switches, program.lower, 0.0)
    lower, upper = program.row_lower - used, program.row_upper - used
    most = _most(allocation)
    upper = np.where((used < 0) & np.isfinite(upper) & ~np.isnan(most), most, upper)
    free = sp.diags_array((~switches).astype(np.float64))
    matrix = sp.csr_array(program.matrix @ free)
    matrix.eliminate_zeros()
    return replace(program, row_lower=lower, row_upper=upper, matrix=matrix)


def _most(allocation: Allocation) -> Numbers:
    """What each row allows when its switch is on, for rows that say so with the help of a box; NaN for all others."""
    draft = allocation.draft
    case, most = draft.case, np.full(len(allocation.rules_only.row_upper), np.nan)
    for rule in draft.rules:
        part = slice(rule.start, rule.start + len(rule.keys))
        if (rule.name, rule.limit) == ("lots", "maximum_units"):
            most[part] = case.slots.at(rule.keys, "maximum_units")
        elif (rule.name, rule.limit) == ("routes", "maximum_units"):
            most[part] = case.routes["maximum_units"][rule.keys["route"]]
        elif rule.name == "programs" and rule.limit.startswith("launch_"):
            most[part] = np.inf
    return most
