"""Which cells of the input tables an amount comes from: the prices and costs behind each item of the contribution."""

from collections.abc import Callable, Iterator

import numpy as np

from models.case import Case
from models.keys import MISSING, Keys
from optimizer.explain.sources import Cited, cite

Cells = Callable[[Case, Keys], Iterator[Cited]]


def cited_costs(case: Case, item: str, keys: Keys, position: int) -> list[Cited]:
    """The cells that one unit's amount of an item comes from, for a decision's key; none where it is a default."""
    one = keys.take(np.array([position]))
    return [cell for cells in COSTS[item] for cell in cells(case, one)]


def _of(table: str, *columns: str) -> Cells:
    """The cells that complete the columns."""

    def find(case: Case, keys: Keys) -> Iterator[Cited]:
        if len(rows := case.rows(table)):
            read = rows.at(keys)
            yield from (cite(case, table, int(row), column) for column in columns
                        for row in read.source(column) if row != MISSING)  # fmt: skip

    return find


def _rate(case: Case, keys: Keys) -> Iterator[Cited]:
    """The exchange rate of the market's currency."""
    market = int(keys["market"][0])
    currency = case.tables["markets"]["currency"].fillna(case.settings.currency).iloc[market]
    if currency != case.settings.currency:
        code = np.array([case.tables.listed("currency").index(currency)], dtype=np.int32)
        yield from _of("exchange_rates", "rate")(case, keys.having(currency=code))


def _surcharges(case: Case, keys: Keys) -> Iterator[Cited]:
    """Every surcharge that counts."""
    for match in case.rows("surcharges").at(keys).matches:
        yield from (cite(case, "surcharges", int(row), "cost") for row in match if row != MISSING)


def _at_arrival(cells: Cells) -> Cells:
    """As of the period of arrival, the last one's for what arrives later."""
    return lambda case, keys: cells(case, keys.having(period=np.minimum(keys["arrival"], case.periods - 1)))


COSTS: dict[str, tuple[Cells, ...]] = {
    "revenue": (_of("demand", "price"), _rate),
    "production": (_of("builds", "unit_cost"),),
    "adaptation": (_of("adaptations", "unit_cost"),),
    "setup": (_of("builds", "setup_cost"),),
    "overtime": (_of("capacity", "overtime_cost"),),
    "shift": (_of("shifts", "cost"),),
    "shift_change": (_of("shifts", "change_cost"),),
    "freight": (_of("freight", "cost", "transit_cost"), _surcharges),
    "duty": (_at_arrival(_of("tariffs", "rate", "customs_value")),),
    "route": (_of("routes", "fixed_cost"),),
    "sailing": (_of("services", "sailing_cost"),),
    "yard_holding": (_of("yards", "holding_cost"),),
    "stock_holding": (_of("stock", "holding_cost"),),
    "closing": (_of("stock", "closing_value"),),
    "launch": (_of("programs", "launch_cost"),),
    "shortage": (_of("demand", "shortage_cost"),),
    "backlog": (_of("demand", "backlog_cost"),),
    "plan_change": (_of("baseline", "units"),),
}
"""Per item of the contribution, its prices and costs."""
