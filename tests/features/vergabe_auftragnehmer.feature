# language: de
Funktionalität: Der Auftragnehmer einer Vergabeakte

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 500.000,00 € |

  Regel: PROC-04: Die Akte nennt den Auftragnehmer so, wie er eingetragen wurde, mit seiner Rechtsform
    Szenariogrundriss: Neben einer Firma gleichen Namens
      Angenommen die Vergabeakte mit
        | Feld     | Wert     |
        | creditor | Bau GmbH |
      Und die Vergabeakte mit
        | Feld     | Wert            |
        | creditor | <Auftragnehmer> |
      Dann nennt die Vergabeakte als Auftragnehmer "<Auftragnehmer>"
      Wenn ich den Bericht "procurement-overview" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Auftragnehmer" "Bau GmbH"
      Und steht im Bericht bei "2" unter "Auftragnehmer" "<Auftragnehmer>"

      Beispiele:
        | Auftragnehmer |
        | Bau AG        |
        | BAU GmbH      |
        | Bau GmbH      |

    Szenario: Andere Angaben ändern den Namen nicht
      Angenommen die Vergabeakte mit
        | Feld     | Wert     |
        | creditor | Bau GmbH |
      Und die Vergabeakte mit
        | Feld     | Wert   |
        | creditor | Bau AG |
      Und ihr Vertrag hat nur die Klauseln
        | audit_right |
      Dann nennt die Vergabeakte als Auftragnehmer "Bau AG"

    Szenario: Nur die Rechtsform berichtigen
      Angenommen die Vergabeakte mit
        | Feld     | Wert     |
        | creditor | Bau GmbH |
      Wenn ich als Auftragnehmer "Bau AG" eintrage
      Dann wird das angenommen
      Und nennt die Vergabeakte als Auftragnehmer "Bau AG"
