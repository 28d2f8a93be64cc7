# language: de
Funktionalität: Mittelabruf im Halbjahr

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag          |
      | Beratung       | 13.000.000,00 € |

  Regel: PRG-01: Die Zuwendung ist 65 % der zuwendungsfähigen Ausgaben, einmal gerundet
    Szenariogrundriss: Kaufmännisch auf den Cent
      Angenommen eine abrufbare Ausgabe über <Betrag>
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>

      Beispiele:
        | Betrag         | Abruf        |
        | 412.345,67 €   | 268.024,69 € |
        | 5.212.345,67 € | 3.388.024,69 € |
        | 0,01 €         | 0,01 €       |
        | 0,02 €         | 0,01 €       |

    Szenario: Gerundet wird die Summe, nicht der einzelne Beleg
      Angenommen eine abrufbare Ausgabe über 0,01 €
      Und eine abrufbare Ausgabe über 0,01 €
      Und eine abrufbare Ausgabe über 0,01 €
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf 0,02 €

  Regel: CALL-01: Abgerufen wird halbjährlich für entstandene Ausgaben
    Szenariogrundriss: Solange das Halbjahr läuft, fällt das auf
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und heute ist der <Tag>
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann <Hinweis>

      Beispiele: ab dem letzten Tag
        | Tag        | Hinweis                                  |
        | 30.06.2026 | gibt es keinen Hinweis "period_not_over" |
      Beispiele: davor
        | Tag        | Hinweis                                            |
        | 29.06.2026 | gibt es den Hinweis "period_not_over" nach CALL-01 |

    Szenariogrundriss: Für einen Zeitraum, der noch nicht begonnen hat, wird nichts abgerufen
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und heute ist der <Tag>
      Wenn ich den Mittelabruf "2026-H2" entwerfe
      Dann <Ergebnis>

      Beispiele: am ersten Tag
        | Tag        | Ergebnis                         |
        | 01.07.2026 | lautet der Mittelabruf auf 650,00 € |
      Beispiele: davor
        | Tag        | Ergebnis                                                    |
        | 30.06.2026 | ist der Hinderungsgrund "period_not_begun" nach CALL-01 |

    Szenariogrundriss: Eine Zahlung, die erst bevorsteht, wird nicht abgerufen
      Angenommen heute ist der <Tag>
      Und eine abrufbare Ausgabe über 100,00 €
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 1.000,00 € |
        | payment_date | 20.06.2026 |
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>

      Beispiele: am Tag der Zahlung
        | Tag        | Abruf    |
        | 20.06.2026 | 715,00 € |
      Beispiele: am Tag davor
        | Tag        | Abruf   |
        | 19.06.2026 | 65,00 € |

    Szenariogrundriss: Die Zahlung entscheidet über das Halbjahr
      Angenommen heute ist der 05.01.2027
      Und eine abrufbare Ausgabe über 100,00 €
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 1.000,00 € |
        | payment_date | <Zahlung>  |
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>

      Beispiele: am letzten Tag
        | Zahlung    | Abruf    |
        | 30.06.2026 | 715,00 € |
      Beispiele: am Tag danach
        | Zahlung    | Abruf   |
        | 01.07.2026 | 65,00 € |

    Szenario: Ein Quartal ist kein Abrufzeitraum
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Wenn ich den Mittelabruf "2026-Q1" entwerfe
      Dann ist der Hinderungsgrund "period_kind" nach CALL-01

  Regel: CALL-02: Der Abruf ist der kumulierte Anspruch abzüglich aller früheren Abrufe
    Szenario: Ohne Anspruch gibt es nichts abzurufen
      Angenommen eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann ist der Hinderungsgrund "nothing_to_call" nach CALL-02

    Szenario: Zweiter Entwurf für dasselbe Halbjahr
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lässt der Stand das nicht mehr zu

  Regel: PRG-06, PRG-07: Kein Abruf der Phase B ohne Ratsbeschluss, Ausschussbeschluss, Genehmigung und Unterlagen
    Szenario: Der Entwurf darf offene Voraussetzungen haben, die Freigabe nicht (E36)
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Hinderungsgrund "gate_missing" nach PRG-06

    Szenariogrundriss: Jede offene Voraussetzung hat ihren eigenen Rat
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann rät die Ablehnung zu "<Art>" mit "<Dokument>" und "unter „Nachweise“ ablegen"
      Und rät die Zuwendung zur Voraussetzung "<Art>" dasselbe
      Und nennt der Prüfpfad die offene Voraussetzung "<Art>"

      Beispiele: alle der Phase B
        | Art                | Dokument                                  |
        | council_decision   | den Ratsbeschluss                         |
        | committee_decision | den Ausschussbeschluss                    |
        | ministry_approval  | die Freigabe der Strategie                |
        | phase_b_documents  | die Unterlagen zum Übergang               |

    Szenario: Was vorliegt, braucht keinen Rat
      Angenommen der Nachweis "council_decision" vom 15.01.2026 liegt vor
      Dann rät die Zuwendung zur Voraussetzung "council_decision" nichts

    Szenariogrundriss: Jeder einzelne Nachweis zählt
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und der Nachweis "<erster>" vom 15.01.2026 liegt vor
      Und der Nachweis "<zweiter>" vom 15.01.2026 liegt vor
      Und der Nachweis "<dritter>" vom 15.01.2026 liegt vor
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann wird das abgelehnt

      Beispiele: drei von vier genügen nicht
        | erster             | zweiter            | dritter           |
        | council_decision   | committee_decision | ministry_approval |
        | council_decision   | committee_decision | phase_b_documents |
        | council_decision   | ministry_approval  | phase_b_documents |
        | committee_decision | ministry_approval  | phase_b_documents |

    Szenario: Mit allen Nachweisen wird freigegeben
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Mittelabruf freigegeben
      Und ist die Ausgabe "called"
      Und beträgt "abgerufen" 650,00 €

    Szenario: Die Übertragung auf den Ausschuss ersetzt den Ratsbeschluss
      Angenommen der Nachweis "delegation_to_committee" vom 15.01.2026 liegt vor
      Dann ist die Voraussetzung "council_decision" erfüllt

  Regel: MUN-03: Wer entwirft, gibt nicht frei (E37)
    Szenario: Die Sachbearbeitung gibt den eigenen Abruf nicht frei
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "sachbearbeitung" den Mittelabruf freigibt
      Dann fehlt dafür die Rolle
      Und steht im Prüfpfad ein Ereignis "access.denied" mit dem Ausgang "denied"

  Regel: CALL-07: Nie mehr Zuwendung als der Anteil an den Ausgaben
    Szenario: Ein Eingang über dem Abruf fällt auf
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und der Mittelabruf ist eingereicht
      Wenn ich den Zahlungseingang über 650,01 € vom 03.08.2026 erfasse
      Dann gibt es den Hinweis "receipt_above_call" nach CALL-07

    Szenario: Der Eingang in Höhe des Abrufs
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und der Mittelabruf ist eingereicht
      Wenn ich den Zahlungseingang über 650,00 € vom 03.08.2026 erfasse
      Dann wird das angenommen
      Und beträgt "erhalten" 650,00 €

  Regel: CALL-08: Was nach dem Abruf berichtigt wird, mindert den nächsten
    Szenario: Gutschrift nach dem Abruf (E16)
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und eine abrufbare Ausgabe über 11.900,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und eine Gutschrift über 1.190,00 € vom 15.07.2026
      Und heute ist der 05.01.2027
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert        |
        | gross_cents  | 10.000,00 € |
        | payment_date | 15.09.2026  |
      Wenn ich den Mittelabruf "2026-H2" entwerfe
      Dann lautet der Mittelabruf auf 5.726,50 €

    Szenario: Storno nach dem Abruf
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und die Ausgabe ist storniert
      Und heute ist der 05.01.2027
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 3.000,00 € |
        | payment_date | 15.09.2026 |
      Wenn ich den Mittelabruf "2026-H2" entwerfe
      Dann lautet der Mittelabruf auf 1.300,00 €

    Szenario: Eine Kürzung ersetzt den abgerufenen Betrag
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und der Mittelabruf ist eingereicht
      Und die Bewilligungsstelle kürzt den Mittelabruf auf 600,00 €
      Dann beträgt "abgerufen" 600,00 €

    Szenario: Zurückziehen gibt die Belege wieder frei
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Wenn "kaemmerei" den Mittelabruf zurückzieht
      Dann wird das angenommen
      Und ist die Ausgabe "claimable"
      Und beträgt "abgerufen" 0,00 €
