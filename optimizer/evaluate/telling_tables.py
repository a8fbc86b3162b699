"""The tables of an evaluation on the screen: changed cells, broken rules, items, held cells."""

from collections.abc import Iterator

from optimizer.evaluate.breaches import Broken
from optimizer.evaluate.evaluation import Evaluation
from optimizer.evaluate.pins import Pinned
from optimizer.evaluate.words import by_how_much, cents, figure, listed, plural, told
from optimizer.report import figures
from optimizer.report.overview import Section

MOST_ROWS = 20
"""Rows of a table on the screen; ``--out`` writes all."""


def edits(evaluation: Evaluation) -> Section:
    """The changed cells."""
    rows = tuple(
        (edit.cell, told(edit.key), figure(edit.before), figure(edit.after)) for edit in evaluation.edits[:MOST_ROWS]
    )
    headers = ("cell", "decides", "before", "after")
    return Section("Changed cells", headers, rows, headers[:2], _left_out(len(evaluation.edits)))


def breaches(broken: tuple[Broken, ...]) -> Iterator[str]:
    """Two lines for all periods in which the same cells break the same; the worst of them is told."""
    groups: dict[tuple[object, ...], list[Broken]] = {}
    for breach in broken:
        same = tuple(part for part in breach.key if part[0] != "period")
        groups.setdefault((breach.rule, breach.message, same, breach.cells), []).append(breach)
    yield "Broken rules"
    for alike in list(groups.values())[:MOST_ROWS]:
        worst = max(alike, key=lambda breach: breach.amount)
        sentence = ", ".join(part for part in (worst.message, by_how_much(worst)) if part)
        others = len(alike) - 1
        more = f" (and in {others:,} other {plural(others, 'period')}, by no more)" if others else ""
        yield f"  {worst.rule}: {told(worst.key)}: {sentence}{more}"
        if causes := _causes(worst):
            yield f"      {causes}"
    if left_out := _left_out(len(groups)):
        yield f"  {left_out}"


def _causes(broken: Broken) -> str:
    changed = "changed: " if broken.is_of_edits else "cells: "
    parts = [(changed, broken.cells), ("limit: ", broken.limits)]
    return "; ".join(f"{word}{listed(cells)}" for word, cells in parts if cells)


def items(evaluation: Evaluation) -> Section:
    """The items of the contribution that change, and the objective."""
    changed = [item for item in evaluation.items if item.change]
    rows = [(item.item, cents(item.before), cents(item.after), cents(item.change)) for item in changed]
    sums = (sum(item.before for item in evaluation.items), sum(item.after for item in evaluation.items))
    rows.append(("objective", cents(sums[0]), cents(sums[1]), cents(sums[1] - sums[0])))
    same = len(evaluation.items) - len(changed)
    remark = f"{same:,} {plural(same, 'item')} as before" if same else ""
    return Section("What the changes cost, item by item", ("item", "before", "after", "change"), tuple(rows), ("item",),
                   remark)  # fmt: skip


def pins(pinned: Pinned) -> Section:
    """What each held cell costs, and why where it has no price."""
    rows = [
        (pin.edit.cell, told(pin.edit.key), figure(pin.edit.after),
         "–" if pin.price is None else figures.money(pin.price))
        for pin in pinned.pins[:MOST_ROWS]
    ]  # fmt: skip
    if pinned.together is not None:
        rows.append(("all together", "", "", figures.money(pinned.together)))
    headers = ("cell", "decides", "held at", "price")
    remarks = [f"{pin.edit.cell}: {pin.note}" for pin in pinned.pins[:MOST_ROWS] if pin.note]
    remarks.append(_left_out(len(pinned.pins)) or "exact, with launches, sailings, shifts and lots as they were")
    return Section("What holding each cell costs, all else planned anew", headers, tuple(rows), headers[:2],
                   "\n  ".join(remarks))  # fmt: skip


def _left_out(count: int) -> str:
    return f"and {count - MOST_ROWS:,} more: --out writes them all" if count > MOST_ROWS else ""
