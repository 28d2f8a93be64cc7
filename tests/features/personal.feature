# language: de
Funktionalität: Personalausgaben aus Gehaltsmonaten und Stundennachweisen

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B mit der Tariftabelle "E11/2026-01=653600, E11/2026-04=670000"
    Und der Plan der Personalausgaben beträgt 20.000,00 € auf "Projektstellen"

  Regel: PERS-01, PERS-02: Arbeitgeberbrutto aus Gehaltsmonaten mal Anteil der Stelle
    Szenario: Sechs Monate zu 6.536,00 € bei halbem Anteil (E13)
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 06/2026
      Wenn ich die Personalausgabe der Stelle "ST-01" von 01/2026 bis 06/2026 buche
      Dann wird das angenommen
      Und lautet die Personalausgabe über 19.608,00 €
      Und ist die Ausgabe eine der Personalausgaben mit 19.608,00 € zuwendungsfähig

    Szenariogrundriss: Über Tarif wird auf den Tarif gekürzt
      Angenommen die Stelle "ST-01" mit 100 % in "E11" und <Brutto> von <Monat> bis <Monat>
      Wenn ich die Personalausgabe der Stelle "ST-01" von <Monat> bis <Monat> buche
      Dann lautet die Personalausgabe über <Betrag>

      Beispiele: bis 03/2026 gilt 6.536,00 €, ab 04/2026 gilt 6.700,00 €
        | Monat   | Brutto     | Betrag     |
        | 03/2026 | 6.536,00 € | 6.536,00 € |
        | 03/2026 | 6.536,01 € | 6.536,00 € |
        | 04/2026 | 6.700,00 € | 6.700,00 € |
        | 04/2026 | 6.700,01 € | 6.700,00 € |

    Szenario: Die Kürzung ist ein Schritt mit ihrer Regel
      Angenommen die Stelle "ST-01" mit 100 % in "E11" und 7.000,00 € von 01/2026 bis 01/2026
      Und die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 ist gebucht
      Dann sieht "kaemmerei" bei der Berechnung einen Schritt nach PERS-01 über -464,00 €

    Szenario: Ohne Eintrag in der Tariftabelle steht ein Hinweis da
      Angenommen die Stelle "ST-01" mit 100 % in "E99" und 7.000,00 € von 01/2026 bis 01/2026
      Wenn ich die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 buche
      Dann gibt es den Hinweis "tariff_unknown" nach PERS-01

    Szenario: Ein fehlender Gehaltsmonat wird genannt
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 05/2026
      Wenn ich die Personalausgabe der Stelle "ST-01" von 01/2026 bis 06/2026 buche
      Dann ist der Hinderungsgrund "payroll_month_missing" nach PERS-01

    Szenario: Ein Monat wird nicht zweimal gebucht
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 06/2026
      Und die Personalausgabe der Stelle "ST-01" von 01/2026 bis 03/2026 ist gebucht
      Wenn ich die Personalausgabe der Stelle "ST-01" von 03/2026 bis 06/2026 buche
      Dann ist der Hinderungsgrund "personnel_booked_twice" nach ELG-09

    Szenario: Der anschließende Zeitraum wird gebucht
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 06/2026
      Und die Personalausgabe der Stelle "ST-01" von 01/2026 bis 03/2026 ist gebucht
      Wenn ich die Personalausgabe der Stelle "ST-01" von 04/2026 bis 06/2026 buche
      Dann wird das angenommen

    Szenario: Personalausgaben gehören auf eine Kostenposition der Personalausgaben
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Wenn ich auf "Anderes" die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 buche
      Dann ist der Hinderungsgrund "personnel_line_needed" nach PERS-01

    Szenario: Ein Zeitraum endet nicht vor seinem Beginn
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 02/2026
      Wenn ich die Personalausgabe der Stelle "ST-01" von 02/2026 bis 01/2026 buche
      Dann ist der Hinderungsgrund "personnel_period_backwards" nach PERS-02

    Szenario: Derselbe Gehaltsmonat wird nicht zweimal erfasst
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 02/2026
      Wenn "kaemmerei" für "ST-01" 6.536,00 € im Monat 02/2026 erfasst
      Dann ist der Hinderungsgrund "payroll_month_twice" nach PERS-01

  Regel: PERS-02: Wer nur zum Teil im Projekt arbeitet, weist Stunden mit zwei Unterschriften nach
    Szenariogrundriss: Welche Zeilen eines Stundennachweises angenommen werden
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Wenn ich den Stundennachweis einlese
        | Stelle   | Datum      | Stunden   | Unterschrift | Unterschrieben am | Gegenzeichnung   | Gegengezeichnet am |
        | <Stelle> | 15.01.2026 | <Stunden> | P-1          | <am>              | <Gegenzeichnung> | 02.02.2026         |
      Dann sind <angenommen> Zeilen angenommen und <abgelehnt> abgelehnt

      Beispiele: in Ordnung
        | Stelle | Stunden | am         | Gegenzeichnung | angenommen | abgelehnt |
        | ST-01  | 7,50    | 31.01.2026 | P-2            | 1          | 0         |
        | ST-01  | 24,00   | 15.01.2026 | P-2            | 1          | 0         |
        | ST-01  | 0,01    | 02.02.2026 | P-2            | 1          | 0         |
      Beispiele: nicht in Ordnung
        | Stelle | Stunden | am         | Gegenzeichnung | angenommen | abgelehnt |
        | ST-01  | 24,01   | 31.01.2026 | P-2            | 0          | 1         |
        | ST-01  | 0,00    | 31.01.2026 | P-2            | 0          | 1         |
        | ST-01  | 7,50    | 31.01.2026 | p-1            | 0          | 1         |
        | ST-01  | 7,50    | 14.01.2026 | P-2            | 0          | 1         |
        | ST-01  | 7,50    | 03.02.2026 | P-2            | 0          | 1         |
        | ST-99  | 7,50    | 31.01.2026 | P-2            | 0          | 1         |

    Szenariogrundriss: Ein Tag hat 24 Stunden, auch über mehrere Zeilen und Dateien
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich den Stundennachweis einlese
        | Stelle | Datum      | Stunden   | Unterschrift | Unterschrieben am | Gegenzeichnung | Gegengezeichnet am |
        | ST-01  | 05.01.2026 | 6,00      | P-1          | 31.01.2026        | P-2            | 02.02.2026         |
        | ST-01  | 05.01.2026 | <Stunden> | P-1          | 31.01.2026        | P-2            | 02.02.2026         |
      Dann sind <angenommen> Zeilen angenommen und <abgelehnt> abgelehnt

      Beispiele: mit den 10,00 und 6,00 Stunden genau 24,00
        | Stunden | angenommen | abgelehnt |
        | 8,00    | 2          | 0         |
      Beispiele: 24,01
        | Stunden | angenommen | abgelehnt |
        | 8,01    | 1          | 1         |

    Szenario: Der Tag mit zu vielen Stunden wird genannt
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich den Stundennachweis einlese
        | Stelle | Datum      | Stunden | Unterschrift | Unterschrieben am | Gegenzeichnung | Gegengezeichnet am |
        | ST-01  | 05.01.2026 | 14,01   | P-1          | 31.01.2026        | P-2            | 02.02.2026         |
      Dann ist eine Zeile abgelehnt wegen "hours_over_day" nach PERS-02

    Szenario: Teilstelle nach Monaten ohne Stundennachweis
      Angenommen die Stelle "ST-01" mit 99 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Wenn ich die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 buche
      Dann gibt es den Hinweis "hour_sheet_missing" nach PERS-02

    Szenariogrundriss: Sperrt das Regelpaket, wird die Teilstelle nicht ohne Stundennachweis gebucht
      Angenommen heute ist der 04.12.2026
      Und "komhvo-nrw" setzt nach Freigabe ab 04.12.2026 "partial_post_without_hours" auf "<Wirkung>"
      Und die Stelle "ST-01" mit <Anteil> % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Wenn ich die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 buche
      Dann <Ergebnis>

      Beispiele: ganze Stelle
        | Wirkung | Anteil | Ergebnis                                    |
        | block   | 100    | gibt es keinen Hinweis "hour_sheet_missing" |
      Beispiele: Teilstelle
        | Wirkung | Anteil | Ergebnis                                                 |
        | block   | 99     | ist der Hinderungsgrund "hour_sheet_missing" nach PERS-02 |

    Szenario: Auch wo das Regelpaket sperrt, genügt der Stundennachweis
      Angenommen heute ist der 04.12.2026
      Und "komhvo-nrw" setzt nach Freigabe ab 04.12.2026 "partial_post_without_hours" auf "block"
      Und die Stelle "ST-01" mit 99 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 buche
      Dann wird das angenommen

    Szenario: Teilstelle nach Monaten mit Stundennachweis
      Angenommen die Stelle "ST-01" mit 99 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 buche
      Dann gibt es keinen Hinweis "hour_sheet_missing"

    Szenario: Ganze Stelle nach Monaten braucht keinen Stundennachweis
      Angenommen die Stelle "ST-01" mit 100 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Wenn ich die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 buche
      Dann gibt es keinen Hinweis "hour_sheet_missing"

    Szenario: Dieselbe Datei zweimal ändert nichts
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich dieselben 100,00 Stunden der Stelle "ST-01" noch einmal einlese
      Dann sind 0 Zeilen angenommen und 0 abgelehnt

    Szenario: Ohne Stundennachweis wird nicht nach Stunden gebucht
      Angenommen heute ist der 04.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 01/2026 bis 12/2026
      Wenn ich die Stunden der Stelle "ST-01" von 01/2026 bis 06/2026 buche
      Dann ist der Hinderungsgrund "hour_sheet_missing" nach PERS-02

  Regel: PERS-03: Stundensatz ist Jahresbrutto durch produktive Stunden; gerundet wird nur das Ergebnis
    Szenario: 100 von 1.640 Stunden bei 72.000,00 € Jahresbrutto
      Angenommen heute ist der 04.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 01/2026 bis 12/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich die Stunden der Stelle "ST-01" von 01/2026 bis 06/2026 buche
      Dann lautet die Personalausgabe über 4.390,24 €

    Szenariogrundriss: Im Jahr nicht mehr als 1.640,00 Stunden, die schon gebuchten eingeschlossen
      Angenommen heute ist der 04.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 01/2026 bis 12/2026
      Und die Stelle "ST-01" weist von 01/2026 bis 03/2026 zusammen 1.600,00 Stunden nach
      Und die Stunden der Stelle "ST-01" von 01/2026 bis 03/2026 sind gebucht
      Und die Stelle "ST-01" weist von 04/2026 bis 06/2026 zusammen <Stunden> Stunden nach
      Wenn ich die Stunden der Stelle "ST-01" von 04/2026 bis 06/2026 buche
      Dann <Ergebnis>

      Beispiele: genau 1.640,00
        | Stunden | Ergebnis              |
        | 40,00   | wird das angenommen   |
      Beispiele: 1.640,01
        | Stunden | Ergebnis                                                   |
        | 40,01   | ist der Hinderungsgrund "hours_over_year" nach PERS-03     |

    Szenario: Beschäftigung endet im Juni: sechs Zwölftel der Stunden
      Angenommen heute ist der 04.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 01/2026 bis 06/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich die Stunden der Stelle "ST-01" von 01/2026 bis 06/2026 buche, besetzt von 01/2026 bis 06/2026
      Dann lautet die Personalausgabe über 4.390,24 €

    Szenario: Beschäftigung beginnt im März und endet im Mai
      Angenommen heute ist der 04.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 03/2026 bis 05/2026
      Und die Stelle "ST-01" weist von 03/2026 bis 05/2026 zusammen 82,00 Stunden nach
      Wenn ich die Stunden der Stelle "ST-01" von 03/2026 bis 05/2026 buche, besetzt von 03/2026 bis 05/2026
      Dann lautet die Personalausgabe über 3.600,00 €

    Szenario: Ohne die Angabe sagt die Meldung, welche Monate fehlen
      Angenommen heute ist der 04.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 01/2026 bis 10/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich die Stunden der Stelle "ST-01" von 01/2026 bis 06/2026 buche
      Dann ist der Hinderungsgrund "payroll_month_missing" nach PERS-01
      Und nennt die Meldung "11.2026, 12.2026"
      Und nennt die Meldung "Besetzt von/bis"

    Szenariogrundriss: Im laufenden Jahr nennt die Meldung, was noch nicht begonnen hat
      Angenommen heute ist der <heute>
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 01/2026 bis 11/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich die Stunden der Stelle "ST-01" von 01/2026 bis 06/2026 buche
      Dann ist der Hinderungsgrund "payroll_month_missing" nach PERS-01
      Und nennt die Meldung "fehlt das Arbeitgeberbrutto: 12.2026"
      Und die Meldung <nennt> "Noch nicht begonnen: 12.2026"

      Beispiele: einen Tag vor dem Monat
        | heute      | nennt       |
        | 30.11.2026 | nennt       |
      Beispiele: an seinem ersten Tag
        | heute      | nennt       |
        | 01.12.2026 | nennt nicht |

    Szenario: Mit dem letzten Monat steht der Satz fest
      Angenommen heute ist der 01.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 01/2026 bis 12/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Wenn ich die Stunden der Stelle "ST-01" von 01/2026 bis 06/2026 buche
      Dann lautet die Personalausgabe über 4.390,24 €

    Szenariogrundriss: In drei Monaten nicht mehr als 410,00 Stunden
      Angenommen heute ist der 04.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 03/2026 bis 05/2026
      Und die Stelle "ST-01" weist von 03/2026 bis 05/2026 zusammen <Stunden> Stunden nach
      Wenn ich die Stunden der Stelle "ST-01" von 03/2026 bis 05/2026 buche, besetzt von 03/2026 bis 05/2026
      Dann <Ergebnis>

      Beispiele: genau ein Viertel von 1.640
        | Stunden | Ergebnis            |
        | 410,00  | wird das angenommen |
      Beispiele: 410,01
        | Stunden | Ergebnis                                               |
        | 410,01  | ist der Hinderungsgrund "hours_over_year" nach PERS-03 |

    Szenariogrundriss: Besetzt ist die Stelle, wo ein Brutto erfasst ist und wo die Stunden liegen
      Angenommen heute ist der 04.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 01/2026 bis 06/2026
      Und die Stelle "ST-01" weist von 01/2026 bis 06/2026 zusammen 82,00 Stunden nach
      Wenn ich die Stunden der Stelle "ST-01" von 02/2026 bis 05/2026 buche, besetzt von <von> bis <bis>
      Dann ist der Hinderungsgrund "filled_months_differ" nach PERS-03

      Beispiele: ein Monat mit Brutto bliebe weg
        | von     | bis     |
        | 02/2026 | 06/2026 |
        | 01/2026 | 05/2026 |
      Beispiele: die Stunden lägen außerhalb
        | von     | bis     |
        | 03/2026 | 06/2026 |
        | 01/2026 | 04/2026 |
        | 06/2026 | 01/2026 |
        | 12/2025 | 06/2026 |

    Szenario: Wo das Regelpaket keinen Teil des Jahres zulässt
      Angenommen heute ist der 04.12.2026
      Und die Stelle "ST-01" mit 100 % in "E11" und 6.000,00 € von 01/2026 bis 06/2026
      Und 100,00 Stunden der Stelle "ST-01" sind nachgewiesen
      Und "komhvo-nrw" setzt nach Freigabe ab 04.12.2026 "part_year_rate" auf "refused"
      Wenn ich die Stunden der Stelle "ST-01" von 01/2026 bis 06/2026 buche, besetzt von 01/2026 bis 06/2026
      Dann ist der Hinderungsgrund "part_year_not_allowed" nach PERS-03

  Regel: PERS-04: Stammpersonal zählt nur mit Dokument
    Szenario: Ohne Dokument wird Stammpersonal nicht eingetragen
      Wenn "kaemmerei" die Stelle "ST-07" als Stammpersonal einträgt ohne Dokument
      Dann ist der Hinderungsgrund "existing_staff_document_missing" nach PERS-04

    Szenario: Mit Dokument schon
      Wenn "kaemmerei" die Stelle "ST-07" als Stammpersonal einträgt mit Dokument
      Dann wird das angenommen

  Regel: PERS-05: Der Planwert der Personalausgaben ist eine Obergrenze
    Szenariogrundriss: Hinweis ab dem ersten Cent über dem Planwert
      Wenn ich eine Ausgabe erfasse mit
        | Feld        | Wert           |
        | budget_line | Projektstellen |
        | gross_cents | <Betrag>       |
      Dann wird die Ausgabe angenommen
      Und ist die Zahl der Hinweise nach PERS-05 <Zahl>

      Beispiele:
        | Betrag      | Zahl |
        | 20.000,00 € | 0    |
        | 20.000,01 € | 1    |

  Regel: PERS-06: Gehälter sieht nur die Kämmerei, Summen stehen ab drei Personen da
    Szenariogrundriss: Summen über zwei und drei Personen
      Angenommen <Personen> Stellen mit je 6.000,00 € im Monat 01/2026
      Dann sieht "sachbearbeitung" als Summe der Gehälter <Summe>

      Beispiele:
        | Personen | Summe       |
        | 2        | nichts      |
        | 3        | 18.000,00 € |

    Szenariogrundriss: Der Personalnachweis zeigt Beträge ab drei Stellen
      Angenommen <Stellen> Stellen mit je 6.000,00 € im Monat 01/2026
      Und die Personalausgabe über <Stellen> Stellen im Monat 01/2026 ist gebucht
      Wenn ich den Bericht "personnel-proof" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Stellen" "<Stellen>"
      Und steht im Bericht bei "1" unter "Arbeitgeberbrutto" "<Brutto>"
      Und steht im Bericht bei "1" unter "Zuwendungsfähig" "<Brutto>"
      Und steht im Bericht bei "Summe" unter "Zuwendungsfähig" "<Summe>"

      Beispiele: zwei sind zu wenige
        | Stellen | Brutto | Summe  |
        | 2       |        | 0,00 € |
      Beispiele: drei genügen
        | Stellen | Brutto      | Summe       |
        | 3       | 18.000,00 € | 18.000,00 € |

    Szenariogrundriss: Ausschuss und Öffentlichkeit lesen kein Gehalt aus dem Quartalsbericht
      Angenommen <Stellen> Stellen mit je 6.000,00 € im Monat 01/2026
      Und heute ist der 03.08.2026
      Und die Personalausgabe über <Stellen> Stellen im Monat 01/2026 ist gebucht
      Und eine andere Ausgabe über 1.000,00 € auf "Anderes" in der Maßnahme "M-2"
      Und heute ist der 02.11.2026
      Wenn der Bericht "quarterly" für 2026-Q3 freigegeben ist
      Dann <nennt> der öffentliche Teil dem Ausschuss <Gehalt>
      Und <nennt> der öffentliche Teil dem Ausschuss <Rest>
      Und liest "ausschuss" den ganzen Bericht <ganz>
      Und liest "sachbearbeitung" den ganzen Bericht schon
      Und liest "pruefung" den ganzen Bericht schon

      Beispiele: zwei sind zu wenige
        | Stellen | Gehalt      | Rest       | nennt       | ganz  |
        | 1       | 6.000,00 €  | 1.000,00 € | verschweigt | nicht |
        | 2       | 12.000,00 € | 1.000,00 € | verschweigt | nicht |
      Beispiele: drei genügen
        | Stellen | Gehalt      | Rest       | nennt | ganz  |
        | 3       | 18.000,00 € | 1.000,00 € | nennt | schon |

    Szenariogrundriss: Mehrere Buchungen zählen als Summe über ihre Personen
      Angenommen <Stellen> Stellen mit je 6.000,00 € im Monat 01/2026
      Und heute ist der 03.08.2026
      Und die Personalausgaben über <Stellen> Stellen im Monat 01/2026 sind einzeln gebucht
      Und eine andere Ausgabe über 1.000,00 € auf "Anderes" in der Maßnahme "M-2"
      Und heute ist der 02.11.2026
      Wenn der Bericht "quarterly" für 2026-Q3 freigegeben ist
      Dann <nennt> der öffentliche Teil dem Ausschuss <Gehalt>
      Und liest "ausschuss" den ganzen Bericht nicht

      Beispiele: zwei sind zu wenige
        | Stellen | Gehalt      | nennt       |
        | 2       | 12.000,00 € | verschweigt |
      Beispiele: drei genügen für die Summe, die einzelnen Zeilen bleiben verdeckt
        | Stellen | Gehalt      | nennt |
        | 3       | 18.000,00 € | nennt |

    Szenario: Die Kämmerei sieht auch die Summe über eine Person
      Angenommen 1 Stellen mit je 6.000,00 € im Monat 01/2026
      Dann sieht "kaemmerei" als Summe der Gehälter 6.000,00 €

    Szenario: Die Schritte der Berechnung sieht nur die Kämmerei
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Und die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 ist gebucht
      Dann sieht "sachbearbeitung" bei der Berechnung keine Schritte
      Und sieht "pruefung" bei der Berechnung keine Schritte

    Szenario: Eine Probeberechnung verrät der Sachbearbeitung kein Gehalt
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Wenn ich die Personalausgabe der Stelle "ST-01" von 01/2026 bis 01/2026 zur Probe berechne
      Dann nennt die Probe keinen Betrag

    Szenario: Die Kämmerei sieht vor der Buchung, was gebucht würde
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Wenn "kaemmerei" die Personalausgabe über die Stellen "ST-01" im Monat 01/2026 zur Probe berechnet
      Dann nennt die Probe 3.268,00 € und die Schritte
      Und steht im Prüfpfad kein Ereignis "personnel_cost.booked"

    Szenariogrundriss: Die Sachbearbeitung sieht die Summe ab drei Personen, nie die Schritte
      Angenommen <Personen> Stellen mit je 6.000,00 € im Monat 01/2026
      Wenn "sachbearbeitung" die Personalausgabe über die Stellen "<Stellen>" im Monat 01/2026 zur Probe berechnet
      Dann nennt die Probe <Betrag> und keine Schritte

      Beispiele: zwei sind zu wenige
        | Personen | Stellen          | Betrag      |
        | 2        | ST-0, ST-1       | nichts      |
      Beispiele: drei genügen
        | Personen | Stellen          | Betrag      |
        | 3        | ST-0, ST-1, ST-2 | 18.000,00 € |

    Szenariogrundriss: Die Buchung antwortet wie die Probe
      Angenommen <Personen> Stellen mit je 6.000,00 € im Monat 01/2026
      Wenn "sachbearbeitung" die Personalausgabe über die Stellen "<Stellen>" im Monat 01/2026 bucht
      Dann nennt die Buchung <Betrag>
      Und liest "sachbearbeitung" bei der Berechnung <Betrag>
      Und liest "pruefung" bei der Berechnung <Betrag>
      Und liest "kaemmerei" bei der Berechnung <Summe>
      Und lautet die Personalausgabe über <Summe>

      Beispiele: eine und zwei sind zu wenige
        | Personen | Stellen    | Betrag        | Summe       |
        | 1        | ST-0       | keinen Betrag | 6.000,00 €  |
        | 2        | ST-0, ST-1 | keinen Betrag | 12.000,00 € |
      Beispiele: drei genügen
        | Personen | Stellen          | Betrag      | Summe       |
        | 3        | ST-0, ST-1, ST-2 | 18.000,00 € | 18.000,00 € |

    Szenariogrundriss: Wer zur Probe rechnet und wer bucht
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.536,00 € von 01/2026 bis 01/2026
      Wenn "<Person>" die Personalausgabe über die Stellen "ST-01" im Monat 01/2026 <Handlung>
      Dann <Ergebnis>

      Beispiele: die Kämmerei
        | Person    | Handlung           | Ergebnis              |
        | kaemmerei | zur Probe berechnet | wird das angenommen   |
        | kaemmerei | bucht              | fehlt dafür die Rolle |
      Beispiele: die Sachbearbeitung
        | Person          | Handlung            | Ergebnis            |
        | sachbearbeitung | zur Probe berechnet | wird das angenommen |
        | sachbearbeitung | bucht               | wird das angenommen |
      Beispiele: andere
        | Person          | Handlung            | Ergebnis              |
        | programmleitung | zur Probe berechnet | fehlt dafür die Rolle |
        | pruefung        | zur Probe berechnet | fehlt dafür die Rolle |

    Szenario: Die Sachbearbeitung trägt keine Gehälter ein
      Wenn "sachbearbeitung" für "ST-01" 6.536,00 € im Monat 01/2026 erfasst
      Dann fehlt dafür die Rolle

    Szenario: Kein Ereignis trägt ein Gehalt
      Angenommen die Stelle "ST-01" mit 50 % in "E11" und 6.111,11 € von 01/2026 bis 03/2026
      Und die Personalausgabe der Stelle "ST-01" von 01/2026 bis 03/2026 ist gebucht
      Dann steht im Prüfpfad ein Ereignis "personnel_cost.booked" mit dem Ausgang "ok"
      Und steht im Prüfpfad nirgends 611111 oder 1833333
