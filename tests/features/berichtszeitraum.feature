# language: de
Funktionalität: Ein Bericht sagt nur, was an seinem Tag schon war

  Grundlage:
    Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2027
    Und der Finanzierungsplan sieht vor:
      | Kostenposition | Betrag         |
      | Beratung       | 1.500.000,00 € |

  Regel: GOB-01: Freigegeben wird, was nach dem Ende des Zeitraums entworfen ist
    Szenario: Am letzten Tag des Quartals entworfen
      Angenommen heute ist der 30.09.2026
      Wenn ich den Bericht "quarterly" für 2026-Q3 erzeuge
      Dann sagt der Bericht "Zeitraum noch nicht abgelaufen: Stand 30.09.2026."
      Wenn die Kämmerei den Bericht freigibt
      Dann ist der Hinderungsgrund "period_running" nach GOB-01

    Szenario: Auch später bleibt ein solcher Entwurf ein Entwurf
      Angenommen heute ist der 30.09.2026
      Wenn ich den Bericht "quarterly" für 2026-Q3 erzeuge
      Angenommen heute ist der 12.10.2026
      Wenn die Kämmerei den Bericht freigibt
      Dann ist der Hinderungsgrund "period_running" nach GOB-01

    Szenario: Am Tag nach dem Quartal entworfen
      Angenommen heute ist der 01.10.2026
      Wenn ich den Bericht "quarterly" für 2026-Q3 erzeuge
      Dann sagt der Bericht nichts von "noch nicht abgelaufen"
      Wenn die Kämmerei den Bericht freigibt
      Dann wird das angenommen

    Szenario: Der Verwendungsnachweis wird in seinem Zeitraum fällig und hat einen Vorlauf
      Angenommen heute ist der 30.06.2026
      Wenn ich den Bericht "proof-of-use-b" für 2026-H2 erzeuge
      Dann sagt der Bericht "Zeitraum noch nicht abgelaufen: Stand 30.06.2026."
      Wenn die Kämmerei den Bericht freigibt
      Dann gibt es keinen Hinderungsgrund "period_running"

  Regel: GOB-01: Über einen Zeitraum, der nicht begonnen hat, gibt es nichts zu berichten
    Szenario: Am Tag vor dem Quartal
      Angenommen heute ist der 30.09.2026
      Wenn ich den Bericht "quarterly" für 2026-Q4 anfordere
      Dann ist der Hinderungsgrund "period_ahead" nach GOB-01

    Szenario: Am ersten Tag des Quartals
      Angenommen heute ist der 01.10.2026
      Wenn ich den Bericht "quarterly" für 2026-Q4 anfordere
      Dann wird das angenommen

  Regel: GOB-01: Der Berichtslauf entwirft nichts im Voraus
    Szenario: Ein Stichtag in der Zukunft
      Angenommen heute ist der 30.09.2026
      Wenn ich den Berichtslauf zum 01.10.2026 starte
      Dann ist der Hinderungsgrund "as_of_ahead" nach GOB-01

    Szenario: Der Stichtag ist heute
      Angenommen heute ist der 01.10.2026
      Wenn ich den Berichtslauf zum 01.10.2026 starte
      Dann wird das angenommen
