"""`optimizer explain`: what it says, what it writes, what it refuses."""

import shutil

import pandas as pd
import pytest

from tests.explain_cases import plan_folder


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
    why = next(row for row in told["why"] if row["model"] == "Sedan")
    assert why["leaves"] == pytest.approx(left)
    assert why["chain"][-1] == "Truck for Home earns 4,000 per h with it, this 3,500"


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
        ((plan, "--gap", "-1"), "--gap is -1"),
        ((plan, "--fixes", "-1"), "--fixes is -1"),
    ):
        ran = optimizer("explain", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err


def test_time_limit_leaves_out_what_is_not_known_by_then(optimizer):
    """Next to no time: the explanation stands, the shortages are told without fixes; a bad limit is refused."""
    ran = optimizer("explain", plan_folder("tiny"), "--market", "Home", "--time-limit", "1e-6", "--json")
    assert ran.code == 0
    assert ran.json["reasons"]
    assert "fixes" not in ran.json
    assert optimizer("explain", plan_folder("tiny"), "--time-limit", "-1").code == 2


def test_fixes_are_told_with_what_they_bring(optimizer, tmp_path):
    """Without a limit they are there, on the page and as tables; their items add up to what the plan gains."""
    out = tmp_path / "told"
    ran = optimizer("explain", plan_folder("tiny"), "--market", "Home", "--fixes", "2", "--out", out)
    assert "Changes that would serve it" in ran.out
    fixes, items = pd.read_csv(out / "fixes.csv"), pd.read_csv(out / "fix_items.csv")
    assert sorted(set(fixes["fix"])) == [1, 2]
    gains = items.groupby("fix")["change"].sum()
    assert gains.to_numpy() == pytest.approx(fixes.groupby("fix")["plan_gains"].first().to_numpy())
