"""A wish as a row of the program: which columns are meant, and between what they must add up."""

import numpy as np

from models.draft import Draft, Term
from models.keys import Mask
from models.rules.lines import worked
from optimizer.explain.chosen import line_names
from optimizer.explain.ground import Numbers
from optimizer.explain.study import Force
from optimizer.explain.wish import Wish
from optimizer.request import BadRequest

SWITCHES = frozenset({"launch", "sail", "run"})
"""Wishes about decisions that are otherwise kept as planned."""


def force_of(draft: Draft, wish: Wish, values: Numbers) -> Force:
    """The row that a wish lays on the program; ``values`` (shape n) are the plan's, which ``+`` and ``-`` start from.

    Raises ``BadRequest`` where no decision is meant.
    """
    parts = [_meant(draft, term, wish) for term in _terms(draft, wish)]
    columns = np.concatenate([part.columns for part in parts]).astype(np.int64)
    if not len(columns):
        raise BadRequest(f'--why-not "{wish.text}" means nothing that can be decided: {_never(wish)}')
    coefficients = np.concatenate([np.broadcast_to(part.coefficients, len(part.columns)) for part in parts])
    now = float(coefficients @ values[columns])
    match wish.sign:
        case ">=":
            return Force(columns, coefficients, lower=wish.figure)
        case "<=":
            return Force(columns, coefficients, upper=wish.figure)
        case "+":
            return Force(columns, coefficients, lower=now + wish.figure)
        case "-":
            if now - wish.figure < 0:
                raise BadRequest(f'--why-not "{wish.text}" asks for less than nothing: the plan has {now:,.6g}')
            return Force(columns, coefficients, upper=now - wish.figure)
        case "=":
            return Force(columns, coefficients, wish.figure, wish.figure)
        case other:
            raise ValueError(other)


def _terms(draft: Draft, wish: Wish) -> list[Term]:
    """The decisions that a verb means."""
    match wish.verb:
        case "work":
            return worked(draft)
        case "run":
            return [draft.pattern]
        case "close":
            moves = {"route", "service"} & wish.names.keys()
            return [draft.ship] if moves else [draft.build]
        case verb:
            term: Term = getattr(draft, verb)
            return [term]


def _meant(draft: Draft, term: Term, wish: Wish) -> Term:
    """The part of a decision that the names mean."""
    keys, case = term.keys, draft.case
    mask: Mask = np.ones(len(keys), dtype=np.bool_)
    for kind, name in wish.names.items():
        if kind == "line":
            mask &= keys["line"] == line_names(case).index(name)
        elif kind == "plant" and "plant" not in keys.codes and "line" in keys.codes:
            mask &= case.plant_of_line[keys["line"]] == case.tables.listed("plant").index(name)
        elif kind in keys.codes:
            mask &= keys[kind] == case.tables.listed(kind).index(name)
    if wish.periods is not None and "period" in keys.codes:
        mask &= (keys["period"] >= wish.periods[0]) & (keys["period"] <= wish.periods[1])
    return term.where(mask)


def _never(wish: Wish) -> str:
    """Why there may be no such decision."""
    match wish.verb:
        case "build":
            return (
                "no line there builds it for that market in that period (builds), or no route takes it there (freight)"
            )
        case "ship":
            return "no route takes it there in time (routes, freight)"
        case "launch":
            return "there is no such program, or it is off (programs)"
        case "sail":
            return "the service has no sailing then, or its sailings cost nothing and are no decision (services)"
        case "run":
            return "the line has no such shift pattern then (shifts)"
        case _:
            return "it is not planned (demand, capacity)"
