# language: de
Funktionalität: Was der Zuwendungsbescheid bestimmt

  Regel: PRG-01, PRG-02: Der Fördersatz steht im Bescheid und ändert sich nicht von selbst
    Szenariogrundriss: Sätze des Programms
      Angenommen die Zuwendung "Z-1" der Phase B vom 01.01.2026 bis 31.12.2027 mit
        | Feld               | Wert             |
        | funding_rate_bp    | <Satz>           |
        | max_eligible_cents | 17.500.000,00 €  |
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 17.500.000,00 € |
      Und eine abrufbare Ausgabe über 2.500.000,00 €
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>

      Beispiele: Regelfall und Haushaltsnotlage (E05)
        | Satz    | Abruf          |
        | 65,00 % | 1.625.000,00 € |
        | 90,00 % | 2.250.000,00 € |

    Szenario: Ein unüblicher Satz fällt auf
      Wenn Phase B als "Z-1" vom 01.01.2026 bis 31.12.2027 beantragt wird mit
        | Feld            | Wert    |
        | funding_rate_bp | 65,38 % |
      Dann gibt es den Hinweis "rate_unusual" nach PRG-02

    Szenariogrundriss: Der Satz liegt zwischen 0 und 100 %
      Wenn Phase B als "Z-1" vom 01.01.2026 bis 31.12.2027 beantragt wird mit
        | Feld            | Wert   |
        | funding_rate_bp | <Satz> |
      Dann wird das <Ergebnis>

      Beispiele: bis 100 %
        | Satz     | Ergebnis   |
        | 100,00 % | angenommen |
      Beispiele: darüber
        | Satz     | Ergebnis  |
        | 100,01 % | abgelehnt |

    Szenario: Ein Änderungsbescheid gilt ab seinem Tag
      Angenommen die Zuwendung "Z-1" der Phase B vom 01.01.2026 bis 31.12.2027 mit
        | Feld            | Wert    |
        | funding_rate_bp | 90,00 % |
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und ein Änderungsbescheid senkt den Fördersatz ab 01.08.2026 auf 65 %
      Dann beträgt "zustehende Zuwendung" am 31.07.2026 900,00 €
      Und beträgt "zustehende Zuwendung" am 03.08.2026 650,00 €

  Regel: PRG-03: Der Höchstbetrag begrenzt; worauf er sich bezieht, stellt das Paket ein (E06)
    Szenariogrundriss: Höchstbetrag auf die Ausgaben oder auf die Zuwendung
      Angenommen die Zuwendung "Z-1" der Phase A vom 01.01.2026 bis 31.12.2027 mit
        | Feld               | Wert            |
        | max_eligible_cents | <auf Ausgaben>  |
        | max_grant_cents    | <auf Zuwendung> |
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 2.700.000,00 € |
      Und eine abrufbare Ausgabe über 2.700.000,00 €
      Dann beträgt "zustehende Zuwendung" <Zuwendung>

      Beispiele:
        | auf Ausgaben   | auf Zuwendung  | Zuwendung      |
        | 2.500.000,00 € | -              | 1.625.000,00 € |
        | -              | 2.500.000,00 € | 1.755.000,00 € |

  Regel: PRG-04: Der Bewilligungszeitraum endet nicht vor seinem Beginn (Zuwendungsbescheid)
    Szenariogrundriss: Ende des Zeitraums
      Wenn Phase B als "Z-1" vom 01.01.2026 bis <Ende> beantragt wird mit
        | Feld                   | Wert       |
        | earliest_contract_date | 31.12.2025 |
      Dann wird das <Ergebnis>

      Beispiele: am ersten Tag
        | Ende       | Ergebnis   |
        | 01.01.2026 | angenommen |
      Beispiele: am Tag davor
        | Ende       | Ergebnis  |
        | 31.12.2025 | abgelehnt |

  Regel: PRG-05: Jede Ausgabe gehört zu einer Maßnahme der Strategie
    Szenario: Ohne Maßnahme keine Ausgabe
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld       | Wert        |
        | measure_id | Einzelstück |
      Dann ist der Hinderungsgrund "measure_unknown" nach PRG-05

  Regel: ELG-10: Zweckgebundene Einnahmen sind Deckungsmittel
    Szenario: Eine Einnahme mindert die Bemessungsgrundlage
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und die Einnahme "private" über 100,00 € vom 15.06.2026
      Dann beträgt "zustehende Zuwendung" am 14.06.2026 650,00 €
      Und beträgt "zustehende Zuwendung" am 15.06.2026 585,00 €

    Szenario: Andere Bundesmittel werden abgelehnt
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Wenn ich die Einnahme "federal" über 100,00 € vom 15.06.2026 erfasse
      Dann ist der Hinderungsgrund "federal_money" nach PRG-09

  Regel: PRG-09: Öffentliche Mittel zusammen höchstens die Ausgaben (E22)
    Szenariogrundriss: Landesmittel neben der Zuwendung
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 300.000,00 € |
      Und eine abrufbare Ausgabe über 200.000,00 €
      Und die Einnahme "other_public" über <Land> vom 15.05.2026
      Dann beträgt "zustehende Zuwendung" <Zuwendung>

      Beispiele: bis zu den Ausgaben
        | Land        | Zuwendung    |
        | 70.000,00 € | 130.000,00 € |
      Beispiele: darüber
        | Land        | Zuwendung    |
        | 70.000,01 € | 129.999,99 € |
        | 80.000,00 € | 120.000,00 € |

  Regel: CALL-03: In Phase A zahlt die KfW nach positiver Prüfung des Verwendungsnachweises
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase A läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und der Mittelabruf ist eingereicht

    Szenario: Kein Eingang vor der Prüfung
      Wenn ich den Zahlungseingang über 650,00 € vom 03.08.2026 erfasse
      Dann ist der Hinderungsgrund "gate_missing" nach CALL-03

    Szenario: Eingang nach der Prüfung
      Angenommen der Nachweis "proof_of_use_accepted" vom 20.07.2026 liegt vor
      Wenn ich den Zahlungseingang über 650,00 € vom 03.08.2026 erfasse
      Dann wird das angenommen
