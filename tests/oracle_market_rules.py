"""The oracle's rules of the market, the way there and the programs, each beside the design's own sentence."""

import math

from tests.oracle_decisions import most_units


def market_balance(facts, d, book):
    """Design: "`stock[t−1] + Σ_r ship[t − lead_time] + pipeline = sell + stock[t]`, `stock[0]` the opening units;
    `minimum ≤ stock[t] ≤ maximum`".
    """
    for k, v in facts.pairs:
        for t in facts.periods:
            given = sum(float(row["units"]) for row in facts.raw.matching("pipeline", k, v, facts.names[t]))
            terms = [(-1.0, d.sell[k, v, t])]
            for r, route in facts.routes.items():
                if route["market"] == k and (r, v, t - facts.lead(r)) in d.ship:
                    terms.append((1.0, d.ship[r, v, t - facts.lead(r)]))
            if (k, v, t) in d.stock:
                terms.append((-1.0, d.stock[k, v, t]))
                if t > 0:
                    terms.append((1.0, d.stock[k, v, t - 1]))
                else:
                    given += facts.stock("opening", 0.0, k, v)
                least, most = facts.stock("minimum", 0.0, k, v), facts.stock("maximum", math.inf, k, v)
                book.row([(1.0, d.stock[k, v, t])], least, most)
            book.row(terms, -given, -given)


def stock_space(facts, d, book):
    """Design: "`Σ ceu · stock ≤ stock_capacity`"."""
    for row in facts.raw.rows("markets"):
        if row.get("stock_capacity", "") not in ("", "none"):
            for t in facts.periods:
                terms = [(facts.ceu[key[1]], x) for key, x in d.stock.items() if (key[0], key[2]) == (row["market"], t)]
                book.row(terms, upper=float(row["stock_capacity"]))


def under_way(facts, d, k, v):
    """Units that arrive after the horizon, as terms."""
    return [
        (1.0, x)
        for (r, v_, t), x in d.ship.items()
        if v_ == v and facts.routes[r]["market"] == k and t + facts.lead(r) >= facts.T
    ]


def closing(facts, d, book):
    """Design: "`stock[T] ≥ closing`; `under way ≥ closing_transit`; `stock[T] + under way ≤ closing_maximum`"."""
    for k, v in facts.pairs:
        if facts.raw.matching("stock", k, v):
            last = [(1.0, d.stock[k, v, facts.T - 1])]
            book.row(last, lower=facts.stock("closing", 0.0, k, v))
            book.row(under_way(facts, d, k, v), lower=facts.stock("closing_transit", 0.0, k, v))
            book.row(last + under_way(facts, d, k, v), upper=facts.stock("closing_maximum", math.inf, k, v))


def demand(facts, d, book):
    """Design: "lost: `sell + short = demand`. With `backlog_cost`: `sell + backlog[t] = demand + backlog[t−1]`,
    `backlog[0]` the opening backlog, and what waits at `T` is lost (`short[T] = backlog[T]`)".

    "nothing is sold before `first_period`, and demand and commitments before it do not count (an opening backlog waits,
    and costs, until then)"; "demand, commitments and opening backlog of an unlaunched program do not count".
    """
    for k, v in facts.pairs:
        launch = d.launch[k, v]
        for t in facts.periods:
            sell, short = d.sell[k, v, t], d.short[k, v, t]
            on_sale = t >= facts.first_sale(k, v)
            asked = facts.demand("demand", 0.0, k, v, t) if on_sale else 0.0
            if not on_sale:
                book.row([(1.0, sell)], upper=0.0)
            if not facts.waits(k, v):
                book.row([(1.0, sell), (1.0, short), (-asked, launch)], 0.0, 0.0)
                continue
            backlog = d.backlog[k, v, t]
            row = [(1.0, sell), (1.0, backlog), (-asked, launch)]
            if t == 0:
                row.append((-facts.stock("opening_backlog", 0.0, k, v), launch))
            else:
                row.append((-1.0, d.backlog[k, v, t - 1]))
            book.row(row, 0.0, 0.0)
            lost = [(-1.0, backlog)] if t == facts.T - 1 else []
            book.row([(1.0, short), *lost], 0.0, 0.0)


def commitments(facts, d, book):
    """Design: "`sell ≥ commitment`", from the first period of sale on, of what is launched."""
    for k, v in facts.pairs:
        for t in facts.periods:
            if t >= facts.first_sale(k, v):
                least = facts.demand("commitment", 0.0, k, v, t)
                book.row([(1.0, d.sell[k, v, t]), (-least, d.launch[k, v])], lower=0.0)


def most_at_plant(facts, d, p, k, v):
    """More units of a model than a plant can ever hold for a market."""
    units = facts.yard("opening", 0.0, p, v, k)
    return units + sum(
        most_units(facts, d, p, line, v, t) for (p_, line, v_, k_, t) in d.build if (p_, v_, k_) == (p, v, k)
    )


def routes(facts, d, book):
    """Design: "`minimum_lot · use ≤ Σ_v ship ≤ maximum_units · use`"."""
    for (r, t), use in d.use.items():
        p, k = facts.routes[r]["plant"], facts.routes[r]["market"]
        sent = [(1.0, d.ship[r, v, t]) for v in facts.models if (r, v, t) in d.ship]
        bound = sum(most_at_plant(facts, d, p, k, v) for v in facts.models if (r, v, t) in d.ship)
        book.row([*sent, (-facts.route("minimum_lot", 0.0, r), use)], lower=0.0)
        book.row([*sent, (-min(facts.route("maximum_units", math.inf, r), bound), use)], upper=0.0)


def services(facts, d, book):
    """Design: "`Σ ceu · ship ≤ capacity · sail`", "at the period of dispatch", of "all routes naming the service"."""
    for (s, t), sail in d.sail.items():
        sent = [
            (facts.ceu[v], x) for (r, v, t_), x in d.ship.items() if t_ == t and facts.routes[r].get("service") == s
        ]
        book.row([*sent, (-facts.raw.number("services", "capacity", 0.0, s, facts.names[t]), sail)], upper=0.0)


def programs(facts, d, book):
    """Design:

    "`minimum_units · launch ≤ Σ_t sell ≤ maximum_units · launch`; `launched`: `launch = 1`; `off`: `launch = 0`.
    Without launch nothing is sold, built or shipped for that market".
    """
    for k, v in facts.pairs:
        launch, row = d.launch[k, v], facts.program(k, v)
        status = "launched" if row is None else row.get("status") or "optional"
        if status != "optional":
            settled = 1.0 if status == "launched" else 0.0
            book.row([(1.0, launch)], settled, settled)
        if row is None:
            continue
        sold = [(1.0, d.sell[k, v, t]) for t in facts.periods]
        asked = sum(facts.demand("demand", 0.0, k, v, t) for t in facts.periods)
        asked += facts.stock("opening_backlog", 0.0, k, v)
        most = facts.raw.number("programs", "maximum_units", math.inf, v, k)
        book.row([*sold, (-facts.raw.number("programs", "minimum_units", 0.0, v, k), launch)], lower=0.0)
        book.row([*sold, (-min(most, asked), launch)], upper=0.0)
        for (p, line, v_, k_, t), x in d.build.items():
            if (k_, v_) == (k, v):
                book.row([(1.0, x), (-most_units(facts, d, p, line, v, t), launch)], upper=0.0)
        for (r, v_, _), x in d.ship.items():
            if v_ == v and facts.routes[r]["market"] == k:
                bound = most_at_plant(facts, d, facts.routes[r]["plant"], k, v)
                book.row([(1.0, x), (-bound, launch)], upper=0.0)
