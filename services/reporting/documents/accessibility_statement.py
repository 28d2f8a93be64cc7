"""Accessibility statement (R22, Erklärung zur Barrierefreiheit): conformity, gaps, contact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.reporting.documents.document import Audience, Block, Document, Part, Section
from services.reporting.documents.narratives import MISSING
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Detail, Details, Hint, HintKind, Paragraph
from services.reporting.domain.accessibility import CRITERIA, GAPS, State, conformity

TYPE = "accessibility-statement"
WORDS: Final[dict[State, str]] = {
    "met": "vereinbar",
    "partly": "teilweise vereinbar",
    "unmet": "nicht vereinbar",
}
_CRITERIA = (
    Column("content", "Inhalt", row_header=True, expected_chars=22),
    Column("rule", "Regel", expected_chars=8),
    Column("standard", "Maßstab", expected_chars=24),
    Column("state", "Stand", expected_chars=14),
    Column("check", "Wie geprüft", expected_chars=40),
)
_GAPS = (
    Column("content", "Inhalt", row_header=True, expected_chars=24),
    Column("reason", "Was nicht barrierefrei ist", expected_chars=36),
    Column("instead", "Was stattdessen hilft", expected_chars=32),
)


def accessibility_statement_document(
    heading: Heading, contact: str, package_version: str
) -> Document:
    """The statement; `contact` is a setting of the city, empty where nobody set it."""
    sections = (
        Section("Stand der Vereinbarkeit", tuple(_conformity(package_version))),
        Section("Nicht barrierefreie Inhalte", (_gaps(),)),
        Section("Hürden melden", tuple(_contact(contact))),
        Section("Durchsetzung", (_enforcement(),)),
    )
    parts = (Part("statement", sections, audience=Audience.PUBLIC),)
    return heading.document(
        TYPE,
        "Erklärung zur Barrierefreiheit",
        f"Fachanwendung Fördernachweis, Fassung {package_version}",
        parts,
    )


def _conformity(package_version: str) -> Iterator[Block]:
    yield Paragraph.of(
        "Diese Fachanwendung (Fördernachweis, Fassung "
        f"{package_version}) ist mit der Barrierefreie-Informationstechnik-Verordnung "
        f"Nordrhein-Westfalen (BITVNRW) und EN 301 549 {WORDS[conformity()]}. "
        "Die Erklärung beruht auf einer Selbstbewertung."
    )
    rows = tuple(
        Row((one.content, one.rule, one.standard, WORDS[one.state], one.check)) for one in CRITERIA
    )
    yield Table("conformity", "Maßstäbe und wie sie geprüft sind", _CRITERIA, rows)


def _gaps() -> Table:
    rows = tuple(Row((one.content, one.reason, one.instead)) for one in GAPS)
    return Table("gaps", "Bekannte Grenzen und Auswege", _GAPS, rows)


def _contact(contact: str) -> Iterator[Block]:
    yield Paragraph.of(
        "Wer auf eine Hürde stößt oder etwas in anderer Form braucht, meldet sich hier. Die Stadt "
        "antwortet und sagt, was sie ändert."
    )
    if contact:
        yield Details((Detail("Kontakt", contact),))
        return
    text = f"{MISSING.capitalize()}: Die Kontaktangabe der Stadt ist nicht eingestellt."
    yield Hint(Paragraph.of(text), HintKind.WARNING)


def _enforcement() -> Paragraph:
    return Paragraph.of(
        "Hilft die Antwort nicht, vermittelt die Ombudsstelle für barrierefreie "
        "Informationstechnik des Landes Nordrhein-Westfalen. Das Verfahren ist kostenfrei."
    )
