"""Keys, figures and amounts of an evaluation in a planner's words."""

from optimizer.evaluate.breaches import Broken
from optimizer.evaluate.decided import Key
from optimizer.evaluate.edits import Figure
from optimizer.report import figures


def told(key: Key) -> str:
    """``TMMK/1, Camry for JP, 2026-03``."""
    words = dict(key)
    plant, line, market = (words.get(name, "") for name in ("plant", "line", "market"))
    where = f"{plant}/{line}" if line else f"route {words['route']}" if "route" in words else plant
    what = words.get("model") or words.get("family", "")
    if market and not ("route" in words and what):
        what = f"{what} for {market}" if what else market
    parts = [where, what, *(f"{name} {words[name]}" for name in ("service", "part", "item") if name in words)]
    return ", ".join(part for part in [*parts, words.get("period", "")] if part)


def figure(value: Figure) -> str:
    """What stands in a decision cell: ``1,250``, a pattern's name, a dash for nothing."""
    return (value or "–") if isinstance(value, str) else figures.units(value)


def cents(amount: int) -> str:
    """Hundredths of the currency: ``−1,234.50``."""
    text = f"{abs(amount) // 100:,}.{abs(amount) % 100:02}"
    return f"−{text}" if amount < 0 else text


def by_how_much(broken: Broken) -> str:
    """``by 12.5 h``; nothing where a breach has no size."""
    return f"by {figures.units(broken.amount)} {broken.unit}" if broken.unit else ""


def listed(names: tuple[str, ...], most: int = 3) -> str:
    """``a, b, c and 2 more``."""
    rest = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest


def plural(count: int, word: str) -> str:
    """The word as it is for so many: ``1 cell``, ``2 cells``."""
    return word if count == 1 else f"{word}s"
