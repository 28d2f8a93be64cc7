# language: de
Funktionalität: Inventar führen

  Regel: INV-01: Inventarisiert wird, was netto mehr kostet als die Wertgrenze
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan nach Maßnahmen:
        | Kostenposition | Maßnahme | Kostenart | Jahr | Betrag       |
        | Beratung       | M-1      | SACH      | 2026 | 10.000,00 €  |
        | Technik        | M-1      | INVEST    | 2026 | 500.000,00 € |

    Szenariogrundriss: Bis 800,00 € nicht, darüber schon
      Angenommen eine abrufbare Ausgabe mit
        | Feld        | Wert      |
        | gross_cents | <Brutto>  |
        | vat_cents   | 100,00 €  |
        | budget_line | <Ansatz>  |
      Dann sind <Zahl> Ausgaben zur Inventarisierung vorgeschlagen

      Beispiele: bis zur Grenze
        | Brutto   | Ansatz  | Zahl |
        | 899,99 € | Technik | 0    |
        | 900,00 € | Technik | 0    |
      Beispiele: darüber
        | Brutto   | Ansatz  | Zahl |
        | 900,01 € | Technik | 1    |
      Beispiele: was nicht investiv ist, nie
        | Brutto   | Ansatz   | Zahl |
        | 900,01 € | Beratung | 0    |

    Szenario: Was noch nicht festgestellt ist, wird nicht vorgeschlagen
      Angenommen eine erfasste Ausgabe mit
        | Feld        | Wert       |
        | gross_cents | 5.000,00 € |
        | budget_line | Technik    |
      Dann sind 0 Ausgaben zur Inventarisierung vorgeschlagen

    Szenario: Inventarisiert ist der Vorschlag erledigt
      Angenommen eine abrufbare Ausgabe mit
        | Feld        | Wert       |
        | gross_cents | 5.000,00 € |
        | budget_line | Technik    |
      Wenn ich zur Ausgabe einen Gegenstand über netto 5.000,00 € erfasse
      Dann wird das angenommen
      Und hat der Gegenstand den Zuwendungsanteil 3.250,00 €
      Und sind 0 Ausgaben zur Inventarisierung vorgeschlagen

    Szenario: Die Wertgrenze ist eine Einstellung
      Angenommen das Regelpaket stellt ein, dass "inventory_threshold_cents" den Wert "41000" hat
      Und die Zuwendung "Z-2" läuft damit vom 01.01.2026 bis 31.12.2027
      Wenn ich einen Gegenstand über netto 410,01 € erfasse
      Dann gibt es keinen Hinweis "below_inventory_threshold"

    Szenario: Unter der Wertgrenze steht ein Hinweis da
      Wenn ich einen Gegenstand über netto 800,00 € erfasse
      Dann gibt es den Hinweis "below_inventory_threshold" nach INV-01

  Regel: INV-02: Das Inventar sagt, was es ist, wo es steht und woher das Geld kam
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan nach Maßnahmen:
        | Kostenposition | Maßnahme | Kostenart | Jahr | Betrag       |
        | Technik        | M-1      | INVEST    | 2026 | 500.000,00 € |
      Und eine abrufbare Ausgabe mit
        | Feld        | Wert       |
        | gross_cents | 5.000,00 € |
        | budget_line | Technik    |

    Szenario: Ein Beleg trägt mehrere Gegenstände, bis er verteilt ist
      Wenn ich zur Ausgabe einen Gegenstand über netto 3.000,00 € erfasse
      Und ich zur Ausgabe einen Gegenstand über netto 2.000,00 € erfasse
      Dann wird das angenommen
      Wenn ich zur Ausgabe einen Gegenstand über netto 0,01 € erfasse
      Dann ist der Hinderungsgrund "items_exceed_voucher" nach INV-02

    Szenario: Ein neuer Standort ist eine neue Fassung, die alte bleibt
      Angenommen ein Gegenstand über netto 3.000,00 €
      Wenn ich den Standort auf "Rathaus, Keller" ändere
      Dann wird das angenommen
      Und ist der Gegenstand in Fassung 2 am Standort "Rathaus, Keller"
      Und steht im Prüfpfad ein Ereignis "inventory.changed" mit dem Ausgang "ok"

    Szenario: Geändert wird nur, was man gesehen hat
      Angenommen ein Gegenstand über netto 3.000,00 €
      Wenn ich den Standort ohne gesehene Fassung ändere
      Dann verlangt die Schnittstelle die gesehene Fassung

  Regel: INV-04: Was vor dem Bewilligungszeitraum angeschafft ist, fällt auf
    Szenariogrundriss: Am ersten Tag des Zeitraums, und am Tag davor
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan nach Maßnahmen:
        | Kostenposition | Maßnahme | Kostenart | Jahr | Betrag       |
        | Technik        | M-1      | INVEST    | 2026 | 500.000,00 € |
      Wenn ich einen am <Tag> angeschafften Gegenstand erfasse
      Dann wird das angenommen
      Und gibt es <Hinweis>

      Beispiele: am ersten Tag
        | Tag        | Hinweis                                 |
        | 01.01.2026 | keinen Hinweis "acquired_before_period" |
      Beispiele: am Tag davor
        | Tag        | Hinweis                                          |
        | 31.12.2025 | den Hinweis "acquired_before_period" nach INV-04 |

  Regel: INV-03: Bis zum Ende der Zweckbindung geht nichts ohne Zustimmung ab
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2020 bis 31.12.2027

    Szenario: Ohne hinterlegte Frist wird gewarnt
      Wenn ich einen Gegenstand über netto 3.000,00 € erfasse
      Dann gibt es den Hinweis "binding_missing" nach INV-03

    Szenariogrundriss: Der letzte gebundene Tag zählt noch
      Angenommen ein Gegenstand über netto 3.000,00 €, gebunden bis 31.07.2026
      Und der Abgang "scrapped" am <Tag> ist vorgeschlagen
      Wenn "kaemmerei" den Abgang freigibt
      Dann wird das <Ergebnis>

      Beispiele: gebunden
        | Tag        | Ergebnis  |
        | 31.07.2026 | abgelehnt |
      Beispiele: frei
        | Tag        | Ergebnis   |
        | 01.08.2026 | angenommen |

    Szenario: Mit der Zustimmung wird freigegeben
      Angenommen ein Gegenstand über netto 3.000,00 €
      Und der Abgang "given_away" am 03.08.2026 ist vorgeschlagen
      Wenn "kaemmerei" den Abgang freigibt
      Dann ist der Hinderungsgrund "consent_missing" nach INV-03
      Wenn ich die Zustimmung ablege
      Und "kaemmerei" den Abgang freigibt
      Dann wird das angenommen

    Szenario: Eine Zweckbindung wird nicht verkürzt
      Angenommen ein Gegenstand über netto 3.000,00 €, gebunden bis 31.07.2030
      Wenn ich die Zweckbindung auf den 30.07.2030 ändere
      Dann ist der Hinderungsgrund "binding_shortened" nach INV-03

  Regel: INV-04: Der Sonderposten wird über die Nutzungsdauer aufgelöst, kein Jahr weicht um mehr als einen Cent ab
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027

    Szenario: 120.000,00 € über fünf Jahre
      Wenn ich einen Gegenstand über netto 120.000,00 € mit 5 Jahren Nutzung erfasse
      Dann hat der Gegenstand den Zuwendungsanteil 78.000,00 €
      Und werden aufgelöst
        | Jahr | Betrag      |
        | 2026 | 15.600,00 € |
        | 2027 | 15.600,00 € |
        | 2028 | 15.600,00 € |
        | 2029 | 15.600,00 € |
        | 2030 | 15.600,00 € |

    Szenario: Drei Jahre, auf den Cent verteilt
      Wenn ich einen Gegenstand über netto 1.000,00 € mit 3 Jahren Nutzung erfasse
      Dann hat der Gegenstand den Zuwendungsanteil 650,00 €
      Und werden aufgelöst
        | Jahr | Betrag   |
        | 2026 | 216,67 € |
        | 2027 | 216,66 € |
        | 2028 | 216,67 € |

    Szenario: 78.000,00 € über sieben Jahre
      Wenn ich einen Gegenstand über netto 120.000,00 € mit 7 Jahren Nutzung erfasse
      Dann hat der Gegenstand den Zuwendungsanteil 78.000,00 €
      Und werden aufgelöst
        | Jahr | Betrag      |
        | 2026 | 11.142,86 € |
        | 2027 | 11.142,85 € |
        | 2028 | 11.142,86 € |
        | 2029 | 11.142,86 € |
        | 2030 | 11.142,86 € |
        | 2031 | 11.142,85 € |
        | 2032 | 11.142,86 € |

  Regel: NOTE-05, ELG-10: Ein Abgang in der Zweckbindung wird mitgeteilt, sein Erlös ist Einnahme
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2020 bis 31.12.2027

    Szenariogrundriss: Mitgeteilt wird bis zum letzten gebundenen Tag
      Angenommen ein Gegenstand über netto 3.000,00 €, gebunden bis 31.07.2026
      Und der Abgang "<Art>" am <Tag> ist vorgeschlagen
      Dann sind <Zahl> Mitteilungen nach NOTE-05 offen

      Beispiele: gebunden
        | Art           | Tag        | Zahl |
        | scrapped      | 31.07.2026 | 1    |
        | purpose_ended | 31.07.2026 | 1    |
        | lost          | 31.07.2026 | 1    |
      Beispiele: frei
        | Art      | Tag        | Zahl |
        | scrapped | 01.08.2026 | 0    |
      Beispiele: nie angeschafft
        | Art               | Tag        | Zahl |
        | recorded_in_error | 31.07.2026 | 0    |

    Szenariogrundriss: Der Erlös zählt, solange der Gegenstand gebunden ist
      Angenommen ein Gegenstand über netto 3.000,00 €, gebunden bis 31.07.2026
      Und der Verkauf am <Tag> für 1.000,00 € ist mit Zustimmung vorgeschlagen
      Wenn "kaemmerei" den Abgang freigibt
      Dann betragen die Einnahmen <Einnahme>

      Beispiele: gebunden
        | Tag        | Einnahme   |
        | 31.07.2026 | 1.000,00 € |
      Beispiele: frei
        | Tag        | Einnahme |
        | 01.08.2026 | 0,00 €   |

    Szenariogrundriss: Einnahme ist nur der Anteil des Erlöses, der auf Zuwendungsfähiges entfällt
      Angenommen ein Gegenstand über netto 3.000,00 €, davon <Anteil> zuwendungsfähig, gebunden bis 31.07.2026
      Und der Verkauf am 31.07.2026 für 1.000,00 € ist mit Zustimmung vorgeschlagen
      Wenn "kaemmerei" den Abgang freigibt
      Dann betragen die Einnahmen <Einnahme>

      Beispiele: ganz
        | Anteil     | Einnahme   |
        | 3.000,00 € | 1.000,00 € |
      Beispiele: zu einem und zu zwei Dritteln, kaufmännisch gerundet
        | Anteil     | Einnahme |
        | 1.000,00 € | 333,33 € |
        | 2.000,00 € | 666,67 € |

  Regel: MUN-03: Wer einen Abgang vorschlägt, gibt ihn nicht frei
    Szenario: Die Sachbearbeitung gibt nicht frei
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2020 bis 31.12.2027
      Und ein Gegenstand über netto 3.000,00 €, gebunden bis 31.07.2026
      Und der Abgang "scrapped" am 01.08.2026 ist vorgeschlagen
      Wenn "sachbearbeitung" den Abgang freigibt
      Dann fehlt dafür die Rolle

  Regel: INV-05: Auch eine neue Planfassung widmet investive Mittel nicht stillschweigend um
    Grundlage:
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan nach Maßnahmen:
        | Kostenposition | Maßnahme | Kostenart | Jahr | Betrag     |
        | Beratung       | M-1      | SACH      | 2026 | 1.000,00 € |
        | Technik        | M-1      | INVEST    | 2026 | 2.000,00 € |

    Szenariogrundriss: Investives darf nicht laufend werden, ohne dass es begründet ist
      Wenn ich eine Planfassung mit Beratung <Beratung> und investiver Technik <Technik> vorlege
      Dann wird das <Ergebnis>

      Beispiele: nichts wird umgewidmet
        | Beratung   | Technik    | Ergebnis   |
        | 1.000,00 € | 1.999,99 € | angenommen |
        | 1.000,01 € | 2.000,00 € | angenommen |
      Beispiele: ein Cent wird umgewidmet
        | Beratung   | Technik    | Ergebnis  |
        | 1.000,01 € | 1.999,99 € | abgelehnt |

    Szenario: Mit Begründung bleibt die Umwidmung als Hinweis sichtbar
      Wenn ich die Technik mit der Begründung "Miete statt Kauf" als Sachausgabe plane
      Dann gibt es den Hinweis "category_changed" nach INV-05

    Szenario: Ohne Begründung wechselt kein Einzelansatz die Kostenart
      Wenn ich die Technik mit der Begründung "" als Sachausgabe plane
      Dann ist der Hinderungsgrund "category_reason_missing" nach INV-05

  Regel: INV-02: Das Inventarverzeichnis führt den Gegenstand bis zu seinem Abgang
    Szenariogrundriss: Am letzten Tag davor noch im Bestand, dann bei den Abgängen
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und ein Gegenstand über netto 100.000,00 €, gebunden bis 31.12.2030
      Und heute ist der 02.10.2026
      Und der Verkauf am <Tag> für 1.000,00 € ist mit Zustimmung vorgeschlagen
      Wenn "kaemmerei" den Abgang freigibt
      Und ich den Bericht "inventory" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "Summe" unter "Netto" "<Bestand>"
      Und steht im Bericht bei "Summe" unter "Erlös" "<Erlös>"

      Beispiele: nach dem Quartal
        | Tag        | Bestand      | Erlös  |
        | 01.10.2026 | 100.000,00 € | 0,00 € |
      Beispiele: am letzten Tag des Quartals
        | Tag        | Bestand | Erlös      |
        | 30.09.2026 | 0,00 €  | 1.000,00 € |
