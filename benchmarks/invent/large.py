"""Large planning cases for measuring: a network of plants and markets on a map, made with arrays, written quickly.

python -m benchmarks.invent.large 1000000 somewhere [--mip] [--seed 1] [--volume 1000]
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.invent.case import settings_text

PLANNED = 0.7
"""Share of markets and models that are planned."""

SERVED = 0.6
"""Share of plants and markets with a route between them."""

FEW = 55
"""Median monthly demand of a market for a model, vehicles, if nothing else is asked for: so few that each one counts. A
maker's own are 50 to 30,000, with a median near 1,000 (``inputs/us-japan-2026``)."""


@dataclass(frozen=True)
class Shape:
    """How much there is of everything but markets, which fill up the number of variables."""

    periods: int
    plants: int
    models: int
    line_models: int
    """Models that a line builds; a plant has two lines."""

    def markets(self, variables: int) -> int:
        """Markets that make about so many variables: builds, dispatches, and sales, shortage and stock."""
        built = 2 * self.plants * self.line_models * SERVED
        sent = self.plants * min(self.models, 1.8 * self.line_models) * SERVED
        return max(2, round(variables / (PLANNED * self.periods * (built + sent + 3 * self.models))))


SHAPES = ((1e3, Shape(6, 2, 6, 4)), (3e4, Shape(12, 4, 12, 5)), (3e5, Shape(12, 8, 20, 6)), (3e6, Shape(24, 15, 40, 8)))
LARGEST = Shape(36, 30, 80, 10)


@dataclass(frozen=True)
class LargeCase:
    """Settings, and a frame for every table."""

    settings: dict[str, str | bool | float]
    frames: dict[str, pd.DataFrame]

    def write(self, folder: Path | str) -> Path:
        """Write the case as a folder of CSV files; gives back the folder."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "case.toml").write_text(settings_text(self.settings), encoding="utf-8")
        for name, frame in self.frames.items():
            frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
        return folder


def invent_large(variables: int, *, mip: bool = False, seed: int = 0, volume: float = FEW) -> LargeCase:
    """A feasible case of about so many variables; with ``mip`` whole vehicles, lots, shifts, sailings.

    ``volume``: median monthly demand of a market for a model. Lots and shifts grow with it, set-ups with its root.
    """
    dice = np.random.default_rng(seed)
    shape = next((shape for most, shape in SHAPES if variables <= most), LARGEST)
    frames = places(dice, shape, shape.markets(variables))
    frames |= sales(dice, frames, volume)
    frames |= ways(dice, frames, mip=mip)
    frames |= supply(dice, shape, frames, volume / FEW, mip=mip)
    title = f"{variables:,} variables, {'whole vehicles and switches' if mip else 'linear'}"
    return LargeCase({"title": title, "currency": "USD", "integer_units": mip}, frames)


def names(word: str, count: int) -> NDArray[np.object_]:
    """Numbered names (shape ``count``)."""
    return np.array([f"{word}{number + 1:04}" for number in range(count)], dtype=object)


def places(dice: Generator, shape: Shape, markets: int) -> dict[str, pd.DataFrame]:
    """Periods of working days, and plants and markets on the map; every third market is abroad."""
    months = pd.period_range("2026-01", periods=shape.periods, freq="M").astype(str)

    def located(key: str, count: int) -> pd.DataFrame:
        latitude, longitude = dice.uniform(25, 50, count).round(3), dice.uniform(-120, -75, count).round(3)
        return pd.DataFrame({key: names(key, count), "latitude": latitude, "longitude": longitude})

    market = located("market", markets)
    abroad = np.arange(markets) % 3 == 2
    market["kind"] = np.where(abroad, "export", "domestic")
    market.loc[abroad, "longitude"] += 170
    models = pd.DataFrame({"model": names("model", shape.models)})
    models["ceu"] = dice.choice([1.0, 1.2, 1.5], shape.models)
    models["family"] = np.where(models["ceu"] > 1.2, "truck", "car")
    days = dice.integers(18, 24, shape.periods)
    periods = pd.DataFrame({"period": months, "working_days": days})
    return {"periods": periods, "plants": located("plant", shape.plants), "models": models, "markets": market}


def sales(dice: Generator, frames: dict[str, pd.DataFrame], volume: float) -> dict[str, pd.DataFrame]:
    """Seasonal demand of the planned pairs in every period, and stock of each pair."""
    pairs = frames["markets"][["market"]].merge(frames["models"][["model"]], how="cross")
    pairs = pairs[dice.random(len(pairs)) < PLANNED].reset_index(drop=True)
    level, price = volume / FEW * dice.lognormal(4, 0.6, len(pairs)), dice.uniform(28_000, 45_000, len(pairs)).round(-1)
    count = len(frames["periods"])
    season = 1 + 0.2 * np.sin(2 * np.pi * np.arange(count) / 12)
    demand = pairs.loc[pairs.index.repeat(count)].reset_index(drop=True)
    demand.insert(2, "period", np.tile(frames["periods"]["period"].to_numpy(), len(pairs)))
    noise = dice.uniform(0.85, 1.15, len(demand))
    demand["demand"] = np.rint(np.repeat(level, count) * np.tile(season, len(pairs)) * noise).astype(int)
    demand["price"] = np.repeat(price, count)
    demand["shortage_cost"] = 2000
    stock = pairs.assign(opening=np.rint(2.5 * level).astype(int), holding_cost=dice.integers(40, 90, len(pairs)))
    return {"demand": demand, "stock": stock.assign(closing_value=15_000, closing_maximum=stock["opening"] * 2)}


def ways(dice: Generator, frames: dict[str, pd.DataFrame], *, mip: bool) -> dict[str, pd.DataFrame]:
    """Routes by distance, two months by sea, and what a unit costs on them."""
    routes = frames["plants"].merge(frames["markets"], how="cross", suffixes=("", "_there"))
    first = ~routes["market"].duplicated()
    routes = routes[(dice.random(len(routes)) < SERVED) | first].reset_index(drop=True)
    distance = np.hypot(routes["latitude"] - routes["latitude_there"], routes["longitude"] - routes["longitude_there"])
    far = routes["kind"].eq("export")
    cost = (150 + 18 * distance).round(2)
    table = routes[["plant", "market"]].copy()
    table.insert(0, "route", table["plant"] + " " + table["market"])
    table["lead_time"] = np.where(far, 2, (distance > 20).astype(int))
    frames_out = {}
    if mip:
        table["service"] = np.where(far, "vessel " + table["plant"], "")
        table["fixed_cost"] = np.where(far, 0, 5000)
        volume = frames["demand"]["demand"].sum() / len(frames["periods"]) / frames["plants"].shape[0]
        service = pd.DataFrame({"service": "vessel " + frames["plants"]["plant"], "capacity": 1500})
        service["sailings"] = int(np.ceil(volume / 1500)) + 1
        frames_out["services"] = service.assign(sailing_cost=90_000)
    freight = pd.DataFrame({"route": table["route"], "cost": cost, "transit_cost": 35})
    return {"routes": table, "freight": freight, **frames_out}


def supply(dice: Generator, shape: Shape, frames: dict[str, pd.DataFrame], times: float, *,
           mip: bool) -> dict[str, pd.DataFrame]:  # fmt: skip
    """Two lines a plant, what they build, and hours for nine tenths of demand, overtime for a tenth more.

    ``times``: how many times the volume is that of few.
    """
    lines = frames["plants"][["plant"]].merge(pd.DataFrame({"line": ["1", "2"]}), how="cross")
    order = np.argsort(dice.random((len(lines), shape.models)), axis=1)[:, : shape.line_models]
    order[:, 0] = np.arange(len(lines)) % shape.models  # every model somewhere, where there are lines enough
    builds = lines.loc[lines.index.repeat(shape.line_models)].reset_index(drop=True)
    builds["model"] = frames["models"]["model"].to_numpy()[order.ravel()]
    builds = builds.drop_duplicates().reset_index(drop=True)
    builds["jobs_per_hour"] = dice.uniform(40, 65, len(builds)).round(1)
    builds["unit_cost"] = dice.uniform(18_000, 26_000, len(builds)).round(-1)
    working_days = frames["periods"]["working_days"].sum()
    hours = frames["demand"]["demand"].sum() / 52 / working_days / len(lines)
    daily = (hours * dice.uniform(0.7, 1.1, len(lines))).round(3)
    capacity = lines.assign(hours_per_day=daily, overtime_hours_per_day=(daily / 10).round(3), overtime_cost=9000)
    if not mip:
        return {"builds": builds, "capacity": capacity}
    builds["minimum_lot"], builds["setup_cost"] = round(20 * times), round(15_000 * times**0.5)
    shifted = np.arange(len(lines)) % 2 == 1
    capacity.loc[shifted, "hours_per_day"] = np.nan
    patterns = pd.DataFrame({"pattern": ["one", "two"], "share": [0.6, 1.2], "minimum_periods": [1, 3]})
    shifts = capacity[shifted][["plant", "line"]].assign(daily=daily[shifted]).merge(patterns, how="cross")
    shifts["hours_per_day"] = (shifts.pop("daily") * shifts["share"]).round(3)
    shifts["cost"] = (2_000_000 * times * shifts.pop("share")).astype(int)
    shifts["change_cost"] = round(400_000 * times)
    return {"builds": builds, "capacity": capacity, "shifts": shifts}


def main() -> None:
    """Write a large case from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variables", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mip", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--volume", type=float, default=FEW)
    asked = parser.parse_args()
    case = invent_large(asked.variables, mip=asked.mip, seed=asked.seed, volume=asked.volume)
    print(case.write(asked.folder))


if __name__ == "__main__":
    main()
