"""A plan goes into text and comes back; every wrong row is named."""

from __future__ import annotations

import pytest

from services.budget.domain.plan import Category, FundingSource, PlanLine, SourceKind
from services.budget.web.measure_text import milestones_as_text, parse_milestones
from services.budget.web.plan_text import (
    PlanTextError,
    funding_as_text,
    lines_as_text,
    parse_funding,
    parse_lines,
)

LINES = (
    PlanLine("Reisen", "M-01", Category.SACH, 123456, {2026: 100000, 2027: 23456}),
    PlanLine("Geräte", "M-02", Category.INVEST, 0),
)
FUNDING = (
    FundingSource(SourceKind.GRANT, "Bund", 80000),
    FundingSource(SourceKind.OWN, "Haushalt", 43456),
)


def test_lines_come_back() -> None:
    assert parse_lines(lines_as_text(LINES)) == LINES


def test_funding_comes_back() -> None:
    assert parse_funding(funding_as_text(FUNDING)) == FUNDING


def test_rows_pasted_from_a_spreadsheet_and_words_of_the_api() -> None:
    assert parse_lines("Reisen\tM-01\tSACH\t1.234,56\t2026=1.000,00\t2027=234,56\n\n") == LINES[:1]
    assert parse_funding("grant; Bund; 800,00") == FUNDING[:1]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("Reisen; M-01; SACH", "Erwartet werden"),
        ("Reisen; M-01; Essen; 1,00", "Personalausgaben, Sachausgaben, Investitionen"),
        ("Reisen; M-01; SACH; 1.234", "mehrdeutig"),
        ("Reisen; M-01; SACH; 1,00; 26=1,00", "Jahresanteil"),
        ("R" * 201 + "; M-01; SACH; 1,00", "zu lang"),
    ],
)
def test_a_wrong_row_is_named(row: str, part: str) -> None:
    with pytest.raises(PlanTextError) as refused:
        parse_lines(f"Gut; M-01; SACH; 1,00\n{row}")
    assert refused.value.messages[0].startswith("Zeile 2: ")
    assert part in refused.value.messages[0]


def test_all_wrong_rows_are_named() -> None:
    with pytest.raises(PlanTextError) as refused:
        parse_funding("a\nb")
    assert len(refused.value.messages) == 2


def test_milestones_come_back() -> None:
    text = "Ausschreibung; 01.06.2025; 20.05.2025\nAufbau; 30.06.2026"
    assert milestones_as_text(parse_milestones(text)) == text


@pytest.mark.parametrize("text", ["Aufbau", "; 01.01.2026", "Aufbau; bald", "A; 1.1.2026; 2; 3"])
def test_a_wrong_milestone_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="Zeile 1"):
        parse_milestones(text)
