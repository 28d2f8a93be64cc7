# language: de
Funktionalität: Haushaltsjahre und Übertragung von Ermächtigungen

  Regel: MUN-13: Je Haushaltsjahr stehen Ansatz, Ausgaben, Bindungen und Übertragungen da, konsumtiv und investiv getrennt (§ 22 KomHVO NRW)
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan mit Kostenarten:
        | Kostenposition | Kostenart | Betrag       |
        | Beratung       | SACH      | 200.000,00 € |
        | Sensoren       | INVEST    | 100.000,00 € |
      Und der Ansatz 2026 konsumtiv über 10.000,00 € ist freigegeben

    Szenario: Ausgegeben und gebunden kommen aus den Ausgaben
      Angenommen der Ansatz 2026 investiv über 20.000,00 € ist freigegeben
      Und eine bezahlte Ausgabe über 3.000,00 € auf "Beratung"
      Und eine bezahlte Ausgabe über 5.000,00 € auf "Sensoren"
      Und ein offener Auftrag über 2.000,00 € auf "Beratung"
      Dann stehen die Haushaltsjahre so da
        | Jahr | Haushalt   | Ansatz      | ausgegeben | gebunden   | verfügbar   | übertragbar |
        | 2026 | konsumtiv  | 10.000,00 € | 3.000,00 € | 2.000,00 € | 5.000,00 €  | 7.000,00 €  |
        | 2026 | investiv   | 20.000,00 € | 5.000,00 € | 0,00 €     | 15.000,00 € | 15.000,00 € |

    Szenario: Offene Aufträge folgen der übertragenen Ermächtigung, soweit sie reicht
      Angenommen eine bezahlte Ausgabe über 3.000,00 € auf "Beratung"
      Und ein offener Auftrag über 2.000,00 € auf "Beratung"
      Und heute ist der 01.01.2027
      Und aus 2026 konsumtiv sind 1.500,00 € übertragen
      Dann stehen die Haushaltsjahre so da
        | Jahr | Haushalt  | Ansatz      | aus dem Vorjahr | gebunden   | in das Folgejahr | verfügbar  |
        | 2026 | konsumtiv | 10.000,00 € | 0,00 €          | 500,00 €   | 1.500,00 €       | 5.000,00 € |
        | 2027 | konsumtiv | 0,00 €      | 1.500,00 €      | 1.500,00 € | 0,00 €           | 0,00 €     |

    Szenario: Ein Jahr mit Ausgaben und ohne freigegebenen Ansatz sagt, warum nichts verfügbar ist
      Angenommen eine bezahlte Ausgabe über 5.000,00 € auf "Sensoren"
      Dann sagt das Haushaltsjahr 2026 investiv "appropriation_missing"
      Und sagt das Haushaltsjahr 2026 konsumtiv nichts

    Szenario: Mit einem freigegebenen Ansatz sagt es das nicht mehr, auch wenn er nicht reicht
      Angenommen eine bezahlte Ausgabe über 5.000,00 € auf "Sensoren"
      Und der Ansatz 2026 investiv über 0,01 € ist freigegeben
      Dann sagt das Haushaltsjahr 2026 investiv nichts

    Szenariogrundriss: Übertragbar ist, was erlaubt, nicht ausgegeben und nicht schon übertragen ist
      Angenommen eine bezahlte Ausgabe über 3.000,00 € auf "Beratung"
      Wenn ich aus 2026 konsumtiv <Betrag> zur Übertragung vorschlage
      Dann wird das <Ergebnis>

      Beispiele: genau der Rest
        | Betrag     | Ergebnis   |
        | 7.000,00 € | angenommen |
      Beispiele: ein Cent mehr
        | Betrag     | Ergebnis  |
        | 7.000,01 € | abgelehnt |

    Szenario: Die Ablehnung nennt den Grund
      Wenn ich aus 2026 konsumtiv 10.000,01 € zur Übertragung vorschlage
      Dann ist der Hinderungsgrund "transfer_exceeds_available" nach MUN-13

    Szenario: Was vorgeschlagen ist, wird nicht noch einmal vorgeschlagen
      Angenommen aus 2026 konsumtiv sind 9.000,00 € zur Übertragung vorgeschlagen
      Wenn ich aus 2026 konsumtiv 1.000,01 € zur Übertragung vorschlage
      Dann ist der Hinderungsgrund "transfer_exceeds_available" nach MUN-13

    Szenario: Ein zurückgezogener Vorschlag macht den Betrag wieder frei
      Angenommen aus 2026 konsumtiv sind 9.000,00 € zur Übertragung vorgeschlagen
      Wenn ich den Vorschlag zurückziehe
      Und ich aus 2026 konsumtiv 10.000,00 € zur Übertragung vorschlage
      Dann wird das angenommen

    Szenario: Übertragen wird ein Betrag über null
      Wenn ich aus 2026 konsumtiv 0,00 € zur Übertragung vorschlage
      Dann ist der Hinderungsgrund "transfer_not_positive" nach MUN-13

    Szenariogrundriss: Freigegeben wird, wenn das Haushaltsjahr zu Ende ist
      Angenommen aus 2026 konsumtiv sind 1.000,00 € zur Übertragung vorgeschlagen
      Und heute ist der <Tag>
      Wenn "kaemmerei" die Übertragung freigibt
      Dann wird das <Ergebnis>

      Beispiele: am letzten Tag
        | Tag        | Ergebnis  |
        | 31.12.2026 | abgelehnt |
      Beispiele: am Tag danach
        | Tag        | Ergebnis   |
        | 01.01.2027 | angenommen |

    Szenario: Vor dem Jahresende steht der Grund da
      Angenommen aus 2026 konsumtiv sind 1.000,00 € zur Übertragung vorgeschlagen
      Wenn "kaemmerei" die Übertragung freigibt
      Dann ist der Hinderungsgrund "budget_year_open" nach MUN-13

    Szenario: Die Freigabe erteilt die Kämmerei
      Angenommen aus 2026 konsumtiv sind 1.000,00 € zur Übertragung vorgeschlagen
      Wenn "sachbearbeitung" die Übertragung freigibt
      Dann fehlt dafür die Rolle

    Szenariogrundriss: Ein Nachtrag senkt den Ansatz höchstens auf null
      Wenn ich den Nachtrag 2026 konsumtiv über <Betrag> erfasse
      Dann wird das <Ergebnis>

      Beispiele: auf null
        | Betrag       | Ergebnis   |
        | -10.000,00 € | angenommen |
      Beispiele: darunter
        | Betrag       | Ergebnis  |
        | -10.000,01 € | abgelehnt |

    Szenario: Unter null steht der Grund da
      Wenn ich den Nachtrag 2026 konsumtiv über -10.000,01 € erfasse
      Dann ist der Hinderungsgrund "appropriation_negative" nach MUN-13

    Szenario: Ein Nachtrag von null ändert nichts
      Wenn ich den Nachtrag 2026 konsumtiv über 0,00 € erfasse
      Dann ist der Hinderungsgrund "appropriation_empty" nach MUN-13

    Szenario: Ein Nachtrag bis auf das Ausgegebene fällt nicht auf
      Angenommen eine bezahlte Ausgabe über 3.000,00 € auf "Beratung"
      Wenn ich den Nachtrag 2026 konsumtiv über -7.000,00 € erfasse
      Dann gibt es keinen Hinweis

    Szenario: Ein Cent darunter gibt es den Hinweis, dass Ermächtigung fehlt
      Angenommen eine bezahlte Ausgabe über 3.000,00 € auf "Beratung"
      Wenn ich den Nachtrag 2026 konsumtiv über -7.000,01 € erfasse
      Dann gibt es den Hinweis "authorisation_short" nach MUN-13

  Regel: MUN-13: Ob eine übertragene Ermächtigung noch einmal übertragen wird, regelt die Stadt (§ 22 KomHVO NRW)
    Grundlage:
      Angenommen die Stadt überträgt nur investive Ermächtigungen noch einmal
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2028
      Und der Ansatz 2026 konsumtiv über 10.000,00 € ist freigegeben
      Und der Ansatz 2026 investiv über 10.000,00 € ist freigegeben
      Und heute ist der 01.01.2027
      Und aus 2026 konsumtiv sind 4.000,00 € übertragen
      Und aus 2026 investiv sind 4.000,00 € übertragen
      Und der Ansatz 2027 konsumtiv über 1.000,00 € ist freigegeben
      Und der Ansatz 2027 investiv über 1.000,00 € ist freigegeben

    Szenariogrundriss: Was aus dem Vorjahr kam, geht nur investiv weiter
      Wenn ich aus 2027 <Haushalt> <Betrag> zur Übertragung vorschlage
      Dann wird das <Ergebnis>

      Beispiele: höchstens
        | Haushalt  | Betrag     | Ergebnis   |
        | konsumtiv | 1.000,00 € | angenommen |
        | investiv  | 5.000,00 € | angenommen |
      Beispiele: ein Cent mehr
        | Haushalt  | Betrag     | Ergebnis  |
        | konsumtiv | 1.000,01 € | abgelehnt |
        | investiv  | 5.000,01 € | abgelehnt |

  Regel: PERS-06, MUN-13: Eine Summe, die das Gehalt weniger Personen wäre, sieht der Ausschuss nicht
    Szenariogrundriss: Der Ausschuss liest keine Gehälter weniger Personen
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Plan der Personalausgaben beträgt 50.000,00 € auf "Personal"
      Und <Stellen> Stellen mit je 6.000,00 € im Monat 01/2026
      Und eine bezahlte Ausgabe über 6.000,00 € auf "Personal"
      Und <Sonstiges>
      Dann liest "ausschuss" für 2026 konsumtiv als ausgegeben <Liest>
      Und liest "pruefung" für 2026 konsumtiv als ausgegeben <Gesamt>

      Beispiele: zwei Stellen, sonst nichts ausgegeben
        | Stellen | Sonstiges                                     | Liest  | Gesamt     |
        | 2       | ein offener Auftrag über 5,00 € auf "Personal" | nichts | 6.000,00 € |
      Beispiele: drei Stellen
        | Stellen | Sonstiges                                     | Liest      | Gesamt     |
        | 3       | ein offener Auftrag über 5,00 € auf "Personal" | 6.000,00 € | 6.000,00 € |
      Beispiele: anderes ist dabei
        | Stellen | Sonstiges                                  | Liest      | Gesamt     |
        | 2       | eine bezahlte Ausgabe über 1,00 € auf "Anderes" | 6.001,00 € | 6.001,00 € |
