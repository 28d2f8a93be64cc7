# language: de
Funktionalität: Ausgaben liegen im Bewilligungszeitraum

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |

  Regel: ELG-03: Weder Vertrag noch Leistung beginnen vor dem erlaubten Beginn
    Szenariogrundriss: Tag des Vertrags
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert      |
        | contract_date | <Vertrag> |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: ab dem erlaubten Beginn
        | Vertrag    | Ergebnis   |
        | 01.01.2026 | angenommen |
      Beispiele: davor
        | Vertrag    | Ergebnis  |
        | 31.12.2025 | abgelehnt |

    Szenariogrundriss: Ein Auftrag nach der Leistung, die er bestellt, fällt auf
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | contract_date | <Vertrag>  |
        | service_from  | 01.03.2026 |
        | service_to    | 31.03.2026 |
      Dann <Hinweis>

      Beispiele: am ersten Tag der Leistung
        | Vertrag    | Hinweis                                         |
        | 01.03.2026 | gibt es keinen Hinweis "contract_after_service" |
      Beispiele: danach
        | Vertrag    | Hinweis                                                   |
        | 02.03.2026 | gibt es den Hinweis "contract_after_service" nach ELG-03 |
        | 01.04.2026 | gibt es den Hinweis "contract_after_service" nach ELG-03 |

    Szenariogrundriss: Ein Auftrag nach dem Ende des Zeitraums fällt auf
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert      |
        | contract_date | <Vertrag> |
      Dann <Hinweis>

      Beispiele: am letzten Tag
        | Vertrag    | Hinweis                                        |
        | 31.12.2026 | gibt es keinen Hinweis "contract_after_period" |
      Beispiele: danach
        | Vertrag    | Hinweis                                                  |
        | 01.01.2027 | gibt es den Hinweis "contract_after_period" nach ELG-03 |

    Szenariogrundriss: Beginn der Leistung
      Wenn ich eine Ausgabe erfasse mit
        | Feld         | Wert     |
        | service_from | <Beginn> |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: ab dem ersten Tag
        | Beginn     | Ergebnis   |
        | 01.01.2026 | angenommen |
      Beispiele: davor
        | Beginn     | Ergebnis  |
        | 31.12.2025 | abgelehnt |

    Szenario: Die Ablehnung nennt Grund und Regel und ist ein Ereignis
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | contract_date | 15.10.2025 |
        | service_from  | 15.10.2025 |
      Dann ist der Hinderungsgrund "contract_before_start" nach ELG-03
      Und ist der Hinderungsgrund "service_before_period" nach ELG-03
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

    Szenario: Ohne Vertragsdatum fehlt der Nachweis des Beginns
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert |
        | contract_date | -    |
      Dann ist der Hinderungsgrund "contract_date_missing" nach ELG-03

    Szenario: Reisen brauchen keinen Vertrag, aber einen Grund dafür
      Wenn ich eine Ausgabe erfasse mit
        | Feld               | Wert                       |
        | contract_date      | -                          |
        | no_contract_reason | Dienstreise ohne Beauftragung |
      Dann wird die Ausgabe angenommen

  Regel: ELG-04: Mit Zustimmung darf eine Maßnahme früher beginnen (Zustimmung zum vorzeitigen Beginn)
    Szenariogrundriss: Der vorzeitige Beginn gilt für die genannte Maßnahme ab seinem Tag
      Angenommen der vorzeitige Beginn ist ab 01.11.2025 für "M-1" erlaubt
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert      |
        | contract_date | <Vertrag> |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: ab dem erlaubten Tag
        | Vertrag    | Ergebnis   |
        | 01.11.2025 | angenommen |
      Beispiele: davor
        | Vertrag    | Ergebnis  |
        | 31.10.2025 | abgelehnt |

  Regel: ELG-03: Eine Leistung ganz nach dem Ende ist nicht zuwendungsfähig
    Szenariogrundriss: Beginn der Leistung am Ende des Zeitraums
      Angenommen heute ist der 01.03.2027
      Wenn ich eine Ausgabe erfasse mit
        | Feld         | Wert       |
        | service_from | <Beginn>   |
        | service_to   | <Ende>     |
        | invoice_date | 10.01.2027 |
        | payment_date | 20.01.2027 |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: letzter Tag
        | Beginn     | Ende       | Ergebnis   |
        | 31.12.2026 | 31.12.2026 | angenommen |
      Beispiele: ein Tag danach
        | Beginn     | Ende       | Ergebnis  |
        | 01.01.2027 | 01.01.2027 | abgelehnt |

    Szenario: Als nicht zuwendungsfähig erfasst, wird sie gespeichert und zählt nur als bezahlt
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert                   |
        | contract_date     | 15.10.2025             |
        | gross_cents       | 500,00 €               |
        | ineligible_cents  | 500,00 €               |
        | ineligible_reason | Vertrag vor dem Beginn |
      Dann wird die Ausgabe angenommen
      Und beträgt "bezahlt" 500,00 €
      Und beträgt "zuwendungsfähig" 0,00 €

    Szenario: Eine späte Zahlung für eine Leistung im Zeitraum ist nur ein Hinweis
      Angenommen heute ist der 01.03.2027
      Wenn ich eine Ausgabe erfasse mit
        | Feld         | Wert       |
        | payment_date | 20.01.2027 |
      Dann gibt es den Hinweis "payment_after_period" nach ELG-03

  Regel: ELG-13: Von Vorauszahlungen über das Ende hinaus zählt der Anteil im Zeitraum
    Szenariogrundriss: Taggenaue Abgrenzung, beide Tage mitgezählt
      Wenn ich eine Ausgabe erfasse mit
        | Feld         | Wert       |
        | gross_cents  | 3.650,00 € |
        | service_from | 01.01.2026 |
        | service_to   | <Ende>     |
      Dann ist der zuwendungsfähige Betrag <Betrag>

      Beispiele: im Zeitraum
        | Ende       | Betrag     |
        | 31.12.2026 | 3.650,00 € |
      Beispiele: über das Ende
        | Ende       | Betrag     |
        | 01.01.2027 | 3.640,03 € |
        | 31.12.2027 | 1.825,00 € |

    Szenariogrundriss: Nach ganzen Monaten nur, wo alle Tage auf Monatsgrenzen liegen
      Angenommen das Regelpaket stellt ein, dass "prepaid_by" den Wert "<Teilung>" hat
      Und die Zuwendung "Z-8" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld         | Wert       |
        | gross_cents  | 1.200,00 € |
        | service_from | 01.01.2026 |
        | service_to   | <Ende>     |
      Dann ist der zuwendungsfähige Betrag <Betrag>

      Beispiele: zwölf von fünfzehn Monaten
        | Teilung | Ende       | Betrag   |
        | months  | 31.03.2027 | 960,00 € |
      Beispiele: ein Tag neben der Monatsgrenze, 365 von 454 oder 456 Tagen
        | Teilung | Ende       | Betrag   |
        | months  | 30.03.2027 | 964,76 € |
        | months  | 01.04.2027 | 960,53 € |
      Beispiele: das Regelpaket teilt nach Tagen, 365 von 455
        | Teilung | Ende       | Betrag   |
        | days    | 31.03.2027 | 962,64 € |
