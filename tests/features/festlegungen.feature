# language: de
Funktionalität: Was der Zuwendungsgeber im Lauf der Zuwendung festlegt

  Regel: PLAN-07, PRG-09: Bei neuen öffentlichen Mitteln entscheidet eine Festlegung, bevor ein Abruf hinausgeht
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |

    Szenario: Beide Lesarten stehen nebeneinander (E22)
      Angenommen eine abrufbare Ausgabe über 200.000,00 €
      Und die Einnahme "other_public" über 80.000,00 € vom 15.05.2026
      Dann beträgt die Zuwendung bis zur Höhe der Ausgaben 120.000,00 €, anteilig ermäßigt 78.000,00 €, zusammen 10.000,00 € zu viel

    Szenario: Ohne Festlegung wird nicht freigegeben
      Angenommen eine abrufbare Ausgabe über 200.000,00 €
      Und die Einnahme "other_public" über 80.000,00 € vom 15.05.2026
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Hinderungsgrund "cover_undecided" nach PLAN-07

    Szenariogrundriss: Nur Mittel, die bis zum Stichtag des Abrufs eingegangen sind
      Angenommen eine abrufbare Ausgabe über 200.000,00 €
      Und die Einnahme "other_public" über 80.000,00 € vom <Eingang>
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann wird das <Ergebnis>

      Beispiele: am Stichtag
        | Eingang    | Ergebnis  |
        | 30.06.2026 | abgelehnt |
      Beispiele: danach
        | Eingang    | Ergebnis   |
        | 01.07.2026 | angenommen |

    Szenariogrundriss: Was der geltende Plan kennt, ist nicht neu, auf den Cent
      Angenommen der Plan nennt auch 80.000,00 € des Landes
      Und eine abrufbare Ausgabe über 200.000,00 €
      Und die Einnahme "other_public" über <Einnahme> vom 15.05.2026
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann <Ergebnis>

      Beispiele: im Plan
        | Einnahme    | Ergebnis             |
        | 80.000,00 € | wird das angenommen |
      Beispiele: einen Cent mehr
        | Einnahme    | Ergebnis                                               |
        | 80.000,01 € | ist der Hinderungsgrund "cover_undecided" nach PLAN-07 |

    Szenariogrundriss: Die bestätigte Festlegung bestimmt den Abruf
      Angenommen eine abrufbare Ausgabe über 200.000,00 €
      Und die Einnahme "other_public" über 80.000,00 € vom 15.05.2026
      Und "<Festlegung>" ist ab 15.05.2026 festgelegt und bestätigt
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Mittelabruf freigegeben
      Und beträgt "abgerufen" <Abruf>
      Und beträgt "Eigenanteil" <Eigen>

      Beispiele:
        | Festlegung         | Abruf        | Eigen       |
        | cover_up_to_cost   | 120.000,00 € | 0,00 €      |
        | cover_proportional | 78.000,00 €  | 42.000,00 € |

    Szenario: Ein Entwurf von vor der Festlegung wird nicht mehr freigegeben
      Angenommen eine abrufbare Ausgabe über 200.000,00 €
      Und die Einnahme "other_public" über 80.000,00 € vom 15.05.2026
      Und der Entwurf des Mittelabrufs "2026-H1"
      Und "cover_proportional" ist ab 15.05.2026 festgelegt und bestätigt
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Hinderungsgrund "figures_changed" nach PLAN-07

    Szenario: Unbestätigt gilt die Festlegung nicht
      Angenommen eine abrufbare Ausgabe über 200.000,00 €
      Und die Einnahme "other_public" über 80.000,00 € vom 15.05.2026
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn ich "cover_up_to_cost" festlege
      Und "kaemmerei" den Mittelabruf freigibt
      Dann ist der Hinderungsgrund "cover_undecided" nach PLAN-07

  Regel: MUN-03: Eine Festlegung braucht eine zweite Person
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027

    Szenario: Wer erfasst, bestätigt nicht
      Wenn ich "cover_up_to_cost" festlege
      Und "sachbearbeitung" die Festlegung bestätigt
      Dann fehlt dafür die Rolle

    Szenario: Zurückgezogenes wird nicht bestätigt
      Wenn ich "cover_up_to_cost" festlege
      Und ich die Festlegung zurückziehe
      Und "kaemmerei" die Festlegung bestätigt
      Dann lässt der Stand das nicht mehr zu

    Szenario: Ohne Grund wird nichts festgelegt
      Wenn ich "cover_up_to_cost" ohne Grund festlege
      Dann ist der Hinderungsgrund "reason_missing" nach PLAN-07

  Regel: PLAN-05, PLAN-06: Sinken die Ausgaben um mehr als die Bagatellgrenze, ermäßigt sich die Zuwendung anteilig
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027

    Szenario: Ermäßigung und Erstattung (E19)
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |
      Und eine abrufbare Ausgabe über 12.615.384,62 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und der Mittelabruf ist eingereicht
      Und der Zahlungseingang über 8.200.000,00 € vom 03.08.2026
      Wenn ich die Ermäßigung auf 12.400.000,00 € festlege
      Dann beträgt die Zuwendung danach 8.060.000,00 €, die Ermäßigung 390.000,00 €, die Erstattung 140.000,00 €

    Szenariogrundriss: Bagatellgrenze 500 Euro, strikt "mehr als" (E21)
      Wenn ich die Ermäßigung auf <Endgültig> festlege
      Dann wird das <Ergebnis>

      Beispiele: bis zur Grenze
        | Endgültig       | Ergebnis  |
        | 12.999.500,01 € | abgelehnt |
        | 12.999.500,00 € | abgelehnt |
      Beispiele: darüber
        | Endgültig       | Ergebnis   |
        | 12.999.499,99 € | angenommen |

    Szenariogrundriss: Die bestätigte Ermäßigung begrenzt den Abruf, auf den Cent
      Angenommen der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über <Abrufbar>
      Und die Ermäßigung auf 100.000,00 € ist ab 03.08.2026 festgelegt und bestätigt
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>
      Und beträgt "zustehende Zuwendung" <Abruf>

      Beispiele: bis zur ermäßigten Zuwendung
        | Abrufbar     | Abruf       |
        | 99.999,98 €  | 64.999,99 € |
        | 100.000,00 € | 65.000,00 € |
      Beispiele: darüber
        | Abrufbar     | Abruf       |
        | 100.000,02 € | 65.000,00 € |
        | 120.000,00 € | 65.000,00 € |

    Szenariogrundriss: Die Ermäßigung gilt ab ihrem Tag
      Angenommen der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und die Ermäßigung auf 100.000,00 € ist ab <Gilt ab> festgelegt und bestätigt
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>

      Beispiele: am Tag des Entwurfs
        | Gilt ab    | Abruf       |
        | 03.08.2026 | 65.000,00 € |
      Beispiele: am Tag danach
        | Gilt ab    | Abruf       |
        | 04.08.2026 | 78.000,00 € |

    Szenario: Unbestätigt begrenzt sie nichts
      Angenommen der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Wenn ich die Ermäßigung auf 100.000,00 € festlege
      Und ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf 78.000,00 €

    Szenario: Die spätere Ermäßigung tritt an die Stelle der früheren, auch nach oben
      Angenommen der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und die Ermäßigung auf 100.000,00 € ist ab 01.08.2026 festgelegt und bestätigt
      Und die Ermäßigung auf 110.000,00 € ist ab 02.08.2026 festgelegt und bestätigt
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf 71.500,00 €

    Szenariogrundriss: Ein Änderungsbescheid mit neuem Höchstbetrag geht der früheren Ermäßigung vor
      Angenommen der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und die Ermäßigung auf 100.000,00 € ist ab 02.08.2026 festgelegt und bestätigt
      Und ein Änderungsbescheid ändert den Höchstbetrag ab <Bescheid> auf 15.000.000,00 €
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>
      Und beträgt "zustehende Zuwendung" <Abruf>

      Beispiele: der Bescheid gilt ab einem späteren Tag
        | Bescheid   | Abruf       |
        | 03.08.2026 | 78.000,00 € |
      Beispiele: am selben Tag gilt die Ermäßigung
        | Bescheid   | Abruf       |
        | 02.08.2026 | 65.000,00 € |

    Szenario: Ein Änderungsbescheid ohne Betrag hebt die Ermäßigung nicht auf
      Angenommen der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und die Ermäßigung auf 100.000,00 € ist ab 01.08.2026 festgelegt und bestätigt
      Und ein Änderungsbescheid senkt den Fördersatz ab 02.08.2026 auf 60 %
      Dann beträgt "zustehende Zuwendung" 65.000,00 €

    Szenario: Eine Ermäßigung lässt sich durch eine Festlegung ohne Änderung zurücknehmen
      Angenommen der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und die Ermäßigung auf 100.000,00 € ist ab 01.08.2026 festgelegt und bestätigt
      Und die Ermäßigung auf 13.000.000,00 € ist ab 02.08.2026 festgelegt und bestätigt
      Dann beträgt "zustehende Zuwendung" 78.000,00 €

    Szenario: Nach einem Bescheid zwischen Vorschlag und Bestätigung wird nichts bestätigt
      Angenommen der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Wenn ich die Ermäßigung auf 100.000,00 € vorschlage
      Und ein Änderungsbescheid den Fördersatz ab 03.08.2026 auf 60 % senkt
      Und "kaemmerei" die Festlegung bestätigt
      Dann ist der Hinderungsgrund "figures_changed" nach PLAN-05

    Szenario: Ermäßigung und Bescheid seit dem Entwurf stehen beide in der Ablehnung
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H2"
      Und die Ermäßigung auf 100.000,00 € ist ab 03.08.2026 festgelegt und bestätigt
      Und ein Änderungsbescheid senkt den Fördersatz ab 03.08.2026 auf 60 %
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Hinderungsgrund "figures_changed" nach PLAN-05
      Und ist der Hinderungsgrund "figures_changed" nach GOV-01

    Szenario: Ein Entwurf von vor der Ermäßigung wird nicht mehr freigegeben
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H1"
      Und die Ermäßigung auf 100.000,00 € ist ab 03.08.2026 festgelegt und bestätigt
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann ist der Hinderungsgrund "figures_changed" nach PLAN-05

    Szenario: Ist schon mehr abgerufen, gibt es nichts mehr abzurufen
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und die Ermäßigung auf 100.000,00 € ist ab 03.08.2026 festgelegt und bestätigt
      Wenn ich den Mittelabruf "2026-H2" entwerfe
      Dann ist der Hinderungsgrund "nothing_to_call" nach CALL-08

    Szenario: Die Abrufunterlagen eines Entwurfs nennen die Ermäßigung als Schritt
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und die Ermäßigung auf 100.000,00 € ist ab 03.08.2026 festgelegt und bestätigt
      Und der Entwurf des Mittelabrufs "2026-H1"
      Wenn ich den Bericht "call-package" für 2026-H1 erzeuge
      Dann steht im Bericht bei "Ermäßigte Zuwendung (65.000,00 €)" unter "Betrag" "-13.000,00 €"

    Szenario: Was vor der Ermäßigung rechtzeitig verwendet war, wird nicht verzinst
      Angenommen alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und der Mittelabruf ist eingereicht
      Und der Zahlungseingang über 78.000,00 € vom 03.08.2026
      Und die Ermäßigung auf 100.000,00 € ist ab 03.08.2026 festgelegt und bestätigt
      Dann liegen noch 0,00 € unverwendet

    Szenario: Unter der Grenze nennt die Ablehnung ihre Regel
      Wenn ich die Ermäßigung auf 12.999.500,00 € festlege
      Dann ist der Hinderungsgrund "reduction_below_threshold" nach PLAN-06

    Szenario: Ein negativer Betrag
      Wenn ich die Ermäßigung auf -0,01 € festlege
      Dann ist der Hinderungsgrund "amount_out_of_range" nach PLAN-05

  Regel: PLAN-05, CALL-04: Die einbehaltene Schlussrate ist eine der ermäßigten Zuwendung
    Szenario: Zehn Prozent von 65.000 €, nicht von 8.450.000 €
      Angenommen das Regelpaket stellt ein, dass "final_rate_bp" den Wert "1000" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 200.000,00 € |
      Und eine abrufbare Ausgabe über 120.000,00 €
      Und die Ermäßigung auf 100.000,00 € ist ab 03.08.2026 festgelegt und bestätigt
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf 58.500,00 €

  Regel: PLAN-03: Auflagen erlauben, einen Einzelansatz im Rahmen des Ganzen weiter zu überschreiten
    Grundlage:
      Angenommen das Regelpaket stellt ein, dass "line_excess" den Wert "block" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
        | Technik        | 1.000,00 € |

    Szenario: Ohne Auflage bleibt es bei 20 %
      Wenn ich 1.200,01 € auf "Beratung" erfasse
      Dann ist der Hinderungsgrund "line_exceeded" nach PLAN-02

    Szenariogrundriss: Mit Auflage bis zum Gesamtbetrag
      Angenommen die Überschreitung von "Beratung" durch eine Auflage ist festgelegt und bestätigt
      Wenn ich <Betrag> auf "Beratung" erfasse
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: im Rahmen des Gesamtplans
        | Betrag     | Ergebnis   |
        | 1.200,01 € | angenommen |
        | 2.000,00 € | angenommen |
      Beispiele: darüber hinaus
        | Betrag     | Ergebnis  |
        | 2.000,01 € | abgelehnt |

    Szenario: Die Auflage bleibt als Hinweis sichtbar
      Angenommen die Überschreitung von "Beratung" durch eine Auflage ist festgelegt und bestätigt
      Wenn ich 1.200,01 € auf "Beratung" erfasse
      Dann gibt es den Hinweis "line_exceeded_by_authority" nach PLAN-03

    Szenario: Nur für einen Einzelansatz des Plans
      Wenn ich die Überschreitung von "Unbekannt" durch eine Auflage festlege
      Dann ist der Hinderungsgrund "budget_line_unknown" nach PLAN-03

  Regel: PLAN-01: Was über den Plan hinausgeht, trägt die Stadt
    Szenario: Mehr Ausgaben, gleiche Zuwendung (E18)
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Personal       | 3.000.000,00 € |
        | Beratung       | 1.500.000,00 € |
        | Technik        | 8.500.000,00 € |
      Und eine bezahlte Ausgabe über 3.000.000,00 € auf "Personal"
      Und eine bezahlte Ausgabe über 1.700.000,00 € auf "Beratung"
      Wenn ich 8.400.000,00 € auf "Technik" erfasse
      Dann gibt es den Hinweis "plan_total_exceeded" nach PLAN-01
      Und beträgt "Eigenanteil" 4.650.000,00 €

    Szenariogrundriss: Wo das Paket den Plan zum Höchstbetrag macht
      Angenommen das Regelpaket stellt ein, dass "plan_total" den Wert "<Wirkung>" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine abrufbare Ausgabe über 1.100,00 €
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>

      Beispiele: Hinweis
        | Wirkung | Abruf    |
        | warn    | 715,00 € |
      Beispiele: Höchstbetrag
        | Wirkung | Abruf    |
        | cap     | 650,00 € |

  Regel: PLAN-02: Überschreitungen sind durch Einsparungen an anderer Stelle auszugleichen
    Szenariogrundriss: Ausgleich auf den Cent (E18, zweite Hälfte)
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 1.500.000,00 € |
        | Technik        | 8.500.000,00 € |
      Und eine bezahlte Ausgabe über <Technik> auf "Technik"
      Wenn ich 1.700.000,00 € auf "Beratung" erfasse
      Dann <Hinweis>

      Beispiele: Einsparung deckt die Überschreitung
        | Technik        | Hinweis                                     |
        | 8.300.000,00 € | gibt es keinen Hinweis "overrun_not_offset" |
      Beispiele: einen Cent zu wenig gespart
        | Technik        | Hinweis                                               |
        | 8.300.000,01 € | gibt es den Hinweis "overrun_not_offset" nach PLAN-02 |

  Regel: PRG-03: Erste Umsetzungsmaßnahmen der Phase A haben einen eigenen Höchstbetrag
    Szenariogrundriss: Grenze bei einer Million (E07)
      Angenommen das Regelpaket begrenzt die ersten Umsetzungsmaßnahmen
      Und die Zuwendung "Z-1" der Phase A läuft damit vom 01.01.2026 bis 31.12.2027, "M-2" als erste Umsetzungsmaßnahme
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 2.500.000,00 € |
      Und eine abrufbare Ausgabe über 1.300.000,00 €
      Und eine abrufbare Ausgabe mit
        | Feld        | Wert    |
        | measure_id  | M-2     |
        | gross_cents | <Erste> |
      Dann beträgt "zustehende Zuwendung" <Zuwendung>

      Beispiele: bis zum Höchstbetrag
        | Erste          | Zuwendung      |
        | 1.000.000,00 € | 1.495.000,00 € |
        | 999.999,98 €   | 1.494.999,99 € |
      Beispiele: darüber nicht mehr
        | Erste          | Zuwendung      |
        | 1.000.000,02 € | 1.495.000,00 € |
        | 1.200.000,00 € | 1.495.000,00 € |

    Szenariogrundriss: Ist die Zuwendung begrenzt, zählt ihre Million, nicht die der Ausgaben
      Angenommen das Regelpaket begrenzt die Zuwendung für erste Umsetzungsmaßnahmen
      Und die Zuwendung "Z-1" der Phase A läuft damit vom 01.01.2026 bis 31.12.2027, "M-2" als erste Umsetzungsmaßnahme
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 2.600.000,00 € |
      Und eine abrufbare Ausgabe über 1.000.000,00 €
      Und eine abrufbare Ausgabe mit
        | Feld        | Wert    |
        | measure_id  | M-2     |
        | gross_cents | <Erste> |
      Dann beträgt "zustehende Zuwendung" <Zuwendung>

      Beispiele: bis zum Höchstbetrag
        | Erste          | Zuwendung      |
        | 1.538.461,52 € | 1.649.999,99 € |
        | 1.538.461,54 € | 1.650.000,00 € |
      Beispiele: darüber nicht mehr
        | Erste          | Zuwendung      |
        | 1.538.461,56 € | 1.650.000,00 € |
        | 1.600.000,00 € | 1.650.000,00 € |

    Szenario: Im Abruf gilt derselbe Höchstbetrag
      Angenommen das Regelpaket begrenzt die ersten Umsetzungsmaßnahmen
      Und die Zuwendung "Z-1" der Phase A läuft damit vom 01.01.2026 bis 31.12.2027, "M-2" als erste Umsetzungsmaßnahme
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 2.500.000,00 € |
      Und eine abrufbare Ausgabe über 1.300.000,00 €
      Und eine abrufbare Ausgabe mit
        | Feld        | Wert           |
        | measure_id  | M-2            |
        | gross_cents | 1.200.000,00 € |
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf 1.495.000,00 €

    Szenario: Ohne die Begrenzung zählt alles
      Angenommen die Zuwendung "Z-1" der Phase A läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 2.500.000,00 € |
      Und eine abrufbare Ausgabe über 2.500.000,00 €
      Dann beträgt "zustehende Zuwendung" 1.625.000,00 €
