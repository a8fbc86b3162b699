"""The oracle's notebook: variables by name, rows as lists of terms, handed to HiGHS one by one."""

import math

import highspy

INFINITY = math.inf


class Notebook:
    """A program to be maximised, written down one variable and one row at a time."""

    def __init__(self):
        self.lower, self.upper, self.whole, self.worth = [], [], [], []
        self.rows = []
        self.items = {}

    def variable(self, lower=0.0, upper=INFINITY, whole=False):
        """A new variable; gives back its number."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        self.worth.append(0.0)
        return len(self.lower) - 1

    def switch(self):
        """A new variable that is 0 or 1."""
        return self.variable(0.0, 1.0, whole=True)

    def row(self, terms, lower=-INFINITY, upper=INFINITY):
        """``lower ≤ Σ coefficient · variable ≤ upper``; ``terms`` are pairs (coefficient, variable)."""
        together = {}
        for coefficient, variable in terms:
            together[variable] = together.get(variable, 0.0) + coefficient
        self.rows.append((together, lower, upper))

    def earn(self, item, coefficient, variable):
        """Add ``coefficient · variable`` to the contribution, under the name of an item."""
        self.worth[variable] += coefficient
        self.items.setdefault(item, []).append((coefficient, variable))

    def solve(self, relax=False):
        """Status, objective and the value of every variable (the last two ``None`` without a plan).

        Presolve stays off: with it, HiGHS 1.13.1 has called wrong optima of such programs optimal.
        """
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", 1e-7)
        highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
        highs.setOptionValue("presolve", "off")
        highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for number, (lower, upper) in enumerate(zip(self.lower, self.upper, strict=True)):
            highs.addCol(self.worth[number], lower, min(upper, highspy.kHighsInf), 0, [], [])
            if self.whole[number] and not relax:
                highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        for terms, lower, upper in self.rows:
            if not terms:  # a sum over nothing is 0
                if lower > 1e-9 or upper < -1e-9:
                    return "infeasible", None, None
                continue
            highs.addRow(lower, upper, len(terms), list(terms), list(terms.values()))
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return "optimal", highs.getInfo().objective_function_value, list(highs.getSolution().col_value)
        if status == highspy.HighsModelStatus.kInfeasible:
            return "infeasible", None, None
        raise RuntimeError(f"the oracle's engine says {status}")
