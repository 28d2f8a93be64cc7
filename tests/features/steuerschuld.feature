# language: de
Funktionalität: Umsatzsteuer, die die Stadt selbst schuldet

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |

  Regel: ELG-07: Die nach § 13b UStG geschuldete Steuer ist Teil der Kosten, soweit sie nicht abziehbar ist
    Szenariogrundriss: Abziehbar zu 0, 40 und 100 %; die Rechnung bleibt, wie sie ist
      Wenn ich eine Ausgabe erfasse mit
        | Feld                     | Wert        |
        | gross_cents              | 10.000,00 € |
        | reverse_charge_vat_cents | 1.900,00 €  |
        | vat_deductible_bp        | <Anteil>    |
      Dann ist der zuwendungsfähige Betrag <Betrag>
      Und beträgt "bezahlt" 11.900,00 €

      Beispiele:
        | Anteil   | Betrag      |
        | 0,00 %   | 11.900,00 € |
        | 40,00 %  | 11.140,00 € |
        | 100,00 % | 10.000,00 € |

    Szenariogrundriss: Der Vorschlag folgt dem Steuersatz des Tages, an dem die Leistung fertig war
      Wenn ich eine E-Rechnung nach § 13b UStG mit Leistung bis <Tag> ablege
      Dann schlägt der Befund "<Vorschlag>" vor

      Beispiele: 19 %
        | Tag        | Vorschlag                   |
        | 30.06.2020 | 19 % (30.06.2020): 199,38 € |
        | 01.01.2021 | 19 % (01.01.2021): 199,38 € |
      Beispiele: 16 %
        | Tag        | Vorschlag                   |
        | 01.07.2020 | 16 % (01.07.2020): 167,90 € |
        | 31.12.2020 | 16 % (31.12.2020): 167,90 € |

    Szenario: Skonto mindert auch die geschuldete Steuer
      Wenn ich eine Ausgabe erfasse mit
        | Feld                     | Wert        |
        | gross_cents              | 10.000,00 € |
        | reverse_charge_vat_cents | 1.900,00 €  |
        | discount_cents           | 200,00 €    |
      Dann ist der zuwendungsfähige Betrag 11.662,00 €

    Szenario: Ohne Angabe wird nichts ergänzt
      Wenn ich eine Ausgabe erfasse mit
        | Feld        | Wert        |
        | gross_cents | 10.000,00 € |
      Dann ist der zuwendungsfähige Betrag 10.000,00 €

    Szenario: Die Steuer steht als eigener Schritt mit ihrer Regel da
      Wenn ich eine Ausgabe erfasse mit
        | Feld                     | Wert        |
        | gross_cents              | 10.000,00 € |
        | reverse_charge_vat_cents | 1.900,00 €  |
      Dann steht in der Berechnung ein Schritt nach ELG-07 über 1.900,00 €

    Szenariogrundriss: Mehr als der Regelsatz ist auffällig, ein Cent aus der Rundung nicht
      Wenn ich eine Ausgabe erfasse mit
        | Feld                     | Wert        |
        | gross_cents              | 10.000,00 € |
        | reverse_charge_vat_cents | <Steuer>    |
      Dann gibt es <Hinweis>

      Beispiele: 19 % und ein Cent
        | Steuer     | Hinweis                     |
        | 1.900,00 € | keinen Hinweis "vat_unusual" |
        | 1.900,01 € | keinen Hinweis "vat_unusual" |
      Beispiele: zwei Cent
        | Steuer     | Hinweis                             |
        | 1.900,02 € | den Hinweis "vat_unusual" nach ELG-07 |

    Szenariogrundriss: Der Regelsatz ist der des Tages, an dem die Leistung fertig war
      Angenommen die Zuwendung "Z-2" der Phase B läuft vom 01.01.2020 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert        |
        | contract_date | 02.01.2020  |
        | service_from  | 03.01.2020  |
        | service_to    | <Fertig>    |
        | invoice_date  | 04.01.2021  |
        | payment_date  | 05.01.2021  |
        | gross_cents   | 11.600,00 € |
        | vat_cents     | 1.600,02 €  |
      Dann gibt es <Hinweis>

      Beispiele: 19 % bis 30. Juni 2020 und wieder ab 1. Januar 2021
        | Fertig     | Hinweis                      |
        | 30.06.2020 | keinen Hinweis "vat_unusual" |
        | 01.01.2021 | keinen Hinweis "vat_unusual" |
      Beispiele: dazwischen 16 %
        | Fertig     | Hinweis                               |
        | 01.07.2020 | den Hinweis "vat_unusual" nach ELG-07 |
        | 31.12.2020 | den Hinweis "vat_unusual" nach ELG-07 |

    Szenariogrundriss: Mehr als die Rechnung ist unmöglich
      Wenn ich eine Ausgabe erfasse mit
        | Feld                     | Wert        |
        | gross_cents              | 10.000,00 € |
        | reverse_charge_vat_cents | <Steuer>    |
      Dann ist die Antwort <Ergebnis>

      Beispiele:
        | Steuer      | Ergebnis   |
        | 10.000,00 € | angenommen |
        | 10.000,01 € | abgelehnt  |
        | -0,01 €     | abgelehnt  |
