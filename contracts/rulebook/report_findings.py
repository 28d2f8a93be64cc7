"""What reports find in their own figures: in words, by which rule, and what helps.

Findings of single vouchers come with their events; these here are about lines of the plan,
measures, years, items and texts. A word stands for one code only: a reader of the table finds the
rule by it, and so does the check of reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from contracts.rulebook.finding_remedies import remedy_for
from contracts.rulebook.finding_words import word_for


@dataclass(frozen=True)
class ReportFinding:
    """A word, the rule that says it, and an instruction; German."""

    word: str
    rule: str
    remedy: str


def _known(code: str, rule: str) -> ReportFinding:
    """In the words in which single vouchers say the same."""
    return ReportFinding(word_for(code), rule, remedy_for(code))


_PLAN: Final[Mapping[str, ReportFinding]] = {
    "plan_unreleased": ReportFinding(
        "kein Finanzierungsplan freigegeben",
        "PLAN-10",
        "einen Plan anlegen und freigeben lassen",
    ),
    "plan_total_exceeded": _known("plan_total_exceeded", "PLAN-01"),
    "line_unplanned": ReportFinding(
        "Ausgaben ohne Ansatz im Plan",
        "PLAN-02",
        "die Position in den Plan aufnehmen oder den Betrag umbuchen",
    ),
    "line_exceeded": _known("line_exceeded", "PLAN-02"),
    "line_overrun": _known("line_overrun", "PLAN-02"),
    "line_near_limit": _known("line_near_limit", "PLAN-02"),
    "line_under": ReportFinding(
        "weniger ausgegeben, als die Position ansetzt",
        "PLAN-05",
        "im Sachbericht erläutern; was bis zum Ende fehlt, ermäßigt die Zuwendung",
    ),
    "measure_cost_over": ReportFinding(
        "Maßnahme teurer als geplant",
        "PRG-13",
        "Mittel aus anderen Maßnahmen verschieben; den Rest trägt die Stadt",
    ),
    "measure_cost_under": ReportFinding(
        "Maßnahme günstiger als geplant",
        "PLAN-05",
        "im Sachbericht erläutern oder die Mittel in andere Maßnahmen verschieben",
    ),
}
_MONEY: Final[Mapping[str, ReportFinding]] = {
    "grant_outstanding": ReportFinding(
        "weniger Zuwendung eingegangen als geplant",
        "CALL-07",
        "abrufen, was abrufbar ist; der Rest folgt den Ausgaben",
    ),
    "grant_above_plan": ReportFinding(
        "mehr Zuwendung eingegangen als geplant",
        "CALL-08",
        "mit dem Bescheid vergleichen und das Mehr erstatten",
    ),
    "grant_advanced": ReportFinding(
        "Zuwendung von der Stadt vorgestreckt",
        "CALL-01",
        "mit dem nächsten Mittelabruf anfordern",
    ),
    "grant_overpaid": ReportFinding(
        "mehr Zuwendung eingegangen, als zusteht",
        "CALL-08",
        "erstatten oder mit dem nächsten Mittelabruf verrechnen lassen",
    ),
    "income_above_plan": ReportFinding(
        "mehr Geld von Dritten als geplant",
        "NOTE-01",
        "dem Zuwendungsgeber mitteilen; es mindert die Zuwendung",
    ),
    "income_below_plan": ReportFinding(
        "weniger Geld von Dritten als geplant",
        "PLAN-01",
        "anfordern oder durch Eigenmittel ersetzen",
    ),
    "own_above_plan": ReportFinding(
        "Eigenanteil höher als geplant",
        "PRG-01",
        "im Haushalt decken oder Ausgaben senken",
    ),
    "own_below_plan": ReportFinding(
        "Eigenanteil niedriger als geplant",
        "PRG-01",
        "nichts; er folgt den Ausgaben",
    ),
}
_FLOW: Final[Mapping[str, ReportFinding]] = {
    "call_overdrawn": ReportFinding(
        "mehr abgerufen, als aus abrufbaren Belegen zusteht",
        "CALL-08",
        "Belege fertig prüfen lassen; was fehlt, mindert den nächsten Abruf",
    ),
    "money_lapsing": ReportFinding(
        "Geld verfällt, wenn das Tempo bleibt",
        "PLAN-08",
        "Aufträge vorziehen, umplanen oder eine Verlängerung beantragen",
    ),
    "forecast_above_available": ReportFinding(
        "Prognose höher als das verfügbare Geld",
        "PLAN-01",
        "Aufträge begrenzen oder das Mehr im Haushalt decken",
    ),
    "year_residue": ReportFinding(
        "Mittel eines vergangenen Zeitraums nicht verbraucht",
        "PLAN-08",
        "in ein späteres Jahr verschieben und die Planänderung vorlegen",
    ),
    "year_exceeded": ReportFinding(
        "mehr ausgegeben oder erwartet, als der Zeitraum ansetzt",
        "NOTE-06",
        "dem Zuwendungsgeber mitteilen oder Mittel anderer Jahre vorziehen",
    ),
}
_MEASURES: Final[Mapping[str, ReportFinding]] = {
    "measure_red": ReportFinding(
        "Maßnahme gestört",
        "NOTE-03",
        "die Mitteilung senden; den Stand neu melden, sobald es wieder läuft",
    ),
    "measure_amber": ReportFinding(
        "Maßnahme gefährdet",
        "NOTE-06",
        "gegensteuern; verschiebt sich der Arbeitsplan, mitteilen",
    ),
    "measure_untold": ReportFinding(
        "kein Stand der Maßnahme gemeldet",
        "NOTE-06",
        "den Stand des Quartals melden lassen",
    ),
    "milestone_late": ReportFinding(
        "Meilenstein überfällig",
        "NOTE-06",
        "als erreicht melden oder neu terminieren und mitteilen",
    ),
    "measure_overspent": ReportFinding(
        "mehr bezahlt und beauftragt als geplant",
        "PRG-13",
        "Mittel aus anderen Maßnahmen verschieben oder Aufträge begrenzen",
    ),
    "measure_forecast_over": ReportFinding(
        "voraussichtlich teurer als geplant",
        "PRG-13",
        "Prognose prüfen und Mittel rechtzeitig verschieben",
    ),
    "measure_unnamed": ReportFinding(
        "Ausgaben ohne Bezug zu einer Maßnahme",
        "PRG-05",
        "die Maßnahme an Planposition oder Beleg berichtigen",
    ),
}
_REGISTERS: Final[Mapping[str, ReportFinding]] = {
    "text_missing": ReportFinding(
        "Abschnitt ohne freigegebenen Text",
        "VN-05",
        "unter „Berichtstexte“ schreiben und von einer zweiten Person freigeben lassen",
    ),
    "indicator_unmeasured": ReportFinding(
        "Indikator noch nicht gemessen",
        "KNOW-02",
        "den Stand messen und mit seiner Quelle eintragen",
    ),
    "binding_unknown": ReportFinding(
        "Zweckbindungsfrist unbekannt",
        "INV-03",
        "die Frist im Bescheid nachsehen oder erfragen und eintragen",
    ),
    "life_unknown": ReportFinding(
        "Nutzungsdauer nicht eingetragen",
        "INV-04",
        "die Nutzungsdauer eintragen; ohne sie wird nichts aufgelöst",
    ),
    "item_incomplete": ReportFinding(
        "Angaben zum Gegenstand unvollständig",
        "INV-02",
        "Beleg, Standort und zuständige Stelle nachtragen",
    ),
    "consent_missing": ReportFinding(
        "in der Zweckbindung ohne Zustimmung abgegangen",
        "NOTE-05",
        "die Zustimmung einholen und ihr Aktenzeichen eintragen",
    ),
    "proceeds_tied": ReportFinding(
        "Erlös gehört anteilig der Zuwendung",
        "ELG-10",
        "nichts; er ist als Einnahme gebucht und mindert den nächsten Abruf",
    ),
}
_INTEREST: Final[Mapping[str, ReportFinding]] = {
    "rate_missing": ReportFinding(
        "nicht verzinst, weil ein Basiszinssatz fehlt",
        "INT-04",
        "den Satz der Bundesbank eintragen und bestätigen lassen",
    ),
    "late_use_interest": ReportFinding(
        "Zinsen, weil Geld nicht alsbald verwendet wurde",
        "INT-03",
        "verwenden oder zurückzahlen; von da an laufen keine Zinsen",
    ),
    "money_unused": ReportFinding(
        "noch nicht verbraucht, bisher ohne Zinsen",
        "CALL-05",
        "vor dem Ende der Verwendungsfrist verwenden",
    ),
    "repayment_interest": ReportFinding(
        "Zinsen auf Geld, das zu erstatten ist",
        "INT-01",
        "erstatten; die Zinsen enden mit dem Tag der Zahlung",
    ),
    "repayment_open": ReportFinding(
        "noch zu erstatten, bisher ohne Zinsen",
        "CALL-08",
        "erstatten oder mit dem nächsten Mittelabruf verrechnen lassen",
    ),
}

REPORT_FINDINGS: Final[Mapping[str, ReportFinding]] = {
    **_PLAN,
    **_MONEY,
    **_FLOW,
    **_MEASURES,
    **_REGISTERS,
    **_INTEREST,
}
"""By code, in the order in which a report tells them."""
