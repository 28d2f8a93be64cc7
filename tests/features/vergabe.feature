# language: de
Funktionalität: Vergabeakten

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 500.000,00 € |

  Regel: PROC-01: Eine unvollständige Akte hält die Ausgaben auf, die sie nennen (ANBest Nr. 3)
    Szenario: Vollständig und von zwei Personen freigegeben
      Angenommen die Vergabeakte
      Und alle ihre Unterlagen liegen vor
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Wenn ich die Vergabeakte für vollständig erkläre
      Und "kaemmerei" die Vergabeakte freigibt
      Dann wird das angenommen
      Und ist die Vergabeakte vollständig
      Und ist die Ausgabe "claimable"
      Und steht im Prüfpfad ein Ereignis "procurement.released" mit dem Ausgang "ok"

    Szenario: Vollständig, aber noch nicht freigegeben
      Angenommen die Vergabeakte
      Und alle ihre Unterlagen liegen vor
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Wenn ich die Vergabeakte für vollständig erkläre
      Dann fehlt der Ausgabe noch "procurement_incomplete"
      Und ist die Ausgabe "recorded"

    Szenario: Eine fehlende Unterlage
      Angenommen die Vergabeakte
      Und alle ihre Unterlagen außer "award_note" liegen vor
      Wenn ich die Vergabeakte für vollständig erkläre
      Dann ist der Hinderungsgrund "procurement_item_missing" nach PROC-04
      Und steht im Prüfpfad ein Ereignis "command.refused" mit dem Ausgang "refused"

    Szenario: Ein Nachtrag nach der Freigabe nimmt die Ausgabe zurück
      Angenommen die Vergabeakte
      Und alle ihre Unterlagen liegen vor
      Und sie ist freigegeben
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Wenn ich einen Nachtrag über 0,01 € vom 03.08.2026 erfasse
      Dann fehlen der Vergabeakte die Unterlagen "changes"
      Und ist die Ausgabe "recorded"

    Szenario: Eine Ausnahmegenehmigung hebt das Warten auf
      Angenommen die Vergabeakte
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Und für den Befund "procurement_incomplete" nach PROC-01 ist bis 31.12.2026 eine Ausnahme genehmigt
      Dann ist die Ausgabe "claimable"

  Regel: PROC-01, GOV-01: Eine Ausnahme für die Akte steht in jedem Bericht, der ihre Ausgaben zählt
    Grundlage:
      Angenommen die Vergabeakte
      Und alle ihre Unterlagen außer "award_note" liegen vor
      Und für die fehlende Unterlage "award_note" der Akte ist eine Ausnahme genehmigt

    Szenario: Eine Ausgabe dieser Akte zählt mit
      Angenommen eine bezahlte und festgestellte Ausgabe dieser Akte
      Wenn ich die Vergabeakte für vollständig erkläre
      Und "kaemmerei" die Vergabeakte freigibt
      Dann ist die Ausgabe "claimable"
      Und nennt der Bericht "quarterly" für "2026-Q3" die Ausnahme für "Vergabeakte 1"
      Und nennt der Bericht "procurement-overview" für "2026-Q3" die Ausnahme für "Vergabeakte 1"

    Szenario: Ohne Ausgabe steht sie nur in der Vergabeübersicht
      Dann nennt der Bericht "quarterly" für "2026-Q3" keine Ausnahme
      Und nennt der Bericht "procurement-overview" für "2026-Q3" die Ausnahme für "Vergabeakte 1"

  Regel: PROC-01, Pack verlangt Vergabeunterlagen: nicht, wo nichts vergeben wurde
    Grundlage:
      Angenommen das Regelpaket stellt ein, dass Vergabeunterlagen nötig sind
      Und die Zuwendung "Z-3" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Plan sieht Personal auf "Stellen" und Sachausgaben auf "Beratung" vor

    Szenariogrundriss: Gehälter brauchen keine, ein Auftrag schon
      Angenommen eine bezahlte Ausgabe auf "<Position>" mit
        | Feld          | Wert       |
        | contract_date | 02.01.2026 |
      Dann <Befund>

      Beispiele: Personalausgaben
        | Position | Befund                                          |
        | Stellen  | fehlt der Ausgabe nicht "procurement_file"      |
      Beispiele: Sachausgaben
        | Position | Befund                                          |
        | Beratung | fehlt der Ausgabe noch "procurement_file"       |

    Szenario: Eine Reise ohne Auftrag, mit Grund
      Angenommen eine bezahlte Ausgabe auf "Beratung" mit
        | Feld               | Wert                          |
        | contract_date      | -                             |
        | no_contract_reason | Dienstreise ohne Beauftragung |
      Dann fehlt der Ausgabe nicht "procurement_file"

    Szenario: Ein Grund neben einem Auftrag ersetzt keine Vergabeunterlagen
      Angenommen eine bezahlte Ausgabe auf "Beratung" mit
        | Feld               | Wert                          |
        | contract_date      | 02.01.2026                    |
        | no_contract_reason | Dienstreise ohne Beauftragung |
      Dann fehlt der Ausgabe noch "procurement_file"

  Regel: PROC-01, PROC-04: Ob eine abgelegte Unterlage die Vergabe nachweist, sagt das Regelpaket
    Szenariogrundriss: Eine Unterlage bei der Ausgabe
      Angenommen Vergabeunterlagen sind nötig, und als Nachweis gilt "<Nachweis>"
      Und die Zuwendung "Z-4" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Plan sieht Personal auf "Stellen" und Sachausgaben auf "Beratung" vor
      Und eine bezahlte Ausgabe auf "Beratung" mit
        | Feld          | Wert       |
        | contract_date | 02.01.2026 |
      Wenn ich bei der Ausgabe eine Vergabeunterlage ablege
      Dann <Befund>

      Beispiele: sie genügt
        | Nachweis | Befund                                     |
        | document | fehlt der Ausgabe nicht "procurement_file" |
      Beispiele: nur die Akte genügt
        | Nachweis         | Befund                                    |
        | procurement_file | fehlt der Ausgabe noch "procurement_file" |

    Szenario: Die Akte genügt immer
      Angenommen Vergabeunterlagen sind nötig, und als Nachweis gilt "procurement_file"
      Und die Zuwendung "Z-4" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 500.000,00 € |
      Und die Vergabeakte
      Und alle ihre Unterlagen liegen vor
      Und sie ist freigegeben
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Dann ist die Ausgabe "claimable"

  Regel: PROC-01, Pack mit "warn": Die unvollständige Akte ist nur ein Hinweis
    Szenario: Die Ausgabe bleibt abrufbar
      Angenommen das Regelpaket stellt ein, dass "procurement_incomplete" den Wert "warn" hat
      Und die Zuwendung "Z-2" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag     |
        | Beratung       | 5.000,00 € |
      Und die Vergabeakte
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Dann ist die Ausgabe "claimable"

  Regel: PROC-02, PROC-03: Das Recht am Tag des Vertrags gilt, mit seinen Wertgrenzen
    Szenariogrundriss: Formfrei erst ab dem 01.01.2026
      Angenommen die Vergabeakte mit
        | Feld          | Wert  |
        | procedure     | free  |
        | contract_date | <Tag> |
      Dann <Befund>

      Beispiele: § 75a GO NRW
        | Tag        | Befund                                                 |
        | 01.01.2026 | hat die Vergabeakte keinen Befund "procedure_not_allowed" |
      Beispiele: § 26 KomHVO NRW
        | Tag        | Befund                                                            |
        | 31.12.2025 | hat die Vergabeakte den Befund "procedure_not_allowed" nach PROC-02 |

    Szenariogrundriss: Verhandlungsvergabe bis 2025 höchstens 100.000 € netto
      Angenommen die Vergabeakte mit
        | Feld               | Wert       |
        | contract_date      | 31.12.2025 |
        | estimate_net_cents | <Betrag>   |
      Dann <Befund>

      Beispiele: bis zur Grenze
        | Betrag       | Befund                                                   |
        | 100.000,00 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
      Beispiele: über der Grenze
        | Betrag       | Befund                                                             |
        | 100.000,01 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |

    Szenariogrundriss: Ein Direktauftrag reicht nicht weiter als die Verhandlungsvergabe
      Angenommen die Vergabeakte mit
        | Feld               | Wert       |
        | procedure          | direct     |
        | contract_date      | 31.12.2025 |
        | estimate_net_cents | <Betrag>   |
      Dann <Befund>

      Beispiele: bis zur Grenze der nächsten förmlicheren Vergabeart
        | Betrag       | Befund                                                   |
        | 100.000,00 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
      Beispiele: über der Grenze
        | Betrag       | Befund                                                             |
        | 100.000,01 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |

    Szenariogrundriss: Über der Verhandlungsvergabe reicht die Ausschreibung bis zum EU-Schwellenwert
      Angenommen die Vergabeakte mit
        | Feld               | Wert       |
        | procedure          | <Art>      |
        | contract_date      | 31.12.2025 |
        | estimate_net_cents | <Betrag>   |
      Dann <Befund>

      Beispiele: bis zur Grenze, oder europaweit ausgeschrieben
        | Art        | Betrag         | Befund                                                   |
        | restricted | 221.000,00 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | public     | 221.000,00 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | eu         | 9.000.000,00 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
      Beispiele: über der Grenze
        | Art        | Betrag         | Befund                                                             |
        | restricted | 221.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | public     | 221.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | public     | 9.000.000,00 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |

    Szenariogrundriss: Ab 2026 bis zum EU-Schwellenwert
      Angenommen die Vergabeakte mit
        | Feld               | Wert       |
        | contract_date      | 01.01.2026 |
        | estimate_net_cents | <Betrag>   |
      Dann <Befund>

      Beispiele: bis zum Schwellenwert
        | Betrag       | Befund                                                   |
        | 216.000,00 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
      Beispiele: darüber
        | Betrag       | Befund                                                             |
        | 216.000,01 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-03 |

  Regel: PROC-04: Zehn Unterlagen je Akte; was entfällt, ist begründet
    Szenario: Was eine neue Akte braucht
      Angenommen die Vergabeakte
      Dann fehlen der Vergabeakte die Unterlagen "need, estimate, procedure, bidders, offers, evaluation, award_note, contract"

    Szenario: Nachtrag und Leistung bringen die letzten beiden
      Angenommen die Vergabeakte
      Und alle ihre Unterlagen liegen vor
      Und ein Nachtrag über 1.000,00 € vom 01.03.2026
      Und die Leistung ist am 01.04.2026 erbracht
      Dann fehlen der Vergabeakte die Unterlagen "changes, acceptance"

    Szenario: Ein Direktauftrag hat keine weiteren Bieter
      Angenommen die Vergabeakte
      Und alle ihre Unterlagen außer "bidders" liegen vor
      Wenn ich vermerke, dass "bidders" entfällt: "Direktauftrag"
      Dann wird das angenommen
      Und hat die Vergabeakte keinen Befund "procurement_item_missing"

    Szenario: Der Vermerk entfällt nie
      Angenommen die Vergabeakte
      Wenn ich vermerke, dass "award_note" entfällt: "keine Zeit"
      Dann ist der Hinderungsgrund "item_not_dispensable" nach PROC-04

    Szenario: Ein Betrag von null ist keiner
      Wenn ich eine Vergabeakte anlege mit
        | Feld               | Wert   |
        | estimate_net_cents | 0,00 € |
      Dann ist der Hinderungsgrund "amount_out_of_range" nach PROC-04

  Regel: PROC-05: Wo das Regelpaket sperrt, öffnet eine Begründung, die eine zweite Person mit der Akte freigibt
    Szenariogrundriss: Zusammen über der Grenze
      Angenommen das Regelpaket stellt ein, dass "procurement_splitting" den Wert "block" hat
      Und die Zuwendung "Z-5" läuft damit vom 01.01.2026 bis 31.12.2027
      Und die Vergabeakte mit
        | Feld               | Wert         |
        | contract_date      | 15.02.2026   |
        | estimate_net_cents | 100.000,00 € |
      Und die Vergabeakte mit
        | Feld               | Wert         |
        | contract_date      | 15.03.2026   |
        | estimate_net_cents | 116.000,01 € |
        | splitting_reason   | <Grund>      |
      Und alle ihre Unterlagen liegen vor
      Wenn ich die Vergabeakte für vollständig erkläre
      Dann <Ergebnis>

      Beispiele: mit Grund
        | Grund                         | Ergebnis             |
        | zweites Amt, anderer Zeitraum | wird das angenommen  |
      Beispiele: ohne Grund
        | Grund | Ergebnis                                                |
        | -     | ist der Hinderungsgrund "contract_split" nach PROC-05   |

  Regel: PROC-05: Aufträge an denselben Auftragnehmer werden über zwölf Monate zusammengezählt
    Szenariogrundriss: Zusammen an der Grenze von 216.000 €
      Angenommen die Vergabeakte mit
        | Feld               | Wert         |
        | contract_date      | 15.02.2026   |
        | estimate_net_cents | 100.000,00 € |
      Und die Vergabeakte mit
        | Feld               | Wert     |
        | contract_date      | <Tag>    |
        | estimate_net_cents | <Betrag> |
      Dann <Befund>

      Beispiele: genau die Grenze, oder zwölf Monate später
        | Tag        | Betrag       | Befund                                             |
        | 14.02.2027 | 116.000,00 € | hat die Vergabeakte keinen Befund "contract_split" |
        | 15.02.2027 | 116.000,01 € | hat die Vergabeakte keinen Befund "contract_split" |
      Beispiele: ein Cent mehr am letzten Tag der zwölf Monate
        | Tag        | Betrag       | Befund                                                       |
        | 14.02.2027 | 116.000,01 € | hat die Vergabeakte den Befund "contract_split" nach PROC-05 |

  Regel: PROC-06, OSS-02: Die Pflichten des Programms stehen im Vertrag
    Szenario: Alle vier Klauseln
      Angenommen die Vergabeakte
      Dann hat die Vergabeakte keinen Befund "clause_missing"

    Szenario: Ohne Prüfrecht
      Angenommen die Vergabeakte
      Und ihr Vertrag hat nur die Klauseln
        | knowledge_transfer |
        | open_source        |
        | documentation      |
      Dann hat die Vergabeakte den Befund "clause_missing" nach PROC-06

    Szenario: Ohne offene Lizenz
      Angenommen die Vergabeakte
      Und ihr Vertrag hat nur die Klauseln
        | knowledge_transfer |
        | documentation      |
        | audit_right        |
      Dann hat die Vergabeakte den Befund "clause_missing" nach OSS-02

  Regel: PROC-07: Fällige Vertragsstrafen werden geltend gemacht und mindern die Kosten
    Szenariogrundriss: Heute ist der 03.08.2026
      Angenommen die Vergabeakte mit
        | Feld            | Wert  |
        | delivery_due_on | <Tag> |
        | penalty_bp      | 0,20 % |
        | penalty_cap_bp  | 5,00 % |
      Dann <Befund>

      Beispiele: am letzten Tag
        | Tag        | Befund                                          |
        | 03.08.2026 | hat die Vergabeakte keinen Befund "penalty_due" |
      Beispiele: einen Tag zu spät
        | Tag        | Befund                                                    |
        | 02.08.2026 | hat die Vergabeakte den Befund "penalty_due" nach PROC-07 |

    Szenario: Geltend gemacht
      Angenommen die Vergabeakte mit
        | Feld            | Wert       |
        | delivery_due_on | 02.08.2026 |
        | penalty_bp      | 0,20 %     |
        | penalty_cap_bp  | 5,00 %     |
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Wenn ich eine Vertragsstrafe von 100,00 € geltend mache
      Dann wird das angenommen
      Und hat die Vergabeakte keinen Befund "penalty_due"
      Und beträgt "zuwendungsfähig" 1.090,00 €

    Szenario: Am Liefertermin fehlt nichts, am Tag danach steht der Befund von selbst in der Akte
      Angenommen die Vergabeakte mit
        | Feld            | Wert       |
        | delivery_due_on | 10.08.2026 |
        | penalty_bp      | 0,20 %     |
        | penalty_cap_bp  | 5,00 %     |
      Wenn der 10.08.2026 anbricht
      Dann hat die Vergabeakte keinen Befund "penalty_due"
      Wenn der 11.08.2026 anbricht
      Dann hat die Vergabeakte den Befund "penalty_due" nach PROC-07
      Und steht im Prüfpfad ein Ereignis "procurement.reassessed" mit dem Ausgang "ok"

    Szenario: Wird der Abzug storniert, ist die Vertragsstrafe wieder offen
      Angenommen die Vergabeakte mit
        | Feld            | Wert       |
        | delivery_due_on | 02.08.2026 |
        | penalty_bp      | 0,20 %     |
        | penalty_cap_bp  | 5,00 %     |
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Wenn ich eine Vertragsstrafe von 100,00 € geltend mache
      Und ich den Abzug der Vertragsstrafe storniere
      Dann wird das angenommen
      Und hat die Vergabeakte den Befund "penalty_due" nach PROC-07
      Und sind 0,00 € Vertragsstrafe geltend gemacht
      Und beträgt "zuwendungsfähig" 1.190,00 €

    Szenario: Mehr als fällig ist ein Hinweis
      Angenommen die Vergabeakte mit
        | Feld            | Wert       |
        | delivery_due_on | 02.08.2026 |
        | penalty_bp      | 0,20 %     |
        | penalty_cap_bp  | 5,00 %     |
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Wenn ich eine Vertragsstrafe von 100,01 € geltend mache
      Dann gibt es den Hinweis "penalty_above_due" nach PROC-07

    Szenariogrundriss: Fällig wird je begonnener Woche ein Satz, höchstens bis zur Grenze
      Angenommen die Vergabeakte mit
        | Feld            | Wert     |
        | delivery_due_on | <Termin> |
        | penalty_days    | 7 Tage   |
        | penalty_bp      | 0,20 %   |
        | penalty_cap_bp  | 0,50 %   |
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Wenn ich eine Vertragsstrafe von <Strafe> geltend mache
      Dann <Hinweis>

      Beispiele: sieben Tage sind eine Woche
        | Termin     | Strafe   | Hinweis                                               |
        | 27.07.2026 | 100,00 € | gibt es keinen Hinweis "penalty_above_due"            |
        | 27.07.2026 | 100,01 € | gibt es den Hinweis "penalty_above_due" nach PROC-07 |
      Beispiele: am achten Tag beginnt die zweite
        | Termin     | Strafe   | Hinweis                                               |
        | 26.07.2026 | 200,00 € | gibt es keinen Hinweis "penalty_above_due"            |
        | 26.07.2026 | 200,01 € | gibt es den Hinweis "penalty_above_due" nach PROC-07 |
      Beispiele: die dritte endet an der Grenze von 0,50 %
        | Termin     | Strafe   | Hinweis                                               |
        | 19.07.2026 | 250,00 € | gibt es keinen Hinweis "penalty_above_due"            |
        | 19.07.2026 | 250,01 € | gibt es den Hinweis "penalty_above_due" nach PROC-07 |

    Szenario: Eine Klausel ohne Liefertermin
      Wenn ich eine Vergabeakte anlege mit
        | Feld           | Wert  |
        | penalty_bp     | 0,20 % |
        | penalty_cap_bp | 5,00 % |
      Dann ist der Hinderungsgrund "penalty_clause_invalid" nach PROC-07

  Regel: PROC-08: Eine Weiterleitung braucht Zustimmung, eigene Bedingungen und geprüften Nachweis
    Szenario: Was der Weiterleitung fehlt
      Angenommen die Vergabeakte mit
        | Feld     | Wert    |
        | relation | pass_on |
      Dann fehlen der Vergabeakte die Unterlagen "consent, own_conditions, recipient_proof, recipient_proof_checked"
      Und hat die Vergabeakte den Befund "procurement_item_missing" nach PROC-08

    Szenario: Ohne Zustimmung nicht vollständig
      Angenommen die Vergabeakte mit
        | Feld     | Wert    |
        | relation | pass_on |
      Und alle ihre Unterlagen außer "consent" liegen vor
      Wenn ich die Vergabeakte für vollständig erkläre
      Dann ist der Hinderungsgrund "procurement_item_missing" nach PROC-08

    Szenario: Mit allem vollständig
      Angenommen die Vergabeakte mit
        | Feld     | Wert    |
        | relation | pass_on |
      Und alle ihre Unterlagen liegen vor
      Und sie ist freigegeben
      Dann ist die Vergabeakte vollständig

  Regel: PROC-04: Die Vergabeübersicht nennt je Akte, was bezahlt und ob sie vollständig ist
    Szenario: Die vollständige Akte mit ihrer Ausgabe
      Angenommen die Vergabeakte
      Und alle ihre Unterlagen liegen vor
      Und sie ist freigegeben
      Und eine bezahlte und festgestellte Ausgabe dieser Akte
      Wenn ich den Bericht "procurement-overview" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Akte vollständig" "ja"
      Und sagt der Bericht "An keiner Vergabeakte ist etwas offen."

    Szenario: Die Akte ohne Unterlagen
      Angenommen die Vergabeakte
      Wenn ich den Bericht "procurement-overview" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Akte vollständig" "nein"
      Und steht im Bericht bei "1" unter "Bezahlt brutto" "0,00 €"
