"""The draw against its definition, and every reason against an audit, a finding, a note."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.audit_case import (
    MOST_SAMPLED,
    QUESTIONS,
    AuditKind,
    AuditResult,
    NewAudit,
    NewFinding,
    NewNote,
    NoteAnswer,
    Verdict,
    Weight,
    check_audit,
    check_finding,
    check_note,
)
from services.budget.domain.sampling import Sample, SampledReceipt, draw, population_sha256
from tests.unit.budget.domain.examples import some_rules

RULES = some_rules()
RECEIPTS = st.lists(
    st.builds(SampledReceipt, st.integers(1, 10_000), st.integers(1, 10_000)),
    unique_by=lambda one: one.number,
    max_size=40,
)


@given(RECEIPTS, st.text(max_size=10), st.integers(0, 10_000), st.integers(0, 50))
def test_the_draw_is_what_it_says(
    receipts: list[SampledReceipt], seed: str, limit: int, count: int
) -> None:
    found = draw(receipts, seed, limit, count)
    large = {one.number for one in receipts if limit and one.gross_cents >= limit}
    assert set(found.by_limit) == large
    rest = [one.number for one in receipts if one.number not in large]
    assert len(found.drawn) == min(count, len(rest))
    left = set(rest) - set(found.drawn)

    def mark(number: int) -> str:
        return sha256(f"{seed}:{number}".encode()).hexdigest()

    assert all(mark(one) < mark(other) for one in found.drawn for other in left)
    assert draw(receipts[::-1], seed, limit, count) == found
    assert population_sha256(receipts[::-1]) == population_sha256(receipts)


def test_without_a_limit_only_so_many_are_drawn() -> None:
    receipts = [SampledReceipt(number, 100) for number in range(1, 31)]
    assert len(draw(receipts, "x", 0, 20).numbers) == 20


def test_the_population_knows_every_cent() -> None:
    one = [SampledReceipt(1, 100)]
    assert population_sha256(one) != population_sha256([SampledReceipt(1, 101)])


AUDIT = NewAudit(AuditKind.IN_DEPTH, "Belege 2026", 100_000, 1)


@pytest.mark.parametrize(
    ("sampled", "population", "code"),
    [
        (0, 10, "sample_empty"),
        (9, 100, "sample_small"),
        (10, 100, None),
        (MOST_SAMPLED, MOST_SAMPLED, None),
        (MOST_SAMPLED + 1, MOST_SAMPLED + 1, "sample_large"),
    ],
)
def test_a_sample_has_a_size(sampled: int, population: int, code: str | None) -> None:
    sample = Sample(tuple(range(sampled)), ())
    found = [one.code for one in check_audit(AUDIT, sample, population, RULES)]
    assert found == ([code] if code else [])


def test_an_audit_says_what_it_is_about() -> None:
    silent = replace(AUDIT, kind=AuditKind.CURSORY, scope=" ")
    assert [one.code for one in check_audit(silent, None, 0, RULES)] == ["scope_missing"]


def test_every_reason_against_a_finding_is_named() -> None:
    good = NewFinding(Weight.OBJECTION, "Skonto nicht gezogen", 4, 100)
    assert check_finding(good, is_known=True) == []
    bad = NewFinding(Weight.OBJECTION, " ", 99, -1)
    assert [one.code for one in check_finding(bad, is_known=False)] == [
        "finding_text_missing",
        "receipt_unknown",
        "amount_out_of_range",
    ]


def test_every_reason_against_a_note_is_named() -> None:
    answers = {key: NoteAnswer(Verdict.OK) for key in QUESTIONS}
    note = NewNote(answers, AuditResult.WITHOUT_OBJECTION, "Alles in Ordnung.")
    assert check_note(note, [Weight.REMARK]) == []
    del answers["success"]
    answers["report"] = NoteAnswer(Verdict.NOT_OK, " ")
    answers["on_site"] = NoteAnswer(Verdict.NOT_CHECKED)
    bad = replace(note, text="")
    assert {one.code for one in check_note(bad, [Weight.OBJECTION])} == {
        "question_open",
        "remark_missing",
        "result_text_missing",
        "result_contradicts_findings",
    }
