"""Parts that suppliers give."""

import numpy as np

from models.draft import Draft, Term


def parts(draft: Draft) -> None:
    """Vehicles built use no more parts than there are.

        sum_lvk quantity[g,v,p,k] * build[l,v,k,t] + part_stock[g,t] - part_stock[g,t-1]
            <= supply[g,t] + opening[g] (t = first)                                             for all g, t

    Parts that cannot be stored are not carried on; those there at the start can be used in the first period only.
    Price: contribution per further part supplied in period t.
    """
    table, part_stock = draft.case.parts, draft.part_stock
    if not len(table):
        return
    supply = table["supply"] + np.where(table.keys["period"] == 0, table["opening"], 0.0)
    draft.rule("parts", over=table.keys, limit="supply", upper=supply,
               terms=[used(draft), part_stock, -part_stock.later("period", 1)])  # fmt: skip


def used(draft: Draft) -> Term:
    """Parts used, by part and build: ``quantity * build``."""
    usage, build = draft.case.part_usage, draft.build
    row, column = usage.keys.join(build.keys, on=("plant", "model", "market"))
    keys = build.keys.take(column).having(part=usage.keys["part"][row])
    return Term(keys, build.columns[column], usage["quantity"][row])
