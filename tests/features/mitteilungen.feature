# language: de
Funktionalität: Mitteilungen an den Zuwendungsgeber

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag     |
      | Beratung       | 1.000,00 € |
      | Reisen         | 1.000,00 € |

  Regel: NOTE-01: Weitere Mittel sind mitzuteilen (ANBest Nr. 5)
    Szenariogrundriss: Geld von anderen, nicht eigenes
      Wenn ich die Einnahme "<Art>" über 0,01 € vom 01.08.2026 erfasse
      Dann sind <Zahl> Mitteilungen offen

      Beispiele: von anderen
        | Art          | Zahl |
        | other_public | 1    |
        | private      | 1    |
      Beispiele: eigenes Geld
        | Art | Zahl |
        | own | 0    |

    Szenario: Zu senden ist sie in 14 Tagen
      Wenn ich die Einnahme "other_public" über 5.000,00 € vom 01.08.2026 erfasse
      Dann ist die Mitteilung nach NOTE-01 bis 17.08.2026 zu senden
      Und nennt die Mitteilung 5.000,00 €

    Szenario: Eine neue Finanzierungsquelle im Plan
      Angenommen eine neue Planfassung nennt "Land" als Finanzierungsquelle
      Dann ist die Mitteilung nach NOTE-01 bis 17.08.2026 zu senden

    Szenario: Dieselbe Quelle noch einmal ist keine neue
      Angenommen eine neue Planfassung nennt "Land" als Finanzierungsquelle
      Und eine neue Planfassung nennt "Land" als Finanzierungsquelle
      Dann sind 1 Mitteilungen offen

  Regel: NOTE-02: Eine Maßnahme wird eingestellt oder ändert sich (ANBest Nr. 5)
    Szenariogrundriss: Die Projektleitung meldet
      Wenn "projektleitung" für "M-1" meldet "<Art>"
      Dann wird das angenommen
      Und ist die Mitteilung nach NOTE-02 bis 17.08.2026 zu senden

      Beispiele: beide Arten
        | Art     |
        | stopped |
        | scope   |

    Szenario: Wer die Maßnahme nicht leitet, meldet nichts
      Wenn "sachlich" für "M-1" meldet "stopped"
      Dann fehlt dafür die Rolle

    Szenario: Ohne Beschreibung keine Meldung
      Wenn "projektleitung" für "M-1" ohne Beschreibung meldet
      Dann ist der Hinderungsgrund "reason_missing" nach NOTE-02

  Regel: NOTE-03: Der Zweck ist nicht oder nicht mit den Mitteln erreichbar (ANBest Nr. 5)
    Szenariogrundriss: Nur Rot ist mitzuteilen
      Wenn "projektleitung" für "M-1" im Quartal 2026-Q3 "<Ampel>" meldet
      Dann sind <Zahl> Mitteilungen offen

      Beispiele: gefährdet
        | Ampel | Zahl |
        | amber | 0    |
      Beispiele: gestört
        | Ampel | Zahl |
        | red   | 1    |

    Szenariogrundriss: Mehr als der ganze Plan
      Angenommen eine Ausgabe über 1.000,00 € auf "Reisen"
      Und eine Ausgabe über <Betrag> auf "Beratung"
      Dann sind <Zahl> Mitteilungen nach NOTE-03 offen

      Beispiele: bis zum Plan
        | Betrag     | Zahl |
        | 1.000,00 € | 0    |
      Beispiele: einen Cent darüber
        | Betrag     | Zahl |
        | 1.000,01 € | 1    |

  Regel: NOTE-06: Ein Einzelansatz wird um mehr als 20 % überschritten (E17)
    Szenariogrundriss: Grenze bei 120 %
      Angenommen eine Ausgabe über <Betrag> auf "Beratung"
      Dann sind <Zahl> Mitteilungen nach NOTE-06 offen

      Beispiele: genau 20 %
        | Betrag     | Zahl |
        | 1.200,00 € | 0    |
      Beispiele: einen Cent mehr
        | Betrag     | Zahl |
        | 1.200,01 € | 1    |

    Szenariogrundriss: Steht der Anlass nach einem Storno nicht mehr in den Büchern, sagt die Mitteilung das
      Angenommen eine Ausgabe über <Bleibt> auf "Beratung"
      Und eine Ausgabe über 500,00 € auf "Beratung", die storniert ist
      Dann ist der Anlass von <Zahl> Mitteilungen weggefallen
      Und sind 1 Mitteilungen nach NOTE-06 offen

      Beispiele: wieder genau 20 %
        | Bleibt     | Zahl |
        | 1.200,00 € | 1    |
      Beispiele: noch einen Cent darüber
        | Bleibt     | Zahl |
        | 1.200,01 € | 0    |

    Szenariogrundriss: Eine neue Planfassung lässt den Anlass nur weg, wo sie reicht
      Angenommen eine Ausgabe über 1.500,00 € auf "Beratung"
      Und eine neue Planfassung mit <Ansatz> auf "Beratung"
      Dann ist der Anlass von <Zahl> Mitteilungen weggefallen

      Beispiele: sie reicht
        | Ansatz     | Zahl |
        | 1.250,00 € | 1    |
      Beispiele: sie reicht nicht
        | Ansatz     | Zahl |
        | 1.249,99 € | 0    |

    Szenario: Für dieselbe Planfassung wird einmal mitgeteilt
      Angenommen eine Ausgabe über 1.200,01 € auf "Beratung"
      Und eine Ausgabe über 10,00 € auf "Beratung"
      Wenn ich die Bücher auf Anlässe durchsehe
      Dann sind 1 Mitteilungen nach NOTE-06 offen

  Regel: NOTE-01: Offen, bis sie versandt oder von zweien für entbehrlich befunden ist
    Grundlage:
      Angenommen die Einnahme "other_public" über 5.000,00 € vom 01.08.2026

    Szenariogrundriss: Versandt wird nicht vor dem Anlass und nicht morgen
      Wenn ich die Mitteilung am <Tag> versende
      Dann wird das <Ergebnis>

      Beispiele: heute
        | Tag        | Ergebnis   |
        | 03.08.2026 | angenommen |
      Beispiele: gestern und morgen
        | Tag        | Ergebnis  |
        | 02.08.2026 | abgelehnt |
        | 04.08.2026 | abgelehnt |

    Szenario: Versandt ist erledigt
      Wenn ich die Mitteilung am 03.08.2026 versende
      Dann sind 0 Mitteilungen offen
      Und steht im Prüfpfad ein Ereignis "notice.sent" mit dem Ausgang "ok"

    Szenario: Eine Begründung allein schließt sie nicht
      Wenn ich die Mitteilung für entbehrlich halte
      Dann wird das angenommen
      Und sind 1 Mitteilungen offen

    Szenario: Mit Zustimmung der zweiten Person ist sie entbehrlich
      Angenommen die Mitteilung ist als entbehrlich begründet
      Wenn "kaemmerei" der Entbehrlichkeit zustimmt
      Dann sind 0 Mitteilungen offen

    Szenario: Wer begründet, stimmt nicht zu
      Angenommen die Mitteilung ist als entbehrlich begründet
      Wenn "sachbearbeitung" der Entbehrlichkeit zustimmt
      Dann fehlt dafür die Rolle

    Szenario: Ohne Begründung gibt es nichts zuzustimmen
      Wenn "kaemmerei" der Entbehrlichkeit zustimmt
      Dann lässt der Stand das nicht mehr zu

    Szenario: Eine Antwort gibt es erst nach dem Versand
      Wenn ich die Antwort vom 03.08.2026 ablege
      Dann lässt der Stand das nicht mehr zu

    Szenariogrundriss: Die Antwort kommt nach dem Versand
      Angenommen die Mitteilung ist am 03.08.2026 versandt
      Wenn ich die Antwort vom <Tag> ablege
      Dann wird das <Ergebnis>

      Beispiele: am selben Tag
        | Tag        | Ergebnis   |
        | 03.08.2026 | angenommen |
      Beispiele: davor und danach
        | Tag        | Ergebnis  |
        | 02.08.2026 | abgelehnt |
        | 04.08.2026 | abgelehnt |

    Szenario: Ein irrtümlich vermerkter Versand wird zurückgenommen
      Angenommen die Mitteilung ist am 03.08.2026 versandt
      Wenn ich den Versand mit der Begründung "Der Brief ging nicht hinaus" zurücknehme
      Dann wird das angenommen
      Und sind 1 Mitteilungen offen
      Und hat die Mitteilung ihre Frist am 17.08.2026
      Und steht der zurückgenommene Versand vom 03.08.2026 in ihrem Verlauf
      Und steht im Prüfpfad ein Ereignis "notice.sending_withdrawn" mit dem Ausgang "ok"

    Szenario: Ohne Begründung bleibt sie versandt
      Angenommen die Mitteilung ist am 03.08.2026 versandt
      Wenn ich den Versand mit der Begründung " " zurücknehme
      Dann ist der Hinderungsgrund "reason_missing" nach NOTE-01
      Und sind 0 Mitteilungen offen

    Szenario: Was nicht versandt ist, wird nicht zurückgenommen
      Wenn ich den Versand mit der Begründung "Irrtum" zurücknehme
      Dann lässt der Stand das nicht mehr zu

    Szenario: Eine Antwort belegt, dass die Mitteilung ankam
      Angenommen die Mitteilung ist am 03.08.2026 versandt
      Und die Antwort vom 03.08.2026 ist abgelegt
      Wenn ich den Versand mit der Begründung "Irrtum" zurücknehme
      Dann lässt der Stand das nicht mehr zu
      Und ist der Hinderungsgrund "answer_stands" nach NOTE-01

    Szenario: Ist auch die Antwort ein Irrtum, geht beides nacheinander
      Angenommen die Mitteilung ist am 03.08.2026 versandt
      Und die Antwort vom 03.08.2026 ist abgelegt
      Und die Antwort ist zurückgenommen
      Wenn ich den Versand mit der Begründung "Irrtum" zurücknehme
      Dann sind 1 Mitteilungen offen

    Szenario: Der Brief nennt einen zurückgenommenen Versand nicht mehr
      Angenommen die Mitteilung ist am 03.08.2026 versandt
      Und der Versand ist zurückgenommen
      Wenn ich den Brief des Quartals 2026-Q3 erzeuge
      Dann nennt der Brief als docx "17.08.2026"
      Und nennt der Brief als docx nicht "Az. 11"

    Szenario: Danach wirklich versandt, nennt der Brief es wieder
      Angenommen die Mitteilung ist am 03.08.2026 versandt
      Und der Versand ist zurückgenommen
      Und die Mitteilung ist am 03.08.2026 versandt
      Wenn ich den Brief des Quartals 2026-Q3 erzeuge
      Dann nennt der Brief als docx "Az. 11"

    Szenariogrundriss: Die Liste zeigt, was bis zu einem Tag zu senden ist
      Dann zeigt die Liste der Mitteilungen mit "<Filter>" <Zahl>

      Beispiele: am letzten Tag
        | Filter                   | Zahl |
        | due_to=2026-08-17        | 1    |
        | due_from=2026-08-17      | 1    |
        | status=open&rule=NOTE-01 | 1    |
      Beispiele: einen Tag davor, danach, noch nicht überfällig
        | Filter                   | Zahl |
        | due_to=2026-08-16        | 0    |
        | due_from=2026-08-18      | 0    |
        | overdue=true             | 0    |

    Szenario: Die offene Mitteilung ist eine Frist
      Dann hat die Mitteilung ihre Frist am 17.08.2026

  Regel: NOTE-01: Der Brief liegt als Entwurf bereit, als PDF und für die Textverarbeitung
    Szenariogrundriss: Er nennt Anlass und Betrag
      Angenommen die Einnahme "other_public" über 5.000,00 € vom 01.08.2026
      Wenn ich den Brief des Quartals 2026-Q3 erzeuge
      Dann nennt der Brief als <Format> "5.000,00"

      Beispiele: beide Formen
        | Format |
        | pdf    |
        | docx   |

    Szenario: Wo nichts mitzuteilen ist, sagt er das
      Wenn ich den Brief des Quartals 2026-Q3 erzeuge
      Dann nennt der Brief als docx "nichts mitzuteilen"

  Regel: NOTE-01: Jede Mitteilung hat ihren eigenen Brief
    Szenariogrundriss: Er nennt Anlass, Regel, Betrag und Empfänger
      Angenommen die Einnahme "other_public" über 5.000,00 € vom 01.08.2026
      Wenn "sachbearbeitung" den Brief der Mitteilung als <Format> abruft
      Dann nennt der Brief als <Format> "5.000,00"
      Und nennt der Brief als <Format> "NOTE-01, ANBest Nr. 5"
      Und nennt der Brief als <Format> "Bewilligungsstelle des Bescheids"
      Und nennt der Brief als <Format> nicht "17.08.2026"
      Und steht der Abruf des Briefs im Prüfpfad

      Beispiele: beide Formen
        | Format |
        | pdf    |
        | docx   |

    Szenario: Von der anderen Mitteilung steht nichts darin
      Angenommen die Einnahme "other_public" über 5.000,00 € vom 01.08.2026
      Und "projektleitung" hat für "M-1" "stopped" gemeldet
      Wenn ich den Brief der Mitteilung nach NOTE-02 als docx abrufe
      Dann nennt der Brief als docx "Der Partner hat abgesagt."
      Und nennt der Brief als docx nicht "5.000,00"
      Wenn ich den Brief der Mitteilung nach NOTE-01 als docx abrufe
      Dann nennt der Brief als docx "5.000,00"
      Und nennt der Brief als docx nicht "Der Partner hat abgesagt."

    Szenario: Solange nur eine Person sie für entbehrlich hält, gibt es ihn
      Angenommen die Einnahme "other_public" über 5.000,00 € vom 01.08.2026
      Und die Mitteilung ist als entbehrlich begründet
      Wenn "sachbearbeitung" den Brief der Mitteilung als docx abruft
      Dann nennt der Brief als docx "5.000,00"

    Szenario: Stimmt die zweite zu, ist nichts zu senden
      Angenommen die Einnahme "other_public" über 5.000,00 € vom 01.08.2026
      Und die Mitteilung ist als entbehrlich begründet
      Und "kaemmerei" hat der Entbehrlichkeit zugestimmt
      Wenn "sachbearbeitung" den Brief der Mitteilung als docx abruft
      Dann lässt der Stand das nicht mehr zu
      Und ist der Hinderungsgrund "letter_not_due" nach NOTE-01
      Und nennt die Mitteilung keinen Brief

    Szenario: Der Ausschuss liest keine Entwürfe
      Angenommen die Einnahme "other_public" über 5.000,00 € vom 01.08.2026
      Wenn "ausschuss" den Brief der Mitteilung als pdf abruft
      Dann fehlt dafür die Rolle
