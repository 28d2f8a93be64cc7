"""Who signs a call, and what belongs to it: what is enclosed, what is filed, what is missing.

Source: rulebook (b) R02; CALL-10 (signature sheets), CALL-01 (files behind the rows), PRG-06/07
(documents of the transition to phase B), ANBest-Gk Nr. 1.2 (use of earlier parts).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.domain.reconciliation import QuarterComparison

State = Literal["enclosed", "filed", "missing"]
OPEN_GATE: Final = "gate_missing"
_STANDS_IN: Final = {"council_decision": "delegation_to_committee"}
"""The council may have handed the decision to its committee (PRG-06)."""


@dataclass(frozen=True)
class Signing:
    """An entry of the register of who may sign; `name` is empty where no event told it."""

    signatory_id: str
    name: str
    office: str
    valid_from: date
    reference: str


@dataclass(frozen=True)
class Enclosure:
    """One thing that belongs to the call; `kind` names it, `place` says where it is or what of it
    is missing, `gap` is the code of what is missing, under which its remedy stands."""

    kind: str
    rule: str
    state: State
    place: str = ""
    gap: str = ""


@dataclass(frozen=True)
class CallFiles:
    """What is filed beside the call: register entries by id, evidence by kind with its place, and
    the running numbers of rows of the call without any file."""

    register: Mapping[str, Signing] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    rows_without_file: tuple[int, ...] = ()


def signing(call: DrawdownSnapshot, files: CallFiles) -> tuple[Signing, ...]:
    """Who signs, as the release of the call fixed it; nobody before."""
    found = (files.register.get(one) for one in call.signatories)
    return tuple(one for one in found if one is not None)


def enclosures(
    call: DrawdownSnapshot,
    files: CallFiles,
    earlier: Sequence[DrawdownSnapshot],
    quarters: Sequence[QuarterComparison],
) -> tuple[Enclosure, ...]:
    """Everything that belongs to the call, in the order of the package."""
    found = [
        Enclosure("vouchers", "CALL-01", "enclosed", "Anlage 1"),
        Enclosure("details", "CALL-01", "enclosed", "Anlage 2"),
        _receipts(files.rows_without_file),
    ]
    if any(one.received_cents for one in earlier):
        place = "Abschnitt „Verwendung früherer Teilbeträge“"
        found.append(Enclosure("use_of_earlier_parts", "CALL-02", "enclosed", place))
    found += _sheets(call, files)
    found += [_of_gate(one.kind, one.rule, one.satisfied, files) for one in call.gates]
    return (*found, _reconciliation(quarters))


def _receipts(without: tuple[int, ...]) -> Enclosure:
    if not without:
        return Enclosure("receipts", "CALL-01", "filed", "zu jeder Zeile im Programm")
    shown = ", ".join(map(str, without[:10])) + (" …" if len(without) > 10 else "")
    place = f"ohne Datei: lfd. Nr. {shown}"
    return Enclosure("receipts", "CALL-01", "missing", place, "voucher_file")


def _sheets(call: DrawdownSnapshot, files: CallFiles) -> Iterator[Enclosure]:
    people = signing(call, files)
    for one in people:
        yield Enclosure("signature_sheet", "CALL-10", "filed", f"{one.office}: {one.reference}")
    if not people:
        text, gap = (
            ("niemand war am Tag der Freigabe eingetragen", "signatory_missing")
            if call.released_on
            else ("wer zeichnet, steht mit der Freigabe fest", "call_not_released")
        )
        yield Enclosure("signature_sheet", "CALL-10", "missing", text, gap)


def _of_gate(kind: str, rule: str, is_satisfied: bool, files: CallFiles) -> Enclosure:
    place = files.evidence.get(kind) or files.evidence.get(_STANDS_IN.get(kind, ""), "")
    if not is_satisfied:
        return Enclosure(kind, rule, "missing", place, OPEN_GATE)
    return Enclosure(kind, rule, "filed", place)


def _reconciliation(quarters: Sequence[QuarterComparison]) -> Enclosure:
    open_ = [one.quarter.label for one in quarters if one.closed is None]
    if open_:
        gap = "period_unreconciled"
        return Enclosure("reconciliation", "MUN-14", "missing", ", ".join(open_), gap)
    place = "Abschnitt „Abgleich mit der Finanzbuchhaltung“"
    return Enclosure("reconciliation", "MUN-14", "enclosed", place)
