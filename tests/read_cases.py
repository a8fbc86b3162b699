"""A minimal valid case, of which a test changes one thing."""

from collections.abc import Mapping
from pathlib import Path

from models.tables import Tables
from optimizer.faults import FaultyCase
from optimizer.read import ReadCase, read_case

FILES = {
    "case.toml": 'currency = "USD"\n',
    "periods.csv": "period,working_days\n2026-01,20\n2026-02,21\n",
    "plants.csv": "plant\nOhio\nTexas\n",
    "models.csv": "model,family\nSedan,car\nTruck,truck\n",
    "markets.csv": "market,kind\nHome,domestic\nJapan,export\n",
    "capacity.csv": "plant,line,period,hours,hours_per_day\nOhio,1,,100,\nTexas,1,,,8\n",
    "builds.csv": "plant,line,model,period,hours_per_unit,unit_cost\nOhio,1,Sedan,,2,10\nTexas,1,Truck,,4,20\n",
    "demand.csv": "market,model,period,demand,price\nHome,Sedan,,10,30\nJapan,Truck,2026-02,5,50\n",
    "routes.csv": "route,plant,market,lead_time\nO-H,Ohio,Home,0\nT-J,Texas,Japan,1\nO-J,Ohio,Japan,1\n",
    "freight.csv": "route,model,period,cost\nO-H,,,1\nT-J,,,2\nO-J,Sedan,,3\n",
}
"""A case without fault or warning: Ohio builds sedans for home, Texas trucks for Japan."""


def write_case(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The minimal case with some of its files replaced (or left out: ``None``) and others added."""
    for name, content in {**FILES, **(files or {})}.items():
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
    return folder


def read(folder: Path, files: Mapping[str, str | bytes | None] | None = None, scenario: str | None = None) -> Tables:
    """The tables of the minimal case with some files replaced."""
    return read_with_warnings(folder, files, scenario).tables


def read_with_warnings(
    folder: Path, files: Mapping[str, str | bytes | None] | None = None, scenario: str | None = None
) -> ReadCase:
    """The same, with its warnings."""
    return read_case(write_case(folder, files), scenario)


def faults(
    folder: Path, files: Mapping[str, str | bytes | None] | None = None, scenario: str | None = None
) -> list[str]:
    """What is found wrong with the minimal case with some files replaced, as shown; fails if nothing is."""
    try:
        read(folder, files, scenario)
    except FaultyCase as faulty:
        return [str(fault) for fault in faulty.faults]
    raise AssertionError("no fault was found")
