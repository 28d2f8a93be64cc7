# language: de
Funktionalität: Die Liste der Finanzbuchhaltung einlesen

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |

  Regel: FMT-01, FMT-02: Beträge und Tage in deutscher Schreibweise
    Szenariogrundriss: Wie ein Betrag geschrieben sein darf (E33)
      Wenn ich eine Liste einlese mit
        | Spalte | Wert     |
        | Brutto | <Betrag> |
        | MwSt   | 0,00     |
      Dann werden <angenommen> Zeilen angenommen

      Beispiele: eindeutig
        | Betrag   | angenommen |
        | 1.234,56 | 1          |
        | 1 234,56 | 1          |
        | 1234,56  | 1          |
      Beispiele: mehrdeutig oder fremd
        | Betrag   | angenommen |
        | 1.234    | 0          |
        | 1,234.56 | 0          |

  Regel: FMT-03: Nichts wird geraten, jede abgelehnte Zeile nennt Zeile, Spalte, Wert und Grund
    Szenario: Ein mehrdeutiger Betrag
      Wenn ich eine Liste einlese mit
        | Spalte | Wert  |
        | Brutto | 1.234 |
      Dann nennt die Klärungsliste Zeile 2, Spalte "Brutto" und den Wert "1.234"

    Szenario: Ein Zahlbetrag, der nicht aufgeht
      Wenn ich eine Liste einlese mit
        | Spalte    | Wert     |
        | Brutto    | 1.190,00 |
        | Zahlbetrag | 1.189,99 |
      Dann werden 0 Zeilen angenommen

    Szenario: Dieselbe Datei zweimal ändert nichts
      Angenommen eine übernommene Liste mit
        | Spalte | Wert     |
        | Brutto | 1.190,00 |
      Wenn ich dieselbe Liste noch einmal einlese
      Dann sind 1 Zeilen bekannt
      Und beträgt "bezahlt" 1.190,00 €

    Szenario: Die Liste des nächsten Monats ergänzt nur die Zahlung
      Angenommen eine übernommene Liste mit
        | Spalte        | Wert     |
        | Brutto        | 1.190,00 |
        | Zahlungsdatum |          |
      Wenn ich dieselbe Liste mit "Zahlungsdatum" "15.04.2026" übernehme
      Dann beträgt "bezahlt" 1.190,00 €
      Und beträgt "gebunden" 0,00 €

  Regel: FMT-03: Vor der Übernahme lässt sich fragen, was sie bewirkte
    Szenario: Der Probelauf nennt die Wirkung und ändert nichts
      Angenommen eine eingelesene Liste mit
        | Spalte | Wert     |
        | Brutto | 1.190,00 |
      Wenn ich die Liste zur Probe übernehme
      Dann sänke der Rest von "Beratung" von 100.000,00 € auf 98.810,00 €
      Und beträgt "bezahlt" 0,00 €
      Und steht im Prüfpfad kein Ereignis "import.committed"

    Szenario: Danach wird genau das übernommen
      Angenommen eine eingelesene Liste mit
        | Spalte | Wert     |
        | Brutto | 1.190,00 |
      Wenn ich die Liste zur Probe übernehme
      Und ich die Liste übernehme
      Dann beträgt "bezahlt" 1.190,00 €

    Szenario: Zur Probe übernimmt nur, wer auch übernehmen darf
      Angenommen eine eingelesene Liste mit
        | Spalte | Wert     |
        | Brutto | 1.190,00 |
      Wenn "pruefung" die Liste zur Probe übernimmt
      Dann fehlt dafür die Rolle

  Regel: MUN-01: Feststellungen aus der Buchhaltung werden übernommen
    Szenario: Name und Tag beider Feststellungen
      Angenommen eine übernommene Liste mit
        | Spalte                       | Wert       |
        | Brutto                       | 1.190,00   |
        | Zahlungsreferenz             | Z-17       |
        | Sachlich festgestellt von    | Frau A     |
        | Sachlich festgestellt am     | 10.04.2026 |
        | Rechnerisch festgestellt von | Herr B     |
        | Rechnerisch festgestellt am  | 11.04.2026 |
      Dann stehen an der Ausgabe zwei Feststellungen

  Regel: FMT-05: Texte werden in Listen nicht zu Formeln
    Szenariogrundriss: Ein Zweck, der wie eine Formel aussieht
      Angenommen eine erfasste Ausgabe mit
        | Feld    | Wert    |
        | purpose | <Zweck> |
      Wenn ich die Belegliste "2026-H1" ausgebe
      Dann beginnt der Zweck in der Liste mit "<Anfang>"

      Beispiele:
        | Zweck        | Anfang        |
        | =1+1         | '=1+1         |
        | @SUMME(A1)   | '@SUMME(A1)   |
        | Beratung     | Beratung      |
