"""The checklist of a proof of use: what belongs to it, where it is, what is missing, who signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from contracts.rulebook.finding_remedies import remedy_for, remedy_sentence
from services.reporting.documents.deciding_values import values_blocks
from services.reporting.documents.document import Block
from services.reporting.documents.narratives import MISSING
from services.reporting.documents.phrases import person
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.domain.proof_of_use import NEEDED_SIGNATURES, Attachment, ProofOfUse
from shared.periods import german_date

LABELS: Final = {
    "form": "Formular 600 000 4466",
    "factual_report": "Sachbericht",
    "numerical_proof": "Zahlenmäßiger Nachweis",
    "voucher_list": "Belegliste",
    "strategy": "Strategie",
    "council_decision": "Ratsbeschluss zur Strategie",
    "final_call": "Schlussabruf",
    "inventory": "Inventar",
    "software_register": "Softwareverzeichnis",
}
_GAPS: Final = {"final_call": "call_not_released"}
"""What closes the gap where nothing is to be filed: the code its remedy stands under."""
_COLUMNS = (
    Column("attachment", "Anlage", row_header=True, expected_chars=28),
    Column("rule", "Regel", expected_chars=8),
    Column("state", "Stand", expected_chars=14),
    Column("place", "Fundstelle", expected_chars=26),
    Column("remedy", "Was zu tun ist", expected_chars=26),
)


def checklist_blocks(proof: ProofOfUse) -> Iterator[Block]:
    """The table, and above it what has still to be gathered."""
    if not proof.attachments:
        text = "Welche Anlagen verlangt sind, hat das Regelpaket dieser Zuwendung nicht gemeldet."
        yield Hint(Paragraph.of(text), HintKind.WARNING)
    elif proof.missing:
        names = ", ".join(_label(one) for one in proof.missing)
        yield Hint(Paragraph.of(f"Fehlt noch: {names}."), HintKind.WARNING)
    else:
        yield Paragraph.of("Alle verlangten Anlagen liegen vor.")
    rows = tuple(_row(one) for one in proof.attachments)
    yield Table("attachments", "Anlagen des Verwendungsnachweises", _COLUMNS, rows)
    yield from values_blocks(
        proof.values, lambda _kind: "Anlagen des Verwendungsnachweises", key="attachment_values"
    )


def _row(one: Attachment) -> Row:
    remedy = None if one.is_there else remedy_for(_GAPS.get(one.kind, "proof_attachment_missing"))
    return Row((_label(one), "VN-04", _state(one), _place(one), remedy))


def _label(one: Attachment) -> str:
    return LABELS.get(one.kind, one.kind)


def _state(one: Attachment) -> str:
    if one.annex is not None:
        return "beigefügt"
    return "abgelegt" if one.place else MISSING


def _place(one: Attachment) -> str:
    return f"Anlage {one.annex}" if one.annex is not None else one.place


def signed_blocks(proof: ProofOfUse) -> Iterator[Block]:
    """Who signed in the program; the lines above are for ink."""
    if not proof.signed:
        remedy = remedy_sentence("proof_statement_unsigned")
        yield Paragraph.of(f"Im Programm hat noch niemand unterzeichnet (VN-13). {remedy}")
        return
    who = "; ".join(
        f"{person(one.actor, one.office)} am {german_date(one.on)}" for one in proof.signed
    )
    count = f"{len(proof.signed)} von {NEEDED_SIGNATURES}"
    yield Paragraph.of(f"Im Programm unterzeichnet ({count}): {who}.")
