# language: de
Funktionalität: Was ein Mittelabruf außer dem Anspruch noch beachtet

  Regel: CALL-09: Mindestbetrag und Rundung eines Abrufs, beide ohne Einstellung aus
    Szenariogrundriss: Grenze beim Mindestbetrag
      Angenommen das Regelpaket stellt ein, dass "call_min_cents" den Wert "65000" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über <Betrag>
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann wird das <Ergebnis>

      Beispiele: erreicht
        | Betrag     | Ergebnis   |
        | 1.000,00 € | angenommen |
      Beispiele: einen Cent darunter
        | Betrag   | Ergebnis  |
        | 999,98 € | abgelehnt |

    Szenario: Unter dem Mindestbetrag nennt die Ablehnung ihre Regel
      Angenommen das Regelpaket stellt ein, dass "call_min_cents" den Wert "65000" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 999,98 €
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann ist der Hinderungsgrund "call_below_minimum" nach CALL-09

    Szenario: Ohne Einstellung gibt es keinen Mindestbetrag
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 0,01 €
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf 0,01 €

    Szenario: Der Schlussabruf kennt keinen Mindestbetrag und keine Rundung
      Angenommen das Regelpaket stellt ein:
        | Einstellung         | Wert  |
        | call_min_cents      | 65000 |
        | call_round_to_cents | 100   |
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 999,98 €
      Wenn ich den Schlussabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf 649,99 €

    Szenariogrundriss: Abgerundet wird auf volle Euro
      Angenommen das Regelpaket stellt ein, dass "call_round_to_cents" den Wert "100" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über <Betrag>
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>

      Beispiele: genau auf dem Euro
        | Betrag     | Abruf    |
        | 1.000,00 € | 650,00 € |
      Beispiele: einen Cent darunter
        | Betrag   | Abruf    |
        | 999,98 € | 649,00 € |

    Szenario: Was abgerundet wurde, kommt in den nächsten Abruf
      Angenommen das Regelpaket stellt ein, dass "call_round_to_cents" den Wert "100" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 999,98 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und heute ist der 05.01.2027
      Und eine abrufbare Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 1.000,02 € |
        | payment_date | 15.09.2026 |
      Wenn ich den Mittelabruf "2026-H2" entwerfe
      Dann lautet der Mittelabruf auf 651,00 €

    Szenario: Weniger als ein Euro bleibt nach der Rundung nicht abrufbar
      Angenommen das Regelpaket stellt ein, dass "call_round_to_cents" den Wert "100" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 1,52 €
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann ist der Hinderungsgrund "nothing_to_call" nach CALL-09

  Regel: CALL-04: Die Schlussrate wartet auf den Verwendungsnachweis
    Szenariogrundriss: Vor dem Verwendungsnachweis nie das Ganze
      Angenommen das Regelpaket stellt ein, dass "final_rate_bp" den Wert "1000" hat
      Und die Zuwendung "Z-1" mit dem Höchstbetrag 1.000,00 € läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine abrufbare Ausgabe über <Betrag>
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>

      Beispiele: bis zu 90 % der Zuwendung voll
        | Betrag   | Abruf    |
        | 500,00 € | 325,00 € |
        | 900,00 € | 585,00 € |
      Beispiele: darüber bleibt die Schlussrate stehen
        | Betrag     | Abruf    |
        | 900,02 €   | 585,00 € |
        | 1.000,00 € | 585,00 € |

    Szenario: Ohne Einstellung wird nichts einbehalten
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 13.000.000,00 €
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf 8.450.000,00 €

    Szenariogrundriss: Wer ohne Einbehalt die ganze Zuwendung abruft, bekommt einen Hinweis
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über <Betrag>
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann <Hinweis>

      Beispiele: ein Cent bleibt offen
        | Betrag          | Hinweis                                  |
        | 12.999.999,99 € | gibt es keinen Hinweis "grant_exhausted" |
      Beispiele: nichts bleibt offen
        | Betrag          | Hinweis                                            |
        | 13.000.000,00 € | gibt es den Hinweis "grant_exhausted" nach CALL-04 |

    Szenario: Der Schlussabruf der Phase B braucht den Verwendungsnachweis auch ohne Einbehalt
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Nachweis "proof_of_use_submitted" vom 03.08.2026 liegt vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Schlussabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Mittelabruf freigegeben

    Szenario: Ohne Verwendungsnachweis wird der Schlussabruf der Phase B nicht freigegeben
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Schlussabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Hinderungsgrund "gate_missing" nach CALL-04

    Szenario: Ist nur noch die Schlussrate offen, sagt der Abruf das
      Angenommen das Regelpaket stellt ein, dass "final_rate_bp" den Wert "1000" hat
      Und die Zuwendung "Z-1" mit dem Höchstbetrag 1.000,00 € läuft damit vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und heute ist der 05.01.2027
      Wenn ich den Mittelabruf "2026-H2" entwerfe
      Dann ist der Hinderungsgrund "nothing_to_call" nach CALL-04

    Szenario: Der Schlussabruf holt die Schlussrate, freigegeben erst mit dem Verwendungsnachweis
      Angenommen das Regelpaket stellt ein, dass "final_rate_bp" den Wert "1000" hat
      Und die Zuwendung "Z-1" mit dem Höchstbetrag 1.000,00 € läuft damit vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Schlussabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Hinderungsgrund "gate_missing" nach CALL-04

    Szenario: Mit dem Verwendungsnachweis wird der Schlussabruf freigegeben
      Angenommen das Regelpaket stellt ein, dass "final_rate_bp" den Wert "1000" hat
      Und die Zuwendung "Z-1" mit dem Höchstbetrag 1.000,00 € läuft damit vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Nachweis "proof_of_use_submitted" vom 01.08.2026 liegt vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Schlussabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Mittelabruf freigegeben
      Und beträgt "abgerufen" 650,00 €

  Regel: CALL-05, CALL-06: Im Voraus nur für Zahlungen, die innerhalb der Frist nach der Auszahlung fällig sind
    Szenariogrundriss: Zwei Monate oder sechs Wochen nach der Auszahlung am 15.08.2026
      Angenommen das Regelpaket stellt ein:
        | Einstellung       | Wert      |
        | call_mode         | advance   |
        | use_window_length | <Länge>   |
        | use_window_unit   | <Einheit> |
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Wenn ich im Voraus 1.000,00 € abrufe, fällig am <Fällig>, Auszahlung am 15.08.2026
      Dann wird das <Ergebnis>

      Beispiele: am letzten Tag der Frist
        | Länge | Einheit | Fällig     | Ergebnis   |
        | 2     | months  | 15.10.2026 | angenommen |
        | 6     | weeks   | 26.09.2026 | angenommen |
      Beispiele: am Tag danach
        | Länge | Einheit | Fällig     | Ergebnis  |
        | 2     | months  | 16.10.2026 | abgelehnt |
        | 6     | weeks   | 27.09.2026 | abgelehnt |

    Szenario: Zu spät fällig nennt die Frist
      Angenommen das Regelpaket stellt ein, dass "call_mode" den Wert "advance" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Wenn ich im Voraus 1.000,00 € abrufe, fällig am 16.10.2026, Auszahlung am 15.08.2026
      Dann ist der Hinderungsgrund "need_beyond_window" nach CALL-05

    Szenariogrundriss: Am Monatsende endet die Frist am letzten Tag des Monats
      Angenommen das Regelpaket stellt ein, dass "call_mode" den Wert "advance" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Wenn ich im Voraus 1.000,00 € abrufe, fällig am <Fällig>, Auszahlung am 31.12.2026
      Dann wird das <Ergebnis>

      Beispiele: letzter Februartag
        | Fällig     | Ergebnis   |
        | 28.02.2027 | angenommen |
      Beispiele: danach
        | Fällig     | Ergebnis  |
        | 01.03.2027 | abgelehnt |

    Szenariogrundriss: Ein Bedarf braucht Begründung und Betrag
      Angenommen das Regelpaket stellt ein, dass "call_mode" den Wert "advance" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Wenn ich mit der Begründung "<Grund>" im Voraus <Betrag> abrufe
      Dann ist der Hinderungsgrund <Code> nach CALL-05

      Beispiele:
        | Grund           | Betrag     | Code                  |
        |                 | 1.000,00 € | "need_reason_missing" |
        | Schlussrechnung | 0,00 €     | "amount_out_of_range" |
        | Schlussrechnung | -5,00 €    | "amount_out_of_range" |

    Szenario: Im Erstattungsverfahren wird nichts im Voraus abgerufen
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Wenn ich im Voraus 1.000,00 € abrufe, fällig am 15.10.2026, Auszahlung am 15.08.2026
      Dann ist der Hinderungsgrund "advance_not_allowed" nach CALL-01

  Regel: CALL-07: Gezogen wird nur anteilig neben den anderen Mitteln
    Szenario: Auch im Voraus nur der Fördersatz auf den Bedarf
      Angenommen das Regelpaket stellt ein, dass "call_mode" den Wert "advance" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Wenn ich im Voraus 1.000,00 € abrufe, fällig am 15.10.2026, Auszahlung am 15.08.2026
      Dann lautet der Mittelabruf auf 650,00 €

    Szenariogrundriss: Was eingegangen, aber nicht anteilig verwendet ist, ist überzogen (E34)
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 400.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und eine Gutschrift über <Gutschrift> vom 15.07.2026
      Dann beträgt "zustehende Zuwendung" <Zusteht>
      Und beträgt "zu viel abgerufen" <Zuviel>

      Beispiele: um einen Cent überzogen
        | Gutschrift | Zusteht      | Zuviel |
        | 0,01 €     | 259.999,99 € | 0,01 € |
      Beispiele: um 13.000 Euro überzogen
        | Gutschrift  | Zusteht      | Zuviel      |
        | 20.000,00 € | 247.000,00 € | 13.000,00 € |

  Regel: CALL-05, NOTE-04: Nicht verwendete Teilbeträge fallen nach der Frist auf
    Szenariogrundriss: Am Tag nach der Frist
      Angenommen das Regelpaket stellt ein, dass "call_mode" den Wert "advance" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und ein Abruf im Voraus über 1.000,00 € ist freigegeben und am 15.08.2026 ausgezahlt
      Und heute ist der <Tag>
      Wenn ich im Voraus 5.000,00 € abrufe, fällig am <Tag>, Auszahlung am <Tag>
      Dann <Hinweis>
      Und steht im Prüfpfad <Ereignis>

      Beispiele: am letzten Tag
        | Tag        | Hinweis                                     | Ereignis                      |
        | 15.10.2026 | gibt es keinen Hinweis "use_window_expired" | kein Ereignis "notice.opened" |
      Beispiele: danach
        | Tag        | Hinweis                                               | Ereignis                                             |
        | 16.10.2026 | gibt es den Hinweis "use_window_expired" nach CALL-05 | ein Ereignis "notice.opened" mit dem Ausgang "ok" |

    Szenariogrundriss: Die Mitteilung entsteht von selbst, wenn der Tag kommt
      Angenommen das Regelpaket stellt ein, dass "call_mode" den Wert "advance" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und ein Abruf im Voraus über 1.000,00 € ist freigegeben und am 15.08.2026 ausgezahlt
      Wenn der <Tag> anbricht
      Dann steht im Prüfpfad <Ereignis>

      Beispiele: am letzten Tag
        | Tag        | Ereignis                      |
        | 15.10.2026 | kein Ereignis "notice.opened" |
      Beispiele: danach
        | Tag        | Ereignis                                          |
        | 16.10.2026 | ein Ereignis "notice.opened" mit dem Ausgang "ok" |

    Szenario: Der Abruf berichtet, wie weit frühere Teilbeträge verwendet sind
      Angenommen das Regelpaket stellt ein, dass "call_mode" den Wert "advance" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und ein Abruf im Voraus über 1.000,00 € ist freigegeben und am 15.08.2026 ausgezahlt
      Und heute ist der 20.12.2026
      Und eine erfasste Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 600,00 €   |
        | payment_date | 15.10.2026 |
      Und eine erfasste Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 100,00 €   |
        | payment_date | 16.10.2026 |
      Wenn ich im Voraus 5.000,00 € abrufe, fällig am 01.02.2027, Auszahlung am 28.12.2026
      Dann sind vom Teilbetrag über 650,00 € verwendet 455,00 €, davon fristgerecht 390,00 €
