"""The steps of a drafted call: release, withdrawal, submission, decision, receipt (semantics 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.budget.domain.drawdown import Call, CallBasis, CallStatus, Claim
from services.budget.domain.evidence import Gate, gate_violations
from services.budget.domain.expenditure import Status
from services.budget.domain.four_eyes import check_release
from services.budget.domain.plausibility import amount_violations, date_violations
from services.budget.domain.row_state import reason_violations
from shared.errors import Violation
from shared.money import format_euro


def check_call_release(
    call: Call, by: str, gates: Sequence[Gate], claims: Mapping[str, Claim], basis: CallBasis
) -> list[Violation]:
    """Every reason against releasing now: four eyes, gates, changed figures.

    `claims` are the rows of the draft as they stand now, `basis` what a draft would rest on now.
    Rows that became claimable since do not matter: they wait for the next call, but for those that
    take something away from a fixed row within the period, as a credit note does.
    """
    found: list[Violation] = []
    if not call.status.is_open:
        message = "Dieser Abruf ist kein Entwurf mehr."
        found.append(Violation("call_not_open", "CALL-02", message))
    found.extend(check_release(call.origin, call.releases, by))
    found.extend(gate_violations(gates, "release"))
    found.extend(_changes(call, claims, basis))
    return found


def _changes(call: Call, claims: Mapping[str, Claim], basis: CallBasis) -> Iterator[Violation]:
    lost = [
        one
        for one in call.expenditure_ids
        if one not in claims or claims[one].status is not Status.CLAIMABLE
    ]
    advice = "Bitte den Entwurf zurückziehen und neu anlegen."
    if lost:
        noun = "Ausgabe ist" if len(lost) == 1 else "Ausgaben sind"
        message = f"{len(lost)} {noun} seit dem Entwurf nicht mehr abrufbar. {advice}"
        yield Violation("figures_changed", "CALL-02", message)
    changed = [one for one in _with_other_amount(call, claims) if one not in lost]
    if changed:
        noun = "Ausgabe" if len(changed) == 1 else "Ausgaben"
        message = (
            f"Der zuwendungsfähige Betrag von {len(changed)} {noun} hat sich seit dem Entwurf "
            f"geändert. {advice}"
        )
        yield Violation("figures_changed", "CALL-02", message)
    if call.basis is not None:
        yield from _basis_changes(call.basis, basis, advice)


def _basis_changes(before: CallBasis, now: CallBasis, advice: str) -> Iterator[Violation]:
    if before.previously_called_cents != now.previously_called_cents:
        message = f"Ein früherer Abruf hat sich seit dem Entwurf geändert. {advice}"
        yield Violation("figures_changed", "CALL-02", message)
    if before.terms.reduced_to_cents != now.terms.reduced_to_cents:
        message = f"Die Zuwendung ist seit dem Entwurf ermäßigt worden. {advice}"
        yield Violation("figures_changed", "PLAN-05", message)
    if replace(before.terms, reduced_to_cents=None) != replace(now.terms, reduced_to_cents=None):
        message = f"Der Bescheid hat sich seit dem Entwurf geändert. {advice}"
        yield Violation("figures_changed", "GOV-01", message)
    if before.treatment != now.treatment:
        message = f"Die Festlegung zu anderen öffentlichen Mitteln ist seither anders. {advice}"
        yield Violation("figures_changed", "PLAN-07", message)
    packs = (before.rule_pack, before.rule_pack_version)
    if packs != (now.rule_pack, now.rule_pack_version):
        message = f"Das Regelpaket hat sich seit dem Entwurf geändert. {advice}"
        yield Violation("figures_changed", "GOV-01", message)


def _with_other_amount(call: Call, claims: Mapping[str, Claim]) -> list[str]:
    """Fixed rows worth something else now, by themselves or by what was taken off since."""
    lowered = {
        one.family_id
        for one in claims.values()
        if one.expenditure_id not in call.fixed
        and one.eligible_cents < 0
        and one.effective_on is not None
        and one.effective_on <= call.last_day
    }
    return [
        one
        for one, cents in call.fixed.items()
        if one in lowered or (one in claims and claims[one].eligible_cents != cents)
    ]


def check_withdrawal(
    call: Call, calls: Sequence[Call], reason: str, *, by: str, may_withdraw_released: bool
) -> list[Violation]:
    """A draft by its creator; the latest released call before its receipt by who may.

    `may_withdraw_released` says whether `by` holds such a role; without it only the own draft.
    """
    found = list(reason_violations(reason, "CALL-08"))
    if call.status is CallStatus.WITHDRAWN:
        message = "Der Abruf ist schon zurückgezogen."
        return [*found, Violation("already_withdrawn", "CALL-08", message)]
    if call.status.is_open:
        if by != call.origin.created_by and not may_withdraw_released:
            message = "Einen Entwurf zieht zurück, wer ihn angelegt hat."
            found.append(Violation("withdrawal_not_own", "MUN-03", message))
        return found
    if not may_withdraw_released:
        message = "Einen freigegebenen Abruf ziehen Kämmerei oder Programmleitung zurück."
        found.append(Violation("withdrawal_not_own", "MUN-03", message))
    found.extend(_released_withdrawal_violations(call, calls))
    return found


def _released_withdrawal_violations(call: Call, calls: Sequence[Call]) -> Iterator[Violation]:
    if call.received_cents or call.status is CallStatus.RECEIVED:
        message = "Für diesen Abruf ist Geld eingegangen; er lässt sich nicht mehr zurückziehen."
        yield Violation("call_received", "CALL-08", message)
    if any(other.status.counts and other.last_day > call.last_day for other in calls):
        message = "Zurückziehen lässt sich nur der letzte freigegebene Abruf."
        yield Violation("not_latest_call", "CALL-08", message)


def check_submission(call: Call, submitted_on: date, today: date) -> list[Violation]:
    """Every reason against noting that the call was sent."""
    return [
        *_state_violations(call, CallStatus.RELEASED),
        *date_violations("submitted_on", submitted_on, today),
    ]


def check_decision(
    call: Call, decided_on: date, approved_cents: int, reason: str, today: date
) -> list[Violation]:
    """Every reason against recording the funder's decision; a cut names its reason."""
    found = [
        *_state_violations(call, CallStatus.RELEASED, CallStatus.SUBMITTED),
        *date_violations("decided_on", decided_on, today),
    ]
    if not 0 <= approved_cents <= call.amount_cents:
        message = (
            f"Bewilligt werden können 0,00 € bis {format_euro(call.amount_cents)}, "
            "der abgerufene Betrag."
        )
        found.append(Violation("approved_out_of_range", "CALL-02", message, field="approved_cents"))
    elif approved_cents < call.amount_cents:
        found.extend(reason_violations(reason, "CALL-02"))
    return found


def check_receipt(
    call: Call, received_on: date, amount_cents: int, gates: Sequence[Gate], today: date
) -> list[Violation]:
    """Every reason against recording this receipt (CALL-03: phase A only after acceptance)."""
    found = [
        *_state_violations(
            call,
            CallStatus.RELEASED,
            CallStatus.SUBMITTED,
            CallStatus.DECIDED,
            CallStatus.RECEIVED,
        ),
        *amount_violations("amount_cents", amount_cents),
        *date_violations("received_on", received_on, today),
        *gate_violations(gates, "receipt"),
    ]
    total = call.received_cents + amount_cents
    if call.status is CallStatus.RECEIVED and call.received_cents >= call.counted_cents:
        message = "Der ganze Betrag dieses Abrufs ist schon eingegangen."
        found.append(Violation("call_received", "CALL-07", message))
    elif total > call.counted_cents:
        message = (
            f"Eingegangen sind {format_euro(total)}, abgerufen waren "
            f"{format_euro(call.counted_cents)}. Bitte mit dem Zuwendungsgeber klären."
        )
        found.append(Violation("receipt_above_call", "CALL-07", message, "warning", "amount_cents"))
    return found


def _state_violations(call: Call, *allowed: CallStatus) -> Iterator[Violation]:
    if call.status not in allowed:
        message = "Der Stand dieses Abrufs lässt den Schritt nicht zu."
        if call.status.is_open:
            message = "Der Abruf ist noch nicht freigegeben."
        elif call.status is CallStatus.WITHDRAWN:
            message = "Der Abruf ist zurückgezogen."
        yield Violation("call_not_released", "CALL-02", message)
