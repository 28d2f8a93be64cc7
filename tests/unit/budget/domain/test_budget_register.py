"""Registers as pure rules: what is refused, what warns, and when an exchange is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.budget.domain.exchange import NewExchange, check_exchange, exchange_findings
from services.budget.domain.indicator import NewIndicator, check_indicator
from services.budget.domain.measure_closing import NewClosing, check_closing
from services.budget.domain.publication import NewPublication, check_publication
from services.budget.domain.rulepack import Rules, resolve
from services.budget.domain.software import NewSoftware, check_software, closing_gaps
from services.budget.rulepacks import load
from shared.errors import Violation

PACKS = load()
TODAY = date(2026, 8, 3)
SOFTWARE = NewSoftware(
    "M1", "P", "MIT", "https://a.example/r", "https://a.example/d", "https://a.example/o",
    "published", TODAY,
)  # fmt: skip


def rules(**settings: Any) -> Rules:
    return resolve(PACKS, "kfw436-2020", settings, TODAY)


def codes(found: list[Violation]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 2, 3), []),
        (date(2026, 2, 2), ["exchange_overdue"]),
        (date(2026, 8, 4), ["exchange_overdue"]),
    ],
)
def test_an_exchange_is_expected_every_six_months(last: date, expected: list[str]) -> None:
    found = exchange_findings([last], date(2026, 1, 1), TODAY, rules())
    assert codes(found) == expected
    assert exchange_findings([last], date(2026, 1, 1), TODAY, rules(exchange_months=0)) == []


def test_without_any_the_period_begins_the_wait() -> None:
    assert exchange_findings([], date(2026, 2, 3), TODAY, rules()) == []
    assert codes(exchange_findings([], date(2026, 2, 2), TODAY, rules())) == ["exchange_overdue"]


def test_software_without_sense_is_named() -> None:
    wrong = NewSoftware("?", " ", repository_url="ftp://x", status="lost")
    assert codes(check_software(wrong, {"M1"}, rules(), TODAY))[:4] == [
        "measure_unknown",
        "text_missing",
        "address_invalid",
        "software_state_unknown",
    ]
    late = replace(SOFTWARE, published_on=date(2026, 8, 4))
    assert codes(check_software(late, {"M1"}, rules(), TODAY)) == ["published_on_missing"]
    assert check_software(SOFTWARE, {"M1"}, rules(), TODAY) == []


def test_the_duty_is_the_packs() -> None:
    bare = NewSoftware("M1", "P")
    assert codes(closing_gaps([bare], rules(), without_software=False)) == [
        "licence_missing",
        "repository_missing",
        "documentation_missing",
        "software_unpublished",
    ]
    assert closing_gaps([bare], rules(open_source_duty=False), without_software=False) == []
    assert closing_gaps([], rules(open_source_duty=False), without_software=False) == []
    elsewhere = replace(SOFTWARE, opencode_url="")
    assert check_software(elsewhere, {"M1"}, rules(opencode_expected=False), TODAY) == []


def test_exchange_and_publication_may_concern_no_single_measure() -> None:
    talk = NewExchange("", TODAY, "Stadt B", "Daten")
    assert check_exchange(talk, {"M1"}, rules(), TODAY) == []
    assert codes(check_exchange(replace(talk, measure_id="?"), {"M1"}, rules(), TODAY)) == [
        "measure_unknown"
    ]
    flyer = NewPublication("", "Flyer", "Druck", date(2026, 8, 4), "www.a.example", True, True)
    assert codes(check_publication(flyer, {"M1"}, rules(), TODAY)) == [
        "address_invalid",
        "publication_in_future",
    ]
    bare = replace(flyer, published_on=TODAY, url="", has_logos=False, has_funding_notice=False)
    assert codes(check_publication(bare, {"M1"}, rules(), TODAY)) == [
        "funding_notice_missing",
        "logos_missing",
    ]
    assert check_publication(bare, {"M1"}, rules(publication_marks=[]), TODAY) == []


@pytest.mark.parametrize("value", ["", "1,5", "1.23456", "1e3", "١", "1234567890123"])
def test_a_value_is_a_plain_decimal(value: str) -> None:
    one = NewIndicator("M1", "N", "U", value, "-0.5", "Q")
    assert codes(check_indicator(one, {"M1"}, rules(), TODAY)) == ["value_invalid"]
    later = replace(one, baseline="0", actual="1", measured_on=date(2026, 8, 4))
    assert codes(check_indicator(later, {"M1"}, rules(), TODAY)) == ["measured_in_future"]


def test_a_measure_closes_between_its_begin_and_today() -> None:
    first = date(2026, 1, 1)
    for day, expected in (
        (date(2025, 12, 31), ["closing_out_of_range"]),
        (first, []),
        (TODAY, []),
        (date(2026, 8, 4), ["closing_out_of_range"]),
    ):
        new = NewClosing(day, "fertig")
        found = check_closing(new, [SOFTWARE], [], rules(), period_start=first, today=TODAY)
        assert [one.code for one in found if one.is_error] == expected
        assert "indicator_missing" in codes(found)
    empty = NewClosing(TODAY, " ")
    found = check_closing(empty, [SOFTWARE], [], rules(), period_start=first, today=TODAY)
    assert "reason_missing" in codes(found)
