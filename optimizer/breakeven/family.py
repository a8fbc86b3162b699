"""A case as it depends on one number θ: its allocation problem at each θ, and what must be whole in it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from models.allocation import Allocation, formulate
from models.case import Case
from models.plan import Plan
from models.program import Program
from models.readback import values_of
from models.tables import Tables
from optimizer.breakeven.parameter import Parameter
from optimizer.engines.whole import vehicles
from optimizer.kept import BASIS, folded, kept, switches


class Whole(StrEnum):
    """What must be whole."""

    ALL = "whole vehicles and switches"
    SWITCHES = "whole switches, vehicles divisible"
    NOTHING = "nothing whole"
    KEPT = BASIS
    """Switches stay as a plan has them: a linear program."""


@dataclass(frozen=True)
class Family:
    """One program for each θ."""

    tables: Tables
    parameter: Parameter
    whole: Whole
    plan: Plan | None = None
    """Whose switches are kept."""

    def formulated(self, theta: float) -> Allocation:
        """The allocation problem at θ, with what must be whole."""
        allocation = formulate(Case(self.parameter.applied(self.tables, theta)))
        if self.whole is Whole.KEPT and self.plan is not None:
            program = kept(allocation, values_of(allocation.draft, self.plan))
            program = folded(program, switches(allocation))
            return replace(allocation, program=program, rules_only=program)
        return replace(allocation, program=self._wholed(allocation.program),
                       rules_only=self._wholed(allocation.rules_only))  # fmt: skip

    def _wholed(self, program: Program) -> Program:
        if self.whole is Whole.NOTHING:
            return program.relaxed()
        if self.whole is Whole.SWITCHES:
            return replace(program, integer=program.integer & ~vehicles(program))
        return program
