"""The README says what is so: its commands, its output, its exit codes; so do the rules' page and all links."""

import re
from pathlib import Path

import pytest

from models.allocation import RULES
from models.audit.rules import RULES as AUDITED
from optimizer.outcome import ExitCode
from optimizer.rule_table import filled
from tests.command_runs import Command

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RULES_PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "benchmarks" / "README.md"]


def shape(text):
    """The text without its figures and the widths they take."""
    lines = [re.sub(r"\s+", " ", re.sub(r"[\d.,−–…]+", "#", line)).strip() for line in text.splitlines()]
    return [line for line in lines if not re.match(r"(#|plan|highs|JP Camry)", line)]


def test_two_commands_do_all_the_set_up():
    """Each stands on one line of its own, in this form."""
    for command in (
        "pip install -e . && optimizer solve inputs/us-japan-2026",
        "pip install -e '.[test]' && pytest",
    ):
        assert f"\n```\n{command}\n```\n" in README


def test_output_is_what_the_command_prints(tmp_path, capfd):
    """The real case, solved: the same words, and the objective within the gap."""
    shown = re.search(r"<!-- output of the real case -->\n```\n(.*?)\n```\n<!-- end of output -->", README, re.DOTALL)
    assert shown is not None
    ran = Command(capfd)("solve", ROOT / "inputs" / "us-japan-2026", "--out", tmp_path / "plan")
    assert ran.code == 0
    assert shape(ran.out) == shape(shown[1])
    best, told = (float(re.search(r"objective: ([\d,]+)", text)[1].replace(",", "")) for text in (ran.out, shown[1]))
    assert best == pytest.approx(told, rel=2e-4)


def test_table_of_rules_is_made_from_the_rules():
    """`python -m optimizer.rule_table docs/rules.md` would change nothing."""
    assert filled(RULES_PAGE) == RULES_PAGE


def test_every_rule_is_audited_under_its_name():
    """A rule is a function, a block of rows, a check of the audit and a line of the table, under one name."""
    own = {"build_exists", "ship_exists", "integrality", "contribution", "tables"}
    assert {rule.__name__ for rule in AUDITED} - own == {rule.__name__ for rule in RULES}


def test_every_exit_code_is_told():
    """One row a code, and no other."""
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert told == {int(code) for code in ExitCode}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    """Relative links name files of the project."""
    for place in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / place).exists(), place
