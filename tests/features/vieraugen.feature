# language: de
Funktionalität: Vier Augen stehen hinter jeder Ausgabe

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |
    Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"

  Regel: MUN-01: Sachlich und rechnerisch stellen zwei verschiedene Berechtigte fest
    Szenario: Die Sachbearbeitung darf die eigene Erfassung nicht feststellen
      Wenn "sachbearbeitung" die Ausgabe sachlich feststellt
      Dann fehlt dafür die Rolle

    Szenario: Sachlich Berechtigte stellen nicht rechnerisch fest
      Wenn "sachlich" die Ausgabe rechnerisch feststellt
      Dann fehlt dafür die Rolle

    Szenario: Zweimal dieselbe Feststellung ist keine zweite
      Angenommen "sachlich" stellt die Ausgabe sachlich fest
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann lässt der Stand das nicht mehr zu

    Szenario: Nach einer Feststellung wird nichts mehr geändert
      Angenommen "sachlich" stellt die Ausgabe sachlich fest
      Wenn ich "purpose" der Ausgabe auf "Anderer Zweck" ändere
      Dann lässt der Stand das nicht mehr zu

    Szenario: Vor der Feststellung darf geändert werden
      Wenn ich "purpose" der Ausgabe auf "Anderer Zweck" ändere
      Dann wird das angenommen

    Szenario: Zurückgeben braucht einen Grund und hebt die Feststellung auf
      Angenommen "sachlich" stellt die Ausgabe sachlich fest
      Wenn "rechnerisch" die Ausgabe zurückgibt mit dem Grund "Betrag prüfen"
      Dann wird das angenommen
      Und fehlt der Ausgabe noch "certification_factual"

  Regel: MUN-02: Zahlen und Buchen sind in zwei Händen
    Szenariogrundriss: Wer zahlt, bucht nicht
      Wenn ich eine Ausgabe erfasse mit
        | Feld      | Wert      |
        | paid_by   | P-1       |
        | booked_by | <Bucher>  |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: zwei Personen
        | Bucher | Ergebnis   |
        | P-2    | angenommen |
      Beispiele: eine Person
        | Bucher | Ergebnis  |
        | P-1    | abgelehnt |

  Regel: MUN-03: Wer entwirft, gibt nicht frei
    Szenario: Eine Planfassung gibt eine zweite Person frei
      Wenn ich einen Finanzierungsplan vorlege mit
        | Kostenposition | Betrag       |
        | Beratung       | 120.000,00 € |
      Und "kaemmerei" die vorgelegte Planfassung freigibt
      Dann wird das angenommen

    Szenario: Die Sachbearbeitung gibt den eigenen Plan nicht frei
      Wenn ich einen Finanzierungsplan vorlege mit
        | Kostenposition | Betrag       |
        | Beratung       | 120.000,00 € |
      Und "sachbearbeitung" die vorgelegte Planfassung freigibt
      Dann fehlt dafür die Rolle
      Und steht im Prüfpfad ein Ereignis "access.denied" mit dem Ausgang "denied"

  Regel: MUN-07: Die Kontierung wird mitgeführt, das Haushaltsjahr ist das der Zahlung
    Szenario: Kontierung aus der Buchhaltung
      Wenn ich eine Ausgabe erfasse mit
        | Feld        | Wert      |
        | product     | 01.11.05  |
        | account     | 5291000   |
        | cost_centre | 4711      |
      Dann wird die Ausgabe angenommen

  Regel: MUN-09, GOB-01: Storno statt Löschen
    Szenario: Storno einer nie abgerufenen Ausgabe stellt den Stand davor wieder her
      Angenommen die Ausgabe ist storniert
      Dann beträgt "bezahlt" 0,00 €
      Und beträgt "zuwendungsfähig" 0,00 €
      Und steht im Prüfpfad ein Ereignis "expenditure.reversed" mit dem Ausgang "ok"
      Und steht im Prüfpfad ein Ereignis "expenditure.recorded" mit dem Ausgang "ok"

    Szenario: Zweimal stornieren geht nicht
      Angenommen die Ausgabe ist storniert
      Wenn ich die Ausgabe storniere
      Dann lässt der Stand das nicht mehr zu
