"""Words of the fields of facts that became different; what has no word is not named."""

from __future__ import annotations

from typing import Final

from services.reporting.domain.fact_changes import FactChange

WHAT: Final = {"new": "neu", "changed": "geändert", "gone": "entfallen"}
FIELDS: Final = {
    "status": "Stand",
    "amount_cents": "Betrag",
    "approved_cents": "bewilligt",
    "received_cents": "eingegangen",
    "submitted_on": "eingereicht am",
    "decided_on": "entschieden am",
    "received_on": "eingegangen am",
    "released_on": "freigegeben am",
    "entitlement_cents": "Anspruch",
    "gates": "Voraussetzungen",
    "terms": "Bedingungen",
    "title": "Titel",
    "name": "Name",
    "text": "Text",
    "lead": "Leitung",
    "period_start": "Beginn",
    "period_end": "Ende",
    "source": "Herkunft",
    "items": "Posten",
    "place": "Eintrag",
    "reference": "Fundstelle",
    "sent_on": "versandt am",
    "answered_on": "beantwortet am",
    "answer": "Antwort",
    "deadlines": "Fristen",
    "published_on": "veröffentlicht am",
    "responsible_unit": "zuständige Stelle",
    "is_complete": "Vollständigkeit",
    "contract_net_cents": "Auftragssumme",
    "findings": "Hinweise",
    "months": "Monate",
    "result": "Ergebnis",
    "funding_rate_bp": "Fördersatz",
    "max_eligible_cents": "Höchstbetrag der Ausgaben",
    "max_grant_cents": "Höchstbetrag der Zuwendung",
    "valid_from": "gültig ab",
    "known_on": "bekannt seit",
    "payments_until": "Zahlungen bis",
    "action_field": "Handlungsfeld",
    "participation_origin": "Herkunft aus der Beteiligung",
    "light": "Ampel",
    "risk": "Risiko",
    "decision_needed": "nötige Entscheidung",
    "milestones": "Meilensteine",
    "reason": "Begründung",
    "licence": "Lizenz",
    "due_on": "fällig am",
    "planned_cents": "geplant",
}


def what_happened(change: FactChange) -> str:
    """`neu`, `entfallen`, or `geändert` with the fields that have a word."""
    names = [FIELDS[name] for name in change.changed_fields if name in FIELDS]
    return f"{WHAT[change.what]}: {', '.join(names)}" if names else WHAT[change.what]
