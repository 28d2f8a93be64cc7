"""German words for what the log holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from shared.clock import BERLIN, parse_instant

OUTCOMES: Final = {
    "ok": ("success", "erledigt"),
    "refused": ("warning", "abgelehnt"),
    "denied": ("danger", "nicht berechtigt"),
    "failed": ("danger", "fehlgeschlagen"),
}
MARKS: Final = {
    "ok": ("success", "lesbar"),
    "conflict": ("danger", "Kennung doppelt mit anderem Inhalt"),
    "unreadable": ("warning", "nicht lesbar"),
}
_THINGS: Final = {
    "drawdown": "Mittelabruf", "expenditure": "Ausgabe", "amendment": "Änderungsbescheid",
    "evidence": "Nachweis", "grant": "Zuwendung", "income": "Einnahme", "import": "Einlesen",
    "invoice": "E-Rechnung", "opening": "Übernahme", "access": "Zugriff", "command": "Vorgang",
    "creditor": "Kreditor", "user": "Benutzer", "measure": "Maßnahme", "plan": "Finanzierungsplan",
    "report": "Bericht", "run": "Geplanter Lauf", "trail": "Prüfpfad",
    "data_key": "Datenschlüssel", "read_model": "Lesemodell",
    "authorisation": "Ermächtigung", "authority": "Befugnis zur Feststellung",
    "base_rate": "Basiszinssatz", "calendar_link": "Kalenderadresse", "deadline": "Frist",
    "deadlines": "Fristen", "interest": "Zinsrechnung", "interest_segments": "Zinsabschnitte",
    "deadline_extension": "Fristverlängerung", "delegation": "Vertretung",
    "determination": "Festlegung", "hour_sheet": "Stundennachweis", "notice": "Mitteilung",
    "payroll": "Entgeltdaten", "personnel_cost": "Personalausgabe", "post": "Stelle",
    "proof_attachment": "Anlage des Verwendungsnachweises",
    "proof_statement": "Erklärung zum Verwendungsnachweis", "reallocation": "Mittelverschiebung",
    "reconciliation": "Abgleich mit der Finanzbuchhaltung", "half_year": "Halbjahr",
    "rulepack": "Regelpaket",
    "signatory": "Zeichnungsberechtigung", "waiver": "Ausnahmegenehmigung",
    "procurement": "Vergabe", "inventory": "Inventar", "software": "Software",
    "publication": "Veröffentlichung", "indicator": "Indikator",
    "receipts": "Belege",
    "exchange": "Austausch", "recommendation": "Empfehlung", "allocation_key": "Schlüssel",
    "narrative": "Berichtstext", "notice_letter": "Brief der Mitteilung", "repayment": "Erstattung",
    "annual_accounts": "Jahresabschluss", "legal_hold": "Löschsperre",
    "deletion": "Löschung", "read_test": "Lesetest", "audit": "Prüfung",
}  # fmt: skip
_ACTS: Final = {
    "decided": "beschieden", "drafted": "entworfen", "received": "eingegangen",
    "released": "freigegeben", "rows_listed": "Zeilen festgehalten", "submitted": "eingereicht",
    "withdrawn": "zurückgezogen", "certification_withdrawn": "Feststellung zurückgenommen",
    "credit_note_recorded": "Gutschrift erfasst", "document_filed": "Datei abgelegt",
    "certified": "festgestellt", "changed": "geändert", "paid": "bezahlt",
    "reassessed": "neu berechnet", "recorded": "erfasst", "returned": "zurückgegeben",
    "reversed": "storniert", "order_closed": "Auftrag abgeschlossen",
    "retention_released": "Einbehalt ausgezahlt", "confirmed": "bestätigt",
    "proposed": "vorgeschlagen", "filed": "abgelegt", "awarded": "bestätigt",
    "committed": "übernommen", "uploaded": "hochgeladen", "denied": "verweigert",
    "refused": "abgelehnt", "erased": "gelöscht", "login_failed": "Anmeldung fehlgeschlagen",
    "access_changed": "Rechte geändert", "logged_in": "angemeldet", "status_set": "Stand gemeldet",
    "lines_listed": "Ansätze festgehalten", "partly_released": "einmal freigegeben",
    "downloaded": "heruntergeladen", "completed": "gelaufen", "read": "abgefragt",
    "exported": "ausgegeben", "moved_out": "Daten mitgenommen",
    "bundled": "gebündelt", "verified": "geprüft", "draft_failed": "Entwurf misslungen",
    "issued": "ausgegeben", "revoked": "widerrufen", "reopened": "wieder geöffnet",
    "listed": "aufgestellt", "stated": "aufgestellt",
    "imported": "eingelesen", "scope_change_reported": "geänderter Zuschnitt gemeldet",
    "answered": "beantwortet", "dispensation_proposed": "Verzicht vorgeschlagen",
    "dispensed": "Verzicht bestätigt", "sending_withdrawn": "Versand zurückgenommen",
    "answer_withdrawn": "Antwort zurückgenommen",
    "opened": "eröffnet", "sent": "abgesandt",
    "booked": "gebucht", "signed": "unterschrieben", "closed": "abgeschlossen",
    "explained": "erklärt", "ended": "beendet", "registered": "eingetragen",
    "approved": "genehmigt", "expired": "abgelaufen",
    "declared_complete": "für vollständig erklärt", "item_dispensed": "Unterlage entfällt",
    "contract_changed": "Vertrag geändert",
    "delivered": "Leistung erbracht", "penalty_claimed": "Vertragsstrafe geltend gemacht",
    "disposal_proposed": "Abgang vorgeschlagen", "consent_filed": "Zustimmung abgelegt",
    "disposal_released": "Abgang freigegeben", "disposal_withdrawn": "Abgang zurückgenommen",
    "adopted": "festgestellt", "set": "gesetzt", "lifted": "aufgehoben", "done": "gelaufen",
    "finding_recorded": "Feststellung erfasst", "finding_answered": "Feststellung beantwortet",
    "note_closed": "Vermerk abgeschlossen",
    "rotated": "gewechselt", "emptied": "geleert und neu gelesen",
}  # fmt: skip


_SERVICES: Final = {"budget": "Budget", "reporting": "Berichte", "audit": "Prüfpfad"}
_OF_EVERY_SERVICE: Final = ("access", "command")


def event_label(type_: str | None) -> str:
    """What happened, in German; an unknown type by its own name."""
    parts = (type_ or "").split(".")
    if len(parts) != 5 or parts[2] not in _THINGS or parts[3] not in _ACTS:
        return type_ or "nicht lesbar"
    service = f" ({_SERVICES[parts[1]]})" if parts[2] in _OF_EVERY_SERVICE else ""
    return f"{_THINGS[parts[2]]}: {_ACTS[parts[3]]}{service}"


def thing_label(kind: str) -> str:
    """The German word for the kind of a subject; an unknown one by its own name."""
    return _THINGS.get(kind, kind)


def local_time(text: str | None) -> str:
    """An instant of an event on a German clock."""
    if text is None:
        return "unbekannt"
    return german_instant(parse_instant(text))


def german_instant(instant: datetime) -> str:
    """Day and time to the second, German clock."""
    return instant.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M:%S")


def flat_payload(value: Any, path: str = "") -> list[tuple[str, str]]:
    """A payload as pairs of path and text, in order; sealed text is named as such."""
    if isinstance(value, Mapping):
        pairs = ((f"{path}.{name}".strip("."), one) for name, one in value.items())
    elif isinstance(value, list):
        pairs = ((f"{path}[{number}]", one) for number, one in enumerate(value))
    else:
        name = path.rpartition(".")[2]
        sealed = name.startswith("sealed_") and value is not None
        return [(path, "verschlüsselt" if sealed else _text(value))]
    return [flat for deeper, one in pairs for flat in flat_payload(one, deeper)]


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return str(value)
