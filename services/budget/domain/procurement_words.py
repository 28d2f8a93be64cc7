"""The words of a procurement file, with what the screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

RELATIONS: Final[Mapping[str, str]] = {
    "contract": "Auftrag",
    "pass_on": "Weiterleitung an Dritte",
}
KINDS: Final[Mapping[str, str]] = {
    "services": "Dienstleistung",
    "supplies": "Lieferung",
    "works": "Bauleistung",
}
"""What is bought: value limits differ by it."""
REGIMES: Final[Mapping[str, str]] = {
    "komhvo26": "§ 26 KomHVO NRW mit UVgO, VOB/A und Kommunalen Vergabegrundsätzen",
    "go75a": "§ 75a GO NRW",
}
REGIME_RULES: Final[Mapping[str, str]] = {"komhvo26": "PROC-02", "go75a": "PROC-03"}
"""The rule that speaks for a regime."""
# from the least formal on: limits are looked up in this order
PROCEDURES: Final[Mapping[str, str]] = {
    "direct": "Direktauftrag",
    "free": "formfreies Verfahren nach § 75a GO NRW",
    "negotiated": "Verhandlungsvergabe ohne Teilnahmewettbewerb oder freihändige Vergabe",
    "restricted": "Beschränkte Ausschreibung",
    "public": "Öffentliche Ausschreibung",
    "eu": "EU-weites Verfahren",
}
ITEMS: Final[Mapping[str, str]] = {
    "need": "Bedarf",
    "estimate": "Schätzung des Auftragswerts (netto)",
    "procedure": "Wahl des Verfahrens mit Begründung",
    "bidders": "aufgeforderte Bieter",
    "offers": "Angebote",
    "evaluation": "Wertung",
    "award_note": "Vergabevermerk",
    "contract": "Vertrag",
    "changes": "Nachträge",
    "acceptance": "Abnahme",
    "consent": "Zustimmung des Zuwendungsgebers",
    "own_conditions": "Weiterleitungsbescheid oder -vertrag mit eigenen Bedingungen",
    "recipient_proof": "Verwendungsnachweis des Letztempfängers",
    "recipient_proof_checked": "Vermerk über dessen Prüfung",
}
DISPENSABLE: Final = frozenset({"bidders", "offers", "evaluation", "acceptance"})
"""Items that may have nothing to file, with a reason: a direct order has no other bidders."""
CLAUSES: Final[Mapping[str, str]] = {
    "knowledge_transfer": "Weitergabe des Wissens",
    "open_source": "offene Lizenz",
    "documentation": "Dokumentation",
    "audit_right": "Prüfrecht von Zuwendungsgeber und Rechnungshof",
}
CLAUSE_RULES: Final[Mapping[str, str]] = {"open_source": "OSS-02"}
"""Where another rule than PROC-06 wants the clause."""
