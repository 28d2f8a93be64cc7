# language: de
Funktionalität: Abgleich mit der Finanzbuchhaltung

  Regel: MUN-14: Jeder Unterschied zur Finanzbuchhaltung hat einen Grund, bevor eine zweite Person den Abgleich schließt (§ 31 KomHVO NRW)
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine erfasste Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 1.190,00 € |
        | account      | 529100     |
        | payment_date | 30.06.2026 |

    Szenario: Beide Summen stehen je Konto und Jahr nebeneinander
      Angenommen die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag   |
        | 529100 |              | 2026 | 1.000,00 |
        | 529100 |              | 2026 | 190,01   |
        | 543100 | KT-7         | 2026 | 50,00    |
      Dann stehen die Summen so nebeneinander
        | Jahr | Konto  | Kostenträger | hier      | Buchhaltung | Unterschied |
        | 2026 | 529100 | -            | 1190,00 € | 1190,01 €   | 0,01 €      |
        | 2026 | 543100 | KT-7         | 0,00 €    | 50,00 €     | 50,00 €     |

    Szenario: Was am Tag nach dem Quartal bezahlt ist, gehört nicht dazu
      Angenommen eine erfasste Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 500,00 €   |
        | account      | 529100     |
        | payment_date | 01.07.2026 |
      Und die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag   |
        | 529100 |              | 2026 | 1.190,00 |
      Dann stehen die Summen so nebeneinander
        | Jahr | Konto  | Kostenträger | hier      | Buchhaltung | Unterschied |
        | 2026 | 529100 | -            | 1190,00 € | 1190,00 €   | 0,00 €      |

    Szenariogrundriss: Ohne Unterschied wird ohne Grund geschlossen, mit einem Cent nicht
      Angenommen die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag   |
        | 529100 |              | 2026 | <Betrag> |
      Wenn "kaemmerei" den Abgleich schließt
      Dann wird das <Ergebnis>

      Beispiele: gleich
        | Betrag   | Ergebnis   |
        | 1.190,00 | angenommen |
      Beispiele: ein Cent
        | Betrag   | Ergebnis  |
        | 1.190,01 | abgelehnt |
        | 1.189,99 | abgelehnt |

    Szenario: Ohne Grund steht da, welches Konto abweicht
      Angenommen die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag   |
        | 529100 |              | 2026 | 1.190,01 |
      Wenn "kaemmerei" den Abgleich schließt
      Dann ist der Hinderungsgrund "difference_unexplained" nach MUN-14

    Szenario: Mit Grund wird geschlossen
      Angenommen die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag   |
        | 529100 |              | 2026 | 1.190,01 |
      Und der Unterschied auf Konto "529100" 2026 hat den Grund "Rundung der Bank"
      Wenn "kaemmerei" den Abgleich schließt
      Dann wird das angenommen

    Szenario: Wo nichts abweicht, gibt es nichts zu begründen
      Angenommen die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag   |
        | 529100 |              | 2026 | 1.190,00 |
      Wenn ich für Konto "529100" 2026 den Grund "Rundung" eintrage
      Dann ist der Hinderungsgrund "no_difference" nach MUN-14

    Szenario: Wer hochlädt, schließt nicht
      Angenommen die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag   |
        | 529100 |              | 2026 | 1.190,00 |
      Wenn "sachbearbeitung" den Abgleich schließt
      Dann fehlt dafür die Rolle

    Szenario: Ein geschlossener Abgleich bleibt, wie er ist
      Angenommen die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag   |
        | 529100 |              | 2026 | 1.190,00 |
      Und der Abgleich ist geschlossen
      Wenn "kaemmerei" den Abgleich schließt
      Dann lässt der Stand das nicht mehr zu

    Szenario: Kommt nach dem Hochladen etwas hinzu, wird neu verglichen
      Angenommen die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag   |
        | 529100 |              | 2026 | 1.190,00 |
      Und eine erfasste Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 0,01 €     |
        | account      | 529100     |
        | payment_date | 30.06.2026 |
      Wenn "kaemmerei" den Abgleich schließt
      Dann ist der Hinderungsgrund "reconciliation_stale" nach MUN-14

    Szenario: Eine Zeile, die nicht zu lesen ist, verhindert den ganzen Vergleich
      Wenn ich die Summenliste für "2026-Q2" hochlade
        | Konto  | Kostenträger | Jahr | Betrag |
        | 529100 |              | 2026 | viel   |
      Dann wird das abgelehnt

    Szenariogrundriss: Verglichen wird, wenn das Quartal zu Ende ist
      Angenommen heute ist der <Tag>
      Wenn ich die Summenliste für "2026-Q3" hochlade
        | Konto  | Kostenträger | Jahr | Betrag |
        | 529100 |              | 2026 | 1,00   |
      Dann wird das <Ergebnis>

      Beispiele: am letzten Tag
        | Tag        | Ergebnis  |
        | 30.09.2026 | abgelehnt |
      Beispiele: am Tag danach
        | Tag        | Ergebnis   |
        | 01.10.2026 | angenommen |

    Szenario: Vor dem Quartalsende steht der Grund da
      Wenn ich die Summenliste für "2026-Q3" hochlade
        | Konto  | Kostenträger | Jahr | Betrag |
        | 529100 |              | 2026 | 1,00   |
      Dann ist der Hinderungsgrund "quarter_not_ended" nach MUN-14

  Regel: MUN-14: Jeder Mittelabruf zeigt den Abgleich seiner Quartale, oder dass es keinen gibt
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase A läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben

    Szenario: Ohne Abgleich steht da, dass er fehlt
      Angenommen die Summenliste für "2026-Q1"
        | Konto  | Kostenträger | Jahr | Betrag |
        | 529100 | KT-7         | 2026 | 0,01   |
      Wenn ich den Bericht "call-package" für 2026-H1 erzeuge
      Dann sagt der Bericht "1. Quartal 2026: kein Abgleich geschlossen"
      Und sagt der Bericht "2. Quartal 2026: kein Abgleich geschlossen"

    Szenario: Der geschlossene Abgleich steht mit Summen und Gründen da
      Angenommen die Summenliste für "2026-Q1"
        | Konto  | Kostenträger | Jahr | Betrag |
        | 529100 |              | 2026 | 0,01   |
      Und jeder Unterschied hat den Grund "Rundung der Bank"
      Und der Abgleich ist geschlossen
      Wenn ich den Bericht "call-package" für 2026-H1 erzeuge
      Dann steht im Bericht bei "1. Quartal 2026" unter "Grund" "Rundung der Bank"
      Und sagt der Bericht "2. Quartal 2026: kein Abgleich geschlossen"

    Szenariogrundriss: Was nach dem Abschluss des Halbjahrs kam, steht als solches da
      Angenommen die Summenliste für "2026-Q1"
        | Konto  | Kostenträger | Jahr | Betrag |
        | 529100 |              | 2026 | 0,01   |
      Und jeder Unterschied hat den Grund "Rundung der Bank"
      Und der Abgleich ist geschlossen
      Und die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag |
        | 529100 |              | 2026 | 0,01   |
      Und jeder Unterschied hat den Grund "Rundung der Bank"
      Und der Abgleich ist geschlossen
      Und heute ist der 04.08.2026
      Und eine erfasste Ausgabe mit
        | Feld         | Wert      |
        | gross_cents  | 512,34 €  |
        | payment_date | <Zahltag> |
      Wenn ich den Bericht "call-package" für 2026-H1 erzeuge
      Dann ist eine Ausgabe über 512,34 € im Bericht <gekennzeichnet>
      Und ein Fremder findet am Bericht "call-package" für 2026-H1 nichts auszusetzen

      Beispiele: letzter Tag des abgeschlossenen Halbjahrs
        | Zahltag    | gekennzeichnet       |
        | 30.06.2026 | gekennzeichnet       |
      Beispiele: der Tag danach
        | Zahltag    | gekennzeichnet       |
        | 01.07.2026 | nicht gekennzeichnet |

  Regel: MUN-14: Sind beide Quartale geschlossen, ist das Halbjahr abgeschlossen; was danach für seine Tage erfasst wird, ist gekennzeichnet
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase A läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und heute ist der 20.07.2026
      Und der Abgleich "2026-Q1" ohne Zahlen ist geschlossen

    Szenariogrundriss: Bis zum letzten Tag des Halbjahrs, und nur mit beiden Quartalen
      Angenommen der Abgleich "<zweites Quartal>" ohne Zahlen ist geschlossen
      Und heute ist der 21.07.2026
      Wenn ich eine Ausgabe erfasse mit
        | Feld         | Wert       |
        | gross_cents  | 500,00 €   |
        | payment_date | <Zahltag>  |
      Dann ist sie <gekennzeichnet> als nach dem Abschluss erfasst
      Und in der Belegliste <gekennzeichnet>
      Und im Abgleich <gekennzeichnet>

      Beispiele: letzter Tag des abgeschlossenen Halbjahrs
        | zweites Quartal | Zahltag    | gekennzeichnet       |
        | 2026-Q2         | 30.06.2026 | gekennzeichnet       |
      Beispiele: der Tag danach
        | zweites Quartal | Zahltag    | gekennzeichnet       |
        | 2026-Q2         | 01.07.2026 | nicht gekennzeichnet |
      Beispiele: nur ein Quartal geschlossen
        | zweites Quartal | Zahltag    | gekennzeichnet       |
        | 2026-Q1         | 30.06.2026 | nicht gekennzeichnet |

    Szenariogrundriss: Die Zahlung kam nach dem Abschluss, ihre Rechnung davor
      Angenommen eine erfasste Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 500,00 €   |
        | payment_date | -          |
      Und der Abgleich "2026-Q2" ohne Zahlen ist geschlossen
      Und heute ist der 21.07.2026
      Wenn ich die Zahlung am <Zahltag> erfasse
      Dann ist sie <gekennzeichnet> als nach dem Abschluss erfasst
      Und in der Belegliste <gekennzeichnet>

      Beispiele: letzter Tag des abgeschlossenen Halbjahrs
        | Zahltag    | gekennzeichnet       |
        | 30.06.2026 | gekennzeichnet       |
      Beispiele: der Tag danach
        | Zahltag    | gekennzeichnet       |
        | 01.07.2026 | nicht gekennzeichnet |

    Szenariogrundriss: Der Zahltag wird nach dem Abschluss nachgetragen oder berichtigt
      Angenommen eine erfasste Ausgabe mit
        | Feld         | Wert      |
        | gross_cents  | 500,00 €  |
        | payment_date | <bisher>  |
      Und der Abgleich "2026-Q2" ohne Zahlen ist geschlossen
      Und heute ist der 21.07.2026
      Wenn ich "payment_date" der Ausgabe auf "<jetzt>" ändere
      Dann ist sie <gekennzeichnet> als nach dem Abschluss erfasst
      Und in der Belegliste <gekennzeichnet>
      Und im Abgleich <gekennzeichnet>

      Beispiele: in das abgeschlossene Halbjahr hinein
        | bisher     | jetzt      | gekennzeichnet       |
        | -          | 2026-06-30 | gekennzeichnet       |
        | 01.07.2026 | 2026-06-30 | gekennzeichnet       |
      Beispiele: daran vorbei
        | bisher     | jetzt      | gekennzeichnet       |
        | -          | 2026-07-01 | nicht gekennzeichnet |
        | 02.07.2026 | 2026-07-01 | nicht gekennzeichnet |

    Szenario: Die Zahlung kam noch vor dem Abschluss
      Angenommen eine erfasste Ausgabe mit
        | Feld         | Wert       |
        | gross_cents  | 500,00 €   |
        | payment_date | -          |
      Und die Zahlung am 30.06.2026
      Und die Summenliste für "2026-Q2"
        | Konto  | Kostenträger | Jahr | Betrag |
        | 529100 |              | 2026 | 500,00 |
      Und jeder Unterschied hat den Grund "Konto fehlt noch"
      Und der Abgleich ist geschlossen
      Dann ist die Ausgabe nicht gekennzeichnet als nach dem Abschluss erfasst
      Und in der Belegliste nicht gekennzeichnet
