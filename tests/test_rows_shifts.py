"""The rows of shift patterns: exactly one, changes, and how long a pattern is kept, written by hand."""

from tests.small import rows, small

CAPACITY = "plant,line,hours / A,9,10"
HEAD = "plant,line,pattern,period,hours,change_cost,minimum_periods,previous"


def test_shifts_exactly_one_pattern(tmp_path):
    """One of those with a row for the period; without costs or least periods nothing else is asked."""
    case = small(tmp_path, capacity=CAPACITY, shifts=f"{HEAD} / A,1,one,,8,,, / A,1,two,p2,16,,,")
    assert rows(case, "shifts") == [
        "shifts.pattern[A/1,p1]: pattern[A/1,one,p1] = 1",
        "shifts.pattern[A/1,p2]: pattern[A/1,one,p2] + pattern[A/1,two,p2] = 1",
    ]


def test_shifts_first_choice_is_free_where_none_was_in_force(tmp_path):
    """A change is counted from p2 on, for the pattern that it costs something to change to."""
    case = small(tmp_path, periods="period / p1 / p2 / p3", capacity=CAPACITY,
                 shifts=f"{HEAD} / A,1,one,,8,,, / A,1,two,,16,9,,")  # fmt: skip
    assert rows(case, "shifts")[3:] == [
        "shifts.change[A/1,two,p2]: - pattern[A/1,two,p1] + pattern[A/1,two,p2] - change[A/1,two,p2] <= 0",
        "shifts.change[A/1,two,p3]: - pattern[A/1,two,p2] + pattern[A/1,two,p3] - change[A/1,two,p3] <= 0",
    ]


def test_shifts_change_in_the_first_period_from_the_pattern_before(tmp_path):
    """One was in force: to stay with it in p1 is no change (≤ 1), to take two is (≤ 0)."""
    case = small(tmp_path, periods="period / p1", capacity=CAPACITY,
                 shifts=f"{HEAD} / A,1,one,,8,4,,yes / A,1,two,,16,9,,no")  # fmt: skip
    assert rows(case, "shifts") == [
        "shifts.pattern[A/1,p1]: pattern[A/1,one,p1] + pattern[A/1,two,p1] = 1",
        "shifts.change[A/1,one,p1]: pattern[A/1,one,p1] - change[A/1,one,p1] <= 1",
        "shifts.change[A/1,two,p1]: pattern[A/1,two,p1] - change[A/1,two,p1] <= 0",
    ]


def test_shifts_previous_counts_in_the_first_period_only(tmp_path):
    """In p2 the pattern of p1 counts, not the one before the horizon."""
    case = small(tmp_path, capacity=CAPACITY, shifts=f"{HEAD} / A,1,one,,8,4,,yes / A,1,two,,16,,,")
    assert rows(case, "shifts")[2:] == [
        "shifts.change[A/1,one,p1]: pattern[A/1,one,p1] - change[A/1,one,p1] <= 1",
        "shifts.change[A/1,one,p2]: - pattern[A/1,one,p1] + pattern[A/1,one,p2] - change[A/1,one,p2] <= 0",
    ]


def test_shifts_a_pattern_before_that_cannot_be_run_in_the_first_period(tmp_path):
    """One was in force and has a row for p2 only: two in p1 is a change, and so is one again in p2."""
    case = small(tmp_path, capacity=CAPACITY, shifts=f"{HEAD} / A,1,one,p2,8,4,,yes / A,1,two,,16,9,,")
    assert rows(case, "shifts")[2:] == [
        "shifts.change[A/1,one,p2]: pattern[A/1,one,p2] - change[A/1,one,p2] <= 0",
        "shifts.change[A/1,two,p1]: pattern[A/1,two,p1] - change[A/1,two,p1] <= 0",
        "shifts.change[A/1,two,p2]: - pattern[A/1,two,p1] + pattern[A/1,two,p2] - change[A/1,two,p2] <= 0",
    ]


def test_shifts_keep_a_pattern_for_its_least_periods_or_to_the_end(tmp_path):
    """2 periods: a change at p2 asks for two in p2 and p3, one at p3 in p3 and p4, one at p4 in p4; one, 1."""
    case = small(tmp_path, periods="period / p1 / p2 / p3 / p4", capacity=CAPACITY,
                 shifts=f"{HEAD} / A,1,one,,8,4,1, / A,1,two,,16,,2,")  # fmt: skip
    assert rows(case, "shifts")[10:] == [
        "shifts.minimum_periods[A/1,two,p2]: - pattern[A/1,two,p2] + change[A/1,two,p2] <= 0",
        "shifts.minimum_periods[A/1,two,p3]: - pattern[A/1,two,p3] + change[A/1,two,p2] + change[A/1,two,p3] <= 0",
        "shifts.minimum_periods[A/1,two,p4]: - pattern[A/1,two,p4] + change[A/1,two,p3] + change[A/1,two,p4] <= 0",
    ]


def test_shifts_least_periods_of_the_period_of_change(tmp_path):
    """Changed to in p1, from the pattern before: kept for 3, that is to p3; in p2: 1, only p2; in p3: 9, to the end."""
    case = small(
        tmp_path, periods="period / p1 / p2 / p3 / p4", capacity=CAPACITY,
        shifts=f"{HEAD} / A,1,one,,8,,,yes / A,1,two,,16,,1,"
               " / A,1,two,p1,,,3, / A,1,two,p3,,,9, / A,1,two,p4,,1,1,")  # fmt: skip
    assert rows(case, "shifts")[4:] == [
        "shifts.change[A/1,two,p1]: pattern[A/1,two,p1] - change[A/1,two,p1] <= 0",
        "shifts.change[A/1,two,p3]: - pattern[A/1,two,p2] + pattern[A/1,two,p3] - change[A/1,two,p3] <= 0",
        "shifts.change[A/1,two,p4]: - pattern[A/1,two,p3] + pattern[A/1,two,p4] - change[A/1,two,p4] <= 0",
        "shifts.minimum_periods[A/1,two,p1]: - pattern[A/1,two,p1] + change[A/1,two,p1] <= 0",
        "shifts.minimum_periods[A/1,two,p2]: - pattern[A/1,two,p2] + change[A/1,two,p1] <= 0",
        "shifts.minimum_periods[A/1,two,p3]: - pattern[A/1,two,p3] + change[A/1,two,p1] + change[A/1,two,p3] <= 0",
        "shifts.minimum_periods[A/1,two,p4]: - pattern[A/1,two,p4] + change[A/1,two,p3] <= 0",
    ]


def test_shifts_kept_through_a_period_in_which_the_pattern_cannot_be_run(tmp_path):
    """Two can't be run in p3: who changed to it in p2 for 2 periods can't keep it, so no plan does."""
    case = small(tmp_path, periods="period / p1 / p2 / p3", capacity=CAPACITY,
                 shifts=f"{HEAD} / A,1,one,,8,,, / A,1,two,p1,16,,, / A,1,two,p2,16,,2,")  # fmt: skip
    assert rows(case, "shifts")[3:] == [
        "shifts.change[A/1,two,p2]: - pattern[A/1,two,p1] + pattern[A/1,two,p2] - change[A/1,two,p2] <= 0",
        "shifts.minimum_periods[A/1,two,p2]: - pattern[A/1,two,p2] + change[A/1,two,p2] <= 0",
        "shifts.minimum_periods[A/1,two,p3]: change[A/1,two,p2] <= 0",
    ]


def test_shifts_of_each_line(tmp_path):
    """Lines 1 and 2 choose for themselves; line 9 has hours of its own and no pattern."""
    case = small(tmp_path, periods="period / p1", capacity=CAPACITY, shifts=f"{HEAD} / A,2,one,,8,,, / A,1,one,,8,,,")
    assert rows(case, "shifts") == [
        "shifts.pattern[A/1,p1]: pattern[A/1,one,p1] = 1",
        "shifts.pattern[A/2,p1]: pattern[A/2,one,p1] = 1",
    ]
