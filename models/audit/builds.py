"""Builds, judged: whether they can be built, in lots, in the right mix, with the parts there are."""

from collections.abc import Iterator

import numpy as np

from models.audit.facts import BUILD, LINE_PERIOD, RUN, Facts
from models.audit.findings import Finding, beyond, differing, exceeding, found
from models.audit.frame import Frame, filled
from models.audit.names import listed_at


def build_exists(facts: Facts) -> Iterator[Finding]:
    """A build has a ``builds`` row, lies in its time of production, is for a planned pair, and can travel.

    build[l,v,k,t] > 0  =>  a row of builds matches, first_period <= t <= last_period, market and model are planned,
                            some route of the plant to the market has freight for the model
    """
    rows = facts.builds
    cannot = ~facts.can_be_built(rows) & (rows["units"] != 0)
    yield found(rows[BUILD], cannot, rows["units"], "units built that cannot be built")


def lots(facts: Facts) -> Iterator[Finding]:
    """A model that is built at all on a line in a period is built in its lots.

        minimum_lot * run <= sum_k build <= maximum_units * run,  run = 1 where anything is built      for all l, v, t

    Relaxed: only the maximum, since ``run`` may be a fraction.
    """
    rows = facts.line_runs
    where, units = rows[RUN], rows["units"]
    yield exceeding(where, units, rows["maximum_units"], "units beyond maximum_units")
    if not facts.relaxed:
        yield exceeding(where, rows["minimum_lot"], units, "units short of minimum_lot")


def mix(facts: Facts) -> Iterator[Finding]:
    """The share of a family or model in a line's units keeps within each row of ``mix``.

    minimum_share * U <= sum build of the family or model <= maximum_share * U,  U all units of the line in the period
                                                                            for all rows of mix, t
    """
    case, space = facts.case, facts.space
    rules = case["mix"]
    rules = rules.assign(of_period=rules["period"], mix_row=np.arange(len(rules)) + 1)
    rules = space.every_period(rules)
    rules = rules.only((rules["of_period"] < 0) | (rules["of_period"] == rules["period"]))
    family = listed_at(case.words("models", "model", "family"), space.names["family"])
    built = facts.allocation.assign(family=family[facts.allocation["model"]])
    line = space.total(rules, built, "units", LINE_PERIOD)
    of_model = space.total(rules, built, "units", [*LINE_PERIOD, "model"])
    of_family = space.total(rules, built, "units", [*LINE_PERIOD, "family"])
    units = np.where(rules["model"] >= 0, of_model, of_family)
    where = rules[["mix_row", *LINE_PERIOD, "family", "model"]]
    least = filled(rules["minimum_share"], 0.0) * line
    most = filled(rules["maximum_share"], 1.0) * line
    yield beyond(where, least - units, line, "units short of minimum_share")
    yield beyond(where, units - most, line, "units beyond maximum_share")


def parts(facts: Facts) -> Iterator[Finding]:
    """Parts used and carried on are no more than supplied and carried before.

        sum quantity * build + part_stock[t] <= supply + part_stock[t-1]                     for all parts, t

    ``part_stock[0]`` is the opening of a storable part; one that is not storable adds its opening to the first
    period's supply and carries nothing. The plan's use is what its builds take; its ``supply`` may or may not show
    the opening of a part that is not storable. A part and period without a row uses and carries nothing.
    """
    case, space = facts.case, facts.space
    by, said = ["part", "period"], facts.written["parts"]
    listed = case["parts"]
    rows = case.completed("parts", space.every_period(space.distinct(listed, ["part"])), supply=0.0)
    opening = space.value(rows, listed.only(~np.isnan(listed["opening"])), "opening", ["part"])
    storable = space.stands(rows, listed.only(listed["storable"] == "yes"), ["part"])
    used = space.total(rows, _parts_used(facts), "units", by)
    carried, first = space.value(rows, said, "carried", by), rows["period"] == 0
    before = np.where(first, opening, np.where(storable, np.append(0.0, carried[:-1]), 0.0))
    supply = rows["supply"]
    where = rows[by]
    yield exceeding(where, used + carried, supply + before, "parts used and carried beyond supply")
    yield exceeding(where, carried, np.where(storable, np.inf, 0.0), "a part that is not storable is carried on")
    yield differing(where, space.value(rows, said, "used", by), used, "used is not what the builds take")
    with_opening = supply + np.where(first & ~storable, opening, 0.0)
    said_supply = space.value(rows, said, "supply", by)
    wrong = np.minimum(np.abs(said_supply - supply), np.abs(said_supply - with_opening))
    wrong = np.where(space.stands(rows, said, by), wrong, 0.0)
    yield beyond(where, wrong, supply, "supply is not the case's")


def _parts_used(facts: Facts) -> Frame:
    """``part``, ``period`` and parts that the builds take (``units``)."""
    case, space = facts.case, facts.space
    by = ["plant", "model", "market"]
    built = space.grouped(facts.allocation, "units", [*by, "period"])
    kinds, usage = space.distinct(built, by), space.distinct(case["part_usage"], ["part", "model"])
    kind, use = space.joined(kinds, usage, ["model"])
    needs = kinds.at(kind).assign(part=usage["part"][use])
    needs = case.completed("part_usage", needs, quantity=0.0)
    build, need = space.joined(built, needs, by)
    units = built["units"][build] * needs["quantity"][need]
    return Frame({"part": needs["part"][need], "period": built["period"][build], "units": units})
