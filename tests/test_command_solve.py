"""`optimizer solve`: what it writes, says and gives back."""

import json

import pytest

from models.audit import Breach, Verdict
from models.solution import Solution, Status
from optimizer import pipeline
from tests.command_runs import TINY, tables_of, tiny_with

KEYS = [
    "case", "title", "scenario", "currency", "status", "objective", "bound", "gap", "verified", "proved", "engine",
    "engine_version", "size", "seconds", "kpis", "inputs_sha256", "version", "started", "options",
]  # fmt: skip
SECONDS = ["read", "build", "solve", "verify", "write", "total"]
KPIS = [
    "units_built", "units_domestic", "units_export", "export_share", "demand", "sold", "fill_rate", "utilisation",
    "overtime_hours", "revenue", "contribution", "penalties",
]  # fmt: skip


def infeasible(folder):
    """The tiny case with a frozen build that no line has the hours for."""
    case = tiny_with(folder)
    (case / "frozen.csv").write_text("plant,line,model,market,period,units\nSouth,B,Sedan,Home,1,1000\n")
    return case


def test_plan_is_written_and_told(optimizer, tmp_path):
    """A solved case: exit 0, results on standard output, progress on standard error, all files in the folder."""
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan")
    assert ran.code == 0
    for words in ("optimal", "1,390,000 USD", "Units built", "Shortages", str(tmp_path / "plan")):
        assert words in ran.out
    assert "solving" in ran.err
    names = {"allocation", "shipments", "fulfilment", "utilisation", "inventory", "programs", "sailings",
             "contribution", "prices"}  # fmt: skip
    assert set(tables_of(tmp_path / "plan")) == {f"{name}.csv" for name in names}


def test_json_alone_stands_on_standard_output(optimizer, tmp_path):
    """With --json standard output is the summary, with the documented keys in their order, as in the plan folder."""
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan", "--json")
    said = ran.json
    assert list(said) == KEYS
    assert list(said["seconds"]) == SECONDS
    assert list(said["kpis"]) == KPIS
    assert list(said["size"]) == ["variables", "integers", "rows", "nonzeros"]
    written = json.loads((tmp_path / "plan" / "summary.json").read_text())
    assert {**said, "seconds": None} == {**written, "seconds": None}
    assert (said["status"], said["objective"], said["verified"], said["proved"]) == ("optimal", 1_390_000, True, False)
    assert said["options"]["engine"] == "auto"


def test_same_case_same_bytes(optimizer, tmp_path):
    """The same plan is written as the same bytes."""
    for name in ("one", "two"):
        assert optimizer("solve", TINY, "--out", tmp_path / name, "--quiet").code == 0
    assert tables_of(tmp_path / "one") == tables_of(tmp_path / "two")


def test_quiet_says_one_line(optimizer, tmp_path):
    """With --quiet the result is one line, and nothing stands on standard error."""
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan", "--quiet")
    assert ran.out.count("\n") == 1
    assert ran.out.startswith("optimal: 1,390,000 USD")
    assert ran.err == ""


def test_relaxed_plan_is_proved(optimizer, tmp_path):
    """A linear program's bound is recomputed from the duals, and its prices say so."""
    said = optimizer("solve", TINY, "--out", tmp_path / "plan", "--relax", "--json").json
    assert (said["status"], said["verified"], said["proved"]) == ("optimal", True, True)
    assert said["size"]["integers"] == 0
    assert said["objective"] <= said["bound"] <= said["objective"] * (1 + 1e-6)
    assert b",linear program," in tables_of(tmp_path / "plan")["prices.csv"]


def test_plan_of_whole_units_has_prices_of_what_remains(optimizer, tmp_path):
    """With its switches fixed and its vehicles free a plan has prices: an hour of South makes a sedan for Home."""
    optimizer("solve", TINY, "--out", tmp_path / "plan", "--json")
    prices = tables_of(tmp_path / "plan")["prices.csv"].decode().splitlines()[1:]
    assert prices
    assert all(",switches fixed," in line for line in prices)
    assert "line_time,limit=hours;plant=South;line=B;period=3,2000,switches fixed,30,0,2000,80,2000" in prices


def test_default_folder_is_plans_and_the_cases_name(optimizer, tmp_path, monkeypatch):
    """Without --out the plan is in `plans/<case name>` of the working directory."""
    monkeypatch.chdir(tmp_path)
    assert optimizer("solve", TINY, "--quiet").code == 0
    assert (tmp_path / "plans" / "tiny" / "summary.json").is_file()


def test_own_files_survive_the_next_plan(optimizer, tmp_path):
    """What a planner keeps beside a plan's files is still there after the next plan; stale tables are not."""
    plan = tmp_path / "plan"
    optimizer("solve", TINY, "--out", plan, "--quiet")
    (plan / "notes.txt").write_text("mine")
    (plan / "parts.csv").write_text("of an older plan")
    optimizer("solve", TINY, "--out", plan, "--quiet")
    assert (plan / "notes.txt").read_text() == "mine"
    assert not (plan / "parts.csv").exists()


def test_infeasible_case_has_no_plan(optimizer, tmp_path):
    """No plan exists: exit 3, a summary without figures, advice, and an earlier plan as it was."""
    plan = tmp_path / "plan"
    optimizer("solve", TINY, "--out", plan, "--quiet")
    before = tables_of(plan)
    ran = optimizer("solve", infeasible(tmp_path / "case"), "--out", plan, "--json")
    assert ran.code == 3
    assert ran.json["status"] == "infeasible"
    figures = [ran.json[key] for key in ("objective", "bound", "gap", "verified", "proved")]
    assert [*figures, *ran.json["kpis"].values()] == [None] * (5 + len(KPIS))
    assert "no plan obeys all rules" in ran.err
    assert "as it was" in ran.err
    assert tables_of(plan) == before
    assert list(ran.json) == KEYS


def test_infeasible_case_says_nothing_on_standard_output(optimizer, tmp_path):
    """Without a plan there are no results: standard output stays empty, no folder is made."""
    ran = optimizer("solve", infeasible(tmp_path / "case"), "--out", tmp_path / "plan")
    assert (ran.code, ran.out) == (3, "")
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.UNBOUNDED, 3), (Status.NO_PLAN, 4), (Status.ERROR, 1)],
)
def test_exit_codes_without_a_plan(optimizer, tmp_path, monkeypatch, status, code):
    """Unbounded is 3, a limit with nothing in hand 4, an engine that failed 1; none writes a plan."""
    answer = Solution(status, "highs", "1", 0.0, message="it said so")
    monkeypatch.setattr(pipeline.engines, "solve", lambda *arguments: answer)
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan", "--json")
    assert (ran.code, ran.json["status"], ran.json["objective"]) == (code, status.value, None)
    assert "Traceback" not in ran.err
    assert not (tmp_path / "plan").exists()


def test_plan_that_fails_its_verification_is_not_written(optimizer, tmp_path, monkeypatch):
    """A broken rule: exit 5, the rule and place on standard error, nothing written, no figure in the summary."""
    breach = Breach("line_time", "plant=North line=A period=1", 12.5, "worked hours exceed the line's time")
    verdict = Verdict((breach,), {"line_time": 1}, {}, 0.0)
    monkeypatch.setattr(pipeline, "audit", lambda *arguments, **options: verdict)
    ran = optimizer("solve", TINY, "--out", tmp_path / "plan", "--json")
    assert ran.code == 5
    assert (ran.json["verified"], ran.json["status"], ran.json["objective"]) == (False, "error", None)
    assert "line_time: plant=North line=A period=1" in ran.err
    assert not (tmp_path / "plan").exists()


def test_faulty_case_lists_every_fault(optimizer, tmp_path):
    """All faults of a case are listed, each with its file and line; exit 2, no plan."""
    case = tiny_with(tmp_path / "case", builds=("South,B,Sedan,1,", "South,B,Sedan,-1,"), demand=("2,90,", "2,9O,"))
    ran = optimizer("solve", case, "--out", tmp_path / "plan", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "builds.csv:4:" in ran.err
    assert "demand.csv:3:" in ran.err
    assert "2 faults" in ran.err
    assert not (tmp_path / "plan").exists()
