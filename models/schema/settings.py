"""The settings of a case: what ``case.toml`` (or the sheet ``case``) may say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One setting; ``type`` is what TOML must give for it. No default: it must be given."""

    name: str
    type: type[str] | type[bool] | type[float]
    meaning: str
    default: str | bool | float | None = None
    unit: str = ""
    required: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting("title", str, "what the case is about; shown on every report", ""),
    Setting("currency", str, "the case's currency, an ISO 4217 code: three capital letters", required=True),
    Setting("integer_units", bool, "builds and dispatches are whole vehicles", True),
    Setting("change_cost", float, "for each unit that a build deviates from `baseline`; ≥ 0", 0.0, "currency/unit"),
)
"""Settings in the order they are shown. Any key that starts with ``note`` or ``source`` is the planner's own."""
