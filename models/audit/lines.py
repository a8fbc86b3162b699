"""Lines, judged: hours worked, overtime, and how level the work is."""

from collections.abc import Iterator

import numpy as np

from models.audit.facts import LINE_PERIOD, Facts
from models.audit.findings import Finding, beyond, differing, exceeding, found
from models.audit.frame import Floats, Frame, filled, laid_on
from models.audit.shifts import hours_by_pattern
from models.audit.tolerances import SHARE


def line_hours(facts: Facts) -> Frame:
    """Every line and period: what ``capacity`` or the pattern gives, what the plan's builds take, what it says.

    ``regular`` (hours; under ``relaxed`` on a line with patterns what the plan says), ``overtime_limit``, ``worked``
    (under ``relaxed`` what the plan says, since set-ups may be run in part; else recomputed), ``least_worked`` and
    ``most_worked`` (the same but under ``relaxed``), ``said_…``.
    """
    case, space = facts.case, facts.space
    rows = case.completed(
        "capacity", space.every_period(case.lines), hours=np.nan, hours_per_day=np.nan, overtime_hours=np.nan,
        overtime_hours_per_day=np.nan, overtime_cost=0.0, minimum_hours=0.0, maximum_change=np.inf,
        previous_hours=np.nan,
        alternatives=[("hours", "hours_per_day"), ("overtime_hours", "overtime_hours_per_day")],
    )  # fmt: skip
    days = case.working_days[rows["period"]]
    said = facts.written["utilisation"]
    for column in ("regular_hours", "overtime_limit", "worked_hours", "overtime_hours"):
        rows = rows.assign(**{f"said_{column}": space.value(rows, said, column, LINE_PERIOD)})
    pattern = hours_by_pattern(facts, rows)
    regular = filled(filled(rows["hours"], rows["hours_per_day"] * days), 0.0)
    overtime = filled(filled(rows["overtime_hours"], rows["overtime_hours_per_day"] * days), 0.0)
    built = facts.builds
    built = built.assign(hours=built["units"] * (built["hours_per_unit"] + built["added_hours"]))
    building = space.total(rows, built, "hours", LINE_PERIOD)
    most = building + space.total(rows, _set_ups(facts), "setup_hours", LINE_PERIOD)
    return rows.assign(
        regular=np.where(pattern["has_patterns"], pattern["chosen"], regular),
        least_regular=np.where(pattern["has_patterns"], pattern["least"], regular),
        most_regular=np.where(pattern["has_patterns"], pattern["most"], regular),
        overtime_limit=overtime,
        least_worked=building if facts.relaxed else most,
        most_worked=most,
        worked=rows["said_worked_hours"] if facts.relaxed else most,
    )


def _set_ups(facts: Facts) -> Frame:
    """Set-ups run: of what is built; under ``relaxed`` of all that could be, the most there may be."""
    if not facts.relaxed:
        return facts.line_runs
    keys = facts.space.distinct(facts.case["builds"], ["plant", "line", "model"])
    terms = facts.build_terms(facts.space.every_period(keys))
    return terms.only(terms["in_production"])


def line_time(facts: Facts) -> Iterator[Finding]:
    """Hours worked on a line fit in its regular time and overtime, and reach the hours that must be worked.

        worked[l,t] = sum_vk (hours_per_unit + adaptation hours) * build + sum_v setup_hours * run
        minimum_hours <= worked <= regular + overtime                                        for all l, t

    and the plan's regular hours, worked hours and utilisation (worked / regular, blank where there is no regular time)
    are these. Relaxed: set-ups may be run in part, so ``worked`` is the plan's, between the builds' hours without any
    and with every set-up; regular hours on a line with patterns are the plan's, no more than the best pattern's.
    """
    rows = facts.once(line_hours)
    where, worked = rows[LINE_PERIOD], rows["worked"]
    said, regular = rows["said_worked_hours"], rows["said_regular_hours"]
    limit = rows["regular"] + rows["said_overtime_hours"]
    yield exceeding(where, worked, limit, "hours worked beyond regular time and overtime")
    yield exceeding(where, rows["minimum_hours"], worked, "hours worked short of minimum_hours")
    if facts.relaxed:
        yield exceeding(where, rows["least_worked"], said, "worked_hours are less than the builds take")
        yield exceeding(where, said, rows["most_worked"], "worked_hours are more than builds and set-ups take")
        yield exceeding(where, rows["least_regular"], regular, "regular_hours below every pattern's")
        yield exceeding(where, regular, rows["most_regular"], "regular_hours above every pattern's")
    else:
        yield differing(where, said, worked, "worked_hours are not what the builds and set-ups take")
        yield differing(where, regular, rows["regular"], "regular_hours are not the line's")
    yield _ratio(facts, where, said, regular)


def _ratio(facts: Facts, where: Frame, worked: Floats, regular: Floats) -> Finding:
    """The plan's utilisation against its own worked and regular hours. A missing row is said in ``tables``."""
    table = facts.written["utilisation"]
    at = facts.space.find(where, table, LINE_PERIOD)
    ratios = laid_on(at, table["utilisation"], np.nan)
    true = np.divide(worked, regular, out=np.full(len(where), np.nan), where=regular > 0)
    wrong = np.isnan(ratios) != np.isnan(true)
    wrong |= np.abs(ratios - true) > SHARE * (1.0 + np.abs(true))
    amount = np.abs(np.nan_to_num(ratios) - np.nan_to_num(true))
    return found(where, wrong & (at >= 0), amount, "utilisation is not worked of regular hours")


def overtime(facts: Facts) -> Iterator[Finding]:
    """Overtime stays within its limit, which is the case's.

    overtime[l,t] <= overtime_hours                                                          for all l, t
    """
    rows = facts.once(line_hours)
    where, limit = rows[LINE_PERIOD], rows["overtime_limit"]
    yield exceeding(where, rows["said_overtime_hours"], limit, "overtime beyond its limit")
    yield differing(where, rows["said_overtime_limit"], limit, "overtime_limit is not the case's")


def level_line(facts: Facts) -> Iterator[Finding]:
    """Hours worked change no more from one period to the next than allowed.

        |worked[l,t] - worked[l,t-1]| <= maximum_change of t                                 for all l, t

    In the first period against ``previous_hours``, where given. Relaxed: ``worked`` is what the plan says.
    """
    rows = facts.once(line_hours)  # periods stand in planning order within a line
    worked = rows["worked"]
    before = np.where(rows["period"] == 0, rows["previous_hours"], np.append(0.0, worked[:-1]))
    limit = rows["maximum_change"]
    excess = np.where(np.isnan(before), -np.inf, np.abs(worked - before) - limit)  # free where nothing was before
    scale = np.maximum(np.abs(worked), np.abs(before))
    yield beyond(rows[LINE_PERIOD], excess, scale, "hours worked change by more than maximum_change")
