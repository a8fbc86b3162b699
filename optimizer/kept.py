"""A plan's linear program: its launches, sailings, shifts and lots kept, nothing whole; its limits can be moved."""

from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.allocation import Allocation
from models.program import Program
from optimizer.engines.fix import fixed
from optimizer.engines.whole import vehicles

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

BASIS = "launches, sailings, shifts and lots as planned; vehicles need not be whole"
"""What plans of this program have in common, in words."""


def switches(allocation: Allocation) -> Mask:
    """Which columns are kept: all whole ones that count no vehicles (shape n)."""
    kinds: Mask = allocation.program.integer & ~vehicles(allocation.program)
    return kinds


def kept(allocation: Allocation, values: Numbers) -> Program:
    """The linear program that remains of an allocation problem when its switches stay as in ``values`` (shape n).

    No row says any more what ``models.box`` says can be at most, which holds for the case as it is: a switch that is on
    allows what its rule allows (a lot's most units, or all there are), however limits are moved. Linear cases: the
    program itself.
    """
    if not allocation.program.is_mip:
        return allocation.rules_only
    program = fixed(allocation.rules_only, values, but=vehicles(allocation.program))
    brought, most = room(program, switches(allocation)), _most(allocation)
    upper = np.where((brought > 0) & ~np.isnan(most), most - brought, program.row_upper)
    return replace(program, row_upper=upper)


def room(program: Program, columns: Mask) -> Numbers:
    """What columns that are fixed bring to each row's limits (shape m): the space on the sailings that are run."""
    brought: Numbers = -(program.matrix @ np.where(columns, program.lower, 0.0))
    return brought


def folded(program: Program, columns: Mask) -> Program:
    """The same program with what fixed columns bring to a row in its limits instead of its terms.

    Then a number of the inputs that counts in such terms only (sailings' capacity, commitments of a program) moves
    limits, in straight lines. The columns are still there, and cost what they cost.
    """
    brought = room(program, columns)
    matrix = sp.csr_array(program.matrix @ sp.diags_array((~columns).astype(np.float64)))
    matrix.eliminate_zeros()
    return replace(program, matrix=matrix, row_lower=program.row_lower + brought, row_upper=program.row_upper + brought)


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
