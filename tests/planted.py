"""Faults planted in the real case: each passes the check of the inputs, and leaves no plan."""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

REAL = Path(__file__).parents[1] / "inputs" / "us-japan-2026"


@dataclass(frozen=True)
class Cell:
    """A cell (or cells: every row whose columns read so) given another value, or that of a column (``@demand``).

    Without ``where`` a row is added.
    """

    table: str
    where: str
    values: str

    def write(self, case: Path) -> None:
        path = case / f"{self.table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        new = pairs(self.values)
        if self.where:
            wanted = pairs(self.where)
            found = [row for row in rows if all(row[header.index(name)] == value for name, value in wanted.items())]
            assert found, self
            for row in found:
                for name, value in new.items():
                    row[header.index(name)] = row[header.index(value[1:])] if value.startswith("@") else value
        else:
            rows.append([new.get(name, "") for name in header])
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


def pairs(text: str) -> dict[str, str]:
    """``market=KR;period=2026-02`` as a dict."""
    return dict(pair.split("=") for pair in text.split(";"))


PLANTED = {
    "too early commitment": [
        Cell("demand", "market=KR;model=Sienna;period=2026-02", "demand=150;commitment=150"),
    ],
    "capacity below committed work": [
        *(
            Cell("demand", f"market=US;model={model};period=2026-0{month}", "commitment=@demand")
            for model in ("TX", "Grand Highlander", "Grand Highlander Hybrid")
            for month in (3, 4)
        ),
        *(
            Cell("capacity", "", f"plant=TMMI;line=West;period=2026-0{month};hours_per_day=5;minimum_hours=0")
            for month in (2, 3, 4)
        ),
        Cell("capacity", "line=West;period=", "maximum_change=none"),
        Cell("baseline", "plant=TMMI;line=West", "tolerance="),
    ],
    "frozen against capacity": [
        Cell("frozen", "plant=TMMTX;model=Tundra;market=US", "units=18500"),
    ],
    "mix shares that cannot meet": [
        Cell("mix", "", "plant=TMMK;line=1;model=Camry;period=2026-08;minimum_share=0.6"),
        Cell("mix", "", "plant=TMMK;line=1;family=suv;period=2026-08;minimum_share=0.5"),
    ],
    "closing stock out of reach": [
        Cell("routes", "route=TMMI - KR via Hueneme", "maximum_units=45"),
        Cell("stock", "market=KR", "closing=215;closing_maximum=none"),
    ],
    "program off but committed elsewhere": [
        Cell("programs", "model=Camry", "status=off"),
        Cell("stock", "market=JP;model=Camry", "closing=100"),
    ],
    "pipeline above maximum stock": [
        Cell("pipeline", "period=2026-02", "units=400"),
    ],
    "parts short of commitments": [
        *(
            Cell("demand", f"market=US;model={model};period=2026-0{month}", "commitment=@demand")
            for model in ("Camry", "RAV4 Hybrid", "Sienna")
            for month in (2, 3, 4)
        ),
        *(Cell("parts", f"period=2026-0{month}", "supply=24500") for month in (2, 3, 4)),
        *(
            Cell(table, f"plant={plant}", change)
            for plant in ("TMMK", "TMMI")
            for table, change in (("baseline", "tolerance="), ("capacity", "minimum_hours=0"))
        ),
    ],
    "lots against limits": [
        Cell("builds", "line=East;model=Highlander", "minimum_lot=4200"),
    ],
    "sailings below the least load": [
        Cell("services", "service=Hueneme - Toyohashi;period=2027-11", "sailings=0"),
        Cell("services", "service=Hueneme - Toyohashi;period=2027-12", "capacity=30"),
    ],
    "firm work against level hours": [
        Cell("capacity", "line=West", "maximum_change=5"),
    ],
}
"""Eleven kinds of fault, each in cells of its own."""


def planted(name: str, folder: Path) -> Path:
    """The real case with a fault planted in it."""
    case = folder / "case"
    shutil.copytree(REAL, case)
    for cell in PLANTED[name]:
        cell.write(case)
    return case
