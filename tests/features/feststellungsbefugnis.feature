# language: de
Funktionalität: Feststellen darf, wen die Verwaltungsleitung dazu bestellt hat

  Grundlage:
    Angenommen die Zuwendung "Z-1" verlangt das Verzeichnis der Befugnisse
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |

  Regel: MUN-01: Eine Befugnis gilt für eine Person, eine Feststellung, einen Zeitraum (§ 31 Abs. 2 KomHVO NRW)
    Szenario: Ohne Eintragung wird nicht festgestellt
      Angenommen eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann ist der Hinderungsgrund "authority_missing" nach MUN-01

    Szenario: Eine vorgeschlagene Befugnis gilt noch nicht
      Angenommen für "sachlich" ist eine Befugnis vorgeschlagen
      Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann ist der Hinderungsgrund "authority_missing" nach MUN-01

    Szenario: Mit bestätigter Befugnis wird festgestellt
      Angenommen "sachlich" hat die Befugnis mit
        | Feld | Wert |
      Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann wird das angenommen

    Szenario: Eine sachliche Befugnis ist keine rechnerische
      Angenommen "sachlich" hat die Befugnis mit
        | Feld | Wert |
      Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
      Wenn "rechnerisch" die Ausgabe rechnerisch feststellt
      Dann ist der Hinderungsgrund "authority_missing" nach MUN-01

    Szenariogrundriss: Der Zeitraum gilt mit beiden Grenztagen
      Angenommen "sachlich" hat die Befugnis mit
        | Feld       | Wert       |
        | valid_from | <von>      |
        | valid_to   | <bis>      |
      Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann ist die Antwort <Ergebnis>

      Beispiele: heute ist der 03.08.2026
        | von        | bis        | Ergebnis   |
        | 03.08.2026 | 31.12.2026 | angenommen |
        | 01.01.2026 | 03.08.2026 | angenommen |
      Beispiele: nicht heute
        | von        | bis        | Ergebnis  |
        | 04.08.2026 | 31.12.2026 | abgelehnt |
        | 01.01.2026 | 02.08.2026 | abgelehnt |

    Szenariogrundriss: Eine Befugnis kann auf Maßnahmen beschränkt sein
      Angenommen es gibt die Maßnahme "M-2"
      Und "sachlich" hat die Befugnis für die Maßnahme "<Maßnahme>"
      Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann ist die Antwort <Ergebnis>

      Beispiele: die Ausgabe gehört zu M-1
        | Maßnahme | Ergebnis   |
        | M-1      | angenommen |
        | M-2      | abgelehnt  |

    Szenario: Nach dem Widerruf wird nicht mehr festgestellt
      Angenommen "sachlich" hat die Befugnis mit
        | Feld | Wert |
      Und die Befugnis ist widerrufen
      Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann ist der Hinderungsgrund "authority_missing" nach MUN-01

    Szenario: Ist das Verzeichnis nicht eingeschaltet, genügt die Rolle
      Angenommen die Zuwendung "Z-2" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine bezahlte Ausgabe über 1.000,00 € auf "Beratung"
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann wird das angenommen

  Regel: MUN-01: Über die Wertgrenze hinaus stellt fest, wessen Befugnis reicht
    Szenariogrundriss: Die Wertgrenze auf den Cent
      Angenommen "sachlich" hat die Befugnis mit
        | Feld        | Wert       |
        | limit_cents | 5.000,00 € |
      Und eine bezahlte Ausgabe über <Betrag> auf "Beratung"
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann ist die Antwort <Ergebnis>

      Beispiele: bis zur Grenze
        | Betrag     | Ergebnis   |
        | 5.000,00 € | angenommen |
      Beispiele: darüber
        | Betrag     | Ergebnis  |
        | 5.000,01 € | abgelehnt |

    Szenario: Die Ablehnung nennt die Grenze und wer feststellen könnte
      Angenommen "sachlich" hat die Befugnis mit
        | Feld        | Wert       |
        | limit_cents | 5.000,00 € |
      Und "projektleitung" hat die Befugnis mit
        | Feld | Wert |
      Und eine bezahlte Ausgabe über 5.000,01 € auf "Beratung"
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann ist der Hinderungsgrund "authority_exceeded" nach MUN-01
      Und nennt die Antwort "5.000,00 €"
      Und nennt die Antwort "Projektleitung (Beispiel)"

    Szenario: Teile eines Belegs schlüpfen nicht unter die Grenze
      Angenommen "sachlich" hat die Befugnis mit
        | Feld        | Wert       |
        | limit_cents | 5.000,00 € |
      Und eine erfasste Ausgabe mit
        | Feld                | Wert       |
        | gross_cents         | 3.000,00 € |
        | voucher_gross_cents | 6.000,00 € |
      Wenn "sachlich" die Ausgabe sachlich feststellt
      Dann ist der Hinderungsgrund "authority_exceeded" nach MUN-01

  Regel: MUN-01: Wer vertritt, handelt i. V. in den Grenzen der vertretenen Person
    Grundlage:
      Angenommen "sachlich" hat die Befugnis mit
        | Feld        | Wert       |
        | limit_cents | 5.000,00 € |
      Und eine bezahlte Ausgabe über 5.000,00 € auf "Beratung"

    Szenario: Vor der Bestätigung darf die Vertretung nicht handeln
      Angenommen "sachlich" schlägt "projektleitung" als Vertretung vor
      Wenn "projektleitung" die Ausgabe sachlich feststellt
      Dann ist der Hinderungsgrund "authority_missing" nach MUN-01

    Szenario: Die bestätigte Vertretung stellt i. V. fest
      Angenommen "sachlich" wird von "projektleitung" vertreten
      Wenn "projektleitung" die Ausgabe sachlich feststellt
      Dann wird das angenommen
      Und ist die sachliche Feststellung eine von "projektleitung" i. V. für "sachlich"

    Szenario: Die Wertgrenze der vertretenen Person gilt auch für die Vertretung
      Angenommen "sachlich" wird von "projektleitung" vertreten
      Und eine bezahlte Ausgabe über 5.000,01 € auf "Beratung"
      Wenn "projektleitung" die Ausgabe sachlich feststellt
      Dann ist der Hinderungsgrund "authority_exceeded" nach MUN-01

    Szenariogrundriss: Vertreten wird an den Tagen des Zeitraums
      Angenommen "sachlich" wird von "projektleitung" vertreten
      Und heute ist der <Tag>
      Wenn "projektleitung" die Ausgabe sachlich feststellt
      Dann ist die Antwort <Ergebnis>

      Beispiele: 01.08. bis 31.08.2026
        | Tag        | Ergebnis   |
        | 31.08.2026 | angenommen |
        | 01.09.2026 | abgelehnt  |

    Szenario: Eine widerrufene Vertretung endet sofort
      Angenommen "sachlich" wird von "projektleitung" vertreten
      Und die Vertretung ist widerrufen
      Wenn "projektleitung" die Ausgabe sachlich feststellt
      Dann ist der Hinderungsgrund "authority_missing" nach MUN-01

    Szenario: Eine Vertretung vertritt nicht weiter
      Angenommen "sachlich" wird von "projektleitung" vertreten
      Wenn "projektleitung" "sachlich" als Vertretung vorschlägt
      Dann ist der Hinderungsgrund "delegate_delegates" nach MUN-01

    Szenario: Fremde Befugnisse überträgt niemand
      Wenn "rechnerisch" "projektleitung" als Vertretung vorschlägt
      Dann ist der Hinderungsgrund "delegation_of_other" nach MUN-01

    Szenario: Niemand vertritt sich selbst
      Wenn "sachlich" "sachlich" als Vertretung vorschlägt
      Dann ist der Hinderungsgrund "delegation_to_oneself" nach MUN-01

    Szenario: Wer vertritt, braucht die Rolle
      Wenn "sachlich" "ausschuss" als Vertretung vorschlägt
      Dann ist der Hinderungsgrund "authority_without_role" nach MUN-01

    Szenario: Eine Vertretung braucht einen Grund
      Wenn "sachlich" "projektleitung" als Vertretung vorschlägt mit
        | Feld   | Wert |
        | reason |      |
      Dann ist der Hinderungsgrund "delegation_reason_missing" nach MUN-01

    Szenariogrundriss: Zeiträume der Vertretung
      Angenommen "sachlich" wird von "projektleitung" vertreten
      Wenn "sachlich" "projektleitung" als Vertretung vorschlägt mit
        | Feld       | Wert  |
        | valid_from | <von> |
        | valid_to   | <bis> |
      Dann ist die Antwort <Ergebnis>

      Beispiele: schließt an die erste an
        | von        | bis        | Ergebnis   |
        | 01.09.2026 | 15.09.2026 | angenommen |
      Beispiele: überschneidet sich oder läuft rückwärts
        | von        | bis        | Ergebnis  |
        | 31.08.2026 | 15.09.2026 | abgelehnt |
        | 15.09.2026 | 14.09.2026 | abgelehnt |

    Szenario: Eine überschneidende Vertretung nennt ihren Grund
      Angenommen "sachlich" wird von "projektleitung" vertreten
      Wenn "sachlich" "projektleitung" als Vertretung vorschlägt
      Dann ist der Hinderungsgrund "delegation_overlaps" nach MUN-01

    Szenario: Eine Vertretung, die vor ihrem Beginn endet, nennt ihren Grund
      Wenn "sachlich" "projektleitung" als Vertretung vorschlägt mit
        | Feld     | Wert       |
        | valid_to | 31.07.2026 |
      Dann ist der Hinderungsgrund "delegation_backwards" nach MUN-01

    Szenario: Vertreten wird nur, solange die Befugnis gilt
      Wenn "sachlich" "projektleitung" als Vertretung vorschlägt mit
        | Feld       | Wert       |
        | valid_from | 31.12.2025 |
      Dann ist der Hinderungsgrund "delegation_outside_authority" nach MUN-01

  Regel: MUN-01, MUN-03: Eine Eintragung braucht eine zweite Person und ein Schreiben
    Szenario: Die eigene Befugnis bestätigt eine andere Person
      Angenommen "programmleitung" und "kaemmerei" haben auch die Rolle der sachlichen Feststellung
      Und für "kaemmerei" ist eine Befugnis vorgeschlagen
      Wenn "kaemmerei" die Befugnis bestätigt
      Dann ist der Hinderungsgrund "authority_for_oneself" nach MUN-03

    Szenario: Bestätigt wird nur ein Vorschlag
      Angenommen "sachlich" hat die Befugnis mit
        | Feld | Wert |
      Wenn "programmleitung" die Befugnis bestätigt
      Dann lässt der Stand das nicht mehr zu

    Szenario: Wer vorschlägt, bestätigt nicht
      Angenommen für "sachlich" ist eine Befugnis vorgeschlagen
      Wenn "administration" die Befugnis bestätigt
      Dann fehlt dafür die Rolle

    Szenariogrundriss: Was eine Eintragung nicht sein kann
      Angenommen "sachlich" hat die Befugnis mit
        | Feld     | Wert       |
        | valid_to | 31.12.2026 |
      Wenn eine Befugnis für "<Person>" vorgeschlagen wird mit
        | Feld   | Wert   |
        | <Feld> | <Wert> |
      Dann ist der Hinderungsgrund <Grund> nach MUN-01

      Beispiele:
        | Person         | Feld        | Wert       | Grund                   |
        | sachlich       | valid_from  | 31.12.2026 | "authority_overlaps" |
        | projektleitung | valid_to    | 31.12.2025 | "authority_backwards" |
        | projektleitung | limit_cents | 0,00 €     | "authority_limit_invalid" |
        | projektleitung | reference   |            | "appointment_missing" |
        | ausschuss      | valid_from  | 01.01.2027 | "authority_without_role" |

    Szenario: Am Tag nach dem Ende beginnt eine neue Befugnis
      Angenommen "sachlich" hat die Befugnis mit
        | Feld     | Wert       |
        | valid_to | 31.12.2026 |
      Wenn eine Befugnis für "sachlich" vorgeschlagen wird mit
        | Feld       | Wert       |
        | valid_from | 01.01.2027 |
      Dann wird das angenommen

    Szenario: Vorschlag, Bestätigung und Vertretung stehen im Prüfpfad
      Angenommen "sachlich" hat die Befugnis mit
        | Feld | Wert |
      Und "sachlich" wird von "projektleitung" vertreten
      Dann steht im Prüfpfad ein Ereignis "authority.proposed" mit dem Ausgang "ok"
      Und steht im Prüfpfad ein Ereignis "authority.confirmed" mit dem Ausgang "ok"
      Und steht im Prüfpfad ein Ereignis "delegation.proposed" mit dem Ausgang "ok"
      Und steht im Prüfpfad ein Ereignis "delegation.confirmed" mit dem Ausgang "ok"

  Regel: MUN-01: Die Liste der Rechte sagt, ob eine Eintragung an dem Tag etwas entscheidet (§ 31 Abs. 2 KomHVO NRW)
    Szenario: Ist das Verzeichnis eingeschaltet, ist die Befugnis in Kraft
      Angenommen "sachlich" hat die Befugnis mit
        | Feld        | Wert        |
        | limit_cents | 10.000,00 € |
      Wenn "pruefung" die Rechte in der Zuwendung liest
      Dann steht die Befugnis von "sachlich" als in Kraft in der Liste der Rechte

    Szenario: Ist es nicht eingeschaltet, steht die Wertgrenze als nicht in Kraft da
      Angenommen die Zuwendung "Z-2" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und "sachlich" hat die Befugnis mit
        | Feld        | Wert        |
        | limit_cents | 10.000,00 € |
      Wenn "pruefung" die Rechte in der Zuwendung liest
      Dann steht die Befugnis von "sachlich" als nicht in Kraft da, nach MUN-01

    Szenario: Wer die Rechte nicht prüft, liest die Liste nicht
      Wenn "sachbearbeitung" die Rechte in der Zuwendung liest
      Dann fehlt dafür die Rolle
