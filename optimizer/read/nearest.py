"""The nearest known name to one that is not known."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

_LIKELY = 0.6
"""From this likeness on (``difflib``'s own default) the nearest name is probably the one that was meant."""


def hint(found: str, known: Iterable[str]) -> str:
    """``; did you mean "Tundra"?``, or nothing where nothing is known."""
    return _hint(found, tuple(known))


def dropped_zero(found: str, known: Iterable[str]) -> str:
    """``; the list has "01": …`` where a code of digits differs in leading zeros alone, as spreadsheets drop them."""
    if not found.isdecimal():
        return ""
    same = next((name for name in known if name.isdecimal() and name.lstrip("0") == found.lstrip("0")), "")
    if not same:
        return ""
    if len(same) < len(found):
        return f'; the list has "{same}", perhaps because a spreadsheet has dropped the zero: write both alike, as text'
    return f'; the list has "{same}": a spreadsheet has dropped the zero; format the cell as text and type {same}'


@lru_cache(maxsize=1024)
def _hint(found: str, known: tuple[str, ...]) -> str:
    if not known:
        return ""
    folded = {name.casefold(): name for name in reversed(known)}
    close = get_close_matches(found.casefold(), folded, n=1, cutoff=_LIKELY)
    if close:
        return f'; did you mean "{folded[close[0]]}"?'
    nearest = max(known, key=lambda name: SequenceMatcher(None, found.casefold(), name.casefold()).ratio())
    return f'; the nearest is "{nearest}"'
