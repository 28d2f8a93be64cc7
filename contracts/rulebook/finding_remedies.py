"""What would make a finding, a gap or an open condition pass, by its code: an instruction, German.

Every code that anything of ours says has a remedy (tests hold it), so that no list of findings and
no refusal ends with the question what to do. Here are those of findings that stay with a row;
those of refused steps and of files are in the two modules beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from contracts.rulebook.gate_remedies import GATE_REMEDIES, condition_of
from contracts.rulebook.reading_remedies import READINGS
from contracts.rulebook.refusal_remedies import ENDINGS, REFUSALS

_OPEN_ROW: Final = "die Zeile öffnen; dort steht die Begründung"

_REMEDIES: Final[Mapping[str, str]] = {
    "payment": "Zahltag und Zahlungsreferenz erfassen",
    "payment_proof": "Zahlungsreferenz erfassen oder den Nachweis ablegen",
    "voucher_file": "die Datei des Belegs ablegen",
    "procurement_file": "die Vergabeunterlagen am Beleg oder Auftrag ablegen",
    "certification_factual": "sachlich feststellen lassen",
    "certification_arithmetical": "rechnerisch feststellen lassen",
    "split_part": "den Rest des Belegs einer Planposition zuordnen",
    "original": "zuerst die Ausgabe abrufbar machen, zu der die Zeile gehört",
    "payment_too_late": "prüfen; außerhalb der Frist trägt die Stadt den Betrag",
    "payment_after_period": "Zahltag prüfen oder Zustimmung einholen",
    "service_past_end": "Leistungszeitraum prüfen; der Anteil danach zählt nicht",
    "service_after_period": "Leistungszeitraum prüfen oder Zeile stornieren",
    "service_before_period": "Leistungszeitraum prüfen oder Zeile stornieren",
    "start_before_award": "Zustimmung zum vorzeitigen Beginn ablegen",
    "line_overrun": "die Planposition beobachten oder Mittel verschieben",
    "line_exceeded": "dem Zuwendungsgeber mitteilen oder eine Planänderung vorbereiten",
    "line_near_limit": "die Planposition beobachten oder Mittel verschieben",
    "plan_total_exceeded": "eine Planänderung vorbereiten; das Mehr trägt die Stadt",
    "acquired_before_period": "den Tag prüfen, oder den zuwendungsfähigen Teil auf 0,00 € setzen",
    "order_of_other": "den richtigen Auftrag nennen oder die Abtretung am Beleg ablegen",
    "order_exceeded": "Rechnung mit dem Auftrag vergleichen oder den Auftrag berichtigen",
    "account_class_unknown": "Konto prüfen oder die Zuordnung der Kontenklassen ergänzen",
    "account_category_differs": "Konto oder Kostenart berichtigen",
    "measure_differs_from_line": "Maßnahme oder Planposition berichtigen",
    "rate_unusual": "Fördersatz mit dem Bescheid vergleichen",
    "rate_evidence_due": "den Nachweis der Haushaltslage ablegen",
    "rate_evidence_missing": "den Nachweis der Haushaltslage beifügen oder vorher ablegen",
    "vat_unusual": "Umsatzsteuer und Steuersatz mit der Rechnung vergleichen",
    "blocked_cost": "Zweck prüfen und den Betrag herausnehmen oder eine Ausnahme beantragen",
    "category_not_eligible": "auf eine zuwendungsfähige Kostenart buchen oder Betrag herausnehmen",
    "own_services_not_eligible": "als nicht zuwendungsfähig erfassen",
    "cost_type_not_eligible": "Sachkonto berichtigen oder als nicht zuwendungsfähig erfassen",
    "entered_late": "Zahlungen früher übernehmen; die Zeile bleibt, wie sie ist",
    "filled_months_differ": "Monate der Beschäftigung mit den Gehaltsmonaten vergleichen",
    "part_year_not_allowed": "nach Monaten buchen oder das ganze Jahr nehmen",
    "near_duplicate": "mit der ähnlichen Zeile vergleichen und eine davon stornieren",
    "reverse_charge": "Steuerschuld prüfen und das Feld dafür ausfüllen",
    "reverse_charge_beside_vat": "Steuerschuld prüfen und das Feld dafür ausfüllen",
    "procurement_item_missing": "die Unterlage ablegen oder begründen, warum es sie nicht gibt",
    "procurement_fact_missing": "die Angabe in der Vergabeakte nachtragen",
    "procedure_not_allowed": "ein Verfahren nennen, das am Tag des Vertrags vorgesehen war",
    "limit_without_file": "eine Vergabeakte anlegen und am Beleg oder Auftrag nennen",
    "value_limit_exceeded": "das höhere Verfahren wählen oder eine Ausnahme beantragen",
    "contract_in_future": "das Datum des Vertrags mit der Urkunde vergleichen",
    "clause_missing": "die Klausel vereinbaren und in der Akte vermerken",
    "contract_split": "in der Vergabeakte begründen oder das höhere Verfahren wählen",
    "penalty_due": "die Vertragsstrafe geltend machen und hier erfassen",
    "contract_date_missing": "das Datum des Vertrags oder Auftrags nachtragen",
    "duplicate": "den Beleg nur einmal erfassen; die andere Zeile stornieren",
    "paid_and_booked_by_one": "Zahlung oder Buchung von einer anderen Person prüfen lassen",
    "certifier_paid_or_booked": "von einer Person feststellen lassen, die weder buchte noch zahlte",
    "certified_by_recorder": "von einer anderen Person feststellen lassen",
    "certified_by_one_person": "eine der beiden Feststellungen von einer anderen Person einholen",
    "recorded_by_certifier": "von einer anderen Person erfassen lassen",
    "authority_missing": "jemanden mit Befugnis feststellen lassen oder die Befugnis eintragen",
    "authority_exceeded": "jemanden mit höherer Wertgrenze feststellen lassen",
    "released_by_one_person": "eine der beiden Freigaben von einer anderen Person einholen",
    "second_release_missing": "die zweite Freigabe einholen",
    "four_eyes_creator": "von einer anderen Person freigeben lassen",
    "assignments_twice": "die beiden gleichen Kontierungen zusammenfassen",
    "assignment_not_positive": "einen Betrag über 0,00 € angeben oder die Kontierung weglassen",
    "assignments_differ_from_gross": "die Beträge der Kontierungen auf den Bruttobetrag bringen",
    "procurement_incomplete": "die Vergabeakte vervollständigen und freigeben lassen",
    "gate_missing": "den genannten Nachweis ablegen",
    "cover_undecided": "festlegen, wie die anderen öffentlichen Mittel angerechnet werden",
    "personnel_plan_exceeded": "Mittel auf die Personalposition verschieben",
    "voucher_above_plan": "den Betrag prüfen; was die Zuwendung nicht trägt, herausnehmen",
    "overrun_not_offset": "an anderer Stelle einsparen oder eine Planänderung genehmigen lassen",
    "line_exceeded_by_authority": "nichts; die Auflage des Zuwendungsgebers bleibt abgelegt",
    "measure_outside_period": "Zeitraum der Maßnahme berichtigen",
    "measure_exists": "eine andere Kennung wählen",
    "measure_unknown": "eine Maßnahme dieser Zuwendung wählen",
    "period_invalid": "Beginn und Ende berichtigen",
    "period_reversed": "Beginn und Ende berichtigen",
    "charta_reference_missing": "den Bezug zur Smart City Charta ergänzen",
    "invoice_before_start": "Rechnungsdatum prüfen oder Zustimmung zum vorzeitigen Beginn ablegen",
    "contract_before_start": "Zustimmung zum vorzeitigen Beginn ablegen oder Betrag herausnehmen",
    "service_reversed": "Leistungszeitraum berichtigen",
    "service_dates_missing": "den Leistungszeitraum nachtragen",
    "invoice_before_contract": "Rechnungsdatum und Vertragsdatum mit den Urkunden vergleichen",
    "contract_after_service": "Vertragsdatum mit dem Auftrag vergleichen",
    "contract_after_period": "Vertragsdatum mit dem Auftrag vergleichen",
    "measure_closed": "auf eine offene Maßnahme buchen oder diese wieder öffnen",
    "paid_before_invoice": "Zahltag und Rechnungsdatum vergleichen",
    "date_out_of_range": "den Tag berichtigen",
    "date_in_future": "den Tag berichtigen oder später erfassen",
    "deductions_above_gross": "Abzüge oder Bruttobetrag berichtigen",
    "allocation_reason_missing": "den Projektanteil begründen",
    "ineligible_reason_missing": "den Abzug begründen",
    "budget_year_invalid": "das Haushaltsjahr berichtigen",
    "budget_year_unusual": "das Haushaltsjahr mit den Tagen des Belegs vergleichen",
    "split_above_total": "die Teile auf den Betrag des ganzen Belegs bringen",
    "split_without_total": "den Gesamtbetrag am ersten Teil nachtragen",
    "split_differs": "die Angaben der Teile mit dem ganzen Beleg vergleichen",
    "instalment_overlap": "die Leistungszeiträume der Abschläge trennen",
    "instalment_differs": "den Abschlag mit dem Auftrag vergleichen",
    "amount_out_of_range": "den Betrag berichtigen",
    "decided_in_future": "den Tag berichtigen oder später erfassen",
    "invoice_date_missing": "das Rechnungsdatum nachtragen",
    "reason_missing": "eine Begründung eintragen",
    "reference_missing": "Aktenzeichen oder Fundstelle eintragen",
    "share_out_of_range": "einen Anteil von mehr als 0 % bis 100 % angeben",
    "text_missing": "die fehlende Angabe eintragen",
    "voucher_number_missing": "die Belegnummer der Buchhaltung nachtragen",
    "split_unknown": "den ersten Teil des Belegs in dieser Zuwendung wählen",
    "instalment_unknown": "den ersten Abschlag in dieser Zuwendung wählen",
    "order_unknown": "einen Auftrag dieser Zuwendung wählen",
    "replaced_unknown": "die stornierte Ausgabe dieser Zuwendung wählen",
    "order_reversed": "einen Auftrag nennen, der nicht storniert ist",
    "replaced_not_reversed": "zuerst die Ausgabe stornieren, die ersetzt wird",
    "credit_above_paid": "höchstens gutschreiben, was vom Beleg noch zählt",
    "personnel_booked_twice": "die schon gebuchten Monate weglassen oder die Buchung stornieren",
    "payroll_month_twice": "den Monat nur einmal erfassen",
    "payroll_month_ahead": "den Monat erst erfassen, wenn er begonnen hat",
    "payroll_month_missing": "die fehlenden Gehaltsmonate erfassen",
    "personnel_line_needed": "auf eine Planposition für Personal buchen",
    "tariff_unknown": "den Tarifwert der Entgeltgruppe im Regelpaket ergänzen lassen",
    "post_known": "eine andere Kennung wählen",
    "post_missing": "mindestens eine Stelle wählen",
    "post_twice": "jede Stelle einmal wählen",
    "post_unknown": "eine Stelle dieser Zuwendung wählen",
    "post_id_missing": "die Kennung der Stelle eintragen",
    "personnel_period_backwards": "ersten und letzten Monat berichtigen",
    "hour_sheet_missing": "den Stundennachweis einlesen",
    "hours_over_year": "Stunden des Nachweises prüfen",
    "personnel_years_mixed": "je Jahr eine Buchung anlegen",
    "personnel_measures_mixed": "je Maßnahme eine Buchung anlegen",
    "existing_staff_document_missing": "die Unterlage zum Bestandspersonal ablegen",
    "plan_empty": "mindestens eine Position eintragen",
    "budget_line_twice": "die beiden gleichen Positionen zusammenfassen",
    "budget_line_missing": "die Position in den Plan aufnehmen; auf sie ist schon gebucht",
    "budget_line_unknown": "eine Position des geltenden Plans wählen",
    "category_changed": "die Kostenart lassen oder eine neue Position anlegen",
    "category_reason_missing": "den Wechsel der Kostenart begründen",
    "grant_above_rate": "die Zuwendung im Plan auf den Fördersatz senken",
    "federal_money": "prüfen, ob eine Kumulierung zulässig ist, und die Antwort ablegen",
    "public_money_exceeds_cost": "öffentliche Mittel im Plan auf die Ausgaben senken",
    "years_not_equal_planned": "die Jahresbeträge auf den Ansatz bringen",
    "funding_not_equal_lines": "die Finanzierung auf die Summe der Ausgaben bringen",
    "phase_too_long": "Zeitraum mit dem Bescheid vergleichen",
    "cap_above_programme": "Höchstbetrag mit dem Bescheid vergleichen",
    "cap_missing": "den Höchstbetrag des Bescheids eintragen",
    "cap_out_of_range": "den Höchstbetrag berichtigen",
    "rate_out_of_range": "den Fördersatz berichtigen",
    "contract_after_end": "Vertragsende mit dem Bewilligungszeitraum vergleichen",
    "payments_end_early": "das Ende der Zahlungsfrist mit dem Bescheid vergleichen",
    "payments_after_proof": "das Ende der Zahlungsfrist vor den Verwendungsnachweis legen",
    "proof_attachment_missing": "die Anlage unter „Verwendungsnachweis“ ablegen",
    "rpa_certificate_missing": "das Testat unter „Fristen“ als erledigt vermerken",
    "proof_statement_unsigned": "von zwei Personen unterzeichnen lassen",
    "use_window_expired": "dem Zuwendungsgeber mitteilen; den Rest verwenden oder erstatten",
    "not_inventoried": "den Gegenstand inventarisieren",
    "below_inventory_threshold": "nichts; der Gegenstand wird freiwillig geführt",
    "allocation_key_missing": "den Schlüssel im Register dokumentieren und genehmigen lassen",
    "exchange_overdue": "den nächsten Austausch führen und eintragen",
    "licence_missing": "die Lizenz im Softwareverzeichnis eintragen",
    "repository_missing": "die Adresse des Quelltexts eintragen",
    "documentation_missing": "die Adresse der Dokumentation eintragen",
    "software_unpublished": "die Software veröffentlichen und den Tag eintragen",
    "software_missing": "die Software eintragen oder angeben, dass keine beauftragt wurde",
    "opencode_missing": "die Software bei OpenCoDE einstellen und die Adresse eintragen",
    "funding_notice_missing": "den Förderhinweis bei der nächsten Auflage ergänzen",
    "logos_missing": "die Logos bei der nächsten Auflage ergänzen",
    "sample_small": "mehr Belege ziehen oder eine kleinere Betragsgrenze wählen",
    "need_beyond_window": "nur anfordern, was innerhalb der Verwendungsfrist fällig wird",
    "advance_not_allowed": "nur Bezahltes abrufen",
    "period_kind": "den Abrufzeitraum der Zuwendung wählen",
    "call_below_minimum": "bis zum nächsten Abruf warten; der Betrag kommt dort hinein",
    "grant_exhausted": "mit dem Schlussabruf warten, bis der Verwendungsnachweis vorliegt",
    "approval_missing": "das genehmigende Schreiben nennen",
    "line_short": "einen kleineren Betrag verschieben",
    "line_below_use": "einen kleineren Betrag verschieben",
    "signatory_expired": "ein neues Unterschriftenblatt ablegen",
    "signatory_missing": "ein neues Unterschriftenblatt ablegen",
    "transfer_exceeds_available": "höchstens den übertragbaren Betrag vorschlagen",
    "authority_register_off": (
        "das Verzeichnis der Befugnisse einschalten, sobald es vollständig ist"
    ),
    "appropriation_missing": "den Ansatz des Haushaltsplans erfassen und freigeben lassen",
}


_OWN: Final[Mapping[str, str]] = {**READINGS, **REFUSALS, **_REMEDIES}


def remedy_for(code: str, entry: str | None = None) -> str:
    """What to do about a finding; one without a remedy of its own leads to its sentence. `entry` is
    its field, which says of an open condition of a call which one it is."""
    if condition := condition_of(code, entry):
        return GATE_REMEDIES[condition]
    return _OWN.get(code) or _by_ending(code) or _OPEN_ROW


def remedy_sentence(code: str, entry: str | None = None) -> str:
    """The same as a sentence."""
    text = remedy_for(code, entry)
    return f"{text[0].upper()}{text[1:]}."


def has_remedy(code: str) -> bool:
    """Whether the code has a remedy, of its own or by its end."""
    return code in _OWN or bool(_by_ending(code))


def _by_ending(code: str) -> str:
    ends = [end for end in ENDINGS if code.endswith(end)]
    return ENDINGS[max(ends, key=len)] if ends else ""
