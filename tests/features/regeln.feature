# language: de
Funktionalität: Welche Regel gilt und wo sie steht
  Grundlage:
    Angenommen heute ist der 15.03.2026

  Regel: GOV-01: Der Zuwendungsbescheid geht dem Regelpaket vor, das Paket dem, worauf es aufbaut (Rangfolge der Quellen)
    Szenario: Eine Einstellung des Bescheids steht über dem Paket
      Angenommen das Regelpaket stellt ein, dass "line_excess" den Wert "block" hat
      Und die Zuwendung "Z-1" läuft damit vom 01.01.2026 bis 31.12.2026
      Wenn ich die Regel "PLAN-02" nachschlage
      Dann gilt für "Z-1" der Wert "line_excess" wie "block" laut "Zuwendungsbescheid (Einstellung der Zuwendung)"
      Und gilt für "Z-1" der Wert "line_tolerance_bp" wie "2000" laut "ANBest-P Nr. 1.2, hier nur als Hinweis"

    Szenario: Was der Bescheid nicht regelt, steht im Paket
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Wenn ich die Regel "CALL-01" nachschlage
      Dann gilt für "Z-1" der Wert "call_interval_months" wie "6" laut "BT-Drs. 20/13972: halbjährlicher Abruf für angefallene Kosten"

    Szenario: Was das Paket nicht regelt, steht im Haushaltsrecht
      Angenommen die Zuwendung "Z-1" der Phase B läuft vom 01.01.2026 bis 31.12.2026
      Wenn ich die Regel "MUN-04" nachschlage
      Dann gilt für "Z-1" der Wert "payment_proof" wie "reference" laut "§ 31 Abs. 4 KomHVO NRW: der Zahlungstag kommt aus der Finanzbuchhaltung"

    Szenario: Eine Regel, die ruht, nennt ihren Grund
      Wenn ich die Regel "VN-06" nachschlage
      Dann ruht sie, weil "durch VN-01 und VN-02 verdrängt: die Programmseite nennt eigene Fristen"
      Und nennt das Regelpaket "anbest-gk-2019" denselben Grund mit der Fundstelle "ANBest-Gk Nr. 6.1"

    Szenariogrundriss: Jede Regel nennt ihr Regelpaket oder sagt, dass sie keines hat
      Wenn ich die Regel "<Regel>" nachschlage
      Dann steht sie in "<Regelpaket>"

      Beispiele: ein Wert, eine Regel ohne Wert, eine ruhende
        | Regel   | Regelpaket                               |
        | PLAN-01 | anbest-gk-2019 2019.2: plan_total        |
        | CALL-07 | anbest-gk-2019 2019.2: ohne eigenen Wert |
        | VN-06   | anbest-gk-2019 2019.2: ruht              |
      Beispiele: keines
        | Regel   | Regelpaket                    |
        | CALL-02 | Programmcode, kein Regelpaket |
