# language: de
Funktionalität: Ein Bericht sagt nur, was an seinem Tag schon war

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag         |
      | Beratung       | 1.500.000,00 € |

  Regel: GOB-01: Freigegeben wird, was nach dem Ende des Zeitraums entworfen ist
    Szenario: Am letzten Tag des Quartals entworfen
      Angenommen heute ist der 30.09.2026
      Wenn ich den Bericht "quarterly" für 2026-Q3 erzeuge
      Dann sagt der Bericht "Zeitraum noch nicht abgelaufen: Stand 30.09.2026."
      Wenn die Kämmerei den Bericht freigibt
      Dann ist der Hinderungsgrund "period_running" nach GOB-01

    Szenario: Auch später bleibt ein solcher Entwurf ein Entwurf
      Angenommen heute ist der 30.09.2026
      Wenn ich den Bericht "quarterly" für 2026-Q3 erzeuge
      Angenommen heute ist der 12.10.2026
      Wenn die Kämmerei den Bericht freigibt
      Dann ist der Hinderungsgrund "period_running" nach GOB-01

    Szenario: Am Tag nach dem Quartal entworfen
      Angenommen heute ist der 01.10.2026
      Wenn ich den Bericht "quarterly" für 2026-Q3 erzeuge
      Dann sagt der Bericht nichts von "noch nicht abgelaufen"
      Wenn die Kämmerei den Bericht freigibt
      Dann wird das angenommen

    Szenariogrundriss: Am letzten Tag wartet jeder Bericht über den Zeitraum oder seinen letzten Tag
      Angenommen heute ist der <Tag>
      Wenn ich den Bericht "<Bericht>" für <Zeitraum> erzeuge
      Dann sagt der Bericht "Zeitraum noch nicht abgelaufen: Stand <Tag>."
      Wenn die Kämmerei den Bericht freigibt
      Dann ist der Hinderungsgrund "period_running" nach GOB-01

      Beispiele: über den ganzen Zeitraum
        | Bericht              | Zeitraum | Tag        |
        | voucher-list         | 2026-Q3  | 30.09.2026 |
        | voucher-list-summary | 2026-Q3  | 30.09.2026 |
        | financial-statement  | 2026-Q3  | 30.09.2026 |
        | factual-report       | 2026-Q3  | 30.09.2026 |
        | interim-proof        | 2026     | 31.12.2026 |
        | cash-flow            | 2026-Q3  | 30.09.2026 |
        | cash-flow            | 2026-08  | 31.08.2026 |
        | personnel-proof      | 2026-Q3  | 30.09.2026 |
      Beispiele: über den Stand am letzten Tag
        | Bericht              | Zeitraum | Tag        |
        | measure-sheets       | 2026-Q3  | 30.09.2026 |
        | portfolio            | 2026-Q3  | 30.09.2026 |
        | inventory            | 2026-Q3  | 30.09.2026 |
        | procurement-overview | 2026-Q3  | 30.09.2026 |
        | interest-sheet       | 2026-Q3  | 30.09.2026 |
        | deadline-calendar    | 2026-Q3  | 30.09.2026 |
        | software-register    | 2026-Q3  | 30.09.2026 |
        | data-quality         | 2026-Q3  | 30.09.2026 |

    Szenariogrundriss: Am Tag danach sagt der Zeitraum nichts mehr gegen die Freigabe
      Angenommen heute ist der <Tag>
      Wenn ich den Bericht "<Bericht>" für <Zeitraum> erzeuge
      Dann sagt der Bericht nichts von "noch nicht abgelaufen"
      Und trägt der Entwurf keinen Hinweis zum Zeitraum
      Wenn die Kämmerei den Bericht freigibt
      Dann gibt es keinen Hinderungsgrund "period_running"

      Beispiele: über den ganzen Zeitraum
        | Bericht              | Zeitraum | Tag        |
        | voucher-list         | 2026-Q3  | 01.10.2026 |
        | voucher-list-summary | 2026-Q3  | 01.10.2026 |
        | financial-statement  | 2026-Q3  | 01.10.2026 |
        | factual-report       | 2026-Q3  | 01.10.2026 |
        | interim-proof        | 2026     | 01.01.2027 |
        | cash-flow            | 2026-Q3  | 01.10.2026 |
        | personnel-proof      | 2026-Q3  | 01.10.2026 |
      Beispiele: über den Stand am letzten Tag
        | Bericht              | Zeitraum | Tag        |
        | measure-sheets       | 2026-Q3  | 01.10.2026 |
        | portfolio            | 2026-Q3  | 01.10.2026 |
        | inventory            | 2026-Q3  | 01.10.2026 |
        | procurement-overview | 2026-Q3  | 01.10.2026 |
        | interest-sheet       | 2026-Q3  | 01.10.2026 |
        | deadline-calendar    | 2026-Q3  | 01.10.2026 |
        | software-register    | 2026-Q3  | 01.10.2026 |
        | data-quality         | 2026-Q3  | 01.10.2026 |

    Szenario: Die Erklärung zur Barrierefreiheit hängt von keinem Zeitraum ab
      Angenommen heute ist der 30.09.2026
      Wenn ich den Bericht "accessibility-statement" für 2026-Q3 erzeuge
      Dann sagt der Bericht nichts von "noch nicht abgelaufen"
      Und trägt der Entwurf keinen Hinweis zum Zeitraum
      Wenn die Kämmerei den Bericht freigibt
      Dann wird das angenommen

  Regel: VN-01, VN-02, GOB-01: Der Verwendungsnachweis wird in seinem Zeitraum fällig und hat einen Vorlauf
    Szenariogrundriss: Bis zum letzten Tag steht ein Hinweis vor der Freigabe
      Angenommen heute ist der 30.09.2026
      Wenn ich den Bericht "<Bericht>" für 2026-Q3 erzeuge
      Dann sagt der Bericht "Zeitraum noch nicht abgelaufen: Stand 30.09.2026."
      Und trägt der Entwurf den Hinweis "period_running" nach <Regel>
      Wenn die Kämmerei den Bericht freigibt
      Dann gibt es keinen Hinderungsgrund "period_running"

      Beispiele:
        | Bericht        | Regel |
        | proof-of-use-a | VN-01 |
        | proof-of-use-b | VN-02 |

    Szenario: Am Tag danach steht keiner mehr davor
      Angenommen heute ist der 01.10.2026
      Wenn ich den Bericht "proof-of-use-b" für 2026-Q3 erzeuge
      Dann sagt der Bericht nichts von "noch nicht abgelaufen"
      Und trägt der Entwurf keinen Hinweis zum Zeitraum

    Szenario: Am letzten Tag des Halbjahrs geht der Nachweis für das nächste
      Angenommen heute ist der 30.06.2026
      Wenn ich den Bericht "proof-of-use-b" für 2026-H2 erzeuge
      Dann sagt der Bericht "Zeitraum noch nicht abgelaufen: Stand 30.06.2026."

    Szenario: Für das übernächste Halbjahr gibt es noch keinen Nachweis
      Angenommen heute ist der 30.06.2026
      Wenn ich den Bericht "proof-of-use-b" für 2027-H1 anfordere
      Dann ist der Hinderungsgrund "period_ahead" nach GOB-01

    Szenario: Am Tag darauf ist es das nächste
      Angenommen heute ist der 01.07.2026
      Wenn ich den Bericht "proof-of-use-b" für 2027-H1 anfordere
      Dann wird das angenommen

  Regel: NOTE-01, GOB-03, AUD-03: Was sofort zu sagen ist, wartet nicht auf das Ende des Zeitraums
    Szenariogrundriss: Am letzten Tag freigegeben, mit einem Hinweis davor
      Angenommen heute ist der 30.09.2026
      Wenn ich den Bericht "<Bericht>" für 2026-Q3 erzeuge
      Dann sagt der Bericht "Zeitraum noch nicht abgelaufen: Stand 30.09.2026."
      Und trägt der Entwurf den Hinweis "period_running" nach <Regel>
      Wenn die Kämmerei den Bericht freigibt
      Dann wird das angenommen

      Beispiele:
        | Bericht       | Regel   |
        | audit-package | GOB-03  |
        | audit-note    | AUD-03  |

    Szenario: Ein Brief trägt keinen Hinweis, nur sein Entwurf
      Angenommen heute ist der 30.09.2026
      Wenn ich den Bericht "change-notice" für 2026-Q3 erzeuge
      Dann sagt der Bericht nichts von "noch nicht abgelaufen"
      Und trägt der Entwurf den Hinweis "period_running" nach NOTE-01
      Wenn die Kämmerei den Bericht freigibt
      Dann wird das angenommen

    Szenariogrundriss: Am Tag danach ohne Hinweis
      Angenommen heute ist der 01.10.2026
      Wenn ich den Bericht "<Bericht>" für 2026-Q3 erzeuge
      Dann sagt der Bericht nichts von "noch nicht abgelaufen"
      Und trägt der Entwurf keinen Hinweis zum Zeitraum
      Wenn die Kämmerei den Bericht freigibt
      Dann wird das angenommen

      Beispiele:
        | Bericht       |
        | change-notice |
        | audit-package |
        | audit-note    |

  Regel: CALL-01: Ein Abruf darf vor dem Ende seines Halbjahrs freigegeben werden
    Szenario: Am letzten Tag des Halbjahrs steht ein Hinweis davor
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H2"
      Angenommen heute ist der 31.12.2026
      Wenn ich den Bericht "call-package" für 2026-H2 erzeuge
      Dann trägt der Entwurf den Hinweis "period_running" nach CALL-01
      Wenn die Kämmerei den Bericht freigibt
      Dann wird das angenommen

    Szenario: Am Tag nach dem Halbjahr steht keiner mehr davor
      Angenommen eine abrufbare Ausgabe über 1.000,00 €
      Und der Entwurf des Mittelabrufs "2026-H2"
      Angenommen heute ist der 01.01.2027
      Wenn ich den Bericht "call-package" für 2026-H2 erzeuge
      Dann trägt der Entwurf keinen Hinweis zum Zeitraum
      Wenn die Kämmerei den Bericht freigibt
      Dann wird das angenommen

  Regel: GOB-01: Über einen Zeitraum, der nicht begonnen hat, gibt es nichts zu berichten
    Szenariogrundriss: Am Tag vor dem Zeitraum
      Angenommen heute ist der <Tag>
      Wenn ich den Bericht "<Bericht>" für <Zeitraum> anfordere
      Dann ist der Hinderungsgrund "period_ahead" nach GOB-01

      Beispiele:
        | Bericht                 | Zeitraum | Tag        |
        | quarterly               | 2026-Q4  | 30.09.2026 |
        | portfolio               | 2026-Q4  | 30.09.2026 |
        | change-notice           | 2026-Q4  | 30.09.2026 |
        | call-package            | 2027-H1  | 31.12.2026 |
        | accessibility-statement | 2026-Q4  | 30.09.2026 |

    Szenariogrundriss: Am ersten Tag des Zeitraums
      Angenommen heute ist der <Tag>
      Wenn ich den Bericht "<Bericht>" für <Zeitraum> anfordere
      Dann wird das angenommen

      Beispiele:
        | Bericht                 | Zeitraum | Tag        |
        | quarterly               | 2026-Q4  | 01.10.2026 |
        | portfolio               | 2026-Q4  | 01.10.2026 |
        | change-notice           | 2026-Q4  | 01.10.2026 |
        | accessibility-statement | 2026-Q4  | 01.10.2026 |

  Regel: GOB-01: Der Berichtslauf entwirft nichts im Voraus
    Szenario: Ein Stichtag in der Zukunft
      Angenommen heute ist der 30.09.2026
      Wenn ich den Berichtslauf zum 01.10.2026 starte
      Dann ist der Hinderungsgrund "as_of_ahead" nach GOB-01

    Szenario: Der Stichtag ist heute
      Angenommen heute ist der 01.10.2026
      Wenn ich den Berichtslauf zum 01.10.2026 starte
      Dann wird das angenommen
