# language: de
Funktionalität: Aufträge werden nicht aufgeteilt

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag         |
      | Beratung       | 1.000.000,00 € |

  Regel: PROC-05: Auch Aufträge ohne Vergabeakte zählen je Auftragnehmer über zwölf Monate zusammen
    Szenariogrundriss: Zwei Aufträge an der Grenze von 216.000 € netto
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 119.000,00 € |
        | vat_cents     | 19.000,00 €  |
        | contract_date | 15.02.2026   |
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld          | Wert     |
        | gross_cents   | <Betrag> |
        | contract_date | <Tag>    |
        | service_from  | <Tag>    |
        | service_to    | <Tag>    |
      Dann <Befund>

      Beispiele: genau die Grenze, oder zwölf Monate später
        | Tag        | Betrag       | Befund                                  |
        | 14.02.2027 | 116.000,00 € | gibt es keinen Hinweis "contract_split" |
        | 15.02.2027 | 116.000,01 € | gibt es keinen Hinweis "contract_split" |
      Beispiele: ein Cent mehr am letzten Tag der zwölf Monate
        | Tag        | Betrag       | Befund                                            |
        | 14.02.2027 | 116.000,01 € | gibt es den Hinweis "contract_split" nach PROC-05 |

    Szenario: Drei Aufträge zu 150.000 €
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 150.000,00 € |
        | contract_date | 02.02.2026   |
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld          | Wert         |
        | gross_cents   | 150.000,00 € |
        | contract_date | 03.02.2026   |
      Dann gibt es den Hinweis "contract_split" nach PROC-05
      Wenn ich für einen Auftrag ohne Vergabeakte zur Probe rechne mit
        | Feld          | Wert         |
        | gross_cents   | 150.000,00 € |
        | contract_date | 04.02.2026   |
      Dann gibt es den Hinweis "contract_split" nach PROC-05

    Szenariogrundriss: Der frühere Auftrag wird nach dem späteren erfasst
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 119.000,00 € |
        | vat_cents     | 19.000,00 €  |
        | contract_date | 14.02.2027   |
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld          | Wert     |
        | gross_cents   | <Betrag> |
        | contract_date | <Tag>    |
        | service_from  | <Tag>    |
        | service_to    | <Tag>    |
      Dann <Befund>

      Beispiele: genau die Grenze, oder zwölf Monate früher
        | Tag        | Betrag       | Befund                                  |
        | 15.02.2026 | 116.000,00 € | gibt es keinen Hinweis "contract_split" |
        | 14.02.2026 | 116.000,01 € | gibt es keinen Hinweis "contract_split" |
      Beispiele: ein Cent mehr am ersten Tag der zwölf Monate
        | Tag        | Betrag       | Befund                                            |
        | 15.02.2026 | 116.000,01 € | gibt es den Hinweis "contract_split" nach PROC-05 |

    Szenariogrundriss: Der mittlere von dreien macht keine zwei Jahre zu einem
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 90.000,00 €  |
        | contract_date | 02.02.2026   |
      Und ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 90.000,00 €  |
        | contract_date | <Dritter>    |
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld          | Wert         |
        | gross_cents   | 90.000,00 €  |
        | contract_date | 02.08.2026   |
      Dann <Befund>

      Beispiele: zwölf Monate und ein Tag, oder zwölf Monate
        | Dritter    | Befund                                            |
        | 02.02.2027 | gibt es keinen Hinweis "contract_split"           |
        | 01.02.2027 | gibt es den Hinweis "contract_split" nach PROC-05 |

    Szenario: Wer einen Auftrag storniert, nimmt ihn aus der Summe
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 150.000,00 € |
      Und die Ausgabe ist storniert
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld          | Wert         |
        | gross_cents   | 150.000,00 € |
      Dann gibt es keinen Hinweis "contract_split"

    Szenario: Die Rechnung zählt mit ihrem Auftrag, nicht noch einmal
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 150.000,00 € |
      Wenn ich zu dieser Ausgabe noch eine Ausgabe erfasse mit
        | Feld          | Wert         |
        | gross_cents   | 150.000,00 € |
        | commitment_id | diese        |
      Dann gibt es keinen Hinweis "contract_split"
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld          | Wert        |
        | gross_cents   | 66.000,00 € |
      Dann gibt es keinen Hinweis "contract_split"

    Szenariogrundriss: Ein Auftrag ohne Akte zählt neben der Vergabeakte
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 166.000,00 € |
        | contract_date | <Tag>        |
        | service_from  | <Tag>        |
        | service_to    | <Tag>        |
        | ineligible_cents  | 166.000,00 € |
        | ineligible_reason | vor der Zuwendung |
      Und die Vergabeakte mit
        | Feld               | Wert       |
        | estimate_net_cents | <Betrag>   |
        | contract_date      | 15.02.2026 |
      Dann <Befund>

      Beispiele: genau die Grenze, oder zwölf Monate vorher
        | Tag        | Betrag      | Befund                                             |
        | 16.02.2025 | 50.000,00 € | hat die Vergabeakte keinen Befund "contract_split" |
        | 15.02.2025 | 50.000,01 € | hat die Vergabeakte keinen Befund "contract_split" |
      Beispiele: ein Cent mehr am ersten Tag der zwölf Monate
        | Tag        | Betrag      | Befund                                                       |
        | 16.02.2025 | 50.000,01 € | hat die Vergabeakte den Befund "contract_split" nach PROC-05 |

    Szenariogrundriss: Auch neben der Vergabeakte, die nach ihm erfasst wird und einen Tag früher geschlossen ist
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 166.000,00 € |
        | contract_date | 16.02.2026   |
      Und die Vergabeakte mit
        | Feld               | Wert       |
        | estimate_net_cents | <Betrag>   |
        | contract_date      | 15.02.2026 |
      Dann <Befund>

      Beispiele: genau die Grenze
        | Betrag      | Befund                                             |
        | 50.000,00 € | hat die Vergabeakte keinen Befund "contract_split" |
      Beispiele: ein Cent mehr
        | Betrag      | Befund                                                       |
        | 50.000,01 € | hat die Vergabeakte den Befund "contract_split" nach PROC-05 |

  Regel: PROC-02, PROC-03: Ein Auftrag ohne Vergabeakte gilt nur bis zur Grenze als Direktauftrag
    Szenariogrundriss: Allein über der Grenze des Tages, an dem er geschlossen ist
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld              | Wert              |
        | gross_cents       | <Betrag>          |
        | contract_date     | <Tag>             |
        | service_from      | <Tag>             |
        | service_to        | <Tag>             |
        | ineligible_cents  | <Betrag>          |
        | ineligible_reason | vor der Zuwendung |
      Dann <Befund>

      Beispiele: genau die Grenze
        | Tag        | Betrag       | Befund                                      |
        | 31.12.2025 | 100.000,00 € | gibt es keinen Hinweis "limit_without_file" |
        | 01.01.2026 | 216.000,00 € | gibt es keinen Hinweis "limit_without_file" |
      Beispiele: ein Cent mehr
        | Tag        | Betrag       | Befund                                                |
        | 31.12.2025 | 100.000,01 € | gibt es den Hinweis "limit_without_file" nach PROC-02 |
        | 01.01.2026 | 216.000,01 € | gibt es den Hinweis "limit_without_file" nach PROC-03 |

  Regel: PROC-05: Zwei Firmen gleichen Namens sind zwei Auftragnehmer
    Szenariogrundriss: Mit der Rechtsform
      Angenommen die Vergabeakte mit
        | Feld               | Wert         |
        | creditor           | Bau GmbH     |
        | estimate_net_cents | 150.000,00 € |
      Und die Vergabeakte mit
        | Feld               | Wert            |
        | creditor           | <Auftragnehmer> |
        | estimate_net_cents | 150.000,00 €    |
      Dann <Befund>

      Beispiele: eine andere Firma
        | Auftragnehmer | Befund                                             |
        | Bau AG        | hat die Vergabeakte keinen Befund "contract_split" |
      Beispiele: dieselbe, oder offen
        | Auftragnehmer | Befund                                                       |
        | BAU gmbh      | hat die Vergabeakte den Befund "contract_split" nach PROC-05 |
        | Bau           | hat die Vergabeakte den Befund "contract_split" nach PROC-05 |

    Szenariogrundriss: Auch ohne Vergabeakte
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld        | Wert         |
        | creditor    | Bau GmbH     |
        | gross_cents | 150.000,00 € |
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld        | Wert            |
        | creditor    | <Auftragnehmer> |
        | gross_cents | 150.000,00 €    |
      Dann <Befund>

      Beispiele: eine andere Firma
        | Auftragnehmer | Befund                                  |
        | Bau AG        | gibt es keinen Hinweis "contract_split" |
      Beispiele: dieselbe
        | Auftragnehmer | Befund                                            |
        | BAU gmbh      | gibt es den Hinweis "contract_split" nach PROC-05 |

  Regel: PROC-05: Gezählt wird in allen Zuwendungen der Stadt
    Grundlage:
      Angenommen die Vergabeakte mit
        | Feld               | Wert         |
        | contract_date      | 02.02.2026   |
        | estimate_net_cents | 150.000,00 € |
      Und ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert        |
        | gross_cents   | 10.000,00 € |
        | contract_date | 02.02.2026  |
      Und die Zuwendung "Z-2" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 1.000.000,00 € |

    Szenariogrundriss: Eine Vergabeakte in einer anderen Zuwendung
      Angenommen die Vergabeakte mit
        | Feld               | Wert       |
        | contract_date      | 03.02.2026 |
        | estimate_net_cents | <Betrag>   |
      Dann <Befund>

      Beispiele: genau die Grenze
        | Betrag      | Befund                                             |
        | 56.000,00 € | hat die Vergabeakte keinen Befund "contract_split" |
      Beispiele: ein Cent mehr
        | Betrag      | Befund                                                       |
        | 56.000,01 € | hat die Vergabeakte den Befund "contract_split" nach PROC-05 |

    Szenariogrundriss: Ein Auftrag ohne Akte in einer anderen Zuwendung
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld          | Wert       |
        | gross_cents   | <Betrag>   |
        | contract_date | 03.02.2026 |
      Dann <Befund>

      Beispiele: genau die Grenze
        | Betrag      | Befund                                  |
        | 56.000,00 € | gibt es keinen Hinweis "contract_split" |
      Beispiele: ein Cent mehr
        | Betrag      | Befund                                            |
        | 56.000,01 € | gibt es den Hinweis "contract_split" nach PROC-05 |

    Szenario: Eine spätere Erfassung mit früherem Vertrag findet der nächste Tag
      Angenommen die Vergabeakte mit
        | Feld               | Wert        |
        | contract_date      | 04.02.2026  |
        | estimate_net_cents | 50.000,00 € |
      Und ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert       |
        | gross_cents   | 6.000,01 € |
        | contract_date | 03.02.2026 |
      Wenn der 04.08.2026 anbricht
      Dann hat die Vergabeakte den Befund "contract_split" nach PROC-05

  Regel: PROC-05, Pack mit "block": Ohne Vergabeakte wird der geteilte Auftrag nicht erfasst
    Szenariogrundriss: Mit und ohne Akte
      Angenommen das Regelpaket stellt ein, dass "procurement_splitting" den Wert "block" hat
      Und die Zuwendung "Z-5" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 1.000.000,00 € |
      Und ein Auftrag ohne Vergabeakte mit
        | Feld        | Wert         |
        | gross_cents | 150.000,00 € |
      Wenn ich einen Auftrag ohne Vergabeakte erfasse mit
        | Feld        | Wert     |
        | gross_cents | <Betrag> |
      Dann <Ergebnis>

      Beispiele: bis zur Grenze
        | Betrag      | Ergebnis            |
        | 66.000,00 € | wird das angenommen |
      Beispiele: darüber
        | Betrag      | Ergebnis                                              |
        | 66.000,01 € | ist der Hinderungsgrund "contract_split" nach PROC-05 |

  Regel: PROC-05: Auch Zeilen einer Liste zählen zusammen, mit Erfasstem und miteinander
    Szenariogrundriss: Zwei Zeilen an der Grenze von 216.000 € netto
      Wenn ich eine Liste einlese mit den Zeilen
        | Vertragsdatum | Brutto     | MwSt      |
        | 15.02.2026    | 119.000,00 | 19.000,00 |
        | <Tag>         | <Betrag>   | 0,00      |
      Dann <Vorschau>
      Und tragen nach der Übernahme <Zahl> Ausgaben den Hinweis "contract_split"

      Beispiele: genau die Grenze
        | Tag        | Betrag     | Vorschau                                     | Zahl |
        | 15.02.2026 | 116.000,00 | hat keine Zeile den Hinweis "contract_split" | 0    |
      Beispiele: ein Cent mehr
        | Tag        | Betrag     | Vorschau                                              | Zahl |
        | 15.02.2026 | 116.000,01 | hat Zeile 3 den Hinweis "contract_split" nach PROC-05 | 1    |

    Szenariogrundriss: Eine Zeile neben einem erfassten Auftrag
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 100.000,00 € |
        | contract_date | 15.02.2026   |
      Wenn ich eine Liste einlese mit den Zeilen
        | Vertragsdatum | Kreditor   | Brutto   | MwSt |
        | 16.02.2026    | <Kreditor> | <Betrag> | 0,00 |
      Dann <Vorschau>
      Und tragen nach der Übernahme <Zahl> Ausgaben den Hinweis "contract_split"

      Beispiele: bis zur Grenze, oder jemand anderes
        | Kreditor    | Betrag     | Vorschau                                     | Zahl |
        | Muster GmbH | 116.000,00 | hat keine Zeile den Hinweis "contract_split" | 0    |
        | Andere GmbH | 116.000,01 | hat keine Zeile den Hinweis "contract_split" | 0    |
      Beispiele: darüber
        | Kreditor    | Betrag     | Vorschau                                              | Zahl |
        | Muster GmbH | 116.000,01 | hat Zeile 2 den Hinweis "contract_split" nach PROC-05 | 1    |

    Szenario: Der Hinweis nennt die Zeilen davor, auch die dritte zählt
      Wenn ich eine Liste einlese mit den Zeilen
        | Vertragsdatum | Brutto     | MwSt |
        | 02.02.2026    | 150.000,00 | 0,00 |
        | 03.02.2026    | 150.000,00 | 0,00 |
        | 04.02.2026    | 150.000,00 | 0,00 |
      Dann nennt der Hinweis zu Zeile 3 "zusammen 300.000,00 € netto (mit Zeile 2)"
      Und nennt der Hinweis zu Zeile 4 "zusammen 450.000,00 € netto (mit Zeile 2, 3)"
      Und tragen nach der Übernahme 2 Ausgaben den Hinweis "contract_split"

    Szenario: In der Liste steht der frühere Auftrag nach dem späteren
      Wenn ich eine Liste einlese mit den Zeilen
        | Vertragsdatum | Brutto     | MwSt |
        | 03.02.2026    | 150.000,00 | 0,00 |
        | 02.02.2026    | 150.000,00 | 0,00 |
      Dann nennt der Hinweis zu Zeile 3 "zusammen 300.000,00 € netto (mit Zeile 2)"
      Und tragen nach der Übernahme 1 Ausgaben den Hinweis "contract_split"

    Szenario: Wo das Regelpaket blockiert, kommt die Zeile in die Klärungsliste
      Angenommen das Regelpaket stellt ein, dass "procurement_splitting" den Wert "block" hat
      Und die Zuwendung "Z-2" läuft damit vom 01.01.2026 bis 31.12.2027
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag         |
        | Beratung       | 1.000.000,00 € |
      Wenn ich eine Liste einlese mit den Zeilen
        | Vertragsdatum | Brutto     | MwSt |
        | 02.02.2026    | 150.000,00 | 0,00 |
        | 03.02.2026    | 66.000,01  | 0,00 |
        | 04.02.2026    | 66.000,00  | 0,00 |
      Dann steht Zeile 3 mit "contract_split" nach PROC-05 in der Klärungsliste
      Und werden davon 2 Zeilen angenommen

  Regel: PROC-05: Belege einer übernommenen Zuwendung zählen zusammen; es fällt auf und hält die Übernahme nicht auf
    Szenariogrundriss: Zwei übernommene Belege an der Grenze von 216.000 € netto
      Wenn die laufende Zuwendung übernommen wird mit den Belegen
        | Vertragsdatum | Brutto     | MwSt      |
        | 15.02.2026    | 119.000,00 | 19.000,00 |
        | <Tag>         | <Betrag>   | 0,00      |
      Dann tragen <Zahl> übernommene Ausgaben den Hinweis "contract_split"

      Beispiele: genau die Grenze
        | Tag        | Betrag     | Zahl |
        | 15.02.2026 | 116.000,00 | 0    |
      Beispiele: ein Cent mehr
        | Tag        | Betrag     | Zahl |
        | 15.02.2026 | 116.000,01 | 1    |

    Szenariogrundriss: Ein übernommener Beleg neben einem Auftrag der anderen Zuwendung
      Angenommen ein Auftrag ohne Vergabeakte mit
        | Feld          | Wert         |
        | gross_cents   | 100.000,00 € |
        | contract_date | 15.02.2026   |
      Und die Zuwendung "Z-2" der Phase B läuft vom 01.01.2026 bis 31.12.2027
      Wenn die laufende Zuwendung übernommen wird mit den Belegen
        | Vertragsdatum | Brutto   | MwSt |
        | 16.02.2026    | <Betrag> | 0,00 |
      Dann tragen <Zahl> übernommene Ausgaben den Hinweis "contract_split"

      Beispiele: genau die Grenze
        | Betrag     | Zahl |
        | 116.000,00 | 0    |
      Beispiele: ein Cent mehr
        | Betrag     | Zahl |
        | 116.000,01 | 1    |

    Szenario: Auch wo das Regelpaket blockiert, wird übernommen, was geschehen ist
      Angenommen das Regelpaket stellt ein, dass "procurement_splitting" den Wert "block" hat
      Und die Zuwendung "Z-2" läuft damit vom 01.01.2026 bis 31.12.2027
      Wenn die laufende Zuwendung übernommen wird mit den Belegen
        | Vertragsdatum | Brutto     | MwSt |
        | 02.02.2026    | 150.000,00 | 0,00 |
        | 03.02.2026    | 66.000,01  | 0,00 |
      Dann tragen 1 übernommene Ausgaben den Hinweis "contract_split"
