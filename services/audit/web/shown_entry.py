"""An entry as people know it: "Ausgabe Nr. 187", "sachlich festgestellt", the actor's role today.

The log holds ids; numbers and kinds stand in the payload. Names of persons are not known here, the
roles of a pseudonymous id are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from contracts.rulebook.finding_words import word_for
from services.audit.domain.trail import TrailEntry
from services.audit.usecases.proof import payload_of
from services.audit.usecases.reading import TRAIL
from services.audit.web import wording
from services.audit.web.report_titles import REPORTS
from shared.access import Directory

_SHOWN: Final = 8
"""Digits of an id that tell two things apart for the eye; the whole id is one click away."""

_SERVICE_ACCOUNT: Final = "00000000-0000-4000-8000-000000000000"
"""Acts where no person does, as the other services name it in their events."""

_WITHDRAWN: Final = "Feststellung zurückgenommen"
_KINDS: Final = {
    ("certified", "factual"): "Ausgabe: sachlich festgestellt",
    ("certified", "arithmetical"): "Ausgabe: rechnerisch festgestellt",
    ("certification_withdrawn", "factual"): f"Ausgabe: sachliche {_WITHDRAWN}",
    ("certification_withdrawn", "arithmetical"): f"Ausgabe: rechnerische {_WITHDRAWN}",
}


@dataclass(frozen=True)
class ShownEntry:
    """One row of the trail: `what` happened to which `thing`, by `who`."""

    entry: TrailEntry
    what: str
    thing: str
    who: str


@dataclass(frozen=True)
class Reason:
    """Why something was refused: events carry code and rule, never the sentence, which may name
    persons; `word` is what the code stands for, the code itself where it has no words. `condition`
    is the one that is open where the code stands for several; older events tell none."""

    code: str
    rule: str
    word: str
    condition: str | None = None


def reasons_of(payload: dict[str, Any] | None) -> list[Reason]:
    """The reasons a refusal tells, in its order; whatever is not told in that form is left out."""
    told = (payload or {}).get("violations")
    return [
        Reason(one["code"], one["rule"], word_for(one["code"]), _condition(one))
        for one in (told if isinstance(told, list) else [])
        if isinstance(one, dict)
        and isinstance(one.get("code"), str)
        and isinstance(one.get("rule"), str)
    ]


def _condition(told: dict[str, Any]) -> str | None:
    found = told.get("condition")
    return found if isinstance(found, str) else None


def shown_entries(
    session: Session, directory: Directory, entries: Iterable[TrailEntry]
) -> list[ShownEntry]:
    """The entries with their words, in the same order; each actor is looked up once."""
    offices: dict[str, str] = {}
    found = []
    for entry in entries:
        payload = payload_of(entry.body)
        actor = entry.actor or ""
        if actor and actor not in offices:
            offices[actor] = _office(session, directory, actor)
        found.append(
            ShownEntry(
                entry, what_of(entry.type, payload), thing_of(entry.subject, payload),
                offices.get(actor, "–"),
            )
        )  # fmt: skip
    return found


def what_of(type_: str | None, payload: dict[str, Any] | None) -> str:
    """What happened; of a certification, which one."""
    act = (type_ or "").split(".")[-2:-1]
    kind = (payload or {}).get("kind")
    known = _KINDS.get((act[0] if act else "", kind if isinstance(kind, str) else ""))
    return known or wording.event_label(type_)


def thing_of(subject: str | None, payload: dict[str, Any] | None) -> str:
    """The thing by its number where the event tells one, else by its id; long ids are cut."""
    if not subject:
        return "–"
    if subject == TRAIL:
        return "Prüfpfad (alle Einträge)"
    kind, _, key = subject.partition("/")
    word = wording.thing_label(kind)
    if kind == "report":
        return _report(key, payload or {}) or f"{word} {_short(key)}"
    number = _number(kind, key, payload or {})
    return f"{word} Nr. {number}" if number is not None else f"{word} {_short(key)}"


def _number(kind: str, key: str, payload: dict[str, Any]) -> int | None:
    """The running number of this very thing: in its snapshot, or its place in a register.

    A bare `number` is not taken: in an event of an audit it may be that of one of its findings.
    """
    for snapshot in (payload.get(kind), payload.get("place")):
        if isinstance(snapshot, dict) and key in (
            snapshot.get(f"{kind}_id"),
            snapshot.get("entry_id"),
        ):
            number = snapshot.get("number")
            return number if isinstance(number, int) else None
    return None


def _report(key: str, payload: dict[str, Any]) -> str:
    """Title and period of a report; of a type of later versions the name in the API.
    Empty where the event does not tell them."""
    snapshot = payload.get("report")
    if not isinstance(snapshot, dict) or snapshot.get("report_id") != key:
        return ""
    type_ = snapshot.get("type")
    title = REPORTS.get(type_, type_) if isinstance(type_, str) else "–"
    return f"{title} {snapshot.get('period')}"


def _office(session: Session, directory: Directory, actor: str) -> str:
    if actor == _SERVICE_ACCOUNT:
        return "Programm"
    known = directory.by_id(session, actor, None)
    roles = sorted({role.label for role, _ in known.roles}) if known else []
    return f"{', '.join(roles)} ({_short(actor)})" if roles else _short(actor)


def _short(key: str) -> str:
    return f"{key[:_SHOWN]}…" if len(key) == 36 and key.count("-") == 4 else key
