"""The tables of the registers: software, publications, exchange, indicators."""

from __future__ import annotations

from typing import Final

from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.values import Value, ValueType
from services.reporting.domain.registers import Registers

_STATUS: Final = {
    "in_development": "in Entwicklung",
    "published": "veröffentlicht",
    "not_published": "nicht veröffentlicht",
}
_ADVICE: Final = {
    "open": "offen",
    "in_progress": "in Arbeit",
    "followed": "umgesetzt",
    "not_followed": "nicht gefolgt",
}
_ALL: Final = "alle"
"""Of a recommendation that concerns no single measure."""
_NUMBER: Final = Column("number", "Nr.", ValueType.INTEGER, row_header=True)
_MEASURE: Final = Column("measure", "Maßnahme", expected_chars=10)


def software_table(figures: Registers) -> Table:
    """Licence, addresses, day of publication, or the reason why not (OSS-01, OSS-03)."""
    columns = (
        _NUMBER,
        Column("name", "Bezeichnung", expected_chars=18),
        _MEASURE,
        Column("status", "Stand", expected_chars=12),
        Column("licence", "Lizenz", expected_chars=10),
        Column("repository", "Quelltext", expected_chars=24),
        Column("documentation", "Dokumentation", expected_chars=20),
        Column("opencode", "OpenCoDE", expected_chars=20),
        Column("published_on", "Veröffentlicht", ValueType.DATE),
        Column("reason", "Grund, wenn nicht", expected_chars=18),
    )
    rows = tuple(
        _row(
            one.place.entry_id,
            one.place.number, one.name, one.place.measure_id, _STATUS.get(one.status, one.status),
            one.licence, one.repository_url, one.documentation_url, one.opencode_url,
            one.published_on, one.unpublished_reason,
        )
        for one in figures.software
    )  # fmt: skip
    return Table("software", "Software aus Fördermitteln", columns, rows)


def publications_table(figures: Registers) -> Table:
    """Each publication with notice and logos (PUB-01)."""
    columns = (
        _NUMBER,
        Column("title", "Titel", expected_chars=24),
        _MEASURE,
        Column("medium", "Medium", expected_chars=14),
        Column("published_on", "Erschienen", ValueType.DATE),
        Column("url", "Fundstelle", expected_chars=24),
        Column("notice", "Förderhinweis", expected_chars=6),
        Column("logos", "Logos", expected_chars=6),
    )
    rows = tuple(
        _row(
            one.place.entry_id,
            one.place.number, one.title, one.place.measure_id, one.medium, one.published_on,
            one.url, _yes(one.has_funding_notice), _yes(one.has_logos),
        )
        for one in figures.publications
    )  # fmt: skip
    return Table("publications", "Veröffentlichungen", columns, rows)


def exchanges_table(figures: Registers) -> Table:
    """On what and with which material (KNOW-01); with whom is no word for the public."""
    columns = (
        _NUMBER,
        Column("held_on", "Am", ValueType.DATE),
        Column("topic", "Thema", expected_chars=24),
        _MEASURE,
        Column("material", "Material", expected_chars=18),
        Column("url", "Fundstelle", expected_chars=20),
        Column("model_project", "Modellprojekt", expected_chars=8),
    )
    rows = tuple(
        _row(
            one.place.entry_id,
            one.place.number, one.held_on, one.topic, one.place.measure_id,
            one.material, one.material_url, _yes(one.is_model_project),
        )
        for one in figures.exchanges
    )  # fmt: skip
    return Table("exchanges", "Austausch mit anderen", columns, rows)


def open_source_table(figures: Registers) -> Table:
    """Of each software in short whether others can use it, or why not (OSS-01, OSS-03)."""
    columns = (
        _NUMBER,
        _MEASURE,
        Column("name", "Software", expected_chars=24),
        Column("status", "Open Source", expected_chars=16),
        Column("licence", "Lizenz", expected_chars=10),
        Column("published_on", "Veröffentlicht", ValueType.DATE),
        Column("repository", "Quelltext", expected_chars=30),
        Column("reason", "Grund, wenn nicht", expected_chars=20),
    )
    rows = tuple(
        _row(
            one.place.entry_id,
            one.place.number, one.place.measure_id, one.name, _STATUS.get(one.status, one.status),
            one.licence, one.published_on, one.repository_url, one.unpublished_reason,
        )
        for one in figures.software
    )  # fmt: skip
    return Table("open_source", "Stand der Veröffentlichung als Open Source", columns, rows)


def indicators_table(figures: Registers) -> Table:
    """What a measure changes, in numbers (KNOW-02)."""
    columns = (
        _NUMBER,
        _MEASURE,
        Column("name", "Indikator", expected_chars=24),
        Column("unit", "Einheit", expected_chars=10),
        Column("baseline", "Ausgangswert", expected_chars=8),
        Column("target", "Ziel", expected_chars=8),
        Column("actual", "Stand", expected_chars=8),
        Column("measured_on", "Gemessen am", ValueType.DATE),
        Column("source", "Quelle", expected_chars=20),
    )
    rows = tuple(
        _row(
            one.place.entry_id,
            one.place.number, one.place.measure_id, one.name, one.unit, _decimal(one.baseline),
            _decimal(one.target), _decimal(one.actual or ""), one.measured_on, one.source,
        )
        for one in figures.indicators
    )  # fmt: skip
    return Table("indicators", "Indikatoren je Maßnahme", columns, rows)


def recommendations_table(figures: Registers) -> Table:
    """What the programme's advisers recommended, and what the city made of it (PRG-11)."""
    columns = (
        _NUMBER,
        Column("measure", "Maßnahme", expected_chars=12),
        Column("received_on", "Erhalten", ValueType.DATE),
        Column("adviser", "Von", expected_chars=18),
        Column("text", "Empfehlung", expected_chars=44),
        Column("status", "Stand", expected_chars=12),
        Column("reason", "Was umgesetzt ist, oder warum nicht", expected_chars=36),
    )
    rows = tuple(
        _row(
            one.place.entry_id,
            one.place.number, one.place.measure_id or _ALL, one.received_on, one.adviser, one.text,
            _ADVICE.get(one.status, one.status), one.reason,
        )
        for one in figures.recommendations
    )  # fmt: skip
    return Table("recommendations", "Empfehlungen zum Programm", columns, rows)


def _row(entry_id: str, *cells: Value) -> Row:
    return Row(cells, facts=Facts.of([entry_id]))


def _yes(value: bool) -> str:
    return "ja" if value else "nein"


def _decimal(text: str) -> str:
    return text.replace(".", ",")
