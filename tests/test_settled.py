"""A plan is settled by two linear programs: how they are solved makes no difference to it."""

from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from optimizer import settle
from optimizer.pipeline import solve_case
from optimizer.request import Request

INPUTS = Path(__file__).parents[1] / "inputs"


@pytest.mark.parametrize("case", ["tiny", "us-japan-2026"])
def test_at_once_or_one_after_the_other_gives_the_same_plan(case, monkeypatch):
    """To the last digit, prices and their ranges included."""
    at_once = solve_case(INPUTS / case, Request(engine="highs")).plan
    monkeypatch.setattr(settle, "is_raced", lambda program: True)
    in_turn = solve_case(INPUTS / case, Request(engine="highs")).plan
    for (name, frame), (_, other) in zip(at_once.tables(), in_turn.tables(), strict=True):
        assert_frame_equal(frame, other, check_exact=True, obj=name)
