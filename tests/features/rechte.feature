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
