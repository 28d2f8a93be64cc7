# language: de
Funktionalität: Wer an einem Tag welche Rechte hatte

  Grundlage:
    Angenommen die Zuwendung "Z-1" verlangt das Verzeichnis der Befugnisse

  Regel: MUN-01, MUN-02: Die Rechte eines Tages stehen fest, auch wenn sie sich später ändern
    Szenariogrundriss: Eine Rolle gilt ab dem Tag, an dem sie gegeben wurde
      Angenommen "ausschuss" bekommt am 03.08.2026 auch die Rolle der sachlichen Feststellung
      Dann nennt die Liste der Rechte am <Tag> für "ausschuss" die sachliche Feststellung <Zahl> Mal

      Beispiele:
        | Tag        | Zahl |
        | 02.08.2026 | 0    |
        | 03.08.2026 | 1    |

    Szenariogrundriss: Befugnis und Vertretung stehen an ihren Tagen in der Liste
      Angenommen "sachlich" hat die Befugnis mit
        | Feld        | Wert       |
        | limit_cents | 5.000,00 € |
      Und "sachlich" wird von "projektleitung" vertreten
      Dann nennt die Liste der Rechte am <Tag> die Wertgrenze 5.000,00 € <Zahl> Mal

      Beispiele: Befugnis ab 01.01.2026, Vertretung vom 01.08. bis 31.08.2026
        | Tag        | Zahl |
        | 31.12.2025 | 0    |
        | 01.01.2026 | 1    |
        | 31.08.2026 | 2    |
        | 01.09.2026 | 1    |

  Regel: AUD-04: Der Zugang einer Prüfung von außen endet von selbst
    Szenariogrundriss: Am letzten Tag wird noch gelesen, am Tag danach nicht mehr
      Angenommen "ausschuss" prüft nur diese Zuwendung bis zum 31.08.2026
      Wenn "ausschuss" am <Tag> die Belege und den Prüfpfad liest
      Dann ist die Antwort <Antwort>

      Beispiele:
        | Tag        | Antwort |
        | 31.08.2026 | 200     |
        | 01.09.2026 | 403     |

    Szenario: Ohne letzten Tag kein Zugang von außen
      Wenn "ausschuss" die Prüfung nur dieser Zuwendung ohne letzten Tag bekommt
      Dann ist der Hinderungsgrund "role_end_missing" nach AUD-04

    Szenario: Ein letzter Tag, der vorbei ist
      Wenn "ausschuss" die Prüfung nur dieser Zuwendung bis zum 02.08.2026 bekommt
      Dann ist der Hinderungsgrund "role_end_past" nach AUD-04

    Szenario: Heute darf der letzte Tag sein
      Wenn "ausschuss" die Prüfung nur dieser Zuwendung bis zum 03.08.2026 bekommt
      Dann wird das angenommen

    Szenariogrundriss: Die Liste der Rechte nennt den Zugang bis zu seinem letzten Tag
      Angenommen "ausschuss" prüft nur diese Zuwendung bis zum 31.08.2026
      Dann nennt die Liste der Rechte am <Tag> für "ausschuss" die Rechnungsprüfung <Zahl> Mal

      Beispiele:
        | Tag        | Zahl |
        | 02.08.2026 | 0    |
        | 31.08.2026 | 1    |
        | 01.09.2026 | 0    |

    Szenario: Eine Prüfung ohne letzten Tag steht auf der Seite der Benutzer
      Dann nennt die Seite der Benutzer "pruefung" 1 Mal als Prüfung ohne letzten Tag

    Szenario: Eine Prüfung mit letztem Tag steht dort nicht
      Angenommen "ausschuss" prüft nur diese Zuwendung bis zum 31.08.2026
      Dann nennt die Seite der Benutzer "ausschuss" 0 Mal als Prüfung ohne letzten Tag
