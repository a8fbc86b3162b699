"""The slice of a plan that is asked about: a market, a model, a plant, a line, a period, or any mix of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.case import Case
from models.keys import Keys, Mask
from optimizer.read.nearest import hint
from optimizer.request import BadRequest


@dataclass(frozen=True)
class Chosen:
    """What is asked about, by name; ``None``: all."""

    market: str | None = None
    model: str | None = None
    plant: str | None = None
    line: str | None = None
    """A line's name, or ``plant/line``."""
    period: str | None = None

    @property
    def text(self) -> str:
        """``JP · Tundra · 2026-07``."""
        parts = (self.market, self.model, self.plant, self.line and f"line {self.line}", self.period)
        return " · ".join(part for part in parts if part) or "the whole plan"


class Slice:
    """A choice, checked and coded for one case."""

    def __init__(self, case: Case, chosen: Chosen) -> None:
        """Raises ``BadRequest`` for a name that the case does not know, naming the nearest."""
        self.case, self.chosen = case, chosen
        self.codes: dict[str, int] = {}
        for dimension in ("market", "model", "plant", "period"):
            name = getattr(chosen, dimension)
            if name is not None:
                self.codes[dimension] = _known(f"--{dimension}", name, case.tables.listed(dimension))
        self.lines = self._lines()

    def _lines(self) -> NDArray[np.int64]:
        """The lines meant: codes, ascending."""
        full = line_names(self.case)
        meant = np.ones(len(full), dtype=np.bool_)
        if "plant" in self.codes:
            meant &= self.case.plant_of_line == self.codes["plant"]
        if (wanted := self.chosen.line) is not None:
            fits = np.array([wanted in (name, name.partition("/")[2]) for name in full]) & meant
            if not fits.any():
                known = [name for name, is_meant in zip(full, meant, strict=True) if is_meant]
                raise BadRequest(f'--line is "{wanted}", which is no line there{hint(wanted, known)}')
            meant = fits
        return np.flatnonzero(meant)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The dimensions that are settled, with their names."""
        return {dimension: self.case.tables.listed(dimension)[code] for dimension, code in self.codes.items()}

    @property
    def line_names(self) -> list[str]:
        """The lines meant, as ``plant/line``."""
        full = line_names(self.case)
        return [full[line] for line in self.lines]

    @property
    def has_lines(self) -> bool:
        """Whether a plant or a line was asked about."""
        return self.chosen.plant is not None or self.chosen.line is not None

    def reaches(self, keys: Keys) -> bool:
        """Whether keys can tell what is asked about: of a line or a plant, whether they have lines or plants at all."""
        wanted = "line" if self.chosen.line is not None else "plant" if self.chosen.plant is not None else ""
        return not wanted or wanted in keys.codes

    def holds(self, keys: Keys) -> Mask:
        """Whether each key belongs to the slice, on the dimensions that it has."""
        inside = np.ones(len(keys), dtype=np.bool_)
        for dimension, code in self.codes.items():
            if dimension in keys.codes:
                inside &= keys[dimension] == code
        if "line" in keys.codes and self.has_lines:
            inside &= np.isin(keys["line"], self.lines)
        return inside

    def rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a plan's table that belong to the slice, on the columns that it has."""
        inside = np.ones(len(frame), dtype=np.bool_)
        for dimension, name in self.names.items():
            if dimension in frame.columns:
                inside &= (frame[dimension] == name).to_numpy()
        if "line" in frame.columns and self.has_lines:
            meant = {tuple(name.split("/", 1)) for name in self.line_names}
            pairs = zip(frame["plant"], frame["line"], strict=True)
            inside &= np.array([pair in meant for pair in pairs], dtype=np.bool_)
        return frame[inside]


def _known(option: str, name: str, listed: list[str]) -> int:
    if name in listed:
        return listed.index(name)
    raise BadRequest(f'{option} is "{name}", which the case does not know{hint(name, listed)}')


def line_names(case: Case) -> list[str]:
    """Every line as ``plant/line``, by code."""
    plants, lines = case.tables.listed("plant"), case.tables.listed("line")
    pairs = zip(case.plant_of_line.tolist(), case.name_of_line.tolist(), strict=True)
    return [f"{plants[plant]}/{lines[line]}" for plant, line in pairs]
