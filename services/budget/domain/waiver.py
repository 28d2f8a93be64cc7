"""Ausnahmegenehmigung: lifts one finding of one rule for one object until a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.budget.domain.rules import RULES
from services.budget.domain.transition import NEVER_LENIENT
from shared.errors import Violation
from shared.periods import german_date


@dataclass(frozen=True)
class Target:
    """One finding: where it stands (`expenditure/ID`, `drawdown/ID`, `plan/GRANT.V`,
    `procurement/ID`, `measure/ID`), which rule, which code, and the field where one rule finds
    several of one code there."""

    subject: str
    rule: str
    code: str
    field: str = ""


@dataclass(frozen=True)
class NewWaiver:
    """What the grant officer proposes; `expires_on` is the last day on which it counts."""

    target: Target
    reason: str
    expires_on: date
    file_sha256: str | None


@dataclass(frozen=True)
class Waiver:
    """An approved one, from the day of its approval to its expiry or revocation."""

    waiver_id: str
    target: Target
    approved_on: date
    expires_on: date
    revoked_on: date | None = None

    def counts_on(self, day: date) -> bool:
        """Both its first and its last day count; a revocation counts at once."""
        ended = self.revoked_on is not None and self.revoked_on <= day
        return self.approved_on <= day <= self.expires_on and not ended


class WaiverState(StrEnum):
    """Where a waiver stands on a day."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    EXPIRED = "expired"
    REVOKED = "revoked"


def check_waiver(
    new: NewWaiver, *, found: Collection[Target] | None, open_targets: Collection[Target], on: date
) -> list[Violation]:
    """Every reason against proposing this waiver on a day.

    `found` are the findings at the object as it stands, None where its rules judge acts only (a
    measure); `open_targets` those of waivers that are proposed or still count.
    """
    return [
        *_target_violations(new.target, found, open_targets),
        *_form_violations(new, on),
    ]


def _target_violations(
    target: Target, found: Collection[Target] | None, open_targets: Collection[Target]
) -> Iterator[Violation]:
    if target.rule in NEVER_LENIENT:
        message = (
            f"Von der Regel {target.rule} gibt es keine Ausnahme: Vier-Augen-Prinzip und "
            "Unveränderbarkeit gelten immer. Bitte die zweite Person handeln lassen."
        )
        yield Violation("waiver_not_possible", target.rule, message, field="rule")
    elif target.rule not in RULES:
        message = f"Die Regel „{target.rule}“ gibt es nicht. Bitte eine Regel des Befunds nennen."
        yield Violation("rule_unknown", "GOV-01", message, field="rule")
    elif found is not None and target not in found:
        message = (
            f"Einen Befund „{target.code}“ der Regel {target.rule}, der etwas verhindert, gibt es "
            "dort nicht. Eine Ausnahme hebt genau einen solchen auf; ein Hinweis hält nichts auf."
        )
        yield Violation("finding_unknown", target.rule, message, field="code")
    if target in open_targets:
        message = (
            "Für diesen Befund gibt es schon eine Ausnahmegenehmigung, vorgeschlagen oder "
            "gültig. Bitte diese genehmigen lassen oder zuerst widerrufen."
        )
        yield Violation("waiver_exists", target.rule, message, field="code")


def _form_violations(new: NewWaiver, on: date) -> Iterator[Violation]:
    if not new.reason.strip():
        message = "Es fehlt die Begründung der Ausnahme."
        yield Violation("reason_missing", new.target.rule, message, field="reason")
    if new.file_sha256 is None:
        message = "Es fehlt das Schriftstück, auf das sich die Ausnahme stützt."
        yield Violation("waiver_document_missing", new.target.rule, message, field="file")
    yield from expiry_violations(new, on)


def expiry_violations(new: NewWaiver, on: date) -> Iterator[Violation]:
    """An expiry in the past would lift nothing; one without end would be no exception."""
    if new.expires_on < on:
        message = f"Die Ausnahme wäre schon am {german_date(new.expires_on)} abgelaufen."
        yield Violation("waiver_expired", new.target.rule, message, field="expires_on")
    if new.expires_on > date(on.year + 10, 12, 31):
        message = "Eine Ausnahme endet spätestens nach zehn Jahren. Bitte ein Ende nennen."
        yield Violation("waiver_too_long", new.target.rule, message, field="expires_on")
