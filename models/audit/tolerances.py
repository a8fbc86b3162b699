"""How far a written plan may be from a rule before the audit calls it broken: stated once, with the reason."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

UNITS: Final = 1e-5
"""Units and hours. Engines keep a row to 1e-6 or 1e-7 and rows add a few such errors; no planner sees 1e-5 of a car."""

RELATIVE: Final = 1e-7
"""Of the largest figure that enters a rule: what is left of double precision after scaling and long sums."""

WHOLE: Final = 1e-6
"""Distance to a whole number. Whole units are written whole; only the arithmetic of reading them is forgiven."""

SHARE: Final = 1e-6
"""Of a ratio (``utilisation``), relative as well."""

MONEY: Final = 0.01
"""One hundredth of the currency: below what any account shows."""

MONEY_RELATIVE: Final = 1e-6
"""Of an amount, or of the gross sum of the amounts added: a unit cost may multiply an error of ``RELATIVE`` by ten."""

SHOWN: Final = 20
"""Breaches listed for each rule unless more are asked for; the rest are counted."""


def slack(scale: NDArray[np.float64]) -> NDArray[np.float64]:
    """The excess forgiven in units or hours where the figures of the rule are as large as ``scale``; never infinite."""
    return UNITS + RELATIVE * np.where(np.isfinite(scale), np.abs(scale), 0.0)


def money_slack(gross: NDArray[np.float64]) -> NDArray[np.float64]:
    """The difference forgiven in money where amounts of that gross size were added; never infinite."""
    return MONEY + MONEY_RELATIVE * np.where(np.isfinite(gross), np.abs(gross), 0.0)
