"""Inventory (R13, Inventarverzeichnis) with the columns of INV-02, and the special item by year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.inventory_findings import inventory_findings
from services.reporting.documents.inventory_tables import (
    disposals_table,
    items_table,
    places_table,
    releases_table,
)
from services.reporting.documents.report_findings import findings_blocks
from services.reporting.documents.source import Heading
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.inventory import Inventory
from shared.periods import german_date

TYPE: Final = "inventory"


def inventory_document(heading: Heading, figures: Inventory) -> Document:
    """What is there with its money, where it is, what left, and the special item by year."""
    parts = (
        Part("inventory", (Section("Bestand", tuple(_stock(figures))),)),
        Part("places", blocks=(places_table(figures),), title="Verbleib", annex="Anlage 1"),
        Part("gone", blocks=tuple(_gone(figures)), title="Abgänge", annex="Anlage 2"),
        Part("releases", blocks=(releases_table(figures),), title="Sonderposten", annex="Anlage 3"),
    )
    stand = f"Stand {german_date(figures.as_of)}"
    return heading.document(TYPE, "Inventarverzeichnis", stand, parts)


def _stock(figures: Inventory) -> Iterator[Block]:
    if not figures.lines:
        yield Paragraph.of("Aus dieser Zuwendung ist noch nichts inventarisiert.")
    there = [one.item for one in figures.there]
    ids = Facts.of([one.item_id for one in there])
    share = sum(one.grant_share_cents for one in there)
    count = ValueType.INTEGER
    yield KeyFigures(
        (
            KeyFigure("Gegenstände im Bestand", len(there), count, facts=ids, key="there"),
            KeyFigure("Zuwendungsanteil daran", share, facts=ids, key="grant_share"),
            KeyFigure("Abgänge", len(figures.gone), count, key="gone"),
        )
    )
    yield Paragraph.of(
        "Aufzunehmen ist jeder Gegenstand über der Wertgrenze am Tag der Anschaffung (INV-01), "
        "mit den Angaben nach INV-02. Bis zum Ende der Zweckbindung (INV-03) braucht ein Abgang "
        "die Zustimmung des Zuwendungsgebers (NOTE-05); den Zuwendungsanteil löst die Stadt über "
        "die Nutzungsdauer auf (INV-04)."
    )
    yield items_table(figures)
    yield from findings_blocks("inventory_findings", inventory_findings(figures))


def _gone(figures: Inventory) -> Iterator[Block]:
    if not figures.gone:
        yield Paragraph.of("Es gab keine Abgänge.")
    yield disposals_table(figures)
