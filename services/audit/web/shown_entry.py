"""An entry as people know it: "Ausgabe Nr. 187", "sachlich festgestellt", by which office.

The log holds ids; numbers and kinds stand in the payload. Names of persons are not known here, the
roles of a pseudonymous id are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from services.audit.domain.trail import TrailEntry
from services.audit.usecases.proof import payload_of
from services.audit.web import wording
from shared.access import Directory

_SHOWN: Final = 8
"""Digits of an id that tell two things apart for the eye; the whole id is one click away."""

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
    kind, _, key = subject.partition("/")
    word = wording.thing_label(kind)
    number = _number(kind, key, payload or {})
    return f"{word} Nr. {number}" if number is not None else f"{word} {_short(key)}"


def _number(kind: str, key: str, payload: dict[str, Any]) -> int | None:
    """The running number in the snapshot of this very thing."""
    snapshot = payload.get(kind)
    if not isinstance(snapshot, dict) or snapshot.get(f"{kind}_id") != key:
        return None
    number = snapshot.get("number")
    return number if isinstance(number, int) else None


def _office(session: Session, directory: Directory, actor: str) -> str:
    known = directory.by_id(session, actor, None)
    roles = sorted({role.label for role, _ in known.roles}) if known else []
    return f"{', '.join(roles)} ({_short(actor)})" if roles else _short(actor)


def _short(key: str) -> str:
    return f"{key[:_SHOWN]}…" if len(key) == 36 and key.count("-") == 4 else key
