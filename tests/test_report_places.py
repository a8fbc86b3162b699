"""Where a plan can be written is known before anything is solved."""

import errno
import os
from pathlib import Path

import pytest

from optimizer.report import places
from optimizer.report.places import NoPlace, check_place, resolved, seen_from_here


def test_new_and_empty_folders_and_earlier_plans_will_do(tmp_path):
    """A folder that is not there, an empty one, and one with a summary can take a plan; looking leaves no trace."""
    plan = tmp_path / "plan"
    check_place(plan)
    plan.mkdir()
    check_place(plan)
    (plan / "summary.json").write_text("{}")
    (plan / "allocation.csv").write_text("")
    check_place(plan)
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan"]


def test_folder_that_is_no_plan_is_refused(tmp_path):
    """A folder with files but no summary is not a plan, and is not overwritten."""
    (tmp_path / "thesis.txt").write_text("")
    with pytest.raises(NoPlace, match=r"holds files and is not a plan"):
        check_place(tmp_path)


def test_file_is_refused(tmp_path):
    """A plan can't take the place of a file."""
    (tmp_path / "plan").write_text("")
    with pytest.raises(NoPlace, match=r"is a file"):
        check_place(tmp_path / "plan")


def test_missing_parent_is_refused_unless_it_will_be_made(tmp_path):
    """A folder within one that is not there is probably a slip; only the default `plans` is made."""
    with pytest.raises(NoPlace, match=r"there is no folder .*nowhere"):
        check_place(tmp_path / "nowhere" / "plan")
    check_place(tmp_path / "plans" / "plan", make_parents=True)
    assert not (tmp_path / "plans").exists()


def test_read_only_parent_is_refused(tmp_path, monkeypatch):
    """A disk that takes no folder says so before the work, not after it."""

    def refuse(*arguments, **options):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(places.tempfile, "TemporaryDirectory", refuse)
    with pytest.raises(NoPlace, match=r"Read-only file system"):
        check_place(tmp_path / "plan")


def test_a_link_stands_for_its_folder(tmp_path):
    """A plan written through a link replaces the folder, not the link."""
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    assert resolved(tmp_path / "link") == Path(os.path.realpath(tmp_path / "there"))


def test_place_is_told_as_seen_from_here(tmp_path, monkeypatch):
    """Below the present folder a place is told from there on; elsewhere whole."""
    monkeypatch.chdir(tmp_path)
    assert seen_from_here(tmp_path.resolve() / "plans" / "tiny") == Path("plans/tiny")
    assert seen_from_here(Path("/elsewhere/tiny")) == Path("/elsewhere/tiny")
