"""Differences between two versions of a report, voucher by voucher."""

from __future__ import annotations

from dataclasses import replace

from services.reporting.documents.document import Block, Document, Part
from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import STATES, counted
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.changes import Cause, Change

_EVENTS = {
    "recorded": "erfasst",
    "changed": "geändert",
    "reassessed": "neu bewertet",
    "certified": "festgestellt",
    "certification_withdrawn": "Feststellung zurückgenommen",
    "returned": "zurückgegeben",
    "paid": "bezahlt",
    "retention_released": "Einbehalt ausgezahlt",
    "credit_note_recorded": "Gutschrift erfasst",
    "order_closed": "Rest des Auftrags freigegeben",
    "reversed": "storniert",
    "document_filed": "Datei ergänzt",
}
_CAUSES = {
    "amendment": "Änderungsbescheid",
    "evidence": "Nachweis abgelegt",
    "plan": "neuer Plan",
    "income": "Einnahme erfasst",
    "drawdown_released": "Abruf freigegeben",
    "drawdown_withdrawn": "Abruf zurückgenommen",
    "expenditure_recorded": "weitere Rechnung erfasst",
    "expenditure_changed": "andere Zeile geändert",
    "expenditure_paid": "andere Zeile bezahlt",
    "expenditure_reversed": "andere Zeile storniert",
    "order_closed": "Auftrag abgeschlossen",
    "document_filed": "Datei ergänzt",
    "import_committed": "Liste eingelesen",
    "procurement": "Vergabeakte geändert",
    "penalty_reversed": "Abzug einer Vertragsstrafe storniert",
    "delivery": "Liefertermin vergangen",
    "determination": "Schlussbescheid erfasst",
    "waiver": "Ausnahme zugelassen",
    "rule_pack": "neue Regeln",
    "transition": "neue Regeln",
    "validity": "Stichtag erreicht",
    "terms": "neue Bedingungen der Zuwendung",
}


def reason_of(causes: tuple[Cause, ...]) -> str:
    """Why a row changed, in the order of the events."""
    words = []
    for one in causes:
        word = _EVENTS.get(one.type.split(".")[-2], one.type)
        words.append(f"{word} ({_CAUSES.get(one.reason, one.reason)})" if one.reason else word)
    return ", ".join(dict.fromkeys(words))


def with_changes(document: Document, version: int, changes: tuple[Change, ...]) -> Document:
    """The document with a page about what changed since `version` as its last annex."""
    annexes = sum(1 for part in document.parts if part.annex)
    part = Part(
        "changes",
        blocks=change_blocks(version, changes),
        title="Änderungen gegenüber der vorigen Fassung",
        annex=f"Anlage {annexes + 1}",
    )
    return replace(document, parts=(*document.parts, part))


def change_blocks(version: int, changes: tuple[Change, ...]) -> tuple[Block, ...]:
    """What changed since `version`, or the sentence that nothing did."""
    if not changes:
        return (
            Paragraph.of(f"Gegenüber Fassung {version} hat sich an keinem Beleg etwas geändert."),
        )
    paid = sum(one.after.paid_cents - one.before.paid_cents for one in changes)
    eligible = sum(one.after.eligible_cents - one.before.eligible_cents for one in changes)
    columns = (
        Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
        Column("line", "Planposition", expected_chars=16),
        Column("before", "Stand vorher", expected_chars=14),
        Column("after", "Stand jetzt", expected_chars=14),
        Column("paid", "Bezahlt, Änderung", ValueType.MONEY, summed=True),
        Column("eligible", "Zuwendungsfähig, Änderung", ValueType.MONEY, summed=True),
        Column("reason", "Warum", expected_chars=24),
    )
    rows = [_row(one) for one in changes]
    rows.append(Row((None,) * 4 + (paid, eligible, None), RowKind.TOTAL, label="Summe"))
    different = counted(len(changes), "Zeile ist", "Zeilen sind")
    text = f"Diese Fassung ersetzt Fassung {version}: {different} anders."
    caption = f"Änderungen gegenüber Fassung {version}"
    return (Paragraph.of(text), Table("changes", caption, columns, tuple(rows)))


def _row(change: Change) -> Row:
    before, after = change.before, change.after
    return Row(
        (
            change.number,
            change.budget_line,
            STATES.get(before.status, before.status),
            STATES.get(after.status, after.status),
            after.paid_cents - before.paid_cents,
            after.eligible_cents - before.eligible_cents,
            reason_of(change.causes),
        ),
        facts=Facts.of([change.expenditure_id]),
    )
