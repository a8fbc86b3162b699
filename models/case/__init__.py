"""A planning case as it is meant: every key that can exist, with its completed figures, as arrays.

``models.tables`` holds what the files say. Here rows complete each other, blank keys mean every, defaults are filled
in, lines are told apart by plant, and money is in the case's currency.
"""

from models.case.case import Case
from models.case.parameters import Parameters

__all__ = ["Case", "Parameters"]
