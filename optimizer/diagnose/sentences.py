"""The sentence for each kind of limit, in a planner's words."""

TEXTS = {
    "line_time.hours": "line {line} has {value} h of regular time in {period}",
    "line_time.minimum_hours": "line {line} must work at least {value} h in {period}",
    "overtime.overtime_hours": "line {line} may work {value} h of overtime in {period}",
    "level_line.maximum_change": "the hours of line {line} may change by {value} h at most into {period}",
    "lots.maximum_units": "line {line} may build {value} {model} at most in {period}",
    "lots.minimum_lot": "line {line} builds {value} {model} at least in {period}, if any",
    "plant_balance.opening": "{value} {model} for {market} are in the yard of {plant} at the start",
    "market_balance.units": "{value} {model} are in {market}, or arrive there from what was under way, in {period}",
    "yard_limit.maximum": "the yard of {plant} keeps {value} {model} for {market} at most at the end of {period}",
    "yard_space.yard_capacity": "the yard of {plant} has room for {value} CEU at the end of {period}",
    "stock_limits.minimum": "{market} must have {value} {model} in stock at the end of {period}",
    "stock_limits.maximum": "{market} may have {value} {model} in stock at most at the end of {period}",
    "stock_space.stock_capacity": "{market} has room for {value} CEU of stock at the end of {period}",
    "closing.closing": "{market} must have {value} {model} in stock at the horizon's end",
    "closing.closing_transit": "{value} {model} must be under way to {market} at the horizon's end",
    "closing.closing_maximum": "{value} {model} at most may be in {market} or under way there at the horizon's end",
    "demand.demand": "{market} asks for {value} {model} in {period}, and takes no more",
    "commitments.commitment": "{value} {model} are committed to {market} in {period}",
    "programs.minimum_units": "a launched program of {model} in {market} must sell {value} at least",
    "programs.maximum_units": "the program of {model} in {market} may sell {value} at most",
    "programs.status": "the program of {model} in {market} is off",
    "programs.launched": "the program of {model} in {market} must be launched",
    "routes.maximum_units": "route {route} carries {value} vehicles at most in {period}",
    "routes.minimum_lot": "route {route} carries {value} vehicles at least in {period}, if any",
    "services.capacity": "service {service} has {value} CEU a sailing in {period}",
    "services.sailings": "service {service} has {value} sailings at most in {period}",
    "services.minimum_sailings": "service {service} has {value} sailings at least in {period}",
    "parts.supply": "{value} of {part} are supplied in {period}",
    "mix.minimum_share": "{who} must be {share} of the units of line {line} at least in {period}",
    "mix.maximum_share": "{who} may be {share} of the units of line {line} at most in {period}",
    "shifts.minimum_periods": "line {line} keeps the pattern {pattern} for {value} periods at least ({period})",
    "frozen.units": "{value} {model} for {market} are firm on line {line} in {period}",
    "baseline.tolerance": "line {line} builds {least} to {most} {model} for {market} in {period}, near the last plan",
}
"""The sentence of each kind of limit."""

NOTHING_ELSE = "line {line} is firm in {period}: it builds its firm units and nothing else"

NO_SAILING = "service {service} has no sailing in {period}"
