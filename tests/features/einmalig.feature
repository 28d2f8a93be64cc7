# language: de
Funktionalität: Jeder Beleg zählt einmal

  Grundlage:
    Angenommen die Zuwendung "Z-2" der Phase A läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag      |
      | Beratung       | 50.000,00 € |
    Und die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |

  Regel: ELG-09: Derselbe Beleg darf in keiner Maßnahme, Phase oder Zuwendung noch einmal zählen
    Szenariogrundriss: Gläubiger, Rechnungsnummer und Betrag gleich (E30)
      Angenommen eine erfasste Ausgabe mit
        | Feld           | Wert        |
        | creditor       | Muster GmbH |
        | invoice_number | RE 2026/17  |
        | gross_cents    | 119,00 €    |
      Wenn ich in der Zuwendung "<Zuwendung>" eine Ausgabe erfasse mit
        | Feld           | Wert         |
        | creditor       | <Gläubiger>  |
        | invoice_number | <Nummer>     |
        | gross_cents    | <Betrag>     |
        | invoice_date   | 02.04.2026   |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: derselbe Beleg, auch anders geschrieben oder anderswo
        | Zuwendung | Gläubiger     | Nummer     | Betrag   | Ergebnis  |
        | Z-1       | Muster GmbH   | RE 2026/17 | 119,00 € | abgelehnt |
        | Z-2       | Muster GmbH   | RE 2026/17 | 119,00 € | abgelehnt |
        | Z-1       | MUSTER  GmbH  | RE2026/17  | 119,00 € | abgelehnt |
      Beispiele: ein anderer Beleg
        | Zuwendung | Gläubiger     | Nummer     | Betrag   | Ergebnis   |
        | Z-1       | Muster GmbH   | RE 2026/17 | 119,01 € | angenommen |
        | Z-1       | Muster GmbH   | RE 2026/18 | 119,00 € | angenommen |
        | Z-1       | Beispiel GmbH | RE 2026/17 | 119,00 € | angenommen |

    Szenario: Ein Storno gibt den Beleg wieder frei
      Angenommen eine erfasste Ausgabe mit
        | Feld           | Wert       |
        | invoice_number | RE 2026/17 |
        | gross_cents    | 119,00 €   |
      Und die Ausgabe ist storniert
      Wenn ich eine Ausgabe erfasse mit
        | Feld           | Wert       |
        | invoice_number | RE 2026/17 |
        | gross_cents    | 119,00 €   |
      Dann wird die Ausgabe angenommen

  Regel: ELG-09: Ein Beleg darf auf mehrere Positionen verteilt werden, bis seine Summe erreicht ist
    Szenariogrundriss: Die Teile ergeben zusammen den Beleg
      Angenommen eine erfasste Ausgabe mit
        | Feld                | Wert       |
        | gross_cents         | 600,00 €   |
        | voucher_gross_cents | 1.000,00 € |
        | voucher_number      | B-17       |
        | invoice_number      | RE-17      |
      Wenn ich zu dieser Ausgabe noch eine Ausgabe erfasse mit
        | Feld           | Wert     |
        | gross_cents    | <Teil>   |
        | split_of       | diese    |
        | voucher_number | B-17     |
        | invoice_number | RE-17    |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: bis zur Belegsumme
        | Teil     | Ergebnis   |
        | 400,00 € | angenommen |
      Beispiele: darüber
        | Teil     | Ergebnis  |
        | 400,01 € | abgelehnt |

    Szenario: Solange Teile fehlen, warten alle
      Angenommen eine erfasste Ausgabe mit
        | Feld                | Wert       |
        | gross_cents         | 600,00 €   |
        | voucher_gross_cents | 1.000,00 € |
      Dann fehlt der Ausgabe noch "split_part"

  Regel: ELG-09: Raten einer Dauerrechnung liegen hintereinander
    Szenariogrundriss: Die nächste Rate beginnt frühestens am Tag danach
      Angenommen eine erfasste Ausgabe mit
        | Feld           | Wert       |
        | gross_cents    | 300,00 €   |
        | invoice_number | DR-1       |
        | service_from   | 01.01.2026 |
        | service_to     | 31.03.2026 |
      Wenn ich zu dieser Ausgabe noch eine Ausgabe erfasse mit
        | Feld           | Wert       |
        | gross_cents    | 300,00 €   |
        | invoice_number | DR-1       |
        | instalment_of  | diese      |
        | service_from   | <Beginn>   |
        | service_to     | 30.06.2026 |
      Dann <Ergebnis>

      Beispiele: am Tag danach
        | Beginn     | Ergebnis                    |
        | 01.04.2026 | wird die Ausgabe angenommen |
      Beispiele: noch am letzten Tag der vorigen
        | Beginn     | Ergebnis                                                  |
        | 31.03.2026 | ist der Hinderungsgrund "instalment_overlap" nach ELG-09 |

    Szenario: Dieselbe Rechnung ohne den Bezug ist ein Beleg zu viel
      Angenommen eine erfasste Ausgabe mit
        | Feld           | Wert     |
        | gross_cents    | 300,00 € |
        | invoice_number | DR-1     |
      Wenn ich eine Ausgabe erfasse mit
        | Feld           | Wert     |
        | gross_cents    | 300,00 € |
        | invoice_number | DR-1     |
      Dann ist der Hinderungsgrund "duplicate" nach ELG-09

  Regel: ELG-09: Was nur ähnlich aussieht, ist ein Hinweis
    Szenariogrundriss: Gleicher Betrag an denselben Gläubiger unter anderer Nummer, bis zu drei Tage daneben
      Angenommen eine erfasste Ausgabe mit
        | Feld           | Wert        |
        | creditor       | Muster GmbH |
        | invoice_number | RE 2026/17  |
        | gross_cents    | 119,00 €    |
        | invoice_date   | 10.02.2026  |
      Wenn ich eine Ausgabe erfasse mit
        | Feld           | Wert        |
        | creditor       | Muster GmbH |
        | invoice_number | ABC 9       |
        | gross_cents    | 119,00 €    |
        | invoice_date   | <Tag>       |
      Dann wird die Ausgabe angenommen
      Und <Hinweis>

      Beispiele: drei Tage
        | Tag        | Hinweis                                          |
        | 13.02.2026 | gibt es den Hinweis "near_duplicate" nach ELG-09 |
      Beispiele: vier Tage
        | Tag        | Hinweis                                 |
        | 14.02.2026 | gibt es keinen Hinweis "near_duplicate" |

  Regel: ELG-12: Ohne Beleg und Zahlungsnachweis ist nichts abrufbar
    Szenario: Was fehlt, steht da
      Angenommen eine erfasste Ausgabe mit
        | Feld              | Wert |
        | payment_reference | -    |
      Dann fehlt der Ausgabe noch "voucher_file"
      Und fehlt der Ausgabe noch "payment_proof"
      Und ist die Ausgabe "recorded"

    Szenario: Mit Beleg, Zahlung und beiden Feststellungen ist sie abrufbar
      Angenommen eine bezahlte Ausgabe über 100,00 € auf "Beratung"
      Und der Beleg liegt vor
      Und die Ausgabe ist sachlich und rechnerisch festgestellt
      Dann fehlt der Ausgabe nichts mehr
      Und ist die Ausgabe "claimable"

  Regel: VN-11: Ein bezahlter Beleg nennt Nummer und Rechnungsdatum (Belegliste des Verwendungsnachweises)
    Szenariogrundriss: Eine Angabe fehlt
      Wenn ich eine Ausgabe erfasse mit
        | Feld     | Wert |
        | <Angabe> | -    |
      Dann wird die Ausgabe <Ergebnis>

      Beispiele: entbehrlich
        | Angabe      | Ergebnis   |
        | cost_centre | angenommen |
      Beispiele: nötig
        | Angabe         | Ergebnis  |
        | voucher_number | abgelehnt |
        | invoice_date   | abgelehnt |

  Regel: MUN-04: Den Zahlungstag belegt die Finanzbuchhaltung; genügt ihr Zeichen nicht, braucht es die Datei (§ 31 KomHVO NRW)
    Szenario: Das Zeichen der Zahlung genügt
      Angenommen das Regelpaket stellt ein, dass "payment_proof" den Wert "reference" hat
      Und die Zuwendung "Z-3" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine bezahlte Ausgabe über 100,00 € auf "Beratung"
      Und der Beleg liegt vor
      Und die Ausgabe ist sachlich und rechnerisch festgestellt
      Dann fehlt der Ausgabe nichts mehr

    Szenario: Das Zeichen der Zahlung genügt nicht
      Angenommen das Regelpaket stellt ein, dass "payment_proof" den Wert "file" hat
      Und die Zuwendung "Z-3" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine bezahlte Ausgabe über 100,00 € auf "Beratung"
      Dann fehlt der Ausgabe noch "payment_proof"

  Regel: PLAN-01: Eine Bestellung bindet Mittel, Teilrechnungen mindern sie
    Szenario: Eine Teilrechnung mindert die Bindung um ihren Betrag
      Angenommen eine erfasste Ausgabe mit
        | Feld              | Wert        |
        | gross_cents       | 10.000,00 € |
        | voucher_number    | -           |
        | invoice_number    | -           |
        | invoice_date      | -           |
        | payment_date      | -           |
        | payment_reference | -           |
      Wenn ich zu dieser Ausgabe noch eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | gross_cents   | 4.000,00 € |
        | commitment_id | diese      |
      Dann wird die Ausgabe angenommen
      Und beträgt "gebunden" 6.000,00 €
      Und beträgt "bezahlt" 4.000,00 €
