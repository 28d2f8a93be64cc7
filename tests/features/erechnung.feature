# language: de
Funktionalität: E-Rechnungen füllen das Formular

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |

  Regel: EINV-01, EINV-02: XRechnung wird angenommen, als UBL und als CII
    Szenariogrundriss: Was auf der Rechnung steht, steht im Formular
      Wenn ich die E-Rechnung "<Datei>" ablege
      Dann wird das angenommen
      Und ist das Format "<Format>"
      Und steht im Formular "invoice_number" mit "<Nummer>"

      Beispiele:
        | Datei           | Format          | Nummer      |
        | ubl_invoice.xml | xrechnung-ubl   | RE-2026-001 |
        | cii_invoice.xml | xrechnung-cii   | 2026/0815   |

    Szenario: Das Brutto ist der Rechnungsbetrag einschließlich Rundung
      Wenn ich die E-Rechnung "ubl_invoice.xml" ablege
      Dann steht im Formular der Betrag 1.366,00 €

    Szenario: Eine Gutschrift füllt eine Gutschrift mit positivem Betrag
      Wenn ich die E-Rechnung "ubl_credit_note.xml" ablege
      Dann wird das angenommen
      Und nennt das Formular die berichtigte Rechnung "RE-2026-001"

    Szenariogrundriss: Was keine lesbare Rechnung ist, wird mit Grund abgelehnt
      Wenn ich die E-Rechnung "broken/<Datei>" ablege
      Dann wird das abgelehnt

      Beispiele:
        | Datei            |
        | entity_bomb.xml  |
        | external_dtd.xml |
        | local_file.xml   |
        | truncated.xml    |

    Szenariogrundriss: Was anders eingegeben ist als auf der Rechnung, sieht auch die Feststellung
      Angenommen die E-Rechnung "ubl_invoice.xml" ist abgelegt
      Wenn ich daraus die Ausgabe mit "<Feld>" "<Wert>" erfasse
      Dann gibt es den Hinweis "invoice_deviates" nach EINV-02
      Und die Ausgabe trägt den Hinweis "invoice_deviates"

      Beispiele:
        | Feld           | Wert                 |
        | gross_cents    | 1.366,01 €           |
        | gross_cents    | 1.365,99 €           |
        | vat_cents      | 0,00 €               |
        | creditor       | Ganz Andere GmbH     |
        | invoice_number | RE-2026-002          |
        | invoice_date   | 01.01.2026           |

    Szenariogrundriss: Was wie auf der Rechnung eingegeben ist, fällt nicht auf
      Angenommen die E-Rechnung "ubl_invoice.xml" ist abgelegt
      Wenn ich daraus die Ausgabe mit "<Feld>" "<Wert>" erfasse
      Dann wird die Ausgabe angenommen
      Und gibt es keinen Hinweis "invoice_deviates"

      Beispiele:
        | Feld           | Wert                  |
        | gross_cents    | 1.366,00 €            |
        | gross_cents    | 1.066,00 €            |
        | creditor       | MUSTER SENSORIK       |
        | creditor       | Sensorik Muster       |
        | invoice_number | re-2026-001           |

    Szenario: Ein Mangel der Rechnung selbst bleibt bei der Ausgabe stehen
      Angenommen die E-Rechnung "ubl_invoice.xml" mit einer falschen Bruttosumme ist abgelegt
      Wenn ich daraus die Ausgabe erfasse
      Dann gibt es den Hinweis "invoice_defective" nach EINV-02
      Und die Ausgabe trägt den Hinweis "invoice_defective"

  Regel: EINV-03: Der strukturierte Teil bleibt unverändert das Original
    Szenario: Die Bytes der Rechnung sind der Beleg der Ausgabe
      Angenommen die E-Rechnung "ubl_invoice.xml" ist abgelegt
      Wenn ich daraus die Ausgabe erfasse
      Dann wird die Ausgabe angenommen
      Und ist der Beleg Byte für Byte die Datei "ubl_invoice.xml"

  Regel: EINV-04: Eine unstimmige Leitweg-ID ist nur ein Hinweis
    Szenario: Die Rechnung wird trotzdem angenommen
      Wenn ich die E-Rechnung "ubl_invoice.xml" mit der Leitweg-ID "05754000-abc-00" ablege
      Dann wird das angenommen
      Und gibt es den Befund "leitweg_id_invalid" nach EINV-04
