"""Whole numbers, judged: vehicles, sailings and launches are not cut in pieces."""

from collections.abc import Iterator

import numpy as np

from models.audit.facts import BUILD, SHIP, Facts
from models.audit.findings import Finding, found
from models.audit.frame import Floats, Frame
from models.audit.tolerances import WHOLE


def integrality(facts: Facts) -> Iterator[Finding]:
    """Builds and dispatches are whole with ``integer_units``; sailings are whole; a launch is 0 or 1.

        build, ship in {0, 1, 2, …} (with integer_units); sail in {0, 1, 2, …}; launch in {0, 1}

    Relaxed: only that a launch lies between 0 and 1.
    """
    written = facts.written
    if not facts.relaxed:
        if facts.case.settings.integer_units:
            yield _fractions(written["allocation"], BUILD, "units")
            yield _fractions(written["shipments"], SHIP, "units")
        yield _fractions(written["sailings"], ["service", "period"], "sailings")
        yield _fractions(written["programs"], ["model", "market"], "launched")
    launched = written["programs"]["launched"]
    excess = np.maximum(-launched, launched - 1.0)
    yield found(written["programs"][["model", "market"]], excess > WHOLE, excess, "launched is not from 0 to 1")


def _fractions(frame: Frame, by: list[str], column: str) -> Finding:
    fraction: Floats = np.abs(frame[column] - np.round(frame[column]))
    return found(frame[by], fraction > WHOLE, fraction, f"{column} is not whole")
