"""The program of a case in which every limit of the planner's is a row of its own, and nothing else depends on it.

The program that engines solve writes some limits into big numbers (the most that line time lets a switch build) and
into bounds of columns, where one hides another. Here no big number comes from a limit, so that lifting a limit lifts it
everywhere.
"""

from functools import cached_property

import numpy as np

from models.allocation import DECISIONS, RULES
from models.case import Case
from models.case.parameters import Numbers, Parameters
from models.draft import Decision, Draft, Term
from models.keys import MISSING, Keys
from models.rules.lots import at_all
from models.tables import Tables

SAILS = "sails"
"""What the law is called that nothing is dispatched without a sailing."""

BUILT = "built"
"""What the law is called that a set-up needs a build."""

AMPLE = 2.0
"""How many times what is asked for, or is there, counts as room enough for any plan."""


def roomy_draft(tables: Tables) -> "RoomyDraft":
    """All decisions and rules of a case, limits apart; nothing is earned."""
    draft = RoomyDraft(Roomy(tables))
    for function in (*DECISIONS, *RULES):
        function(draft)
    _sailing(draft)
    _built(draft)
    draft.laws = len(draft.rules)
    _unit_limits(draft)
    return draft


class Roomy(Case):
    """The case with room in place of those limits that big numbers are made of."""

    @cached_property
    def limited(self) -> Case:
        """The case as it is."""
        return Case(self.tables)

    @cached_property
    def slots(self) -> Parameters:
        """Where a model can be built, in any number."""
        return _unlimited(self.limited.slots)

    @cached_property
    def routes(self) -> Parameters:
        """Every route, for any number of vehicles."""
        return _unlimited(self.limited.routes)

    @cached_property
    def most_hours(self) -> Numbers:
        """Hours in which any plan finds room: shape (lines, periods)."""
        hours = np.zeros((self.sizes["line"], self.periods))
        keys = self.builds.keys
        np.add.at(hours, (keys["line"], keys["period"]), self.room(keys) * self.builds["hours_per_unit"])
        np.add.at(hours, (self.slots.keys["line"], self.slots.keys["period"]), self.slots["setup_hours"])
        ample: Numbers = np.maximum(hours, self.limited.most_hours)
        return ample

    @cached_property
    def _room(self) -> Numbers:
        """Units that any plan finds room for, one number per planned pair."""
        units = np.zeros(len(self.pairs))
        for table, column in ((self.demand, "demand"), (self.pipeline, "units"), (self.frozen, "units"),
                              (self.baseline, "units"), (self.yards, "opening"), (self.stock, "opening"),
                              (self.stock, "minimum"), (self.stock, "closing"), (self.stock, "closing_transit"),
                              (self.stock, "opening_backlog"), (self.programs, "minimum_units")):  # fmt: skip
            np.add.at(units, self.pairs.find(table.keys), table[column])
        lots = max(table["minimum_lot"].max(initial=0.0) for table in (self.slots, self.routes))
        ample: Numbers = AMPLE * (units + lots) + self._most_built
        return ample

    @cached_property
    def _most_built(self) -> Numbers:
        """The most units that line time lets be built of each planned pair in a period."""
        case, keys = self.limited, self.builds.keys
        units = case.units_in(case.most_hours[keys["line"], keys["period"]], self.builds["hours_per_unit"])
        most = np.zeros(len(self.pairs))
        np.maximum.at(most, self.pairs.find(keys), units)
        return most

    def room(self, keys: Keys) -> Numbers:
        """Units in which any plan finds room, at keys of market and model."""
        room: Numbers = self._room[self.pairs.find(keys)]
        return room


class RoomyDraft(Draft):
    """A draft that writes every bound as a row, and for which any number of units is possible."""

    case: Roomy
    laws: int = 0
    """How many of the rules are the formulation's own; those after are limits set apart from its big numbers."""

    def box(self, decision: Term) -> Numbers:
        """Room for any plan, for each column of a decision."""
        if {"market", "model"} <= set(decision.keys.codes):
            return self.case.room(decision.keys)
        return np.ones(len(decision.keys))

    def bound(self, name: str, decision: Decision, *, lower: Numbers | None = None, upper: Numbers | None = None,
              limit: str = "") -> None:  # fmt: skip
        """Write a limit of single columns as rows."""
        low = np.full(len(decision.keys), -np.inf) if lower is None else np.where(lower > 0, lower, -np.inf)
        high = np.inf if upper is None else upper
        self.rule(name, over=decision.keys, terms=[decision], lower=low, upper=high, limit=limit)


def _unlimited(table: Parameters) -> Parameters:
    return Parameters(table.keys, {**table.columns, "maximum_units": np.full(len(table), np.inf)})


def _sailing(draft: RoomyDraft) -> None:
    """Nothing is dispatched without a sailing, however large the vessels are."""
    ship, sail = draft.ship, draft.sail
    load = (ship * draft.case.ceu[ship.keys["model"]]).where(ship.keys["service"] != MISSING)
    most = np.zeros(len(sail.keys))
    places = sail.keys.find(load.keys)
    sails = places != MISSING
    np.add.at(most, places[sails], (load.coefficients * draft.box(load))[sails])
    draft.rule("services", over=sail.keys, terms=[load, -sail * most], upper=0.0, limit=SAILS)


def _built(draft: RoomyDraft) -> None:
    """A set-up without a build is no work, however small a lot may be."""
    run = draft.run
    least = at_all(draft)
    draft.rule("lots", over=run.keys.take(least > 0), terms=[draft.build, -run * least], lower=0.0, limit=BUILT)


def _unit_limits(draft: RoomyDraft) -> None:
    """The most units of a model on a line, and on a route, by themselves."""
    slots, routes = draft.case.limited.slots, draft.case.limited.routes
    over = draft.build.keys.distinct("line", "model", "period")
    draft.rule("lots", over=over, terms=[draft.build], upper=slots.at(over, "maximum_units"), limit="maximum_units")
    over = draft.ship.keys.distinct("route", "period")
    most = routes["maximum_units"][over["route"]]
    draft.rule("routes", over=over, terms=[draft.ship], upper=most, limit="maximum_units")
    settled = draft.case.programs.at(draft.launch.keys, "status") == 1
    lower = np.where(settled, 1.0, -np.inf)
    draft.rule("programs", over=draft.launch.keys, terms=[draft.launch], lower=lower, limit="launched")
