"""Reading a plan out of a solution: the values of the columns become the tables that are written.

Nothing is decided here. Figures that follow from others (hours worked, overtime, sailings, deviation) are worked out
again from builds and dispatches, so that the tables agree with each other to the last digit.
"""

from math import fsum

import numpy as np
from numpy.typing import NDArray

from models.draft import Draft
from models.plan import COLUMNS, Plan
from models.prices import prices
from models.readout import markets, plants
from models.readout.money import contribution
from models.readout.tables import units_of
from models.readout.tidy import tidy
from models.solution import Duals


def plan(draft: Draft, solution: NDArray[np.float64], duals: Duals | None) -> Plan:
    """The plan that the values of the columns (already whole where they must be) stand for."""
    return written(draft, tidy(draft, solution), duals)


def written(draft: Draft, values: NDArray[np.float64], duals: Duals | None = None) -> Plan:
    """The tables of values (shape n) as they stand, tidy or not."""
    money = contribution(draft, values)
    has = draft.case.tables.has
    return Plan(
        allocation=units_of(draft, draft.build, values, COLUMNS["allocation"]),
        shipments=units_of(draft, draft.ship, values, COLUMNS["shipments"]),
        fulfilment=markets.fulfilment(draft, values),
        utilisation=plants.utilisation(draft, values),
        inventory=markets.inventory(draft, values),
        contribution=money,
        prices=prices(draft, values, duals),
        programs=markets.programs(draft, values) if has("programs") else None,
        sailings=markets.sailings(draft, values) if has("services") else None,
        parts=plants.parts(draft, values) if has("parts") else None,
        objective=fsum(money["amount"]),
    )
