"""The mathematics: what a planning case is, what may be decided, and what every plan must obey.

No files, no printing, no clock, no solver: this package imports numpy, scipy, pandas and itself.
"""
