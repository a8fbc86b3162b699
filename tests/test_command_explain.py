"""`optimizer explain`: what it says, what it writes, what it refuses."""

import shutil

import pandas as pd
import pytest

from tests.command_runs import Command
from tests.explain_cases import plan_folder


@pytest.fixture
def optimizer(capfd):
    return Command(capfd)


def test_slice_is_explained(optimizer):
    """Exit 0; the page on standard output keeps to its width; progress apart."""
    ran = optimizer("explain", plan_folder("tiny"), "--market", "Home", "--model", "Sedan")
    assert ran.code == 0
    for words in ("What was planned", "What limits it", "What one more is worth", "hours of North/A", "capacity.csv:2"):
        assert words in ran.out
    assert all(len(line) <= 100 for line in ran.out.splitlines())
    assert "reading" in ran.err


def test_json_holds_what_the_page_tells(optimizer):
    """Standard output is JSON and nothing else; the terms of a reason add up."""
    ran = optimizer("explain", plan_folder("tiny"), "--market", "Home", "--json", "--quiet")
    assert ran.code == 0
    told = ran.json
    assert told["currency"] == "USD"
    of_sedan = [row["amount"] for row in told["reasons"] if row["model"] == "Sedan"]
    left = next(row["leaves"] for row in told["ways"] if row["model"] == "Sedan")
    assert sum(of_sedan) == pytest.approx(left)


def test_tables_are_written(optimizer, tmp_path):
    """`--out` writes the tables as CSV; a contrast's items add up to the change that JSON tells."""
    out = tmp_path / "told"
    ran = optimizer("explain", plan_folder("tiny"), "--why-not", "launch Sedan in Japan", "--out", out, "--json")
    assert ran.code == 0
    items = pd.read_csv(out / "why_not_1_items.csv")
    assert items["change"].sum() == pytest.approx(ran.json["why_not"][0]["change"])


def test_what_cannot_be_explained_is_refused(optimizer, tmp_path):
    """No plan, a plan without its case, unknown names, wishes that can't be read: exit 2 and a line."""
    plan = plan_folder("tiny")
    bare = tmp_path / "bare"
    shutil.copytree(plan, bare)
    shutil.rmtree(bare / "inputs")
    for arguments, says in (
        ((tmp_path / "nothing",), "summary.json"),
        ((bare,), "solve the case again"),
        ((plan, "--model", "Sedn"), 'did you mean "Sedan"'),
        ((plan, "--why-not", "bild Sedan = 1"), 'did you mean "build"'),
    ):
        ran = optimizer("explain", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err
