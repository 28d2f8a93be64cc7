"""May this entry come into the register of authorities, and who may put it in force (MUN-01)?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.budget.domain.authority import Authority, Delegation, NewAuthority, NewDelegation
from services.budget.domain.four_eyes import Origin, check_release
from shared.errors import Violation
from shared.periods import german_date

RULE = "MUN-01"


@dataclass(frozen=True)
class AuthorityCircumstances:
    """`holds_role`: the person has the role for such certifications; `measures` of the grant;
    `others` are the entries of the same person and kind that are proposed or in force."""

    holds_role: bool
    measures: Collection[str]
    others: Sequence[Authority] = ()


@dataclass(frozen=True)
class DelegationCircumstances:
    """`authority` is the one lent; `by` who proposes, `by_office` whether as administration;
    `others` are the delegations of the same authority that are proposed or in force."""

    authority: Authority
    by: str
    by_office: bool
    delegate_holds_role: bool
    others: Sequence[Delegation] = ()


def check_new_authority(new: NewAuthority, around: AuthorityCircumstances) -> list[Violation]:
    """Every reason against proposing this appointment."""
    return [*_appointment(new, around), *_overlaps(new, around)]


def _appointment(new: NewAuthority, around: AuthorityCircumstances) -> Iterator[Violation]:
    if new.valid_to is not None and new.valid_to < new.valid_from:
        yield _backwards("authority_backwards")
    if new.limit_cents is not None and new.limit_cents <= 0:
        message = "Eine Wertgrenze ist größer als 0,00 €; ohne Wertgrenze bleibt das Feld leer."
        yield Violation("authority_limit_invalid", RULE, message, field="limit_cents")
    if not new.reference.strip():
        message = (
            "Es fehlt die Fundstelle der Bestellung: Die Verwaltungsleitung regelt schriftlich, "
            "wer feststellen darf."
        )
        yield Violation("appointment_missing", RULE, message, field="reference")
    if not around.holds_role:
        message = (
            "Diese Person hat keine Rolle für solche Feststellungen. Bitte zuerst die Rolle geben."
        )
        yield Violation("authority_without_role", RULE, message, field="user")
    for one in new.measures:
        if one not in around.measures:
            message = f"Die Maßnahme „{one}“ gibt es in dieser Zuwendung nicht."
            yield Violation("measure_unknown", "PRG-05", message, field="measures")


def _overlaps(new: NewAuthority, around: AuthorityCircumstances) -> Iterator[Violation]:
    for other in around.others:
        theirs = other.granted
        ends = _until(theirs.last_day, other.revoked_on)
        same_time = new.valid_from < ends and theirs.valid_from <= new.last_day
        same_place = (
            not new.measures
            or not theirs.measures
            or bool(set(new.measures) & set(theirs.measures))
        )
        if same_time and same_place:
            message = (
                "Für diese Person gibt es in diesem Zeitraum schon eine Eintragung ab "
                f"{german_date(theirs.valid_from)}. Bitte diese zuerst widerrufen."
            )
            yield Violation("authority_overlaps", RULE, message, field="valid_from")


def check_new_delegation(new: NewDelegation, around: DelegationCircumstances) -> list[Violation]:
    """Every reason against proposing this Vertretung; a delegate never delegates further."""
    return [*_right_to_delegate(new, around), *_delegate(new, around), *_time(new, around)]


def _right_to_delegate(new: NewDelegation, around: DelegationCircumstances) -> Iterator[Violation]:
    holder = around.authority.granted.user_id
    if around.by == holder or around.by_office:
        return
    deputies = {one.granted.delegate_id for one in around.others if one.stands_on(new.valid_from)}
    if around.by in deputies:
        message = (
            "Wer selbst vertritt, überträgt die Befugnis nicht weiter. Eine andere Vertretung "
            "bestellt, wer die Befugnis hat."
        )
        yield Violation("delegate_delegates", RULE, message)
    else:
        message = "Eine Vertretung bestellt nur, wer die Befugnis selbst hat."
        yield Violation("delegation_of_other", RULE, message)


def _delegate(new: NewDelegation, around: DelegationCircumstances) -> Iterator[Violation]:
    if new.delegate_id == around.authority.granted.user_id:
        message = "Niemand vertritt sich selbst."
        yield Violation("delegation_to_oneself", RULE, message, field="delegate")
    elif not around.delegate_holds_role:
        message = "Die Vertretung braucht selbst die Rolle für solche Feststellungen."
        yield Violation("authority_without_role", RULE, message, field="delegate")
    if not new.reason.strip():
        message = "Es fehlt der Grund der Vertretung, zum Beispiel „Abwesenheit“."
        yield Violation("delegation_reason_missing", RULE, message, field="reason")


def _time(new: NewDelegation, around: DelegationCircumstances) -> Iterator[Violation]:
    lent = around.authority
    if new.valid_to < new.valid_from:
        yield _backwards("delegation_backwards")
    elif not (lent.stands_on(new.valid_from) and lent.stands_on(new.valid_to)):
        message = "Vertreten werden kann nur, solange die Befugnis selbst gilt."
        yield Violation("delegation_outside_authority", RULE, message, field="valid_to")
    for other in around.others:
        ends = _until(other.granted.valid_to, other.revoked_on)
        if new.valid_from < ends and other.granted.valid_from <= new.valid_to:
            message = (
                "In diesem Zeitraum besteht schon eine Vertretung ab "
                f"{german_date(other.granted.valid_from)}. Bitte diese zuerst widerrufen."
            )
            yield Violation("delegation_overlaps", RULE, message, field="valid_from")


def check_entry_confirmation(
    origin: Origin, by: str, concerned: Collection[str], *, is_service_account: bool
) -> list[Violation]:
    """The second person: neither whoever proposed the entry nor anybody it gives or lends to."""
    found = check_release(origin, (), by, is_service_account=is_service_account)
    if by in concerned:
        message = "Die eigene Befugnis oder Vertretung bestätigt eine andere Person."
        found.append(Violation("authority_for_oneself", "MUN-03", message))
    return found


def _backwards(code: str) -> Violation:
    message = "Der Zeitraum endet vor seinem Beginn. Bitte die beiden Tage prüfen."
    return Violation(code, RULE, message, field="valid_to")


def _until(last_day: date, revoked_on: date | None) -> date:
    """The first day on which an entry no longer counts, the end of time for an open one."""
    after = last_day if last_day == date.max else date.fromordinal(last_day.toordinal() + 1)
    return after if revoked_on is None else min(after, revoked_on)
