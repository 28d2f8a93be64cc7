"""Typed text as blocks, its differences, addresses of figures, the claim of accessibility."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.documents import BulletList, Paragraph
from services.reporting.documents.written_text import blocks_of
from services.reporting.domain.accessibility import CRITERIA, Criterion, conformity
from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.narrative_sections import SECTIONS, SHORT, WHOLE


def test_an_empty_line_parts_paragraphs_and_a_dash_begins_a_list() -> None:
    typed = "Erster\r\nSatz.\n\n\n- eins\n- zwei\nDanach.\n\n   "
    assert blocks_of(typed) == (
        Paragraph.of("Erster Satz."),
        BulletList((Paragraph.of("eins"), Paragraph.of("zwei"))),
        Paragraph.of("Danach."),
    )
    assert blocks_of(" \n\n ") == ()
    assert blocks_of("-kein Listenpunkt") == (Paragraph.of("-kein Listenpunkt"),)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"])))
def test_no_word_is_lost(word: str) -> None:
    [*blocks] = blocks_of(f"a {word} b")
    assert [one.text for one in blocks if isinstance(one, Paragraph)] == [f"a {word} b"]


@pytest.mark.parametrize("row", ["1.1 Personal", "A|B", "Summe: alles", "|", "a/b|c/d"])
@pytest.mark.parametrize("report", ["", "cash-flow"])
def test_an_address_reads_back(row: str, report: str) -> None:
    address = FigureAddress("plan_actual", row, "actual", report)
    assert FigureAddress.read(str(address)) == address


def test_proofs_share_their_figures_and_other_reports_have_their_own() -> None:
    told = FigureAddress.read("figure:plan_actual|1.1 Personal|actual")
    assert told and told.stands_in("interim-proof") and not told.stands_in("quarterly")
    own = told.within("quarterly")
    assert str(own) == "figure:quarterly/plan_actual|1.1 Personal|actual"
    assert own.stands_in("quarterly") and not own.stands_in("interim-proof")
    assert own.within("proof-of-use-a") == told


@pytest.mark.parametrize("subject", ["lessons", "figure:", "figure:a|b", "figure:a||b", "a|b|c"])
def test_what_is_no_address(subject: str) -> None:
    assert FigureAddress.read(subject) is None


def test_every_report_wants_sections_that_exist() -> None:
    assert set(SHORT) < set(WHOLE) == set(SECTIONS)


def test_one_gap_makes_the_claim_partial() -> None:
    met = Criterion("Seiten", "ACC-02", "WCAG", "met", "axe")
    unmet = Criterion("PDF", "ACC-03", "PDF/UA", "unmet", "veraPDF")
    assert (conformity((met,)), conformity((unmet,)), conformity((met, unmet))) == (
        "met",
        "unmet",
        "partly",
    )
    assert conformity(CRITERIA) == "partly"
