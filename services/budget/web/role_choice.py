"""The roles of a person on a page: which one was chosen, which ones were kept, how one reads."""

from __future__ import annotations

from datetime import date

from flask import request

from contracts.events.snapshots import AccessSnapshot, HeldRole
from contracts.roles import Role
from services.budget.domain.held_role import is_endless_audit
from shared.errors import Refused, Violation
from shared.periods import german_date
from shared.web.forms import Day


def role_label(role: HeldRole, today: date) -> str:
    """A held role as the page shows it, with its end where it has one."""
    end = ""
    if role.until:
        last_day = date.fromisoformat(role.until)
        end = f", {'bis' if today <= last_day else 'endete am'} {german_date(last_day)}"
    return f"{Role(role.role).label} ({role.grant_id or 'alle Zuwendungen'}{end})"


def endless_audits(access: AccessSnapshot) -> list[HeldRole]:
    """The roles of a free account that audit without a last day (AUD-04); none of a locked one."""
    return [
        one
        for one in access.roles
        if not access.locked
        and is_endless_audit(one.role, date.fromisoformat(one.until) if one.until else None)
    ]


def chosen_role() -> HeldRole | None:
    """The role picked in the form; nothing picked is None. Raises Refused on wrong input."""
    role = request.form.get("role", "")
    if not role:
        return None
    return _held(role, request.form.get("grant_id", ""), _last_day(request.form.get("until", "")))


def ticked_role(value: str) -> HeldRole:
    """One of the ticked roles: `role|grant|last day`. Raises Refused on a made-up one."""
    role, _, scope = value.partition("|")
    grant_id, _, until = scope.partition("|")
    try:
        return _held(role, grant_id, date.fromisoformat(until) if until else None)
    except ValueError as error:
        raise _wrong("until", "Dieses Ende der Rolle gibt es nicht.") from error


def _held(role: str, grant_id: str, until: date | None) -> HeldRole:
    if role not in set(Role):
        raise _wrong("role", "Diese Rolle gibt es nicht.")
    return HeldRole(role, grant_id or None, until.isoformat() if until else None)


def _last_day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return Day().read(text)
    except ValueError as error:
        raise _wrong("until", str(error)) from error


def _wrong(field: str, message: str) -> Refused:
    code = "role_end_invalid" if field == "until" else "role_unknown"
    return Refused([Violation(code, "MUN-02", message, field=field)])
