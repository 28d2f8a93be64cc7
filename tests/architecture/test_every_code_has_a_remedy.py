"""Whatever the house says no to, it says what would make it pass: every code has a remedy."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from contracts.rulebook.finding_remedies import has_remedy, remedy_sentence
from contracts.rulebook.reading_remedies import READINGS
from contracts.rulebook.refusal_remedies import ENDINGS, REFUSALS
from tests.architecture.code_base import trees
from tests.contract.said_codes import said

CODE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def codes_said() -> Iterator[tuple[str, str]]:
    """Every code, with its module."""
    return ((one.code, one.module) for one in said() if CODE.fullmatch(one.code))


def test_every_code_that_is_said_has_a_remedy() -> None:
    silent = sorted({(code, module) for code, module in codes_said() if not has_remedy(code)})
    assert silent == []


def test_the_search_finds_what_it_looks_for() -> None:
    """It must not pass because it finds nothing: one of each kind of call, and many in all."""
    codes = {code for code, _ in codes_said()}
    assert {
        "line_exceeded",
        "payment_proof",
        "hours_over_day",
        "vat_invalid",
        "zip_invalid",
        "batch_side",
        "negative_invoice",
        "xml_too_deep",
        "invoice_deviates",
        "vat_rounding",
    } <= codes
    assert len(codes) > 550


def test_no_code_is_remedied_that_nothing_says() -> None:
    """A line of the tables whose code nothing says any more goes."""
    texts = {
        one.value
        for path, tree in trees("services", "shared", "contracts")
        if not path.name.endswith("_remedies.py")
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
    computed = {f"http_{status}" for status in range(400, 500)}
    assert sorted({*REFUSALS, *READINGS} - texts - computed) == []


def test_no_code_stands_in_two_tables() -> None:
    assert set(REFUSALS) & set(READINGS) == set()


def test_every_end_is_said() -> None:
    """An end that no code without a remedy of its own has goes."""
    codes = {code for code, _ in codes_said()} - {*REFUSALS, *READINGS}
    assert sorted(end for end in ENDINGS if not any(one.endswith(end) for one in codes)) == []


@pytest.mark.parametrize("code", sorted({*REFUSALS, *READINGS, *(f"x{end}" for end in ENDINGS)}))
def test_a_remedy_is_a_sentence_of_german(code: str) -> None:
    text = remedy_sentence(code)
    assert text[0].isupper() and text.endswith(".") and not text.endswith("..")
    assert "_" not in text and len(text) <= 80


def test_an_unknown_code_is_told_apart() -> None:
    assert not has_remedy("no_such_code")
    assert has_remedy("voucher_in_future") and not has_remedy("future")
