"""Feststellungsbefugnis: who may certify what, up to which amount, or on whose behalf (MUN-01).

§ 31 (2) KomHVO NRW leaves it to the head of administration who certifies; the register is that
decision, entry by entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.budget.domain.expenditure import CertificationKind
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.money import format_euro


@dataclass(frozen=True)
class NewAuthority:
    """An appointment as proposed: `limit_cents` None is without limit, `measures` empty are all,
    `valid_to` None is until further notice, `reference` the document of the appointment."""

    user_id: str
    kind: CertificationKind
    valid_from: date
    reference: str
    valid_to: date | None = None
    limit_cents: int | None = None
    measures: tuple[str, ...] = ()

    @property
    def last_day(self) -> date:
        """The last day of a closed interval, the end of time where it is open."""
        return self.valid_to or date.max


@dataclass(frozen=True)
class Authority:
    """A confirmed entry; `revoked_on` is the first day on which it no longer counts."""

    authority_id: str
    granted: NewAuthority
    revoked_on: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether the entry counts on the day, whatever it is for."""
        inside = self.granted.valid_from <= day <= self.granted.last_day
        return inside and (self.revoked_on is None or day < self.revoked_on)


@dataclass(frozen=True)
class NewDelegation:
    """Vertretung: `delegate_id` acts for the holder of the authority from and to these days."""

    delegate_id: str
    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True)
class Delegation:
    """A confirmed delegation of one authority."""

    delegation_id: str
    authority_id: str
    granted: NewDelegation
    revoked_on: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether the delegate may act on the day."""
        inside = self.granted.valid_from <= day <= self.granted.valid_to
        return inside and (self.revoked_on is None or day < self.revoked_on)


@dataclass(frozen=True)
class Asked:
    """One certification somebody wants to give; `cents` is the voucher's gross amount."""

    by: str
    kind: CertificationKind
    measure_id: str
    cents: int
    on: date


@dataclass(frozen=True)
class Basis:
    """What a certification rests on: an own authority, or that of `deputy_for`."""

    authority: Authority
    deputy_for: str | None = None


@dataclass(frozen=True)
class Register:
    """The confirmed entries of a grant."""

    authorities: tuple[Authority, ...] = ()
    delegations: tuple[Delegation, ...] = ()

    def bases(self, asked: Asked) -> Iterator[Basis]:
        """Everything the person could certify on that day, own entries first; limits not asked."""
        standing = {one.authority_id: one for one in self.authorities if _is_for(one, asked)}
        for own in standing.values():
            if own.granted.user_id == asked.by:
                yield Basis(own)
        for one in self.delegations:
            lent = standing.get(one.authority_id)
            if lent and one.granted.delegate_id == asked.by and one.stands_on(asked.on):
                yield Basis(lent, deputy_for=lent.granted.user_id)

    def able(self, asked: Asked) -> list[str]:
        """Persons who could give this certification on that day, holders before deputies."""
        enough = [one for one in self.authorities if _is_for(one, asked) and _reaches(one, asked)]
        deputies = [
            one.granted.delegate_id
            for one in self.delegations
            if one.stands_on(asked.on) and one.authority_id in {o.authority_id for o in enough}
        ]
        return list(dict.fromkeys([*(one.granted.user_id for one in enough), *deputies]))


def basis_of(register: Register, asked: Asked) -> Basis | None:
    """The entry a certification rests on: an own one before a delegated one, None where none
    reaches."""
    return next((one for one in register.bases(asked) if _reaches(one.authority, asked)), None)


def check_authority(register: Register, asked: Asked, names: Mapping[str, str]) -> list[Violation]:
    """Why the register does not let this person certify now (MUN-01); `names` for the sentence."""
    found = list(register.bases(asked))
    if any(_reaches(one.authority, asked) for one in found):
        return []
    able = [names.get(one, one) for one in register.able(asked) if one != asked.by]
    who = (
        "Feststellen kann: " + ", ".join(able) + "."
        if able
        else ("Im Verzeichnis reicht derzeit keine Befugnis; bitte eine Eintragung vorschlagen.")
    )
    limits = [one.authority.granted.limit_cents or 0 for one in found]
    if not limits:
        message = f"Für diese Maßnahme besteht am heutigen Tag keine Feststellungsbefugnis. {who}"
        return [Violation("authority_missing", "MUN-01", message)]
    message = (
        f"Die Feststellungsbefugnis reicht bis {format_euro(max(limits))}, der Beleg lautet über "
        f"{format_euro(asked.cents)}. {who}"
    )
    return [Violation("authority_exceeded", "MUN-01", message)]


def register_off(rules: Rules) -> list[Violation]:
    """Why no entry decides anything: the rules of the day do not ask the register (MUN-01)."""
    if rules.expenditure.certification_authority == "register":
        return []
    message = (
        "Nicht in Kraft: Das Verzeichnis der Befugnisse ist an diesem Tag nicht eingeschaltet. "
        "Feststellen darf, wer die Rolle hat; Befugnis, Wertgrenze und Vertretung entscheiden "
        "nichts."
    )
    return [Violation("authority_register_off", "MUN-01", message, "warning")]


def _is_for(one: Authority, asked: Asked) -> bool:
    granted = one.granted
    return (
        granted.kind is asked.kind
        and (not granted.measures or asked.measure_id in granted.measures)
        and one.stands_on(asked.on)
    )


def _reaches(one: Authority, asked: Asked) -> bool:
    limit = one.granted.limit_cents
    return limit is None or asked.cents <= limit
