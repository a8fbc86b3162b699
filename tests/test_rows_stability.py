"""The rows of what is firm and of the last plan, on the smallest cases, written by hand."""

from tests.small import columns, rows, small

BUILD = "plant,line,model,market,period"
TWO_MODELS = {
    "models": "model / M / N", "demand": "market,model,demand / K,M,5 / K,N,5",
    "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2",
}  # fmt: skip


def test_frozen_builds_its_rows_and_nothing_else(tmp_path):
    """4 of M in p1, and so none of N there; p2 is free."""
    case = small(tmp_path, **TWO_MODELS, frozen=f"{BUILD},units / A,1,M,K,p1,4")
    assert columns(case, "build") == [
        "4 <= build[A/1,M,K,p1] <= 4", "0 <= build[A/1,M,K,p2] whole",
        "0 <= build[A/1,N,K,p1] <= 0", "0 <= build[A/1,N,K,p2] whole",
    ]  # fmt: skip
    assert rows(case, "frozen") == [
        "frozen.units: build[A/1,M,K,p1] >= 4",
        "frozen.units: build[A/1,M,K,p1] <= 4", "frozen.units: build[A/1,N,K,p1] <= 0",
    ]  # fmt: skip


def test_frozen_at_nothing(tmp_path):
    """A row of 0 units freezes the line in p2: it builds nothing. Another line is free."""
    case = small(tmp_path, builds="plant,line,model,hours_per_unit / A,1,M,2 / A,2,M,2",
                 capacity="plant,line,hours / A,1,10 / A,2,10", frozen=f"{BUILD},units / A,1,M,K,p2,0")  # fmt: skip
    assert rows(case, "frozen") == ["frozen.units: build[A/1,M,K,p2] <= 0"]


def test_frozen_for_a_program_that_is_off_can_be_kept_by_no_plan(tmp_path):
    """Without launch nothing is built, yet 4 are firm: 4 ≤ build ≤ 0. Of the other model none is built there."""
    case = small(tmp_path, **TWO_MODELS, programs="model,market,status / N,K,off",
                 frozen=f"{BUILD},units / A,1,N,K,p1,4 / A,1,M,K,p2,3")  # fmt: skip
    assert rows(case, "frozen") == [
        "frozen.units: build[A/1,M,K,p2] >= 3", "frozen.units: build[A/1,N,K,p1] >= 4",
        "frozen.units: build[A/1,M,K,p1] <= 0", "frozen.units: build[A/1,M,K,p2] <= 3",
    ]  # fmt: skip
    assert columns(case, "build")[2] == "4 <= build[A/1,N,K,p1] <= 0"


def test_baseline_deviation_both_ways(tmp_path):
    """4 planned in p1: build − deviation ≤ 4 and build + deviation ≥ 4. p2 does not stand there."""
    case = small(tmp_path, case="change_cost = 3", baseline=f"{BUILD},units / A,1,M,K,p1,4")
    assert rows(case, "baseline") == [
        "baseline.above[A/1,M,K,p1]: build[A/1,M,K,p1] - deviation[A/1,M,K,p1] <= 4",
        "baseline.below[A/1,M,K,p1]: build[A/1,M,K,p1] + deviation[A/1,M,K,p1] >= 4",
    ]


def test_baseline_tolerance(tmp_path):
    """4 ± 0.25 · 4 in p1: 3 to 5; exactly 2 in p2; 0 ± half of 0 for N in p1, without a change cost."""
    case = small(tmp_path, **TWO_MODELS,
                 baseline=f"{BUILD},units,tolerance / A,1,M,K,p1,4,0.25 / A,1,M,K,p2,2,0 / A,1,N,K,p1,0,0.5",
    )  # fmt: skip
    assert rows(case, "baseline") == [
        "baseline.tolerance: build[A/1,M,K,p1] >= 3", "baseline.tolerance: build[A/1,M,K,p2] >= 2",
        "baseline.tolerance: build[A/1,M,K,p1] <= 5", "baseline.tolerance: build[A/1,M,K,p2] <= 2",
        "baseline.tolerance: build[A/1,N,K,p1] <= 0",
    ]  # fmt: skip


def test_baseline_tolerance_above_one_keeps_builds_at_nothing_or_more(tmp_path):
    """4 ± 1.5 · 4 is −2 to 10: the lower limit does not bind. A blank tolerance is none."""
    case = small(tmp_path, baseline=f"{BUILD},units,tolerance / A,1,M,K,p1,4,1.5 / A,1,M,K,p2,4,")
    assert rows(case, "baseline") == ["baseline.tolerance: build[A/1,M,K,p1] <= 10"]
    assert columns(case, "build") == ["0 <= build[A/1,M,K,p1] <= 10 whole", "0 <= build[A/1,M,K,p2] whole"]


def test_baseline_row_that_cannot_be_built_is_void(tmp_path):
    """N can't be built in p1 any more: its tolerance asks for nothing, and there is nothing to deviate."""
    case = small(tmp_path, case="change_cost = 3", models=TWO_MODELS["models"], demand=TWO_MODELS["demand"],
                 builds="plant,line,model,hours_per_unit,first_period / A,1,M,2, / A,1,N,2,p2",
                 baseline=f"{BUILD},units,tolerance / A,1,N,K,p1,4,0.25")  # fmt: skip
    assert rows(case, "baseline") == []
    assert columns(case, "deviation") == []


def test_baseline_of_a_program_that_is_off_counts(tmp_path):
    """N could be built and was to be, 4 of it: that none is, is a deviation of 4; the tolerance can't be kept."""
    case = small(tmp_path, **TWO_MODELS, case="change_cost = 3", programs="model,market,status / N,K,off",
                 baseline=f"{BUILD},units,tolerance / A,1,N,K,p1,4,0.25")  # fmt: skip
    assert rows(case, "baseline") == [
        "baseline.above[A/1,N,K,p1]: build[A/1,N,K,p1] - deviation[A/1,N,K,p1] <= 4",
        "baseline.below[A/1,N,K,p1]: build[A/1,N,K,p1] + deviation[A/1,N,K,p1] >= 4",
        "baseline.tolerance: build[A/1,N,K,p1] >= 3",
    ]


def test_baseline_and_frozen_both_bind(tmp_path):
    """4 are firm in p1 where 6 ± 1.5 were planned: no build is both, and the bounds say so (4.5 ≤ build ≤ 4)."""
    case = small(
        tmp_path, frozen=f"{BUILD},units / A,1,M,K,p1,4", baseline=f"{BUILD},units,tolerance / A,1,M,K,p1,6,0.25"
    )
    assert columns(case, "build") == ["4.5 <= build[A/1,M,K,p1] <= 4", "0 <= build[A/1,M,K,p2] whole"]
