# language: de
Funktionalität: Falsche Eingaben werden beim Namen genannt, jede mit ihrer Regel und als Ereignis

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2028
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag      |
      | Beratung       | 50.000,00 € |
      | Technik        | 50.000,00 € |

  Regel: ELG-03, ELG-05, ELG-06, ELG-07, ELG-08, ELG-11, FMT-02: Eine Ausgabe, die es so nicht geben kann
    Szenariogrundriss: Ein falscher Wert wird abgelehnt und steht im Prüfpfad
      Wenn ich eine Ausgabe erfasse mit
        | Feld   | Wert   |
        | <Feld> | <Wert> |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "<Grund>" nach <Regel>
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

      Beispiele: Beträge, null und negativ
        | Feld             | Wert    | Grund               | Regel  |
        | gross_cents      | 0,00 €  | amount_out_of_range | ELG-05 |
        | gross_cents      | -0,01 € | amount_out_of_range | ELG-05 |
        | vat_cents        | -0,01 € | amount_out_of_range | ELG-07 |
        | discount_cents   | -0,01 € | amount_out_of_range | ELG-05 |
        | retention_cents  | -0,01 € | amount_out_of_range | ELG-06 |
        | ineligible_cents | -0,01 € | amount_out_of_range | ELG-11 |
      Beispiele: Anteile über 100 %
        | Feld              | Wert     | Grund              | Regel  |
        | allocation_bp     | 100,01 % | share_out_of_range | ELG-08 |
        | vat_deductible_bp | 100,01 % | share_out_of_range | ELG-07 |
      Beispiele: Tage in falscher Reihenfolge oder außerhalb des Möglichen
        | Feld          | Wert       | Grund                 | Regel  |
        | service_to    | 01.01.2026 | service_reversed      | ELG-03 |
        | contract_date | 31.12.2025 | contract_before_start | ELG-03 |
        | invoice_date  | 31.12.1999 | date_out_of_range     | FMT-02 |
        | payment_date  | 01.01.2100 | date_out_of_range     | FMT-02 |

    Szenariogrundriss: Der Schalttag gilt nur im Schaltjahr
      Wenn ich eine Liste einlese mit
        | Spalte      | Wert  |
        | Leistung bis | <Tag> |
      Dann werden <angenommen> Zeilen angenommen

      Beispiele: im Schaltjahr
        | Tag        | angenommen |
        | 29.02.2028 | 1          |
      Beispiele: in keinem anderen
        | Tag        | angenommen |
        | 29.02.2027 | 0          |

    Szenario: Den Tag, den es nicht gibt, nennt die Klärungsliste
      Wenn ich eine Liste einlese mit
        | Spalte       | Wert       |
        | Leistung bis | 29.02.2027 |
      Dann nennt die Klärungsliste Zeile 2, Spalte "Leistung bis" und den Wert "29.02.2027"

  Regel: PRG-01, PRG-04, VN-01: Zeiträume laufen vorwärts, und 30 Monate enden am letzten Tag des Monats
    Szenario: Ein Bewilligungszeitraum, der vor seinem Beginn endet
      Wenn Phase B als "Z-2" vom 01.01.2026 bis 31.12.2025 beantragt wird mit
        | Feld | Wert |
        | title | Rückwärts |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "period_reversed" nach PRG-04
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

    Szenario: Ein Fördersatz über 100 %
      Wenn Phase B als "Z-2" vom 01.01.2026 bis 31.12.2026 beantragt wird mit
        | Feld            | Wert     |
        | funding_rate_bp | 100,01 % |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "rate_out_of_range" nach PRG-01
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

    Szenariogrundriss: Der 31. August und 30 Monate
      Angenommen die Zuwendung "Z-3" der Phase A läuft vom 31.08.<Jahr> bis 31.08.<Ende>
      Dann ist die Frist "proof_of_use" am <fällig> fällig

      Beispiele: gemeiner Februar und Schaltjahr
        | Jahr | Ende | fällig     |
        | 2020 | 2022 | 28.02.2023 |
        | 2021 | 2023 | 29.02.2024 |

  Regel: INT-04, INT-06, INT-07: Die Zinstabelle hat weder Lücke noch Überschneidung
    Grundlage:
      Angenommen diese Basiszinssätze sind bestätigt
        | gilt ab    | Satz   |
        | 01.01.2026 | 1,27 % |
        | 01.01.2027 | 1,50 % |

    Szenariogrundriss: Über eine Lücke wird nicht gerechnet
      Wenn ich Zinsen auf 100,00 € vom <Beginn> bis <Ende> berechne
      Dann ist der Hinderungsgrund "<Grund>" nach <Regel>
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

      Beispiele: Lücke und Ende vor Beginn
        | Beginn     | Ende       | Grund                    | Regel  |
        | 30.06.2026 | 01.07.2026 | base_rate_missing        | INT-04 |
        | 02.01.2027 | 01.01.2027 | interest_period_inverted | INT-07 |

    Szenario: Bis an die Lücke heran wird gerechnet
      Wenn ich Zinsen auf 10.000,00 € vom 30.06.2026 bis 30.06.2026 berechne
      Dann betragen die Zinsen 1,72 €

    Szenario: Zwei Sätze für einen Tag
      Wenn "kaemmerei" den Basiszinssatz 2,00 % ab 01.01.2026 vorschlägt
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "base_rate_exists" nach INT-06
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

  Regel: GOV-01: Ein Regelpaket kennt seine Einstellungen
    Szenario: Ein unbekannter Schlüssel
      Wenn "line_tolerance" in "kfw436-2020" ab 01.01.2029 auf "2000" gesetzt werden soll
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "parameter_unknown" nach GOV-01
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

  Regel: PLAN-02, ELG-05: Im Kreis und über den Beleg hinaus
    Szenario: Eine Verschiebung im Kreis
      Wenn ich verschiebe
        | von      | aus  | nach     | in   | Betrag   |
        | Beratung | 2026 | Technik  | 2026 | 100,00 € |
        | Technik  | 2026 | Beratung | 2026 | 100,00 € |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "reallocation_circular" nach PLAN-02
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

    Szenariogrundriss: Eine Gutschrift, die es so nicht geben kann
      Angenommen eine bezahlte Ausgabe über 100,00 € auf "Beratung"
      Wenn ich eine Gutschrift über <Betrag> vom 01.07.2026 erfasse
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "<Grund>" nach ELG-05
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

      Beispiele: größer als die Rechnung, null, negativ
        | Betrag   | Grund               |
        | 100,01 € | credit_above_paid   |
        | 0,00 €   | amount_out_of_range |
        | -1,00 €  | amount_out_of_range |

  Regel: GOV-01, ELG-12: Ein Befund hat höchstens eine Ausnahme
    Szenario: Die zweite Ausnahme für denselben Befund ist ein Ereignis
      Angenommen eine bezahlte Ausgabe über 100,00 € auf "Beratung"
      Und für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme beantragt
      Wenn ich für den Befund "voucher_file" nach ELG-12 eine Ausnahme beantrage
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "waiver_exists" nach ELG-12
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

  Regel: MUN-01: Wer vertritt, überträgt nichts weiter
    Szenario: Eine Vertretung, die sich vertreten lässt, ist ein Ereignis
      Angenommen die Zuwendung "Z-4" verlangt das Verzeichnis der Befugnisse
      Und "sachlich" hat die Befugnis mit
        | Feld        | Wert       |
        | limit_cents | 5.000,00 € |
      Und "sachlich" wird von "projektleitung" vertreten
      Wenn "projektleitung" "sachlich" als Vertretung vorschlägt
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "delegate_delegates" nach MUN-01
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

  Regel: VN-11: Eine Zahlung vor ihrer Rechnung fällt auf
    Szenariogrundriss: Vertippt oder vereinbart, das klärt ein Mensch
      Wenn ich eine Ausgabe erfasse mit
        | Feld         | Wert       |
        | invoice_date | 10.02.2026 |
        | payment_date | <Zahlung>  |
      Dann gibt es <Hinweis>

      Beispiele: am Tag der Rechnung
        | Zahlung    | Hinweis                              |
        | 10.02.2026 | keinen Hinweis "paid_before_invoice" |
      Beispiele: einen Tag davor
        | Zahlung    | Hinweis                                      |
        | 09.02.2026 | den Hinweis "paid_before_invoice" nach VN-11 |

  Regel: ELG-03: Eine Rechnung aus der Zeit vor dem zulässigen Beginn fällt auf
    Szenariogrundriss: Bis zum Tag vor dem Beginn
      Wenn ich eine Ausgabe erfasse mit
        | Feld         | Wert       |
        | invoice_date | <Rechnung> |
      Dann gibt es <Hinweis>

      Beispiele: am ersten Tag
        | Rechnung   | Hinweis                               |
        | 01.01.2026 | keinen Hinweis "invoice_before_start" |
      Beispiele: einen Tag davor
        | Rechnung   | Hinweis                                       |
        | 31.12.2025 | den Hinweis "invoice_before_start" nach ELG-03 |

  Regel: ELG-03: Eine Rechnung vor ihrem Auftrag fällt auf
    Szenariogrundriss: Mit dem Vertragsdatum an der Rechnung selbst
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | contract_date | 15.01.2026 |
        | invoice_date  | <Rechnung> |
      Dann gibt es <Hinweis>
      Und wird die Ausgabe angenommen

      Beispiele: am Tag des Auftrags
        | Rechnung   | Hinweis                                  |
        | 15.01.2026 | keinen Hinweis "invoice_before_contract" |
      Beispiele: einen Tag davor und ein Jahr davor
        | Rechnung   | Hinweis                                           |
        | 14.01.2026 | den Hinweis "invoice_before_contract" nach ELG-03 |
        | 15.01.2025 | den Hinweis "invoice_before_contract" nach ELG-03 |

    Szenariogrundriss: Die Teilrechnung hat den Tag ihres Auftrags
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert       |
        | gross_cents   | 2.000,00 € |
        | contract_date | 10.02.2026 |
      Wenn ich zu dieser Ausgabe noch eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | commitment_id | diese      |
        | contract_date | -          |
        | invoice_date  | <Rechnung> |
      Dann gibt es <Hinweis>

      Beispiele: am Tag des Auftrags
        | Rechnung   | Hinweis                                  |
        | 10.02.2026 | keinen Hinweis "invoice_before_contract" |
      Beispiele: einen Tag davor
        | Rechnung   | Hinweis                                           |
        | 09.02.2026 | den Hinweis "invoice_before_contract" nach ELG-03 |

  Regel: PROC-01: Eine Rechnung gehört zum Auftrag ihrer Firma, dessen Unterlagen sie übernimmt
    Szenariogrundriss: Der Auftrag ging an dieselbe oder an eine andere Firma
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld        | Wert       |
        | gross_cents | 2.000,00 € |
        | creditor    | Bau GmbH   |
      Wenn ich zu dieser Ausgabe noch eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | commitment_id | diese      |
        | creditor      | <Firma>    |
      Dann gibt es <Hinweis>
      Und wird die Ausgabe angenommen

      Beispiele: dieselbe
        | Firma    | Hinweis                         |
        | BAU gmbh | keinen Hinweis "order_of_other" |
      Beispiele: eine andere
        | Firma       | Hinweis                                  |
        | Tiefbau GmbH | den Hinweis "order_of_other" nach PROC-01 |

  Regel: GOV-02: Ein Änderungsbescheid ist nicht von morgen
    Szenariogrundriss: Der Tag des Bescheids
      Wenn ein Änderungsbescheid vom <Tag> eingetragen wird
      Dann <Ergebnis>

      Beispiele: von heute
        | Tag        | Ergebnis            |
        | 03.08.2026 | wird das angenommen |
      Beispiele: von morgen
        | Tag        | Ergebnis                                                |
        | 04.08.2026 | ist der Hinderungsgrund "decided_in_future" nach GOV-02 |
