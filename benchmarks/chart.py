"""A picture of the measurements: seconds of each stage, stacked, one panel a case. Needs the extra ``[bench]``."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.answer import STAGES
from benchmarks.measure import Measurement

COLOURS = dict(zip(STAGES, ("#4e79a7", "#f28e2b", "#edc948", "#bab0ac", "#59a14f", "#b07aa1"), strict=True))
REST = "#d7d7d7"
"""Starting Python and importing, which belongs to no stage."""


def draw(place: Path, measurements: Sequence[Measurement]) -> None:
    """Write the chart as PNG. Raises ``ImportError`` without matplotlib."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    solved = [one for one in measurements if one.succeeded and one.wall]
    cases = list(dict.fromkeys(one.case for one in solved))
    heights = [sum(one.case == case for one in solved) + 1 for case in cases]
    if not cases:
        return
    figure = Figure(figsize=(10, 0.4 * sum(heights) + 1), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(len(cases), 1, squeeze=False, height_ratios=heights)[:, 0]
    for panel, case in zip(panels, cases, strict=True):
        of_case = [one for one in solved if one.case == case]
        names = [one.contender for one in of_case]
        left = [0.0] * len(of_case)
        for stage in STAGES:
            widths = [one.wall.get(stage, 0.0) for one in of_case]
            panel.barh(names, widths, left=left, color=COLOURS[stage], label=stage.replace("_", " "))
            left = [before + width for before, width in zip(left, widths, strict=True)]
        rest = [max(0.0, one.total - before) for one, before in zip(of_case, left, strict=True)]
        panel.barh(names, rest, left=left, color=REST, label="start and imports")
        panel.invert_yaxis()
        panel.set_title(case, loc="left", fontsize="medium")
    panels[-1].set_xlabel("seconds by the clock")
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper right", ncols=len(labels), fontsize="small", frameon=False)
    figure.savefig(place, dpi=120)
