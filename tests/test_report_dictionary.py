"""The data dictionary says what the schema says."""

from pathlib import Path

from models.schema import SETTINGS, TABLES
from optimizer.dictionary import dictionary

PAGE = Path(__file__).parent.parent / "inputs" / "README.md"


def test_page_is_what_the_schema_says():
    """`inputs/README.md` is the dictionary, to the letter: `python -m optimizer.dictionary > inputs/README.md`."""
    assert PAGE.read_text(encoding="utf-8") == dictionary()


def test_every_table_column_and_setting_is_described():
    """Each table has a chapter, with a row for each of its columns; required tables come first."""
    chapters = {chapter.split("\n", 1)[0]: chapter for chapter in dictionary().split("\n### ")[1:]}
    assert list(chapters) == [table.name for table in TABLES]
    for table in TABLES:
        for column in table.columns:
            assert f"`{column.name}`" in chapters[table.name]
    for setting in SETTINGS:
        assert f"`{setting.name}`" in dictionary().split("## case.toml")[1]


def test_marks_tell_keys_from_values():
    """A filled key is starred, a key that may be blank has a question mark, a required value is bold."""
    text = dictionary()
    assert "| `period`?" in text
    assert "| `plant`* " in text
    assert "| **`hours_per_unit`** " in text
    assert "| `jobs_per_hour` " in text
