"""An evaluation on the screen: changed cells, broken rules, and what the changes cost, in plain aligned text."""

from collections.abc import Iterator

from models.solution import Status
from optimizer.evaluate.breaches import Broken
from optimizer.evaluate.evaluation import Evaluation
from optimizer.evaluate.pins import Pinned
from optimizer.evaluate.words import by_how_much, cents, figure, listed, told
from optimizer.report import figures
from optimizer.report.console import plain_section
from optimizer.report.overview import Section

MOST_ROWS = 20
"""Rows of a table on the screen; ``--out`` writes all."""


def lines(evaluation: Evaluation) -> Iterator[str]:
    """The evaluation, line by line."""
    tables, currency = evaluation.tables, evaluation.tables.settings.currency
    parts = [tables.name, f"scenario {tables.scenario}" if tables.scenario else "", f"plan {evaluation.asked.plan}"]
    yield " · ".join(part for part in parts if part)
    yield ""
    for label, sentence in headlines(evaluation, currency):
        yield f"  {label:<12}{sentence}"
    if evaluation.edits:
        yield ""
        yield from plain_section(_edits(evaluation))
    if evaluation.broken:
        yield ""
        yield from _breaches(evaluation.broken)
    if any(item.change for item in evaluation.items):
        yield ""
        yield from plain_section(_items(evaluation))
    if evaluation.pinned is not None:
        yield ""
        yield from plain_section(_pins(evaluation.pinned))


def one_line(evaluation: Evaluation) -> str:
    """An evaluation in one line, for those who want quiet."""
    currency, count = evaluation.tables.settings.currency, evaluation.count
    rules = f"breaks rules in {count:,} {_plural(count, 'place')}" if count else "keeps every rule"
    change = cents(sum(item.change for item in evaluation.items))
    parts = [
        f"{len(evaluation.edits):,} {_plural(len(evaluation.edits), 'cell')} changed",
        rules,
        f"{change} {currency}",
    ]
    if evaluation.pinned is not None:
        parts.append(f"held: {_held(evaluation, evaluation.pinned, currency)}")
    return ", ".join(parts)


def headlines(evaluation: Evaluation, currency: str) -> Iterator[tuple[str, str]]:
    """Label and sentence of each line at the head."""
    changed = len(evaluation.edits)
    origin = "that plan as it was solved" if evaluation.origin.is_kept else f"the plan {evaluation.origin.place}"
    yield "changed", f"{changed:,} {_plural(changed, 'cell')}, against {origin}"
    rules = sorted({broken.rule for broken in evaluation.broken})
    if rules:
        places = f"in {evaluation.count:,} {_plural(evaluation.count, 'place')}"
        yield "rules", f"broken: {', '.join(rules)} ({places})"
    else:
        yield "rules", "none is broken: every rule re-checked against the case"
    if evaluation.was_broken:
        count = evaluation.was_broken
        yield "", f"the plan it came from breaks rules itself, in {count:,} {_plural(count, 'place')}, on these inputs"
    yield from (("", note) for note in evaluation.notes)
    would = ", if it could be carried out" if rules else ""
    yield "objective", f"{figures.money(evaluation.after.objective, currency)}{would}"
    change = sum(item.change for item in evaluation.items)
    yield "changes", f"{'+' if change > 0 else ''}{cents(change)} {currency} against the plan it came from"
    yield "best", _against_best(evaluation, currency)
    if evaluation.pinned is not None:
        yield "held", _held(evaluation, evaluation.pinned, currency)


def _against_best(evaluation: Evaluation, currency: str) -> str:
    best, objective = evaluation.best, evaluation.after.objective
    if best is None:
        return "no plan of this case is known to compare with"
    whose = "the best plan of these inputs" if best.is_new else "the best plan known"
    less = best.objective - objective
    if abs(less) < 0.005:
        sentence = f"as much as {whose}"
    else:
        sentence = f"{figures.money(abs(less), currency)} {'less' if less > 0 else 'more'} than {whose}"
    if less < -0.005:
        return sentence + (", which keeps every rule" if evaluation.count else ", which was solved to a gap")
    if best.bound is None:
        return sentence
    return (
        f"{sentence}, at most {figures.money(max(0.0, best.bound - objective), currency)} less than any plan can earn"
    )


def _held(evaluation: Evaluation, pinned: Pinned, currency: str) -> str:
    answer, best = pinned.answer, evaluation.best
    if answer is None or answer.status is Status.INFEASIBLE:
        return "no plan keeps all changed cells: see which can't be held below"
    if answer.objective is None:
        return "no plan that keeps the changed cells was found in time: give it longer (--time-limit)"
    sentence = f"the best plan found that keeps them is worth {figures.money(answer.objective, currency)}"
    if best is not None and answer.objective > best.objective + 0.005:
        sentence += ", more than the best plan known (which was solved to a gap)"
    if best is None or best.bound is None or answer.bound is None:
        return sentence
    least, most = max(0.0, best.objective - answer.bound), max(0.0, best.bound - answer.objective)
    return f"{sentence}: they cost at least {figures.money(least)}, at most {figures.money(most, currency)}"


def _edits(evaluation: Evaluation) -> Section:
    rows = tuple(
        (edit.cell, told(edit.key), figure(edit.before), figure(edit.after)) for edit in evaluation.edits[:MOST_ROWS]
    )
    headers = ("cell", "decides", "before", "after")
    return Section("Changed cells", headers, rows, headers[:2], _left_out(len(evaluation.edits)))


def _breaches(broken: tuple[Broken, ...]) -> Iterator[str]:
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
        more = f" (and in {others:,} other {_plural(others, 'period')}, by no more)" if others else ""
        yield f"  {worst.rule}: {told(worst.key)}: {sentence}{more}"
        if causes := _causes(worst):
            yield f"      {causes}"
    if left_out := _left_out(len(groups)):
        yield f"  {left_out}"


def _causes(broken: Broken) -> str:
    changed = "changed: " if broken.is_of_edits else "cells: "
    parts = [(changed, broken.cells), ("limit: ", broken.limits)]
    return "; ".join(f"{word}{listed(cells)}" for word, cells in parts if cells)


def _items(evaluation: Evaluation) -> Section:
    changed = [item for item in evaluation.items if item.change]
    rows = [(item.item, cents(item.before), cents(item.after), cents(item.change)) for item in changed]
    sums = (sum(item.before for item in evaluation.items), sum(item.after for item in evaluation.items))
    rows.append(("objective", cents(sums[0]), cents(sums[1]), cents(sums[1] - sums[0])))
    same = len(evaluation.items) - len(changed)
    remark = f"{same:,} {_plural(same, 'item')} as before" if same else ""
    return Section("What the changes cost, item by item", ("item", "before", "after", "change"), tuple(rows), ("item",),
                   remark)  # fmt: skip


def _pins(pinned: Pinned) -> Section:
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


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
