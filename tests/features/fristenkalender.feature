# language: de
Funktionalität: Fristenkalender und Zinsblatt

  Regel: VN-01, VN-03: Der Fristenkalender nennt Tag, Vorlauf, Zuständige und Stand
    Szenariogrundriss: Am letzten Tag offen, am nächsten überfällig
      Angenommen die Zuwendung "Z-1" der Phase A läuft vom 15.12.2024 bis 15.12.2026
      Und heute ist der <heute>
      Wenn ich den Bericht "deadline-calendar" für 2027-Q2 erzeuge
      Dann steht im Bericht bei "Verwendungsnachweis der Phase A" unter "Fällig" "15.06.2027"
      Und steht im Bericht bei "Verwendungsnachweis der Phase A" unter "90 Tage vorher" "17.03.2027"
      Und steht im Bericht bei "Verwendungsnachweis der Phase A" unter "Zuständig" "Fördermittelsachbearbeitung"
      Und steht im Bericht bei "Verwendungsnachweis der Phase A" unter "Stand" "<Stand>"

      Beispiele: letzter Tag
        | heute      | Stand |
        | 15.06.2027 | offen |
      Beispiele: einen Tag danach
        | heute      | Stand      |
        | 16.06.2027 | überfällig |

  Regel: INT-01, INT-03: Das Zinsblatt rechnet bis zum Ende des vorigen Monats
    Szenario: Ohne Eingang gibt es nichts zu verzinsen
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2025 bis 31.12.2026
      Und heute ist der 04.08.2026
      Wenn ich den Bericht "interest-sheet" für 2026-Q3 erzeuge
      Dann sagt der Bericht "Es ist noch kein Geld eingegangen"
      Und sagt der Bericht "Es ist nichts zu erstatten."
      Und steht im Bericht bei "Summe" unter "Zinsen" "0,00 €"

    Szenariogrundriss: Zu spät verwendetes Geld trägt Zinsen ab Auszahlung oder ab Ende der Frist
      Angenommen das Regelpaket stellt ein:
        | Wert           | ist      |
        | call_mode      | advance  |
        | late_use_start | <Beginn> |
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und diese Basiszinssätze sind bestätigt
        | gilt ab    | Satz   |
        | 01.07.2026 | 1,27 % |
      Und ein Abruf im Voraus über 1.000,00 € ist freigegeben und am 15.08.2026 ausgezahlt
      Und heute ist der 30.11.2026
      Wenn ich den Bericht "interest-sheet" für 2026-Q4 erzeuge
      Dann steht im Bericht bei "1" unter "Zinsen ab" "<Ab>"
      Und steht im Bericht bei "1" unter "Zinstage" "<Tage>"

      Beispiele: ab dem Tag nach der Auszahlung
        | Beginn | Ab         | Tage |
        | payout | 16.08.2026 | 77   |
      Beispiele: ab dem Tag nach der Verwendungsfrist
        | Beginn | Ab         | Tage |
        | window | 16.10.2026 | 16   |

    Szenariogrundriss: Eine Erstattung trägt Zinsen bis zum letzten Tag des vorigen Monats
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und diese Basiszinssätze sind bestätigt
        | gilt ab    | Satz   |
        | 01.07.2026 | 1,27 % |
      Und eine abrufbare Ausgabe über 11.900,00 €
      Und der Schlussabruf "2026-H1" ist freigegeben und am 03.08.2026 mit 7.735,00 € eingegangen
      Und eine Gutschrift über 1.190,00 € vom 15.07.2026
      Und heute ist der <heute>
      Wenn ich den Bericht "interest-sheet" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "2" unter "Betrag" "773,50 €"
      Und steht im Bericht bei "2" unter "Zinsen ab" "04.08.2026"
      Und steht im Bericht bei "2" unter "Zinstage" "<Tage>"
      Und steht im Bericht bei "2" unter "Zinsen" "<Zinsen>"
      Und steht im Bericht bei "1" unter "Zinsen" "0,00 €"

      Beispiele: bis Ende August
        | heute      | Tage | Zinsen |
        | 30.09.2026 | 28   | 3,72 € |
      Beispiele: einen Tag später bis Ende September
        | heute      | Tage | Zinsen |
        | 01.10.2026 | 58   | 7,71 € |

    Szenario: Vor dem Schlussabruf wird nichts erstattet, und dieselbe Gutschrift macht Geld unverwendet
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und diese Basiszinssätze sind bestätigt
        | gilt ab    | Satz   |
        | 01.07.2026 | 1,27 % |
      Und eine abrufbare Ausgabe über 11.900,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und der Zahlungseingang über 7.735,00 € vom 03.08.2026
      Und eine Gutschrift über 1.190,00 € vom 15.07.2026
      Und heute ist der 30.09.2026
      Wenn ich den Bericht "interest-sheet" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Zinsen ab" "04.08.2026"
      Und steht im Bericht bei "1" unter "Zinstage" "28"
      Und steht im Bericht bei "1" unter "Zinsen" "3,72 €"
      Und sagt der Bericht "Es ist nichts zu erstatten."

  Regel: INT-03, PRG-03: Was über dem Höchstbetrag erster Maßnahmen liegt, ist keine Verwendung
    Szenariogrundriss: Eine weitere Ausgabe der ersten Maßnahme zählt bis zu ihrer Million
      Angenommen das Regelpaket begrenzt die ersten Umsetzungsmaßnahmen
      Und die Zuwendung "Z-1" der Phase A läuft damit vom 01.01.2026 bis 31.12.2027, "M-2" als erste Umsetzungsmaßnahme
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 2.500.000,00 € |
      Und diese Basiszinssätze sind bestätigt
        | gilt ab    | Satz   |
        | 01.07.2026 | 1,27 % |
      Und der Nachweis "proof_of_use_accepted" vom 20.07.2026 liegt vor
      Und eine abrufbare Ausgabe mit
        | Feld        | Wert         |
        | measure_id  | M-2          |
        | gross_cents | 800.000,00 € |
      Und eine abrufbare Ausgabe über 1.300.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und der Zahlungseingang über 1.365.000,00 € vom 03.08.2026
      Und eine Gutschrift über 300.000,00 € vom 15.07.2026
      Und eine abrufbare Ausgabe mit
        | Feld        | Wert      |
        | measure_id  | M-2       |
        | gross_cents | <Weitere> |
      Und heute ist der 30.09.2026
      Wenn ich den Bericht "interest-sheet" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Noch offen" "<Offen>"

      Beispiele: bis zur Million
        | Weitere      | Offen       |
        | 199.999,98 € | 65.000,01 € |
        | 200.000,00 € | 65.000,00 € |
      Beispiele: darüber nicht mehr
        | Weitere      | Offen       |
        | 200.000,02 € | 65.000,00 € |
        | 300.000,00 € | 65.000,00 € |
