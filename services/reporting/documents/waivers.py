"""Annex: the waivers (Ausnahmegenehmigungen) a report relies on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from contracts.rulebook.finding_words import word_for
from services.reporting.documents.document import Document, Part
from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import digest_legend, person
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.waivers import ReliedWaiver

_NOTE = (
    "Ohne diese Genehmigungen zählte das Genannte nicht mit oder wäre nicht freigegeben. Jede hebt "
    "genau einen Befund auf und endet von selbst."
)
_TITLE = "Ausnahmegenehmigungen, auf denen dieser Bericht beruht"


def with_waivers(document: Document, waivers: Sequence[ReliedWaiver]) -> Document:
    """The document with the annex as its last part; unchanged where it relies on none."""
    if not waivers:
        return document
    annexes = sum(1 for part in document.parts if part.annex)
    part = Part(
        "waivers",
        blocks=(
            Paragraph.of(_NOTE),
            waivers_table(waivers),
            Paragraph.of(digest_legend("des Schriftstücks")),
        ),
        title=_TITLE,
        annex=f"Anlage {annexes + 1}",
    )
    return replace(document, parts=(*document.parts, part))


def waivers_table(waivers: Sequence[ReliedWaiver]) -> Table:
    """One row per waiver, by its number."""
    columns = (
        Column("number", "Nr.", ValueType.INTEGER, row_header=True),
        Column("place", "Wofür", expected_chars=16),
        Column("rule", "Regel", expected_chars=8),
        Column("finding", "Befund", expected_chars=22),
        Column("reason", "Begründung", expected_chars=30),
        Column("approved_on", "genehmigt", ValueType.DATE),
        Column("persons", "beantragt / genehmigt von", expected_chars=22),
        Column("expires_on", "gilt bis", ValueType.DATE),
        Column("document", "Schriftstück (SHA-256)", ValueType.DIGEST),
    )
    return Table("waivers", _TITLE, columns, tuple(_row(one) for one in waivers))


def _row(one: ReliedWaiver) -> Row:
    waiver, ended_on = one.fact.approved, one.fact.ended_on
    asked = person(waiver.proposed_by, waiver.proposed_office)
    approved = person(one.fact.approved_by, waiver.office)
    cells = (
        waiver.number,
        one.place,
        waiver.rule,
        word_for(waiver.code),
        waiver.reason,
        waiver.approved_on,
        f"{asked} / {approved}",
        min(waiver.expires_on, ended_on) if ended_on else waiver.expires_on,
        waiver.file_sha256 or None,
    )
    return Row(cells, facts=Facts.of([waiver.waiver_id]))
