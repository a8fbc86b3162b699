"""What rules and limits cost, as tables and for machines."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from optimizer.explain.sources import places
from optimizer.prices.reach import Reach
from optimizer.prices.weighing import Between, Weighed
from optimizer.report.answers import records


def rules_table(found: Weighed) -> pd.DataFrame:
    """``rule``, ``without``, ``gain``, and with ``--exact`` at least and at most with every switch free."""
    frame = pd.DataFrame({
        "rule": [one.off.rule for one in found.rules], "without": [one.off.words for one in found.rules],
        "gain": [one.gain for one in found.rules],
    })  # fmt: skip
    return frame.astype({"rule": "str", "without": "str", "gain": "float64"}).assign(
        **_intervals([one.exact for one in found.rules])
    )


def groups_table(found: Weighed) -> pd.DataFrame:
    """One row per limit over all periods in which it has a price: how many, its prices, what easing them all gains."""
    ones = found.groups
    return pd.DataFrame({
        "rule": pd.Series([one.limits[0].rule for one in ones], dtype="str"),
        "limit": pd.Series([one.limits[0].timeless for one in ones], dtype="str"),
        "unit": pd.Series([one.limits[0].named().unit for one in ones], dtype="str"),
        "times": pd.Series([len(one.limits) for one in ones], dtype="float64"),
        "gain": pd.Series([one.gain for one in ones], dtype="float64"),
        "least_value": pd.Series([min(abs(limit.dual) for limit in one.limits) for one in ones], dtype="float64"),
        "most_value": pd.Series([max(abs(limit.dual) for limit in one.limits) for one in ones], dtype="float64"),
    })  # fmt: skip


def limits_table(found: Weighed) -> pd.DataFrame:
    """One row per limit: what it is called, where it stands, what easing it by ``step`` gains, how far prices hold."""
    ones = found.limits
    frame = pd.DataFrame({
        "rule": [one.limit.rule for one in ones], "limit": [one.limit.named().text for one in ones],
        "unit": [one.limit.named().unit for one in ones], "stands_at": [one.limit.stands for one in ones],
        "input": [places(one.limit.cells()) for one in ones],
        "step": [one.limit.direction * one.limit.step for one in ones], "gain": [one.gain for one in ones],
        "value": [one.limit.dual for one in ones],
    })  # fmt: skip
    kinds = {name: "str" if name in ("rule", "limit", "unit", "input") else "float64" for name in frame.columns}
    ways: dict[str, list[Reach | None]] = {"down": [one.less for one in ones], "up": [one.more for one in ones]}
    reaches = {}
    for way, reached in ways.items():
        reaches[f"{way}_to"] = pd.Series([np.nan if one is None else one.until for one in reached], dtype="float64")
        reaches[f"value_{way}"] = pd.Series([np.nan if one is None else one.value for one in reached], dtype="float64")
    return frame.astype(kinds).assign(**reaches, **_intervals([one.exact for one in ones]))


def json_of(found: Weighed) -> dict[str, Any]:
    """The answer for machines; endless figures are null."""
    return {
        "case": found.tables.name, "currency": found.tables.settings.currency, "plans": found.basis, "best": found.best,
        "finished": found.finished, "seconds": round(found.seconds, 3),
        "rules": records(rules_table(found)), "groups": records(groups_table(found)),
        "limits": records(limits_table(found)),
    }  # fmt: skip


def _intervals(exact: Sequence[Between | None]) -> dict[str, "pd.Series[float]"]:
    return {
        "at_least": pd.Series([np.nan if one is None else one.least for one in exact], dtype="float64"),
        "at_most": pd.Series([np.nan if one is None else one.most for one in exact], dtype="float64"),
    }
