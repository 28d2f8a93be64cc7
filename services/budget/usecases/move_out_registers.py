"""The registers of a grant as tables a city takes along (OSS, PUB, KNOW, ELG-08)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from services.budget.domain.allocation_key import STATES as KEY_STATES
from services.budget.domain.recommendation import STATES as ANSWERS
from services.budget.domain.software import STATES
from services.budget.export.table import Table, yes_or_no
from services.budget.store.register import entries_of
from shared.csv_text import Cell
from shared.money import format_percent_bp


@dataclass(frozen=True)
class _Sheet:
    """Name, columns and the fields in the columns; `words` says how a field is written."""

    name: str
    header: Sequence[str]
    fields: Sequence[str]
    words: Mapping[str, Callable[[Any], Cell]]


def _decimal(value: str | None) -> Cell:
    """With a German comma; what is not known stays so."""
    return value and value.replace(".", ",")


_SHEETS: Final[Mapping[str, _Sheet]] = {
    "software": _Sheet(
        "software",
        ("Maßnahme", "Name der Software", "Lizenz", "Adresse des Repositoriums",
         "Adresse der Dokumentation", "Adresse bei OpenCoDE", "Stand", "Veröffentlicht am",
         "Warum nicht veröffentlicht"),
        ("measure_id", "name", "licence", "repository_url", "documentation_url", "opencode_url",
         "status", "published_on", "unpublished_reason"),
        {"status": STATES.__getitem__},
    ),
    "publication": _Sheet(
        "veroeffentlichungen",
        ("Maßnahme", "Titel", "Medium", "Erschienen am", "Adresse", "Hinweis auf die Förderung",
         "Logos"),
        ("measure_id", "title", "medium", "published_on", "url", "has_funding_notice",
         "has_logos"),
        {"has_funding_notice": yes_or_no, "has_logos": yes_or_no},
    ),
    "indicator": _Sheet(
        "indikatoren",
        ("Maßnahme", "Indikator", "Einheit", "Ausgangswert", "Zielwert", "Istwert", "Gemessen am",
         "Quelle"),
        ("measure_id", "name", "unit", "baseline", "target", "actual", "measured_on", "source"),
        {"baseline": _decimal, "target": _decimal, "actual": _decimal},
    ),
    "exchange": _Sheet(
        "austausch",
        ("Maßnahme", "Am", "Partner", "Thema", "Material", "Adresse des Materials",
         "Modellprojekt"),
        ("measure_id", "held_on", "partner", "topic", "material", "material_url",
         "is_model_project"),
        {"is_model_project": yes_or_no},
    ),
    "recommendation": _Sheet(
        "empfehlungen",
        ("Maßnahme", "Eingegangen am", "Beratung", "Empfehlung", "Stand", "Grund"),
        ("measure_id", "received_on", "adviser", "text", "status", "reason"),
        {"status": ANSWERS.__getitem__},
    ),
    "allocation_key": _Sheet(
        "verteilschluessel",
        ("Maßnahme", "Bezeichnung", "Projektanteil", "Grundlage", "Festgehalten am", "Stand"),
        ("measure_id", "name", "share_bp", "basis", "documented_on", "status"),
        {"share_bp": format_percent_bp, "status": KEY_STATES.__getitem__},
    ),
}  # fmt: skip


def register_tables(session: Session, grant_id: str) -> Iterator[Table]:
    """Each register with the newest version of its entries, by number."""
    for register, sheet in _SHEETS.items():
        entries = sorted(entries_of(session, grant_id, register), key=lambda one: one.number)
        rows = [(one.number, *_cells(sheet, one.facts)) for one in entries]
        yield Table(sheet.name, ("Nr.", *sheet.header), rows)


def _cells(sheet: _Sheet, facts: Any) -> Iterator[Cell]:
    for name in sheet.fields:
        write = sheet.words.get(name)
        value = getattr(facts, name)
        yield write(value) if write else value
