"""Dates that stand for periods: what a spreadsheet makes of ``2026-01``, and which period of the case it means."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.read.nearest import hint

_MONTH, _DAY = re.compile(r"[0-9]{4}-[0-9]{2}"), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Periods:
    """The names of the case's periods, as far as they are known."""

    names: tuple[str, ...] = ()

    def meant(self, date: str) -> list[str]:
        """The periods that an ISO date may mean: those whose names are ways of writing it."""
        ways = _ways(datetime.date.fromisoformat(date))
        return [name for name in self.names if name.casefold() in ways]

    def of(self, date: str) -> str | None:
        """The one period that a date means; ``None`` where there is none, or more than one."""
        meant = self.meant(date)
        return meant[0] if len(meant) == 1 else None

    def why_none(self, date: str) -> str:
        """What is wrong with a date that means no period for certain."""
        meant = self.meant(date)
        if meant:
            return f"which may mean {' or '.join(meant)}; format the cell as text and type the name"
        return f"which begins no period of the case; format the cell as text and type the name{hint(date, self.names)}"


def names_of_dates(dates: Iterable[str], words: Sequence[str]) -> dict[str, str] | None:
    """Names for the dates in the list of periods, beside the words in it: months where all dates are first days of
    months, else days; ``None`` where the words are written otherwise.
    """
    found = list(dates)
    is_monthly = all(date.endswith("-01") for date in found)
    if is_monthly and all(_MONTH.fullmatch(word) for word in words):
        return {date: date[:7] for date in found}
    return {date: date for date in found} if all(_DAY.fullmatch(word) for word in words) else None


def _ways(date: datetime.date) -> set[str]:
    """All ways in which the period that a date begins may be written, in lower case."""
    year, month, week = date.year, date.month, date.isocalendar()
    ways = {date.isoformat(), f"{date:%Y/%m/%d}", f"{date:%Y%m%d}"}
    if date.weekday() == 0:
        ways |= {f"{week.year}-w{week.week:02}", f"{week.year}w{week.week:02}", f"{week.year} w{week.week:02}"}
    if date.day != 1:
        return ways
    ways |= {f"{year}{mark}{month:02}" for mark in ("-", "/", "", "m", "-m", ".", " ")}
    ways |= {f"{year}-{month}", f"{month:02}/{year}", f"{month}/{year}", f"{month:02}-{year}", f"{month:02}.{year}"}
    for name in (_ENGLISH[month - 1], _ENGLISH[month - 1][:3]):
        ways |= {f"{name}{mark}{of}" for mark in (" ", "-") for of in (year, f"{year % 100:02}")}
        ways |= {f"{year} {name}", f"{year}-{name}"}
    if month % 3 == 1:
        ways |= {way.format(year=year, quarter=month // 3 + 1) for way in _QUARTERS}
    return ways | ({str(year)} if month == 1 else set())


_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december")  # fmt: skip
_QUARTERS = ("{year}-q{quarter}", "{year}q{quarter}", "{year} q{quarter}", "q{quarter} {year}", "q{quarter}-{year}")
