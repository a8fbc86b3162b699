"""What a planner can change so that a plan exists, by kind: the limits that give way, and the cells they stand in."""

from dataclasses import dataclass

import numpy as np

from models.draft import Rule
from models.keys import MISSING, Mask
from optimizer.diagnose.limits import Limits
from optimizer.explain.sources import sources

HOURS, SHARE, UNITS = 1.0, 1e-4, 1.0
"""The steps in which hours, shares, and units (CEU, parts, sailings, …) are changed."""


@dataclass(frozen=True)
class Move:
    """How one kind of limit gives way: the cell that is changed, in what steps, and what is said of it.

    ``exact``: what is given is an amount that must be met, not a limit that may be wider than needed.
    """

    table: str
    column: str
    what: str
    step: float = UNITS
    exact: bool = False

    @property
    def is_hours(self) -> bool:
        """Whether it is hours that give way."""
        return self.table == "capacity"


@dataclass(frozen=True)
class Lever:
    """One kind of change, and the limits it moves."""

    name: str
    moves: dict[str, Move]


LEVERS = (
    Lever("more overtime", {
        "line_time.hours": Move("capacity", "overtime_hours", "overtime of line {line} in {period}", HOURS)}),
    Lever("more parts", {
        "parts.supply": Move("parts", "supply", "supply of {part} in {period}")}),
    Lever("larger vessels", {
        "services.capacity": Move("services", "capacity", "CEU of each sailing of {service} in {period}")}),
    Lever("other sailings", {
        "services.capacity": Move("services", "sailings", "most sailings of {service} in {period}"),
        "services.sailings": Move("services", "sailings", "most sailings of {service} in {period}"),
        "services.minimum_sailings": Move("services", "minimum_sailings", "least sailings of {service} in {period}")}),
    Lever("fewer commitments", {
        "commitments.commitment": Move("demand", "commitment", "commitment of {model} to {market} in {period}")}),
    Lever("fewer least hours", {
        "line_time.minimum_hours": Move("capacity", "minimum_hours", "least hours of line {line} in {period}", HOURS)}),
    Lever("hours that may change more", {
        "level_line.maximum_change":
            Move("capacity", "maximum_change", "most change of hours of line {line} into {period}", HOURS)}),
    Lever("more units on a line", {
        "lots.maximum_units": Move("builds", "maximum_units", "most {model} built on line {line} in {period}")}),
    Lever("smaller lots", {
        "lots.minimum_lot": Move("builds", "minimum_lot", "least lot of {model} on line {line} in {period}"),
        "routes.minimum_lot": Move("routes", "minimum_lot", "least lot on route {route}")}),
    Lever("more on a route", {
        "routes.maximum_units": Move("routes", "maximum_units", "most vehicles on route {route}")}),
    Lever("room in the yards", {
        "yard_limit.maximum": Move("yards", "maximum", "most {model} for {market} in the yard of {plant}"),
        "yard_space.yard_capacity": Move("plants", "yard_capacity", "CEU in the yard of {plant}")}),
    Lever("room for stock", {
        "stock_limits.maximum": Move("stock", "maximum", "most stock of {model} in {market}"),
        "stock_space.stock_capacity": Move("markets", "stock_capacity", "CEU of stock in {market}")}),
    Lever("less least stock", {
        "stock_limits.minimum": Move("stock", "minimum", "least stock of {model} in {market}")}),
    Lever("other closing stock", {
        "closing.closing": Move("stock", "closing", "closing stock of {model} in {market}"),
        "closing.closing_transit": Move("stock", "closing_transit", "{model} under way to {market} at the end"),
        "closing.closing_maximum": Move("stock", "closing_maximum", "most {model} in {market} and under way")}),
    Lever("other shares", {
        "mix.minimum_share": Move("mix", "minimum_share", "least share of {who} on line {line}", SHARE),
        "mix.maximum_share": Move("mix", "maximum_share", "most share of {who} on line {line}", SHARE)}),
    Lever("other firm builds", {
        "frozen.units": Move("frozen", "units", "firm {model} for {market} on line {line} in {period}", exact=True)}),
    Lever("further from the last plan", {
        "baseline.tolerance":
            Move("baseline", "tolerance", "tolerance of {model} for {market} on line {line} in {period}", SHARE)}),
    Lever("other programs", {
        "programs.minimum_units": Move("programs", "minimum_units", "least units of {model} in {market}, if launched"),
        "programs.maximum_units": Move("programs", "maximum_units", "most units of {model} in {market}, if launched")}),
    Lever("other units under way or in stock", {
        "market_balance.units": Move("pipeline", "units", "{model} arriving in {market} in {period}", exact=True),
        "plant_balance.opening": Move("yards", "opening", "{model} for {market} in the yard of {plant}", exact=True)}),
)  # fmt: skip
"""Every kind of change, in the order in which they are tried."""


def movable(limits: Limits, lever: Lever) -> Mask:
    """Which limits the lever moves: those of its kinds whose cell is there to be changed."""
    found = np.zeros(len(limits), dtype=np.bool_)
    for rule, numbers in limits.blocks:
        move = lever.moves.get(f"{rule.name}.{rule.limit}")
        if move is None:
            continue
        there = np.zeros(len(numbers), dtype=np.bool_)
        for source in sources(limits.case, rule.name, rule.limit, rule.keys):
            there[source.positions] = True
        found[numbers[there & (numbers != MISSING) & _means_something(limits, rule, move)]] = True
    return found


def _means_something(limits: Limits, rule: Rule, move: Move) -> Mask:
    """Whether another value in the cell of each limit of a rule would make a difference."""
    case = limits.case
    match rule.name, rule.limit:
        case "frozen", _:
            own: Mask = case.frozen.keys.holds(rule.keys)
            return own
        case "services", "capacity":
            other = "capacity" if move.column == "sailings" else "sailings"
            sails: Mask = case.services.at(rule.keys, other) > 0
            free = case.services.at(rule.keys, "sailing_cost") == 0  # else the most sailings are a limit of their own
            return sails & free if move.column == "sailings" else sails
        case "baseline", _:
            planned: Mask = case.baseline.at(rule.keys, "units") > 0
            return planned
        case _:
            return np.ones(len(rule.keys), dtype=np.bool_)
