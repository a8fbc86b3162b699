"""Inputs used: what a vehicle takes and costs to build, lots and set-ups, parts, the mix, firm and last plans."""

from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.keys import MISSING, Keys
from optimizer.report.workbook.block import Block, Look
from optimizer.report.workbook.book import Book
from optimizer.report.workbook.figures import Mask, Numbers, Places
from optimizer.report.workbook.grids import Grid
from optimizer.report.workbook.inputs_blocks import figures_of, given
from optimizer.report.workbook.layout import Sheet
from optimizer.report.workbook.sources import sources


@dataclass(frozen=True)
class BuildInputs:
    """What stands by line, model and market (``builds``), by line and model (``runs``), by part, by row of ``mix``.

    ``line_of_build`` and ``run_of_build`` say which line, and which line and model, a row of ``builds`` is of.
    ``firm`` and ``planned`` tell the cells whose line and period stand in ``frozen``, in ``baseline``.
    """

    builds: Grid
    can_build: Mask
    line_of_build: Places
    run_of_build: Places
    hours: Block
    unit_cost: Block
    adaptation: Block
    quantity: Block
    runs: Grid
    minimum_lot: Block
    maximum_units: Block
    setup_hours: Block
    setup_cost: Block
    parts: Grid
    supply: Block
    part_figures: Block
    mix: list[tuple[str, ...]]
    mix_minimum: Block
    mix_maximum: Block
    frozen: Block
    firm: Mask
    baseline: Block
    planned: Mask
    tolerance: Block
    change_cost: Block


def build_inputs(book: Book, case: Case, lines: Grid) -> BuildInputs:
    """The blocks of builds."""
    keys, figures = case.builds.keys, case.builds
    builds = Grid.of(case, keys, "line", "model", "market").with_plant()
    runs = Grid.of(case, keys, "line", "model")
    parts = Grid.of(case, case.parts.keys, "part")
    mix_rows, least, most, mix_sources = _mix(case)

    def of_build(title: str, column: str, *origins: str, look: Look = Look.CENTS, nothing: float = 0.0) -> Block:
        return given(book, title, builds, builds.spread(keys, figures[column]), look, *origins, nothing=nothing)

    def of_run(title: str, column: str, nothing: float = 0.0, look: Look = Look.CENTS) -> Block:
        values = np.where(runs.mask(keys), runs.spread(case.slots.keys, case.slots[column]), np.nan)
        return given(book, title, runs, values, look, f"builds.{column}", nothing=nothing)

    def of_mix(title: str, values: Numbers) -> Block:
        said = np.isfinite(values).any()
        return book.typed(Sheet.INPUTS, title, ("plant", "line", "family or model", "row of mix"),
                          mix_rows if said else [], values if said else values[:0], look=Look.SHARE,
                          sources=mix_sources)  # fmt: skip

    firm, planned = _stands(case.frozen.keys, builds), _stands(case.baseline.keys, builds)
    frozen = np.where(firm, builds.spread(case.frozen.keys, case.frozen["units"], 0.0), np.nan)
    baseline = np.where(planned, builds.spread(case.baseline.keys, case.baseline["units"], 0.0), np.nan)
    can_build = builds.mask(keys)
    tolerance = builds.spread(case.baseline.keys, case.baseline["tolerance"])
    return BuildInputs(
        builds=builds, can_build=can_build,
        line_of_build=lines.find(builds), run_of_build=runs.find(builds),
        hours=of_build("Hours to build a vehicle, its market's specification included", "hours_per_unit",
                       "builds.hours_per_unit", "builds.jobs_per_hour", "adaptations.hours_per_unit", look=Look.FINE),
        unit_cost=of_build("Cost of building a vehicle", "unit_cost", "builds.unit_cost"),
        adaptation=of_build("Cost that the market's specification adds to a vehicle", "adaptation_cost",
                            "adaptations.unit_cost"),
        quantity=_quantity(book, case, builds),
        runs=runs,
        minimum_lot=of_run("Smallest lot, where a model is built at all", "minimum_lot", look=Look.UNITS),
        maximum_units=of_run("Vehicles of a model on a line, at most", "maximum_units", np.inf, look=Look.UNITS),
        setup_hours=of_run("Hours of set-up, where a model is built at all", "setup_hours", look=Look.FRACTIONS),
        setup_cost=of_run("Cost of set-up, where a model is built at all", "setup_cost"),
        parts=parts,
        supply=given(book, "Supply of parts", parts, parts.spread(case.parts.keys, case.parts["supply"]), Look.UNITS,
                     "parts.supply", nothing=np.nan),
        part_figures=_part_figures(book, case, parts),
        mix=mix_rows,
        mix_minimum=of_mix("Share of a line's vehicles, at least", least),
        mix_maximum=of_mix("Share of a line's vehicles, at most", most),
        frozen=given(book, "Firm builds: a line and period that stands here builds exactly this", builds, frozen,
                     Look.UNITS, "frozen.units", nothing=np.nan),
        firm=firm,
        baseline=given(book, "Last cycle's plan", builds, baseline, Look.UNITS, "baseline.units", nothing=np.nan),
        planned=planned & can_build,
        tolerance=given(book, "Share by which a build may differ from last cycle's plan", builds, tolerance,
                        Look.SHARE, "baseline.tolerance", nothing=np.nan),
        change_cost=_change_cost(book, case),
    )  # fmt: skip


def _stands(keys: Keys, builds: Grid) -> Mask:
    """Whether the line and period of each cell stands in the table."""
    when = ("line", "period")
    full = builds.full
    there = keys.distinct(*when).holds(full, when) if len(keys) else np.zeros(len(full), dtype=np.bool_)
    return there.reshape(len(builds), builds.case.periods)


def _quantity(book: Book, case: Case, builds: Grid) -> Block:
    """Parts in a vehicle: one column for each part."""
    usage, names = case.part_usage, tuple(case.tables.listed("part"))
    values = np.full((len(builds), len(names)), np.nan)
    if len(usage):
        build, need = builds.keys.join(usage.keys, on=("plant", "model", "market"))
        values[build, usage.keys["part"][need]] = usage["quantity"][need]
    return book.typed(Sheet.INPUTS, "Parts in a vehicle", ("plant", "line", "model", "market"),
                      builds.names if len(usage) else [], values if len(usage) else values[:0], headers=names,
                      look=Look.CENTS, sources=_quantity_sources(case, builds))  # fmt: skip


def _quantity_sources(case: Case, builds: Grid) -> list[str]:
    parts = case.sizes["part"]
    if not parts or not case.tables.has("part_usage"):
        return []
    codes = {name: np.repeat(builds.keys[name], parts) for name in builds.keys.codes}
    codes["part"] = np.tile(np.arange(parts, dtype=np.int32), len(builds))
    full = Keys((*builds.keys.dimensions, "part"), codes, case.sizes)
    return sources(builds, "part_usage.quantity", keys=full)


def _part_figures(book: Book, case: Case, parts: Grid) -> Block:
    first = parts.keys.having(period=np.zeros(len(parts), dtype=np.int32))
    return figures_of(book, "Parts", parts, {
        "opening": case.parts.at(first, "opening"),
        "storable (1)": case.parts.at(first, "storable"),
    }, Look.UNITS)  # fmt: skip


def _mix(case: Case) -> tuple[list[tuple[str, ...]], Numbers, Numbers, list[str]]:
    """For each row of ``mix`` its names, its least and most share in each period it holds in, and its place."""
    rows, frame, origin = case.rows("mix"), case.tables["mix"], case.tables.origins.get("mix")
    named = frame["model"].astype("str").where(frame["model"].notna(), frame["family"].astype("str"))
    cells = zip(frame["plant"], frame["line"], named, strict=True)
    names: list[tuple[str, ...]] = [(*map(str, words), str(row)) for row, words in enumerate(cells, start=1)]
    of_period = rows.keys["period"][:, None] if len(rows) else np.zeros((0, 1), np.int32)
    holds = (of_period == MISSING) | (of_period == np.arange(case.periods))
    least, most = (np.where(holds, rows.values[f"{end}_share"][:, None], np.nan) for end in ("minimum", "maximum"))
    places = ["" if origin is None else origin.cite(row, "") for row in range(len(frame))]
    return names, least, most, places


def _change_cost(book: Book, case: Case) -> Block:
    has = case.tables.has("baseline") and case.settings.change_cost > 0
    return book.typed(Sheet.INPUTS, "Cost of moving a vehicle from last cycle's plan", ("setting",),
                      [("change_cost",)] if has else [], np.full((1 if has else 0, 1), case.settings.change_cost),
                      headers=("cost",), look=Look.CENTS, sources=["case"])  # fmt: skip
