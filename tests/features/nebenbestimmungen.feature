# language: de
Funktionalität: Die Ausgabe der Nebenbestimmungen, die der Bescheid nennt, entscheidet

  Grundlage:
    Angenommen heute ist der 03.08.2026

  Regel: GOV-01: Was keine Quelle sagt, ist eigene Festlegung und weicht jeder Quelle (Rangfolge der Quellen)
    Szenariogrundriss: Ohne und mit genannter Ausgabe
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "<Ausgabe>" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Dann gilt für die Zuwendung "<Parameter>" mit dem Wert "<Wert>" aus "<Rang>"

      Beispiele: der Bescheid nennt keine
        | Ausgabe | Parameter                         | Wert        | Rang               |
        | none    | plan_total                        | warn        | eigener Festlegung |
        | none    | income_treatment                  | reduce_base | eigener Festlegung |
        | none    | use_window_length                 | 2           | eigener Festlegung |
        | none    | use_window_unit                   | months      | eigener Festlegung |
        | none    | line_tolerance_bp                 | 2000        | eigener Festlegung |
        | none    | interim_due_months_after_year_end | 0           | eigener Festlegung |
        | none    | proof_retention_years             | 5           | eigener Festlegung |
        | none    | rpa_required                      | ja          | eigener Festlegung |
      Beispiele: der Bescheid nennt die ANBest-Gk vom Juni 2019
        | Ausgabe        | Parameter                         | Wert        | Rang               |
        | anbest-gk-2019 | plan_total                        | cap         | Nebenbestimmungen  |
        | anbest-gk-2019 | income_treatment                  | reduce_base | Nebenbestimmungen  |
        | anbest-gk-2019 | use_window_length                 | 2           | Nebenbestimmungen  |
        | anbest-gk-2019 | use_window_unit                   | months      | Nebenbestimmungen  |
        | anbest-gk-2019 | line_tolerance_bp                 | 2000        | eigener Festlegung |
        | anbest-gk-2019 | interim_due_months_after_year_end | 4           | Nebenbestimmungen  |
        | anbest-gk-2019 | proof_retention_years             | 5           | Nebenbestimmungen  |
        | anbest-gk-2019 | rpa_required                      | ja          | Nebenbestimmungen  |
      Beispiele: der Bescheid nennt die ANBest-K, die zum Gesamtergebnis nichts Gelesenes sagen
        | Ausgabe      | Parameter         | Wert | Rang               |
        | anbest-k-nrw | line_tolerance_bp | 2000 | Nebenbestimmungen  |
        | anbest-k-nrw | plan_total        | warn | eigener Festlegung |
        | anbest-k-nrw | use_window_length | 2    | eigener Festlegung |

    Szenariogrundriss: Was das Programm selbst sagt, geht jeder genannten Ausgabe vor
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "<Ausgabe>" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Dann gilt für die Zuwendung "call_mode" mit dem Wert "reimbursement" aus "Merkblatt"
      Und gilt für die Zuwendung "line_excess" mit dem Wert "warn" aus "Merkblatt"
      Und gilt für die Zuwendung "proof_of_use_months_b" mit dem Wert "66" aus "Merkblatt"
      Und gilt für die Zuwendung "proof_of_use_from" mit dem Wert "award" aus "Merkblatt"

      Beispiele:
        | Ausgabe        |
        | none           |
        | anbest-gk-2019 |
        | anbest-k-nrw   |

    Szenario: Der Bescheid geht auch der Ausgabe vor, die er nennt
      Angenommen das Regelpaket stellt ein:
        | Einstellung          | Wert           |
        | ancillary_conditions | anbest-gk-2019 |
        | plan_total           | warn           |
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Dann gilt für die Zuwendung "plan_total" mit dem Wert "warn" aus "Zuwendungsbescheid"

  Regel: GOV-01: Die Seite der Regel nennt den Wert, der entscheidet, und was hinter ihm zurücksteht
    Szenario: Ohne genannte Ausgabe die eigene Festlegung
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Wenn ich die Regel "PLAN-01" nachschlage
      Dann gilt für "Z-1" der Wert "plan_total" im Rang "eigener Festlegung", Regelpaket "kfw436-2020"
      Und steht für "Z-1" bei "plan_total" kein anderer Wert zurück

    Szenario: Mit genannter Ausgabe ihre Fundstelle
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "anbest-gk-2019" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Wenn ich die Regel "PLAN-01" nachschlage
      Dann gilt für "Z-1" der Wert "plan_total" im Rang "Nebenbestimmungen", Regelpaket "anbest-gk-2019"
      Und gilt für "Z-1" der Wert "plan_total" wie "cap" laut "ANBest-Gk Nr. 1.1: der Finanzierungsplan ist hinsichtlich des Gesamtergebnisses verbindlich"
      Und steht für "Z-1" bei "plan_total" der Wert "warn" aus "kfw436-2020" zurück: "Bescheid: der Höchstbetrag begrenzt die Ausgaben; dass der Plan selbst begrenzt (ANBest-Gk Nr. 1.1), ist für KfW 436 nicht belegt"

    Szenario: Wo das Programm vorgeht, steht die genannte Ausgabe sichtbar zurück
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "anbest-gk-2019" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Wenn ich die Regel "CALL-01" nachschlage
      Dann gilt für "Z-1" der Wert "call_mode" im Rang "Merkblatt", Regelpaket "kfw436-2020"
      Und steht für "Z-1" bei "call_mode" der Wert "advance" aus "anbest-gk-2019" zurück: "ANBest-Gk Nr. 1.2: Anforderung, soweit für fällige Zahlungen benötigt"

  Regel: PLAN-01: Mit den ANBest-Gk ist der Plan im Gesamtergebnis verbindlich (ANBest-Gk Nr. 1.1)
    Szenariogrundriss: Bis zur Plansumme gleich, darüber trägt die Stadt
      Angenommen das Regelpaket stellt ein:
        | Einstellung          | Wert      |
        | ancillary_conditions | <Ausgabe> |
        | procurement_required | nein      |
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 1.000,00 € |
      Und eine abrufbare Ausgabe über <Betrag>
      Wenn ich den Mittelabruf "2026-H1" entwerfe
      Dann lautet der Mittelabruf auf <Abruf>

      Beispiele: keine Ausgabe genannt
        | Ausgabe | Betrag     | Abruf    |
        | none    | 1.000,00 € | 650,00 € |
        | none    | 1.000,02 € | 650,01 € |
        | none    | 1.100,00 € | 715,00 € |
      Beispiele: die ANBest-Gk genannt
        | Ausgabe        | Betrag     | Abruf    |
        | anbest-gk-2019 | 1.000,00 € | 650,00 € |
        | anbest-gk-2019 | 1.000,02 € | 650,00 € |
        | anbest-gk-2019 | 1.100,00 € | 650,00 € |

  Regel: CALL-05, CALL-06: Die Verwendungsfrist ist die der genannten Ausgabe (ANBest-Gk Nr. 1.2)
    Grundlage:
      Angenommen das Regelpaket stellt ein:
        | Einstellung          | Wert           |
        | ancillary_conditions | anbest-gk-2019 |
        | call_mode            | advance        |
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag          |
        | Beratung       | 13.000.000,00 € |

    Szenariogrundriss: Zwei Monate nach der Auszahlung am 15.08.2026
      Wenn ich im Voraus 1.000,00 € abrufe, fällig am <Fällig>, Auszahlung am 15.08.2026
      Dann wird das <Ergebnis>

      Beispiele: am letzten Tag
        | Fällig     | Ergebnis   |
        | 15.10.2026 | angenommen |
      Beispiele: am Tag danach
        | Fällig     | Ergebnis  |
        | 16.10.2026 | abgelehnt |

    Szenario: Die Ablehnung nennt die Ausgabe
      Wenn ich im Voraus 1.000,00 € abrufe, fällig am 16.10.2026, Auszahlung am 15.08.2026
      Dann nennt der Hinderungsgrund "need_beyond_window" für "use_window_length" den Wert "2 Monate" aus "anbest-gk-2019", Fassung "2019.2": "ANBest-Gk Nr. 1.2: für fällige Zahlungen innerhalb von zwei Monaten nach der Auszahlung; andere Ausgaben vielleicht sechs Wochen"

    Szenariogrundriss: Ändert sich die eigene Festlegung, ändert sich für diesen Bescheid nichts
      Angenommen "<Regelpaket>" setzt nach Freigabe ab 03.08.2026 "use_window_length" auf "1"
      Wenn ich im Voraus 1.000,00 € abrufe, fällig am <Fällig>, Auszahlung am 15.08.2026
      Dann wird das <Ergebnis>

      Beispiele: eigene Festlegung
        | Regelpaket  | Fällig     | Ergebnis   |
        | kfw436-2020 | 15.10.2026 | angenommen |
      Beispiele: die genannte Ausgabe
        | Regelpaket     | Fällig     | Ergebnis   |
        | anbest-gk-2019 | 15.09.2026 | angenommen |
        | anbest-gk-2019 | 16.09.2026 | abgelehnt  |

  Regel: PLAN-02: Mit den ANBest-K steht die Grenze eines Einzelansatzes in ihnen (ANBest-K Nr. 1.2)
    Grundlage:
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "anbest-k-nrw" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag      |
        | Beratung       | 1.000,00 €  |
        | Technik        | 10.000,00 € |

    Szenario: Genau 20 % sind erlaubt
      Wenn ich 1.200,00 € auf "Beratung" erfasse
      Dann gibt es keinen Hinweis "line_exceeded"

    Szenario: Ein Cent mehr, und der Hinweis nennt die Ausgabe
      Wenn ich 1.200,01 € auf "Beratung" erfasse
      Dann nennt der Hinweis "line_exceeded" für "line_tolerance_bp" den Wert "20 %" aus "anbest-k-nrw", Fassung "2020.2": "ANBest-K Nr. 1.2: Überschreitung eines Einzelansatzes bis 20 % bei Ausgleich"

    Szenario: Eine Änderung der Ausgabe gilt
      Angenommen "anbest-k-nrw" setzt nach Freigabe ab 03.08.2026 "line_tolerance_bp" auf "1000"
      Wenn ich 1.100,01 € auf "Beratung" erfasse
      Dann nennt der Hinweis "line_exceeded" für "line_tolerance_bp" den Wert "10 %" aus "anbest-k-nrw", Fassung "2020.2+1": "Erlass vom 01.08.2026"

    Szenario: Eine Änderung der eigenen Festlegung gilt hier nicht
      Angenommen "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "line_tolerance_bp" auf "1000"
      Wenn ich 1.200,00 € auf "Beratung" erfasse
      Dann gibt es keinen Hinweis "line_exceeded"

    Szenariogrundriss: Wer ändert, sagt, ob es eine eigene Festlegung ist
      Angenommen "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "line_tolerance_bp" auf "1000", <Eigen> eigene Festlegung
      Wenn ich 1.200,00 € auf "Beratung" erfasse
      Dann <Hinweis>

      Beispiele: als eigene Festlegung steht sie zurück
        | Eigen | Hinweis                                |
        | als   | gibt es keinen Hinweis "line_exceeded" |
      Beispiele: als Wert des Programms geht sie vor
        | Eigen     | Hinweis                                          |
        | nicht als | gibt es den Hinweis "line_exceeded" nach PLAN-02 |

  Regel: VN-10: Mit den ANBest-Gk ist jedes Haushaltsjahr ein Zwischennachweis fällig (ANBest-Gk Nr. 6)
    Szenario: Vier Monate nach dem Haushaltsjahr
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "anbest-gk-2019" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2025 bis 31.12.2026
      Dann ist die Frist "interim_proof-2025" am 30.04.2026 fällig
      Und gibt es die Frist "interim_proof-2026" nicht

    Szenario: Nennt der Bescheid die ANBest-K, gibt es keinen
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "anbest-k-nrw" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2025 bis 31.12.2026
      Dann gibt es die Frist "interim_proof-2025" nicht

  Regel: VN-02: Die Frist des Programms geht der längeren der ANBest-Gk vor (S1)
    Szenariogrundriss: 66 Monate nach der Zusage, mit und ohne genannte Ausgabe (E26)
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "<Ausgabe>" hat
      Und die Zuwendung "Z-1" läuft damit vom 29.06.2023 bis 31.12.2026
      Dann ist die Frist "proof_of_use" am 29.12.2028 fällig

      Beispiele:
        | Ausgabe        |
        | none           |
        | anbest-gk-2019 |
