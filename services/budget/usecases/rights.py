"""Who had which rights in a grant on a day: roles, authorities to certify, deputies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from contracts.events.snapshots import HeldRole
from contracts.roles import Role
from services.budget.store.access_history import HeldAccess, access_at
from services.budget.store.authority import Entries, entries_of
from services.budget.store.grant import load_grant
from services.budget.store.user import display_names
from shared.clock import BERLIN


@dataclass(frozen=True)
class Right:
    """One right of one person; `limit_cents` and `until` None where there is none."""

    user_id: str
    name: str
    right: str
    scope: str
    since: date
    until: date | None = None
    limit_cents: int | None = None
    in_place_of: str | None = None
    locked: bool = False


def rights_as_of(session: Session, grant_id: str, day: date) -> list[Right]:
    """Everything that held at the end of the day, in the order of names. Raises NotFound.

    Roles are known since the first change that was kept here; before, the log knows them.
    """
    load_grant(session, grant_id)
    following = datetime.combine(day + timedelta(days=1), time(), BERLIN)
    held = [one for one in access_at(session, following) if _roles_within(one, grant_id, day)]
    entries = entries_of(session, grant_id)
    people = {one.user_id for one in held}
    people |= {one.user_id for one in entries.authorities}
    people |= {one.delegate_id for one in entries.delegations}
    names = display_names(session, people)
    found = [*_roles(held, grant_id, day, names), *_authorities(entries, day, names)]
    return sorted(found, key=lambda one: (one.name, one.user_id, one.right))


def _roles_within(access: HeldAccess, grant_id: str, day: date) -> list[HeldRole]:
    return [
        one
        for one in access.roles
        if one.grant_id in (None, grant_id) and (one.until is None or day <= _day(one.until))
    ]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _roles(held: list[HeldAccess], grant_id: str, day: date, names: dict[str, str]) -> list[Right]:
    return [
        Right(
            access.user_id,
            names.get(access.user_id, access.user_id),
            Role(one.role).label,
            one.grant_id or "alle Zuwendungen",
            access.since.astimezone(BERLIN).date(),
            _day(one.until) if one.until else None,
            locked=access.locked,
        )
        for access in held
        for one in _roles_within(access, grant_id, day)
    ]


def _authorities(entries: Entries, day: date, names: dict[str, str]) -> list[Right]:
    register = entries.register
    standing = {one.authority_id: one for one in register.authorities if one.stands_on(day)}
    words = {"factual": "Sachliche Feststellung", "arithmetical": "Rechnerische Feststellung"}
    found = [
        Right(
            one.granted.user_id,
            names.get(one.granted.user_id, one.granted.user_id),
            f"Befugnis: {words[one.granted.kind.value]}",
            ", ".join(one.granted.measures) or "alle Maßnahmen",
            one.granted.valid_from,
            one.granted.valid_to,
            one.granted.limit_cents,
        )
        for one in standing.values()
    ]
    for one in register.delegations:
        lent = standing.get(one.authority_id)
        if lent is None or not one.stands_on(day):
            continue
        found.append(
            Right(
                one.granted.delegate_id,
                names.get(one.granted.delegate_id, one.granted.delegate_id),
                f"i. V.: {words[lent.granted.kind.value]}",
                ", ".join(lent.granted.measures) or "alle Maßnahmen",
                one.granted.valid_from,
                one.granted.valid_to,
                lent.granted.limit_cents,
                names.get(lent.granted.user_id, lent.granted.user_id),
            )
        )
    return found
