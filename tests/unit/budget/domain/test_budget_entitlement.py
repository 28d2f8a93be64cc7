"""What a sum of eligible cost is worth: the worked examples to the cent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.budget.domain.entitlement import entitlement
from services.budget.domain.income import Cover, Income, check_income, cover_as_of
from services.budget.domain.plan import SourceKind
from tests.unit.budget.domain.examples import TODAY, codes, some_rules, some_terms


def worth(
    eligible: int,
    *,
    rate: int = 6500,
    max_eligible: int | None = None,
    max_grant: int | None = None,
    cover: Cover | None = None,
    **settings: Any,
) -> int:
    terms = some_terms(
        funding_rate_bp=rate, max_eligible_cents=max_eligible, max_grant_cents=max_grant
    )
    return entitlement(eligible, cover or Cover(), terms, some_rules(**settings)).amount_cents


def test_e01_65_percent_of_13_million() -> None:
    assert worth(1_300_000_000) == 845_000_000


def test_e02_the_maxima_of_the_press_are_no_rate() -> None:
    """8.5 of 13 million would be 65.3846 %: the grant stays at 65 %, its maximum is out of reach
    below 13,076,923.07 EUR of eligible cost."""
    assert worth(1_300_000_000, max_grant=850_000_000, cap_basis="grant") == 845_000_000
    assert worth(1_307_692_306, max_grant=850_000_000, cap_basis="grant") == 849_999_999
    assert worth(1_307_692_308, max_grant=850_000_000, cap_basis="grant") == 850_000_000
    assert worth(1_400_000_000, max_grant=850_000_000, cap_basis="grant") == 850_000_000


@pytest.mark.parametrize(
    ("eligible", "rate", "expected"),
    [
        (250_000_000, 9000, 225_000_000),
        (1_750_000_000, 9000, 1_575_000_000),
        (1_750_000_000, 6500, 1_137_500_000),
    ],
)
def test_e05_both_rates(eligible: int, rate: int, expected: int) -> None:
    assert worth(eligible, rate=rate) == expected


def test_e06_the_cap_means_eligible_cost_or_the_grant() -> None:
    eligible = 270_000_000
    assert worth(eligible, max_eligible=250_000_000) == 162_500_000
    assert worth(eligible, max_grant=250_000_000, cap_basis="grant") == 175_500_000
    both = {"max_eligible": 250_000_000, "max_grant": 250_000_000}
    assert worth(eligible, **both) == 162_500_000
    assert worth(eligible, **both, cap_basis="grant") == 175_500_000


def test_the_only_cap_of_the_notice_counts_whatever_the_basis() -> None:
    assert worth(100_000, max_grant=50_000) == 50_000
    assert worth(100_000, max_eligible=50_000, cap_basis="grant") == 32_500
    assert worth(100_000) == 65_000


def test_e14_and_e38_round_once_on_the_sum() -> None:
    assert worth(41_234_567) == 26_802_469
    assert worth(521_234_567) == 338_802_469


@pytest.mark.parametrize(("eligible", "expected"), [(10, 7), (30, 20), (9, 6)])
def test_halves_are_rounded_away_from_zero(eligible: int, expected: int) -> None:
    """6.5 → 7, 19.5 → 20, 5.85 → 6."""
    assert worth(eligible) == expected


def test_e22_other_public_money_leaves_only_the_rest() -> None:
    assert worth(20_000_000, cover=Cover(other_public_cents=8_000_000)) == 12_000_000
    assert worth(20_000_000, cover=Cover(other_public_cents=7_000_000)) == 13_000_000
    assert worth(20_000_000, cover=Cover(other_public_cents=30_000_000)) == 0


def test_tied_income_reduces_the_base_where_the_pack_says_so() -> None:
    income = Cover(tied_cents=10_000)
    assert worth(110_000, cover=income) == 65_000
    assert worth(110_000, cover=income, income_treatment="record_only") == 71_500
    assert worth(5_000, cover=income) == 0


def test_the_way_is_shown() -> None:
    terms = some_terms(max_eligible_cents=100_000)
    cover = Cover(tied_cents=10_000, other_public_cents=50_000)
    found = entitlement(120_000, cover, terms, some_rules())
    assert (found.base_cents, found.share_cents, found.amount_cents) == (90_000, 58_500, 40_000)
    assert found.limited_by == ("max_eligible", "income", "other_public")
    grant = some_terms(max_grant_cents=1, max_eligible_cents=None)
    assert entitlement(100, Cover(), grant, some_rules()).limited_by == ("max_grant",)


def an_income(**changes: Any) -> Income:
    values: dict[str, Any] = {
        "source_kind": SourceKind.PRIVATE,
        "source": "Stiftung",
        "received_on": date(2026, 3, 31),
        "amount_cents": 100,
    }
    return Income(**(values | changes))


def test_cover_counts_what_was_received_by_then() -> None:
    incomes = [
        an_income(),
        an_income(source_kind=SourceKind.OTHER_PUBLIC, received_on=date(2026, 4, 1)),
        an_income(source_kind=SourceKind.OWN),
    ]
    assert cover_as_of(incomes, date(2026, 3, 31)) == Cover(100, 0)
    assert cover_as_of(incomes, date(2026, 4, 1)) == Cover(100, 100)
    assert cover_as_of(incomes, date(2026, 4, 1)).total_cents == 200


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"amount_cents": 0}, ["amount_out_of_range"]),
        ({"source": ""}, ["source_missing"]),
        ({"received_on": date(2026, 7, 16)}, ["received_in_future"]),
        ({"measure_id": "M9"}, ["measure_unknown"]),
        ({"source_kind": SourceKind.FEDERAL}, ["federal_money"]),
        ({"source_kind": SourceKind.GRANT}, ["grant_is_no_income"]),
        ({"source_kind": SourceKind.OTHER_PUBLIC, "measure_id": "M1"}, []),
    ],
)
def test_incomes_are_checked(changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(check_income(an_income(**changes), measures=["M1"], today=TODAY)) == expected
