"""Measurements and ratios as tables: for the reader's eye, and as CSV."""

import csv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.answer import STAGES
from benchmarks.measure import Measurement
from benchmarks.ratios import Ratio

COLUMNS = ("case", "contender", "status", *STAGES, "total", "cpu", "peak MB", "objective")


def shown(rows: Sequence[Sequence[str]]) -> str:
    """Rows, the first of them titles, in columns; the first two columns to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) if place < 2 else cell.rjust(width)
                  for place, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    )  # fmt: skip


def number(value: float | None, digits: int = 2) -> str:
    """A number, or nothing."""
    return "" if value is None else f"{value:,.{digits}f}"


def measurement_table(measurements: Sequence[Measurement]) -> str:
    """Seconds by the clock of each stage, processor seconds of the whole, megabytes, objective."""
    rows = [list(COLUMNS)]
    for one in measurements:
        stages = [number(one.wall.get(stage)) for stage in STAGES]
        memory = number(one.peak_megabytes or None, 0)
        rows.append([one.case, one.contender, one.status, *stages, number(one.total), number(one.total_cpu), memory,
                     number(one.objective)])  # fmt: skip
    notes = [f"{one.case}, {one.contender}: {one.message}" for one in measurements if one.message]
    return "\n".join([shown(rows), *notes])


def ratio_table(ratios: Sequence[Ratio]) -> str:
    """Each ratio with its target."""
    rows = [["ratio", "case", "by clock", "by processor", "target", ""]]
    for one in ratios:
        target = "" if one.target is None else f"{one.sense} {one.target:g}"
        rows.append([one.what, one.case, number(one.by_clock), number(one.by_processor), target, one.verdict])
    return shown(rows)


def write_measurements(place: Path, measurements: Sequence[Measurement]) -> None:
    """Write measurements as CSV, seconds of every stage by the clock and of the processor."""
    heads = ["case", "contender", "engine", "status", "variables", "repeats", *(f"{stage}_seconds" for stage in STAGES),
             "total_seconds", *(f"{stage}_processor_seconds" for stage in STAGES), "total_processor_seconds",
             "peak_megabytes", "objective", "message"]  # fmt: skip
    with place.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        for one in measurements:
            wall = [plain(one.wall.get(stage)) for stage in STAGES]
            cpu = [plain(one.cpu.get(stage)) for stage in STAGES]
            writer.writerow([one.case, one.contender, one.engine, one.status, one.variables, one.repeats, *wall,
                             plain(one.total), *cpu, plain(one.total_cpu), plain(one.peak_megabytes, 1),
                             plain(one.objective, 6), one.message])  # fmt: skip


def write_ratios(place: Path, ratios: Sequence[Ratio]) -> None:
    """Write ratios as CSV."""
    with place.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["ratio", "case", "by_clock", "by_processor", "sense", "target", "verdict"])
        for one in ratios:
            writer.writerow([one.what, one.case, plain(one.by_clock), plain(one.by_processor), one.sense.value,
                             one.target, one.verdict])  # fmt: skip


def plain(value: float | None, digits: int = 3) -> str:
    """A number without separators, or nothing."""
    return "" if value is None else f"{value:.{digits}f}"
