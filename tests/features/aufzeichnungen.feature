# language: de
Funktionalität: Ordnungsmäßige Aufzeichnungen

  Regel: GOB-01: Zahlungen werden zeitgerecht erfasst; was später kommt, trägt einen Hinweis
    Szenario: Vom ersten Tag des Halbjahrs bis zum letzten zeitgerechten Tag
      Angenommen heute ist der 03.08.2026
      Und die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | contract_date | 01.01.2026 |
        | service_from  | 01.01.2026 |
        | service_to    | 01.01.2026 |
        | invoice_date  | 01.01.2026 |
        | payment_date  | 01.01.2026 |
      Dann wird die Ausgabe angenommen
      Und gibt es keinen Hinweis "entered_late"

    Szenario: Einen Tag danach
      Angenommen heute ist der 04.08.2026
      Und die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld          | Wert       |
        | contract_date | 01.01.2026 |
        | service_from  | 01.01.2026 |
        | service_to    | 01.01.2026 |
        | invoice_date  | 01.01.2026 |
        | payment_date  | 01.01.2026 |
      Dann wird die Ausgabe angenommen
      Und gibt es den Hinweis "entered_late" nach GOB-01

    Szenariogrundriss: Wo der Bescheid weniger Tage einräumt
      Angenommen heute ist der 03.08.2026
      Und das Regelpaket stellt ein, dass "entry_within_days" den Wert "10" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Wenn ich eine Ausgabe erfasse mit
        | Feld         | Wert  |
        | payment_date | <Tag> |
      Dann ist der Hinweis "entered_late" <da>

      Beispiele: am zehnten Tag
        | Tag        | da       |
        | 24.07.2026 | nicht da |
      Beispiele: am elften Tag
        | Tag        | da |
        | 23.07.2026 | da |

    Szenariogrundriss: Eine Zahlung, die zu einer bekannten Ausgabe spät kommt
      Angenommen heute ist der 03.08.2026
      Und das Regelpaket stellt ein, dass "entry_within_days" den Wert "10" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag       |
        | Beratung       | 100.000,00 € |
      Und eine erfasste Ausgabe mit
        | Feld         | Wert |
        | payment_date | -    |
      Und heute ist der 14.08.2026
      Wenn ich die Zahlung am <Tag> erfasse
      Dann ist der Hinweis "entered_late" <da>

      Beispiele: am zehnten Tag
        | Tag        | da       |
        | 04.08.2026 | nicht da |
      Beispiele: am elften Tag
        | Tag        | da |
        | 03.08.2026 | da |
