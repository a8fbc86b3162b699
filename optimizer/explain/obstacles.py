"""Why nothing can be sold of a model in a market and period: what the inputs rule out before any money counts."""

import numpy as np

from models.case.sales import LaunchStatus
from models.keys import MISSING, Keys
from optimizer.explain.ground import Ground
from optimizer.explain.phrases import names
from optimizer.explain.sources import cite


def obstacle(ground: Ground, key: Keys) -> str:
    """The sentence, for a key over market, model and period; empty where nothing rules a sale out."""
    case = ground.allocation.case
    named = names(case, key, 0)
    subject = f"{named['model']} in {named['market']}"
    if not case.pairs.holds(key)[0]:
        return f"{subject} is not planned: demand has no row for it"
    if case.programs.keys.holds(key)[0]:
        program = case.programs.take(case.programs.keys.find(key))
        row = int(case.rows("programs").keys.find(key)[0])
        if program["status"][0] == LaunchStatus.OFF:
            return f"the program {subject} is off ({cite(case, 'programs', row, 'status').citation})"
        if key["period"][0] < program["first_period"][0]:
            first = case.tables.listed("period")[int(program["first_period"][0])]
            place = cite(case, "programs", row, "first_period").citation
            return f"the program {subject} begins to sell in {first} ({place})"
    if case.demand.at(key, "demand")[0] == 0 and np.isnan(case.demand.at(key, "backlog_cost", np.nan)[0]):
        return f"nobody asks for {subject} in {named['period']}"
    return _too_early(ground, key, subject, named["period"])


def _too_early(ground: Ground, key: Keys, subject: str, period: str) -> str:
    """No way leads there, or none so soon."""
    case, ship = ground.allocation.case, ground.allocation.draft.ship
    mine = (ship.keys["market"] == key["market"][0]) & (ship.keys["model"] == key["model"][0])
    if not mine.any():
        return f"no line that builds {subject.partition(' in ')[0]} has a route with freight for it to the market"
    arrivals = np.where(mine, ship.keys["arrival"], case.periods)
    first = int(arrivals.argmin())
    if arrivals[first] > key["period"][0]:
        route = int(ship.keys["route"][first])
        lead = int(case.routes["lead_time"][route])
        place = cite(case, "routes", route, "lead_time").citation
        there = case.tables.listed("period")[int(arrivals[first])] if arrivals[first] < case.periods else "no period"
        return (f"nothing built can be there by {period}: the first vehicles arrive in {there} "
                f"(lead time {lead}, {place})")  # fmt: skip
    return ""


def unlaunched(ground: Ground, key: Keys) -> str:
    """What is to be said of a program that the plan does not launch; empty where it does, or there is none."""
    draft = ground.allocation.draft
    place = draft.launch.keys.find(key)
    if place[0] == MISSING or ground.values[draft.launch.columns[place[0]]] > 0:
        return ""
    case, named = draft.case, names(draft.case, key, 0)
    row = int(case.rows("programs").keys.find(key)[0])
    cost = f"{case.programs.at(key, 'launch_cost')[0]:,.0f} {case.settings.currency}"
    place_of = cite(case, "programs", row, "launch_cost").citation
    return f"The program {named['model']} in {named['market']} is not launched, which would cost {cost} ({place_of})"


def unbuilt(ground: Ground, key: Keys) -> str:
    """Where a sale is not ruled out but nothing built leads to it: when the model is built for the market at all."""
    case = ground.allocation.case
    named, keys = names(case, key, 0), case.builds.keys
    mine = keys["period"][(keys["market"] == key["market"][0]) & (keys["model"] == key["model"][0])]
    if not len(mine):
        return f"no line builds {named['model']} for {named['market']}"
    listed = case.tables.listed("period")
    first, last = int(mine.min()), int(mine.max())
    built = f"nothing built can be sold in {named['period']}: {named['model']} is built for {named['market']} from"
    if key["period"][0] < first:
        return f"{built} {listed[first]} on"
    return f"{built} {listed[first]} to {listed[last]} only, and cannot wait till then"
