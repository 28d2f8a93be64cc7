# language: de
Funktionalität: Mittel verschieben

  Regel: PRG-13: Innerhalb genehmigter Maßnahmen ohne Genehmigung, darüber hinaus nur mit Schreiben
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan nach Maßnahmen:
        | Kostenposition | Maßnahme | Kostenart | Jahr | Betrag     |
        | Beratung       | M-1      | SACH      | 2026 | 1.000,00 € |
        | Technik        | M-2      | SACH      | 2026 | 2.000,00 € |

    Szenario: Zwischen genehmigten Maßnahmen, von zwei Personen
      Wenn ich verschiebe
        | von      | aus  | nach    | in   | Betrag   |
        | Beratung | 2026 | Technik | 2026 | 400,00 € |
      Und "kaemmerei" die Verschiebung freigibt
      Dann wird das angenommen
      Und sind auf "Beratung" 600,00 € geplant
      Und sind auf "Technik" 2.400,00 € geplant
      Und beträgt "geplant" 3.000,00 €
      Und steht im Prüfpfad ein Ereignis "reallocation.released" mit dem Ausgang "ok"

    Szenario: Vor der Freigabe ändert sich nichts
      Wenn ich verschiebe
        | von      | aus  | nach    | in   | Betrag   |
        | Beratung | 2026 | Technik | 2026 | 400,00 € |
      Dann wird das angenommen
      Und sind auf "Beratung" 1.000,00 € geplant

    Szenario: In eine Maßnahme außerhalb des genehmigten Plans nicht ohne Schreiben
      Angenommen die weitere Maßnahme "M-3"
      Wenn ich in den neuen Einzelansatz der Maßnahme "M-3" ohne Schreiben verschiebe
        | von      | aus  | nach    | in   | Betrag   |
        | Beratung | 2026 | Neuland | 2026 | 400,00 € |
      Dann ist der Hinderungsgrund "approval_missing" nach PRG-13

    Szenario: In eine Maßnahme außerhalb des genehmigten Plans mit Schreiben
      Angenommen die weitere Maßnahme "M-3"
      Wenn ich in den neuen Einzelansatz der Maßnahme "M-3" mit Schreiben verschiebe
        | von      | aus  | nach    | in   | Betrag   |
        | Beratung | 2026 | Neuland | 2026 | 400,00 € |
      Und "kaemmerei" die Verschiebung freigibt
      Dann wird das angenommen
      Und sind auf "Neuland" 400,00 € geplant

  Regel: PRG-13, Pack mit "never": Jede Verschiebung braucht eine Genehmigung
    Grundlage:
      Angenommen das Regelpaket stellt ein, dass "reallocation_free" den Wert "never" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
        | Technik        | 2.000,00 € |

    Szenario: Ohne Schreiben nicht
      Wenn ich verschiebe
        | von      | aus  | nach    | in   | Betrag |
        | Beratung | 2026 | Technik | 2026 | 0,01 € |
      Dann ist der Hinderungsgrund "approval_missing" nach PRG-13

    Szenario: Mit Schreiben wohl
      Wenn ich mit dem Schreiben "KfW 9" verschiebe
        | von      | aus  | nach    | in   | Betrag |
        | Beratung | 2026 | Technik | 2026 | 0,01 € |
      Dann wird das angenommen

  Regel: PLAN-02: Eine Verschiebung ist begründet, gedeckt und führt nicht im Kreis
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
        | Technik        | 2.000,00 € |
        | Personal       | 3.000,00 € |

    Szenario: Ohne Begründung nicht
      Wenn ich ohne Begründung verschiebe
        | von      | aus  | nach    | in   | Betrag |
        | Beratung | 2026 | Technik | 2026 | 1,00 € |
      Dann ist der Hinderungsgrund "reason_missing" nach PLAN-02

    Szenariogrundriss: Höchstens, was der Ansatz im Jahr hat
      Wenn ich verschiebe
        | von      | aus    | nach    | in   | Betrag   |
        | Beratung | <Jahr> | Technik | 2026 | <Betrag> |
      Dann wird das <Ergebnis>

      Beispiele: der ganze Ansatz
        | Jahr | Betrag     | Ergebnis   |
        | 2026 | 1.000,00 € | angenommen |
      Beispiele: mehr, ein anderes Jahr, nichts
        | Jahr | Betrag     | Ergebnis  |
        | 2026 | 1.000,01 € | abgelehnt |
        | 2027 | 0,01 €     | abgelehnt |
        | 2026 | 0,00 €     | abgelehnt |
        | 2026 | -0,01 €    | abgelehnt |

    Szenario: Mehr als der Ansatz hat, nennt die Regel
      Wenn ich verschiebe
        | von      | aus  | nach    | in   | Betrag     |
        | Beratung | 2026 | Technik | 2026 | 1.000,01 € |
      Dann ist der Hinderungsgrund "line_short" nach PLAN-02

    Szenario: Auf sich selbst
      Wenn ich verschiebe
        | von      | aus  | nach     | in   | Betrag |
        | Beratung | 2026 | Beratung | 2026 | 1,00 € |
      Dann ist der Hinderungsgrund "reallocation_circular" nach PLAN-02

    Szenario: Im Kreis über drei Ansätze
      Wenn ich verschiebe
        | von      | aus  | nach     | in   | Betrag   |
        | Beratung | 2026 | Technik  | 2026 | 100,00 € |
        | Technik  | 2026 | Personal | 2026 | 100,00 € |
        | Personal | 2026 | Beratung | 2026 | 100,00 € |
      Dann ist der Hinderungsgrund "reallocation_circular" nach PLAN-02
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

    Szenario: Eine Kette ist kein Kreis
      Wenn ich verschiebe
        | von      | aus  | nach     | in   | Betrag   |
        | Beratung | 2026 | Technik  | 2026 | 100,00 € |
        | Technik  | 2026 | Personal | 2026 | 100,00 € |
      Dann wird das angenommen

    Szenario: Zurückverschieben fällt auf
      Angenommen verschoben ist
        | von      | aus  | nach    | in   | Betrag   |
        | Beratung | 2026 | Technik | 2026 | 100,00 € |
      Wenn ich verschiebe
        | von     | aus  | nach     | in   | Betrag   |
        | Technik | 2026 | Beratung | 2026 | 100,00 € |
      Dann gibt es den Hinweis "reallocation_returns" nach PLAN-02

    Szenariogrundriss: Verschoben wird Erspartes
      Angenommen eine bezahlte Ausgabe über 600,00 € auf "Beratung"
      Wenn ich verschiebe
        | von      | aus  | nach    | in   | Betrag   |
        | Beratung | 2026 | Technik | 2026 | <Betrag> |
      Dann <Hinweis>

      Beispiele: noch nicht verbraucht
        | Betrag   | Hinweis                                 |
        | 400,00 € | gibt es keinen Hinweis "line_below_use" |
      Beispiele: schon verbraucht
        | Betrag   | Hinweis                                           |
        | 400,01 € | gibt es den Hinweis "line_below_use" nach PLAN-02 |

    Szenario: Wer vorschlägt, gibt nicht frei
      Wenn ich verschiebe
        | von      | aus  | nach    | in   | Betrag |
        | Beratung | 2026 | Technik | 2026 | 1,00 € |
      Und "sachbearbeitung" die Verschiebung freigibt
      Dann fehlt dafür die Rolle

  Regel: PLAN-10: Verschoben wird nur in einem geltenden Plan
    Szenario: Ohne Planfassung
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Wenn ich verschiebe
        | von      | aus  | nach    | in   | Betrag |
        | Beratung | 2026 | Technik | 2026 | 1,00 € |
      Dann ist der Hinderungsgrund "plan_missing" nach PLAN-10

  Regel: INV-05: Investive Mittel werden nicht stillschweigend umgewidmet
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan nach Maßnahmen:
        | Kostenposition | Maßnahme | Kostenart | Jahr | Betrag     |
        | Beratung       | M-1      | SACH      | 2026 | 1.000,00 € |
        | Sensoren       | M-1      | INVEST    | 2026 | 2.000,00 € |
        | Server         | M-1      | INVEST    | 2026 | 2.000,00 € |

    Szenariogrundriss: Zu und von Investitionen nur mit eigener Begründung
      Wenn ich verschiebe
        | von   | aus  | nach   | in   | Betrag |
        | <Von> | 2026 | <Nach> | 2026 | 1,00 € |
      Dann wird das <Ergebnis>

      Beispiele: gleiche Art
        | Von      | Nach   | Ergebnis   |
        | Sensoren | Server | angenommen |
      Beispiele: andere Art
        | Von      | Nach     | Ergebnis  |
        | Sensoren | Beratung | abgelehnt |
        | Beratung | Server   | abgelehnt |

    Szenario: Ohne Begründung des Wechsels
      Wenn ich verschiebe
        | von      | aus  | nach     | in   | Betrag |
        | Sensoren | 2026 | Beratung | 2026 | 1,00 € |
      Dann ist der Hinderungsgrund "category_reason_missing" nach INV-05

    Szenario: Mit Begründung bleibt der Wechsel als Hinweis sichtbar
      Wenn ich die Kostenart begründet mit "Miete statt Kauf" verschiebe
        | von      | aus  | nach     | in   | Betrag |
        | Sensoren | 2026 | Beratung | 2026 | 1,00 € |
      Dann gibt es den Hinweis "category_changed" nach INV-05

  Regel: PLAN-08, NOTE-06: Nicht verbrauchte Jahresmittel auf Antrag in ein späteres Jahr
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |

    Szenario: Der Antrag öffnet die Mitteilung und wird mit Zustimmung wirksam
      Wenn ich verschiebe
        | von      | aus  | nach     | in   | Betrag   |
        | Beratung | 2026 | Beratung | 2027 | 300,00 € |
      Und "kaemmerei" die Verschiebung mit dem Schreiben "KfW 10" freigibt
      Dann wird das angenommen
      Und sind 2026 700,00 € geplant
      Und sind 2027 300,00 € geplant
      Und steht im Prüfpfad ein Ereignis "notice.opened" mit dem Ausgang "ok"

    Szenario: Ohne Zustimmung bleibt es beim Antrag
      Wenn ich verschiebe
        | von      | aus  | nach     | in   | Betrag   |
        | Beratung | 2026 | Beratung | 2027 | 300,00 € |
      Und "kaemmerei" die Verschiebung freigibt
      Dann ist der Hinderungsgrund "consent_missing" nach PLAN-08

    Szenario: Nicht in ein früheres Jahr
      Wenn ich verschiebe
        | von      | aus  | nach     | in   | Betrag   |
        | Beratung | 2026 | Beratung | 2025 | 300,00 € |
      Dann ist der Hinderungsgrund "rephasing_backwards" nach PLAN-08

    Szenariogrundriss: Rechtzeitig heißt vor dem Ende des Jahres
      Angenommen heute ist der <Tag>
      Wenn ich verschiebe
        | von      | aus  | nach     | in   | Betrag   |
        | Beratung | 2026 | Beratung | 2027 | 300,00 € |
      Dann <Hinweis>

      Beispiele: rechtzeitig
        | Tag        | Hinweis                                 |
        | 31.12.2026 | gibt es keinen Hinweis "rephasing_late" |
      Beispiele: zu spät
        | Tag        | Hinweis                                           |
        | 01.01.2027 | gibt es den Hinweis "rephasing_late" nach PLAN-08 |

  Regel: CALL-10: Wer zeichnet, muss an diesem Tag zeichnungsberechtigt sein
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 5.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H1"

    Szenariogrundriss: Freigegeben am 03.08.2026
      Angenommen "Bürgermeister" darf vom <Ab> bis <Bis> zeichnen
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann wird das <Ergebnis>

      Beispiele: erster und letzter Tag
        | Ab         | Bis        | Ergebnis   |
        | 03.08.2026 | 31.12.2026 | angenommen |
        | 01.01.2026 | 03.08.2026 | angenommen |
      Beispiele: noch nicht und nicht mehr
        | Ab         | Bis        | Ergebnis  |
        | 04.08.2026 | 31.12.2026 | abgelehnt |
        | 01.01.2026 | 02.08.2026 | abgelehnt |

    Szenario: Abgelaufen wird mit Grund abgelehnt
      Angenommen "Bürgermeister" darf vom 01.01.2026 bis 02.08.2026 zeichnen
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Hinderungsgrund "signatory_expired" nach CALL-10

    Szenario: Auch wer ausdrücklich genannt wird
      Angenommen "Beigeordnete" darf vom 01.01.2026 bis 31.12.2026 zeichnen
      Und "Bürgermeister" darf vom 01.01.2026 bis 02.08.2026 zeichnen
      Wenn "kaemmerei" den Mittelabruf mit dieser Unterschrift freigibt
      Dann ist der Hinderungsgrund "signatory_expired" nach CALL-10

    Szenario: Die Freigabe nennt, wer an diesem Tag zeichnen darf
      Angenommen "Beigeordnete" darf vom 01.01.2026 bis 31.12.2026 zeichnen
      Und "Bürgermeister" darf vom 01.01.2026 bis 02.08.2026 zeichnen
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann nennt der Mittelabruf 1 Zeichnungsberechtigte

    Szenario: Der Mittelabruf nennt mit Namen und Amt, wer am Tag der Freigabe zeichnet
      Angenommen "Beigeordnete" darf vom 01.01.2026 bis 03.08.2026 zeichnen
      Wenn "kaemmerei" den Mittelabruf freigibt
      Und ich den Bericht "call-package" für 2026-H1 erzeuge
      Dann steht im Bericht bei "Erika Muster" unter "Funktion" "Beigeordnete"
      Und steht im Bericht bei "Unterschriftenblatt" unter "Stand" "liegt vor"

    Szenario: Vor der Freigabe nennt der Mittelabruf niemanden
      Angenommen "Beigeordnete" darf vom 01.01.2026 bis 03.08.2026 zeichnen
      Wenn ich den Bericht "call-package" für 2026-H1 erzeuge
      Dann steht im Bericht nichts bei "Erika Muster"
      Und steht im Bericht bei "Unterschriftenblatt" unter "Stand" "fehlt noch"

    Szenario: Ein leeres Verzeichnis wird nicht geprüft
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann nennt der Mittelabruf 0 Zeichnungsberechtigte

    Szenario: Ohne Unterschriftenblatt kein Eintrag
      Wenn ich eine Person ohne Unterschriftenblatt eintrage
      Dann ist der Hinderungsgrund "document_missing" nach CALL-10

    Szenario: Ende vor Beginn
      Wenn ich "Bürgermeister" vom 02.01.2026 bis 01.01.2026 als zeichnungsberechtigt eintrage
      Dann ist der Hinderungsgrund "period_reversed" nach CALL-10
