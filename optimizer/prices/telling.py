"""What rules and limits cost, as a planner reads it and as tables."""

from collections.abc import Iterator, Sequence

import numpy as np

from optimizer.explain.sources import places
from optimizer.prices.weighing import Between, Weighed, WeighedGroup, WeighedLimit, told_first
from optimizer.report.figures import money, seconds
from optimizer.report.overview import Section
from optimizer.report.page import Notes, Page

COUNTED = ("unit", "part", "sailing", "pattern", "change")
"""Units of limits that have a plural."""

LEAST = 0.5
"""Of the currency: a gain below it is told as none."""


def page(found: Weighed, top: int) -> Page:
    """The answer on the screen."""
    currency = found.tables.settings.currency
    facts = [
        ("plans", found.basis),
        ("best", money(found.best, currency)),
        ("gains", f"in {currency}, each change solved again on its own; they do not add up"),
    ]
    shown = [one for _, one in told_first(found.limits, top) if one.gain >= LEAST]
    groups = [one for one in found.groups if one.gain >= LEAST]
    customers = [one for one in groups if one.limits[0].rule == "demand"]
    others = [one for one in groups if one.limits[0].rule != "demand"]
    parts: list[Section | Notes] = [
        _rules(found), *_groups("Limits eased by a hundredth, at least by 1, wherever they bind", others[:top]),
        *_groups("A hundredth more customers, at least 1", customers[: max(1, top // 2)]),
        *_limits("Limits eased one by one", shown), Notes("Where they stand", tuple(_inputs(shown))),
    ]  # fmt: skip
    foot = f"{len(found.limits):,} limits have a price (--out or --json: all of them); {seconds(found.seconds)}"
    return Page(f"What rules and limits cost: {found.tables.name}", tuple(facts), tuple(parts),
                (foot if found.finished else f"{foot}; time was up before all were weighed",))  # fmt: skip


def _rules(found: Weighed) -> Section:
    rows = [(one.off.words, _gain(one.gain), *_exact([one.exact], found)) for one in found.rules if one.gain >= LEAST]
    idle = [one.off.rule for one in found.rules if one.gain < LEAST]
    remark = (
        f"costing nothing: {', '.join(idle)}" if idle else "" if rows else "the case has none that it could do without"
    )
    headers = ("without the rule", "gain", *(("at least", "at most") if _has_exact(found) else ()))
    return Section("Rules switched off", headers, tuple(rows), ("without the rule",), remark)


def _groups(title: str, shown: Sequence[WeighedGroup]) -> list[Section]:
    """A table of the limits that are dearest in all their periods together."""
    rows = []
    for one in shown:
        first, last = one.limits[0].period, one.limits[-1].period
        when = "" if not first else f"{first} to {last}" if first != last else first
        prices = [abs(limit.dual) for limit in one.limits]
        worth = money(max(prices)) if len(prices) == 1 else f"{money(min(prices))} to {money(max(prices))}"
        rows.append((one.limits[0].timeless, str(len(one.limits)), when, _gain(one.gain), worth))
    headers = ("limit", "times", "when", "gain", "one is worth")
    return [Section(title, headers, tuple(rows), ("limit", "when"))] if rows else []


def _limits(title: str, shown: Sequence[WeighedLimit]) -> list[Section]:
    """A table of the dearest limits, if there are any; intervals take the place of how far prices hold."""
    if not shown:
        return []
    has_exact = any(one.exact for one in shown)
    rows = []
    for one in shown:
        limit = one.limit
        eased = f"{limit.direction * limit.step:+,.4g}".replace("-", "−")
        rest = (eased, _gain(one.gain), *_range(one))
        if has_exact:
            exact = (_gain(one.exact.least), _gain(one.exact.most)) if one.exact else ("", "")
            rest = (eased, _gain(one.gain), *exact)
        rows.append((limit.named().text, counted(limit.stands, limit.named().unit), *rest))
    headers = ("limit", "now", "eased", "gain", *(("at least", "at most") if has_exact else ("one is worth", "up to")))
    return [Section(title, headers, tuple(rows), ("limit",))]


def _inputs(shown: Sequence[WeighedLimit]) -> Iterator[str]:
    """The input cells of the limits shown, those of one cell together."""
    by_place: dict[str, list[str]] = {}
    for one in shown:
        by_place.setdefault(places(one.limit.cells()), []).append(one.limit.named().text)
    for place, names in by_place.items():
        more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
        yield f"{place}: {names[0]}{more}"


def counted(figure: float, unit: str) -> str:
    """``319 h``, ``1 sailing``, ``16,317 units``."""
    return f"{figure:,.6g} {unit}{'s' if unit in COUNTED and figure != 1 else ''}"


def _range(one: WeighedLimit) -> tuple[str, str]:
    """What a unit is worth in the way it is eased, and up to where."""
    reach = one.more if one.limit.direction > 0 else one.less
    if reach is None or np.isnan(reach.value):
        return money(abs(one.limit.dual)), ""
    return money(abs(reach.value)), "for ever" if np.isinf(reach.until) else f"{reach.until:,.6g}"


def _gain(gain: float) -> str:
    if np.isnan(gain):
        return "not found"
    return "without end" if np.isinf(gain) else "–" if gain < LEAST else money(gain)


def _has_exact(found: Weighed) -> bool:
    return any(one.exact for one in found.rules)


def _exact(exact: Sequence[Between | None], found: Weighed) -> tuple[str, ...]:
    if not _has_exact(found):
        return ()
    return tuple(text for one in exact for text in (("", "") if one is None else (_gain(one.least), _gain(one.most))))
