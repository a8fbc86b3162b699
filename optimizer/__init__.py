"""The work around the mathematics: read, check, solve, verify, explain, report."""

__version__ = "0.1.0"
