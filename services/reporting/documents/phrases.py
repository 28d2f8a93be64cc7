"""German words that several reports share. Sentences are made of data, so they cannot go stale."""

from __future__ import annotations

from services.reporting.documents.text import Emphasis, Run
from services.reporting.documents.values import SHOWN_DIGITS
from services.reporting.domain.sums import GrantSums
from shared.money import format_euro

CATEGORIES = {
    "PERSONAL": "Personalausgaben",
    "SACH": "Sachausgaben",
    "INVEST": "Investitionen",
}
CERTIFIED = {"factual": "sachlich", "arithmetical": "rechnerisch"}
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
DOCUMENT_KINDS = {
    "voucher": "Beleg",
    "payment_proof": "Zahlungsnachweis",
    "contract": "Vertrag",
    "delivery": "Liefernachweis",
    "procurement": "Vergabeunterlage",
}
ROW_KINDS = {
    "voucher": "Beleg",
    "order": "Auftrag",
    "credit_note": "Gutschrift",
    "retention_release": "Auszahlung Einbehalt",
    "reversal": "Storno",
}
STATES = {
    "": "noch nicht erfasst",
    "committed": "gebunden",
    "recorded": "bezahlt, in Prüfung",
    "claimable": "abrufbar",
    "called": "abgerufen",
}
WITHOUT_MEASURE = "ohne Maßnahme"
ROUNDING = "Rundungsdifferenz"
OPENING = "übernommen"
LATE = "nach Abschluss erfasst"
"""Marks rows taken over when the grant was already running."""


def strong(cents: int) -> Run:
    """An amount that answers the question of its section."""
    return Run(format_euro(cents), Emphasis.STRONG)


def digest_legend(what: str) -> str:
    """Under a table with short checksums of files: `der Datei`."""
    return (
        f"Von der SHA-256-Prüfsumme {what} stehen hier die ersten {SHOWN_DIGITS} Stellen. Alle "
        "64 stehen in den Daten, die diese Datei trägt (JSON, CSV), und in der Arbeitsmappe."
    )


def person(actor: str, office: str) -> str:
    """Who acted, as far as reports may tell (decision 0025): the role held then, where the event
    names it, and the beginning of the pseudonymous id."""
    mark = f"Kennung {actor[:8]}"
    return f"{office}, {mark}" if office else mark


def counted(number: int, one: str, many: str) -> str:
    """`1 Beleg`, `3 Belege`."""
    return f"{number} {one if number == 1 else many}"


def callable_sentence(sums: GrantSums) -> str:
    """What may be called, in the same words in every report: now, and once no voucher waits."""
    now = sums.callable_now_cents
    later = sums.final.amount_cents - sums.entitlement.amount_cents
    if now < 0:
        first = f"Abgerufen sind {format_euro(-now)} mehr, als aus abrufbaren Belegen zusteht"
    else:
        first = f"Sofort abrufbar sind {format_euro(now)}"
    if not later:
        return f"{first}."
    return f"{first}; weitere {format_euro(later)}, sobald alle bezahlten Belege abrufbar sind."
