"""Limits of routes and of the services that several routes share."""

import numpy as np

from models.draft import Draft
from models.keys import MISSING


def routes(draft: Draft) -> None:
    """A route carries between its smallest lot and its most units in a period in which it is used.

        minimum_lot[r] * use[r,t] <= sum_v ship[r,v,t] <= maximum_units[r] * use[r,t]           for all r, t

    Without a fixed cost or a lot there is no ``use``, and the limit stands by itself; without a limit, the most that
    could be shipped takes its place. Price: contribution per further unit allowed on the route in period t.
    """
    table, ship, use = draft.case.routes, draft.ship, draft.use
    over = ship.keys.distinct("route", "period")
    most = table["maximum_units"][over["route"]]
    switched = use.keys.holds(over)
    draft.rule("routes", over=over.take(~switched), terms=[ship], upper=most[~switched], limit="maximum_units")
    if not len(use.keys):
        return
    could = np.bincount(over.find(ship.keys), weights=draft.box(ship), minlength=len(over))
    most_used = np.minimum(most, could)[over.find(use.keys)]
    draft.rule("routes", over=use.keys, terms=[ship, -use * most_used], upper=0.0, limit="maximum_units")
    lot = table["minimum_lot"][use.keys["route"]]
    draft.rule("routes", over=use.keys.take(lot > 0), terms=[ship, -use * lot], lower=0.0, limit="minimum_lot")


def services(draft: Draft) -> None:
    """What the routes of a service dispatch finds room on its sailings.

        sum_r in s, v  ceu[v] * ship[r,v,t] <= capacity[s,t] * sail[s,t]                        for all s, t
        minimum_sailings[s,t] <= sail[s,t] <= sailings[s,t]

    A period without a row has no sailing. Where a sailing costs nothing, all that are allowed may run.
    Price: contribution per further CEU of space; of ``sailings``: per further sailing.
    """
    case, table, ship, sail = draft.case, draft.case.services, draft.ship, draft.sail
    draft.bound("services", sail, lower=table.at(sail.keys, "minimum_sailings"), limit="minimum_sailings")
    draft.bound("services", sail, upper=table.at(sail.keys, "sailings"), limit="sailings")
    load = (ship * case.ceu[ship.keys["model"]]).where(ship.keys["service"] != MISSING)
    over = load.keys.distinct("service", "period")
    runs_free = np.where(sail.keys.holds(over), 0.0, table.at(over, "capacity") * table.at(over, "sailings"))
    draft.rule("services", over=over, terms=[load, -sail * table.at(sail.keys, "capacity")], upper=runs_free,
               limit="capacity")  # fmt: skip
