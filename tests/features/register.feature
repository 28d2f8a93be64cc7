# language: de
Funktionalität: Register neben dem Geld

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027

  Regel: OSS-01: Eine Softwaremaßnahme schließt erst mit Lizenz, Repositorium und Dokumentation
    Szenario: Alles veröffentlicht
      Angenommen der Eintrag "Software"
      Wenn ich die Maßnahme am 03.08.2026 abschließe
      Dann wird das angenommen
      Und steht im Prüfpfad ein Ereignis "measure.closed" mit dem Ausgang "ok"
      Und steht im Prüfpfad ein Ereignis "software.recorded" mit dem Ausgang "ok"

    Szenariogrundriss: Eines fehlt
      Angenommen der Eintrag "Software" mit
        | Feld   | Wert |
        | <Feld> | -    |
      Wenn ich die Maßnahme am 03.08.2026 abschließe
      Dann ist der Hinderungsgrund "<Grund>" nach OSS-01

      Beispiele: Angaben
        | Feld              | Grund                 |
        | licence           | licence_missing       |
        | repository_url    | repository_missing    |
        | documentation_url | documentation_missing |

    Szenario: Nicht veröffentlicht, nur mit Ausnahmegenehmigung
      Angenommen der Eintrag "Software" mit
        | Feld               | Wert                |
        | status             | not_published       |
        | published_on       | -                   |
        | unpublished_reason | Sicherheit der Netze |
      Und für "software_unpublished" der Maßnahme am Feld "status" ist eine Ausnahme genehmigt
      Wenn ich die Maßnahme am 03.08.2026 abschließe
      Dann gibt es den Hinweis "software_unpublished" nach OSS-01

    Szenario: Nicht veröffentlicht, ohne Ausnahmegenehmigung
      Angenommen der Eintrag "Software" mit
        | Feld               | Wert                |
        | status             | not_published       |
        | published_on       | -                   |
        | unpublished_reason | Sicherheit der Netze |
      Wenn ich die Maßnahme am 03.08.2026 abschließe
      Dann ist der Hinderungsgrund "software_unpublished" nach OSS-01

    Szenario: Wo nichts im Verzeichnis steht, sagt jemand, dass keine beauftragt wurde
      Wenn ich die Maßnahme am 03.08.2026 abschließe
      Dann ist der Hinderungsgrund "software_missing" nach OSS-01

    Szenario: Ausdrücklich ohne Software
      Wenn ich die Maßnahme ohne Software am 03.08.2026 abschließe
      Dann wird das angenommen

    Szenario: Eine Ausgabe auf einer abgeschlossenen Maßnahme fällt auf
      Angenommen der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich 10,00 € auf "Beratung" erfasse
      Dann gibt es keinen Hinweis "measure_closed"
      Wenn ich die Maßnahme ohne Software am 03.08.2026 abschließe
      Und ich 20,00 € auf "Beratung" erfasse
      Dann gibt es den Hinweis "measure_closed" nach PRG-05

    Szenario: Zweimal abschließen
      Angenommen der Eintrag "Software"
      Wenn ich die Maßnahme am 03.08.2026 abschließe
      Und ich die Maßnahme am 03.08.2026 abschließe
      Dann lässt der Stand das nicht mehr zu

    Szenario: Nicht veröffentlicht braucht einen Grund
      Wenn ich den Eintrag "Software" vornehme mit
        | Feld   | Wert          |
        | status | not_published |
      Dann ist der Hinderungsgrund "reason_missing" nach OSS-01

    Szenario: Jede Fassung bleibt, die neue nennt den Grund
      Angenommen der Eintrag "Software"
      Wenn ich den Eintrag ändere, Grund "neue Fassung", mit
        | Feld    | Wert    |
        | licence | MIT     |
      Dann steht in Fassung 2 "licence" mit dem Wert "MIT"

    Szenario: Ohne Grund keine neue Fassung
      Angenommen der Eintrag "Software"
      Wenn ich den Eintrag ändere, Grund " ", mit
        | Feld    | Wert    |
        | licence | MIT     |
      Dann ist der Hinderungsgrund "reason_missing" nach OSS-01

  Regel: OSS-03: Veröffentlichte Software steht bei OpenCoDE
    Szenario: Sie steht dort
      Wenn ich den Eintrag "Software" vornehme mit
        | Feld | Wert          |
        | name | Portal        |
      Dann gibt es keinen Hinweis "opencode_missing"

    Szenario: Sie steht dort noch nicht
      Wenn ich den Eintrag "Software" vornehme mit
        | Feld         | Wert |
        | opencode_url | -    |
      Dann gibt es den Hinweis "opencode_missing" nach OSS-03

  Regel: KNOW-01: Der Austausch steht im Protokoll
    Szenario: Heute noch, morgen nicht
      Wenn ich den Eintrag "Austausch" vornehme mit
        | Feld    | Wert       |
        | held_on | 03.08.2026 |
      Dann wird das angenommen
      Und steht im Prüfpfad ein Ereignis "exchange.recorded" mit dem Ausgang "ok"

    Szenario: Was erst stattfindet
      Wenn ich den Eintrag "Austausch" vornehme mit
        | Feld    | Wert       |
        | held_on | 04.08.2026 |
      Dann ist der Hinderungsgrund "exchange_in_future" nach KNOW-01

    Szenariogrundriss: Sechs Monate ohne Austausch sind noch in der Zeit, ein Tag mehr nicht
      Angenommen der Eintrag "Austausch" mit
        | Feld    | Wert       |
        | held_on | <zuletzt>  |
      Und heute ist der <heute>
      Wenn ich das Protokoll "Austausch" öffne
      Dann ist der Hinweis "exchange_overdue" <da>

      Beispiele: am Tag nach sechs Monaten
        | zuletzt    | heute      | da       |
        | 03.02.2026 | 03.08.2026 | nicht da |
        | 03.02.2026 | 04.08.2026 | da       |
      Beispiele: das Monatsende kürzt
        | zuletzt    | heute      | da       |
        | 31.03.2026 | 30.09.2026 | nicht da |
        | 31.03.2026 | 01.10.2026 | da       |

    Szenariogrundriss: Ohne jeden Eintrag zählt der Beginn des Zeitraums
      Angenommen heute ist der <heute>
      Wenn ich das Protokoll "Austausch" öffne
      Dann ist der Hinweis "exchange_overdue" <da>

      Beispiele: sechs Monate nach dem 01.01.2026
        | heute      | da       |
        | 01.07.2026 | nicht da |
        | 02.07.2026 | da       |

  Regel: KNOW-02: Ein Indikator hat Ausgangswert, Ziel, Ist und Quelle
    Szenario: Gemessen an einem Tag
      Wenn ich den Eintrag "Indikator" vornehme mit
        | Feld        | Wert       |
        | actual      | 14.25      |
        | measured_on | 03.08.2026 |
      Dann wird das angenommen
      Und steht im Prüfpfad ein Ereignis "indicator.recorded" mit dem Ausgang "ok"

    Szenario: Ein Istwert ohne Tag
      Wenn ich den Eintrag "Indikator" vornehme mit
        | Feld   | Wert  |
        | actual | 14.25 |
      Dann ist der Hinderungsgrund "measurement_incomplete" nach KNOW-02

    Szenario: Eine Zahl ist eine Zahl
      Wenn ich den Eintrag "Indikator" vornehme mit
        | Feld     | Wert  |
        | baseline | viele |
      Dann ist der Hinderungsgrund "value_invalid" nach KNOW-02

    Szenario: Beim Abschluss noch nicht gemessen ist ein Hinweis
      Angenommen der Eintrag "Indikator"
      Wenn ich die Maßnahme ohne Software am 03.08.2026 abschließe
      Dann gibt es den Hinweis "indicator_unmeasured" nach KNOW-02

  Regel: PUB-01: Veröffentlichungen zeigen Förderhinweis und Logos
    Szenario: Beides da
      Wenn ich den Eintrag "Veröffentlichung" vornehme mit
        | Feld  | Wert  |
        | title | Flyer |
      Dann gibt es keinen Hinweis
      Und steht im Prüfpfad ein Ereignis "publication.recorded" mit dem Ausgang "ok"

    Szenariogrundriss: Eines fehlt ihr
      Wenn ich den Eintrag "Veröffentlichung" vornehme mit
        | Feld   | Wert |
        | <Feld> | nein |
      Dann gibt es den Hinweis "<Grund>" nach PUB-01

      Beispiele: Zeichen der Förderung
        | Feld               | Grund                  |
        | has_funding_notice | funding_notice_missing |
        | has_logos          | logos_missing          |

  Regel: OSS-01, OSS-03: Der Bericht „Software und Veröffentlichungen“ nennt, was noch fehlt
    Szenario: Veröffentlichte Software
      Angenommen der Eintrag "Software"
      Wenn ich den Bericht "software-register" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Stand" "veröffentlicht"
      Und steht im Bericht bei "1" unter "Lizenz" "EUPL-1.2"

    Szenario: Ohne Lizenz
      Angenommen der Eintrag "Software" mit
        | Feld    | Wert |
        | licence | -    |
      Wenn ich den Bericht "software-register" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Lizenz" ""
      Und steht im Bericht bei "Datenplattform" unter "Es fehlt" "Lizenz"

  Regel: PRG-05: Ziel und Partner einer Maßnahme ändern sich mit Grund; Freigegebenes bleibt
    Szenario: Das nächste Maßnahmenblatt zeigt den neuen Stand
      Angenommen Ziel und Partner der Maßnahme sind "Wege verkürzen" und "Hochschule"
      Wenn der Bericht "measure-sheets" für 2026-Q2 freigegeben ist
      Und ich Ziel und Partner der Maßnahme ändere auf "Wartezeit halbieren" und "Stadtwerke", Grund "Beschluss"
      Dann wird das angenommen
      Und steht im Prüfpfad ein Ereignis "measure.changed" mit dem Ausgang "ok"
      Und sagt der freigegebene Bericht weiter "Wege verkürzen"
      Wenn ich den Bericht "measure-sheets" für 2026-Q2 erzeuge
      Dann sagt der Bericht "Wartezeit halbieren"
      Und sagt der Bericht "Stadtwerke"
      Und sagt der Bericht nichts von "Wege verkürzen"

    Szenariogrundriss: Ohne Grund nicht, und nicht ohne Änderung
      Angenommen Ziel und Partner der Maßnahme sind "Wege verkürzen" und "Hochschule"
      Wenn ich Ziel und Partner der Maßnahme ändere auf "<Ziel>" und "<Partner>", Grund "<Grund>"
      Dann <Ergebnis>

      Beispiele: eine der beiden Angaben ist neu
        | Ziel           | Partner    | Grund     | Ergebnis            |
        | Wege sparen    | Hochschule | Beschluss | wird das angenommen |
        | Wege verkürzen | Stadtwerke | Beschluss | wird das angenommen |
      Beispiele: es fehlt etwas
        | Ziel           | Partner    | Grund     | Ergebnis                                                |
        | Wege sparen    | Hochschule |           | ist der Hinderungsgrund "reason_missing" nach PRG-05    |
        | Wege verkürzen | Hochschule | Beschluss | ist der Hinderungsgrund "measure_unchanged" nach PRG-05 |

    Szenariogrundriss: Wer Ziel und Partner ändern darf
      Wenn "<wer>" Ziel und Partner der Maßnahme ändert
      Dann <Ergebnis>

      Beispiele: die Sachbearbeitung und die eigene Leitung
        | wer             | Ergebnis            |
        | sachbearbeitung | wird das angenommen |
        | projektleitung  | wird das angenommen |
      Beispiele: sonst niemand
        | wer       | Ergebnis              |
        | kaemmerei | fehlt dafür die Rolle |
