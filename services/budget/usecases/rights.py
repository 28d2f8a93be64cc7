"""Who had which rights in a grant on a day: roles, authorities to certify, deputies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from sqlalchemy.orm import Session

from contracts.events.snapshots import HeldRole
from contracts.roles import Role
from services.budget.domain.authority import register_off
from services.budget.domain.deciding_values import cited
from services.budget.store.access_history import HeldAccess, access_at
from services.budget.store.authority import Entries, entries_of
from services.budget.store.grant import load_grant
from services.budget.store.user import display_names
from services.budget.usecases.means import Means
from shared.clock import BERLIN
from shared.errors import Violation

READS_RIGHTS: Final = (Role.AUDITOR, Role.HEAD_OF_FINANCE, Role.FUNCTIONAL_ADMIN)


@dataclass(frozen=True)
class Right:
    """One right of one person; `limit_cents` and `until` None where there is none. `violations` say
    why it decided nothing on the day although it is entered."""

    kind: Literal["role", "authority", "deputy"]
    user_id: str
    name: str
    right: str
    scope: str
    since: date
    until: date | None = None
    limit_cents: int | None = None
    in_place_of: str | None = None
    locked: bool = False
    violations: tuple[Violation, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether the right decided anything on the day."""
        return not (self.locked or self.violations)


def rights_as_of(session: Session, grant_id: str, day: date, *, means: Means) -> list[Right]:
    """Everything that held at the end of the day, in the order of names. Raises NotFound.

    Entries of the register of authorities stand here also where the rules of the day do not ask
    it, with the reason (MUN-01). Roles are known since the first change that was kept here;
    before, the log knows them.
    """
    rules = load_grant(session, grant_id).rules(means.packs, day)
    following = datetime.combine(day + timedelta(days=1), time(), BERLIN)
    held = [one for one in access_at(session, following) if _roles_within(one, grant_id, day)]
    entries = entries_of(session, grant_id)
    people = {one.user_id for one in held}
    people |= {one.user_id for one in entries.authorities}
    people |= {one.delegate_id for one in entries.delegations}
    names = display_names(session, people)
    silent = tuple(cited(register_off(rules), rules))
    entered = [replace(one, violations=silent) for one in _authorities(entries, day, names)]
    found = [*_roles(held, grant_id, day, names), *entered]
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
            "role",
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
            "authority",
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
                "deputy",
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
