"""The German titles of the reports, by the name their events carry."""

from typing import Final

REPORTS: Final = {
    "quarterly": "Quartalsbericht",
    "call-package": "Mittelabruf",
    "voucher-list": "Belegliste",
    "voucher-list-summary": "Belegliste, Zusammenfassung",
    "financial-statement": "Zahlenmäßiger Nachweis",
    "factual-report": "Sachbericht",
    "proof-of-use-a": "Verwendungsnachweis Phase A",
    "proof-of-use-b": "Verwendungsnachweis Phase B",
    "interim-proof": "Zwischennachweis",
    "change-notice": "Mitteilung an den Zuwendungsgeber",
    "measure-sheets": "Maßnahmenblätter",
    "portfolio": "Maßnahmenübersicht",
    "cash-flow": "Mittelabfluss und Prognose",
    "inventory": "Inventarverzeichnis",
    "procurement-overview": "Vergabeübersicht",
    "personnel-proof": "Personalnachweis",
    "interest-sheet": "Zins- und Erstattungsblatt",
    "audit-package": "Prüfpaket (Z3)",
    "audit-note": "Prüfungsvermerk",
    "deadline-calendar": "Fristenkalender",
    "software-register": "Software und Veröffentlichungen",
    "data-quality": "Datenqualität",
    "accessibility-statement": "Erklärung zur Barrierefreiheit",
}
