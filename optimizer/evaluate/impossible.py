"""Why a decision that a plan names can't exist at all: which row of the case is not there."""

import numpy as np

from models.case import Case
from models.case.sales import LaunchStatus
from models.keys import Keys
from optimizer.report.workbook.layout import BUILDS, PROGRAMS, SAILINGS, SALES, SHIFT_PATTERNS, SHIPMENTS, DecisionTable

NOT_COUNTED = "; counts for nothing here"


def why_not(case: Case, table: DecisionTable, keys: Keys, row: int) -> tuple[str, str]:
    """The rule that a figure above 0 breaks for want of a decision there, and why there is none, in a sentence."""
    key = keys.take(np.array([row]))
    if table is SAILINGS:
        rule, why = "services", "nothing sails then: no row of services for the period"
    else:
        rule, why = _FINDERS[table](case, key)
    return rule, why + NOT_COUNTED


def _build(case: Case, key: Keys) -> tuple[str, str]:
    key = key.having(plant=case.plant_of_line[key["line"]])
    rule = "build_exists"
    if not case.rows("builds").keys.distinct("line", "model").holds(key).all():
        return rule, "the line can't build the model: no row of builds"
    if not case.slots.keys.holds(key).all():
        return rule, "the line doesn't build the model in this period: see its first and last period in builds"
    if not case.pairs.holds(key).all():
        return rule, "the market does not ask for the model: no row of demand"
    return rule, "no route from the plant to the market takes the model: no row of freight"


def _shipment(case: Case, key: Keys) -> tuple[str, str]:
    rule, route = "ship_exists", key["route"]
    ends = {name: case.routes.keys[name][route] for name in ("plant", "market")}
    key = key.having(**ends)
    if not case.pairs.holds(key).all():
        return rule, "the market does not ask for the model: no row of demand"
    if not case.open_pairs.holds(key).all():
        return "programs", "the program of the model in the market is off"
    if not case.rows("freight").at(key).matched.all():
        return rule, "the route doesn't take the model in this period: no row of freight"
    if (key["period"] + case.routes["lead_time"][route] >= case.periods).all():
        return rule, "it would arrive after the horizon, where nothing counts it: no closing value or transit in stock"
    return rule, "the plant neither builds the model for the market nor has any"


def _sale(case: Case, key: Keys) -> tuple[str, str]:
    if not case.pairs.holds(key).all():
        return "demand", "the market does not ask for the model: no row of demand"
    return "programs", "the program of the model in the market is off"


def _launch(case: Case, key: Keys) -> tuple[str, str]:
    is_off = case.programs.at(key, "status", np.nan) == LaunchStatus.OFF
    return "programs", "the program is off" if is_off.all() else "there is no such program: no row of programs"


def _pattern(case: Case, key: Keys) -> tuple[str, str]:
    if not case.patterns.keys.distinct("line").holds(key).all():
        return "shifts", "the line has no shift patterns: no row of shifts"
    return "shifts", "the line can't run this pattern in this period: no row of shifts"


_FINDERS = {BUILDS: _build, SHIPMENTS: _shipment, SALES: _sale, PROGRAMS: _launch, SHIFT_PATTERNS: _pattern}
