# language: de
Funktionalität: Zinsen auf zu erstattendes Geld

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2023 bis 31.12.2026
    Und diese Basiszinssätze sind bestätigt
      | gilt ab    | Satz    |
      | 01.07.2022 | -0,88 % |
      | 01.01.2023 | 1,62 %  |
      | 01.07.2023 | 3,12 %  |
      | 01.01.2024 | 3,62 %  |
      | 01.07.2024 | 3,37 %  |
      | 01.01.2025 | 2,27 %  |
      | 01.07.2025 | 1,27 %  |

  Regel: INT-01: Fünf Prozentpunkte über dem Basiszinssatz (Programmseite, Nachweis der Mittelverwendung)
    Szenario: Ein Jahr mit zwei Sätzen
      Wenn ich Zinsen auf 140.000,00 € vom 01.01.2025 bis 31.12.2025 berechne
      Dann betragen die Zinsen 9.472,25 €
      Und gibt es 2 Zinsabschnitte

    Szenario: Ein negativer Basiszinssatz mindert den Zins
      Wenn ich Zinsen auf 140.000,00 € vom 01.07.2022 bis 31.12.2022 berechne
      Dann ist der Zinssatz im 1. Abschnitt 4,12 %
      Und betragen die Zinsen 2.907,70 €

    Szenario: Ohne Betrag keine Zinsen
      Wenn ich Zinsen auf 0,00 € vom 01.01.2025 bis 31.12.2025 berechne
      Dann wird das abgelehnt

  Regel: INT-04, INT-07: Der Zeitraum wird an jedem Wechsel geteilt; erster und letzter Tag zählen (§ 247 BGB)
    Szenariogrundriss: Um den Wechsel am 1. Juli 2023
      Wenn ich Zinsen auf 140.000,00 € vom <erster> bis <letzter> berechne
      Dann betragen die Zinsen <Zinsen>
      Und gibt es <Abschnitte> Zinsabschnitte

      Beispiele: bis zum letzten Tag des alten Satzes
        | erster     | letzter    | Zinsen  | Abschnitte |
        | 30.06.2023 | 30.06.2023 | 25,39 € | 1          |
      Beispiele: ein Tag weiter gilt der neue
        | erster     | letzter    | Zinsen  | Abschnitte |
        | 30.06.2023 | 01.07.2023 | 56,54 € | 2          |
        | 01.07.2023 | 01.07.2023 | 31,15 € | 1          |

    Szenariogrundriss: Zinstage im Schaltjahr
      Wenn ich Zinsen auf 140.000,00 € vom 01.01.2024 bis 31.12.2024 nach <Zinstage> berechne
      Dann betragen die Zinsen <Zinsen>

      Beispiele: jede Zählweise
        | Zinstage | Zinsen      |
        | act/365  | 11.924,62 € |
        | act/act  | 11.892,04 € |
        | 30/360   | 11.893,00 € |

    Szenariogrundriss: Einmal am Ende kaufmännisch gerundet
      Wenn ich Zinsen auf <Betrag> vom 01.01.2025 bis 15.05.2025 nach 30/360 berechne
      Dann betragen die Zinsen <Zinsen>

      Beispiele: knapp unter einem halben Cent
        | Betrag | Zinsen |
        | 0,18 € | 0,00 € |
      Beispiele: darüber
        | Betrag | Zinsen |
        | 0,19 € | 0,01 € |

    Szenario: Der Zeitraum endet vor seinem Beginn
      Wenn ich Zinsen auf 100,00 € vom 02.01.2025 bis 01.01.2025 berechne
      Dann ist der Hinderungsgrund "interest_period_inverted" nach INT-07

  Regel: INT-09: Keine Zinseszinsen
    Szenario: Zwei Jahre bringen genau die Summe der Halbjahre
      Wenn ich Zinsen auf 140.000,00 € vom 01.01.2024 bis 31.12.2025 nach 30/360 berechne
      Dann betragen die Zinsen 21.371,00 €

  Regel: INT-04, INT-05: Ohne bestätigten Satz hält die Berechnung an (E39)
    Szenario: Für das Halbjahr fehlt der Satz
      Wenn ich Zinsen auf 140.000,00 € vom 01.12.2025 bis 01.01.2026 berechne
      Dann ist der Hinderungsgrund "base_rate_missing" nach INT-04
      Und nennt die Meldung "1. Halbjahr 2026"
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

    Szenario: Bis zum letzten Tag mit Satz wird gerechnet
      Wenn ich Zinsen auf 140.000,00 € vom 31.12.2025 bis 31.12.2025 berechne
      Dann betragen die Zinsen 24,05 €

    Szenario: Ein Vorschlag allein genügt nicht
      Angenommen "kaemmerei" hat den Basiszinssatz 1,27 % ab 01.01.2026 vorgeschlagen
      Wenn ich Zinsen auf 140.000,00 € vom 01.01.2026 bis 01.01.2026 berechne
      Dann ist der Hinderungsgrund "base_rate_missing" nach INT-04

    Szenario: Der mitgelieferte Satz zählt nicht, solange ihn niemand geprüft hat
      Wenn ich Zinsen auf 140.000,00 € vom 30.06.2022 bis 30.06.2022 berechne
      Dann ist der Hinderungsgrund "base_rate_missing" nach INT-04

  Regel: INT-06: Ein Basiszinssatz braucht Fundstelle, Stichtag und zwei Personen
    Szenariogrundriss: Nur am 1. Januar und 1. Juli
      Wenn "kaemmerei" den Basiszinssatz 1,27 % ab <Tag> vorschlägt
      Dann wird das <Ergebnis>

      Beispiele: Stichtage
        | Tag        | Ergebnis   |
        | 01.01.2026 | angenommen |
        | 01.07.2026 | angenommen |
      Beispiele: einen Tag daneben
        | Tag        | Ergebnis  |
        | 31.12.2025 | abgelehnt |
        | 02.07.2026 | abgelehnt |

    Szenario: Der falsche Tag ist benannt
      Wenn "kaemmerei" den Basiszinssatz 1,27 % ab 15.01.2026 vorschlägt
      Dann ist der Hinderungsgrund "base_rate_day" nach INT-04

    Szenario: Ein zweiter Satz für dasselbe Halbjahr überschneidet sich
      Wenn "kaemmerei" den Basiszinssatz 1,28 % ab 01.07.2025 vorschlägt
      Dann ist der Hinderungsgrund "base_rate_exists" nach INT-06

    Szenario: Zwei Vorschläge zugleich gibt es nicht
      Angenommen "kaemmerei" hat den Basiszinssatz 1,27 % ab 01.01.2026 vorgeschlagen
      Wenn "kaemmerei" den Basiszinssatz 1,30 % ab 01.01.2026 vorschlägt
      Dann ist der Hinderungsgrund "base_rate_waiting" nach INT-06

    Szenario: Eine begründete Berichtigung ersetzt den Satz nach der Bestätigung
      Angenommen "kaemmerei" hat den Basiszinssatz 2,00 % ab 01.07.2025 wegen "Zahlendreher" vorgeschlagen
      Und "programmleitung" hat den Basiszinssatz ab 01.07.2025 bestätigt
      Wenn ich Zinsen auf 140.000,00 € vom 31.12.2025 bis 31.12.2025 berechne
      Dann betragen die Zinsen 26,85 €

    Szenario: Wer vorschlägt, hat nicht die Rolle zu bestätigen
      Angenommen "kaemmerei" hat den Basiszinssatz 1,27 % ab 01.01.2026 vorgeschlagen
      Wenn "kaemmerei" den Basiszinssatz ab 01.01.2026 bestätigt
      Dann fehlt dafür die Rolle

    Szenario: Bestätigt wird nur einmal
      Wenn "programmleitung" den Basiszinssatz ab 01.07.2025 bestätigt
      Dann lässt der Stand das nicht mehr zu

  Regel: INT-05: Der Satz im Text des § 247 BGB ist nicht der heutige
    Szenario: 3,62 % ist ein Hinweis wert
      Wenn "kaemmerei" den Basiszinssatz 3,62 % ab 01.01.2026 vorschlägt
      Dann gibt es den Hinweis "base_rate_from_statute" nach INT-05

    Szenario: Ein Satz daneben nicht
      Wenn "kaemmerei" den Basiszinssatz 3,61 % ab 01.01.2026 vorschlägt
      Dann gibt es keinen Hinweis

    Szenario: Wer vom mitgelieferten Satz abweicht, vergleicht noch einmal
      Wenn "kaemmerei" den Basiszinssatz -0,87 % ab 01.01.2022 vorschlägt
      Dann gibt es den Hinweis "base_rate_differs" nach INT-06

  Regel: INT-03, ELG-10: Geld anderer macht Eingegangenes unverwendet, auch ohne Ausgabe am selben Tag
    Szenariogrundriss: Eine Einnahme nach dem Zahlungseingang
      Angenommen die Zuwendung "Z-2" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und der Mittelabruf ist eingereicht
      Und der Zahlungseingang über 650,00 € vom 03.08.2026
      Und heute ist der 04.08.2026
      Und die Einnahme "<Art>" über <Einnahme> vom <Tag>
      Dann liegen noch <Rest> unverwendet

      Beispiele: von ihrem Tag an, bis auf den Cent
        | Art     | Einnahme | Tag        | Rest    |
        | private | 0,01 €   | 04.08.2026 | 0,01 €  |
        | private | 100,00 € | 04.08.2026 | 65,00 € |
