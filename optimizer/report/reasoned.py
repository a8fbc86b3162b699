"""One reason as a page's parts: a sentence, what a vehicle more is worth, what keeps it away, who has it instead."""

from collections.abc import Iterator

from optimizer.explain.reasons import ELSEWHERE, Reason, Told
from optimizer.explain.spelled import Line
from optimizer.report.figures import money, units, with_unit
from optimizer.report.overview import Section
from optimizer.report.page import Notes

MOST_USES = 6
"""Users of a limit that are shown."""

NOTHING = 0.005
"""Money below half a cent is none."""


def reasoned(why: Reason, currency: str) -> Iterator[Section | Notes]:
    """The parts of one reason."""
    yield Notes(f"{why.model} in {why.market} in {why.period}", tuple(_sentences(why, currency)))
    if not why.lines:
        return
    yield _worth(why, currency)
    if len(why.ways) > 1:
        yield _ways(why)
    if why.limits:
        yield _limits(why)
    for told in why.limits:
        if len(told.uses) > 1:
            yield _uses(told)
            break


def _sentences(why: Reason, currency: str) -> Iterator[str]:
    said = verdict(why, currency)
    yield f"{said[0].upper()}{said[1:]}."
    if why.planned_short > 1e-6 >= why.short:
        short = _number(why.planned_short)
        yield f"The plan itself is {short} short: its vehicles are whole, and it is the best within its gap."
    if why.unlaunched:
        yield f'{why.unlaunched}; --why-not "launch {why.model} in {why.market}" tells what the plan would come to.'
    if why.lines and not why.is_possible and why.sold < why.demand - 1e-6:
        asked = f"sell {why.model} in {why.market} {why.period} +1"
        yield f'With other launches, sailings or lots there may be: --why-not "{asked}" searches for them.'
    if links := chain(why):
        yield f"How it comes: {' ← '.join(links)}."
    if why.journey:
        yield f"The best way for one more: {why.journey}."


def verdict(why: Reason, currency: str) -> str:
    """The reason in a sentence."""
    if why.obstacle:
        return why.obstacle
    if not why.lines:
        return "nothing that is built can come there in time"
    waiting = why.backlog > 1e-6
    asked = f"{_number(why.sold)} of {_number(why.demand)} asked for are sold"
    if waiting:
        asked = f"{_number(why.sold)} are sold ({_number(why.demand)} asked for) and {_number(why.backlog)} still wait"
    spare = f"one more would earn {money(round(why.earns, 2), currency)} were nothing scarce"
    if not why.is_possible:
        kept = "with launches, sailings and lots as planned"
        return f"{asked}; {kept} not one more can be had, whatever else gives way"
    if why.earns < -NOTHING:
        return f"{asked}; one more would lose {money(-round(why.earns, 2), currency)} even if nothing were scarce"
    if why.instead == ELSEWHERE:
        lost = "as much as" if why.leaves > -NOTHING else f"{money(-round(why.leaves, 2), currency)} less than"
        return f"{asked}; built there instead, each would bring {lost} as planned"
    rent = _rent(why)
    if rent > NOTHING:
        return f"{asked}: customers are the limit; one more would bring {money(round(rent, 2), currency)}"
    if why.leaves < -NOTHING:
        better = "later or elsewhere" if waiting else "elsewhere"
        return f"{asked}; {spare}, but uses what is worth {money(-round(why.leaves, 2), currency)} more {better}"
    scarce = [told.limit.named.text for told in why.limits if told.limit.row is not None][:3]
    return f"{asked}; {spare}, and uses just as much of {', '.join(scarce) or 'what is kept as planned'}"


def _rent(why: Reason) -> float:
    """What one more customer would bring, where all are served."""
    return -sum(line.amount for line in why.lines if line.text.startswith("customers"))


def chain(why: Reason) -> list[str]:
    """From what is missing down to who has the limit that is missed most, each the cause of the one before."""
    scarce = [told for told in why.limits if told.limit.row is not None and told.limit.rule != "demand"]
    if not scarce or not why.ways or why.instead == ELSEWHERE or (why.is_possible and _rent(why) > NOTHING):
        return []
    way, first = why.ways[0], scarce[0]
    missing = f"no more than {_number(why.sold)} sold"
    if why.short > 1e-6 or why.backlog > 1e-6:
        missing = f"{_number(why.short)} short" if why.short > 1e-6 else f"{_number(why.backlog)} waiting"
    links = [missing, f"too few arrive by {way.route} in {way.arrives}", f"too few built on {way.line} in {way.built}"]
    links.append(f"{first.limit.named.text}: all {first.limit.stands:,.6g} used ({first.limit.citation})")
    links += [f"{told.limit.named.text} at its limit too ({told.limit.citation or 'as planned'})"
              for told in why.limits if told.limit.row is None and told.limit.sense > 0][:1]  # fmt: skip
    if not why.is_possible:
        return links
    others = [use for use in first.uses if (use.model, use.market) != (why.model, why.market)]
    if others:
        mine = first.limit.price + why.leaves / _takes(why, first)
        best, unit = others[0], first.limit.named.unit
        this = "this, served now rather than later," if why.backlog > 1e-6 else "this"
        links.append(f"{best.model} for {best.market} earns {_rate(best.earns)} per {unit} with it, "
                     f"{this} {_rate(mine)}")  # fmt: skip
    return links


def _takes(why: Reason, told: Told) -> float:
    """How much of a limit one more vehicle takes."""
    return next((line.count for line in why.lines if line.text == told.limit.named.text), 1.0)


def _rate(amount: float) -> str:
    """Money for a unit of a limit: with cents where they tell."""
    return money(round(amount, 2 if abs(amount) < 100 else 0))


def _number(value: float) -> str:
    return "none" if abs(value) < 1e-6 else units(round(value, 1))


def _worth(why: Reason, currency: str) -> Section:
    rows = [(line.text, _count(line), money(round(line.price, 2)), _signed(line.amount), line.citation)
            for line in why.lines]  # fmt: skip
    rows.append(("leaves", "", "", _signed(why.leaves), ""))
    headers = ("one more vehicle", "takes", "at", f"worth, {currency}", "inputs")
    return Section("What one more is worth", headers, tuple(rows), ("one more vehicle", "inputs"))


def _count(line: Line) -> str:
    if not line.unit:
        return "" if line.count == 1 else f"{line.count:g}"
    return with_unit(f"{line.count:.4g}", line.count, line.unit)


def _signed(amount: float) -> str:
    return money(0.0 if abs(amount) < NOTHING else round(amount, 2))


def _ways(why: Reason) -> Section:
    rows = [(way.line, way.built, way.route, way.arrives, _signed(way.earns), _signed(way.limits), _signed(way.leaves))
            for way in why.ways]  # fmt: skip
    headers = ("line", "built", "route", "there", "earns", "scarce things", "leaves")
    return Section("Ways to bring one more", headers, tuple(rows), ("line", "built", "route", "there"))


def _limits(why: Reason) -> Section:
    rows = [
        (told.limit.named.text, f"{told.limit.stands:,.6g}", money(round(told.limit.price, 2)), _gain(told),
         told.limit.citation or "as planned")
        for told in why.limits
    ]  # fmt: skip
    headers = ("limit", "stands at", "price", "one more gains", "inputs")
    return Section("What keeps it away", headers, tuple(rows), ("limit", "inputs"))


def _gain(told: Told) -> str:
    return "no plan" if told.gain is None else _signed(told.gain)


def _uses(told: Told) -> Section:
    shown = told.uses[:MOST_USES]
    unit = told.limit.named.unit
    rows = [(f"{use.model} for {use.market}", units(round(use.units, 1)), with_unit(f"{use.used:,.1f}", use.used, unit),
             _rate(use.earns)) for use in shown]  # fmt: skip
    headers = ("for", "units", "takes", f"earns per {unit}")
    left_out = len(told.uses) - len(shown)
    return Section(f"Who has it: {told.limit.named.text}", headers, tuple(rows), ("for",),
                   f"and {left_out} more" if left_out else "")  # fmt: skip
