"""Abgang: an item is sold, given away, lost, scrapped or no longer used for its purpose.

Source: INV-02 (date, proceeds, consent), INV-03 (binding period), NOTE-05 (the funder is told).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Final

from shared.errors import Severity, Violation
from shared.money import MAX_CENTS, divide_half_away
from shared.periods import german_date


class DisposalKind(StrEnum):
    """What happens to the item; `recorded_in_error` takes back an entry that was never right."""

    SOLD = "sold"
    GIVEN_AWAY = "given_away"
    SCRAPPED = "scrapped"
    LOST = "lost"
    PURPOSE_ENDED = "purpose_ended"
    RECORDED_IN_ERROR = "recorded_in_error"

    @property
    def is_told(self) -> bool:
        """Whether the funder hears of it within the binding period (NOTE-05)."""
        return self is not DisposalKind.RECORDED_IN_ERROR

    @property
    def needs_consent(self) -> bool:
        """Nobody consents to a loss or to an entry made in error."""
        return self not in (DisposalKind.LOST, DisposalKind.RECORDED_IN_ERROR)


WORDS: Final[Mapping[Enum, str]] = {
    DisposalKind.SOLD: "Verkauf",
    DisposalKind.GIVEN_AWAY: "Weitergabe",
    DisposalKind.SCRAPPED: "Entsorgung",
    DisposalKind.LOST: "Verlust",
    DisposalKind.PURPOSE_ENDED: "Ende der zweckentsprechenden Nutzung",
    DisposalKind.RECORDED_IN_ERROR: "irrtümlich erfasst",
}
"""What people read."""


@dataclass(frozen=True)
class NewDisposal:
    """A disposal as proposed; the consent may follow until the release."""

    kind: DisposalKind
    disposed_on: date
    reason: str
    proceeds_cents: int = 0
    consent_reference: str = ""
    consent_sha256: str | None = None

    @property
    def has_consent(self) -> bool:
        """A consent is a document with the reference under which it is filed."""
        return bool(self.consent_reference.strip()) and self.consent_sha256 is not None


def is_bound(binding_until: date | None, on: date) -> bool:
    """Whether the item is bound on a day: its last bound day counts, an unknown end binds."""
    return binding_until is None or on <= binding_until


def tied_proceeds(proceeds_cents: int, eligible_cents: int, gross_cents: int, bound: bool) -> int:
    """The part of the proceeds that is income of the grant: that of the eligible cost, and only
    while the item is bound."""
    return divide_half_away(proceeds_cents * eligible_cents, gross_cents) if bound else 0


def check_disposal(
    new: NewDisposal,
    *,
    acquired_on: date,
    binding_until: date | None,
    today: date,
    releasing: bool = False,
) -> list[Violation]:
    """Every reason against it; a missing consent only warns until the release."""
    return [
        *_day_violations(new, acquired_on, today),
        *_money_violations(new),
        *_consent_violations(new, binding_until, releasing),
    ]


def _day_violations(new: NewDisposal, acquired_on: date, today: date) -> Iterator[Violation]:
    if new.disposed_on < acquired_on:
        message = f"Der Gegenstand ist erst seit dem {german_date(acquired_on)} da."
        yield Violation("disposed_before_acquired", "INV-02", message, field="disposed_on")
    if new.disposed_on > today:
        message = f"Der {german_date(new.disposed_on)} liegt in der Zukunft."
        yield Violation("disposed_in_future", "INV-02", message, field="disposed_on")
    if not new.reason.strip():
        message = "Es fehlt, warum der Gegenstand abgeht."
        yield Violation("reason_missing", "INV-02", message, field="reason")


def _money_violations(new: NewDisposal) -> Iterator[Violation]:
    if not 0 <= new.proceeds_cents <= MAX_CENTS:
        message = "Ein Erlös ist 0,00 € oder größer."
        yield Violation("amount_out_of_range", "INV-02", message, field="proceeds_cents")
    elif new.kind is DisposalKind.SOLD and not new.proceeds_cents:
        message = "Ein Verkauf ohne Erlös ist eine Weitergabe. Bitte Erlös oder Art prüfen."
        yield Violation("proceeds_missing", "INV-02", message, field="proceeds_cents")


def _consent_violations(
    new: NewDisposal, binding_until: date | None, releasing: bool
) -> Iterator[Violation]:
    if not new.kind.needs_consent or new.has_consent:
        return
    if not is_bound(binding_until, new.disposed_on):
        return
    until = f"bis {german_date(binding_until)}" if binding_until else "ohne bekanntes Ende"
    severity: Severity = "error" if releasing else "warning"
    message = (
        f"Der Gegenstand ist {until} an seinen Zweck gebunden. Bitte die Zustimmung des "
        "Zuwendungsgebers mit Schriftstück ablegen; ohne sie wird der Abgang nicht freigegeben."
    )
    yield Violation("consent_missing", "INV-03", message, severity, "consent_reference")
