# language: de
Funktionalität: Fristen einer Zuwendung

  Regel: VN-01, VN-02: Der Verwendungsnachweis ist 30 oder 66 Monate nach der Zusage fällig (E26)
    Szenariogrundriss: Mit der Klammer am Monatsende
      Angenommen die Zuwendung "Z-1" der Phase <Phase> läuft vom <Zusage> bis 31.12.2029
      Dann ist die Frist "proof_of_use" am <fällig> fällig

      Beispiele: Phase A
        | Phase | Zusage     | fällig     |
        | A     | 15.12.2020 | 15.06.2023 |
        | A     | 31.08.2020 | 28.02.2023 |
      Beispiele: Phase B
        | Phase | Zusage     | fällig     |
        | B     | 29.06.2023 | 29.12.2028 |
        | B     | 31.08.2023 | 28.02.2029 |

    Szenariogrundriss: Am letzten Tag offen, am nächsten überfällig
      Angenommen die Zuwendung "Z-1" der Phase A läuft vom 15.12.2020 bis 15.12.2022
      Und heute ist der <heute>
      Dann ist die Frist "proof_of_use" <Stand>

      Beispiele: letzter Tag
        | heute      | Stand |
        | 15.06.2023 | offen |
      Beispiele: einen Tag danach
        | heute      | Stand      |
        | 16.06.2023 | überfällig |

  Regel: VN-07: Nach den ANBest-P ist der Nachweis sechs Monate nach dem Zeitraum fällig
    Szenariogrundriss: Sechs Monate nach dem letzten Tag, mit der Klammer am Monatsende
      Angenommen die Zuwendung "Z-1" der Phase <Phase> vom 01.01.2026 bis <Ende> mit
        | Feld      | Wert     |
        | rule_pack | anbest-p |
      Dann ist die Frist "proof_of_use" am <fällig> fällig
      Und steht die Frist "proof_of_use" in VN-07
      Und zählen Zahlungen bis <fällig>

      Beispiele: am Jahresende
        | Phase | Ende       | fällig     |
        | B     | 31.12.2027 | 30.06.2028 |
        | A     | 31.12.2027 | 30.06.2028 |
      Beispiele: einen Tag früher und im kurzen Februar
        | Phase | Ende       | fällig     |
        | B     | 30.12.2027 | 30.06.2028 |
        | B     | 29.12.2027 | 29.06.2028 |
        | B     | 31.08.2026 | 28.02.2027 |

    Szenariogrundriss: Sechs Monate nach dem Zeitraum offen, am Tag danach überfällig
      Angenommen die Zuwendung "Z-1" der Phase B vom 01.01.2026 bis 31.12.2026 mit
        | Feld      | Wert     |
        | rule_pack | anbest-p |
      Und heute ist der <heute>
      Dann ist die Frist "proof_of_use" <Stand>

      Beispiele: letzter Tag
        | heute      | Stand |
        | 30.06.2027 | offen |
      Beispiele: einen Tag danach
        | heute      | Stand      |
        | 01.07.2027 | überfällig |

    Szenario: Ein Änderungsbescheid, der den Zeitraum verlängert, nimmt beides mit
      Angenommen die Zuwendung "Z-1" der Phase B vom 01.01.2026 bis 31.12.2027 mit
        | Feld      | Wert     |
        | rule_pack | anbest-p |
      Und ein bestätigter Änderungsbescheid verlängert den Zeitraum bis 31.12.2028
      Dann ist die Frist "proof_of_use" am 30.06.2029 fällig
      Und zählen Zahlungen bis 30.06.2029

    Szenario: Nennt der Bescheid einen Tag für Zahlungen, bleibt er
      Angenommen die Zuwendung "Z-1" der Phase B vom 01.01.2026 bis 31.12.2027 mit
        | Feld           | Wert       |
        | rule_pack      | anbest-p   |
        | payments_until | 31.03.2028 |
      Und ein bestätigter Änderungsbescheid verlängert den Zeitraum bis 31.01.2028
      Dann ist die Frist "proof_of_use" am 31.07.2028 fällig
      Und zählen Zahlungen bis 31.03.2028

    Szenario: KfW 436 rechnet weiter von der Zusage an
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 29.06.2023 bis 31.12.2026
      Und ein bestätigter Änderungsbescheid verlängert den Zeitraum bis 31.12.2027
      Dann ist die Frist "proof_of_use" am 29.12.2028 fällig
      Und steht die Frist "proof_of_use" in VN-02
      Und zählen Zahlungen bis 29.12.2028

  Regel: VN-03: Das interne Ziel liegt sechs Monate nach dem Bewilligungszeitraum
    Szenario: Ende 2026 führt zum 30. Juni 2027
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 29.06.2023 bis 31.12.2026
      Dann ist das interne Ziel der Frist "proof_of_use" der 30.06.2027

    Szenariogrundriss: Vorlaufzeiten zählen vom internen Ziel zurück
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 29.06.2023 bis 31.12.2026
      Und heute ist der <heute>
      Dann erfahren <Zahl> Rollen von der Frist "proof_of_use"

      Beispiele: vor dem ersten Vorlauf
        | heute      | Zahl |
        | 31.03.2027 | 0    |
      Beispiele: 90, 30 und 7 Tage vorher
        | heute      | Zahl |
        | 01.04.2027 | 1    |
        | 31.05.2027 | 2    |
        | 23.06.2027 | 3    |

  Regel: VN-10: Zwischennachweise nur, wo das Regelpaket sie verlangt
    Szenario: KfW 436 kennt keinen
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2025 bis 31.12.2026
      Dann gibt es die Frist "interim_proof-2025" nicht

    Szenario: Die ANBest-P verlangen ihn vier Monate nach dem Haushaltsjahr
      Angenommen die Zuwendung "Z-1" der Phase B vom 01.01.2025 bis 31.12.2026 mit
        | Feld      | Wert     |
        | rule_pack | anbest-p |
      Dann ist die Frist "interim_proof-2025" am 30.04.2026 fällig
      Und gibt es die Frist "interim_proof-2026" nicht

  Regel: PLAN-09: Verlängert wird mit Zustimmung, Grund, Schreiben und zweiter Person
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 29.06.2023 bis 31.12.2026

    Szenario: Erst die Bestätigung verschiebt die Frist
      Angenommen die Verlängerung der Frist "proof_of_use" bis 29.06.2029 ist erfasst
      Dann ist die Frist "proof_of_use" am 29.12.2028 fällig

    Szenario: Die Geschichte der Frist bleibt sichtbar
      Angenommen die Verlängerung der Frist "proof_of_use" bis 29.06.2029 ist erfasst
      Wenn "kaemmerei" die Verlängerung bestätigt
      Dann ist die Frist "proof_of_use" am 29.06.2029 fällig
      Und war die Frist "proof_of_use" zuerst am 29.12.2028 fällig

    Szenariogrundriss: Nur nach hinten
      Wenn ich die Frist "proof_of_use" bis <Tag> verlängere
      Dann wird das <Ergebnis>

      Beispiele: einen Tag später
        | Tag        | Ergebnis   |
        | 30.12.2028 | angenommen |
      Beispiele: derselbe Tag
        | Tag        | Ergebnis  |
        | 29.12.2028 | abgelehnt |

    Szenario: Ohne Schreiben keine Verlängerung
      Wenn ich die Frist "proof_of_use" ohne Schreiben bis 29.06.2029 verlängere
      Dann ist der Hinderungsgrund "document_missing" nach PLAN-09

    Szenario: Was aus den Büchern folgt, verlängert niemand
      Wenn ich die Frist "certification_after_period" bis 29.06.2029 verlängere
      Dann ist der Hinderungsgrund "duty_not_extendable" nach PLAN-09

    Szenario: Zweimal bestätigen geht nicht
      Angenommen die Verlängerung der Frist "proof_of_use" bis 29.06.2029 ist erfasst
      Und "kaemmerei" hat die Verlängerung bestätigt
      Wenn "programmleitung" die Verlängerung bestätigt
      Dann lässt der Stand das nicht mehr zu

  Regel: PLAN-09, ELG-03: Mehr Zeit für den Nachweis ist keine Zeit für weitere Zahlungen
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase A läuft vom 15.12.2020 bis 15.12.2022
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und die Verlängerung der Frist "proof_of_use" bis 15.12.2023 ist erfasst
      Und "kaemmerei" hat die Verlängerung bestätigt

    Szenariogrundriss: Zahlungen zählen bis zu dem Tag, der im Bescheid steht
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | contract_date | 01.02.2022 |
        | service_from  | 01.03.2022 |
        | service_to    | 31.03.2022 |
        | invoice_date  | 01.04.2022 |
        | payment_date  | <Zahltag>  |
      Dann ist der zuwendungsfähige Betrag <Betrag>
      Und ist der Hinweis "payment_too_late" <da>
      Und ist die Frist "proof_of_use" am 15.12.2023 fällig
      Und zählen Zahlungen bis 15.06.2023

      Beispiele: letzter Tag
        | Zahltag    | Betrag     | da       |
        | 15.06.2023 | 1.190,00 € | nicht da |
      Beispiele: einen Tag danach, mitten in der verlängerten Frist
        | Zahltag    | Betrag | da |
        | 16.06.2023 | 0,00 € | da |

    Szenariogrundriss: Einen späteren Tag setzt der Änderungsbescheid
      Angenommen ein bestätigter Änderungsbescheid lässt Zahlungen bis 15.12.2023 zählen
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | contract_date | 01.02.2022 |
        | service_from  | 01.03.2022 |
        | service_to    | 31.03.2022 |
        | invoice_date  | 01.04.2022 |
        | payment_date  | <Zahltag>  |
      Dann ist der zuwendungsfähige Betrag <Betrag>

      Beispiele: letzter Tag
        | Zahltag    | Betrag     |
        | 15.12.2023 | 1.190,00 € |
      Beispiele: einen Tag danach
        | Zahltag    | Betrag |
        | 16.12.2023 | 0,00 € |

  Regel: VN-04, VN-12, VN-13: Abgegeben wird erst, wenn alles beisammen ist
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 29.06.2023 bis 31.12.2026

    Szenario: Alles Fehlende wird benannt
      Wenn ich die Frist "proof_of_use" am 03.08.2026 als erledigt vermerke
      Dann ist der Hinderungsgrund "proof_attachment_missing" nach VN-04
      Und ist der Hinderungsgrund "rpa_certificate_missing" nach VN-12
      Und ist der Hinderungsgrund "proof_statement_unsigned" nach VN-13

    Szenario: Mit allem wird der Nachweis abgegeben
      Angenommen alle Anlagen des Verwendungsnachweises liegen vor
      Und das Testat der Rechnungsprüfung vom 01.08.2026 liegt vor
      Und "kaemmerei" hat die Erklärung unterzeichnet
      Und "programmleitung" hat die Erklärung unterzeichnet
      Wenn ich die Frist "proof_of_use" am 03.08.2026 als erledigt vermerke
      Dann wird das angenommen
      Und ist die Frist "proof_of_use" erledigt

    Szenario: Eine Unterschrift genügt nicht
      Angenommen alle Anlagen des Verwendungsnachweises liegen vor
      Und das Testat der Rechnungsprüfung vom 01.08.2026 liegt vor
      Und "kaemmerei" hat die Erklärung unterzeichnet
      Wenn ich die Frist "proof_of_use" am 03.08.2026 als erledigt vermerke
      Dann ist der Hinderungsgrund "proof_statement_unsigned" nach VN-13

    Szenario: Dieselbe Person unterzeichnet nur einmal
      Angenommen "kaemmerei" hat die Erklärung unterzeichnet
      Wenn "kaemmerei" die Erklärung unterzeichnet
      Dann ist der Hinderungsgrund "four_eyes_same_person" nach VN-13

    Szenario: Ein Irrtum wird mit Grund zurückgenommen
      Angenommen das Testat der Rechnungsprüfung vom 01.08.2026 liegt vor
      Wenn ich die Erledigung der Frist "rpa_certificate" zurücknehme
      Dann ist die Frist "rpa_certificate" offen

    Szenario: Was nicht erledigt ist, wird nicht zurückgenommen
      Wenn ich die Erledigung der Frist "rpa_certificate" zurücknehme
      Dann lässt der Stand das nicht mehr zu

    Szenariogrundriss: Strategie und Ratsbeschluss gehören auch zum Nachweis der Phase B
      Wenn ich die Anlage "<Anlage>" ablege
      Dann wird das angenommen

      Beispiele: wie in Phase A
        | Anlage           |
        | strategy         |
        | council_decision |

  Regel: VN-04: Inventar, Schlussabruf und Softwareverzeichnis gehören erst zur Phase B
    Szenario: Eine Anlage, die niemand verlangt
      Angenommen die Zuwendung "Z-1" der Phase A läuft vom 15.12.2020 bis 14.12.2022
      Wenn ich die Anlage "inventory" ablege
      Dann ist der Hinderungsgrund "attachment_unknown" nach VN-04

  Regel: VN-12: Ob die Rechnungsprüfung testiert, sagt das Regelpaket
    Szenario: Abgeschaltet ist es keine Frist
      Angenommen die Zuwendung "Z-1" der Phase B vom 29.06.2023 bis 31.12.2026 ohne Testat
      Dann gibt es die Frist "rpa_certificate" nicht

  Regel: MUN-01: Nach dem Ende des Zeitraums bleibt keine Ausgabe ohne Feststellung
    Szenariogrundriss: Der Tag nach dem Ende
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine bezahlte Ausgabe ohne Feststellung
      Und heute ist der <heute>
      Dann ist die Frist "certification_after_period" <Stand>

      Beispiele: letzter Tag
        | heute      | Stand |
        | 31.12.2026 | offen |
      Beispiele: danach
        | heute      | Stand      |
        | 01.01.2027 | überfällig |

  Regel: CALL-01: Nach jedem Halbjahr wird abgerufen
    Szenario: Das letzte und das laufende Halbjahr
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2025 bis 31.12.2026
      Dann ist die Frist "drawdown-2026-H1" am 30.07.2026 fällig
      Und ist die Frist "drawdown-2026-H2" am 30.01.2027 fällig
      Und gibt es die Frist "drawdown-2025-H2" nicht

  Regel: INT-05: Für das laufende Halbjahr fehlt kein Basiszinssatz
    Szenario: Fehlt er, ist er überfällig
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2025 bis 31.12.2026
      Dann ist die Frist "base_rate-2026-07-01" überfällig

    Szenario: Ist er bestätigt, gibt es die Frist nicht mehr
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2025 bis 31.12.2026
      Und diese Basiszinssätze sind bestätigt
        | gilt ab    | Satz   |
        | 01.07.2026 | 1,27 % |
      Dann gibt es die Frist "base_rate-2026-07-01" nicht
