"""The oracle's contribution: every term of the objective, each beside the design's own words."""

from tests.oracle_market_rules import under_way


def earn(facts, d, book):
    """Write every item of the objective into the notebook."""
    lines(facts, d, book)
    ways(facts, d, book)
    markets(facts, d, book)


def lines(facts, d, book):
    """Design:

    "`− (unit_cost + adaptation cost) · build − setup_cost · run − overtime_cost · overtime − pattern and change
    cost`"; "`− change_cost · deviation`"; "`holding_cost` (per unit and period)" of the yard.
    """
    for (p, line, v, k, t), x in d.build.items():
        book.earn("production", -facts.build("unit_cost", 0.0, p, line, v, t), x)
        book.earn("adaptation", -facts.adaptation("unit_cost", p, v, k, t), x)
    for (p, line, v, t), x in d.run.items():
        book.earn("setup", -facts.build("setup_cost", 0.0, p, line, v, t), x)
    for (p, line, t), x in d.overtime.items():
        book.earn("overtime", -facts.capacity("overtime_cost", 0.0, p, line, t), x)
    for (p, line, n, t), x in d.pattern.items():
        book.earn("shift", -facts.shift("cost", 0.0, p, line, n, t), x)
    for (p, line, n, t), x in d.change.items():
        book.earn("shift_change", -facts.shift("change_cost", 0.0, p, line, n, t), x)
    for x in d.deviation.values():
        book.earn("plan_change", -facts.change_cost, x)
    for (p, v, k, _), x in d.yard.items():
        book.earn("yard_holding", -facts.yard("holding_cost", 0.0, p, v, k), x)


def ways(facts, d, book):
    """Design: "`− (cost + surcharges + transit_cost · lead_time) · ship − fixed_cost · use − sailing_cost · sail`";
    "`− rate · customs_value · ship` (duty: the tariff of the period of arrival)".
    """
    for (r, v, t), x in d.ship.items():
        period, lead = facts.names[t], facts.lead(r)
        cost = facts.raw.number("freight", "cost", 0.0, r, v, period) + facts.surcharge(r, v, t)
        cost += facts.raw.number("freight", "transit_cost", 0.0, r, v, period) * lead
        book.earn("freight", -cost, x)
        book.earn("duty", -facts.duty(facts.routes[r]["market"], v, facts.routes[r]["plant"], t + lead), x)
    for (r, _), x in d.use.items():
        book.earn("route", -facts.route("fixed_cost", 0.0, r), x)
    for (s, t), x in d.sail.items():
        book.earn("sailing", -facts.raw.number("services", "sailing_cost", 0.0, s, facts.names[t]), x)


def markets(facts, d, book):
    """Design:

    "`+ price · rate · sell` (the price and exchange rate of the period of delivery)"; "`− holding_cost · stock`";
    "`+ closing_value · (stock[T] + under way at the end)`"; "`− shortage_cost · short − backlog_cost · backlog[t]`";
    "`− launch_cost · launch`".
    """
    for (k, v, t), x in d.sell.items():
        price = facts.demand("price", 0.0, k, v, t)
        if price:
            book.earn("revenue", price * facts.exchange(k, t), x)
    for (k, v, t), x in d.short.items():
        book.earn("shortage", -facts.demand("shortage_cost", 0.0, k, v, t), x)
    for (k, v, t), x in d.backlog.items():
        book.earn("backlog", -facts.demand("backlog_cost", 0.0, k, v, t), x)
    for (k, v, t), x in d.stock.items():
        book.earn("stock_holding", -facts.stock("holding_cost", 0.0, k, v), x)
        if t == facts.T - 1:
            worth = facts.stock("closing_value", 0.0, k, v)
            for coefficient, y in [(1.0, x), *under_way(facts, d, k, v)]:
                book.earn("closing", worth * coefficient, y)
    for (k, v), x in d.launch.items():
        if facts.program(k, v) is not None:
            book.earn("launch", -facts.raw.number("programs", "launch_cost", 0.0, v, k), x)
