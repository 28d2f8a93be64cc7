"""The checklist of a proof of use (VN-04) against the events: what the award demands, what was
filed and where, which annex the file itself has, who signed, and the final call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .award import Award, award_on
from .outcome import Fault
from .printed import blocks, money
from .told import ATTACHED, EVIDENCE, SIGNED, State, Told, local_day

_TYPES = ("proof-of-use-a", "proof-of-use-b")
_KEY = "attachments"
_LABELS = {
    "form": "Formular 600 000 4466",
    "factual_report": "Sachbericht",
    "numerical_proof": "Zahlenmäßiger Nachweis",
    "voucher_list": "Belegliste",
    "strategy": "Strategie",
    "council_decision": "Ratsbeschluss zur Strategie",
    "final_call": "Schlussabruf",
    "inventory": "Inventar",
    "software_register": "Softwareverzeichnis",
}
_FINAL = "final_call"
_ENCLOSED = {"factual_report": 1, "numerical_proof": 2, "voucher_list": 3}
_REGISTERS = {"inventory": 4, "software_register": 5}
_HERE, _FILED, _MISSING = "beigefügt", "abgelegt", "fehlt noch"
_ALL = "Alle verlangten Anlagen liegen vor."
_LEFT = ("Fehlt noch: ", "Alle verlangten Anlagen", "Welche Anlagen verlangt sind")
_SIGNED = ("Im Programm unterzeichnet", "Im Programm hat noch niemand")
_NOBODY = re.compile(r"Im Programm hat noch niemand unterzeichnet(?:\.| \(VN-13\)\. .+)")
"""With what is to be done then; earlier programs did not say that."""
_NEEDED = 2


def check_checklist(document: dict[str, Any], told: Told, last_day: str) -> str:
    """Raises Fault naming the first line that the events do not give. What it says begins with
    "; ", empty for other reports."""
    if document["type"] not in _TYPES:
        return ""
    award = award_on(told, document["grant_id"], last_day)
    tables = [one for one in blocks(document, "table") if one["key"] == _KEY]
    if award is None or len(tables) != 1:
        raise Fault("Die Anlagen des Verwendungsnachweises fehlen oder stehen zweimal da")
    stated = [row["cells"] for row in tables[0]["rows"]]
    due = [_line(kind, document, award) for kind in award.terms.get("proof_attachments", ())]
    if [one[0] for one in stated] != [one[0] for one in due]:
        raise Fault(f"Tabelle „{tables[0]['caption']}“: verlangt sind andere Anlagen")
    for cells, (name, state, places) in zip(stated, due, strict=True):
        if cells[2] != state or cells[3] not in places:
            known = f"{state} {next(iter(places))}".strip()
            raise Fault(f"Anlage „{name}“: im Bericht {cells[2]} {cells[3]}, belegt ist {known}")
    _demand_sentence(document, due)
    _demand_signatures(document, award)
    _demand_final_call(document, award)
    return f"; {len(due)} Anlagen, Unterschriften und Schlussabruf sind die der Ereignisse"


def _line(kind: str, document: dict[str, Any], award: Award) -> tuple[str, str, list[str]]:
    """Name, state and the places it may be said to be at."""
    name = _LABELS.get(kind, kind)
    enclosed = _ENCLOSED | (_REGISTERS if document["type"] == _TYPES[1] else {})
    if kind in enclosed:
        annex = f"Anlage {enclosed[kind]}"
        if [one["title"] for one in document["parts"] if one["annex"] == annex] != [name]:
            raise Fault(f"{annex} ({name}) liegt dem Nachweis nicht bei")
        return name, _HERE, [annex]
    final = _final_call(award)
    if kind == _FINAL and final is not None:
        return name, _FILED, [f"Schlussabruf Nr. {final['number']}"]
    places = [one for one in _filed(kind, award) if one]
    return (name, _FILED, places) if places else (name, _MISSING, [""])


def _filed(kind: str, award: Award) -> list[str]:
    """An attachment counts before a decision filed with the award; of several decisions any."""
    found = [one for one in _gathered(award) if one.get("kind") == kind]
    attached = [one["reference"] for one in found if one["type"] == ATTACHED]
    decided = [one for one in found if one["type"] == EVIDENCE]
    return attached[-1:] or [
        f"{one['reference']} vom {_german(one['decided_on'])}" for one in decided
    ]


def _gathered(award: Award) -> Iterator[State]:
    grant = award.grant["grant_id"]
    for one in award.told.gathered:
        if one.get("grant_id") == grant or one.get("grant", {}).get("grant_id") == grant:
            yield one


def _demand_sentence(document: dict[str, Any], due: list[tuple[str, str, list[str]]]) -> None:
    missing = [name for name, state, _ in due if state == _MISSING]
    wanted = f"Fehlt noch: {', '.join(missing)}." if missing else _ALL
    if not due:
        wanted = "Welche Anlagen verlangt sind, hat das Regelpaket dieser Zuwendung nicht gemeldet."
    (section,) = [one for one in _sections(document) if any(_is_checklist(b) for b in one)]
    said = [text for block in section for text in _text(block) if text.startswith(_LEFT)]
    if said != [wanted]:
        raise Fault(f"Über der Tabelle der Anlagen steht nicht „{wanted}“")


def _sections(document: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    for part in document["parts"]:
        yield part["blocks"]
        yield from (one["blocks"] for one in part["sections"])


def _is_checklist(block: dict[str, Any]) -> bool:
    return bool(block["block"] == "table" and block["key"] == _KEY)


def _demand_signatures(document: dict[str, Any], award: Award) -> None:
    signed = {
        f"{_person(one)} am {_german(local_day(one['time']))}"
        for one in _gathered(award)
        if one["type"] == SIGNED
    }
    texts = [text for block in blocks(document, "paragraph") for text in _text(block)]
    (said, *more) = [one for one in texts if one.startswith(_SIGNED)] or [""]
    start = f"Im Programm unterzeichnet ({len(signed)} von {_NEEDED}): "
    names = said.removeprefix(start).removesuffix(".").split("; ") if signed else []
    if more or (not signed and not _NOBODY.fullmatch(said)):
        raise Fault("Unterzeichnet hat nach den Ereignissen niemand")
    if signed and (not said.startswith(start) or sorted(names) != sorted(signed)):
        raise Fault("Unterzeichnet haben nach den Ereignissen andere")


def _person(event: dict[str, Any]) -> str:
    office, mark = event.get("office"), f"Kennung {event['actor'][:8]}"
    return f"{office}, {mark}" if office else mark


def _final_call(award: Award) -> State | None:
    found = [
        one
        for one in award.told.calls.values()
        if one.get("kind") == "final"
        and one["status"] != "withdrawn"
        and one["released_on"] is not None
        and one["released_on"] <= award.last_day
    ]
    return max(found, key=lambda one: int(one["number"]), default=None)


def _demand_final_call(document: dict[str, Any], award: Award) -> None:
    """Its amounts, where the proof names one."""
    call = _final_call(award)
    for block in blocks(document, "details"):
        said = {one["label"]: one["text"] for one in block["items"]}
        if "Bisher abgerufen" not in said:
            continue
        if call is None:
            raise Fault("Einen freigegebenen Schlussabruf kennen die Ereignisse nicht")
        wanted = {
            "Betrag": call["amount_cents"],
            "Bisher abgerufen": call["previously_called_cents"],
            "Zustehend, kumuliert": call["entitlement_cents"],
        }
        for label, cents in wanted.items():
            if not re.fullmatch(rf"{re.escape(money(cents))}\s€", said.get(label, "")):
                raise Fault(f"Schlussabruf, {label}: nach dem Ereignis {money(cents)} €")
        if not said.get("Abruf", "").startswith(f"Nr. {call['number']}, "):
            raise Fault(f"Schlussabruf: nach dem Ereignis Nr. {call['number']}")


def _text(block: dict[str, Any]) -> Iterator[str]:
    runs = block.get("paragraph", block).get("runs")
    if runs is not None:
        yield "".join(one["text"] for one in runs)


def _german(day: str) -> str:
    year, month, date = day[:10].split("-")
    return f"{date}.{month}.{year}"
