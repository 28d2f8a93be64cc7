"""What is the same receipt, what only looks like it (ELG-09)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.budget.domain.duplicate import (
    Likeness,
    is_named_in,
    key_text,
    near_match,
    normalised_creditor,
    normalised_number,
)
from tests.unit.budget.domain.examples import an_entry, an_order


@pytest.mark.parametrize(
    "name",
    [
        "Müller GmbH & Co. KG",
        "MUELLER  GmbH",
        "Mu\u0308ller gmbh",
        "Müller e. K.",
        "müller e.K.",
        " Müller, UG (haftungsbeschränkt) ",
    ],
)
def test_spellings_of_one_creditor(name: str) -> None:
    assert normalised_creditor(name) == "mueller"


def test_different_creditors_stay_different() -> None:
    assert normalised_creditor("Müller Bau GmbH") != normalised_creditor("Müller GmbH")
    assert normalised_creditor("AG & Co. KG") == "agcokg"
    assert normalised_creditor("Straße 1") == "strasse1"


@pytest.mark.parametrize("number", ["RE-2026/0012", "re 2026 0012", "RE.2026-0012"])
def test_spellings_of_one_number(number: str) -> None:
    assert normalised_number(number) == "re20260012"


def test_a_number_of_signs_only_is_still_a_number() -> None:
    assert normalised_number(" -/- ") == "-/-"


def test_the_key_is_creditor_number_and_gross_whatever_the_date_and_place() -> None:
    key = key_text(an_entry())
    assert key == "musterit|re1|1190000"
    elsewhere = an_entry(
        measure_id="M2", invoice_date=date(2026, 3, 1), creditor="MUSTER-IT", invoice_number="re 1"
    )
    assert key_text(elsewhere) == key
    assert key_text(an_entry(gross_cents=1_190_001)) != key
    assert key_text(an_entry(invoice_number=None)) == "musterit|b1|1190000"


def test_the_first_of_a_voucher_or_standing_invoice_carries_the_key() -> None:
    assert key_text(an_order()) is None
    assert key_text(an_entry(split_of="E1")) is None
    assert key_text(an_entry(instalment_of="E1")) is None
    whole = an_entry(gross_cents=500_000, voucher_gross_cents=1_190_000)
    assert key_text(whole) == key_text(an_entry())


def alike(**changes: Any) -> Likeness:
    values: dict[str, Any] = {
        "expenditure_id": "E1",
        "number": 1,
        "creditor": "Muster IT GmbH",
        "document_number": "RE-1042",
        "gross_cents": 100,
        "invoice_date": date(2026, 2, 10),
    }
    return Likeness(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, False),  # exact, refused elsewhere
        ({"gross_cents": 101}, True),
        ({"creditor": "Andere AG"}, True),
        ({"gross_cents": 101, "creditor": "Andere AG"}, False),
        ({"document_number": "RE-1043"}, True),
        ({"document_number": "RE-1024"}, True),
        ({"document_number": "RE-104"}, True),
        ({"document_number": "RE-10424"}, True),
        ({"document_number": "R-1042"}, True),
        ({"document_number": None}, True),
        ({"document_number": "X-77", "invoice_date": date(2026, 2, 13)}, True),
        ({"document_number": "X-77", "invoice_date": date(2026, 2, 14)}, False),
        ({"document_number": "X-77", "invoice_date": None}, False),
        ({"document_number": "RE-1043", "gross_cents": 101}, False),
    ],
)
def test_near_matches(changes: dict[str, Any], expected: bool) -> None:
    assert near_match(alike(), alike(**changes)) is expected
    assert near_match(alike(**changes), alike()) is expected


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Honorar_UEBERSETZUNGSBUERO_Mai.csv", True),
        ("übersetzungsbüro-mai.xlsx", True),
        ("Honorar Mai.csv", False),
        ("", False),
    ],
)
def test_a_file_name_that_holds_a_word_of_a_name_names_it(text: str, is_named: bool) -> None:
    assert is_named_in("Übersetzungsbüro Muster GmbH", text) is is_named
    assert is_named_in("Eis GmbH", text) is False


def test_short_names_count_as_a_whole_and_legal_forms_do_not() -> None:
    assert is_named_in("Eis GmbH", "liste-eis.csv")
    assert not is_named_in("Eis GmbH", "liste-gmbh.csv")
