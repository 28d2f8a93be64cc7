"""The four registers as a page shows them: columns, form, words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from services.budget.domain.allocation_key import STATES as KEY_STATES
from services.budget.domain.allocation_key import NewAllocationKey
from services.budget.domain.exchange import NewExchange
from services.budget.domain.indicator import NewIndicator
from services.budget.domain.publication import NewPublication
from services.budget.domain.recommendation import STATES as ANSWERS
from services.budget.domain.recommendation import NewRecommendation
from services.budget.domain.software import STATES, NewSoftware
from services.budget.web.register_forms import (
    AllocationKeyForm,
    ExchangeForm,
    IndicatorForm,
    PublicationForm,
    RecommendationForm,
    SoftwareForm,
)
from shared.money import format_percent_bp
from shared.periods import german_date
from shared.web.forms import FormSchema

Cells = Callable[[Any], tuple[str, ...]]


@dataclass(frozen=True)
class Board:
    """One register: its place in the address, words, form and the cells of a row.

    `fields` are the fields of the form with their kind: `text`, `area`, `day`, `check`, `select`.
    """

    register: str
    title: str
    lead: str
    rule: str
    form: Callable[[], FormSchema]
    fields: Mapping[str, tuple[str, str]]
    columns: tuple[str, ...]
    cells: Cells
    states: Mapping[str, str] = field(default_factory=lambda: STATES)


def _software(one: NewSoftware) -> tuple[str, ...]:
    day = f" am {german_date(one.published_on)}" if one.published_on else ""
    why = f": {one.unpublished_reason}" if one.unpublished_reason else ""
    return (
        one.name,
        one.licence or "fehlt",
        one.repository_url or "fehlt",
        one.documentation_url or "fehlt",
        one.opencode_url or "fehlt",
        f"{STATES[one.status]}{day}{why}",
    )


def _exchange(one: NewExchange) -> tuple[str, ...]:
    material = ", ".join(part for part in (one.material, one.material_url) if part)
    partner = f"{one.partner} (Modellprojekt)" if one.is_model_project else one.partner
    return german_date(one.held_on), partner, one.topic, material or "keines"


def _publication(one: NewPublication) -> tuple[str, ...]:
    notice = "gezeigt" if one.has_funding_notice else "fehlt"
    logos = "gezeigt" if one.has_logos else "fehlen"
    return one.title, one.medium, german_date(one.published_on), one.url, notice, logos


def _indicator(one: NewIndicator) -> tuple[str, ...]:
    values = (value.replace(".", ",") for value in (one.baseline, one.target))
    actual = "noch nicht gemessen"
    if one.actual is not None and one.measured_on is not None:
        actual = f"{one.actual.replace('.', ',')} am {german_date(one.measured_on)}"
    return one.name, one.unit, *values, actual, one.source


def _recommendation(one: NewRecommendation) -> tuple[str, ...]:
    return german_date(one.received_on), one.adviser, one.text, ANSWERS[one.status], one.reason


def _key(one: NewAllocationKey) -> tuple[str, ...]:
    day = german_date(one.documented_on)
    return one.name, format_percent_bp(one.share_bp), one.basis, day, KEY_STATES[one.status]


BOARDS: Final[Mapping[str, Board]] = {
    "software": Board(
        "software",
        "Software",
        "Software aus Mitteln des Programms: Lizenz, Repositorium und Dokumentation stehen da, "
        "bevor die Maßnahme abgeschlossen wird.",
        "OSS-01",
        SoftwareForm,
        {
            "measure_id": ("select", "Maßnahme"),
            "name": ("text", "Name der Software"),
            "licence": ("text", "Lizenz"),
            "repository_url": ("text", "Adresse des Repositoriums"),
            "documentation_url": ("text", "Adresse der Dokumentation"),
            "opencode_url": ("text", "Adresse bei OpenCoDE"),
            "status": ("select", "Stand"),
            "published_on": ("day", "Veröffentlicht am"),
            "unpublished_reason": ("area", "Warum nicht veröffentlicht"),
        },
        ("Software", "Lizenz", "Repositorium", "Dokumentation", "OpenCoDE", "Stand"),
        _software,
    ),
    "austausch": Board(
        "exchange",
        "Austausch",
        "Wer mit wem worüber gesprochen und was mitgebracht hat, auch über die Modellprojekte "
        "hinaus.",
        "KNOW-01",
        ExchangeForm,
        {
            "held_on": ("day", "Tag"),
            "partner": ("text", "Partner (Organisation)"),
            "topic": ("area", "Thema"),
            "material": ("text", "Material"),
            "material_url": ("text", "Adresse des Materials"),
            "is_model_project": ("check", "Partner ist ein Modellprojekt"),
            "measure_id": ("select", "Maßnahme"),
        },
        ("Tag", "Partner", "Thema", "Material"),
        _exchange,
    ),
    "veroeffentlichungen": Board(
        "publication",
        "Veröffentlichungen",
        "Was wo und wann erschienen ist, und ob es zeigt, wer fördert.",
        "PUB-01",
        PublicationForm,
        {
            "title": ("text", "Titel"),
            "medium": ("text", "Wo erschienen"),
            "published_on": ("day", "Erschienen am"),
            "url": ("text", "Adresse"),
            "has_funding_notice": ("check", "zeigt den Förderhinweis"),
            "has_logos": ("check", "zeigt die Logos von Ministerium und KfW"),
            "measure_id": ("select", "Maßnahme"),
        },
        ("Titel", "Wo", "Erschienen", "Adresse", "Förderhinweis", "Logos"),
        _publication,
    ),
    "indikatoren": Board(
        "indicator",
        "Indikatoren",
        "Was eine Maßnahme bewirkt, in Zahlen: Ausgangswert, Ziel, Ist und Quelle.",
        "KNOW-02",
        IndicatorForm,
        {
            "measure_id": ("select", "Maßnahme"),
            "name": ("text", "Indikator"),
            "unit": ("text", "Einheit"),
            "baseline": ("text", "Ausgangswert"),
            "target": ("text", "Zielwert"),
            "actual": ("text", "Istwert"),
            "measured_on": ("day", "Gemessen am"),
            "source": ("area", "Quelle"),
        },
        ("Indikator", "Einheit", "Ausgangswert", "Ziel", "Ist", "Quelle"),
        _indicator,
    ),
    "empfehlungen": Board(
        "recommendation",
        "Empfehlungen",
        "Was die Programmbegleitung empfohlen hat und was die Stadt daraus macht.",
        "PRG-11",
        RecommendationForm,
        {
            "received_on": ("day", "Eingegangen am"),
            "adviser": ("text", "Wer empfohlen hat (Organisation)"),
            "text": ("area", "Empfehlung"),
            "status": ("select", "Stand"),
            "reason": ("area", "Was umgesetzt ist, oder warum nicht"),
            "measure_id": ("select", "Maßnahme"),
        },
        ("Eingegangen", "Von", "Empfehlung", "Stand", "Begründung"),
        _recommendation,
        ANSWERS,
    ),
    "schluessel": Board(
        "allocation_key",
        "Schlüssel",
        "Projektanteile bei gemischter Nutzung: dokumentiert, bevor danach gebucht wird, und von "
        "einer zweiten Person genehmigt.",
        "ELG-08",
        AllocationKeyForm,
        {
            "name": ("text", "Bezeichnung"),
            "share_bp": ("text", "Projektanteil in Prozent"),
            "basis": ("area", "Grundlage (Flächen, Köpfe, Stunden)"),
            "documented_on": ("day", "Dokumentiert am"),
            "status": ("select", "Stand"),
            "measure_id": ("select", "Maßnahme"),
        },
        ("Schlüssel", "Anteil", "Grundlage", "Dokumentiert", "Stand"),
        _key,
        KEY_STATES,
    ),
}
"""By the word in the address."""
