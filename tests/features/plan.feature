# language: de
Funktionalität: Der Finanzierungsplan bindet

  Regel: PLAN-02, PRG-13: Ein Einzelansatz darf um höchstens 20 % überschritten werden (ANBest-P 1.2); im Paket als Hinweis
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag      |
        | Beratung       | 1.000,00 €  |
        | Technik        | 10.000,00 € |

    Szenariogrundriss: Grenze bei 120 % (E17)
      Wenn ich <Betrag> auf "Beratung" erfasse
      Dann wird die Ausgabe angenommen
      Und <Hinweis>

      Beispiele: bis zur Grenze
        | Betrag     | Hinweis                                   |
        | 1.200,00 € | gibt es keinen Hinweis "line_exceeded"    |
      Beispiele: über der Grenze
        | Betrag     | Hinweis                                        |
        | 1.200,01 € | gibt es den Hinweis "line_exceeded" nach PLAN-02 |

    Szenariogrundriss: Vorwarnung bei 115 %
      Wenn ich <Betrag> auf "Beratung" erfasse
      Dann wird die Ausgabe angenommen
      Und <Hinweis>

      Beispiele: darunter
        | Betrag     | Hinweis                                  |
        | 1.149,99 € | gibt es keinen Hinweis "line_near_limit" |
      Beispiele: erreicht
        | Betrag     | Hinweis                                            |
        | 1.150,00 € | gibt es den Hinweis "line_near_limit" nach PLAN-02 |

    Szenario: Eine unbekannte Kostenposition wird abgelehnt
      Wenn ich 10,00 € auf "Unbekannt" erfasse
      Dann ist der Hinderungsgrund "budget_line_unknown" nach PLAN-01

    Szenario: Eine unbekannte Maßnahme wird abgelehnt
      Wenn ich eine Ausgabe erfasse mit
        | Feld       | Wert |
        | measure_id | M-9  |
      Dann ist der Hinderungsgrund "measure_unknown" nach PRG-05

  Regel: PLAN-02, Pack mit "block": die Überschreitung wird abgelehnt
    Szenariogrundriss: Grenze bei 120 %, sperrend
      Angenommen das Regelpaket stellt ein, dass "line_excess" den Wert "block" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag      |
        | Beratung       | 1.000,00 €  |
        | Technik        | 10.000,00 € |
      Wenn ich <Betrag> auf "Beratung" erfasse
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: bis zur Grenze
        | Betrag     | Ergebnis   |
        | 1.200,00 € | angenommen |
      Beispiele: über der Grenze
        | Betrag     | Ergebnis  |
        | 1.200,01 € | abgelehnt |

    Szenariogrundriss: Ohne Ausgleich an anderer Stelle sperrt das Paket auch innerhalb der 20 %
      Angenommen das Regelpaket stellt ein, dass "line_excess" den Wert "<Wirkung>" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag      |
        | Beratung       | 1.000,00 €  |
        | Technik        | 10.000,00 € |
      Und eine bezahlte Ausgabe über <Technik> auf "Technik"
      Wenn ich 1.100,00 € auf "Beratung" erfasse
      Dann <Ergebnis>

      Beispiele: auf den Cent ausgeglichen
        | Wirkung | Technik    | Ergebnis                                    |
        | block   | 9.900,00 € | gibt es keinen Hinweis "overrun_not_offset" |
      Beispiele: einen Cent zu wenig gespart
        | Wirkung | Technik    | Ergebnis                                                  |
        | block   | 9.900,01 € | ist der Hinderungsgrund "overrun_not_offset" nach PLAN-02 |
        | warn    | 9.900,01 € | gibt es den Hinweis "overrun_not_offset" nach PLAN-02     |

    Szenariogrundriss: Die Position in ihrem Ansatz wird gebucht, auch wenn eine andere sie gebraucht hätte
      Angenommen das Regelpaket stellt ein, dass "line_excess" den Wert "block" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag      |
        | Beratung       | 1.000,00 €  |
        | Technik        | 10.000,00 € |
      Und eine bezahlte Ausgabe über 1.100,00 € auf "Beratung"
      Wenn ich <Technik> auf "Technik" erfasse
      Dann <Hinweis>

      Beispiele: der Ausgleich bleibt
        | Technik    | Hinweis                                     |
        | 9.900,00 € | gibt es keinen Hinweis "overrun_not_offset" |
      Beispiele: der Ausgleich ist aufgebraucht
        | Technik    | Hinweis                                               |
        | 9.900,01 € | gibt es den Hinweis "overrun_not_offset" nach PLAN-02 |

  Regel: PLAN-01, PLAN-02: Was offen ist, sagt die Zuwendung selbst, in der Schnittstelle wie auf ihrer Seite
    Szenariogrundriss: Der Finanzierungsplan ist ausgeschöpft oder überschritten
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine bezahlte Ausgabe über <Betrag> auf "Beratung"
      Dann trägt die Zuwendung für "<Person>" <Hinweise>

      Beispiele: auf den Cent ausgeschöpft
        | Betrag     | Person          | Hinweise      |
        | 1.000,00 € | sachbearbeitung | keine Hinweise |
      Beispiele: einen Cent darüber
        | Betrag     | Person          | Hinweise                                                   |
        | 1.000,01 € | sachbearbeitung | die Hinweise "plan_total_exceeded" und "overrun_not_offset" |
      Beispiele: wer keine Zahlen sieht, liest sie auch hier nicht
        | Betrag     | Person         | Hinweise       |
        | 1.000,01 € | administration | keine Hinweise |

    Szenario: Andere öffentliche Mittel ohne Festlegung
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und eine abrufbare Ausgabe über 200.000,00 €
      Und die Einnahme "other_public" über 80.000,00 € vom 15.05.2026
      Dann trägt die Zuwendung für "sachbearbeitung" die Hinweise "cover_undecided"

  Regel: PLAN-01: Der Plan ist hinsichtlich des Gesamtergebnisses verbindlich
    Szenariogrundriss: Grenze beim Gesamtbetrag
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Wenn ich <Betrag> auf "Beratung" erfasse
      Dann wird die Ausgabe angenommen
      Und <Hinweis>

      Beispiele: bis zum Gesamtbetrag
        | Betrag     | Hinweis                                      |
        | 1.000,00 € | gibt es keinen Hinweis "plan_total_exceeded" |
      Beispiele: darüber
        | Betrag     | Hinweis                                                |
        | 1.000,01 € | gibt es den Hinweis "plan_total_exceeded" nach PLAN-01 |

    Szenariogrundriss: Ein einzelner Beleg über dem Doppelten des ganzen Plans ist ein Tippfehler
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Wenn ich <Betrag> auf "Beratung" erfasse
      Dann <Ergebnis>

      Beispiele: bis zum Doppelten
        | Betrag     | Ergebnis                    |
        | 2.000,00 € | wird die Ausgabe angenommen |
      Beispiele: darüber
        | Betrag     | Ergebnis                                                |
        | 2.000,01 € | ist der Hinderungsgrund "voucher_above_plan" nach PLAN-01 |

    Szenariogrundriss: Wo das Regelpaket weniger zulässt als das Doppelte
      Angenommen das Regelpaket stellt ein, dass "voucher_excess_bp" den Wert "5000" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Wenn ich <Betrag> auf "Beratung" erfasse
      Dann <Ergebnis>

      Beispiele: bis zum Anderthalbfachen
        | Betrag     | Ergebnis                    |
        | 1.500,00 € | wird die Ausgabe angenommen |
      Beispiele: darüber
        | Betrag     | Ergebnis                                                  |
        | 1.500,01 € | ist der Hinderungsgrund "voucher_above_plan" nach PLAN-01 |

    Szenario: Nach einer kleineren Planfassung lässt sich der Zweck einer Ausgabe noch ändern
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine bezahlte Ausgabe über 2.000,00 € auf "Beratung"
      Und eine neue Planfassung allein mit 900,00 € auf "Beratung"
      Wenn ich "purpose" der Ausgabe auf "Beratung zur Plattform, zweiter Teil" ändere
      Dann wird das angenommen
      Wenn ich "gross_cents" der Ausgabe auf 2.000,01 € ändere
      Dann ist der Hinderungsgrund "voucher_above_plan" nach PLAN-01

  Regel: PLAN-10: Planfassungen sind unveränderlich und gehen auf
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026

    Szenariogrundriss: Finanzierung und Ansätze ergeben dasselbe
      Wenn ich 1.000,00 € plane und so finanziere
        | Quelle | Betrag    |
        | own    | <Eigen>   |
        | grant  | 650,00 €  |
      Dann wird das <Ergebnis>

      Beispiele: gleich
        | Eigen    | Ergebnis   |
        | 350,00 € | angenommen |
      Beispiele: ungleich
        | Eigen    | Ergebnis  |
        | 349,99 € | abgelehnt |
        | 350,01 € | abgelehnt |

    Szenario: Eine freigegebene Fassung wird kein zweites Mal freigegeben
      Wenn ich einen Finanzierungsplan vorlege mit
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und "kaemmerei" die vorgelegte Planfassung freigibt
      Dann wird das angenommen
      Und beträgt "geplant" 1.000,00 €

  Regel: PRG-09: Andere Bundesmittel ersetzen weder Zuwendung noch Eigenanteil
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026

    Szenario: Bundesmittel im Plan
      Wenn ich 1.000,00 € plane und so finanziere
        | Quelle  | Betrag   |
        | federal | 350,00 € |
        | grant   | 650,00 € |
      Dann ist der Hinderungsgrund "federal_money" nach PRG-09

    Szenariogrundriss: Öffentliche Mittel höchstens bis zu den Ausgaben (E22)
      Wenn ich 1.000,00 € plane und so finanziere
        | Quelle       | Betrag   |
        | other_public | <Land>   |
        | grant        | 650,00 € |
        | own          | <Eigen>  |
      Dann wird das <Ergebnis>

      Beispiele: bis zu den Ausgaben
        | Land     | Eigen   | Ergebnis   |
        | 350,00 € | 0,00 €  | angenommen |
      Beispiele: darüber
        | Land     | Eigen   | Ergebnis  |
        | 350,01 € | 0,00 €  | abgelehnt |
