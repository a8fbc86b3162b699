"""Break-evens as a planner reads them, and as tables."""

from collections.abc import Iterator

from optimizer.breakeven.changes import moved, over_periods, told_in_part
from optimizer.breakeven.parameter import Mode
from optimizer.breakeven.paying import Paying, paying
from optimizer.breakeven.stretches import Told
from optimizer.breakeven.tables import TURNS, all_changes
from optimizer.report.figures import gap, money, seconds, units
from optimizer.report.overview import Section
from optimizer.report.page import Notes, Page

MOST_ROWS = 12
"""Stretches and breaks on the screen; the files hold all."""

MOST_CHANGES = 4
"""Changes told of each break on the screen."""


def page(told: Told) -> Page:
    """The answer on the screen."""
    tables = told.draft.case.tables
    parameter = told.parameter
    asked = f"as {parameter.mode} from {at(told.low)} to {at(told.high)}"
    now = "" if parameter.now is None else f"now {at(parameter.now)}: "
    facts = [
        ("moved", f"{asked} ({now}{parameter.cited(tables)})"),
        ("program", told.whole.value if told.draft.program().is_mip else "linear"),
        ("found", f"{told.breaks:,} {'break' if told.breaks == 1 else 'breaks'}: {told.method}"),
        ("proved", _proof(told, tables.settings.currency)),
    ]
    rest = told.breaks - MOST_ROWS
    remark = f"the {MOST_ROWS} breaks with the largest changes; {rest:,} more with --out or --json" if rest > 0 else ""
    return Page(
        f"Break-evens of {parameter.text}", tuple(facts),
        (_stretches(told), Notes("What changes", tuple(_changes(told, remark))), Notes("Export", tuple(_paying(told)))),
        (f"{told.solves:,} solves, {seconds(told.seconds)}",),
    )  # fmt: skip


def at(theta: float) -> str:
    """The number, with no more digits than are known of it."""
    return f"{theta:.6g}".replace("-", "−") if abs(theta) < 1e6 else f"{theta:,.6g}"


def _proof(told: Told, currency: str) -> str:
    largest = max((abs(s.start.objective) for s in told.stretches if s.start.objective is not None), default=1.0)
    reached = told.stretches[-1].stop.at
    if not told.finished and reached < told.high:
        return f"time was up: looked at up to {at(reached)}; what is beyond is not known"
    if not told.finished:
        end = "time was up: between the points solved a plan could be better by at most "
        return end + money(told.doubt, currency)
    if told.doubt <= 1e-9 * max(1.0, largest):
        return "yes: at every break no plan is better than the two told"
    return f"no plan is better than told by more than {money(told.doubt, currency)} ({gap(told.doubt / largest)})"


def _stretches(told: Told) -> Section:
    shown = _largest(told)
    rows = []
    for place, stretch in enumerate(told.stretches):
        if place in shown:
            worth = stretch.start.objective
            ends = (stretch.start.objective, stretch.stop.objective)
            figures = ("no plan", "no plan") if worth is None else tuple(money(end or 0.0) for end in ends)
            slope = "" if stretch.slope is None else _worth(stretch.slope * _unit(told))
            rows.append((at(stretch.start.at), at(stretch.stop.at), *figures, slope))
    return Section("Where one way of planning is best",
                   ("from", "to", "objective there", "and at the end", f"for {_more(told)}"), tuple(rows))  # fmt: skip


def _unit(told: Told) -> float:
    """The step for which rates are told: one, or a hundredth of a factor."""
    return 0.01 if told.parameter.mode is Mode.FACTOR else 1.0


def _more(told: Told) -> str:
    return "1 % more" if told.parameter.mode is Mode.FACTOR else "1 more"


def _worth(amount: float) -> str:
    return money(0.0 if abs(amount) < 1e-6 else amount)


def _largest(told: Told) -> set[int]:
    """Places of the stretches that are shown: all, or those that begin with the largest changes."""
    if told.breaks <= MOST_ROWS:
        return set(range(len(told.stretches)))
    sizes = dict.fromkeys(range(len(told.stretches)), 0.0)
    places = {id(stretch): place for place, stretch in enumerate(told.stretches)}
    for _, stretch, _, found in all_changes(told):
        launches = float((found["decision"] == "launch").sum())
        sizes[places[id(stretch)]] += moved(found) + 1e9 * launches
    return set(sorted(sizes, key=lambda place: -sizes[place])[:MOST_ROWS])


def _changes(told: Told, remark: str) -> Iterator[str]:
    shown = {id(told.stretches[place]) for place in _largest(told)}
    for theta, stretch, kind, found in all_changes(told):
        if id(stretch) not in shown or not len(found):
            continue
        if kind == TURNS:
            yield f"at {at(theta)}: {told_in_part([one.sentence() for one in over_periods(found)], MOST_CHANGES)}"
        else:
            step = (stretch.stop.at - stretch.start.at) / _unit(told)
            rates = told_in_part([one.rate(step) for one in over_periods(found)], MOST_CHANGES)
            yield f"from {at(theta)} to {at(stretch.stop.at)}, for each {_more(told)}: {rates}"
    if remark:
        yield remark


def _paying(told: Told) -> Iterator[str]:
    """Where each program is worth it: those that are not everywhere as they are now."""
    same = 0
    for one in paying(told):
        name = f"{one.model} in {one.market}"
        if not one.parts:
            yield f"{name} pays nowhere in this range"
        elif one.is_throughout(told.low, told.high):
            same += _is_steady(one)
            if not _is_steady(one):
                yield f"{name} pays throughout: {_sold(one)}"
        else:
            parts = " and ".join(f"from {at(low)} to {at(high)}" for low, high in one.parts)
            yield f"{name} pays {parts}: {_sold(one)}"
    if same:
        yield f"{same:,} {'other pays' if same == 1 else 'others pay'} throughout, with the same sales"


def _is_steady(one: Paying) -> bool:
    return units(one.least) == units(one.most)


def _sold(one: Paying) -> str:
    if _is_steady(one):
        return f"{units(one.most)} sold"
    return f"{units(one.least)} to {units(one.most)} sold"
