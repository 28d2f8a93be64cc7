# language: de
Funktionalität: Rahmen des Programms

  Regel: PRG-02: Der Fördersatz wechselt nur mit Beleg der Haushaltslage
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027

    Szenario: Von 65 auf 90 % ohne Beleg nicht
      Wenn ich den Fördersatz auf 90 % ändere
      Dann ist der Hinderungsgrund "rate_evidence_missing" nach PRG-02

    Szenario: Mit dem Bescheid als Datei
      Wenn ich den Fördersatz mit Datei auf 90 % ändere
      Dann wird das angenommen

    Szenario: Mit abgelegtem Nachweis
      Angenommen der Nachweis "rate_evidence" vom 15.01.2026 liegt vor
      Wenn ich den Fördersatz auf 90 % ändere
      Dann wird das angenommen

    Szenariogrundriss: Der Nachweis gilt spätestens, wenn der neue Satz gilt
      Angenommen der Nachweis "rate_evidence" liegt vor und gilt ab <Tag>
      Wenn ich den Fördersatz ab dem 01.10.2026 auf 90 % ändere
      Dann <Ergebnis>

      Beispiele: am selben Tag
        | Tag        | Ergebnis            |
        | 01.10.2026 | wird das angenommen |
      Beispiele: einen Tag später
        | Tag        | Ergebnis                                                    |
        | 02.10.2026 | ist der Hinderungsgrund "rate_evidence_missing" nach PRG-02 |

    Szenariogrundriss: Für einen Satz, der rückwirkend gilt, zählt der Tag der Eingabe
      Angenommen der Nachweis "rate_evidence" liegt vor und gilt ab <Tag>
      Wenn ich den Fördersatz ab dem 01.02.2026 auf 90 % ändere
      Dann <Ergebnis>

      Beispiele: heute
        | Tag        | Ergebnis            |
        | 03.08.2026 | wird das angenommen |
      Beispiele: morgen
        | Tag        | Ergebnis                                                    |
        | 04.08.2026 | ist der Hinderungsgrund "rate_evidence_missing" nach PRG-02 |

    Szenariogrundriss: Verglichen wird mit dem Satz, der an diesem Tag gälte
      Angenommen der Fördersatz beträgt seit einem Bescheid mit Datei 90 %
      Und der Fördersatz sinkt ab dem 01.09.2026 auf 65 %
      Wenn ich den Fördersatz ab dem <Tag> auf 90 % ändere
      Dann <Ergebnis>

      Beispiele: solange der höhere noch gilt
        | Tag        | Ergebnis            |
        | 31.08.2026 | wird das angenommen |
      Beispiele: nach dem Sinken ist es ein neuer Wechsel
        | Tag        | Ergebnis                                                    |
        | 01.09.2026 | ist der Hinderungsgrund "rate_evidence_missing" nach PRG-02 |

    Szenario: Nach unten fällt es nur auf
      Angenommen der Fördersatz beträgt seit einem Bescheid mit Datei 90 %
      Wenn ich den Fördersatz auf 65 % ändere
      Dann gibt es den Hinweis "rate_evidence_missing" nach PRG-02

    Szenario: Ein Satz außerhalb der beiden ist kein Wechsel der Haushaltslage
      Wenn ich den Fördersatz auf 60 % ändere
      Dann wird das angenommen

    Szenariogrundriss: Auch über einen Zwischenschritt steigt er nicht ohne Beleg
      Wenn ich den Fördersatz auf <Satz> % ändere
      Dann ist der Hinderungsgrund "rate_evidence_missing" nach PRG-02

      Beispiele: schon der erste Schritt über 65 %
        | Satz |
        | 66   |
        | 80   |

    Szenario: Der zweite Schritt braucht seinen eigenen Beleg
      Angenommen der Fördersatz beträgt seit einem Bescheid mit Datei 80 %
      Wenn ich den Fördersatz auf 90 % ändere
      Dann ist der Hinderungsgrund "rate_evidence_missing" nach PRG-02

    Szenario: Zurück auf den niedrigeren Satz braucht es keinen Beleg
      Angenommen der Fördersatz beträgt seit einem Bescheid mit Datei 60 %
      Wenn ich den Fördersatz auf 65 % ändere
      Dann wird das angenommen

    Szenario: Ein ungewöhnlicher Satz fällt auch im Änderungsbescheid auf
      Wenn ich den Fördersatz auf 60 % ändere
      Dann gibt es den Hinweis "rate_unusual" nach PRG-02

    Szenario: Ein üblicher Satz fällt im Änderungsbescheid nicht auf
      Wenn ich den Fördersatz mit Datei auf 90 % ändere
      Dann gibt es keinen Hinweis "rate_unusual"

  Regel: PRG-02: Zu einem höheren Satz wird Geld erst abgerufen, wenn die Haushaltslage belegt ist
    Szenariogrundriss: Bis zum niedrigsten Satz des Programms braucht es keinen Beleg
      Angenommen die Zuwendung "Z-1" der Phase <Phase> mit dem Fördersatz <Satz> ist bereit zum Abruf
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann <Ergebnis>

      Beispiele: 65 %
        | Phase | Satz    | Ergebnis                                                    |
        | A     | 65,00 % | ist der Mittelabruf freigegeben                             |
        | B     | 65,00 % | ist der Mittelabruf freigegeben                             |
      Beispiele: darüber
        | Phase | Satz    | Ergebnis                                                    |
        | A     | 65,01 % | ist der Hinderungsgrund "gate_missing" nach PRG-02          |
        | B     | 65,01 % | ist der Hinderungsgrund "gate_missing" nach PRG-02          |
        | B     | 90,00 % | ist der Hinderungsgrund "gate_missing" nach PRG-02          |

    Szenariogrundriss: Der Beleg öffnet den Abruf an dem Tag, ab dem er gilt
      Angenommen die Zuwendung "Z-1" der Phase B mit dem Fördersatz 90,00 % ist bereit zum Abruf
      Und der Nachweis "rate_evidence" liegt vor und gilt ab <Tag>
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann <Ergebnis>

      Beispiele: heute
        | Tag        | Ergebnis                        |
        | 03.08.2026 | ist der Mittelabruf freigegeben |
      Beispiele: erst morgen
        | Tag        | Ergebnis                                           |
        | 04.08.2026 | ist der Hinderungsgrund "gate_missing" nach PRG-02 |

    Szenario: Schon der Entwurf sagt es, und ein anderer Nachweis hilft nicht
      Angenommen die Zuwendung "Z-1" der Phase B mit dem Fördersatz 90,00 % ist bereit zum Abruf
      Und der Nachweis "financing_plan" vom 15.01.2026 liegt vor
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann gibt es den Hinweis "rate_evidence_due" nach PRG-02
      Und ist die Voraussetzung "rate_evidence" offen

    Szenario: Mit Beleg sagt der Entwurf nichts
      Angenommen die Zuwendung "Z-1" der Phase B mit dem Fördersatz 90,00 % ist bereit zum Abruf
      Und der Nachweis "rate_evidence" vom 15.01.2026 liegt vor
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann gibt es keinen Hinweis "rate_evidence_due"
      Und ist die Voraussetzung "rate_evidence" erfüllt

    Szenariogrundriss: Auch der Probelauf sagt es
      Angenommen die Zuwendung "Z-1" der Phase B mit dem Fördersatz <Satz> ist bereit zum Abruf
      Wenn ich den Mittelabruf "2026-H1" probeweise entwerfe
      Dann <Ergebnis>

      Beispiele: 65 %
        | Satz    | Ergebnis                                              |
        | 65,00 % | gibt es keinen Hinweis "rate_evidence_due"            |
      Beispiele: 90 %
        | Satz    | Ergebnis                                              |
        | 90,00 % | gibt es den Hinweis "rate_evidence_due" nach PRG-02   |

    Szenario: Die Freigabe auf Probe wird abgelehnt wie die echte
      Angenommen die Zuwendung "Z-1" der Phase B mit dem Fördersatz 90,00 % ist bereit zum Abruf
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf probeweise freigibt
      Dann ist der Hinderungsgrund "gate_missing" nach PRG-02

    Szenario: Die Datei des Bescheids, der den Satz anhebt, ist der Beleg
      Angenommen die Zuwendung "Z-1" der Phase B mit dem Fördersatz 65,00 % ist bereit zum Abruf
      Und der Fördersatz beträgt seit einem Bescheid mit Datei 90 %
      Und der Entwurf des Mittelabrufs "2026-H2"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Mittelabruf freigegeben

    Szenariogrundriss: Es zählt der Satz am letzten Tag des Abrufs
      Angenommen die Zuwendung "Z-1" der Phase B mit dem Fördersatz 90,00 % ist bereit zum Abruf
      Und ein Änderungsbescheid senkt den Fördersatz ab 03.08.2026 auf 65 %
      Und der Entwurf des Mittelabrufs "<Zeitraum>"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann <Ergebnis>

      Beispiele: nach der Senkung
        | Zeitraum | Ergebnis                        |
        | 2026-H2  | ist der Mittelabruf freigegeben |
      Beispiele: davor
        | Zeitraum | Ergebnis                                           |
        | 2026-H1  | ist der Hinderungsgrund "gate_missing" nach PRG-02 |

  Regel: PRG-04: Phase A dauert zwei, Phase B fünf Jahre, sonst fällt das auf
    Szenariogrundriss: Auf den Tag
      Wenn Phase <Phase> als "Z-9" vom 01.01.2026 bis <Ende> beantragt wird mit
        | Feld | Wert |
      Dann <Hinweis>

      Beispiele: bis zum letzten Tag
        | Phase | Ende       | Hinweis                                 |
        | A     | 31.12.2027 | gibt es keinen Hinweis "phase_too_long" |
        | B     | 31.12.2030 | gibt es keinen Hinweis "phase_too_long" |
      Beispiele: einen Tag länger
        | Phase | Ende       | Hinweis                                          |
        | A     | 01.01.2028 | gibt es den Hinweis "phase_too_long" nach PRG-04 |
        | B     | 01.01.2031 | gibt es den Hinweis "phase_too_long" nach PRG-04 |

    Szenariogrundriss: Auch im Änderungsbescheid, auf den Tag
      Angenommen die Zuwendung "Z-9" der Phase <Phase> läuft vom 01.01.2026 bis 31.12.2027
      Wenn ein Änderungsbescheid "period_end" auf <Ende> ändern soll
      Dann <Hinweis>

      Beispiele: bis zum letzten Tag
        | Phase | Ende       | Hinweis                                 |
        | A     | 31.12.2027 | gibt es keinen Hinweis "phase_too_long" |
        | B     | 31.12.2030 | gibt es keinen Hinweis "phase_too_long" |
      Beispiele: einen Tag länger
        | Phase | Ende       | Hinweis                                          |
        | A     | 01.01.2028 | gibt es den Hinweis "phase_too_long" nach PRG-04 |
        | B     | 01.01.2031 | gibt es den Hinweis "phase_too_long" nach PRG-04 |

  Regel: PRG-03: Ein Höchstbetrag über dem des Programms fällt auch im Änderungsbescheid auf
    Szenariogrundriss: Ein Höchstbetrag auf den Cent
      Angenommen die Zuwendung "Z-9" der Phase <Phase> läuft vom 01.01.2026 bis 31.12.2027
      Wenn ein Änderungsbescheid "max_eligible_cents" auf <Betrag> ändern soll
      Dann <Hinweis>

      Beispiele: der des Programms
        | Phase | Betrag          | Hinweis                                      |
        | A     | 2.500.000,00 €  | gibt es keinen Hinweis "cap_above_programme" |
        | B     | 15.000.000,00 € | gibt es keinen Hinweis "cap_above_programme" |
      Beispiele: einen Cent darüber
        | Phase | Betrag          | Hinweis                                               |
        | A     | 2.500.000,01 €  | gibt es den Hinweis "cap_above_programme" nach PRG-03 |
        | B     | 15.000.000,01 € | gibt es den Hinweis "cap_above_programme" nach PRG-03 |

  Regel: PRG-12, PRG-08: Antragsunterlagen werden abgelegt, Formularnummern sind Daten
    Szenariogrundriss: Jede Art von Unterlage
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Wenn ich den Nachweis "<Art>" vom 15.01.2026 ablege
      Dann wird das angenommen

      Beispiele:
        | Art                |
        | gwg_identification |
        | financing_plan     |
        | application        |

    Szenario: Eine Unterlage aus der Zukunft gibt es nicht
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Wenn ich den Nachweis "application" vom 04.08.2026 ablege
      Dann wird das abgelehnt

  Regel: CALL-08: Nach dem letzten Abruf wird eine Berichtigung zur Erstattung
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 11.900,00 €

    Szenario: Gutschrift nach dem Schlussabruf (E16)
      Angenommen der Schlussabruf "2026-H1" ist freigegeben und am 03.08.2026 mit 7.735,00 € eingegangen
      Und eine Gutschrift über 1.190,00 € vom 15.07.2026
      Dann sind 773,50 € aus der Auszahlung vom 03.08.2026 zu erstatten

    Szenario: Die Erstattung wird von zwei Personen festgehalten
      Angenommen der Schlussabruf "2026-H1" ist freigegeben und am 03.08.2026 mit 7.735,00 € eingegangen
      Und eine Gutschrift über 1.190,00 € vom 15.07.2026
      Wenn ich "repayment" festlege
      Und "kaemmerei" die Festlegung bestätigt
      Dann wird das angenommen

    Szenariogrundriss: Gezahlt wird höchstens, was offen ist
      Angenommen die Erstattung von 773,50 € ist festgelegt und bestätigt
      Wenn ich heute <Betrag> erstatte
      Dann wird das <Ergebnis>

      Beispiele: bis zum offenen Betrag
        | Betrag   | Ergebnis   |
        | 773,50 € | angenommen |
      Beispiele: nichts, oder ein Cent mehr
        | Betrag   | Ergebnis  |
        | 773,51 € | abgelehnt |
        | 0,00 €   | abgelehnt |

    Szenario: Eine Teilzahlung lässt den Rest offen
      Angenommen die Erstattung von 773,50 € ist festgelegt und bestätigt
      Wenn ich heute 700,00 € erstatte
      Dann sind noch 73,50 € zu erstatten und 700,00 € erstattet

    Szenario: Nach der ganzen Zahlung ist nichts mehr offen
      Angenommen die Erstattung von 773,50 € ist festgelegt und bestätigt
      Und ich habe 773,50 € erstattet
      Wenn ich heute 0,01 € erstatte
      Dann ist der Hinderungsgrund "repayment_above_claim" nach CALL-08

    Szenariogrundriss: Ohne Schlussabruf zählt der Tag, an dem der Verwendungsnachweis eingereicht ist
      Angenommen der Mittelabruf "2026-H1" ist freigegeben
      Und der Zahlungseingang über 7.735,00 € vom 03.08.2026
      Und eine Gutschrift über <Gutschrift> vom 15.07.2026
      Und der Nachweis "proof_of_use_submitted" vom 03.08.2026 liegt vor
      Dann sind <Betrag> aus der Auszahlung vom 03.08.2026 zu erstatten

      Beispiele: zum Cent
        | Gutschrift | Betrag   |
        | 1.190,00 € | 773,50 € |
        | 0,02 €     | 0,01 €   |

    Szenario: Ein Schlussabruf über nichts wird abgelehnt und sagt, wo erstattet wird
      Angenommen der Mittelabruf "2026-H1" ist freigegeben
      Und der Zahlungseingang über 7.735,00 € vom 03.08.2026
      Und eine Gutschrift über 1.190,00 € vom 15.07.2026
      Und der Nachweis "proof_of_use_submitted" vom 03.08.2026 liegt vor
      Wenn ich den Schlussabruf "2026-H2" entwerfe
      Dann ist der Hinderungsgrund "nothing_to_call" nach CALL-08

    Szenario: Vor dem letzten Abruf ist nichts zu erstatten
      Angenommen der Mittelabruf "2026-H1" ist freigegeben
      Und der Zahlungseingang über 7.735,00 € vom 03.08.2026
      Und eine Gutschrift über 1.190,00 € vom 15.07.2026
      Wenn ich ohne Anspruch "repayment" festlege
      Dann ist der Hinderungsgrund "nothing_to_repay" nach CALL-08

    Szenario: Ohne Berichtigung ist auch danach nichts zu erstatten
      Angenommen der Schlussabruf "2026-H1" ist freigegeben und am 03.08.2026 mit 7.735,00 € eingegangen
      Wenn ich ohne Anspruch "repayment" festlege
      Dann ist der Hinderungsgrund "nothing_to_repay" nach CALL-08

  Regel: INT-01, INT-03: Was zu erstatten ist, liegt nicht zugleich unverwendet
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 11.900,00 €
      Und die Erstattung von 773,50 € ist festgelegt und bestätigt

    Szenario: Vor der Zahlung
      Dann liegen noch 0,00 € unverwendet
      Und sind von den Eingängen 773,50 € zu erstatten oder erstattet

    Szenariogrundriss: Nach der Zahlung, ob ein Cent fehlt oder keiner
      Wenn ich heute <Betrag> erstatte
      Dann liegen noch 0,00 € unverwendet
      Und sind von den Eingängen 773,50 € zu erstatten oder erstattet

      Beispiele: alles bis auf einen Cent
        | Betrag   |
        | 773,49 € |
      Beispiele: alles
        | Betrag   |
        | 773,50 € |
