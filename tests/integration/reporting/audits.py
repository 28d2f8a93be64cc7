"""An in-depth audit of the grant of the story, with findings and a closed note."""

from __future__ import annotations

from contracts.events.budget import audit_cases
from contracts.events.budget.audit_cases import AuditAnswer, SampleTerms
from tests.integration.reporting.stream import GRANT, Stream, row_id

AUDIT = "audit-1"


def opened(**changes: object) -> audit_cases.AuditOpened:
    """Four receipts of 48: one because of its amount, three drawn."""
    values: dict[str, object] = {
        "audit_id": AUDIT,
        "grant_id": GRANT,
        "number": 1,
        "kind": "in_depth",
        "scope": "Verwendung der Mittel bis zum 31.03.2026",
        "due_on": None,
        "terms": SampleTerms("4f1c", 7_500_000, 3, 48, "cd" * 32),
        "sample": (5, 17, 30, 47),
        "by_limit": 1,
    }
    return audit_cases.AuditOpened(**(values | changes))  # type: ignore[arg-type]


def finding(number: int, **changes: object) -> audit_cases.AuditFindingRecorded:
    """An objection to a receipt of the sample."""
    values: dict[str, object] = {
        "audit_id": AUDIT,
        "grant_id": GRANT,
        "finding_id": f"finding-{number}",
        "number": number,
        "weight": "objection",
        "text": "Der Skontoabzug ist nicht ausgenutzt worden.",
        "expenditure_id": row_id(17),
        "expenditure_number": 17,
        "amount_cents": 100_197,
    }
    return audit_cases.AuditFindingRecorded(**(values | changes))  # type: ignore[arg-type]


def tell_audit(stream: Stream) -> None:
    """Opened, two findings, one answer, the note."""
    subject = f"audit/{AUDIT}"
    stream.tell(opened(), subject)
    stream.tell(finding(1), subject)
    remark = finding(
        2, weight="remark", text="Die Vergabeakten werden an zwei Orten geführt.",
        expenditure_id=None, expenditure_number=None, amount_cents=None,
    )  # fmt: skip
    stream.tell(remark, subject)
    answer = "Der Betrag wird mit dem nächsten Abruf verrechnet."
    stream.tell(audit_cases.AuditFindingAnswered(AUDIT, GRANT, "finding-1", 1, answer), subject)
    answers = (
        AuditAnswer("on_time", "Vorgelegt am 02.03.2026; fällig am 29.12.2028.", "ok"),
        AuditAnswer("receipts", "48 Belege.", "not_ok", "Ein Skontoabzug fehlt."),
        AuditAnswer("on_site", "", "not_checked", "nicht erforderlich"),
    )
    note = audit_cases.AuditNoteClosed(
        AUDIT, GRANT, 1, "in_depth", "Verwendung der Mittel bis zum 31.03.2026", answers,
        "with_objection", "Die Mittel sind zweckentsprechend verwendet; ein Betrag ist zu kürzen.",
        2, 1, 1,
    )  # fmt: skip
    stream.tell(note, subject)
