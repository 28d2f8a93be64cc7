# language: de
Funktionalität: Prüfen mit Stichprobe und Vermerk

  Regel: AUD-02: Alle Belege ab einem Betrag und eine Ziehung, die jeder wiederholen kann
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und Ausgaben über 100,00 €, 999,99 €, 1.000,00 € und 1.000,01 €

    Szenario: Die Betragsgrenze selbst zählt dazu
      Wenn "pruefung" vertieft ab 1.000,00 € und 0 gezogene Belege prüft
      Dann umfasst die Stichprobe die Ausgaben 3, 4

    Szenario: Derselbe Startwert zieht dieselben Belege
      Angenommen "pruefung" hat vertieft ab 1.000,00 € und 1 gezogenen Beleg mit Startwert "Los 7" geprüft
      Wenn "pruefung" vertieft ab 1.000,00 € und 1 gezogenen Beleg mit Startwert "Los 7" prüft
      Dann ist die Stichprobe dieselbe
      Und lässt sie sich von Hand nachrechnen

    Szenario: Ohne Startwert wird einer gezogen und gespeichert
      Wenn "pruefung" vertieft ab 1.000,00 € und 2 gezogene Belege prüft
      Dann umfasst die Stichprobe die Ausgaben 1, 2, 3, 4
      Und ist der Startwert gespeichert

    Szenario: Eine leere Stichprobe ist keine
      Wenn "pruefung" vertieft ab 5.000,00 € und 0 gezogene Belege prüft
      Dann ist der Hinderungsgrund "sample_empty" nach AUD-02

    Szenario: Die Stadt zieht keine Stichprobe
      Wenn "sachbearbeitung" vertieft ab 1.000,00 € und 0 gezogene Belege prüft
      Dann fehlt dafür die Rolle

  Regel: AUD-01: Kursorisch wird innerhalb von drei Monaten nach der Vorlage geprüft
    Szenario: Die Frist zählt von der Vorlage des Nachweises
      Angenommen die abgeschlossene Zuwendung "Z-1" mit Nachweis vom 30.06.2026
      Wenn "pruefung" kursorisch prüft
      Dann ist die Prüfung bis zum 30.09.2026 fällig

  Regel: AUD-03: Der Vermerk beantwortet jede Frage und widerspricht den Feststellungen nicht
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und Ausgaben über 100,00 €, 999,99 €, 1.000,00 € und 1.000,01 €
      Und "pruefung" hat vertieft ab 1.000,00 € und 1 gezogenen Beleg mit Startwert "Los 7" geprüft

    Szenario: Feststellung, Antwort, Vermerk
      Angenommen die Prüfung stellt zur Ausgabe 4 eine "objection" fest
      Und die Stadt hat geantwortet
      Wenn die Prüfung den Vermerk mit dem Ergebnis "with_objection" abschließt
      Dann wird das angenommen
      Und steht im Prüfpfad ein Ereignis "audit.note_closed" mit dem Ausgang "ok"
      Wenn die Prüfung den Vermerk mit dem Ergebnis "with_objection" abschließt
      Dann lässt der Stand das nicht mehr zu

    Szenario: Eine Beanstandung und „ohne Beanstandung“ passen nicht zusammen
      Angenommen die Prüfung stellt zur Ausgabe 4 eine "objection" fest
      Wenn die Prüfung den Vermerk mit dem Ergebnis "without_objection" abschließt
      Dann ist der Hinderungsgrund "result_contradicts_findings" nach AUD-03

    Szenario: Ein bloßer Hinweis hindert nicht
      Angenommen die Prüfung stellt zur Ausgabe 4 eine "remark" fest
      Wenn die Prüfung den Vermerk mit dem Ergebnis "without_objection" abschließt
      Dann wird das angenommen

    Szenario: Der Prüfungsvermerk als Bericht, bevor er abgeschlossen ist
      Angenommen die Prüfung stellt zur Ausgabe 4 eine "objection" fest
      Wenn ich den Bericht "audit-note" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "4" unter "Feststellung Nr." "1"
      Und steht im Bericht bei "1" unter "Art" "Beanstandung"
      Und sagt der Bericht "Startwert „Los 7“"
      Und sagt der Bericht "Der Vermerk ist noch nicht abgeschlossen."

    Szenario: Der Prüfungsvermerk als Bericht, wenn er abgeschlossen ist
      Angenommen die Prüfung stellt zur Ausgabe 4 eine "objection" fest
      Und die Stadt hat geantwortet
      Wenn die Prüfung den Vermerk mit dem Ergebnis "with_objection" abschließt
      Und ich den Bericht "audit-note" für 2026-Q3 erzeuge
      Dann sagt der Bericht "Mit Beanstandungen"

    Szenario: Keine Frage bleibt offen
      Wenn die Prüfung den Vermerk ohne die Frage "success" abschließt
      Dann ist der Hinderungsgrund "question_open" nach AUD-03

    Szenario: Die Stadt schreibt keinen Vermerk
      Wenn "kaemmerei" den Vermerk abschließt
      Dann fehlt dafür die Rolle
