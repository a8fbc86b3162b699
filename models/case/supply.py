"""Parts: what suppliers give, and what a unit needs."""

import numpy as np

from models.case.lists import Lists
from models.case.parameters import Parameters
from models.keys import Keys


def parts(case: Lists) -> Parameters:
    """Supply: over ``part``, ``period``. Columns: ``supply``, ``opening``, ``storable`` (0 or 1), the latter two the
    same in all periods of a part.
    """
    keys, read = case.over_periods("parts")
    rows = case.rows("parts")
    columns = {"supply": read.value("supply")}
    for name in ("opening", "storable"):
        of_part = np.zeros(case.sizes["part"])
        filled = ~np.isnan(rows.values[name])
        of_part[rows.keys["part"][filled]] = rows.values[name][filled]
        columns[name] = of_part[keys["part"]]
    return Parameters(keys, columns)


def usage(case: Lists, builds: Keys) -> Parameters:
    """Parts in a unit: over ``part``, ``plant``, ``model``, ``market``, for what can be built; column ``quantity``."""
    rows = case.rows("part_usage")
    needs = rows.keys.distinct("part", "model")
    built = builds.distinct("plant", "model", "market")
    of_part, of_build = needs.join(built, on=("model",))
    codes = {name: built[name][of_build] for name in built.dimensions}
    keys = Keys(("part", *built.dimensions), {"part": needs["part"][of_part], **codes}, case.sizes)
    quantity = rows.at(keys).value("quantity", 0.0)
    uses = quantity > 0
    return Parameters(keys.take(uses), {"quantity": quantity[uses]})
