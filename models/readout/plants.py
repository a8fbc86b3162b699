"""What happens at the plants: hours worked, and parts used."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.draft import Draft
from models.readout.tables import DIGITS, coded, named, summed, value_at
from models.rules.lines import worked
from models.rules.parts import used

Numbers = NDArray[np.float64]


def utilisation(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Every line in every period; ``pattern`` is blank where the line has no shifts (or a relaxed mix of them)."""
    case, lines, pattern = draft.case, draft.case.lines, draft.pattern
    keys = lines.keys
    keys = keys.having(plant=case.plant_of_line[keys["line"]])
    in_force = pattern.where(values[pattern.columns] > 1 - 1e-6)
    chosen = np.full(len(keys), -1)
    chosen[keys.find(in_force.keys)] = in_force.keys["pattern"]
    regular = lines["hours"] + summed([pattern * case.patterns["hours"]], values, keys)
    hours = np.round(summed(worked(draft), values, keys), DIGITS)
    frame = named(draft, keys, ("plant", "line", "period"))
    frame["pattern"] = coded(chosen, case.tables.index("pattern"))
    frame["regular_hours"] = regular
    frame["overtime_limit"] = lines["overtime_hours"]
    frame["worked_hours"] = hours
    frame["overtime_hours"] = value_at(draft.overtime, values, keys)
    frame["utilisation"] = np.divide(hours, regular, out=np.full(len(keys), np.nan), where=regular > 0)
    return frame


def parts(draft: Draft, values: Numbers) -> pd.DataFrame:
    """Parts supplied, used and carried on, in every period."""
    parts = draft.case.parts
    keys = parts.keys.sorted()
    frame = named(draft, keys, ("part", "period"))
    frame["supply"] = parts.at(keys, "supply")
    frame["used"] = np.round(summed([used(draft)], values, keys), DIGITS)
    frame["carried"] = value_at(draft.part_stock, values, keys)
    return frame
