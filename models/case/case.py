"""The case: a table of contents of everything a plan is decided on. Each entry is worked out when first asked for."""

from functools import cached_property

import numpy as np

from models.case import production, sales, stores, supply, transport
from models.case.lists import Lists
from models.case.parameters import Numbers, Parameters
from models.keys import Keys


class Case(Lists):
    """One planning case; immutable once made from ``Tables``. Shapes and units stand with the functions called here."""

    # ---- production ------------------------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> Parameters:
        """Line time, over every line and period."""
        return production.lines(self)

    @cached_property
    def slots(self) -> Parameters:
        """Where a model can be built: over line, model, period."""
        return production.slots(self)

    @cached_property
    def patterns(self) -> Parameters:
        """Shift patterns, over line, pattern, period."""
        return production.patterns(self)

    @cached_property
    def most_hours(self) -> Numbers:
        """Most hours that can be worked, overtime and all, on each line in each period: shape (lines, periods)."""
        shape = (self.sizes["line"], self.periods)
        regular = self.lines["hours"].reshape(shape).copy()
        np.maximum.at(regular, (self.patterns.keys["line"], self.patterns.keys["period"]), self.patterns["hours"])
        return regular + self.lines["overtime_hours"].reshape(shape)

    # ---- sales -----------------------------------------------------------------------------------------------------

    @cached_property
    def demand(self) -> Parameters:
        """Demand, over market, model, period, for every planned pair and period."""
        return sales.demand(self)

    @cached_property
    def pairs(self) -> Keys:
        """Planned pairs: market, model."""
        return self.demand.keys.distinct("market", "model")

    @cached_property
    def programs(self) -> Parameters:
        """Export programs, over model, market."""
        return sales.programs(self)

    @cached_property
    def sales(self) -> Parameters:
        """Demand as it counts once programs are heeded, over market, model, period of the open pairs."""
        return sales.sales(self.demand, self.programs)

    @cached_property
    def open_pairs(self) -> Keys:
        """The planned pairs whose program, if they have one, is not settled to be off."""
        return self.pairs.take(self.programs.at(self.pairs, "status") != sales.LaunchStatus.OFF)

    # ---- transport -------------------------------------------------------------------------------------------------

    @cached_property
    def routes(self) -> Parameters:
        """Routes, over route."""
        return transport.routes(self)

    @cached_property
    def shipments(self) -> Parameters:
        """What can be dispatched: over route, model, period, from plants that build the model or have some."""
        ways = transport.ways(self, self.routes, self.open_pairs)
        filled = self.yards.take(self.yards["opening"] > 0).keys
        ways = ways.take(self.slots.keys.distinct("plant", "model").holds(ways) | filled.holds(ways))
        return transport.shipments(self, self.routes, ways, stores.counts_after_end(self.stock, ways))

    @cached_property
    def reachable(self) -> Keys:
        """Plant, model, market with a way for the model from plant to market."""
        return transport.ways(self, self.routes, self.pairs).distinct("plant", "model", "market")

    @cached_property
    def services(self) -> Parameters:
        """Services, over service, period."""
        return transport.services(self)

    # ---- stores ----------------------------------------------------------------------------------------------------

    @cached_property
    def yard_capacity(self) -> Numbers:
        """CEU in each plant's yard at the end of a period; inf: no limit."""
        return self.column("plants", "yard_capacity")

    @cached_property
    def stock_capacity(self) -> Numbers:
        """CEU in stock in each market at the end of a period; inf: no limit."""
        return self.column("markets", "stock_capacity")

    @cached_property
    def yards(self) -> Parameters:
        """Yards, over plant, model, market."""
        return stores.yards(self, self.pairs)

    @cached_property
    def stock(self) -> Parameters:
        """Stock, over market, model."""
        return self.plain("stock")

    @cached_property
    def pipeline(self) -> Parameters:
        """Units under way at the start, over market, model, period of arrival."""
        return stores.pipeline(self)

    # ---- parts, mix, stability -------------------------------------------------------------------------------------

    @cached_property
    def parts(self) -> Parameters:
        """Parts, over part, period."""
        return supply.parts(self)

    @cached_property
    def builds(self) -> Parameters:
        """What can be built for whom: over line, model, market, period (with plant).

        Columns: ``hours_per_unit`` (with what the market's specification adds), ``unit_cost``, ``adaptation_cost``.
        """
        slot, way = self.slots.keys.join(self.reachable, on=("plant", "model"))
        codes = {name: array[slot] for name, array in self.slots.keys.codes.items()}
        codes["market"] = self.reachable["market"][way]
        keys = Keys(("line", "model", "market", "period"), codes, self.sizes)
        added = self.rows("adaptations").at(keys)
        columns = {
            "hours_per_unit": self.slots["hours_per_unit"][slot] + added.value("hours_per_unit", 0.0),
            "unit_cost": self.slots["unit_cost"][slot],
            "adaptation_cost": added.value("unit_cost", 0.0),
        }
        return Parameters(keys, columns)

    @cached_property
    def part_usage(self) -> Parameters:
        """Parts in a unit, over part, plant, model, market."""
        return supply.usage(self, self.builds.keys)

    @cached_property
    def frozen(self) -> Parameters:
        """Builds already firm, over line, model, market, period."""
        return self.plain("frozen")

    @cached_property
    def baseline(self) -> Parameters:
        """The last plan, over line, model, market, period; ``tolerance`` NaN where there is none."""
        return self.plain("baseline")

    def units_in(self, hours: Numbers, hours_per_unit: Numbers) -> Numbers:
        """The most units that fit in hours of line time; whole where builds are.

        The slack covers rounding in the division: 100 h at 0.1 h must stay 1000 units.
        """
        units: Numbers = np.maximum(hours, 0.0) / hours_per_unit
        return np.floor(units + 1e-6) if self.settings.integer_units else units * (1 + 1e-9)
