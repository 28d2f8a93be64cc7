# language: de
Funktionalität: Wertgrenzen je Art des Auftrags

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag         |
      | Beratung       | 9.000.000,00 € |

  Regel: PROC-03: Ab 2026 gilt für Bauleistungen eine andere Grenze als für Liefer- und Dienstleistungen
    Szenariogrundriss: Öffentlich ausgeschrieben, am EU-Schwellenwert
      Angenommen die Vergabeakte mit
        | Feld               | Wert       |
        | kind               | <Art>      |
        | procedure          | public     |
        | contract_date      | 01.01.2026 |
        | estimate_net_cents | <Betrag>   |
      Dann <Befund>

      Beispiele: bis zur Grenze
        | Art      | Betrag         | Befund                                                   |
        | works    | 1.000.000,00 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | works    | 5.404.000,00 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | supplies | 216.000,00 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | services | 216.000,00 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
      Beispiele: ein Cent mehr
        | Art      | Betrag         | Befund                                                             |
        | works    | 5.404.000,01 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-03 |
        | supplies | 216.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-03 |
        | services | 216.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-03 |

  Regel: PROC-02: Bis 2025 ist unter dem EU-Schwellenwert nur für Dienstleistungen eine Grenze bekannt
    Szenariogrundriss: Am letzten Tag ohne § 75a GO NRW
      Angenommen die Vergabeakte mit
        | Feld               | Wert         |
        | kind               | <Art>        |
        | procedure          | <Verfahren>  |
        | contract_date      | 31.12.2025   |
        | estimate_net_cents | <Betrag>     |
      Dann <Befund>

      Beispiele: bis zur Grenze, oder keine bekannt
        | Art      | Verfahren  | Betrag         | Befund                                                   |
        | services | negotiated | 100.000,00 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | supplies | negotiated | 100.000,01 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | works    | negotiated | 100.000,01 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | supplies | direct     | 221.000,00 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | works    | public     | 5.538.000,00 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
      Beispiele: ein Cent mehr
        | Art      | Verfahren  | Betrag         | Befund                                                             |
        | services | negotiated | 100.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | supplies | direct     | 221.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | works    | public     | 5.538.000,01 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |

  Regel: PROC-02: Den EU-Schwellenwert setzt die Kommission alle zwei Jahre; es gilt der vom Tag des Vertrags
    Szenariogrundriss: Öffentlich ausgeschrieben, am Jahreswechsel
      Angenommen die Vergabeakte mit
        | Feld               | Wert     |
        | kind               | <Art>    |
        | procedure          | public   |
        | contract_date      | <Tag>    |
        | estimate_net_cents | <Betrag> |
      Dann <Befund>

      Beispiele: bis zur Grenze des Tages
        | Art      | Tag        | Betrag         | Befund                                                   |
        | services | 01.01.2020 | 214.000,00 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | services | 31.12.2021 | 214.000,00 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | services | 01.01.2022 | 214.000,01 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | supplies | 31.12.2023 | 215.000,00 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | supplies | 01.01.2024 | 215.000,01 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | services | 31.12.2025 | 216.000,01 €   | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | works    | 31.12.2021 | 5.350.000,00 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | works    | 01.01.2022 | 5.350.000,01 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | works    | 31.12.2023 | 5.382.000,00 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | works    | 01.01.2024 | 5.382.000,01 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
        | works    | 31.12.2025 | 5.404.000,01 € | hat die Vergabeakte keinen Befund "value_limit_exceeded" |
      Beispiele: darüber
        | Art      | Tag        | Betrag         | Befund                                                             |
        | services | 01.01.2020 | 214.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | services | 31.12.2021 | 214.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | supplies | 01.01.2022 | 215.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | supplies | 31.12.2023 | 215.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | services | 01.02.2025 | 9.000.000,00 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | works    | 31.12.2021 | 5.350.000,01 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | works    | 31.12.2023 | 5.382.000,01 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-02 |
        | works    | 01.01.2026 | 5.404.000,01 € | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-03 |
        | services | 01.01.2026 | 216.000,01 €   | hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-03 |

    Szenariogrundriss: Vor 2020 ist kein Schwellenwert hinterlegt
      Angenommen die Vergabeakte mit
        | Feld               | Wert           |
        | kind               | <Art>          |
        | procedure          | public         |
        | contract_date      | 31.12.2019     |
        | estimate_net_cents | 6.000.000,00 € |
      Dann hat die Vergabeakte keinen Befund "value_limit_exceeded"

      Beispiele: jede Art
        | Art      |
        | services |
        | supplies |
        | works    |

  Regel: PROC-02, PROC-03: Wer keine Art nennt, hat eine Dienstleistung; eine andere gibt es nicht
    Szenario: Ohne Angabe
      Angenommen die Vergabeakte mit
        | Feld               | Wert         |
        | estimate_net_cents | 216.000,01 € |
      Dann hat die Vergabeakte den Befund "value_limit_exceeded" nach PROC-03
      Wenn ich als Art des Auftrags "works" eintrage
      Dann wird das angenommen
      Und hat die Vergabeakte keinen Befund "value_limit_exceeded"
      Wenn ich den Bericht "procurement-overview" für 2026-Q3 erzeuge
      Dann steht im Bericht bei "1" unter "Verfahren" "Verhandlungsvergabe (Bauleistung)"

    Szenario: Eine Art, die es nicht gibt
      Wenn ich eine Vergabeakte anlege mit
        | Feld | Wert   |
        | kind | gifts  |
      Dann ist der Hinderungsgrund "contract_kind_unknown" nach PROC-02

  Regel: PROC-05: Bauleistungen zählen nicht mit Dienstleistungen zusammen
    Szenariogrundriss: Zwei Akten eines Auftragnehmers
      Angenommen die Vergabeakte mit
        | Feld               | Wert         |
        | kind               | services     |
        | estimate_net_cents | 150.000,00 € |
      Und die Vergabeakte mit
        | Feld               | Wert         |
        | kind               | <Art>        |
        | estimate_net_cents | <Betrag>     |
      Dann <Befund>

      Beispiele: eine andere Art, oder genau die Grenze
        | Art      | Betrag         | Befund                                             |
        | works    | 5.404.000,00 € | hat die Vergabeakte keinen Befund "contract_split" |
        | services | 66.000,00 €    | hat die Vergabeakte keinen Befund "contract_split" |
      Beispiele: dieselbe Art und ein Cent mehr
        | Art      | Betrag      | Befund                                                       |
        | services | 66.000,01 € | hat die Vergabeakte den Befund "contract_split" nach PROC-05 |
