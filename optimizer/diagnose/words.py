"""Limits as sentences of a planner's, with file and line; what holds alike in several periods is said once."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.keys import Keys
from optimizer.diagnose.limits import Limit, Limits
from optimizer.diagnose.sentences import NO_SAILING, NOTHING_ELSE, TEXTS
from optimizer.explain.sources import Cited
from optimizer.report import figures


@dataclass(frozen=True)
class Told:
    """A limit in words, with the cells that it comes from. ``periods``: all in which it holds alike."""

    kind: str
    text: str
    cells: tuple[Cited, ...]
    periods: tuple[str, ...]
    numbers: tuple[int, ...]

    def __str__(self) -> str:
        """The sentence with its places."""
        where = places(self.cells)
        return f"{self.text} ({where})" if where else self.text


def told(limits: Limits, numbers: tuple[int, ...]) -> list[Told]:
    """Limits in words, those that differ in nothing but the period as one."""
    alike: dict[tuple[str, str], list[int]] = {}
    cells = limits.cited(numbers)
    for number in numbers:
        limit = limits.about(number)
        words = _filled(limits, limit, limits.cells(number), "{period}")
        alike.setdefault((".".join(limit.kind), words), []).append(number)
    return [_together(limits, kind, text, found, [cell for number in found for cell in cells[number]])
            for (kind, text), found in alike.items()]  # fmt: skip


def _together(limits: Limits, kind: str, text: str, numbers: list[int], found: list[Cited]) -> Told:
    cells = tuple(dict.fromkeys(cell for cell in found if says_something(cell)))
    codes = [int(limit.keys["period"][0]) for limit in map(limits.about, numbers) if "period" in limit.keys.codes]
    names = limits.case.tables.listed("period")
    periods = tuple(names[code] for code in sorted(codes))
    return Told(kind, text.replace("{period}", ranges(codes, names)), cells, periods, tuple(numbers))


def ranges(codes: list[int], names: list[str]) -> str:
    """``2026-01, 2026-03 to 2026-05``."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][-1] + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]} to {names[run[-1]]}" for run in runs)


def places(cells: Iterable[Cited]) -> str:
    """``demand.csv:447-469; stock.csv:3, 25``: where the cells stand, each place once."""
    lines: dict[str, dict[str, None]] = {}
    for cell in cells:
        file, _, line = cell.citation.partition(":")
        lines.setdefault(file, {})[line] = None
    return "; ".join(f"{file}:{_runs(list(found))}" if any(found) else file for file, found in lines.items())


def _runs(lines: list[str]) -> str:
    """Lines in their order, three and more that follow each other as ``447-469``; what is no number as it stands."""
    numbers, others = sorted(int(line) for line in lines if line.isdigit()), [x for x in lines if not x.isdigit()]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join([*told, *others])


def says_something(cell: Cited) -> bool:
    """Whether a cell is worth a citation: a blank, or an opening of 0, is none."""
    return isinstance(cell.value, str) or (not np.isnan(cell.value) and (cell.value != 0 or cell.column != "opening"))


def _filled(limits: Limits, limit: Limit, cells: list[Cited], period: str) -> str:
    kind, names = ".".join(limit.kind), {**names_of(limits, limit.keys), "period": period}
    text = TEXTS[kind]
    if kind == "frozen.units" and len(limits.case.frozen) and not limits.case.frozen.keys.holds(limit.keys)[0]:
        text = NOTHING_ELSE
    if kind == "services.capacity" and not cells:
        text = NO_SAILING
    value = amount(limits, limit, cells)
    if "{who}" in text:
        names |= mix_names(limits, limit.keys)
    if "{least}" in text:
        names |= {"least": figures.units(limit.lower) if limit.lower > 0 else "0", "most": figures.units(limit.upper)}
    return text.format(value=figures.units(value) if value else "0", share=figures.share(value), **names)


def amount(limits: Limits, limit: Limit, cells: list[Cited]) -> float:
    """The figure that a limit sets: its right-hand side or, where that is 0 because a switch counts, its cell's."""
    if limit.kind == ("line_time", "hours") and limit.upper == 0:
        patterns = limits.case.patterns
        mine = (patterns.keys["line"] == limit.keys["line"][0]) & (patterns.keys["period"] == limit.keys["period"][0])
        return float(patterns["hours"][mine].max(initial=0.0))
    if limit.kind == ("level_line", "maximum_change"):
        return (limit.upper - limit.lower) / 2
    is_first = limit.kind in {("services", "capacity")} or limit.value == 0
    numbers = [cell.value for cell in cells if not isinstance(cell.value, str)]
    return numbers[0] if is_first and numbers else limit.value


def names_of(limits: Limits, keys: Keys, position: int = 0) -> dict[str, str]:
    """The name of each dimension of a key; a line with its plant, ``TMMK 1``."""
    case, names = limits.case, {}
    for dimension in keys.codes:
        code = int(keys[dimension][position])
        if dimension == "line":
            plant = case.tables.listed("plant")[case.plant_of_line[code]]
            names["line"] = f"{plant} {case.tables.listed('line')[case.name_of_line[code]]}"
        elif dimension not in ("mix", "arrival") and code >= 0:
            names[dimension] = case.tables.listed(dimension)[code]
    return names


def mix_names(limits: Limits, keys: Keys) -> dict[str, str]:
    """Who a row of ``mix`` is about, and on which line."""
    row = limits.case.tables["mix"].iloc[int(keys["mix"][0])]
    who = f"the family {row['family']}" if isinstance(row["family"], str) else str(row["model"])
    return {"who": who, "line": f"{row['plant']} {row['line']}"}
