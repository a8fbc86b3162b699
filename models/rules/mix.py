"""The mix of models on a line."""

import numpy as np

from models.draft import Draft, Term
from models.keys import MISSING, Keys, Positions


def mix(draft: Draft) -> None:
    """A family or a model keeps to its share of a line's units.

        sum_v in i, k  build[l,v,k,t] >= minimum_share[i] * sum_vk build[l,v,k,t]     for every row i of mix, all t of i
        sum_v in i, k  build[l,v,k,t] <= maximum_share[i] * sum_vk build[l,v,k,t]

    Price: contribution per further unit by which the family or model may miss its share.
    """
    case, build = draft.case, draft.build
    rows = case.rows("mix")
    if not len(rows):
        return
    number = np.arange(len(rows), dtype=np.int32)
    over = Keys(("mix",), {**rows.keys.codes, "mix": number}, case.sizes).across("period")
    given = rows.keys["period"][over["mix"]]
    over = over.take((given == MISSING) | (given == over["period"]))
    row, column = over.join(build.keys, on=("line", "period"))
    keys = build.keys.take(column).having(mix=over["mix"][row])
    wanted_model, wanted_family = rows.keys["model"][keys["mix"]], rows.keys["family"][keys["mix"]]
    belongs = (wanted_model == keys["model"]) | ((wanted_family != MISSING) & (wanted_family == _family(draft, keys)))
    for limit, lower, upper in (("minimum_share", 0.0, np.inf), ("maximum_share", -np.inf, 0.0)):
        share = rows.values[limit]
        sets = ~np.isnan(share)
        term = Term(keys, build.columns[column], belongs - share[keys["mix"]])
        draft.rule("mix", over=over.take(sets[over["mix"]]), terms=[term.where(sets[keys["mix"]])],
                   lower=lower, upper=upper, limit=limit)  # fmt: skip


def _family(draft: Draft, keys: Keys) -> Positions:
    """The code of each key's model's family among the families that ``mix`` names; ``MISSING`` for any other."""
    tables = draft.case.tables
    codes = {name: code for code, name in enumerate(tables.listed("family"))}
    of_model = np.array([codes.get(name, MISSING) for name in tables["models"]["family"]], dtype=np.int64)
    return of_model[keys["model"]]
