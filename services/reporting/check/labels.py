"""What the program calls the codes that events carry; a report prints the word, never the code.

A test holds each of these against the program's own words.
"""

from __future__ import annotations

from typing import Any

ASSET_CLASSES = {
    "hardware": "IT-Geräte",
    "software": "Software und Lizenzen",
    "sensors": "Sensorik und Netze",
    "vehicle": "Fahrzeuge",
    "furniture": "Ausstattung",
    "building": "Bauten",
    "other": "Sonstiges",
}
DISPOSALS = {
    "sold": "Verkauf",
    "given_away": "Weitergabe",
    "scrapped": "Entsorgung",
    "lost": "Verlust",
    "purpose_ended": "Ende der zweckentsprechenden Nutzung",
    "recorded_in_error": "irrtümlich erfasst",
}
REGIMES = {"komhvo26": "§ 26 KomHVO NRW", "go75a": "§ 75a GO NRW"}
PROCEDURES = {
    "direct": "Direktauftrag",
    "free": "formfreies Verfahren",
    "negotiated": "Verhandlungsvergabe",
    "restricted": "Beschränkte Ausschreibung",
    "public": "Öffentliche Ausschreibung",
    "eu": "EU-weites Verfahren",
}
BOUGHT = {"works": "Bauleistung", "supplies": "Lieferung", "services": "Dienstleistung"}
METHODS = {"months": "Gehaltsmonate", "hours": "Stundennachweise"}
CALL_STATUS = {
    "draft": "Entwurf",
    "partly_released": "Entwurf, einmal freigegeben",
    "released": "freigegeben",
    "withdrawn": "zurückgezogen",
    "submitted": "eingereicht",
    "decided": "entschieden",
    "received": "eingegangen",
}
GATES = {
    "council_decision": "Ratsbeschluss",
    "delegation_to_committee": "Übertragung auf den Ausschuss",
    "committee_decision": "Beschluss des Ausschusses",
    "ministry_approval": "Zustimmung des Ministeriums",
    "phase_b_documents": "Unterlagen zur Phase B",
    "rate_evidence": "Beleg der Haushaltslage (Fördersatz)",
    "early_start_permission": "Vorzeitiger Vorhabenbeginn",
    "proof_of_use_submitted": "Eingereichter Verwendungsnachweis",
    "proof_of_use_accepted": "Anerkannter Verwendungsnachweis",
    "other": "Sonstiger Nachweis",
}
SOURCES = {
    "grant": "Zuwendung",
    "own": "Eigenmittel",
    "federal": "Andere Bundesmittel",
    "other_public": "Andere öffentliche Mittel",
    "private": "Zweckgebundene Einnahmen",
}
FILE_KINDS = {
    "voucher": "Beleg",
    "payment_proof": "Zahlungsnachweis",
    "contract": "Vertrag",
    "delivery": "Liefernachweis",
    "procurement": "Vergabeunterlage",
}
SOFTWARE = {
    "in_development": "in Entwicklung",
    "published": "veröffentlicht",
    "not_published": "nicht veröffentlicht",
}
ADVICE = {
    "open": "offen",
    "in_progress": "in Arbeit",
    "followed": "umgesetzt",
    "not_followed": "nicht gefolgt",
}
LACKS = {
    "licence_missing": "Lizenz",
    "repository_missing": "Quelltext",
    "documentation_missing": "Dokumentation",
    "software_unpublished": "Veröffentlichung",
    "opencode_missing": "Eintrag bei OpenCoDE",
    "funding_notice_missing": "Förderhinweis",
    "logos_missing": "Logos",
}
LACK_RULES = {
    "licence_missing": "OSS-01",
    "repository_missing": "OSS-01",
    "documentation_missing": "OSS-01",
    "software_unpublished": "OSS-01",
    "opencode_missing": "OSS-03",
    "funding_notice_missing": "PUB-01",
    "logos_missing": "PUB-01",
}
QUESTIONS = {
    "on_time": "Rechtzeitig vorgelegt?",
    "complete": "Vollständig?",
    "report": "Sachbericht in Ordnung?",
    "numbers": "Zahlenmäßiger Nachweis in Ordnung?",
    "receipts": "Belege in Ordnung?",
    "other_documents": "Sonstige Unterlagen in Ordnung?",
    "on_site": "Örtliche Erhebungen?",
    "success": "Zuwendungszweck erreicht?",
    "grant_figures": "Zuwendung richtig berechnet?",
}
VERDICTS = {"ok": "ja", "not_ok": "nein", "not_checked": "nicht geprüft"}
WEIGHTS = {"objection": "Beanstandung", "remark": "Hinweis"}
YES = {True: "ja", False: "nein"}


def word(of: dict[Any, str], code: Any) -> Any:
    """The word of a code; the code itself where the program has none either."""
    return of.get(code, code)
