"""Rule ids of this step: German title and where the rule stands, for steps, pages and reports.

A value that a rule pack sets is cited from the pack instead (`Rules.citations`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Rule:
    """One rule as the reader sees it."""

    id: str
    title: str
    citation: str


_NOTICE: Final = "Zuwendungsbescheid"
_PROGRAMME: Final = "Programmseite Modellprojekte Smart Cities"
_OWN: Final = "Eigene Festlegung dieses Verfahrens"

_TABLE: Final = (
    ("GOV-01", "Welches Regelpaket gilt", "Zuwendungsbescheid vor Merkblatt vor Nebenbestimmungen"),
    ("PRG-01", "Fördersatz", "NRW.BANK, Produktseite Modellprojekte Smart Cities; " + _NOTICE),
    ("PRG-02", "Fördersatz bei Haushaltsnotlage", "Niederschrift Hagenow 14.10.2020; " + _NOTICE),
    ("PRG-03", "Höchstbeträge", "NRW.BANK, Produktseite Modellprojekte Smart Cities; " + _NOTICE),
    ("PRG-04", "Dauer der Phasen", "NRW.BANK, Produktseite Modellprojekte Smart Cities"),
    ("PRG-05", "Bezug zu einer Maßnahme der Strategie", _PROGRAMME + ", Förderfähige Maßnahmen"),
    ("PRG-06", "Beschlüsse und Freigabe der Strategie", _PROGRAMME + ", Förderfähige Maßnahmen"),
    ("PRG-07", "Unterlagen zum Übergang in Phase B", _PROGRAMME + ", Antragstellung"),
    ("PRG-09", "Andere öffentliche Mittel", "NRW.BANK, Produktseite Modellprojekte Smart Cities"),
    ("ELG-03", "Bewilligungszeitraum", _NOTICE + ", Bewilligungszeitraum"),
    ("ELG-04", "Vorzeitiger Maßnahmenbeginn", _NOTICE + "; Zustimmung zum vorzeitigen Beginn"),
    ("ELG-05", "Nur gezahlte Beträge", "Gefestigte Prüfpraxis: Skonto und Gutschriften mindern"),
    ("ELG-06", "Sicherheitseinbehalt", "Gefestigte Prüfpraxis: zählt mit der Auszahlung"),
    ("ELG-07", "Abziehbare Vorsteuer", "Städtebauförderung NRW, FAQ 5.4.1.5; § 15 UStG"),
    ("ELG-08", "Projektanteil", "Bundesrechnungshof 2019, Prüfungsmitteilung KInvFG, 0.2"),
    ("ELG-09", "Ein Beleg zählt einmal", "Bundesrechnungshof 2019, Prüfungsmitteilung KInvFG, 0.3"),
    ("ELG-10", "Einnahmen und Mittel Dritter", "ANBest-Gk Nr. 1.1"),
    ("ELG-11", "Nicht zuwendungsfähige Bestandteile", _NOTICE + "; Merkblatt 02/2020"),
    ("ELG-12", "Beleg und Zahlungsnachweis", "LVwA Sachsen-Anhalt, Verwendungsnachweisprüfung"),
    ("ELG-13", "Leistung über das Ende hinaus", _NOTICE + ", Bewilligungszeitraum"),
    ("CALL-01", "Abruf für angefallene Kosten", "BT-Drs. 20/13972"),
    ("CALL-02", "Abruf aus der aufgelaufenen Summe", _OWN + ": einmal auf die Summe gerundet"),
    ("CALL-03", "Auszahlung der Phase A", _PROGRAMME + ", Nachweis der Mittelverwendung"),
    ("CALL-04", "Schlussabruf mit dem Verwendungsnachweis", _PROGRAMME + ", Nachweis"),
    ("CALL-07", "Anteilfinanzierung", "ANBest-Gk Nr. 1.2.1"),
    (
        "CALL-08",
        "Berichtigung nach einem Abruf",
        "Gefestigte Prüfpraxis: mindert den nächsten Abruf",
    ),
    ("PLAN-01", "Gesamtergebnis des Finanzierungsplans", "ANBest-Gk Nr. 1.1"),
    ("PLAN-02", "Überschreitung eines Einzelansatzes", "ANBest-P Nr. 1.2"),
    ("PLAN-10", "Planfassungen", _OWN + ": Fassungen ändern sich nie"),
    ("MUN-01", "Sachliche und rechnerische Feststellung", "§ 31 Abs. 2 KomHVO NRW"),
    ("MUN-02", "Trennung der Aufgaben", "§ 31 Abs. 3 KomHVO NRW"),
    ("MUN-03", "Vier-Augen-Prinzip", "§ 31 Abs. 3 KomHVO NRW"),
    ("MUN-07", "Kontierung", "NKF-Handreichung; Kontierungshandbuch"),
    ("MUN-09", "Storno statt Löschung", "GoBD; § 38 KomHKVO (Niedersachsen) als Parallele"),
    ("GOB-01", "Nachvollziehbar und unveränderbar", "GoBD"),
    ("EINV-04", "Leitweg-ID", "XRechnung, Leitweg-ID-Formatspezifikation"),
    ("FMT-02", "Datum", "DIN 5008"),
    ("PROC-01", "Vergabeunterlagen", "ANBest Nr. 3"),
    ("VN-01", "Verwendungsnachweis Phase A", _PROGRAMME + ", Nachweis der Mittelverwendung"),
    ("VN-02", "Verwendungsnachweis Phase B", _PROGRAMME + ", Nachweis der Mittelverwendung"),
    ("VN-11", "Inhalt der Belege", "Formular Kempten; LVwA Sachsen-Anhalt"),
)

RULES: Final[Mapping[str, Rule]] = {row[0]: Rule(*row) for row in _TABLE}


def rule(rule_id: str) -> Rule:
    """Look up a rule; KeyError for an id this step does not know."""
    return RULES[rule_id]
