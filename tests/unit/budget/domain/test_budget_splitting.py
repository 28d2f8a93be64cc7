"""What counts as one creditor's contracts: companies, contracts without a file, other grants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.budget.domain.duplicate import is_one_company, normalised_creditor
from services.budget.domain.rulepack import resolve
from services.budget.domain.splitting import NAMED_AT_MOST, Contract, splitting_findings
from services.budget.rulepacks import load
from shared.errors import Violation

PACKS = load()
LAW = resolve(PACKS, "kfw436-2020", {}, date(2026, 3, 15))
ORDER = Contract(
    number=1,
    company="Bau GmbH",
    key_id="key",
    measure_id="M1",
    subject="Rohre",
    on=date(2026, 3, 15),
    net_cents=11_600_001,
    has_file=False,
)
EARLIER = replace(ORDER, number=2, on=date(2026, 2, 15), net_cents=10_000_000)


def found(own: Contract, *beside: Contract) -> list[Violation]:
    return splitting_findings(own, beside, LAW)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Bau GmbH", "BAU gmbh", True),
        ("Bau GmbH", "Bau AG", False),
        ("Bau GmbH", "Bau", True),
        ("Bau GmbH & Co. KG", "Bau GmbH und Co. KG", True),
        ("Bau GmbH & Co. KG", "Bau GmbH", False),
        ("Bau UG (haftungsbeschränkt)", "Bau UG", True),
        ("Bau e.K.", "Bau eK", True),
        ("Bau GmbH", "Tiefbau GmbH", False),
        ("", "", True),
    ],
)
def test_a_legal_form_makes_two_companies_of_one_mark(one: str, other: str, expected: bool) -> None:
    assert is_one_company(one, other) is is_one_company(other, one) is expected
    if expected:
        assert normalised_creditor(one) == normalised_creditor(other)


def test_orders_without_a_file_count_to_the_cent_and_the_day() -> None:
    (one,) = found(ORDER, EARLIER)
    assert (one.code, one.severity, one.field) == ("contract_split", "warning", "procurement_id")
    assert "zusammen 216.000,01\u00a0€ netto (mit Ausgabe Nr. 2)" in one.message
    assert found(replace(ORDER, net_cents=11_600_000), EARLIER) == []
    assert found(ORDER, replace(EARLIER, on=date(2025, 3, 15))) == []
    assert len(found(ORDER, replace(EARLIER, on=date(2025, 3, 16)))) == 1
    assert len(found(ORDER, replace(EARLIER, on=ORDER.on))) == 1
    assert found(replace(ORDER, net_cents=21_600_001), EARLIER) == []


def test_an_order_entered_behind_a_later_one_counts_with_it() -> None:
    (one,) = found(ORDER, replace(EARLIER, on=date(2027, 3, 14)))
    assert one.message.startswith("Seit 14.03.2026 gingen")
    assert found(ORDER, replace(EARLIER, on=date(2027, 3, 15))) == []


def test_of_two_files_only_the_later_one_tells() -> None:
    """Files are looked at again every day; a row behind a file is not, so the file tells of it."""
    file, later = replace(ORDER, has_file=True), replace(EARLIER, on=date(2026, 3, 16))
    assert found(file, replace(later, has_file=True)) == []
    assert len(found(file, later)) == 1


def test_never_more_than_the_months_count_together() -> None:
    """One before and one after, each within the months, but not both at once."""
    half = replace(EARLIER, net_cents=EARLIER.net_cents // 2)
    before, after = replace(half, on=date(2025, 9, 15)), replace(half, on=date(2026, 9, 15))
    assert found(ORDER, before, after) == []
    assert len(found(ORDER, before, replace(after, on=date(2026, 9, 14)))) == 1


def test_another_company_or_another_thing_does_not_count() -> None:
    assert found(ORDER, replace(EARLIER, company="Bau AG")) == []
    assert found(ORDER, replace(EARLIER, key_id="other")) == []
    elsewhere = replace(EARLIER, measure_id="M2", subject="Kabel")
    assert found(ORDER, elsewhere) == []
    assert len(found(ORDER, replace(elsewhere, subject="ROHRE!"))) == 1
    assert found(ORDER, replace(EARLIER, procedure="eu")) == []


def test_of_another_grant_neither_number_nor_amount_is_told() -> None:
    there = replace(EARLIER, number=77, is_elsewhere=True)
    (one,) = found(ORDER, there)
    assert "116.000,01\u00a0€ netto und 1 weiterer Auftrag aus anderen Zuwendungen" in one.message
    assert "77" not in one.message and "216.000,01" not in one.message
    (one,) = found(ORDER, there, replace(there, number=78), replace(EARLIER, net_cents=1))
    assert "116.000,02\u00a0€ netto (mit Ausgabe Nr. 2)" in one.message
    assert "und 2 weitere Aufträge aus anderen Zuwendungen" in one.message


def test_many_are_counted_not_listed() -> None:
    small = [replace(EARLIER, number=one, net_cents=2_160_000) for one in range(1, 26)]
    (one,) = found(replace(ORDER, net_cents=1), *small[:NAMED_AT_MOST])
    assert "zusammen 216.000,01" in one.message
    assert "mit Ausgabe Nr. 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)" in one.message
    (one,) = found(replace(ORDER, net_cents=1), *small)
    assert "zusammen mindestens 540.000,01" in one.message
    assert "mit Ausgabe Nr. 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 und 15 weiteren)" in one.message


def test_files_and_orders_count_together() -> None:
    on_file = replace(EARLIER, number=7, has_file=True, procedure="negotiated")
    (one,) = found(ORDER, on_file)
    assert "(mit Vergabeakte 7)" in one.message
    (one,) = found(replace(ORDER, has_file=True), EARLIER, on_file)
    assert "(mit Vergabeakte 7, Ausgabe Nr. 2)" in one.message
    assert one.field == "splitting_reason"


def test_works_count_apart_and_an_order_without_a_file_with_every_kind() -> None:
    services = replace(ORDER, has_file=True, procedure="negotiated")
    works = replace(EARLIER, has_file=True, kind="works", procedure="public")
    assert found(services, works) == []
    assert found(ORDER, works) == []
    assert len(found(services, EARLIER)) == 1
    large = replace(works, number=3, on=ORDER.on, net_cents=530_400_001)
    (one,) = found(large, EARLIER)
    assert [each.parameter for each in one.values] == [
        "splitting_months",
        "procurement_works_limits",
        "procurement_splitting",
    ]
    assert found(replace(large, net_cents=530_400_000), EARLIER) == []


@pytest.mark.parametrize(
    ("day", "kind", "expected"),
    [
        (date(2025, 12, 31), "services", 10_000_000),
        (date(2019, 12, 31), "supplies", None),
        (date(2019, 12, 31), "works", None),
        (date(2025, 12, 31), "supplies", 22_100_000),
        (date(2025, 12, 31), "works", 553_800_000),
        (date(2026, 1, 1), "services", 21_600_000),
        (date(2026, 1, 1), "supplies", 21_600_000),
        (date(2026, 1, 1), "works", 540_400_000),
    ],
)
def test_each_kind_has_its_own_dated_limit(day: date, kind: str, expected: int | None) -> None:
    law = resolve(PACKS, "kfw436-2020", {}, day).procurement
    assert law.limit_cents("negotiated", kind) == expected
    assert law.limit_cents("eu", kind) is None
