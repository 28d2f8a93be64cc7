# language: de
Funktionalität: Register der Schlüssel und der Empfehlungen

  Regel: ELG-08: Ab Werk ist das Schlüsselverzeichnis ausgeschaltet, und das Regelpaket sagt warum
    Grundlage:
      Angenommen heute ist der 03.08.2026
      Und die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |

    Szenario: Der Wert und sein Grund stehen bei der Zuwendung
      Dann gilt für die Zuwendung "allocation_keys" mit dem Wert "open" aus "eigener Festlegung"
      Und nennt das Regelpaket zu "allocation_keys" den Grund "ab Werk ausgeschaltet"
      Und nennt die Matrix zu ELG-08 "allocation_keys (ausgeschaltet)"

    Szenariogrundriss: Ausgeschaltet genügt die Begründung, ohne sie geht es nicht
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert     |
        | allocation_bp     | <Anteil> |
        | allocation_reason | <Grund>  |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: mit Begründung, oder alles
        | Anteil   | Grund   | Ergebnis   |
        | 99,99 %  | Flächen | angenommen |
        | 100,00 % | -       | angenommen |
      Beispiele: ohne Begründung
        | Anteil  | Grund | Ergebnis  |
        | 99,99 % | -     | abgelehnt |

  Regel: ELG-08: Ein Schlüssel ist begründet, genehmigt und dokumentiert, bevor danach gebucht wird
    Grundlage:
      Angenommen heute ist der 03.08.2026
      Und das Regelpaket stellt ein, dass "allocation_keys" den Wert "register" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |

    Szenario: Ohne Schlüssel wird nicht anteilig gebucht
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert    |
        | allocation_bp     | 60,00 % |
        | allocation_reason | Flächen |
      Dann ist der Hinderungsgrund "allocation_key_missing" nach ELG-08

    Szenario: Ein vorgeschlagener Schlüssel genügt nicht
      Angenommen der Eintrag "Schlüssel"
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert    |
        | allocation_bp     | 60,00 % |
        | allocation_reason | Flächen |
      Dann ist der Hinderungsgrund "allocation_key_missing" nach ELG-08

    Szenariogrundriss: Gebucht wird genau nach dem genehmigten Schlüssel
      Angenommen der Eintrag "Schlüssel"
      Und "projektleitung" hat den Eintrag geändert, Grund "geprüft", mit
        | Feld   | Wert     |
        | status | approved |
      Wenn ich eine Ausgabe erfasse mit
        | Feld              | Wert     |
        | allocation_bp     | <Anteil> |
        | allocation_reason | Flächen  |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: der genehmigte Anteil und alles
        | Anteil   | Ergebnis   |
        | 60,00 %  | angenommen |
        | 100,00 % | angenommen |
      Beispiele: daneben
        | Anteil  | Ergebnis  |
        | 59,99 % | abgelehnt |
        | 60,01 % | abgelehnt |

    Szenario: Wer den Schlüssel vorgeschlagen hat, genehmigt ihn nicht
      Angenommen der Eintrag "Schlüssel"
      Wenn ich den Eintrag ändere, Grund "passt", mit
        | Feld   | Wert     |
        | status | approved |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "four_eyes_creator" nach MUN-03

    Szenario: Genehmigt wird, was vorgeschlagen ist, unverändert
      Angenommen der Eintrag "Schlüssel"
      Wenn "projektleitung" den Eintrag ändert, Grund "höher", mit
        | Feld     | Wert     |
        | status   | approved |
        | share_bp | 70,00 %  |
      Dann ist der Hinderungsgrund "allocation_key_not_proposed" nach ELG-08

    Szenariogrundriss: Was kein Schlüssel ist
      Wenn ich den Eintrag "Schlüssel" vornehme mit
        | Feld   | Wert   |
        | <Feld> | <Wert> |
      Dann wird das abgelehnt
      Und ist der Hinderungsgrund "<Grund>" nach ELG-08

      Beispiele:
        | Feld          | Wert       | Grund                |
        | share_bp      | 0,00 %     | share_out_of_range   |
        | share_bp      | 100,00 %   | share_out_of_range   |
        | share_bp      | 100,01 %   | share_out_of_range   |
        | documented_on | 04.08.2026 | documented_in_future |
        | status        | verworfen  | allocation_key_state |

    Szenario: Der Schlüssel steht mit jeder Fassung im Prüfpfad
      Angenommen der Eintrag "Schlüssel"
      Dann steht im Prüfpfad ein Ereignis "allocation_key.recorded" mit dem Ausgang "ok"

  Regel: PRG-11: Empfehlungen der Programmbegleitung werden berücksichtigt
    Grundlage:
      Angenommen heute ist der 03.08.2026
      Und die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026

    Szenario: Eine Empfehlung steht im Register
      Wenn ich den Eintrag "Empfehlung" vornehme mit
        | Feld        | Wert       |
        | received_on | 03.08.2026 |
      Dann wird das angenommen
      Und steht im Prüfpfad ein Ereignis "recommendation.recorded" mit dem Ausgang "ok"

    Szenariogrundriss: Wer ihr nicht folgt, sagt warum
      Wenn ich den Eintrag "Empfehlung" vornehme mit
        | Feld   | Wert    |
        | status | <Stand> |
        | reason | <Grund> |
      Dann wird das <Ergebnis>

      Beispiele: begründet oder noch offen
        | Stand        | Grund            | Ergebnis   |
        | not_followed | Kein Anwendungsfall | angenommen |
        | followed     | Offene Schnittstelle | angenommen |
        | open         | -                | angenommen |
      Beispiele: ohne Grund
        | Stand        | Grund | Ergebnis  |
        | not_followed | -     | abgelehnt |
        | followed     | -     | abgelehnt |

    Szenario: Ohne Grund nennt die Regel
      Wenn ich den Eintrag "Empfehlung" vornehme mit
        | Feld   | Wert         |
        | status | not_followed |
      Dann ist der Hinderungsgrund "reason_missing" nach PRG-11

    Szenariogrundriss: Was keine Empfehlung ist
      Wenn ich den Eintrag "Empfehlung" vornehme mit
        | Feld   | Wert   |
        | <Feld> | <Wert> |
      Dann ist der Hinderungsgrund "<Grund>" nach PRG-11

      Beispiele:
        | Feld        | Wert       | Grund                |
        | received_on | 04.08.2026 | received_in_future   |
        | status      | vielleicht | recommendation_state |
