"""A wish is read as a planner would mean it, or refused with what would be right."""

import re

import pytest

from models.names import column_name
from optimizer.explain.forced import force_of
from optimizer.explain.wish import read_wish
from optimizer.request import BadRequest
from tests.explain_cases import INPUTS, on_ground


def read(text):
    return read_wish(on_ground("us-japan-2026")[1].allocation.case, text)


@pytest.mark.parametrize(("text", "names", "periods", "sign", "figure"), [
    ("build Tundra at TMMTX for JP 2026-07 = 100",
     {"model": "Tundra", "plant": "TMMTX", "market": "JP"}, (6, 6), "=", 100),
    ("build JP tundra 2026-07=1,500", {"model": "Tundra", "market": "JP"}, (6, 6), "=", 1500),
    ("ship Camry on TMMK - JP via Long Beach 2026-05 to 2026-07 +50",
     {"model": "Camry", "route": "TMMK - JP via Long Beach"}, (4, 6), "+", 50),
    ("sell Grand Highlander Hybrid in US >= 170000",
     {"model": "Grand Highlander Hybrid", "market": "US"}, None, ">=", 170000),
    ("work TMMTX/1 2026-07 ≤ 250", {"line": "TMMTX/1"}, (6, 6), "<=", 250),
    ("work on line West 2026-01..2026-03 -10", {"line": "TMMI/West"}, (0, 2), "-", 10),
    ("overtime at TMMK line 2 = 0", {"line": "TMMK/2"}, None, "=", 0),
    ("launch Camry in JP", {"model": "Camry", "market": "JP"}, None, "=", 1),
    ("sail Hueneme - Toyohashi 2026-07 = 3", {"service": "Hueneme - Toyohashi"}, (6, 6), "=", 3),
    ("run two shifts on TMMK/3 2026-05", {"pattern": "two shifts", "line": "TMMK/3"}, (4, 4), "=", 1),
    ("close TMMK/3 2026-05", {"line": "TMMK/3"}, (4, 4), "=", 0),
])  # fmt: skip
def test_wishes_are_read(text, names, periods, sign, figure):
    """Names in any order, with small words or without; a period, a span or none."""
    wish = read(text)
    assert (wish.names, wish.periods, wish.sign, wish.figure) == (names, periods, sign, figure)


@pytest.mark.parametrize(("text", "says"), [
    ("bild Tundra = 3", 'did you mean "build"'),
    ("build Tundar at TMMTX = 5", '"Tundar" is no name that fits; did you mean "Tundra"'),
    ("build Tundra at TMMTX", "say how many at its end"),
    ("build Tundra Sequoia = 4", "two of a kind"),
    ("sell Camry in JP 2026-05 2026-06 2026-07 = 4", "one period, or the first and the last"),
    ("sell Camry in JP 2026-06 to 2026-05 = 4", "one period, or the first and the last"),
    ("", "nothing that can be wished for"),
])  # fmt: skip
def test_unreadable_wishes_are_refused(text, says):
    """What can't be read is refused, with the nearest name where there is one."""
    with pytest.raises(BadRequest, match=re.escape(says)):
        read(text)


def test_wish_means_just_its_columns():
    """A wish for builds of a plant, market and period adds up just those builds; ``+`` starts from the plan."""
    _, base = on_ground("us-japan-2026")
    draft = base.allocation.draft
    force = force_of(draft, read("build Tundra at TMMTX for US 2026-07 +50"), base.values)
    names = [column_name(draft, int(column)) for column in draft.build.columns]
    meant = [names.index("build[TMMTX/1,Tundra,US,2026-07]") + draft.build.start]
    assert force.columns.tolist() == meant
    assert force.lower == pytest.approx(base.values[meant].sum() + 50)


def test_wish_that_means_nothing_is_refused():
    """A build that no line can make."""
    _, base = on_ground("us-japan-2026")
    with pytest.raises(BadRequest, match="no line there builds it"):
        force_of(base.allocation.draft, read("build Tundra at TMMK for JP = 100"), base.values)


def test_fewer_than_none_is_refused():
    """There can't be 100 fewer of what the plan has none of."""
    _, base = on_ground("us-japan-2026")
    with pytest.raises(BadRequest, match="less than nothing: the plan has 0"):
        force_of(base.allocation.draft, read("build Tundra for JP 2026-07 -100"), base.values)


def test_wishes_of_the_documentation_are_read():
    """Every wish that the documentation shows means something in the real case."""
    _, base = on_ground("us-japan-2026")
    text = (INPUTS.parent / "docs" / "explain.md").read_text()
    rows = [line.partition("| ")[2].partition(" | ")[2] for line in text.splitlines() if line.startswith("| `")]
    wishes = [wish for row in rows for wish in re.findall(r"`([^`]+)`", row)]
    assert len(wishes) >= 10
    for wish in wishes:
        assert len(force_of(base.allocation.draft, read(wish), base.values).columns)
