"""Figures as a planner reads them: thousands separated, no more digits than mean anything."""


def money(amount: float, currency: str = "") -> str:
    """``12,345,678 USD``; small sums with cents."""
    digits = 0 if abs(amount) >= 1000 or amount == round(amount) else 2
    return f"{_signed(amount, digits)} {currency}".rstrip()


def units(count: float) -> str:
    """``1,250``, or with one decimal where they are not whole; a dash for none."""
    if abs(count) < 1e-6:
        return "–"
    return _signed(count, 0 if abs(count - round(count)) < 1e-6 else 1)


def hours(amount: float) -> str:
    """``1,250``, small amounts with one decimal; a dash for none."""
    return units(round(amount, 0 if abs(amount) >= 100 else 1))


def with_unit(text: str, value: float, unit: str) -> str:
    """A figure's text with its unit: ``246.5 h``, ``1 part``, ``40 parts``; vehicles go without."""
    if unit in ("", "unit"):
        return text
    return f"{text} {unit}" + ("" if unit in ("h", "CEU") or value == 1 else "s")


def share(value: float | None) -> str:
    """``97.3 %``; a dash for a share of nothing."""
    return "–" if value is None else f"{_signed(100 * value, 1)} %"


def gap(value: float) -> str:
    """A gap with two significant digits: ``0.0023 %``."""
    if value <= 1e-12:
        return "0 %"
    return f"{100 * value:.2g} %" if value < 0.99 else f"{100 * value:,.0f} %"


def seconds(value: float) -> str:
    """``0.21 s``, ``12 s``, ``4 min 10 s``."""
    if value < 10:
        return f"{value:.2f} s"
    if value < 120:
        return f"{value:.0f} s"
    return f"{int(value // 60)} min {int(value % 60)} s"


def _signed(value: float, digits: int) -> str:
    """With a true minus sign, and no minus before a zero."""
    text = f"{value:,.{digits}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text.replace("-", "−")
