"""What the steps of a calculation are called, and the rule each rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .award import award_on
from .outcome import Fault
from .printed import blocks
from .sentences import in_events
from .steps import HEADS
from .told import Told

_RULES = {
    "Rechnungsbeträge mit Umsatzsteuer": "ELG-05",
    "Zeilen, die am Stichtag erst zum Teil zählen": "–",
    "Skonto, Nachlässe und Gutschriften": "ELG-05",
    "Sicherheitseinbehalte": "ELG-06",
    "nicht zuwendungsfähige Bestandteile": "ELG-11",
    "abziehbare Vorsteuer": "ELG-07",
    "nur der Projektanteil": "ELG-08",
    "Leistungen nach dem Bewilligungszeitraum": "ELG-13",
    "außerhalb des Bewilligungszeitraums": "ELG-03",
    "Abrufbare Belege (fertig geprüft)": "MUN-01",
    "Zustehende Zuwendung": "CALL-02",
    "Zustehende Zuwendung (einmal gerundet)": "CALL-02",
    "abzüglich abgerufen": "CALL-02",
    "abzüglich eingegangen": "CALL-07",
    "abzüglich früherer Abrufe": "CALL-02",
    "abzüglich Zuwendung auf alle bezahlten Ausgaben": "CALL-02",
    "abzüglich zweckgebundener Einnahmen": "ELG-10",
    "abzüglich anderer öffentlicher Mittel": "PRG-09",
    "abzüglich abziehbarer Vorsteuer": "ELG-07",
    "abzüglich zuwendungsfähiger Ausgaben": "ELG-01",
    "Bezahlt": "CALL-01",
    "Bezahlte zuwendungsfähige Ausgaben": "ELG-01",
    "Zuwendungsfähige Ausgaben": "ELG-01",
    "Zuwendungsfähig und geprüft, kumuliert": "CALL-01",
    "Zuwendung auf alle bezahlten Ausgaben": "CALL-02",
    "Grundlage dieses Abrufs, kumuliert": "CALL-01",
    "Grundlagen, die beim Abruf anders waren": "CALL-02",
    "abrufbar, aber nicht in diesem Abruf (danach festgestellt oder geändert)": "CALL-01",
    "bezahlt, aber noch nicht abrufbar": "MUN-01",
    "Bemessungsgrundlage": "PRG-01",
    "Obergrenze für erste Maßnahmen": "PRG-03",
    "Obergrenze der Zuwendung für erste Maßnahmen": "PRG-03",
    "Gesamtsumme des Finanzierungsplans": "PLAN-01",
    "Höchstbetrag der zuwendungsfähigen Ausgaben": "PRG-03",
    "Zweckgebundene Einnahmen": "ELG-10",
    "Andere öffentliche Mittel, anteilig": "PLAN-07",
    "Höchstbetrag der Zuwendung": "PRG-03",
    "Ermäßigte Zuwendung": "PLAN-05",
    "Andere öffentliche Mittel": "PRG-09",
    "Untergrenze null": "CALL-02",
}
_RATE = re.compile(r"davon \d{1,3}(?:,\d\d)?\s%")
_LIMIT = re.compile(r"(.+) \((\d{1,3}(?:\.\d{3})*),(\d\d)\s€\)")


def steps_named(document: dict[str, Any], told: Told | None, last_day: str) -> Iterator[
    tuple[str, bool]
]:  # fmt: skip
    """The name of each step, and whether it is one of the program's and an amount in it one of the
    events. Raises Fault where a known step rests on another rule."""
    known = _limits(document, told, last_day) if told is not None else set()
    for table in blocks(document, "table"):
        if [one["label"] for one in table["columns"]] != HEADS:
            continue
        for label, rule, cents in (one["cells"] for one in table["rows"] if one["kind"] == "data"):
            match = _LIMIT.fullmatch(label)
            name = match[1] if match else label
            due = "PRG-01" if _RATE.fullmatch(label) else _RULES.get(name)
            if due is not None and rule != due and rule in _RULES.values():
                where = f"Tabelle „{table['caption']}“"
                raise Fault(f"{where}: „{label}“ beruht auf {due}, nicht auf {rule}")
            limit = int(match[2].replace(".", "") + match[3]) if match else abs(cents)
            yield f"{label} ({rule})", due == rule and (limit == abs(cents) or limit in known)


def _limits(document: dict[str, Any], told: Told, last_day: str) -> set[int]:
    award = award_on(told, document["grant_id"], last_day)
    found = in_events(told) | {sum(one["planned_cents"] for one in some)
                               for some in told.plans.values()}  # fmt: skip
    return found | ({award.tied, award.public} if award else set())
