"""A contrast as a page's parts: what a wish would cost, item by item to the cent, and what would have to give."""

from collections.abc import Iterator

import pandas as pd

from models.solution import Status
from optimizer.explain.contrast import Contrast
from optimizer.explain.differences import Differences, in_cents
from optimizer.report.figures import hours, money, units
from optimizer.report.overview import Section
from optimizer.report.page import Notes

MOST_CHANGES = 8
"""Changes of each kind that are shown; the files hold the rest."""

NAMES = {
    "yard_holding": "holding in yards", "stock_holding": "holding in stock", "shift_change": "shift changes",
    "plan_change": "distance from last plan",
}  # fmt: skip
"""What items are called on the screen, where their own name won't do."""


def contrasted(found: Contrast, currency: str) -> Iterator[Section | Notes]:
    """The parts of one contrast."""
    said = f"The plan has {found.now:,.6g}. {verdict(found, currency)}"
    yield Notes(f"Why not {found.wish.text}?", (said, *(f"– {sentence}" for sentence in found.forbidden)))
    change = found.change
    if change is None or change.items.empty:
        return
    yield _items(change, currency)
    yield _pairs(change, currency)
    for name, frame in (("Builds", change.builds), ("Sales", change.sales), ("Hours", change.hours)):
        if len(frame):
            yield _changes(f"{name} that change", frame, is_hours=name == "Hours")


def verdict(found: Contrast, currency: str) -> str:
    """What the wish comes to, in a sentence or two."""
    if found.change is None:
        if found.status is Status.INFEASIBLE:
            return "No plan can have that" + (", since" if found.forbidden else ", whatever else is changed.")
        return f"No plan with that was found ({found.status}): allow more time."
    cost = -in_cents([found.change.total])[0]
    says = (
        f"cost {money(cost, currency)}"
        if cost > 0
        else f"earn {money(-cost, currency)}"
        if cost < 0
        else "cost nothing"
    )
    kept = "launches, sailings, shifts, lots and routes as planned" if found.is_kept else "the switches found for it"
    kept = "switches that may be fractions" if found.is_relaxed else kept
    said = f"It would {says}, exactly, with {kept} and vehicles that may be split."
    if cost < 0:
        said += " (The plan is the best only within its gap.)"
    if found.most == float("inf"):
        return said
    least, most = (money(round(amount), currency) for amount in (found.least, found.most))
    between = f"between {least} and {most}" if found.least > 0 else f"at most {most}"
    return f"{said} With everything free to change and vehicles whole it costs {between}, as far as the searches prove."


def _items(change: Differences, currency: str) -> Section:
    amounts = in_cents(change.items["change"].tolist())
    rows = [
        (NAMES.get(str(item), str(item)), _cents(before), _cents(after), _cents(amount))
        for item, before, after, amount in zip(
            change.items["item"], change.items["before"], change.items["after"], amounts, strict=True
        )
        if amount
    ]
    rows.append(("in all", "", "", _cents(in_cents([change.total])[0])))
    return Section(
        "What changes, item by item", ("item", "plan", "with it", f"change, {currency}"), tuple(rows), ("item",)
    )


def _pairs(change: Differences, currency: str) -> Section:
    shown = change.pairs.head(MOST_CHANGES)
    amounts = in_cents([*shown["change"], change.total - float(shown["change"].sum())])
    rows = [
        (str(model) or "lines, sailings, launches", str(market), _cents(amount))
        for market, model, amount in zip(shown["market"], shown["model"], amounts, strict=False)
    ]
    if len(change.pairs) > len(shown):
        rows.append((f"{len(change.pairs) - len(shown):,} others", "", _cents(amounts[-1])))
    return Section("Whom it comes from", ("model", "market", f"change, {currency}"), tuple(rows), ("model", "market"))


def _changes(name: str, frame: pd.DataFrame, *, is_hours: bool) -> Section:
    shown = frame.head(MOST_CHANGES)
    keys = [column for column in frame.columns if column not in ("before", "after", "change")]
    rows = [
        (
            *(str(cell) for cell in row[: len(keys)]),
            *((hours if is_hours else _tenths)(float(cell)) for cell in row[len(keys) :]),
        )
        for row in shown.itertuples(index=False, name=None)
    ]
    left_out = len(frame) - len(shown)
    remark = f"and {left_out:,} smaller ones" if left_out else ""
    return Section(name, (*keys, "plan", "with it", "change"), tuple(rows), tuple(keys), remark)


def _tenths(value: float) -> str:
    return units(round(value, 1))


def _cents(amount: float) -> str:
    text = f"{amount:,.2f}"
    return text.replace("-", "−") if text.strip("-0.,") else "0.00"
