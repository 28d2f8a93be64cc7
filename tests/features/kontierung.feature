# language: de
Funktionalität: Kontierung eines Belegs und die Hände in der Buchhaltung

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |

  Regel: MUN-07: Ein Beleg kann auf mehrere Konten verteilt sein; die Teile ergeben den Rechnungsbetrag
    Szenariogrundriss: Die Teile auf den Cent
      Wenn ich eine Ausgabe über 1.000,00 € erfasse mit den Kontierungen "01.11.05 / 5291000 / 4711 / / 2026 = 600,00 | 01.11.06 / 5291000 / 4712 / / 2026 = <Rest>"
      Dann ist die Antwort <Ergebnis>

      Beispiele: ergeben zusammen 1.000,00 €
        | Rest   | Ergebnis   |
        | 400,00 | angenommen |
      Beispiele: ein Cent zu wenig, ein Cent zu viel
        | Rest   | Ergebnis  |
        | 399,99 | abgelehnt |
        | 400,01 | abgelehnt |

    Szenario: Der Grund nennt den Unterschied
      Wenn ich eine Ausgabe über 1.000,00 € erfasse mit den Kontierungen "01.11.05 / 5291000 / 4711 / / 2026 = 600,00"
      Dann ist der Hinderungsgrund "assignments_differ_from_gross" nach MUN-07
      Und nennt die Antwort "400,00 €"

    Szenario: Die einzelnen Felder gelten für den ganzen Beleg
      Wenn ich eine Ausgabe erfasse mit
        | Feld    | Wert     |
        | product | 01.11.05 |
        | account | 5291000  |
      Dann wird die Ausgabe angenommen

    Szenario: Die Liste der Buchhaltung bringt mehrere Kontierungen mit
      Wenn ich die Liste mit Kontierungen einlese
      Dann hat die Ausgabe 2 Kontierungen

  Regel: MUN-08: Welche Kontenklasse zu welcher Kostenart gehört, legt die Stadt fest
    Szenariogrundriss: Das Konto passt zur Kostenposition oder es gibt einen Hinweis
      Wenn ich eine Ausgabe erfasse mit
        | Feld    | Wert    |
        | account | <Konto> |
      Dann wird die Ausgabe angenommen
      Und ist die Zahl der Hinweise nach MUN-08 <Zahl>

      Beispiele: Kostenposition der Sachausgaben
        | Konto   | Zahl |
        | 5291000 | 0    |
        | 5011000 | 1    |
        | 0821000 | 1    |
      Beispiele: die letzte zugeordnete Klasse, die erste danach, eine fremde
        | Konto   | Zahl |
        | 5499999 | 0    |
        | 5500000 | 1    |
        | 9999999 | 1    |

    Szenario: Ein unbekanntes Konto steht im Bericht zur Datenqualität
      Angenommen eine erfasste Ausgabe mit
        | Feld    | Wert    |
        | account | 9999999 |
      Wenn ich den Bericht "data-quality" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "Kontenklasse ohne Kostenart" unter "Art" "Hinweis"
      Und steht im Bericht bei "Kontenklasse ohne Kostenart" unter "Maßgeblicher Wert" "Kostenart je Kontenklasse"
      Und steht im Bericht bei "Kontenklasse ohne Kostenart" unter "Regelpaket, Fassung" "komhvo-nrw, 2024.1"

  Regel: MUN-03: Zahlungsanordnungen geben zwei Beschäftigte frei (§ 31 Abs. 3 KomHVO NRW)
    Szenariogrundriss: Zwei Freigaben von zwei Personen
      Wenn ich eine Ausgabe erfasse mit
        | Feld      | Wert   |
        | release_1 | P-1    |
        | release_2 | <Wer>  |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: zwei Personen
        | Wer | Ergebnis   |
        | P-2 | angenommen |
      Beispiele: eine Person
        | Wer | Ergebnis  |
        | P-1 | abgelehnt |

    Szenario: Nur eine Freigabe ist ein Hinweis
      Wenn ich eine Ausgabe erfasse mit
        | Feld      | Wert |
        | release_1 | P-1  |
      Dann gibt es den Hinweis "second_release_missing" nach MUN-03

  Regel: MUN-02: Wer zahlt oder bucht, stellt nur fest, wenn nur diese Person den Sachverhalt beurteilen kann
    Szenario: Wer gebucht hat, stellt nicht fest
      Angenommen eine erfasste Ausgabe mit
        | Feld      | Wert     |
        | booked_by | sachlich |
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann ist der Hinderungsgrund "certifier_paid_or_booked" nach MUN-02

    Szenario: Mit der begründeten Ausnahme schon
      Angenommen eine erfasste Ausgabe mit
        | Feld              | Wert                             |
        | booked_by         | sachlich                         |
        | sole_judge_reason | einzige Fachkundige der Funknetze |
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann wird das angenommen

    Szenario: Andere Beschäftigte stellen wie gewohnt fest
      Angenommen eine erfasste Ausgabe mit
        | Feld      | Wert        |
        | booked_by | rechnerisch |
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann wird das angenommen
