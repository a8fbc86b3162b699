"""Hours worked on the lines."""

import numpy as np

from models.draft import Draft, Term


def worked(draft: Draft) -> list[Term]:
    """Hours worked: ``sum_vk hours_per_unit * build + sum_v setup_hours * run``, adaptation hours included."""
    case, build, run = draft.case, draft.build, draft.run
    return [build * case.builds["hours_per_unit"], run * case.slots.at(run.keys, "setup_hours")]


def line_time(draft: Draft) -> None:
    """Hours worked on a line fit in its regular time and overtime, and are no fewer than its least hours.

        minimum_hours[l,t] <= worked[l,t]                                                       for all l, t
        worked[l,t] - overtime[l,t] - sum_n hours[l,n,t] * pattern[l,n,t] <= hours[l,t]         for all l, t

    A line with shift patterns takes its regular hours from the pattern in force; its ``hours`` are 0.
    Price: contribution per further hour of line l in period t (of least hours: what the last of them costs).
    """
    case, lines, pattern = draft.case, draft.case.lines, draft.pattern
    busy = draft.build.keys.distinct("line", "period").holds(lines.keys)
    draft.rule(
        "line_time", over=lines.keys.take(busy), limit="hours",
        terms=[*worked(draft), -draft.overtime, -pattern * case.patterns["hours"]],
        upper=lines["hours"][busy])  # fmt: skip
    draft.rule(
        "line_time", over=lines.keys, limit="minimum_hours", terms=worked(draft),
        lower=np.where(lines["minimum_hours"] > 0, lines["minimum_hours"], -np.inf))  # fmt: skip


def overtime(draft: Draft) -> None:
    """Overtime stays within what the line may run.

        overtime[l,t] <= overtime_hours[l,t]                                                    for all l, t

    Price: contribution per further hour of overtime allowed, its cost already paid.
    """
    allowed = draft.case.lines.at(draft.overtime.keys, "overtime_hours")
    draft.bound("overtime", draft.overtime, upper=allowed, limit="overtime_hours")


def level_line(draft: Draft) -> None:
    """Hours worked change little from one period to the next.

        |worked[l,t] - worked[l,t-1]| <= maximum_change[l,t]                                    for all l, t

    In the first period against ``previous_hours``, where given; else the first period is free.
    Price: contribution per further hour of change allowed.
    """
    lines = draft.case.lines
    first = lines.keys["period"] == 0
    before = np.where(first, lines["previous_hours"], 0.0)
    holds = np.isfinite(lines["maximum_change"]) & ~np.isnan(before)
    if not holds.any():
        return
    over, before, most = lines.keys.take(holds), before[holds], lines["maximum_change"][holds]
    now = worked(draft)
    terms = [*now, *(-term.later("period", 1) for term in now)]
    draft.rule("level_line", over=over, terms=terms, lower=before - most, upper=before + most, limit="maximum_change")
