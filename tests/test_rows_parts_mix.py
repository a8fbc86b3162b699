"""The rows of parts and of the mix of models on a line, on the smallest cases, written by hand."""

from tests.small import rows, small

TWO_MODELS = {
    "models": "model,family / M,small / N,large", "demand": "market,model,demand / K,M,5 / K,N,5",
    "builds": "plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2", "periods": "period / p1",
}  # fmt: skip
TWO_PLANTS_AND_MARKETS = {
    "periods": "period / p1", "plants": "plant / A / B", "markets": "market / K / J",
    "capacity": "plant,line,hours / A,1,10 / B,1,10", "builds": "plant,line,model,hours_per_unit / A,1,M,2 / B,1,M,2",
    "demand": "market,model,demand / K,M,5 / J,M,5",
    "routes": "route,plant,market / R,A,K / S,A,J / U,B,K / V,B,J", "freight": "route / R / S / U / V",
}  # fmt: skip


# ---- parts ---------------------------------------------------------------------------------------------------------


def test_parts_that_are_not_stored_add_their_opening_to_the_first_supply(tmp_path):
    """2 a vehicle; 9 supplied, 4 there at the start: 13 in p1; 8 in p2, and what is left of p1 is lost."""
    case = small(
        tmp_path, parts="part,period,supply,opening / G,,9,4 / G,p2,8,4", part_usage="part,model,quantity / G,M,2"
    )
    assert rows(case, "parts") == [
        "parts.supply[G,p1]: 2 build[A/1,M,K,p1] <= 13",
        "parts.supply[G,p2]: 2 build[A/1,M,K,p2] <= 8",
    ]


def test_parts_that_are_stored_are_carried_on(tmp_path):
    """9 supplied and 4 there at the start: 13 in p1; in p2 those left and 9 more."""
    case = small(tmp_path, parts="part,supply,opening,storable / G,9,4,yes", part_usage="part,model,quantity / G,M,2")
    assert rows(case, "parts") == [
        "parts.supply[G,p1]: 2 build[A/1,M,K,p1] + part_stock[G,p1] <= 13",
        "parts.supply[G,p2]: 2 build[A/1,M,K,p2] - part_stock[G,p1] + part_stock[G,p2] <= 9",
    ]


def test_parts_in_a_vehicle_by_plant_and_market(tmp_path):
    """2 a vehicle; 3 at plant B; 0 for J, but 1.5 at B for J: the row with the most filled cells counts."""
    case = small(tmp_path, **TWO_PLANTS_AND_MARKETS, parts="part,supply / G,9",
                 part_usage="part,model,plant,market,quantity / G,M,,,2 / G,M,B,,3 / G,M,A,J,0 / G,M,B,J,1.5",
    )  # fmt: skip
    assert rows(case, "parts") == [
        "parts.supply[G,p1]: 2 build[A/1,M,K,p1] + 3 build[B/1,M,K,p1] + 1.5 build[B/1,M,J,p1] <= 9",
    ]


def test_parts_that_only_some_plants_and_markets_use(tmp_path):
    """Without a row that matches, a vehicle takes none: G is used at plant B only, H for J only."""
    case = small(tmp_path, **TWO_PLANTS_AND_MARKETS, parts="part,supply / G,9 / H,7",
                 part_usage="part,model,plant,market,quantity / G,M,B,,3 / H,M,,J,1")  # fmt: skip
    assert rows(case, "parts") == [
        "parts.supply[G,p1]: 3 build[B/1,M,K,p1] + 3 build[B/1,M,J,p1] <= 9",
        "parts.supply[H,p1]: build[A/1,M,J,p1] + build[B/1,M,J,p1] <= 7",
    ]


def test_parts_of_each_part_and_model(tmp_path):
    """G is in both models, H in N only, I in none; no part's stock is another's."""
    case = small(
        tmp_path, **TWO_MODELS, parts="part,supply,storable / G,9,yes / H,5,yes / I,1,no",
        part_usage="part,model,quantity / G,M,2 / G,N,1 / H,N,4")  # fmt: skip
    assert rows(case, "parts") == [
        "parts.supply[G,p1]: 2 build[A/1,M,K,p1] + build[A/1,N,K,p1] + part_stock[G,p1] <= 9",
        "parts.supply[H,p1]: 4 build[A/1,N,K,p1] + part_stock[H,p1] <= 5",
        "parts.supply[I,p1]: 0 <= 1",
    ]


# ---- mix -----------------------------------------------------------------------------------------------------------


def test_mix_of_a_model_between_its_shares(tmp_path):
    """At least 0.25 of all: M − 0.25 (M + N) = 0.75 M − 0.25 N ≥ 0. At most 0.5: 0.5 M − 0.5 N ≤ 0."""
    case = small(tmp_path, **TWO_MODELS, mix="plant,line,model,minimum_share,maximum_share / A,1,M,0.25,0.5")
    assert rows(case, "mix") == [
        "mix.minimum_share[row 1,p1]: 0.75 build[A/1,M,K,p1] - 0.25 build[A/1,N,K,p1] >= 0",
        "mix.maximum_share[row 1,p1]: 0.5 build[A/1,M,K,p1] - 0.5 build[A/1,N,K,p1] <= 0",
    ]


def test_mix_of_a_family(tmp_path):
    """N and O are large, M and the one without a family, P, are not: 0.6 N + 0.6 O − 0.4 M − 0.4 P ≤ 0."""
    case = small(
        tmp_path, periods="period / p1", models="model,family / M,small / N,large / O,large / P,",
        demand="market,model,demand / K,M,5 / K,N,5 / K,O,5 / K,P,5",
        builds="plant,line,model,hours_per_unit / A,1,M,2 / A,1,N,2 / A,1,O,2 / A,1,P,2",
        mix="plant,line,family,maximum_share / A,1,large,0.4")  # fmt: skip
    assert rows(case, "mix") == [
        "mix.maximum_share[row 1,p1]: - 0.4 build[A/1,M,K,p1] + 0.6 build[A/1,N,K,p1] + 0.6 build[A/1,O,K,p1]"
        " - 0.4 build[A/1,P,K,p1] <= 0",
    ]


def test_mix_row_by_row_each_a_rule_of_its_own(tmp_path):
    """Row 1 holds in every period, row 2 in p2 on top of it; 0 and 1 are shares too."""
    case = small(tmp_path, **TWO_MODELS | {"periods": "period / p1 / p2"},
                 mix="plant,line,family,model,period,minimum_share,maximum_share"
                     " / A,1,,M,,,0.5 / A,1,large,,p2,0, / A,1,small,,p1,,1")  # fmt: skip
    assert rows(case, "mix") == [
        "mix.minimum_share[row 2,p2]: build[A/1,N,K,p2] >= 0",
        "mix.maximum_share[row 1,p1]: 0.5 build[A/1,M,K,p1] - 0.5 build[A/1,N,K,p1] <= 0",
        "mix.maximum_share[row 1,p2]: 0.5 build[A/1,M,K,p2] - 0.5 build[A/1,N,K,p2] <= 0",
        "mix.maximum_share[row 3,p1]: - build[A/1,N,K,p1] <= 0",
    ]


def test_mix_is_of_one_line_and_all_its_markets(tmp_path):
    """Line 1 of plant B is not asked; for A both markets count."""
    case = small(tmp_path, **TWO_PLANTS_AND_MARKETS | {
        "models": "model / M / N", "demand": "market,model,demand / K,M,5 / J,M,5 / K,N,5",
        "builds": "plant,line,model,hours_per_unit / A,1,M,2 / B,1,M,2 / A,1,N,2 / B,1,N,2",
    }, mix="plant,line,model,minimum_share / A,1,N,0.25")  # fmt: skip
    assert rows(case, "mix") == [
        "mix.minimum_share[row 1,p1]: - 0.25 build[A/1,M,K,p1] - 0.25 build[A/1,M,J,p1] + 0.75 build[A/1,N,K,p1] >= 0",
    ]
