"""An evaluation on the screen: changed cells, broken rules, and what the changes cost, in plain aligned text."""

from collections.abc import Iterator

from models.solution import Status
from optimizer.evaluate import telling_tables
from optimizer.evaluate.evaluation import Evaluation
from optimizer.evaluate.pins import Pinned
from optimizer.evaluate.words import cents, listed, plural
from optimizer.report import figures
from optimizer.report.console import plain_section


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
        yield from plain_section(telling_tables.edits(evaluation))
    if evaluation.broken:
        yield ""
        yield from telling_tables.breaches(evaluation.broken)
    if any(item.change for item in evaluation.items):
        yield ""
        yield from plain_section(telling_tables.items(evaluation))
    if evaluation.pinned is not None:
        yield ""
        yield from plain_section(telling_tables.pins(evaluation.pinned))


def one_line(evaluation: Evaluation) -> str:
    """An evaluation in one line, for those who want quiet."""
    currency, count = evaluation.tables.settings.currency, evaluation.count
    rules = f"breaks rules in {count:,} {plural(count, 'place')}" if count else "keeps every rule"
    change = cents(sum(item.change for item in evaluation.items))
    parts = [
        f"{len(evaluation.edits):,} {plural(len(evaluation.edits), 'cell')} changed",
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
    yield "changed", f"{changed:,} {plural(changed, 'cell')}, against {origin}"
    rules = sorted({broken.rule for broken in evaluation.broken})
    if rules:
        places = f"in {evaluation.count:,} {plural(evaluation.count, 'place')}"
        yield "rules", f"broken: {', '.join(rules)} ({places})"
    else:
        yield "rules", "none is broken: every rule re-checked against the case"
    if evaluation.was_broken:
        count = evaluation.was_broken
        yield "", f"the plan it came from breaks rules itself, in {count:,} {plural(count, 'place')}, on these inputs"
    yield from (("", note) for note in evaluation.notes)
    would = ", if it could be carried out" if rules else ""
    yield "objective", f"{figures.money(evaluation.after.objective, currency)}{would}"
    change = sum(item.change for item in evaluation.items)
    yield "changes", f"{'+' if change > 0 else ''}{cents(change)} {currency} against the plan it came from"
    yield "best", _against_best(evaluation, currency)
    if rules and evaluation.edits and evaluation.pinned is None:
        yield "next", "--pin plans all else anew around the changed cells, and prices each of them"
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
        return f"no plan keeps all changed cells: {_clash(pinned)}"
    if answer.objective is None:
        return "no plan that keeps the changed cells was found in time: give it longer (--time-limit)"
    sentence = f"the best plan found that keeps them is worth {figures.money(answer.objective, currency)}"
    if best is not None and answer.objective > best.objective + 0.005:
        sentence += ", more than the best plan known (which was solved to a gap)"
    if best is None or best.bound is None or answer.bound is None:
        return sentence
    least, most = max(0.0, best.objective - answer.bound), max(0.0, best.bound - answer.objective)
    return f"{sentence}: they cost at least {figures.money(least)}, at most {figures.money(most, currency)}"


def _clash(pinned: Pinned) -> str:
    """Which cells can't be held."""
    cells = tuple(pin.edit.cell for pin in pinned.clash)
    if len(cells) < 2:
        return "see which can't be held below"
    return f"these can't be held together, and any of them less can: {listed(cells, most=8)}"
