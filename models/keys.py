"""Key tables: who the rows of a table, the columns of a decision and the rows of a rule are.

A key is a tuple of small-integer codes, one per dimension (line, model, market, period, …), stored as one array per
dimension. Joining two key tables is arithmetic: the codes are ravelled to one integer and looked up.
"""
