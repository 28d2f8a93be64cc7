# language: de
Funktionalität: Regelpakete sind Recht in Fassungen

  Grundlage:
    Angenommen heute ist der 03.08.2026

  Regel: GOV-01: Bescheid vor Merkblatt vor genannten Nebenbestimmungen vor Landesrecht (S13)
    Szenario: Ohne Nebenbestimmungen im Bescheid gilt das Landesrecht
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Dann gilt für die Zuwendung "procurement_required" mit dem Wert "nein" aus "Landesrecht"

    Szenario: Nebenbestimmungen, die der Bescheid nennt, gehen dem Landesrecht vor
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "anbest-gk-2019" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Dann gilt für die Zuwendung "procurement_required" mit dem Wert "ja" aus "Nebenbestimmungen"

    Szenario: Das Merkblatt geht den Nebenbestimmungen vor
      Angenommen das Regelpaket stellt ein, dass "ancillary_conditions" den Wert "anbest-gk-2019" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Dann gilt für die Zuwendung "call_mode" mit dem Wert "reimbursement" aus "Merkblatt"

    Szenario: Der Bescheid geht allem vor
      Angenommen das Regelpaket stellt ein, dass "payment_proof" den Wert "file" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Dann gilt für die Zuwendung "payment_proof" mit dem Wert "file" aus "Zuwendungsbescheid"

  Regel: GOV-01: Ein Befund nennt den Wert, der entschied, und wo er steht
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag      |
        | Beratung       | 1.000,00 €  |
        | Technik        | 10.000,00 € |

    Szenario: Ohne eigene Werte den des Programms
      Wenn ich 1.200,01 € auf "Beratung" erfasse
      Dann nennt der Hinweis "line_exceeded" für "line_tolerance_bp" den Wert "20 %" aus "kfw436-2020", Fassung "2020.1": "ANBest-P Nr. 1.2, hier nur als Hinweis"

    Szenario: Nach einer freigegebenen Änderung ihren Wert, ihre Fassung und ihre Fundstelle
      Angenommen "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "line_tolerance_bp" auf "1000"
      Wenn ich 1.100,00 € auf "Beratung" erfasse
      Dann gibt es keinen Hinweis "line_exceeded"
      Wenn ich 0,01 € auf "Beratung" erfasse
      Dann nennt der Hinweis "line_exceeded" für "line_tolerance_bp" den Wert "10 %" aus "kfw436-2020", Fassung "2020.1+1": "Erlass vom 01.08.2026"

    Szenario: Am Tag davor noch den alten
      Angenommen "kfw436-2020" setzt nach Freigabe ab 04.08.2026 "line_tolerance_bp" auf "1000"
      Wenn ich 1.200,01 € auf "Beratung" erfasse
      Dann nennt der Hinweis "line_exceeded" für "line_tolerance_bp" den Wert "20 %" aus "kfw436-2020", Fassung "2020.1": "ANBest-P Nr. 1.2, hier nur als Hinweis"

    Szenario: Was fehlt, nennt das Regelpaket der Stadt, sobald es freigegeben ist
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und "komhvo-nrw" setzt nach Freigabe ab 03.08.2026 "payment_proof" auf "file"
      Dann fehlt der Ausgabe noch "payment_proof"
      Und nennt die Ausgabe für "payment_proof" den Wert "Datei" aus "komhvo-nrw", Fassung "2024.1+1": "Erlass vom 01.08.2026"

    Szenario: Eine gespeicherte Ausgabe behält den Wert, mit dem sie beurteilt wurde, bis er sich ändert
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und "komhvo-nrw" setzt nach Freigabe ab 03.08.2026 "payment_proof" auf "file"
      Und "komhvo-nrw" setzt nach Freigabe ab 05.08.2026 "certification_persons" auf "1"
      Dann nennt die Ausgabe für "payment_proof" den Wert "Datei" aus "komhvo-nrw", Fassung "2024.1+1": "Erlass vom 01.08.2026"
      Wenn der 05.08.2026 anbricht
      Dann nennt die Ausgabe für "payment_proof" den Wert "Datei" aus "komhvo-nrw", Fassung "2024.1+2": "Erlass vom 01.08.2026"

    Szenario: Ein freigegebener Bericht behält Wert und Fassung seines Tages
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und "komhvo-nrw" setzt nach Freigabe ab 03.08.2026 "payment_proof" auf "file"
      Wenn ich den Bericht "data-quality" für 2026-Q2 erzeuge
      Dann steht im Bericht bei "Nachweis der Zahlung fehlt" unter "Er lautet" "Datei"
      Und steht im Bericht bei "Nachweis der Zahlung fehlt" unter "Regelpaket, Fassung" "komhvo-nrw, 2024.1+1"
      Und steht im Bericht bei "Nachweis der Zahlung fehlt" unter "Wo er steht" "Erlass vom 01.08.2026"
      Angenommen "komhvo-nrw" setzt nach Freigabe ab 04.08.2026 "certification_persons" auf "1"
      Wenn der 04.08.2026 anbricht
      Dann steht im Bericht bei "Nachweis der Zahlung fehlt" unter "Regelpaket, Fassung" "komhvo-nrw, 2024.1+1"
      Wenn ich den Bericht "data-quality" für 2026-Q2 erzeuge
      Dann steht im Bericht bei "Nachweis der Zahlung fehlt" unter "Regelpaket, Fassung" "komhvo-nrw, 2024.1+2"

  Regel: GOV-01: Weicht der Bescheid ab, nennt der Befund den Bescheid
    Szenario: Der Bescheid erlaubt 10 %
      Angenommen das Regelpaket stellt ein, dass "line_tolerance_bp" den Wert "1000" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag      |
        | Beratung       | 1.000,00 €  |
        | Technik        | 10.000,00 € |
      Wenn ich 1.100,01 € auf "Beratung" erfasse
      Dann nennt der Hinweis "line_exceeded" für "line_tolerance_bp" den Wert "10 %" aus dem Bescheid

  Regel: GOV-02: Die Ausgabe, die der Bescheid nennt, gilt, nie die neueste (S15)
    Szenariogrundriss: Genannte Ausgabe
      Wenn Phase B als "Z-1" vom 01.01.2026 bis 31.12.2026 mit den Nebenbestimmungen "<Ausgabe>" beantragt wird
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "<Grund>" nach GOV-01

      Beispiele: es gibt die Ausgabe, ihre Werte liegen nicht vor
        | Ausgabe        | Grund                        |
        | anbest-gk-2024 | edition_without_pack         |
        | anbest-gk-2025 | edition_without_pack         |
      Beispiele: unbekannt oder keine Nebenbestimmung
        | Ausgabe        | Grund                        |
        | anbest-gk-2020 | ancillary_conditions_unknown |
        | komhvo-nrw     | ancillary_conditions_unknown |

    Szenario: Die Ausgabe Juni 2019 liegt vor
      Wenn Phase B als "Z-1" vom 01.01.2026 bis 31.12.2026 mit den Nebenbestimmungen "anbest-gk-2019" beantragt wird
      Dann wird das angenommen

  Regel: GOV-03: Worauf der Zinsanspruch beruht, ist offen und eine Einstellung (S1, S16)
    Szenario: Ohne Festlegung bleibt es offen
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Dann gilt für die Zuwendung "legal_basis_interest" mit dem Wert "open" aus "Verfahrensrecht"

    Szenario: Der Bescheid legt es fest
      Angenommen das Regelpaket stellt ein, dass "legal_basis_interest" den Wert "kfw-clause" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Dann gilt für die Zuwendung "legal_basis_interest" mit dem Wert "kfw-clause" aus "Zuwendungsbescheid"

  Regel: GOV-04: Nebenbuch: keine Zahlung, keine Rückbuchung (S23, S20)
    Szenario: Kein Weg hinaus für Zahlungen oder Buchungen
      Dann führt keine Adresse und kein Befehl Zahlungsaufträge oder Buchungen aus
      Und sagt das Verfahren von sich, dass es ein Nebenbuch ist

  Regel: GOV-01: Eine Änderung schlägt eine Person vor, eine andere gibt sie frei
    Szenario: Bis zur Freigabe ändert sich nichts
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und vorgeschlagen ist, "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" zu setzen
      Dann gilt für die Zuwendung "payment_proof" mit dem Wert "reference" aus "Landesrecht"

    Szenario: Nach der Freigabe gilt der neue Wert und jede Ausgabe ist neu bewertet
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und vorgeschlagen ist, "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" zu setzen
      Wenn "kaemmerei" den Vorschlag freigibt
      Dann wird das angenommen
      Und gilt für die Zuwendung "payment_proof" mit dem Wert "file" aus "Landesrecht"
      Und fehlt der Ausgabe noch "payment_proof"
      Und beträgt "abrufbar" 0,00 €
      Und nennt die Zuwendung die Fassung "2020.1+1"
      Und nennt das Ereignis der Freigabe für "payment_proof" alt "reference" und neu "file"
      Und steht im Prüfpfad ein Ereignis "grant.reassessed" mit dem Ausgang "ok"

    Szenario: Die Vorschau nennt jede Zahl, die sich ändern würde
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und vorgeschlagen ist, "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" zu setzen
      Dann sagt die Vorschau 5 Änderungen voraus, darunter
        | Wo    | Was                      | bisher     | dann          |
        | Nr. 1 | Stand                    | claimable  | recorded      |
        | Nr. 1 | fehlt noch               |            | payment_proof |
        | Summe | Summe abrufbar           | 1.000,00 € | 0,00 €        |
        | Summe | zustehende Zuwendung     | 650,00 €   | 0,00 €        |
        | Summe | Regelwert „Nachweis der Zahlung“ | reference  | file          |
      Und beträgt "abrufbar" 1.000,00 €

    Szenariogrundriss: Wer vorschlägt, sieht, wo sich was ändern würde, und keine Zahl einer Zuwendung
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und vorgeschlagen ist, "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" zu setzen
      Wenn "<Person>" die Vorschau öffnet
      Dann nennt sie 5 Änderungen, davon <verdeckt> verdeckt
      Und steht darin bei "zustehende Zuwendung" "<bisher>"
      Und steht darin bei "Regelwert „Nachweis der Zahlung“" "reference"

      Beispiele: die Fachadministration sieht nur die Werte des Regelpakets
        | Person         | verdeckt | bisher |
        | administration | 4        |        |
      Beispiele: die Kämmerei alle
        | Person    | verdeckt | bisher   |
        | kaemmerei | 0        | 650,00 € |

    Szenario: Der Ausschuss sieht keine Vorschau
      Angenommen vorgeschlagen ist, "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" zu setzen
      Wenn "ausschuss" die Vorschau öffnet
      Dann fehlt dafür die Rolle

    Szenario: Die Fachadministration gibt nicht frei
      Angenommen vorgeschlagen ist, "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" zu setzen
      Wenn "administration" den Vorschlag freigibt
      Dann fehlt dafür die Rolle

    Szenario: Ein zurückgezogener Vorschlag bleibt in der Geschichte
      Angenommen vorgeschlagen ist, "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" zu setzen
      Wenn "administration" den Vorschlag mit dem Grund "Erlass aufgehoben" zurückzieht
      Dann wird das angenommen
      Und steht in der Geschichte von "komhvo-nrw" der Stand "withdrawn"
      Und steht im Prüfpfad ein Ereignis "rulepack.withdrawn" mit dem Ausgang "ok"

    Szenario: Ein zurückgezogener Vorschlag wird nicht mehr freigegeben
      Angenommen vorgeschlagen ist, "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" zu setzen
      Und "administration" hat den Vorschlag zurückgezogen
      Wenn "kaemmerei" den Vorschlag freigibt
      Dann lässt der Stand das nicht mehr zu

    Szenario: Zwei offene Vorschläge zu einem Regelpaket gibt es nicht
      Angenommen vorgeschlagen ist, "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" zu setzen
      Wenn "certification_persons" in "komhvo-nrw" ab 03.08.2026 auf "1" gesetzt werden soll
      Dann lässt der Stand das nicht mehr zu

  Regel: GOV-01: Eine Änderung gilt ab ihrem Tag, nie früher
    Szenario: Am Tag davor der alte, am Tag selbst der neue Wert
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und "komhvo-nrw" setzt nach Freigabe ab 01.09.2026 "payment_proof" auf "file"
      Dann gilt am 31.08.2026 für die Zuwendung "payment_proof" mit dem Wert "reference"
      Und gilt am 01.09.2026 für die Zuwendung "payment_proof" mit dem Wert "file"

    Szenario: An ihrem Tag werden die Ausgaben neu bewertet
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und "komhvo-nrw" setzt nach Freigabe ab 01.09.2026 "payment_proof" auf "file"
      Wenn der 31.08.2026 anbricht
      Dann beträgt "abrufbar" 1.000,00 €
      Wenn der 01.09.2026 anbricht
      Dann beträgt "abrufbar" 0,00 €

    Szenario: Ab gestern geht nicht
      Wenn "payment_proof" in "komhvo-nrw" ab 02.08.2026 auf "file" gesetzt werden soll
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "valid_from_in_past" nach GOV-01

    Szenario: Ab heute geht
      Wenn "payment_proof" in "komhvo-nrw" ab 03.08.2026 auf "file" gesetzt werden soll
      Dann wird das angenommen

    Szenario: Ein freigegebener Bericht behält die Fassung, mit der er gerechnet wurde
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und der Quartalsbericht für "2026-Q2" ist freigegeben
      Und "komhvo-nrw" setzt nach Freigabe ab 03.08.2026 "payment_proof" auf "file"
      Wenn der 04.08.2026 anbricht
      Dann nennt der freigegebene Bericht die Fassung "2020.1" und hat dieselben Bytes
      Und nennt ein neuer Bericht für "2026-Q3" die Fassung "2020.1+1"

  Regel: GOV-01: Was nicht stimmt, wird mit allen Gründen abgelehnt
    Szenariogrundriss: Falsche Vorschläge
      Wenn "<Parameter>" in "<Regelpaket>" ab 03.08.2026 auf "<Wert>" gesetzt werden soll
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "<Grund>" nach GOV-01
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

      Beispiele: unbekannt oder außerhalb des Erlaubten
        | Regelpaket  | Parameter         | Wert  | Grund                 |
        | komhvo-nrw  | kaffeekasse       | 1     | parameter_unknown     |
        | komhvo-nrw  | line_tolerance_bp | 10001 | parameter_not_allowed |
        | komhvo-nrw  | line_tolerance_bp | viel  | parameter_not_allowed |
        | mondrecht   | line_tolerance_bp | 1     | rule_pack_unknown     |

    Szenario: Genau 100 % Toleranz sind noch erlaubt
      Wenn "line_tolerance_bp" in "kfw436-2020" ab 03.08.2026 auf "10000" gesetzt werden soll
      Dann wird das angenommen

    Szenario: Zwei Werte für denselben Tag
      Wenn "kfw436-2020" für "line_tolerance_bp" diese Werte bekommen soll
        | Wert | von        | bis        | Fundstelle |
        | 1000 | 03.08.2026 | 31.12.2026 | Erlass 1   |
        | 1500 | 31.12.2026 | -          | Erlass 2   |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "validity_overlaps" nach GOV-01

    Szenario: Lückenlos aneinander
      Wenn "kfw436-2020" für "line_tolerance_bp" diese Werte bekommen soll
        | Wert | von        | bis        | Fundstelle |
        | 1000 | 03.08.2026 | 31.12.2026 | Erlass 1   |
        | 1500 | 01.01.2027 | -          | Erlass 2   |
      Dann wird das angenommen

    Szenario: Ein Tag Lücke zwischen zwei Werten
      Wenn "kfw436-2020" für "line_tolerance_bp" diese Werte bekommen soll
        | Wert | von        | bis        | Fundstelle |
        | 1000 | 03.08.2026 | 31.12.2026 | Erlass 1   |
        | 1500 | 02.01.2027 | -          | Erlass 2   |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "parameter_gap" nach GOV-01

    Szenario: Ohne Fundstelle und rückwärts
      Wenn "kfw436-2020" für "line_tolerance_bp" diese Werte bekommen soll
        | Wert | von        | bis        | Fundstelle |
        | 1000 | 03.08.2027 | 31.12.2026 |            |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "citation_missing" nach GOV-01
      Und ist der Hinderungsgrund "validity_reversed" nach GOV-01

    Szenario: Ohne Inhalt
      Wenn eine Änderung ohne Inhalt vorgeschlagen wird
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "pack_change_empty" nach GOV-01

  Regel: GOV-01: Eine neue Regel darf bis zu einem Tag nur hinweisen
    Szenario: Bis einschließlich des Tages ist es ein Hinweis, am Tag danach ein Hinderungsgrund
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und die Regel ELG-03 in "kfw436-2020" weist nach Freigabe bis 31.08.2026 nur hin
      Wenn der 31.08.2026 anbricht
      Und ich eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | contract_date | 31.12.2025 |
      Dann gibt es den Hinweis "contract_before_start" nach ELG-03
      Wenn der 01.09.2026 anbricht
      Und ich eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | contract_date | 31.12.2025 |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "contract_before_start" nach ELG-03

    Szenario: Gespeicherte Ausgaben werden am Tag danach neu bewertet
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine abrufbare Ausgabe über 1.000,00 €
      Und die Regel ELG-12 in "komhvo-nrw" weist nach Freigabe bis 31.08.2026 nur hin
      Und "komhvo-nrw" setzt nach Freigabe ab 03.08.2026 "payment_proof" auf "file"
      Wenn der 31.08.2026 anbricht
      Dann hat die Ausgabe den Hinweis "payment_proof" und keinen Hinderungsgrund
      Und beträgt "abrufbar" 1.000,00 €
      Wenn der 01.09.2026 anbricht
      Dann fehlt der Ausgabe noch "payment_proof"
      Und beträgt "abrufbar" 0,00 €

    Szenariogrundriss: Vier Augen kennen keinen Übergang
      Wenn die Regel <Regel> in "komhvo-nrw" bis 31.08.2026 nur hinweisen soll
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "transition_not_possible" nach <Regel>

      Beispiele: Vier Augen, Unveränderbarkeit
        | Regel  |
        | MUN-02 |
        | MUN-03 |
        | GOB-01 |

    Szenario: Ein Übergang, der vor der Änderung endet
      Wenn die Regel ELG-03 in "komhvo-nrw" bis 02.08.2026 nur hinweisen soll
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "transition_over" nach GOV-01

    Szenario: Eine Regel, die es nicht gibt
      Wenn die Regel XYZ-99 in "komhvo-nrw" bis 31.08.2026 nur hinweisen soll
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "rule_unknown" nach GOV-01
