"""The audit note as of a day: nothing that came later, sums to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.budget.audit_cases import AuditNoteClosed, SampleTerms
from contracts.events.snapshots import Effect
from services.reporting.documents.audit_note import audit_note_document
from services.reporting.documents.source import Heading
from services.reporting.domain.audit_note import AuditFact, FindingFact, audit_notes, sampled_ids
from services.reporting.domain.facts import RowFact
from services.reporting.domain.receipt_words import ReceiptWords
from shared.periods import Period
from tests.integration.reporting.audits import AUDIT, finding, opened
from tests.integration.reporting.story import grant
from tests.integration.reporting.stream import GRANT, row_id

QUARTER = Period.parse("2026-Q1")
DAY = QUARTER.last_day
LATER = DAY + timedelta(days=1)
CENTS = st.integers(0, 10**9)
TERMS = SampleTerms("4f1c", 7_500_000, 3, 48, "cd" * 32)
NOTE = AuditNoteClosed(AUDIT, GRANT, 1, "in_depth", "alles", (), "rejected", "weil", 0, 0, 0)


def row(number: int, cents: int) -> RowFact:
    return RowFact(
        row_id(number), number, "voucher", "claimable", "1.1", "M1", "SACH", 2026, DAY,
        opening=False, effects=(Effect(DAY, "paid", cents),),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(CENTS, max_size=6),
    st.lists(
        st.tuples(st.sampled_from(["objection", "remark"]), CENTS | st.none(), st.booleans()),
        max_size=6,
    ),
)
def test_sample_and_objections_add_up(
    paid: list[int], found: list[tuple[str, int | None, bool]]
) -> None:
    rows = [row(number, cents) for number, cents in enumerate(paid, start=1)]
    findings = tuple(
        FindingFact(finding(number, weight=weight, amount_cents=cents), DAY if by else LATER)
        for number, (weight, cents, by) in enumerate(found, start=1)
    )
    sample = tuple(range(1, len(paid) + 1))
    (line,) = audit_notes([AuditFact(opened(sample=sample), DAY, findings)], rows, DAY)
    assert sum(one.paid.cents for one in line.sample) == sum(paid)
    assert len(line.findings) == sum(1 for _, _, by in found if by)
    assert line.objected_cents == sum(
        cents or 0 for weight, cents, by in found if by and weight == "objection"
    )
    audit_note_document(Heading("Stadt", grant(), QUARTER), (line,))


def test_what_came_later_is_not_in_the_note() -> None:
    late = FindingFact(finding(1), DAY, "Antwort", LATER)
    audit = AuditFact(opened(), DAY, (late,), NOTE, LATER)
    (line,) = audit_notes([audit], [], DAY)
    assert (line.note, line.findings[0].answer) == (None, "")
    (line,) = audit_notes([audit], [], LATER)
    assert (line.note, line.findings[0].answer) == (NOTE, "Antwort")
    assert audit_notes([audit], [], date(2026, 3, 30)) == ()


def test_a_receipt_is_there_for_its_amount_from_the_limit_on_else_by_lot() -> None:
    rows = [row(number, 1) for number in (1, 2, 3)]
    audit = AuditFact(opened(sample=(1, 2, 3)), DAY)  # limit 75,000.00
    words = {
        row_id(number): ReceiptWords(f"B-{number}", "Firma", cents)
        for number, cents in ((1, 7_499_999), (2, 7_500_000), (3, 7_500_001))
    }
    assert sampled_ids([audit], [*rows, row(4, 1)]) == {row_id(1), row_id(2), row_id(3)}
    (line,) = audit_notes([audit], rows, DAY, words)
    assert [one.is_by_limit for one in line.sample] == [False, True, True]
    told = replace(audit, opened=opened(sample=(1, 2, 3), by_limit=2, limit_numbers=(1, 3)))
    (line,) = audit_notes([told], rows, DAY, words)  # their amounts became others since
    assert [one.is_by_limit for one in line.sample] == [True, False, True]
    none = replace(audit, opened=opened(sample=(2, 3), by_limit=0))
    (line,) = audit_notes([none], rows, DAY, words)
    assert [one.is_by_limit for one in line.sample] == [False, False]
    without = replace(audit, opened=opened(sample=(2,), terms=replace(TERMS, limit_cents=0)))
    (line,) = audit_notes([without], rows, DAY, words)
    assert [one.is_by_limit for one in line.sample] == [False]
    document = audit_note_document(Heading("Stadt", grant(), QUARTER), (line,))
    (table,) = [one for one in document.tables() if one.key == "sample_1"]
    assert next(iter(table.rows)).cells[:3] == (2, "B-2", "Firma")
    assert [one.cells[5] for one in table.rows] == ["ausgelost", None]
