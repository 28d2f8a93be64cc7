# language: de
Funktionalität: Auftragnehmer und Vertrag einer Vergabeakte

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 500.000,00 € |

  Regel: PROC-04: Die Akte nennt den Auftragnehmer so, wie er eingetragen wurde, mit seiner Rechtsform
    Szenariogrundriss: Neben einer Firma gleichen Namens
      Angenommen die Vergabeakte mit
        | Feld     | Wert     |
        | creditor | Bau GmbH |
      Und die Vergabeakte mit
        | Feld     | Wert            |
        | creditor | <Auftragnehmer> |
      Dann nennt die Vergabeakte als Auftragnehmer "<Auftragnehmer>"
      Wenn ich den Bericht "procurement-overview" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Auftragnehmer" "Bau GmbH"
      Und steht im Bericht bei "2" unter "Auftragnehmer" "<Auftragnehmer>"

      Beispiele:
        | Auftragnehmer |
        | Bau AG        |
        | BAU GmbH      |
        | Bau GmbH      |

    Szenario: Andere Angaben ändern den Namen nicht
      Angenommen die Vergabeakte mit
        | Feld     | Wert     |
        | creditor | Bau GmbH |
      Und die Vergabeakte mit
        | Feld     | Wert   |
        | creditor | Bau AG |
      Und ihr Vertrag hat nur die Klauseln
        | audit_right |
      Dann nennt die Vergabeakte als Auftragnehmer "Bau AG"

    Szenario: Nur die Rechtsform berichtigen
      Angenommen die Vergabeakte mit
        | Feld     | Wert     |
        | creditor | Bau GmbH |
      Wenn ich als Auftragnehmer "Bau AG" eintrage
      Dann wird das angenommen
      Und nennt die Vergabeakte als Auftragnehmer "Bau AG"

  Regel: PROC-04: Ein Vertrag liegt nicht in der Zukunft; heute ist der 03.08.2026
    Szenariogrundriss: Am Tag selbst und am nächsten
      Wenn ich eine Vergabeakte anlege mit
        | Feld          | Wert  |
        | contract_date | <Tag> |
      Dann <Hinweis>
      Angenommen die Vergabeakte mit
        | Feld          | Wert  |
        | contract_date | <Tag> |
      Dann <Befund>

      Beispiele: heute
        | Tag        | Hinweis                                     | Befund                                                 |
        | 03.08.2026 | gibt es keinen Hinweis "contract_in_future" | hat die Vergabeakte keinen Befund "contract_in_future" |
      Beispiele: morgen und weit voraus
        | Tag        | Hinweis                                               | Befund                                                           |
        | 04.08.2026 | gibt es den Hinweis "contract_in_future" nach PROC-04 | hat die Vergabeakte den Befund "contract_in_future" nach PROC-04 |
        | 01.02.2099 | gibt es den Hinweis "contract_in_future" nach PROC-04 | hat die Vergabeakte den Befund "contract_in_future" nach PROC-04 |

    Szenario: Berichtigt, und der Hinweis ist fort
      Angenommen die Vergabeakte mit
        | Feld          | Wert       |
        | contract_date | 01.02.2099 |
      Wenn ich als Tag des Vertrags den 01.02.2026 eintrage
      Dann gibt es keinen Hinweis "contract_in_future"
      Und hat die Vergabeakte keinen Befund "contract_in_future"

    Szenario: Ist der Tag gekommen, ist der Hinweis fort
      Angenommen die Vergabeakte mit
        | Feld          | Wert       |
        | contract_date | 10.08.2026 |
      Wenn der 09.08.2026 anbricht
      Dann hat die Vergabeakte den Befund "contract_in_future" nach PROC-04
      Wenn der 10.08.2026 anbricht
      Dann hat die Vergabeakte keinen Befund "contract_in_future"
