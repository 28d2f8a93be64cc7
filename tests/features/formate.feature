# language: de
Funktionalität: Listen fremder Verfahren einlesen

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag       |
      | Beratung       | 100.000,00 € |

  Regel: FMT-04: Ein DATEV-Buchungsstapel wird an den Namen seiner Spalten gelesen, Version 9 bis 13
    Szenariogrundriss: Welche Versionen gelesen werden
      Wenn ich einen Buchungsstapel der Version <Version> einlese mit
        | Spalte | Wert |
      Dann werden <angenommen> Zeilen angenommen

      Beispiele: erste und letzte geprüfte Version
        | Version | angenommen |
        | 9       | 1          |
        | 13      | 1          |

    Szenariogrundriss: Welche niemand geprüft hat
      Wenn ich einen Buchungsstapel der Version <Version> einlese mit
        | Spalte | Wert |
      Dann ist der Hinderungsgrund "batch_unreadable" nach FMT-04

      Beispiele: darunter und darüber
        | Version |
        | 8       |
        | 14      |

    Szenariogrundriss: Komma statt Punkt, vier Ziffern im Tag
      Wenn ich einen Buchungsstapel der Version 13 einlese mit
        | Spalte   | Wert   |
        | <Spalte> | <Wert> |
      Dann werden <angenommen> Zeilen angenommen

      Beispiele: richtig
        | Spalte                      | Wert    | angenommen |
        | Umsatz (ohne Soll/Haben-Kz) | 1190,00 | 1          |
        | Umsatz (ohne Soll/Haben-Kz) | 0,01    | 1          |
        | Belegdatum                  | 0104    | 1          |
      Beispiele: falsch
        | Spalte                      | Wert    | angenommen |
        | Umsatz (ohne Soll/Haben-Kz) | 1190.00 | 0          |
        | Umsatz (ohne Soll/Haben-Kz) | 0,00    | 0          |
        | Belegdatum                  | 104     | 0          |
        | Belegdatum                  | 3104    | 0          |

    Szenario: Die fehlende führende Null wird an ihrer Zelle genannt
      Wenn ich einen Buchungsstapel der Version 13 einlese mit
        | Spalte     | Wert |
        | Belegdatum | 104  |
      Dann nennt die Klärungsliste Zeile 3, Spalte "Belegdatum" und den Wert "104"

    Szenariogrundriss: Ein Steuerschlüssel ohne Satz wird nicht still als steuerfrei übernommen
      Wenn ich einen Buchungsstapel der Version 13 einlese mit
        | Spalte       | Wert        |
        | BU-Schlüssel | <Schlüssel> |
        | Steuersatz   | <Satz>      |
      Dann werden 1 Zeilen angenommen
      Und sind dazu <Zahl> Hinweise genannt

      Beispiele: Schlüssel ohne Satz
        | Schlüssel | Satz  | Zahl |
        | 9         |       | 1    |
        | 94        |       | 1    |
      Beispiele: mit Satz, auch mit 0 %, oder ohne Schlüssel
        | Schlüssel | Satz  | Zahl |
        | 9         | 19,00 | 0    |
        | 9         | 0,00  | 0    |
        | 0         |       | 0    |
        |           |       | 0    |

    Szenario: Der Hinweis nennt Zeile, Spalte und Wert
      Wenn ich einen Buchungsstapel der Version 13 einlese mit
        | Spalte       | Wert |
        | BU-Schlüssel | 9    |
        | Steuersatz   |      |
      Dann nennt ein Hinweis nach FMT-04 Zeile 3, Spalte "BU-Schlüssel" und den Wert "9"

  Regel: MUN-12: Kein Finanzverfahren wird vorausgesetzt; jedes Format ist ein Profil
    Szenariogrundriss: Dieselbe Ausgabe aus zwei Verfahren
      Wenn ich eine Zeile im Format "<Profil>" einlese
      Dann werden 1 Zeilen angenommen

      Beispiele: beschriebene Formate
        | Profil     |
        | finanz-csv |
        | nkf-export |

    Szenario: Ein Format, das niemand beschrieben hat
      Wenn ich eine Zeile im Format "unbekannt" einlese
      Dann ist der Hinderungsgrund "profile_unknown" nach FMT-03

    Szenario: Unter einem falschen Profil wird nichts geraten
      Wenn ich eine Zeile im Format "nkf-export" als "finanz-csv" einlese
      Dann wird das abgelehnt
