"""The oracle's what-if cases: changes to cells as written, in file order."""

import math

from tests.oracle_cells import Raw

DEFAULTS = {
    "working_days": "1", "ceu": "1", "minimum_periods": "1", "yard_capacity": "none", "stock_capacity": "none",
    "maximum_change": "none", "maximum_units": "none", "maximum": "none", "closing_maximum": "none",
}  # fmt: skip
"""What a blank cell is, where that is not 0."""


def apply(raw, scenario):
    """The case under a scenario."""
    settings = dict(raw.settings)
    tables = {name: [dict(row) for row in rows] for name, rows in raw.tables.items()}
    for row in raw.rows("scenarios"):
        if row["scenario"] != scenario:
            continue
        column, change = row["column"], row["change"]
        if row["table"] == "case":
            settings[column] = type(settings.get(column, 0.0))(changed(str(settings.get(column, "")), column, change))
            continue
        pairs = [pair.split("=", 1) for pair in row.get("where", "").split(";") if pair.strip()]
        for cells in tables[row["table"]]:
            if all(cells.get(key.strip(), "") == value.strip() for key, value in pairs):
                cells[column] = changed(cells.get(column, ""), column, change)
    return Raw(settings, tables)


def changed(text, column, change):
    """One cell after "`=12`, `*1.1`, `+50`, `-50`; an operator on a blank cell starts from its default"."""
    operator, value = change[0], change[1:]
    if operator == "=":
        return value
    text = text or DEFAULTS.get(column, "0")
    start = math.inf if text == "none" else float(text)
    result = {"*": start * float(value), "+": start + float(value), "-": start - float(value)}[operator]
    return "none" if result == math.inf else repr(result)
