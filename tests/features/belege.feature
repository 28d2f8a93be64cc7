# language: de
Funktionalität: Belege ordnen, nachweisen und auf Verlangen vorlegen

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase A läuft vom 01.01.2026 bis 31.12.2027
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |
      | Reisen         | 100.000,00 € |

  Regel: VN-07: Belege stehen je Planposition in der Folge ihrer Zahltage
    Szenariogrundriss: Der Zahltag ordnet, nicht die Erfassung
      Angenommen eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | payment_date | 16.04.2026 |
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert           |
        | payment_date | <zweite Zahlung> |
      Wenn ich den Bericht "voucher-list" für 2026-H1 erzeuge
      Dann stehen die Belege im Bericht in der Folge <Folge>

      Beispiele: einen Tag früher bezahlt
        | zweite Zahlung | Folge |
        | 15.04.2026     | 2, 1  |
      Beispiele: am selben Tag bezahlt, dann nach der laufenden Nummer
        | zweite Zahlung | Folge |
        | 16.04.2026     | 1, 2  |
      Beispiele: einen Tag später bezahlt
        | zweite Zahlung | Folge |
        | 17.04.2026     | 1, 2  |

    Szenario: Im Mittelabruf gilt dieselbe Folge, erst die Planposition, dann der Zahltag
      Angenommen eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | budget_line  | Reisen     |
        | payment_date | 14.04.2026 |
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | payment_date | 30.06.2026 |
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | payment_date | 29.06.2026 |
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | payment_date | 01.07.2026 |
      Und der Mittelabruf "2026-H1" ist freigegeben
      Wenn ich den Bericht "call-package" für 2026-H1 erzeuge
      Dann stehen die Belege im Bericht in der Folge 3, 2, 1

  Regel: VN-08: Die Belegliste gibt es vollständig und als Summen, mit denselben Beträgen
    Grundlage:
      Angenommen eine abrufbare Ausgabe über 1.000,01 €
      Und eine abrufbare Ausgabe über 0,02 €

    Szenario: Vollständig nennt sie jeden Beleg
      Wenn ich den Bericht "voucher-list" für 2026-H1 erzeuge
      Dann stehen die Belege im Bericht in der Folge 1, 2
      Und steht im Bericht bei "Summe" unter "Gezahlt" "1.000,03 €"
      Und steht im Bericht bei "Summe" unter "Anteil vor Abzügen" "650,02 €"

    Szenario: Als Summen nennt sie keinen Beleg
      Wenn ich den Bericht "voucher-list-summary" für 2026-H1 erzeuge
      Dann nennt der Bericht keinen einzelnen Beleg
      Und steht im Bericht bei "Beratung" unter "Zeilen" "2"
      Und steht im Bericht bei "Summe" unter "Gezahlt" "1.000,03 €"
      Und steht im Bericht bei "Summe" unter "Anteil vor Abzügen" "650,02 €"

  Regel: VN-09: Belege bleiben bei der Stadt; auf Verlangen werden sie vorgelegt
    Szenario: Wo kein Beleg liegt, gibt es nichts vorzulegen
      Angenommen eine erfasste Ausgabe mit
        | Feld        | Wert       |
        | gross_cents | 1.190,00 € |
      Wenn "sachbearbeitung" die Belege der Zuwendung bündelt
      Dann ist der Hinderungsgrund "receipts_missing" nach VN-09

    Szenario: Jede Datei liegt bei, mit ihrer Prüfsumme
      Angenommen eine abrufbare Ausgabe über 1.190,00 €
      Und eine abrufbare Ausgabe über 0,01 €
      Wenn "pruefung" die Belege der Zuwendung bündelt
      Dann liegen im Bündel genau die Belege 1, 2 mit richtiger Prüfsumme
      Und steht im Prüfpfad ein Ereignis "receipts.bundled" mit dem Ausgang "ok"

    Szenario: Zum Mittelabruf gehört, was bis zu seinem letzten Tag bezahlt ist
      Angenommen eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | payment_date | 30.06.2026 |
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | payment_date | 01.07.2026 |
      Und der Mittelabruf "2026-H1" ist freigegeben
      Wenn "sachbearbeitung" die Belege des Mittelabrufs bündelt
      Dann liegen im Bündel genau die Belege 1 mit richtiger Prüfsumme

    Szenario: Die Projektleitung gibt keine Belege heraus
      Angenommen eine abrufbare Ausgabe über 1.190,00 €
      Wenn "projektleitung" die Belege der Zuwendung bündelt
      Dann fehlt dafür die Rolle
