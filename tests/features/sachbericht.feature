# language: de
Funktionalität: Sachbericht und Nachweise mit geschriebenen Texten

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag     |
      | Beratung       | 1.000,00 € |

  Regel: VN-05: Ohne freigegebene Texte gibt es keinen Sachbericht (ANBest-Gk Nr. 6)
    Szenario: Ein Entwurf sagt, was fehlt, und wird nicht freigegeben
      Angenommen heute ist der 04.01.2027
      Wenn ich den Text "lessons" für 2026 schreibe: "Klein anfangen."
      Und ich den Bericht "factual-report" für 2026 erzeuge
      Dann sagt der Bericht "Fehlt noch."
      Und sagt der Bericht "Fassung 1 ist vorgeschlagen, aber nicht freigegeben"
      Und verweigert die Freigabe des Berichts "factual-report" für 2026 wegen "narrative_missing"

    Szenario: Wer schreibt, gibt nicht frei
      Wenn ich den Text "lessons" für 2026 schreibe: "Klein anfangen."
      Dann kann "sachbearbeitung" den Text "lessons" für 2026 nicht freigeben

    Szenario: Der freigegebene Text steht im Bericht
      Wenn ich den Text "lessons" für 2026 schreibe: "Klein anfangen."
      Und die zweite Person den Text "lessons" für 2026 freigibt
      Und ich den Bericht "factual-report" für 2026 erzeuge
      Dann sagt der Bericht "Klein anfangen."

  Regel: VN-10: Der Zwischennachweis braucht die Abschnitte, die er nennt (ANBest-Gk)
    Szenario: Vier Abschnitte genügen
      Angenommen heute ist der 04.01.2027
      Wenn alle Texte des Zwischennachweises für 2026 freigegeben sind
      Dann wird der Bericht "interim-proof" für 2026 freigegeben

  Regel: VN-10: Der Zwischennachweis nennt sein Haushaltsjahr und alles bis dahin
    Szenariogrundriss: Was vor dem Jahr bezahlt ist, zählt nur kumuliert
      Angenommen die Zuwendung "Z-2" der Phase B läuft vom 01.01.2025 bis 31.12.2026
      Und der Finanzierungsplan sieht vor:
        | Kostenposition | Betrag      |
        | Beratung       | 10.000,00 € |
      Und eine bezahlte Ausgabe auf "Beratung" mit
        | Feld         | Wert       |
        | gross_cents  | 1.000,00 € |
        | service_from | 01.12.2025 |
        | service_to   | 20.12.2025 |
        | invoice_date | 22.12.2025 |
        | payment_date | <Zahltag>  |
      Wenn ich den Bericht "interim-proof" für 2026 erzeuge
      Dann steht im Bericht bei "Beratung" unter "Ist im Jahr" "<im Jahr>"
      Und steht im Bericht bei "Beratung" unter "Ist kumuliert" "1.000,00 €"

      Beispiele: am letzten Tag des Vorjahres
        | Zahltag    | im Jahr |
        | 31.12.2025 | 0,00 €  |
      Beispiele: am ersten Tag des Jahres
        | Zahltag    | im Jahr    |
        | 01.01.2026 | 1.000,00 € |
