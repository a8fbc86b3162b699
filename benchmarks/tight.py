"""What tight rows are worth: the plain formulation against the tightened one, in HiGHS alone, on the same cases.

The gap of a bound is its distance from the best plan known, as a share of that plan.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import Flavour
from benchmarks.contenders import WHOLE, Contender
from benchmarks.measure import Measurement
from benchmarks.table import number, plain, shown

PLAIN = Contender("plain", "root", (*WHOLE, Flavour.LP), ("rules_only",), takes_arrays=True, takes_gap=True)
TIGHT = Contender("tight", "root", (*WHOLE, Flavour.LP), takes_arrays=True, takes_gap=True)

HEADS = ("case", "formulation", "status", "relaxation gap", "root gap", "root seconds", "seconds", "cpu", "objective")


def rows(measurements: Sequence[Measurement]) -> list[tuple[str, str, str, list[float | None]]]:
    """For every measurement its case, formulation, status and figures, in the order of the heads."""
    best: dict[str, float] = {}
    for one in measurements:
        if one.succeeded and one.objective is not None:
            best[one.case] = max(best.get(one.case, one.objective), one.objective)
    return [(one.case, one.contender, one.status, _figures(one, best.get(one.case))) for one in measurements]


def _figures(one: Measurement, best: float | None) -> list[float | None]:
    gaps = [
        None if best is None or name not in one.bounds else max(0.0, one.bounds[name] - best) / max(abs(best), 1e-9)
        for name in ("relaxation", "root")
    ]
    return [*gaps, one.seconds("root"), one.seconds("solve"), one.processor("solve"), one.objective]


def tight_table(measurements: Sequence[Measurement]) -> str:
    """The comparison for the eye; gaps in per cent."""
    lines = [list(HEADS)]
    for case, name, status, (relaxation, root, *others) in rows(measurements):
        gaps = ["" if gap is None else f"{100 * gap:.4f} %" for gap in (relaxation, root)]
        lines.append([case, name, status, *gaps, *(number(figure) for figure in others)])
    return shown(lines)


def write_tight(place: Path, measurements: Sequence[Measurement]) -> None:
    """The comparison as CSV; gaps as fractions."""
    with place.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([head.replace(" ", "_") for head in HEADS])
        for case, name, status, figures in rows(measurements):
            writer.writerow([case, name, status, *(plain(figure, 6) for figure in figures)])
