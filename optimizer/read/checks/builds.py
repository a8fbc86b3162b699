"""What can be built: periods of production, line time above zero, and firm or earlier builds that can't be."""

from collections.abc import Iterator

import numpy as np

from models.keys import Keys, Mask
from optimizer.faults import MOST_TOLD, Fault
from optimizer.read.draft import Draft
from optimizer.read.drafts import Completion, Drafts, Numbers
from optimizer.read.numbers import shown
from optimizer.read.production import buildable_pairs, in_production, production_window, why_not_built


def production_windows(drafts: Drafts) -> Iterator[Fault]:
    """A warning where production starts after it ends: then there is none."""
    builds = drafts["builds"]
    if not (builds.filled("first_period").any() and builds.filled("last_period").any()):
        return
    builds_completed = drafts.completion("builds")
    keys = builds_completed.over_periods()
    first, last, from_row, to_row = production_window(drafts, keys)
    doubtful = builds_completed.doubtful(keys, "first_period") | builds_completed.doubtful(keys, "last_period")
    wrong = np.flatnonzero((first > last) & (from_row >= 0) & (to_row >= 0) & ~doubtful)
    told, places = np.unique(np.stack([from_row[wrong], to_row[wrong]]), axis=1, return_index=True)
    periods = drafts.lists["period"]
    for (row, other), place in zip(told.T, wrong[places], strict=True):
        where = "" if row == other else f" ({builds.origin.place(int(other), 'last_period')})"
        begins, ends = periods[first[place]], periods[last[place]]
        message = f'first_period is "{begins}", which comes after last_period, "{ends}"{where}: nothing is built'
        yield builds.caution(row, "first_period", message, [(builds, int(other), "last_period")])


def hours_not_above_zero(drafts: Drafts) -> Iterator[Fault]:
    """Line time of a unit, with what ``adaptations`` adds for its market, is above zero wherever it can be built."""
    adaptations = drafts["adaptations"]
    lowering = np.flatnonzero((adaptations.numbers("hours_per_unit") < 0) & adaptations.has_key())
    if not len(lowering):
        return
    pairs = drafts.keys("adaptations").take(lowering).distinct("model", "market")
    sites = buildable_pairs(drafts)
    sites = sites.take(pairs.holds(sites))
    builds = drafts.completion("builds")
    lines = builds.entities()
    line, site = lines.join(sites, ("plant", "model"))
    keys = Keys(("plant", "line", "model", "market"), {**lines.take(line).codes, "market": sites["market"][site]},
                drafts.sizes).across("period")  # fmt: skip
    keys = keys.take(in_production(drafts, keys))
    hours, from_row = _hours_per_unit(builds, keys)
    adding = drafts.completion("adaptations")
    added, by_row = adding.number(keys, "hours_per_unit", 0.0)
    doubtful = builds.doubtful(keys, "hours_per_unit", "jobs_per_hour") | adding.doubtful(keys, "hours_per_unit")
    wrong = np.flatnonzero((hours + added <= 0) & ~doubtful)
    told, places = np.unique(np.stack([by_row[wrong], from_row[wrong]]), axis=1, return_index=True)
    for (row, other), place in zip(told.T, wrong[places], strict=True):
        cited = drafts["builds"].origin.place(int(other))
        message = (f"hours_per_unit is {shown(added[place])}, which leaves {shown(hours[place] + added[place])} of the "
                   f"{shown(hours[place])} hours per unit in {cited} for {drafts.describe(keys, int(place))}; the sum "
                   "must stay above 0")  # fmt: skip
        also = [(drafts["builds"], int(other), name) for name in ("hours_per_unit", "jobs_per_hour")]
        yield adaptations.fault(row, "hours_per_unit", message, also, shown(added[place]))


def _hours_per_unit(builds: Completion, keys: Keys) -> tuple[Numbers, "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    """Hours per unit, however given, and the row that gives them; NaN where no row does."""
    source = builds.at(keys, "hours_per_unit", "jobs_per_hour")
    hours, jobs = builds.draft.numbers("hours_per_unit"), builds.draft.numbers("jobs_per_hour")
    given = np.append(np.where(np.isnan(hours), 1.0 / jobs, hours), np.nan)
    return given[source], source


def fractions_of_vehicles(drafts: Drafts) -> Iterator[Fault]:
    """Where builds are whole vehicles, so are the firm ones."""
    if drafts.settings is None or not drafts.settings.integer_units:
        return
    frozen = drafts["frozen"]
    units = frozen.numbers("units")
    for row in frozen.first(np.isfinite(units) & (units != np.floor(units))):
        message = f"units is {shown(units[row])}, not a whole number, as it must be with integer_units"
        yield frozen.fault(row, "units", message, found=shown(units[row]))


def rows_that_cannot_be_built(drafts: Drafts) -> Iterator[Fault]:
    """A firm build that can't be built is a fault; one of the last plan a warning."""
    needed = ("demand", "builds", "routes", "freight")
    if not all(drafts[table].readable for table in needed):
        return
    for table in ("frozen", "baseline"):
        draft = drafts[table]
        rows = np.flatnonzero(draft.has_key() & ~draft.is_spoiled("line"))
        if not len(rows):
            continue
        keys = drafts.keys(table).take(rows)
        told: Mask = np.zeros(len(rows), dtype=np.bool_)
        for applies, reason in why_not_built(drafts, keys):
            places = np.flatnonzero(applies & ~told)
            if table == "frozen":
                draft.untold += max(0, len(places) - MOST_TOLD)
                places = places[:MOST_TOLD]
            for place in places:
                yield _not_built(drafts, draft, keys, int(place), int(rows[place]), reason)
            told |= applies


def _not_built(drafts: Drafts, draft: Draft, keys: Keys, place: int, row: int, reason: str) -> Fault:
    names = {name: drafts.lists[name][keys[name][place]] for name in keys.dimensions}
    why = reason.format(**names)
    if draft.schema.name == "baseline":
        return draft.caution(row, "", f"can't be built, and costs nothing: {why}")
    return draft.fault(row, "units", f"can't be built: {why}", [(draft, row, name) for name in keys.dimensions])
