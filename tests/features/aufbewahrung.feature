# language: de
Funktionalität: Unterlagen aufbewahren und löschen

  Regel: RET-01: Belege bleiben sechs Jahre ab dem 1. Januar nach dem Beschluss über den Jahresabschluss
    Grundlage:
      Angenommen die abgeschlossene Zuwendung "Z-1" mit Nachweis vom 01.07.2020

    Szenario: Ohne Beschluss beginnt die Frist nicht
      Wenn ich die Löschung vorschlage
      Dann ist der Hinderungsgrund "nothing_to_delete" nach RET-05
      Und lautet die Frist der Belege "Aufbewahrung ohne Ende nach RET-01 (Beschluss über den Jahresabschluss 2018 steht aus)"

    Szenariogrundriss: Das Jahr des Beschlusses entscheidet
      Angenommen der Rat hat den Jahresabschluss 2018 am <Beschluss> beschlossen
      Wenn ich die Löschung vorschlage
      Dann wird das <Ergebnis>
      Und lautet die Frist der Belege "<Frist>"

      Beispiele: noch im Jahr 2019
        | Beschluss  | Ergebnis   | Frist                                                             |
        | 31.12.2019 | angenommen | Aufbewahrung bis 31.12.2025 nach RET-01 (6 Jahre ab 01.01.2020) |
      Beispiele: einen Tag später
        | Beschluss  | Ergebnis  | Frist                                                             |
        | 01.01.2020 | abgelehnt | Aufbewahrung bis 31.12.2026 nach RET-01 (6 Jahre ab 01.01.2021) |

    Szenario: Der Beschluss zählt erst, wenn eine zweite Person ihn bestätigt
      Wenn die Kämmerei den Beschluss über 2018 vom 31.12.2019 vermerkt
      Dann wird das angenommen
      Und lautet die Frist der Belege "Aufbewahrung ohne Ende nach RET-01 (Beschluss über den Jahresabschluss 2018 steht aus)"
      Wenn "kaemmerei" den Beschluss über 2018 bestätigt
      Dann ist der Hinderungsgrund "four_eyes_creator" nach MUN-03
      Wenn "programmleitung" den Beschluss über 2018 bestätigt
      Dann wird das angenommen
      Und lautet die Frist der Belege "Aufbewahrung bis 31.12.2025 nach RET-01 (6 Jahre ab 01.01.2020)"

    Szenariogrundriss: Am letzten Tag bleibt alles, am Tag danach darf es gehen
      Angenommen der Rat hat den Jahresabschluss 2018 am 15.06.2020 beschlossen
      Und heute ist der <Tag>
      Wenn ich die Löschung vorschlage
      Dann wird das <Ergebnis>

      Beispiele: letzter Tag
        | Tag        | Ergebnis  |
        | 31.12.2026 | abgelehnt |
      Beispiele: der Tag danach
        | Tag        | Ergebnis   |
        | 01.01.2027 | angenommen |

    Szenario: Der Jahresabschluss wird nach dem Jahresende beschlossen
      Wenn die Kämmerei den Beschluss über 2018 vom 31.12.2018 vermerkt
      Dann ist der Hinderungsgrund "resolution_too_early" nach RET-01

  Regel: RET-03, RET-05: Die späteste aller Fristen gilt, auch fünf Jahre nach dem Verwendungsnachweis
    Szenariogrundriss: Fünf Jahre nach der Vorlage, der letzte Tag zählt
      Angenommen die abgeschlossene Zuwendung "Z-1" mit Nachweis vom <Nachweis>
      Und der Rat hat den Jahresabschluss 2018 am 15.06.2019 beschlossen
      Wenn ich die Löschung vorschlage
      Dann wird das <Ergebnis>

      Beispiele: letzter Tag ist heute, der 03.08.2026
        | Nachweis   | Ergebnis  |
        | 03.08.2021 | abgelehnt |
      Beispiele: gestern abgelaufen
        | Nachweis   | Ergebnis   |
        | 02.08.2021 | angenommen |

    Szenario: Die Frist der KfW beginnt mit der letzten Zahlung und hält bis dahin alles fest
      Angenommen das Regelpaket stellt ein, dass "kfw_retention_years" den Wert "10" hat
      Und die abgeschlossene Zuwendung "Z-1" läuft damit, mit Nachweis vom 01.07.2020
      Und der Rat hat den Jahresabschluss 2018 am 15.06.2019 beschlossen
      Wenn ich die Löschung vorschlage
      Dann wird das abgelehnt
      Und lautet die Frist der Belege "Aufbewahrung ohne Ende nach RET-05 (letzte Zahlung steht aus)"

  Regel: RET-04: Wo Steuern berührt sind, bleiben Belege acht Jahre ab dem Ende ihres Jahres
    Szenario: Ein Beleg mit Vorsteuerabzug bleibt länger
      Angenommen die abgeschlossene Zuwendung "Z-1" mit Vorsteuerabzug und Nachweis vom 01.07.2020
      Und der Rat hat den Jahresabschluss 2018 am 15.06.2019 beschlossen
      Dann lautet die Frist der Belege "Aufbewahrung bis 31.12.2034 nach RET-04 (8 Jahre ab Ende 2026)"

  Regel: RET-06, MUN-03: Gelöscht wird von zwei Personen, nie unter einer Sperre, und das Protokoll bleibt
    Grundlage:
      Angenommen die abgeschlossene Zuwendung "Z-1" mit Nachweis vom 01.07.2020
      Und der Rat hat den Jahresabschluss 2018 am 15.06.2019 beschlossen

    Szenario: Nach der Freigabe ist der Inhalt weg und das Protokoll da
      Angenommen die Löschung ist vorgeschlagen
      Dann ist die Datei des Belegs noch da
      Wenn "kaemmerei" die Löschung freigibt
      Dann wird das angenommen
      Und ist die Datei des Belegs gelöscht
      Und steht im Prüfpfad ein Ereignis "deletion.released" mit dem Ausgang "ok"

    Szenario: Unter einer Sperre wird nichts vorgeschlagen
      Angenommen "pruefung" hat eine Löschsperre gesetzt
      Wenn ich die Löschung vorschlage
      Dann ist der Hinderungsgrund "legal_hold" nach RET-06

    Szenario: Eine Sperre nach dem Vorschlag hält die Freigabe auf
      Angenommen die Löschung ist vorgeschlagen
      Und "pruefung" hat eine Löschsperre gesetzt
      Wenn "kaemmerei" die Löschung freigibt
      Dann ist der Hinderungsgrund "legal_hold" nach RET-06
      Und ist die Datei des Belegs noch da

    Szenario: Wer sperrt, hebt nicht auf
      Angenommen "pruefung" hat eine Löschsperre gesetzt
      Wenn "pruefung" die Löschsperre aufhebt
      Dann ist der Hinderungsgrund "four_eyes_creator" nach MUN-03
      Wenn "kaemmerei" die Löschsperre aufhebt
      Dann wird das angenommen

    Szenario: Die Sachbearbeitung gibt nicht frei
      Angenommen die Löschung ist vorgeschlagen
      Wenn "sachbearbeitung" die Löschung freigibt
      Dann fehlt dafür die Rolle

  Regel: RET-02: Jedes Jahr wird alles neu gelesen
    Grundlage:
      Angenommen die abgeschlossene Zuwendung "Z-1" mit Nachweis vom 01.07.2020

    Szenario: Alles ist da
      Wenn "pruefung" den Lesetest startet
      Dann sind 1 Unterlagen gelesen, 0 fehlen und 0 sind verändert
      Und steht im Prüfpfad ein Ereignis "read_test.done" mit dem Ausgang "ok"

    Szenario: Ein verändertes Byte fällt auf
      Angenommen die Datei des Belegs ist auf der Platte verändert
      Wenn "pruefung" den Lesetest startet
      Dann sind 1 Unterlagen gelesen, 0 fehlen und 1 sind verändert
      Und ist die Frist "read_test" überfällig

    Szenario: Was fehlt, fällt auf
      Angenommen die Datei des Belegs fehlt auf der Platte
      Wenn "pruefung" den Lesetest startet
      Dann sind 1 Unterlagen gelesen, 1 fehlen und 0 sind verändert

    Szenario: Nach einem Jahr ist der nächste Lesetest fällig
      Wenn "pruefung" den Lesetest startet
      Dann ist der nächste Lesetest am 03.08.2027

    Szenariogrundriss: Ohne Lesetest zählt das Jahr ab der ersten Unterlage
      Wenn der <Tag> anbricht
      Dann ist die Frist "read_test" <Stand>

      Beispiele: der letzte Tag
        | Tag        | Stand |
        | 03.08.2027 | offen |
      Beispiele: der Tag danach
        | Tag        | Stand      |
        | 04.08.2027 | überfällig |

    Szenariogrundriss: Nach dem Lesetest zählt das Jahr neu
      Wenn der 10.08.2026 anbricht
      Und "pruefung" den Lesetest startet
      Und der <Tag> anbricht
      Dann ist die Frist "read_test" <Stand>

      Beispiele: der letzte Tag
        | Tag        | Stand |
        | 10.08.2027 | offen |
      Beispiele: der Tag danach
        | Tag        | Stand      |
        | 11.08.2027 | überfällig |

  Regel: RET-02: Wo nichts abgelegt ist, ist nichts zu lesen
    Szenario: Eine neue Zuwendung hat die Frist nicht
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Dann gibt es die Frist "read_test" nicht
