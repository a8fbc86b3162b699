"""What must be given in every period of the horizon: parts' supply and currencies' rates."""

from collections.abc import Iterator

import numpy as np

from models.keys import Keys, Positions
from optimizer.faults import Fault
from optimizer.read.draft import Draft, marked
from optimizer.read.drafts import Drafts
from optimizer.read.nearest import hint


def parts_without_supply(drafts: Drafts) -> Iterator[Fault]:
    """Every part's supply is given in every period."""
    draft = drafts["parts"]
    if not len(draft):
        return
    rows = drafts.completion("parts")
    keys = rows.over_periods()
    missing = np.flatnonzero((rows.at(keys, "supply") < 0) & ~rows.doubtful(keys, "supply"))
    yield from _in_every_period(drafts, draft, "part", "supply", keys, missing)


def _in_every_period(
    drafts: Drafts, draft: Draft, name: str, column: str, keys: Keys, missing: Positions
) -> Iterator[Fault]:
    for code in np.unique(keys[name][missing]):
        periods = drafts.period_names(keys["period"][missing[keys[name][missing] == code]])
        row = int(np.flatnonzero(draft.codes[name] == code)[0])
        message = f"{name} {drafts.lists[name][code]} has no {column} in {periods}; it is needed in every period"
        yield draft.fault(row, column, message, [(draft, row, column)])


def currencies_without_rate(drafts: Drafts) -> Iterator[Fault]:
    """Every market's currency other than the case's has an exchange rate in every period."""
    markets, rates = drafts["markets"], drafts["exchange_rates"]
    if drafts.settings is None or not rates.readable:
        return
    own = drafts.settings.currency
    codes, names = markets.words("currency")
    foreign = [(row, names[codes[row]]) for row in marked((codes >= 0) & ~markets.says("currency", own))]
    listed = drafts.lists["currency"]
    for row, currency in foreign:
        if currency not in listed:
            known = hint(currency, [*listed, own])
            message = (f'currency is "{currency}", which has no rate in exchange_rates; it is needed in every '
                       f"period for every currency but the case's own, {own}{known}")  # fmt: skip
            yield markets.fault(row, "currency", message, found=currency)
    if not len(rates):
        return
    rows = drafts.completion("exchange_rates")
    keys = rows.over_periods()
    needed = np.isin(keys["currency"], [listed.index(currency) for _, currency in foreign if currency in listed])
    unmatched = (rows.at(keys) < 0) & ~rows.doubtful(keys)  # matched but blank is told by ``cells_never_filled``
    missing = np.flatnonzero(needed & unmatched)
    yield from _in_every_period(drafts, rates, "currency", "rate", keys, missing)
