# language: de
Funktionalität: Das Verfahren beschreibt sich selbst, und die Prüfung sieht alles

  Regel: GOB-04: Die Verfahrensdokumentation nennt Rechte, Regeln und Fassungen, wie sie gelten
    Szenario: Vor der Zuwendung steht kein Regelpaket in Kraft
      Wenn ich die Verfahrensdokumentation öffne
      Dann nennt sie kein Regelpaket der Zuwendung "Z-1"
      Und nennt sie zur Regel "GOB-04", wo sie entschieden wird

    Szenario: Mit der Zuwendung steht ihr Regelpaket mit Fassung da
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Wenn ich die Verfahrensdokumentation öffne
      Dann nennt sie zur Zuwendung "Z-1" das Regelpaket "kfw436-2020" in der Fassung "2020.1"

    Szenario: Wechselt das Regelpaket, nennt sie das neue
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und ein bestätigter Änderungsbescheid stellt auf das Regelpaket "anbest-p" um
      Wenn ich die Verfahrensdokumentation öffne
      Dann nennt sie zur Zuwendung "Z-1" das Regelpaket "anbest-p" in der Fassung "2019.1"

  Regel: MUN-10: Die Rechnungsprüfung liest alles und ändert nichts
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine bezahlte Ausgabe über 1.190,00 € auf "Beratung"

    Szenariogrundriss: Wer liest, was zu keiner Zuwendung gehört
      Wenn "<Person>" den ganzen Prüfpfad liest
      Dann <sieht> die Person auch, was zu keiner Zuwendung gehört

      Beispiele: die Prüfung
        | Person   | sieht |
        | pruefung | sieht |
      Beispiele: die Sachbearbeitung
        | Person          | sieht        |
        | sachbearbeitung | sieht nicht  |

    Szenario: Sie liest jeden Beleg
      Wenn "pruefung" die Belege der Zuwendung liest
      Dann wird das angenommen

    Szenariogrundriss: Sie ändert nichts daran
      Wenn "pruefung" an der Ausgabe "<Handlung>" versucht
      Dann fehlt dafür die Rolle

      Beispiele: Handlungen der Verwaltung
        | Handlung       |
        | certifications |
        | payment        |
        | reversal       |

    Szenario: Der Versuch steht im Prüfpfad
      Wenn "pruefung" an der Ausgabe "reversal" versucht
      Dann steht im Prüfpfad ein Versuch der Prüfung mit dem Ausgang "denied"
