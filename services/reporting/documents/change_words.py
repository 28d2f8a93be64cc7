"""Words of what happened to a voucher: the events, their causes, the fields that differ."""

from __future__ import annotations

from services.reporting.domain.changes import Cause, Change
from services.reporting.domain.printed_fields import FIELDS, SEALED

_EVENTS = {
    "recorded": "erfasst",
    "changed": "geändert",
    "reassessed": "neu bewertet",
    "certified": "festgestellt",
    "certification_withdrawn": "Feststellung zurückgenommen",
    "returned": "zurückgegeben",
    "paid": "bezahlt",
    "retention_released": "Einbehalt ausgezahlt",
    "credit_note_recorded": "Gutschrift erfasst",
    "order_closed": "Rest des Auftrags freigegeben",
    "reversed": "storniert",
    "document_filed": "Datei ergänzt",
}
_CAUSES = {
    "amendment": "Änderungsbescheid",
    "evidence": "Nachweis abgelegt",
    "plan": "neuer Plan",
    "income": "Einnahme erfasst",
    "drawdown_released": "Abruf freigegeben",
    "drawdown_withdrawn": "Abruf zurückgenommen",
    "expenditure_recorded": "weitere Rechnung erfasst",
    "expenditure_changed": "andere Zeile geändert",
    "expenditure_paid": "andere Zeile bezahlt",
    "expenditure_reversed": "andere Zeile storniert",
    "order_closed": "Auftrag abgeschlossen",
    "document_filed": "Datei ergänzt",
    "import_committed": "Liste eingelesen",
    "procurement": "Vergabeakte geändert",
    "penalty_reversed": "Abzug einer Vertragsstrafe storniert",
    "delivery": "Liefertermin vergangen",
    "determination": "Schlussbescheid erfasst",
    "waiver": "Ausnahme zugelassen",
    "rule_pack": "neue Regeln",
    "transition": "neue Regeln",
    "validity": "Stichtag erreicht",
    "terms": "neue Bedingungen der Zuwendung",
}


def fields_of(names: tuple[str, ...]) -> str:
    """What else is different of a row, in German."""
    return ", ".join((SEALED | FIELDS)[name] for name in names)


def reason_of(causes: tuple[Cause, ...]) -> str:
    """Why a row changed, in the order of the events."""
    words = []
    for one in causes:
        word = _EVENTS.get(one.type.split(".")[-2], one.type)
        words.append(f"{word} ({_CAUSES.get(one.reason, one.reason)})" if one.reason else word)
    return ", ".join(dict.fromkeys(words))


def why_of(change: Change) -> str:
    """The reasons, and what beside state and sums became different."""
    told, names = reason_of(change.causes), fields_of(change.changed_fields)
    return f"{told}: {names}" if names else told
