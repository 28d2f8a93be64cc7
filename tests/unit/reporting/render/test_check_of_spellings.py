"""The checker knows what renderers print today and what earlier versions printed."""

from __future__ import annotations

import pytest

from services.reporting.check.form import _demand_value
from services.reporting.check.outcome import Fault
from services.reporting.check.printed import _spellings, shown
from services.reporting.check.voucher_fields import wanted
from services.reporting.documents import ValueType
from services.reporting.documents.phrases import CATEGORIES
from services.reporting.render.wording import cell_text, figure_text

PERCENT = {"type": "percent"}


@pytest.mark.parametrize(
    ("bp", "cell"), [(-9_300, "−93,00\xa0%"), (-7_129, "−71,29\xa0%"), (10_000, "100,00\xa0%")]
)
def test_percents_of_a_column_have_two_decimals(bp: int, cell: str) -> None:
    assert cell_text(ValueType.PERCENT, bp) == cell
    assert figure_text(ValueType.PERCENT, 6_500) == "65\xa0%"


def test_both_spellings_of_a_whole_percent_are_known_and_no_third() -> None:
    assert _spellings(PERCENT, "−93 %") == ("−93,00 %", "−93 %")
    assert _spellings(PERCENT, "−71,29 %") == ("−71,29 %",)
    assert _spellings({"type": "text"}, "93 %") == ("93 %",)


@pytest.mark.parametrize("code", sorted(CATEGORIES))
def test_a_category_has_one_word_and_old_lists_are_still_read(code: str) -> None:
    old = {"PERSONAL": "Personal", "SACH": "Sachkosten", "INVEST": "Investition"}[code]
    for said in (CATEGORIES[code], old):
        assert wanted("category", {"category": code}, {}, "2026-06-30", said) == said
    assert wanted("category", {"category": code}, {}, "2026-06-30", "Reise") == CATEGORIES[code]


def test_print_shows_the_beginning_of_a_checksum_and_nothing_of_another() -> None:
    digest = "0123456789abcdef" * 4
    assert cell_text(ValueType.DIGEST, digest) == shown("digest", digest) == "0123456789ab"


@pytest.mark.parametrize("digest", ["0123456789ab", "G" * 64, "0" * 65])
def test_a_digest_that_is_none_is_named(digest: str) -> None:
    _demand_value("digest", "0" * 64, "Datei")
    with pytest.raises(Fault, match="anderen Art"):
        _demand_value("digest", digest, "Datei")


def test_old_lists_with_the_beginning_of_a_checksum_are_still_read() -> None:
    digest = "0123456789abcdef" * 4
    state = {"documents": [{"kind": "voucher", "sha256": digest}]}
    for said, due in ((digest, digest), (digest[:12], digest[:12]), (digest[:13], digest)):
        assert wanted("file", state, {}, "2026-06-30", said) == due
