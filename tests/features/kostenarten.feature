# language: de
Funktionalität: Welche Arten von Ausgaben zählen

  Regel: ELG-01: Kostenarten und Sachkonten stehen als Liste im Regelpaket
    Szenariogrundriss: Nur was auf der Liste steht
      Angenommen das Regelpaket stellt ein, dass "eligible_categories" den Wert "<Liste>" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld        | Wert     |
        | gross_cents | 100,00 € |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: Sachausgaben auf der Liste
        | Liste              | Ergebnis   |
        | ["SACH"]           | angenommen |
        | ["SACH", "INVEST"] | angenommen |
      Beispiele: Sachausgaben nicht auf der Liste
        | Liste      | Ergebnis  |
        | ["INVEST"] | abgelehnt |
        | []         | abgelehnt |

    Szenario: Was außerhalb liegt, nennt die Liste und lässt sich als nicht zuwendungsfähig erfassen
      Angenommen das Regelpaket stellt ein, dass "eligible_categories" den Wert "["INVEST"]" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld        | Wert     |
        | gross_cents | 100,00 € |
      Dann ist der Hinderungsgrund "category_not_eligible" nach ELG-01
      Und nennt die Meldung "INVEST"
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert                  |
        | gross_cents       | 100,00 €              |
        | vat_cents         | 0,00 €                |
        | ineligible_cents  | 100,00 €              |
        | ineligible_reason | nicht auf der Liste   |
      Dann wird die Ausgabe angenommen

    Szenariogrundriss: Unterarten nach den ersten Ziffern des Sachkontos
      Angenommen das Regelpaket stellt ein, dass "eligible_account_classes" den Wert "["52", "543"]" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld    | Wert    |
        | account | <Konto> |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: auf der Liste
        | Konto  | Ergebnis   |
        | 525100 | angenommen |
        | 543100 | angenommen |
      Beispiele: daneben
        | Konto  | Ergebnis  |
        | 542900 | abgelehnt |

    Szenario: Ein Konto daneben nennt die Regel
      Angenommen das Regelpaket stellt ein, dass "eligible_account_classes" den Wert "["52"]" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld    | Wert   |
        | account | 542900 |
      Dann ist der Hinderungsgrund "cost_type_not_eligible" nach ELG-01

  Regel: ELG-01, ELG-02: Eine geänderte Liste gilt ab ihrem Tag auch für das, was schon erfasst ist
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und alle Abrufvoraussetzungen der Phase B liegen vor

    Szenariogrundriss: Von der Liste genommen
      Angenommen eine abrufbare Ausgabe mit
        | Feld        | Wert       |
        | gross_cents | 1.000,00 € |
        | account     | 525100     |
      Und "kfw436-2020" setzt nach Freigabe ab 01.09.2026 "<Einstellung>" auf "<Wert>"
      Wenn der <Tag> anbricht
      Dann beträgt "abrufbar" <Betrag>

      Beispiele: am Tag davor
        | Einstellung              | Wert       | Tag        | Betrag     |
        | eligible_categories      | ["INVEST"] | 31.08.2026 | 1.000,00 € |
        | eligible_account_classes | ["9"]      | 31.08.2026 | 1.000,00 € |
      Beispiele: am Tag selbst
        | Einstellung              | Wert       | Tag        | Betrag     |
        | eligible_categories      | ["INVEST"] | 01.09.2026 | 0,00 €     |
        | eligible_account_classes | ["9"]      | 01.09.2026 | 0,00 €     |

    Szenario: Die Ausgabe sagt, welche Regel sie aufhält
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "eligible_categories" auf "["INVEST"]"
      Dann ist die Ausgabe "recorded"
      Und hat die Ausgabe den Hinderungsgrund "category_not_eligible" nach ELG-01

    Szenario: Was abgerufen ist, bleibt abgerufen
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und der Mittelabruf "2026-H1" ist freigegeben
      Und "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "eligible_categories" auf "["INVEST"]"
      Dann ist die Ausgabe "called"

    Szenario: Die Vorschau sagt es voraus
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und vorgeschlagen ist, "eligible_categories" in "kfw436-2020" ab 03.08.2026 auf "["INVEST"]" zu setzen
      Dann sagt die Vorschau 5 Änderungen voraus, darunter
        | Wo    | Was              | bisher     | dann                  |
        | Nr. 1 | Stand            | claimable  | recorded              |
        | Nr. 1 | Hinderungsgründe |            | category_not_eligible |
        | Summe | Summe abrufbar   | 1.000,00 € | 0,00 €                |

    Szenario: Eigenleistungen nicht mehr zugelassen
      Angenommen der Plan sieht Personal auf "Personal" und Sachausgaben auf "Beratung" vor
      Und eine abrufbare Ausgabe mit
        | Feld        | Wert       |
        | budget_line | Personal   |
        | gross_cents | 1.000,00 € |
      Und "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "own_services" auf "excluded"
      Dann ist die Ausgabe "recorded"
      Und hat die Ausgabe den Hinderungsgrund "own_services_not_eligible" nach ELG-02

  Regel: ELG-02: Eigenleistungen der Stadt zählen, wo das Regelpaket sie zulässt
    Szenariogrundriss: Eigenes Personal im Plan
      Angenommen das Regelpaket stellt ein, dass "own_services" den Wert "<Wert>" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Plan der Personalausgaben beträgt 50.000,00 € auf "Personal"
      Wenn ich eine Ausgabe erfasse mit
        | Feld        | Wert     |
        | budget_line | Personal |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: zugelassen
        | Wert   | Ergebnis   |
        | funded | angenommen |
      Beispiele: ausgeschlossen
        | Wert     | Ergebnis  |
        | excluded | abgelehnt |

    Szenario: Ausgeschlossene Eigenleistungen nennen die Regel
      Angenommen das Regelpaket stellt ein, dass "own_services" den Wert "excluded" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Plan der Personalausgaben beträgt 50.000,00 € auf "Personal"
      Wenn ich eine Ausgabe erfasse mit
        | Feld        | Wert     |
        | budget_line | Personal |
      Dann ist der Hinderungsgrund "own_services_not_eligible" nach ELG-02

  Regel: ELG-11: Was üblicherweise nicht zählt, sperrt den Abruf, bis zwei Personen es zulassen
    Grundlage:
      Angenommen heute ist der 03.08.2026
      Und die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |

    Szenariogrundriss: Ein Wort der Liste im Zweck
      Wenn ich eine Ausgabe erfasse mit
        | Feld    | Wert    |
        | purpose | <Zweck> |
      Dann gibt es den Hinweis "blocked_cost" nach ELG-11

      Beispiele:
        | Zweck                           |
        | Bewirtung beim Auftakt          |
        | Mahngebühren zu Rechnung 4711   |
        | Kalkulatorische Miete Pilotraum |

    Szenario: Ein Zweck ohne solches Wort
      Wenn ich eine Ausgabe erfasse mit
        | Feld    | Wert             |
        | purpose | Beratung Auftakt |
      Dann gibt es keinen Hinweis "blocked_cost"

    Szenario: Ganz abgezogen steht nichts mehr im Weg
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert                    |
        | gross_cents       | 1.190,00 €              |
        | purpose           | Workshop mit Bewirtung  |
        | ineligible_cents  | 1.190,00 €              |
        | ineligible_reason | Bewirtung nicht gezahlt |
      Dann gibt es keinen Hinweis "blocked_cost"

    Szenario: Ein Cent bleibt, und mit ihm die Frage an zwei Personen
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert                    |
        | gross_cents       | 1.190,00 €              |
        | purpose           | Workshop mit Bewirtung  |
        | ineligible_cents  | 1.189,99 €              |
        | ineligible_reason | Bewirtung nicht gezahlt |
      Dann gibt es den Hinweis "blocked_cost" nach ELG-11

    Szenario: Gesperrt bleibt sie auch mit allen Belegen, bis die Ausnahme genehmigt ist
      Angenommen eine erfasste Ausgabe mit
        | Feld        | Wert                   |
        | gross_cents | 100,00 €               |
        | vat_cents   | 0,00 €                 |
        | purpose     | Bewirtung beim Auftakt |
      Und der Beleg liegt vor
      Und die Ausgabe ist sachlich und rechnerisch festgestellt
      Dann ist die Ausgabe "recorded"
      Angenommen für den Befund "blocked_cost" nach ELG-11 ist bis 31.08.2026 eine Ausnahme beantragt
      Dann ist die Ausgabe "recorded"
      Wenn "kaemmerei" die Ausnahme genehmigt
      Dann wird das angenommen
      Und ist die Ausgabe "claimable"

  Regel: ELG-11: Eine geänderte Liste gesperrter Wörter gilt ab ihrem Tag auch für erfasste Zwecke
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und eine abrufbare Ausgabe mit
        | Feld        | Wert               |
        | gross_cents | 1.000,00 €         |
        | purpose     | Imbiss zum Auftakt |

    Szenariogrundriss: Ein neues Wort sperrt ab seinem Tag
      Angenommen "kfw436-2020" setzt nach Freigabe ab 01.09.2026 "blocked_cost_words" auf "["Imbiss"]"
      Wenn der <Tag> anbricht
      Dann beträgt "abrufbar" <Betrag>

      Beispiele: am Tag davor
        | Tag        | Betrag     |
        | 31.08.2026 | 1.000,00 € |
      Beispiele: am Tag selbst
        | Tag        | Betrag |
        | 01.09.2026 | 0,00 € |

    Szenario: Die Ausgabe nennt das neue Wort als Hinderungsgrund
      Angenommen "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "blocked_cost_words" auf "["Imbiss"]"
      Dann ist die Ausgabe "recorded"
      Und hat die Ausgabe den Hinderungsgrund "blocked_cost" nach ELG-11

    Szenario: Ein Wort, das nicht vorkommt, ändert nichts
      Angenommen "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "blocked_cost_words" auf "["Imbisswagen"]"
      Dann ist die Ausgabe "claimable"

    Szenario: Von der Liste genommen gibt die Ausgabe frei
      Angenommen "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "blocked_cost_words" auf "["Imbiss"]"
      Und "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "blocked_cost_words" auf "["Bewirtung"]"
      Dann ist die Ausgabe "claimable"

    Szenario: Ein neues Wort nimmt nichts aus einem Abruf
      Angenommen der Mittelabruf "2026-H1" ist freigegeben
      Und "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "blocked_cost_words" auf "["Imbiss"]"
      Dann ist die Ausgabe "called"

    Szenario: Die Vorschau liest auch die Zwecke
      Angenommen vorgeschlagen ist, "blocked_cost_words" in "kfw436-2020" ab 03.08.2026 auf "["Imbiss"]" zu setzen
      Dann sagt die Vorschau 5 Änderungen voraus, darunter
        | Wo    | Was              | bisher     | dann         |
        | Nr. 1 | Stand            | claimable  | recorded     |
        | Nr. 1 | Hinderungsgründe |            | blocked_cost |
        | Summe | Summe abrufbar   | 1.000,00 € | 0,00 €       |

  Regel: PRG-10: Jede Maßnahme folgt der Charta und steht in der Strategie
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026

    Szenario: Ohne Bezug zur Charta bleibt ein Hinweis
      Wenn ich eine Maßnahme anlege mit
        | Feld             | Wert |
        | charta_reference |      |
      Dann gibt es den Hinweis "charta_reference_missing" nach PRG-10

    Szenario: Mit Bezug zur Charta nicht
      Wenn ich eine Maßnahme anlege mit
        | Feld             | Wert                              |
        | charta_reference | Leitlinie 3: transparent, offen   |
      Dann gibt es keinen Hinweis

    Szenario: Ohne Fundstelle in der Strategie wird sie abgelehnt
      Wenn ich eine Maßnahme anlege mit
        | Feld               | Wert |
        | strategy_reference |      |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "text_missing" nach PRG-05
