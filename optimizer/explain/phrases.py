"""What a planner calls things: each limit, each decision, each amount, in a few words with its names."""

from dataclasses import dataclass

from models.case import Case
from models.keys import Keys

LIMITS: dict[tuple[str, str], tuple[str, str]] = {
    ("line_time", "hours"): ("hours of {line} in {period}", "h"),
    ("line_time", "minimum_hours"): ("least hours of {line} in {period}", "h"),
    ("overtime", "overtime_hours"): ("overtime of {line} in {period}", "h"),
    ("level_line", "maximum_change"): ("change in hours of {line} into {period}", "h"),
    ("lots", "maximum_units"): ("most {model} on {line} in {period}", "unit"),
    ("lots", "minimum_lot"): ("smallest lot of {model} on {line} in {period}", "unit"),
    ("plant_balance", "opening"): ("{model} for {market} at {plant} in {period}", "unit"),
    ("market_balance", "units"): ("{model} in {market} in {period}", "unit"),
    ("yard_limit", "maximum"): ("most {model} for {market} in the yard of {plant} in {period}", "unit"),
    ("yard_space", "yard_capacity"): ("space in the yard of {plant} in {period}", "CEU"),
    ("stock_limits", "minimum"): ("least stock of {model} in {market} in {period}", "unit"),
    ("stock_limits", "maximum"): ("most stock of {model} in {market} in {period}", "unit"),
    ("stock_space", "stock_capacity"): ("stock space in {market} in {period}", "CEU"),
    ("closing", "closing"): ("closing stock of {model} in {market}", "unit"),
    ("closing", "closing_transit"): ("{model} under way to {market} at the end", "unit"),
    ("closing", "closing_maximum"): ("most {model} in and on the way to {market} at the end", "unit"),
    ("demand", "demand"): ("customers for {model} in {market} in {period}", "unit"),
    ("commitments", "commitment"): ("commitment of {model} to {market} in {period}", "unit"),
    ("programs", "minimum_units"): ("least units of the program {model} in {market}", "unit"),
    ("programs", "maximum_units"): ("most units of the program {model} in {market}", "unit"),
    ("programs", "status"): ("the program {model} in {market} being off", "unit"),
    ("programs", "launch_build"): ("the launch of {model} in {market}, for building in {period}", "unit"),
    ("programs", "launch_ship"): ("the launch of {model} in {market}, for shipping in {period}", "unit"),
    ("routes", "maximum_units"): ("most units on {route} in {period}", "unit"),
    ("routes", "minimum_lot"): ("smallest lot on {route} in {period}", "unit"),
    ("services", "capacity"): ("space on {service} in {period}", "CEU"),
    ("services", "sailings"): ("sailings of {service} in {period}", "sailing"),
    ("services", "minimum_sailings"): ("least sailings of {service} in {period}", "sailing"),
    ("parts", "supply"): ("{part} in {period}", "part"),
    ("mix", "minimum_share"): ("least share of {mix} in {period}", "unit"),
    ("mix", "maximum_share"): ("greatest share of {mix} in {period}", "unit"),
    ("shifts", "pattern"): ("one shift pattern on {line} in {period}", "pattern"),
    ("shifts", "change"): ("change to {pattern} on {line} in {period}", "change"),
    ("shifts", "minimum_periods"): ("keeping {pattern} on {line} in {period}", "pattern"),
    ("frozen", "units"): ("firm build of {model} for {market} on {line} in {period}", "unit"),
    ("baseline", "tolerance"): ("distance of {model} for {market} on {line} in {period} from the last plan", "unit"),
    ("baseline", "above"): ("last plan's {model} for {market} on {line} in {period}, from above", "unit"),
    ("baseline", "below"): ("last plan's {model} for {market} on {line} in {period}, from below", "unit"),
}
"""What each limit is called, and its unit."""

KEPT: dict[str, tuple[str, str]] = {
    "run": ("building {model} on {line} in {period} at all", "switch"),
    "use": ("using {route} in {period} at all", "switch"),
    "launch": ("launching {model} in {market}", "launch"),
    "sail": ("sailings of {service} in {period}", "sailing"),
}
"""What a decision that is kept as planned is called."""

AMOUNTS: dict[str, str] = {
    "revenue": "net price in {market} in {period}",
    "production": "building it on {line} in {period}",
    "adaptation": "specification for {market}",
    "setup": "set-up on {line} in {period}",
    "overtime": "overtime of {line} in {period}",
    "shift": "{pattern} on {line} in {period}",
    "shift_change": "changing to {pattern} on {line} in {period}",
    "freight": "freight {route}",
    "duty": "duty into {market}",
    "route": "opening {route} in {period}",
    "sailing": "sailing of {service} in {period}",
    "yard_holding": "holding in the yard of {plant}",
    "stock_holding": "holding in stock in {market}",
    "closing": "value at the end in {market}",
    "launch": "launching {model} in {market}",
    "shortage": "shortage cost saved in {market}",
    "backlog": "cost of customers waiting in {market}",
    "plan_change": "distance from the last plan",
}
"""What an amount of each item is called."""


@dataclass(frozen=True)
class Named:
    """A limit or a decision in words."""

    text: str
    unit: str


def names(case: Case, keys: Keys, position: int) -> dict[str, str]:
    """The names of a key's codes, dimension by dimension; a line as ``plant/line``, a row of ``mix`` as its rule."""
    found = {}
    for dimension in keys.codes:
        code = int(keys[dimension][position])
        if dimension == "line":
            found["plant"] = case.tables.listed("plant")[int(case.plant_of_line[code])]
            found["line"] = f"{found['plant']}/{case.tables.listed('line')[int(case.name_of_line[code])]}"
        elif dimension == "mix":
            row = case.tables["mix"].iloc[code]
            what = row["model"] if isinstance(row["model"], str) else f"the family {row['family']}"
            found["mix"] = f"{what} on {row['plant']}/{row['line']}"
        elif dimension != "arrival":
            listed = case.tables.listed(dimension)
            found[dimension] = listed[code] if 0 <= code < len(listed) else ""
    return found


def limit_named(case: Case, rule: str, limit: str, keys: Keys, position: int, *, with_period: bool = True) -> Named:
    """A limit in words; of all periods alike without one."""
    text, unit = LIMITS.get((rule, limit), (f"{rule} {limit}", "unit"))
    if not with_period:
        text = timeless(text)
    return Named(text.format_map(names(case, keys, position)), unit)


def timeless(text: str) -> str:
    """The words of a limit without its period."""
    for joined in (" in {period}", " into {period}", ", for building in {period}", ", for shipping in {period}"):
        text = text.replace(joined, "")
    return text


def amount_named(case: Case, item: str, keys: Keys, position: int) -> str:
    """An item of the contribution in words."""
    return AMOUNTS[item].format_map(names(case, keys, position))
