# language: de
Funktionalität: Eine Ausnahmegenehmigung hebt einen Befund auf, bis sie abläuft

  Grundlage:
    Angenommen heute ist der 03.08.2026
    Und die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |
    Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
    Und "sachlich" stellt die Ausgabe sachlich fest
    Und "rechnerisch" stellt die Ausgabe rechnerisch fest

  Regel: GOV-01, ELG-12: Beantragt die Sachbearbeitung, genehmigt eine zweite Person
    Szenario: Beantragt hebt sie noch nichts auf
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme beantragt
      Dann fehlt der Ausgabe noch "voucher_file"
      Und hat die Ausnahme den Stand "proposed"

    Szenario: Genehmigt ist die Ausgabe abrufbar, und der Befund sagt warum
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme beantragt
      Wenn "kaemmerei" die Ausnahme genehmigt
      Dann wird das angenommen
      Und ist die Ausgabe "claimable"
      Und hat die Ausgabe den Hinweis "voucher_file" und keinen Hinderungsgrund
      Und trägt der Befund "voucher_file" im letzten Ereignis der Ausgabe die Ausnahme

    Szenario: Die Programmleitung genehmigt auch
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme beantragt
      Wenn "programmleitung" die Ausnahme genehmigt
      Dann wird das angenommen

    Szenario: Wer sie beantragt hat, genehmigt sie nicht
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme beantragt
      Wenn "sachbearbeitung" die Ausnahme genehmigt
      Dann fehlt dafür die Rolle

    Szenario: Zweimal genehmigen geht nicht
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme genehmigt
      Wenn "programmleitung" die Ausnahme genehmigt
      Dann lässt der Stand das nicht mehr zu

  Regel: GOV-01, ELG-12: Sie läuft von selbst ab
    Szenario: Am letzten Tag gilt sie, am Tag danach ist der Befund zurück
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme genehmigt
      Wenn der 31.08.2026 anbricht
      Dann ist die Ausgabe "claimable"
      Und beträgt "abrufbar" 1.000,00 €
      Wenn der 01.09.2026 anbricht
      Dann ist die Ausgabe "recorded"
      Und fehlt der Ausgabe noch "voucher_file"
      Und beträgt "abrufbar" 0,00 €
      Und hat die Ausnahme den Stand "expired"
      Und steht im Prüfpfad ein Ereignis "waiver.expired" mit dem Ausgang "ok"

    Szenario: Sie gilt weiter, wenn die Ausgabe aus anderem Grund neu beurteilt wird
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.12.2026 eine Ausnahme genehmigt
      Und "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "blocked_cost_words" auf "["Imbiss"]"
      Und eine neue Planfassung allein mit 90.000,00 € auf "Beratung"
      Dann ist die Ausgabe "claimable"
      Wenn der 31.12.2026 anbricht
      Dann ist die Ausgabe "claimable"

    Szenario: Einen anderen Befund derselben Ausgabe hebt sie nicht auf
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.12.2026 eine Ausnahme genehmigt
      Und "kfw436-2020" setzt nach Freigabe ab 03.08.2026 "eligible_categories" auf "["INVEST"]"
      Dann ist die Ausgabe "recorded"
      Und hat die Ausgabe den Hinderungsgrund "category_not_eligible" nach ELG-01

    Szenario: Was abgerufen ist, bleibt abgerufen
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme genehmigt
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Mittelabruf "2026-H1" ist freigegeben
      Wenn der 01.09.2026 anbricht
      Dann ist die Ausgabe "called"

    Szenario: Nach dem Ablauf ist eine neue möglich
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme genehmigt
      Wenn der 01.09.2026 anbricht
      Und ich für den Befund "voucher_file" nach ELG-12 eine Ausnahme beantrage mit
        | Feld       | Wert       |
        | expires_on | 2026-09-30 |
      Dann wird das angenommen

  Regel: GOV-01, ELG-12: Sie kann widerrufen werden
    Szenario: Widerrufen ist der Befund sofort zurück
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme genehmigt
      Wenn die Kämmerei die Ausnahme mit dem Grund "Beleg ist zurück" widerruft
      Dann fehlt der Ausgabe noch "voucher_file"
      Und hat die Ausnahme den Stand "revoked"

    Szenario: Eine widerrufene wird nicht mehr genehmigt
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme beantragt
      Und die Ausnahme ist mit dem Grund "Nicht nötig" widerrufen
      Wenn "programmleitung" die Ausnahme genehmigt
      Dann lässt der Stand das nicht mehr zu

  Regel: GOV-01, ELG-12: Genau ein Befund, mit Grund, Schriftstück und Ende
    Szenario: Zwei Ausnahmen für denselben Befund gibt es nicht
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme genehmigt
      Wenn ich für den Befund "voucher_file" nach ELG-12 eine Ausnahme beantrage
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "waiver_exists" nach ELG-12

    Szenario: Auch nicht, solange die erste nur beantragt ist
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme beantragt
      Wenn ich für den Befund "voucher_file" nach ELG-12 eine Ausnahme beantrage
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "waiver_exists" nach ELG-12

    Szenario: Ohne Begründung und ohne Schriftstück
      Wenn ich für den Befund "voucher_file" nach ELG-12 eine Ausnahme beantrage mit
        | Feld   | Wert |
        | reason |      |
        | file   | -    |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "reason_missing" nach ELG-12
      Und ist der Hinderungsgrund "waiver_document_missing" nach ELG-12
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

    Szenariogrundriss: Ende der Ausnahme
      Wenn ich für den Befund "voucher_file" nach ELG-12 eine Ausnahme beantrage mit
        | Feld       | Wert  |
        | expires_on | <Tag> |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "<Grund>" nach ELG-12

      Beispiele: gestern, zu lang
        | Tag        | Grund           |
        | 2026-08-02 | waiver_expired  |
        | 2037-01-01 | waiver_too_long |

    Szenariogrundriss: Ende der Ausnahme gerade noch möglich
      Wenn ich für den Befund "voucher_file" nach ELG-12 eine Ausnahme beantrage mit
        | Feld       | Wert  |
        | expires_on | <Tag> |
      Dann wird das angenommen

      Beispiele: heute, zehn Jahre
        | Tag        |
        | 2026-08-03 |
        | 2036-12-31 |

    Szenario: Ein Befund, den es dort nicht gibt
      Wenn ich für den Befund "procurement_file" nach PROC-01 eine Ausnahme beantrage
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "finding_unknown" nach PROC-01

    Szenario: Eine Regel, die kein Register kennt
      Wenn ich für den Befund "voucher_file" nach XYZ-9 eine Ausnahme beantrage
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "rule_unknown" nach GOV-01

  Regel: GOV-01, ELG-03: Eine Ausnahme gilt für Erfasstes; was die Erfassung ablehnt, braucht die Entscheidung, die der Grund nennt
    Szenario: Vor der Erfassung gibt es keine Ausnahme, und die Meldung nennt den Weg
      Wenn ich für eine noch nicht erfasste Ausgabe eine Ausnahme beantrage
      Dann gibt es den Gegenstand der Ausnahme nicht, und die Meldung nennt "als nicht zuwendungsfähig mit Begründung erfassen"

    Szenariogrundriss: Außerhalb des Zeitraums nur ohne Anspruch
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert       |
        | contract_date     | <Auftrag>  |
        | ineligible_cents  | <ohne>     |
        | ineligible_reason | Vorlauf    |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: am ersten Tag
        | Auftrag    | ohne       | Ergebnis   |
        | 01.01.2026 | 0,00 €     | angenommen |
      Beispiele: am Tag davor
        | Auftrag    | ohne       | Ergebnis   |
        | 31.12.2025 | 0,00 €     | abgelehnt  |
        | 31.12.2025 | 1.189,99 € | abgelehnt  |
        | 31.12.2025 | 1.190,00 € | angenommen |

  Regel: GOV-01: Jeder Bericht, der darauf beruht, nennt sie
    Szenariogrundriss: Mit der Ausnahme steht sie im Bericht
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme genehmigt
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Mittelabruf "2026-H1" ist freigegeben
      Dann nennt der Bericht "<Bericht>" für "<Zeitraum>" die Ausnahme für "Ausgabe Nr. 1"

      Beispiele: drei Berichte
        | Bericht      | Zeitraum |
        | quarterly    | 2026-Q2  |
        | voucher-list | 2026-Q2  |
        | call-package | 2026-H1  |

    Szenario: Abgerufenes beruht auch nach dem Ablauf darauf
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme genehmigt
      Und alle Abrufvoraussetzungen der Phase B liegen vor
      Und der Mittelabruf "2026-H1" ist freigegeben
      Wenn der 01.09.2026 anbricht
      Dann nennt der Bericht "call-package" für "2026-H1" die Ausnahme für "Ausgabe Nr. 1"

    Szenario: Widerrufen und nicht abgerufen beruht kein Bericht mehr darauf
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme genehmigt
      Wenn die Kämmerei die Ausnahme mit dem Grund "Beleg ist zurück" widerruft
      Dann nennt der Bericht "quarterly" für "2026-Q2" keine Ausnahme

    Szenario: Nur beantragt steht sie in keinem Bericht
      Angenommen für den Befund "voucher_file" nach ELG-12 ist bis 31.08.2026 eine Ausnahme beantragt
      Dann nennt der Bericht "quarterly" für "2026-Q2" keine Ausnahme

  Regel: MUN-02, MUN-03: Vier Augen kennen keine Ausnahme
    Szenariogrundriss: Nie möglich
      Wenn ich für den Befund "certified_by_recorder" nach <Regel> eine Ausnahme beantrage
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "waiver_not_possible" nach <Regel>

      Beispiele: Vier Augen
        | Regel  |
        | MUN-01 |
        | MUN-02 |
        | MUN-03 |

  Regel: GOV-01, PRG-06: Auch eine Abrufvoraussetzung, und nur die genannte
    Szenario: Nur eine von vier Voraussetzungen ist aufgehoben
      Angenommen der Beleg liegt vor
      Und der Entwurf des Mittelabrufs "2026-H1"
      Und für die Voraussetzung "council_decision" ist bis 31.08.2026 eine Ausnahme genehmigt
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann wird das abgelehnt
      Und ist "council_decision" ein Hinweis und "phase_b_documents" ein Hinderungsgrund

    Szenario: Mit den übrigen Nachweisen wird der Abruf freigegeben
      Angenommen der Beleg liegt vor
      Und der Nachweis "committee_decision" vom 15.01.2026 liegt vor
      Und der Nachweis "ministry_approval" vom 15.01.2026 liegt vor
      Und der Nachweis "phase_b_documents" vom 15.01.2026 liegt vor
      Und der Entwurf des Mittelabrufs "2026-H1"
      Und für die Voraussetzung "council_decision" ist bis 31.08.2026 eine Ausnahme genehmigt
      Wenn "kaemmerei" den Mittelabruf freigibt
      Dann gibt es den Hinweis "gate_missing" nach PRG-06

  Regel: GOV-01, INV-05: Auch eine Planfassung, gegen die erst nach dem Entwurf etwas spricht
    Szenario: Ohne Ausnahme wird sie nicht freigegeben
      Angenommen eine Planfassung mit Technik als "SACH" wartet, und danach gilt Technik als "INVEST"
      Wenn "kaemmerei" die wartende Planfassung freigibt
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "category_reason_missing" nach INV-05

    Szenario: Mit der Ausnahme wird sie freigegeben
      Angenommen eine Planfassung mit Technik als "SACH" wartet, und danach gilt Technik als "INVEST"
      Und für "category_reason_missing" der wartenden Planfassung ist eine Ausnahme genehmigt
      Wenn "kaemmerei" die wartende Planfassung freigibt
      Dann gibt es den Hinweis "category_reason_missing" nach INV-05

    Szenario: Für einen Befund, der an der Fassung nicht steht, gibt es keine
      Angenommen eine Planfassung mit Technik als "SACH" wartet, und danach gilt Technik als "SACH"
      Wenn ich für "category_reason_missing" der wartenden Planfassung eine Ausnahme beantrage
      Dann ist der Hinderungsgrund "finding_unknown" nach INV-05
