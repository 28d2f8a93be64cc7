"""Who signs the call, what belongs to it and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contracts.events.snapshots import DrawdownSnapshot
from contracts.rulebook.finding_remedies import remedy_for
from services.reporting.documents.document import Block
from services.reporting.documents.phrases import GATES
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.call_enclosures import Enclosure, Signing
from shared.periods import german_date

UNTOLD: Final = "Name steht im Verzeichnis der Stadt"
"""Entries made before names travelled with the event (sealed)."""
_LABELS: Final = {
    "vouchers": "Belegliste dieses Abrufs",
    "details": "Weitere Angaben je Beleg",
    "receipts": "Belege als Datei",
    "use_of_earlier_parts": "Erklärung über die Verwendung früherer Teilbeträge",
    "signature_sheet": "Unterschriftenblatt",
    "reconciliation": "Abgleich mit der Finanzbuchhaltung",
}
_STATES: Final = {"enclosed": "beigefügt", "filed": "liegt vor", "missing": "fehlt noch"}


def signatories_blocks(call: DrawdownSnapshot, people: Sequence[Signing]) -> tuple[Block, ...]:
    """Name and office of everybody who signs, or why nobody is named."""
    if not call.released_on:
        text = "Wer für die Stadt zeichnet, steht mit der Freigabe des Abrufs fest (CALL-10)."
        return (Paragraph.of(text),)
    day = german_date(call.released_on)
    if not people:
        text = f"Am {day} war niemand als zeichnungsberechtigt eingetragen (CALL-10)."
        return (Hint(Paragraph.of(text), HintKind.WARNING),)
    columns = (
        Column("name", "Name", row_header=True, expected_chars=28),
        Column("office", "Funktion", expected_chars=28),
        Column("valid_from", "Befugt seit", ValueType.DATE),
        Column("sheet", "Unterschriftenblatt", expected_chars=22),
    )
    rows = tuple(
        Row((one.name or UNTOLD, one.office, one.valid_from, one.reference)) for one in people
    )
    caption = f"Zeichnungsberechtigt am Tag der Freigabe, {day}"
    return (Table("signatories", caption, columns, rows),)


def enclosures_blocks(found: Sequence[Enclosure]) -> tuple[Block, ...]:
    """The list of attachments, above it what is missing."""
    missing = dict.fromkeys(_label(one) for one in found if one.state == "missing")
    told: Block = Paragraph.of("Alles, was zu diesem Abruf gehört, ist beigefügt oder liegt vor.")
    if missing:
        told = Hint(Paragraph.of(f"Fehlt noch: {', '.join(missing)}."), HintKind.WARNING)
    columns = (
        Column("attachment", "Anlage", row_header=True, expected_chars=28),
        Column("rule", "Regel", expected_chars=8),
        Column("state", "Stand", expected_chars=11),
        Column("place", "Fundstelle", expected_chars=28),
        Column("remedy", "Was zu tun ist", expected_chars=28),
    )
    rows = tuple(_row(one) for one in found)
    return told, Table("attachments", "Anlagen des Mittelabrufs", columns, rows)


def _row(one: Enclosure) -> Row:
    remedy = remedy_for(one.gap, one.kind) if one.gap else None
    return Row((_label(one), one.rule, _STATES[one.state], one.place or None, remedy))


def _label(one: Enclosure) -> str:
    return _LABELS.get(one.kind) or GATES.get(one.kind, one.kind)
