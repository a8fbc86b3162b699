"""What a rule's check hands back: the places where it found too much or too little."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.audit.frame import Claims, Floats, Frame
from models.audit.space import Space
from models.audit.tolerances import slack
from models.audit.verdict import Breach


@dataclass(frozen=True)
class Finding:
    """Faults of one sort: the key of each (whole numbers as in ``Space``, or text), its amount, and what is wrong."""

    where: Frame
    amount: Floats
    message: str


NOTHING: Final = Finding(Frame({}), np.zeros(0), "")


def found(where: Frame, faulty: Claims, amount: Floats, message: str) -> Finding:
    """The rows that are faulty."""
    if not faulty.any():
        return NOTHING
    return Finding(where.only(faulty), amount[faulty], message)


def labelled(finding: Finding, label: str, name: object) -> Finding:
    """The finding with one more cell before the key of each fault, the same for all."""
    if not len(finding.amount):
        return finding
    cells = np.full(len(finding.amount), name, dtype=object)
    return Finding(Frame({label: cells, **finding.where.columns}), finding.amount, finding.message)


def beyond(where: Frame, excess: Floats, scale: Floats, message: str) -> Finding:
    """The rows whose excess (units or hours) is not forgiven at that scale. What is not a number is a fault."""
    return found(where, ~(excess <= slack(scale)), excess, message)


def exceeding(where: Frame, figure: Floats, limit: Floats, message: str) -> Finding:
    """The rows whose figure exceeds its limit (which may be infinite)."""
    return beyond(where, figure - limit, np.maximum(np.abs(figure), np.abs(limit)), message)


def differing(where: Frame, said: Floats, true: Floats, message: str) -> Finding:
    """The rows where the plan says another figure than what the case and its decisions give."""
    return beyond(where, np.abs(said - true), np.maximum(np.abs(said), np.abs(true)), message)


def breaches(rule: str, findings: Iterable[Finding], space: Space, most: int) -> tuple[list[Breach], int]:
    """The first breaches of a rule in words, ``most`` of them, and how many there are."""
    shown: list[Breach] = []
    count = 0
    for finding in findings:
        if not len(finding.amount):
            continue
        count += len(finding.amount)
        some = slice(0, most - len(shown))
        keys = _keys(finding.where.at(some), space)
        shown += [
            Breach(rule, " ".join(map("=".join, key)), float(amount), finding.message, key)
            for key, amount in zip(keys, finding.amount[some], strict=True)
        ]
    return shown, count


def _keys(where: Frame, space: Space) -> Iterator[tuple[tuple[str, str], ...]]:
    """``(plant, A), (line, 1)`` for each row; blanks are left out."""
    columns = {column: _cells(where, column, space) for column in where.columns}
    for row in range(len(where)):
        yield tuple((column, cells[row]) for column, cells in columns.items() if cells[row])


def _cells(where: Frame, column: str, space: Space) -> list[str]:
    if column not in space.names:
        return [str(cell) for cell in where[column]]
    names = space.names[column]
    return [names[code] if 0 <= code < len(names) else "" for code in where[column]]
