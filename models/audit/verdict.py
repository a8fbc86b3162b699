"""What the audit says of a plan: which rules are broken, where and by how much, and what the plan is worth."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Breach:
    """One place where the plan breaks a rule."""

    rule: str
    """Name of the rule, as in ``models.audit.rules.RULES``."""
    where: str
    """The key, readable: ``plant=TMMK line=1 period=2026-01``; empty for the plan as a whole."""
    amount: float
    """By how much, in the rule's unit (units, hours, CEU, money); for malformed tables the number of rows or cells."""
    message: str
    key: tuple[tuple[str, str], ...] = ()
    """The same key, column by column."""

    def __str__(self) -> str:
        """The breach in one line."""
        return f"{self.rule}: {self.where}: {self.message} ({self.amount:g})"


@dataclass(frozen=True)
class Verdict:
    """The audit of one plan.

    ``breaches`` lists the first breaches of each rule (see ``audit``); ``counts`` has the number of all breaches of
    each broken rule. ``items`` is every item of the contribution, recomputed (an item in ``skipped`` is taken from the
    plan, unchecked); ``objective`` is their sum.
    """

    breaches: tuple[Breach, ...]
    counts: Mapping[str, int]
    items: Mapping[str, float]
    objective: float
    skipped: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether no rule is broken."""
        return not self.counts
