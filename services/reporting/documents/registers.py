"""Software and publication register (R20): what others can use, who was told, what it changes.

Its main part is for the public and names no person, no creditor and no partner.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.reporting.documents.document import Audience, Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.register_gaps import gaps_table, partners_table
from services.reporting.documents.register_tables import (
    exchanges_table,
    indicators_table,
    publications_table,
    software_table,
)
from services.reporting.documents.source import Heading
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.registers import Registers
from shared.periods import german_date

TYPE: Final = "software-register"


def registers_document(heading: Heading, figures: Registers) -> Document:
    """One section per register; what they lack and who took part is an annex of the city's own."""
    sections = (
        Section("Software", tuple(_software(figures))),
        Section(
            "Veröffentlichungen",
            _told(figures.publications, publications_table(figures), "Veröffentlichung"),
        ),
        Section("Austausch", _told(figures.exchanges, exchanges_table(figures), "Austausch")),
        Section("Wirkung", _told(figures.indicators, indicators_table(figures), "Indikator")),
    )
    title = "Verzeichnis der Software und Veröffentlichungen"
    stand = f"Stand {german_date(figures.as_of)}"
    parts = (Part("registers", sections, audience=Audience.PUBLIC), _internal(figures))
    return heading.document(TYPE, title, stand, parts)


def _internal(figures: Registers) -> Part:
    lacking = Facts.of([one.place.entry_id for one in figures.lacking])
    count = KeyFigure(
        "Einträge mit Lücken", len(figures.lacking), ValueType.INTEGER, facts=lacking, key="lacking"
    )
    sections = (
        Section("Was noch fehlt", (KeyFigures((count,)), gaps_table(figures))),
        Section("Partner", (partners_table(figures),)),
    )
    return Part("internal", sections, title="Nur für die Verwaltung", annex="Anlage 1")


def _software(figures: Registers) -> Iterator[Block]:
    count = ValueType.INTEGER
    published = Facts.of([one.place.entry_id for one in figures.published])
    yield KeyFigures(
        (
            KeyFigure("Software", len(figures.software), count, key="software"),
            KeyFigure(
                "davon veröffentlicht",
                len(figures.published),
                count,
                facts=published,
                key="published",
            ),
        )
    )
    yield from _told(figures.software, software_table(figures), "Software")


def _told(entries: tuple[object, ...], table: Block, what: str) -> tuple[Block, ...]:
    if entries:
        return (table,)
    return (Paragraph.of(f"Im Verzeichnis „{what}“ steht noch nichts."), table)
