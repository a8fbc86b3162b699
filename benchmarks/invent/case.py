"""An invented planning case as plain data: settings, and tables of rows of text, as in a folder of CSV files."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True)
class InventedCase:
    """Settings of ``case.toml`` and, for each table, its rows: column → text, a missing column being blank."""

    settings: dict[str, str | bool | float]
    tables: dict[str, list[Row]]
    seed: int = 0
    features: frozenset[str] = field(default_factory=frozenset)

    def write(self, folder: Path | str) -> Path:
        """Write the case as a folder of CSV files; gives back the folder."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "case.toml").write_text(settings_text(self.settings), encoding="utf-8")
        for name, rows in self.tables.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return folder


def settings_text(settings: Mapping[str, str | bool | float]) -> str:
    """The settings as ``case.toml`` writes them."""
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in settings.items())
