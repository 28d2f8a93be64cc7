# language: de
Funktionalität: Berichte mit Zahlen auf den Cent

  Regel: PLAN-02: Der zahlenmäßige Nachweis folgt dem Finanzierungsplan (VN, ANBest-P Nr. 1.2)
    Szenariogrundriss: Abweichung je Planposition (E17)
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 1.500.000,00 € |
        | Reisen         | 500.000,00 €   |
      Und eine bezahlte Ausgabe über <Ist> auf "Beratung"
      Wenn ich den Bericht "financial-statement" für 2026-H1 erzeuge
      Dann steht im Bericht bei "Beratung" unter "Ist" "<Ist>"
      Und steht im Bericht bei "Beratung" unter "Abweichung" "<Abweichung>"
      Und steht im Bericht bei "Beratung" unter "in Prozent" "<Prozent>"
      Und steht im Bericht bei "Beratung" unter "Bemerkung" "<Bemerkung>"
      Und steht im Bericht bei "Reisen" unter "Abweichung" "-500.000,00 €"

      Beispiele: bis zur Grenze
        | Ist            | Abweichung   | Prozent | Bemerkung |
        | 1.790.000,00 € | 290.000,00 € | 19,33 % |           |
        | 1.800.000,00 € | 300.000,00 € | 20 %    |           |
      Beispiele: einen Cent darüber
        | Ist            | Abweichung   | Prozent | Bemerkung             |
        | 1.800.000,01 € | 300.000,01 € | 20 %    | mehr als 20 % darüber |

    Szenariogrundriss: Der Quartalsbericht nennt vorn eine Position ab 15 % über ihrem Ansatz
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 1.000.000,00 € |
        | Reisen         | 500.000,00 €   |
      Und eine bezahlte Ausgabe über <Ist> auf "Beratung"
      Wenn ich den Bericht "quarterly" für 2026-Q2 erzeuge
      Dann <sagt es> "Deutlich über dem Ansatz: Beratung um 150.000,00 € (15 %)"

      Beispiele: einen Cent darunter
        | Ist            | sagt es                    |
        | 1.149.999,99 € | sagt der Bericht nichts von |
      Beispiele: genau 15 %
        | Ist            | sagt es          |
        | 1.150.000,00 € | sagt der Bericht |

    Szenariogrundriss: Steuernde Berichte nennen die Planfassung, die sie zeigen
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 1.500.000,00 € |
      Wenn ich den Bericht "<Bericht>" für 2026-Q2 erzeuge
      Dann sagt der Bericht "Plan Fassung 1 vom 03.08.2026"
      Und sagt der Bericht nichts von "gilt intern"
      Angenommen intern sieht der Finanzierungsplan vor:
        | Kostenposition | Betrag         |
        | Beratung       | 1.400.000,00 € |
      Wenn ich den Bericht "<Bericht>" für 2026-Q3 erzeuge
      Dann sagt der Bericht "Plan Fassung 2 vom 03.08.2026"
      Und sagt der Bericht "Diese Fassung gilt intern; dem Zuwendungsgeber liegt Fassung 1 vor, nach der Abruf und Nachweis rechnen."

      Beispiele:
        | Bericht        |
        | quarterly      |
        | measure-sheets |
        | portfolio      |
        | cash-flow      |

    Szenario: Die Mehrausgabe trägt die Stadt (E18)
      Angenommen die Zuwendung "Z-1" der Phase B vom 01.01.2026 bis 31.12.2026 mit
        | Feld               | Wert            |
        | max_eligible_cents | 13.000.000,00 € |
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 3.000.000,00 € |
        | Reisen         | 1.500.000,00 € |
        | Technik        | 8.500.000,00 € |
      Und eine bezahlte Ausgabe über 3.000.000,00 € auf "Beratung"
      Und eine bezahlte Ausgabe über 1.700.000,00 € auf "Reisen"
      Und eine bezahlte Ausgabe über 8.400.000,00 € auf "Technik"
      Wenn ich den Bericht "financial-statement" für 2026-H1 erzeuge
      Dann steht im Bericht bei "Reisen" unter "in Prozent" "13,33 %"
      Und steht im Bericht bei "Summe" unter "Ist" "13.100.000,00 €"
      Und steht im Bericht bei "Zuwendung, eingegangen" unter "Ist" "0,00 €"
      Und steht im Bericht bei "Zuwendung, noch nicht eingegangen" unter "Ist" "8.450.000,00 €"
      Und steht im Bericht bei "Eigenanteil" unter "Ist" "4.650.000,00 €"
      Und sagt der Bericht "überschritten, andere nur um 100.000,00 € unterschritten"

    Szenario: Ohne Plan und ohne Ausgaben
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Wenn ich den Bericht "financial-statement" für 2026-H1 erzeuge
      Dann sagt der Bericht "noch keinen freigegebenen Finanzierungsplan"
      Und sagt der Bericht "sind keine Ausgaben angefallen"
      Und steht im Bericht bei "Summe" unter "Ist" "0,00 €"

  Regel: PLAN-01, CALL-02: Überblick über Maßnahmen, Abfluss und Datenqualität (eigene Berichte)
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase A läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag      |
        | Beratung       | 10.000,00 € |
      Und eine bezahlte Ausgabe über 1.234,56 € auf "Beratung"
      Und eine abrufbare Ausgabe über 1.000,00 €

    Szenario: Die Maßnahmenübersicht
      Angenommen der Mittelabruf "2026-H1" ist freigegeben
      Wenn ich den Bericht "portfolio" für 2026-Q2 erzeuge
      Dann steht im Bericht bei "Summe" unter "Geplant" "10.000,00 €"
      Und steht im Bericht bei "Summe" unter "Bezahlt" "2.234,56 €"
      Und steht im Bericht bei "Summe" unter "In Abrufen" "0,00 €"
      Und steht im Bericht bei "Summe" unter "Verfügbar" "7.765,44 €"
      Und steht im Bericht nichts bei "ohne Maßnahme"

    Szenario: Die Maßnahmenübersicht zählt einen Abruf ab seiner Freigabe
      Angenommen der Mittelabruf "2026-H1" ist freigegeben
      Wenn ich den Bericht "portfolio" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "Summe" unter "In Abrufen" "1.000,00 €"

    Szenario: Der Mittelabfluss zählt am Tag der Zahlung
      Angenommen der Mittelabruf "2026-H1" ist freigegeben
      Wenn ich den Bericht "cash-flow" für 2026-H2 erzeuge
      Dann steht im Bericht bei "2026" unter "Bezahlt" "2.234,56 €"
      Und steht im Bericht bei "1. Halbjahr 2026" unter "Bezahlt" "2.234,56 €"
      Und steht im Bericht bei "2. Halbjahr 2026" unter "Bezahlt" "0,00 €"
      Und steht im Bericht bei "Summe" unter "Abgerufen" "650,00 €"
      Und steht im Bericht bei "1. Halbjahr 2026" unter "Geplant" "5.000,00 €"
      Und steht im Bericht bei "1. Halbjahr 2026" unter "Rest" "2.765,44 €"

    Szenario: Vor der Zahlung ist nichts abgeflossen
      Wenn ich den Bericht "cash-flow" für 2026-Q1 erzeuge
      Dann steht im Bericht bei "2026" unter "Bezahlt" "0,00 €"
      Und steht im Bericht bei "2026" unter "Geplant" "10.000,00 €"

    Szenario: Die Maßnahmenblätter
      Wenn ich den Bericht "measure-sheets" für 2026-Q2 erzeuge
      Dann steht im Bericht bei "Sachausgaben" unter "Bezahlt" "2.234,56 €"
      Und steht im Bericht bei "Summe" unter "Geplant" "10.000,00 €"

    Szenario: Die Datenqualität nennt, was fehlt und was zu tun ist
      Wenn ich den Bericht "data-quality" für 2026-Q2 erzeuge
      Dann steht im Bericht bei "Belegdatei fehlt" unter "Zeilen" "1"
      Und steht im Bericht bei "Belegdatei fehlt" unter "Regel" "ELG-12"
      Und steht im Bericht bei "Belegdatei fehlt" unter "Was zu tun ist" "die Datei des Belegs ablegen"
      Und steht im Bericht bei "sachliche Feststellung fehlt" unter "Zeilen" "1"
      Und steht im Bericht bei "1" unter "Art" "fehlt noch"
      Und steht im Bericht nichts bei "2"

  Regel: GOB-01: Ein freigegebener Bericht ist überholt, wenn anders ist, was er zeigt
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 1.500.000,00 € |
      Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"

    Szenariogrundriss: Eine Einnahme überholt den Bericht des Zeitraums, in dem sie einging
      Wenn ich den Bericht "portfolio" für 2026-Q2 erzeuge
      Und die Kämmerei den Bericht freigibt
      Und ich die Einnahme "private" über 1.000,00 € vom <Tag> erfasse
      Dann ist der Bericht durch <Anzahl> Ereignisse überholt

      Beispiele: am letzten Tag und am Tag danach
        | Tag        | Anzahl |
        | 30.06.2026 | 1      |
        | 01.07.2026 | 0      |

    Szenariogrundriss: Ob ein Beleg abrufbar ist, überholt nur, wer davon spricht
      Angenommen eine abrufbare Ausgabe über 2.000,00 €
      Wenn ich den Bericht "<Bericht>" für 2026-Q2 erzeuge
      Und die Kämmerei den Bericht freigibt
      Und "rechnerisch" die Ausgabe zurückgibt mit dem Grund "Betrag prüfen"
      Dann ist der Bericht durch <Anzahl> Ereignisse überholt

      Beispiele: er nennt, was abrufbar ist
        | Bericht   | Anzahl |
        | cash-flow | 1      |
      Beispiele: er nennt nur Beauftragtes und Bezahltes
        | Bericht   | Anzahl |
        | portfolio | 0      |

    Szenario: Wer nichts davon druckt, ist nicht überholt
      Wenn ich den Bericht "accessibility-statement" für 2026 erzeuge
      Und die Kämmerei den Bericht freigibt
      Und ich die Einnahme "private" über 1.000,00 € vom 30.06.2026 erfasse
      Dann ist der Bericht durch 0 Ereignisse überholt
