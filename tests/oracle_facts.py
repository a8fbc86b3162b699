"""The oracle's facts: what is given for each line, model, market, route and period, one question at a time."""

import math

from tests.oracle_cells import amount


class Facts:
    """Answers from the raw rows. Periods are numbered 0 … T - 1 here; ``names`` gives what the files call them."""

    def __init__(self, raw):
        self.raw = raw
        self.names = [row["period"] for row in raw.rows("periods")]
        self.T = len(self.names)
        self.periods = range(self.T)
        self.number = {name: t for t, name in enumerate(self.names)}
        self.days = [float(row.get("working_days") or 1) for row in raw.rows("periods")]
        self.plants = [row["plant"] for row in raw.rows("plants")]
        self.models = [row["model"] for row in raw.rows("models")]
        self.markets = [row["market"] for row in raw.rows("markets")]
        self.lines = sorted(
            {(row["plant"], row["line"]) for table in ("capacity", "shifts") for row in raw.rows(table)}
        )
        self.ceu = {row["model"]: float(row.get("ceu") or 1) for row in raw.rows("models")}
        self.family = {row["model"]: row.get("family", "") for row in raw.rows("models")}
        # "A market and model are a planned pair when `demand` has a row for them"
        self.pairs = sorted({(row["market"], row["model"]) for row in raw.rows("demand")})
        self.routes = {row["route"]: row for row in raw.rows("routes")}
        self.integer = raw.settings.get("integer_units", True)
        self.change_cost = float(raw.settings.get("change_cost", 0.0))

    # the line

    def hours(self, table, columns, default, t, *key):
        """Hours given per period, or per day "times the period's working days"."""
        found = self.raw.filled(table, columns, *key, self.names[t])
        if found is None:
            return default
        column, text = found
        return float(text) * (self.days[t] if column.endswith("_per_day") else 1.0)

    def regular(self, p, line, t):
        """Regular hours of the capacity row. "A period without a row has no hours"."""
        return self.hours("capacity", ("hours", "hours_per_day"), 0.0, t, p, line)

    def overtime(self, p, line, t):
        """Most overtime."""
        return self.hours("capacity", ("overtime_hours", "overtime_hours_per_day"), 0.0, t, p, line)

    def capacity(self, column, default, p, line, t):
        """Another figure of the capacity row."""
        return self.raw.number("capacity", column, default, p, line, self.names[t])

    def patterns(self, p, line):
        """All patterns of a line; none where it has no row in `shifts`."""
        return sorted({r["pattern"] for r in self.raw.rows("shifts") if (r["plant"], r["line"]) == (p, line)})

    def offered(self, p, line, n, t):
        """Whether a pattern has a row for the period."""
        return bool(self.raw.matching("shifts", p, line, n, self.names[t]))

    def shift(self, column, default, p, line, n, t):
        """A figure of a pattern."""
        return self.raw.number("shifts", column, default, p, line, n, self.names[t])

    def previous(self, p, line, n):
        """Whether a pattern was in force before the horizon ("same in all rows of the pattern")."""
        rows = [r for r in self.raw.rows("shifts") if (r["plant"], r["line"], r["pattern"]) == (p, line, n)]
        return any(row.get("previous") == "yes" for row in rows)

    # building

    def build(self, column, default, p, line, v, t):
        """A figure of the builds row."""
        return self.raw.number("builds", column, default, p, line, v, self.names[t])

    def can_build(self, p, line, v, k, t):
        """Design:

        "a `build` exists only where a `builds` row matches, the period lies within its first and last period, and
        some route of the plant to the market has a `freight` row for the model"; and for planned pairs only.
        """
        if (k, v) not in self.pairs or not self.raw.matching("builds", p, line, v, self.names[t]):
            return False
        first = self.raw.word("builds", "first_period", self.names[0], p, line, v, self.names[t])
        last = self.raw.word("builds", "last_period", self.names[-1], p, line, v, self.names[t])
        if not self.number[first] <= t <= self.number[last]:
            return False
        return any(
            route["plant"] == p
            and route["market"] == k
            and any(self.raw.matching("freight", r, v, period) for period in self.names)
            for r, route in self.routes.items()
        )

    def adaptation(self, column, p, v, k, t):
        """What export specification adds."""
        return self.raw.number("adaptations", column, 0.0, v, k, p, self.names[t])

    def hours_per_unit(self, p, line, v, k, t):
        """Line time of one vehicle for its market: as given, or 1 / `jobs_per_hour`, and what the market adds."""
        column, text = self.raw.filled("builds", ("hours_per_unit", "jobs_per_hour"), p, line, v, self.names[t])
        hours = float(text) if column == "hours_per_unit" else 1.0 / float(text)
        return hours + self.adaptation("hours_per_unit", p, v, k, t)

    # the way to the market

    def lead(self, r):
        """Whole periods from dispatch to arrival."""
        return int(float(self.routes[r].get("lead_time") or 0))

    def route(self, column, default, r):
        """A figure of the route."""
        text = self.routes[r].get(column, "")
        return default if text == "" else amount(text)

    def can_ship(self, r, v, t):
        """Design:

        "A `ship` exists where a `freight` row matches and it arrives within the horizon, `t + lead_time ≤ T`; or
        later, where the pair's `stock` row has a `closing_transit` or `closing_value` above 0".
        """
        k = self.routes[r]["market"]
        if (k, v) not in self.pairs or not self.raw.matching("freight", r, v, self.names[t]):
            return False
        late = t + self.lead(r) >= self.T
        return not late or self.stock("closing_transit", 0.0, k, v) > 0 or self.stock("closing_value", 0.0, k, v) > 0

    def duty(self, k, v, p, arrival):
        """Rate × customs value, "the tariff of the period of arrival, `T`'s for what arrives later"."""
        key = (k, v, p, self.names[min(arrival, self.T - 1)])
        return self.raw.number("tariffs", "rate", 0.0, *key) * self.raw.number("tariffs", "customs_value", 0.0, *key)

    def surcharge(self, r, v, t):
        """Design: "every matching row adds up"."""
        rows = self.raw.matching("surcharges", r, self.routes[r]["market"], v, self.names[t])
        return sum(float(row["cost"]) for row in rows)

    # the market

    def demand(self, column, default, k, v, t):
        """A figure of the demand row. "A period of a planned pair without a row has no demand"."""
        return self.raw.number("demand", column, default, k, v, self.names[t])

    def waits(self, k, v):
        """Whether unmet demand waits: `backlog_cost` is "filled for every period …, or for none"."""
        return any(self.demand("backlog_cost", None, k, v, t) is not None for t in self.periods)

    def exchange(self, k, t):
        """Case currency per unit of the market's."""
        row = next(row for row in self.raw.rows("markets") if row["market"] == k)
        currency = row.get("currency") or self.raw.settings["currency"]
        if currency == self.raw.settings["currency"]:
            return 1.0
        return self.raw.number("exchange_rates", "rate", math.nan, currency, self.names[t])

    def stock(self, column, default, k, v):
        """A figure of the stock row."""
        return self.raw.number("stock", column, default, k, v)

    def yard(self, column, default, p, v, k):
        """A figure of the yard's rows."""
        return self.raw.number("yards", column, default, p, v, k)

    def program(self, k, v):
        """The row of `programs` for a pair, or ``None``."""
        rows = self.raw.matching("programs", v, k)
        return rows[0] if rows else None

    def first_sale(self, k, v):
        """Number of the first period of sale."""
        row = self.program(k, v)
        return self.number[row["first_period"]] if row is not None and row.get("first_period") else 0
