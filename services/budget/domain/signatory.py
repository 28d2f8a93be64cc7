"""Who may sign for the city, and when (CALL-10: a change needs a new signature sheet)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.budget.domain.deciding_values import cited
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.periods import german_date


@dataclass(frozen=True)
class NewSignatory:
    """An entry of the register; `valid_to` None is open-ended."""

    name: str
    function: str
    valid_from: date
    valid_to: date | None
    reference: str


@dataclass(frozen=True)
class Signatory:
    """A registered person who may sign on the days from `valid_from` to `valid_to`."""

    signatory_id: str
    entry: NewSignatory

    def may_sign_on(self, day: date) -> bool:
        """Both ends included."""
        return self.entry.valid_from <= day <= (self.entry.valid_to or day)


def check_signatory(new: NewSignatory, *, has_file: bool) -> list[Violation]:
    """Every reason against entering this person."""
    texts = {"name": "der Name", "function": "die Funktion", "reference": "das Unterschriftenblatt"}
    found = [
        Violation(f"{field}_missing", "CALL-10", f"Es fehlt {what}.", field=field)
        for field, what in texts.items()
        if not str(getattr(new, field)).strip()
    ]
    if not has_file:
        message = "Bitte das Unterschriftenblatt als Datei beifügen; ohne Dokument gilt es nicht."
        found.append(Violation("document_missing", "CALL-10", message, field="file"))
    if new.valid_to is not None and new.valid_to < new.valid_from:
        message = "Die Zeichnungsbefugnis endet vor ihrem Beginn."
        found.append(Violation("period_reversed", "CALL-10", message, field="valid_to"))
    return found


def check_end(one: Signatory, valid_to: date, reason: str) -> list[Violation]:
    """Every reason against ending the right to sign with this day."""
    found = []
    if not reason.strip():
        message = "Es fehlt der Grund, aus dem die Zeichnungsbefugnis endet."
        found.append(Violation("reason_missing", "CALL-10", message, field="reason"))
    if valid_to < one.entry.valid_from:
        message = "Die Zeichnungsbefugnis endet vor ihrem Beginn."
        found.append(Violation("period_reversed", "CALL-10", message, field="valid_to"))
    return found


def signing(
    register: Sequence[Signatory], named: Sequence[str] | None, on: date
) -> tuple[Signatory, ...]:
    """Who signs on a day: those named, else everybody who may."""
    chosen = register if named is None else [one for one in register if one.signatory_id in named]
    return tuple(one for one in chosen if one.may_sign_on(on))


def check_signing(
    register: Sequence[Signatory], named: Sequence[str] | None, on: date, rules: Rules
) -> list[Violation]:
    """Every reason against signing on a day; an empty register only counts where the pack asks."""
    found = list(_named_violations(register, named or (), on))
    needed = max(rules.drawdown.call_signatories, 1 if register else 0)
    if not found and len(signing(register, named, on)) < needed:
        expired = [one.entry.valid_to for one in register if one.entry.valid_to is not None]
        past = [day for day in expired if day < on]
        code = "signatory_expired" if past else "signatory_missing"
        until = f" Die letzte Befugnis endete am {german_date(max(past))}." if past else ""
        message = (
            f"Am {german_date(on)} sind zu wenige Personen zeichnungsberechtigt: nötig sind "
            f"{needed}.{until} Bitte ein neues Unterschriftenblatt ablegen."
        )
        found.append(Violation(code, "CALL-10", message, field="signatories"))
    # A register alone asks for one signature; only above that did the pack decide.
    return cited(found, rules) if rules.drawdown.call_signatories else found


def _named_violations(
    register: Sequence[Signatory], named: Sequence[str], on: date
) -> Iterator[Violation]:
    known = {one.signatory_id: one for one in register}
    for signatory_id in named:
        one = known.get(signatory_id)
        if one is None:
            message = "Eine der genannten Personen steht nicht im Verzeichnis."
            yield Violation("signatory_unknown", "CALL-10", message, field="signatories")
        elif not one.may_sign_on(on):
            until = one.entry.valid_to
            to = f" bis {german_date(until)}" if until else ""
            message = (
                f"{one.entry.function} darf am {german_date(on)} nicht zeichnen: die Befugnis gilt "
                f"ab {german_date(one.entry.valid_from)}{to}."
            )
            yield Violation("signatory_expired", "CALL-10", message, field="signatories")
