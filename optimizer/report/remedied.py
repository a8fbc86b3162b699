"""What would serve a shortage, as a page's parts: at whose expense, from what price on, with which other inputs."""

from collections.abc import Iterator

from optimizer.explain.changes import Change
from optimizer.explain.remedies import Fix, Remedy
from optimizer.report.figures import money, units, with_unit
from optimizer.report.overview import Section
from optimizer.report.page import Notes


def remedied(found: Remedy, currency: str) -> Iterator[Section | Notes]:
    """The parts of one remedy."""
    yield Notes(f"What would serve the {units(round(found.short, 1))} short", tuple(_sentences(found, currency)))
    if found.fixes:
        yield _fixes(found, currency)


def _sentences(found: Remedy, currency: str) -> Iterator[str]:
    if found.costs is None:
        yield "With inputs as they are nothing would: not at anybody's expense."
    else:
        yield f"With inputs as they are it would cost {money(round(found.costs, 2), currency)}, at others' expense."
    if found.price is not None:
        where = f", {found.price_citation}" if found.price_citation else ""
        price, now = money(round(found.price, 2)), money(found.price_now)
        what, of = ("net price", "the market's") if found.pays_by == "price" else ("shortage cost", "the case's")
        yield f"It would pay from a {what} of {price} on (now {now}{where}), in {of} currency."
    if found.needs_nothing:
        yield "No limit stands in its way, and nobody else need be served worse: it does not pay."
    elif not found.fixes:
        yield "No change of the limits on its way was found with which the best plan would serve it."


def _fixes(found: Remedy, currency: str) -> Section:
    rows = [
        (str(number) if first else "", change.text, _figure(change, change.before), _figure(change, change.after),
         change.citation, *((_gain(fix), _others(fix)) if first else ("", "")))
        for number, fix in enumerate(found.fixes, 1)
        for first, change in zip([True, *[False] * len(fix.changes)], fix.changes, strict=False)
    ]  # fmt: skip
    headers = ("fix", "change", "from", "to", "inputs", f"plan gains, {currency}", "others short")
    remark = "each solved again, its inputs changed, and audited; what it gains is what it may cost at most"
    return Section("Changes that would serve it", headers, tuple(rows), ("fix", "change", "inputs"), remark)


def _gain(fix: Fix) -> str:
    return money(round(fix.change.total, 2))


def _others(fix: Fix) -> str:
    return units(round(fix.others_short, 1))


def _figure(change: Change, value: float) -> str:
    return with_unit(f"{value:,.10g}", value, change.unit)
