# language: de
Funktionalität: Vom Brutto zum zuwendungsfähigen Betrag

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 500.000,00 € |

  Regel: ELG-05: Nur was bezahlt ist, zählt; Skonto mindert die Ausgabe
    Szenario: Genutztes Skonto von 2 % (E08)
      Wenn ich eine Ausgabe erfasse mit
        | Feld           | Wert        |
        | gross_cents    | 11.900,00 € |
        | discount_cents | 238,00 €    |
      Dann ist der zuwendungsfähige Betrag 11.662,00 €
      Und ergeben die Rechenschritte zusammen 11.662,00 €

    Szenariogrundriss: Abzüge höchstens bis zum Brutto
      Wenn ich eine Ausgabe erfasse mit
        | Feld           | Wert     |
        | gross_cents    | 100,00 € |
        | discount_cents | <Skonto> |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: bis zum Brutto
        | Skonto   | Ergebnis   |
        | 99,99 €  | angenommen |
      Beispiele: darüber
        | Skonto   | Ergebnis  |
        | 100,01 € | abgelehnt |

    Szenario: Unbezahlt ist die Ausgabe gebunden und zählt nicht als bezahlt
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert       |
        | gross_cents       | 1.000,00 € |
        | payment_date      | -          |
        | payment_reference | -          |
      Dann wird die Ausgabe angenommen
      Und beträgt "gebunden" 1.000,00 €
      Und beträgt "bezahlt" 0,00 €

    Szenario: Eine Gutschrift mindert ab ihrem eigenen Tag
      Angenommen eine bezahlte Ausgabe über 11.900,00 € auf "Beratung"
      Und eine Gutschrift über 1.190,00 € vom 01.07.2026
      Dann beträgt "zuwendungsfähig" am 30.06.2026 11.900,00 €
      Und beträgt "zuwendungsfähig" am 01.07.2026 10.710,00 €

    Szenariogrundriss: Eine Gutschrift höchstens in Höhe des Gezahlten
      Angenommen eine bezahlte Ausgabe über 100,00 € auf "Beratung"
      Wenn ich eine Gutschrift über <Betrag> vom 01.07.2026 erfasse
      Dann wird das <Ergebnis>

      Beispiele: bis zum Gezahlten
        | Betrag   | Ergebnis   |
        | 100,00 € | angenommen |
      Beispiele: darüber
        | Betrag   | Ergebnis  |
        | 100,01 € | abgelehnt |

  Regel: ELG-06: Ein Sicherheitseinbehalt zählt erst mit der Auszahlung
    Szenario: Fünf Prozent Einbehalt (E10)
      Wenn ich eine Ausgabe erfasse mit
        | Feld            | Wert        |
        | gross_cents     | 50.000,00 € |
        | retention_cents | 2.500,00 €  |
      Dann ist der zuwendungsfähige Betrag 47.500,00 €
      Und beträgt "gebunden" 2.500,00 €

    Szenario: Die Auszahlung zählt ab ihrem Tag
      Angenommen eine erfasste Ausgabe mit
        | Feld            | Wert        |
        | gross_cents     | 50.000,00 € |
        | retention_cents | 2.500,00 €  |
      Und 2.500,00 € Sicherheitseinbehalt werden am 15.07.2026 ausgezahlt
      Dann beträgt "zuwendungsfähig" am 14.07.2026 47.500,00 €
      Und beträgt "zuwendungsfähig" am 15.07.2026 50.000,00 €
      Und beträgt "gebunden" am 15.07.2026 0,00 €

    Szenariogrundriss: Ausgezahlt wird höchstens der Einbehalt
      Angenommen eine erfasste Ausgabe mit
        | Feld            | Wert       |
        | gross_cents     | 1.000,00 € |
        | retention_cents | 50,00 €    |
      Wenn ich am 15.07.2026 <Betrag> Sicherheitseinbehalt auszahle
      Dann wird das <Ergebnis>

      Beispiele: bis zum Einbehalt
        | Betrag  | Ergebnis   |
        | 50,00 € | angenommen |
      Beispiele: darüber
        | Betrag  | Ergebnis  |
        | 50,01 € | abgelehnt |

  Regel: ELG-07: Abziehbare Vorsteuer ist nicht zuwendungsfähig
    Szenariogrundriss: Vorsteuerabzug zu 0, 40 und 100 % (E09)
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert        |
        | gross_cents       | 11.900,00 € |
        | vat_cents         | 1.900,00 €  |
        | vat_deductible_bp | <Anteil>    |
      Dann ist der zuwendungsfähige Betrag <Betrag>

      Beispiele:
        | Anteil   | Betrag      |
        | 0,00 %   | 11.900,00 € |
        | 40,00 %  | 11.140,00 € |
        | 100,00 % | 10.000,00 € |

    Szenariogrundriss: Der Anteil liegt zwischen 0 und 100 %
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert     |
        | vat_deductible_bp | <Anteil> |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: bis 100 %
        | Anteil   | Ergebnis   |
        | 100,00 % | angenommen |
      Beispiele: darüber
        | Anteil   | Ergebnis  |
        | 100,01 % | abgelehnt |

  Regel: ELG-08: Bei gemischter Nutzung zählt der Projektanteil mit begründetem Schlüssel
    Szenario: Projektanteil 60 % (E11)
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert                |
        | gross_cents       | 8.000,00 €          |
        | allocation_bp     | 60,00 %             |
        | allocation_reason | Nutzung nach Köpfen |
      Dann ist der zuwendungsfähige Betrag 4.800,00 €
      Und zieht der Rechenschritt ELG-08 3.200,00 € ab

    Szenariogrundriss: Weniger als 100 % braucht eine Begründung
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert     |
        | allocation_bp | <Anteil> |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: ganz
        | Anteil   | Ergebnis   |
        | 100,00 % | angenommen |
      Beispiele: zum Teil
        | Anteil  | Ergebnis  |
        | 99,99 % | abgelehnt |

  Regel: ELG-11: Nicht zuwendungsfähige Anteile werden mit Grund abgezogen
    Szenario: Verzugszinsen auf der Rechnung
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert         |
        | gross_cents       | 1.000,00 €   |
        | ineligible_cents  | 40,00 €      |
        | ineligible_reason | Verzugszinsen |
      Dann ist der zuwendungsfähige Betrag 960,00 €
      Und zieht der Rechenschritt ELG-11 40,00 € ab

    Szenario: Ohne Grund kein Abzug
      Wenn ich eine Ausgabe erfasse mit
        | Feld             | Wert    |
        | ineligible_cents | 40,00 € |
      Dann ist der Hinderungsgrund "ineligible_reason_missing" nach ELG-11

  Regel: CALL-02: Gerundet wird einmal am Ende
    Szenario: Alle Abzüge zusammen
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert              |
        | gross_cents       | 100,01 €          |
        | vat_cents         | 15,97 €           |
        | discount_cents    | 3,33 €            |
        | ineligible_cents  | 7,77 €            |
        | ineligible_reason | Mahngebühr        |
        | vat_deductible_bp | 33,33 %           |
        | allocation_bp     | 66,67 %           |
        | allocation_reason | Schlüssel         |
      Dann ist der zuwendungsfähige Betrag 56,28 €
      Und ergeben die Rechenschritte zusammen 56,28 €
