"""Lines, what they can build and when, and the shift patterns they can run."""

import numpy as np

from models.case.lists import Lists
from models.case.parameters import Parameters
from models.keys import Keys


def lines(case: Lists) -> Parameters:
    """Line time, over every ``line`` and ``period``; a period without a row of ``capacity`` has no hours.

    Columns: ``hours`` (regular; 0 on a line with shifts), ``overtime_hours``, ``overtime_cost``, ``minimum_hours``,
    ``maximum_change`` (inf: none), ``previous_hours`` (NaN: not given).
    """
    keys = Keys.product(case.sizes, ("line", "period"))
    read = case.rows("capacity").at(keys)
    days = case.working_days[keys["period"]]
    table = case.parameters(
        "capacity", keys, read, "overtime_cost", "minimum_hours", "maximum_change", "previous_hours"
    )
    given = {
        "hours": read.either("hours", "hours_per_day", days, 0.0),
        "overtime_hours": read.either("overtime_hours", "overtime_hours_per_day", days, 0.0),
    }
    return Parameters(keys, {**table.columns, **given})


def slots(case: Lists) -> Parameters:
    """Where a model can be built: over ``line``, ``model``, ``period`` (and ``plant``, which follows).

    Only where a row of ``builds`` matches and the period lies within the model's first and last period there. Columns:
    ``hours_per_unit``, ``unit_cost``, ``minimum_lot``, ``maximum_units``, ``setup_hours``, ``setup_cost``.
    """
    keys, read = case.over_periods("builds")
    first, last = read.value("first_period", 0), read.value("last_period", case.periods - 1)
    runs = (keys["period"] >= first) & (keys["period"] <= last)
    ones = np.ones(len(keys))
    hours = read.either("hours_per_unit", "jobs_per_hour", ones)
    by_rate = read.rank(read.source("jobs_per_hour")) < read.rank(read.source("hours_per_unit"))
    table = case.parameters(
        "builds", keys, read, "unit_cost", "minimum_lot", "maximum_units", "setup_hours", "setup_cost"
    )
    hours = np.divide(ones, hours, out=hours.copy(), where=by_rate)
    keys = keys.having(plant=case.plant_of_line[keys["line"]])
    return Parameters(keys, {**table.columns, "hours_per_unit": hours}).take(runs)


def patterns(case: Lists) -> Parameters:
    """Shift patterns that a line can run: over ``line``, ``pattern``, ``period``.

    Columns: ``hours``, ``cost``, ``change_cost``, ``minimum_periods``, ``previous`` (1: in force before the horizon,
    the same in all periods of the pattern).
    """
    keys, read = case.over_periods("shifts")
    hours = read.either("hours", "hours_per_day", case.working_days[keys["period"]], 0.0)
    table = case.parameters("shifts", keys, read, "cost", "change_cost", "minimum_periods")
    rows = case.rows("shifts")
    marked = rows.keys.take(rows.values["previous"] == 1).distinct("line", "pattern")
    previous = marked.holds(keys).astype(np.float64)
    return Parameters(keys, {**table.columns, "hours": hours, "previous": previous})
