"""An explanation as tables, for files and for JSON: every figure of the page and all that it leaves out."""

import json
from collections.abc import Iterable, Iterator
from math import isfinite

import pandas as pd

from optimizer.explain.explanation import Explanation
from optimizer.explain.reasons import Reason
from optimizer.explain.remedies import Remedy
from optimizer.report.answers import records
from optimizer.report.reasoned import chain, verdict


def tables(explanation: Explanation) -> dict[str, pd.DataFrame]:
    """The tables by name; those without rows are left out."""
    found = {
        "planned": explanation.planned,
        "line_time": explanation.worked,
        "limits": _frame({
            "limit": one.text, "unit": one.unit, "periods": " ".join(one.periods), "least_price": one.least,
            "most_price": one.most, "one_percent_more": one.one_percent, "inputs": " ".join(one.citations),
        } for one in explanation.bindings),
        "reasons": _frame(row for why in explanation.reasons for row in _lines(why)),
        "ways": _frame(row for why in explanation.reasons for row in _ways(why)),
        "causes": _frame(row for why in explanation.reasons for row in _causes(why)),
        "uses": _frame(row for why in explanation.reasons for row in _uses(why)),
    }  # fmt: skip
    found["fixes"] = _frame(row for remedy in explanation.remedies for row in _fixes(remedy))
    found["fix_items"] = _frame(row for remedy in explanation.remedies for row in _fix_items(remedy))
    for number, contrast in enumerate(explanation.contrasts, 1):
        if contrast.change is not None:
            for name in ("items", "pairs", "builds", "sales", "hours"):
                found[f"why_not_{number}_{name}"] = getattr(contrast.change, name)
    return {name: frame for name, frame in found.items() if len(frame)}


def as_json(explanation: Explanation) -> str:
    """The same as JSON: one object a row, and what there is to say of the whole."""
    content: dict[str, object] = {
        "case": explanation.reopened.tables.name,
        "plan": str(explanation.reopened.place),
        "explained": explanation.part.chosen.text,
        "currency": explanation.currency,
        "objective_planned": explanation.reopened.plan.objective,
        "objective_switches_kept": explanation.ground.objective,
        "why_not": [
            {"wish": one.wish.text, "now": one.now, "status": one.status.value, "switches_kept": one.is_kept,
             "change": None if one.change is None else one.change.total, "costs_at_least": one.least,
             "costs_at_most": one.most if isfinite(one.most) else None, "forbidden_by": list(one.forbidden)}
            for one in explanation.contrasts
        ],
        "why": [
            {**_key(why), "demand": why.demand, "sold": why.sold, "short": why.short, "waiting": why.backlog,
             "verdict": verdict(why, explanation.currency), "chain": chain(why), "best_way": why.journey,
             "earns": why.earns, "leaves": why.leaves}
            for why in explanation.reasons
        ],
        "shortages": [
            {"market": one.market, "model": one.model, "period": one.period, "short": one.short,
             "costs_now": one.costs, "pays_by": one.pays_by, "pays_from": one.price, "now": one.price_now,
             "inputs": one.price_citation}
            for one in explanation.remedies
        ],
        **{name: records(frame) for name, frame in tables(explanation).items()},
    }  # fmt: skip
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _frame(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def _fixes(remedy: Remedy) -> Iterator[dict[str, object]]:
    for number, fix in enumerate(remedy.fixes, 1):
        for change in fix.changes:
            yield {**_key(remedy), "fix": number, "change": change.text, "unit": change.unit, "from": change.before,
                   "to": change.after, "inputs": change.citation, "plan_gains": fix.change.total,
                   "others_short": fix.others_short}  # fmt: skip


def _fix_items(remedy: Remedy) -> Iterator[dict[str, object]]:
    for number, fix in enumerate(remedy.fixes, 1):
        for row in fix.change.items.itertuples(index=False):
            yield {**_key(remedy), "fix": number, "item": row.item, "change": row.change}


def _key(why: Reason | Remedy) -> dict[str, object]:
    return {"market": why.market, "model": why.model, "period": why.period}


def _lines(why: Reason) -> Iterator[dict[str, object]]:
    for line in why.lines:
        yield {**_key(why), "term": line.text, "count": line.count, "unit": line.unit, "price": line.price,
               "amount": line.amount, "inputs": line.citation}  # fmt: skip


def _ways(why: Reason) -> Iterator[dict[str, object]]:
    for way in why.ways:
        yield {**_key(why), "line": way.line, "built": way.built, "route": way.route, "arrives": way.arrives,
               "earns": way.earns, "scarce": way.limits, "leaves": way.leaves}  # fmt: skip


def _causes(why: Reason) -> Iterator[dict[str, object]]:
    for told in why.limits:
        limit = told.limit
        yield {**_key(why), "limit": limit.named.text, "unit": limit.named.unit, "stands_at": limit.stands,
               "price": limit.price, "one_more_gains": told.gain, "inputs": limit.citation}  # fmt: skip


def _uses(why: Reason) -> Iterator[dict[str, object]]:
    for told in why.limits:
        for use in told.uses:
            yield {**_key(why), "limit": told.limit.named.text, "for_model": use.model, "for_market": use.market,
                   "units": use.units, "takes": use.used, "earns_per_unit": use.earns}  # fmt: skip
