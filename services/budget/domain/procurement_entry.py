"""What a procurement file is made of: its facts, and what follows them in order.

Nothing is ever overwritten: a correction is a further entry (PROC-01, PROC-04).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final


@dataclass(frozen=True)
class NewProcurement:
    """Facts of a file; amounts are net cents, `creditor` is blank where it is kept sealed.

    `kind` is what is bought; files of older versions, which did not ask, hold services, because
    by their limits they were judged. `award_net_cents` is the price of the contract. A late
    delivery costs `penalty_bp` of the contract's net value for every begun `penalty_days` days (1:
    a day, 7: a week), at most `penalty_cap_bp`; 0 is no clause. `splitting_reason` says why
    contracts of one creditor within twelve months were not split (PROC-05).
    """

    measure_id: str
    subject: str
    creditor: str
    relation: str
    estimate_net_cents: int
    procedure: str = ""
    procedure_reason: str = ""
    bidders_asked: int = 0
    offers_received: int = 0
    contract_date: date | None = None
    award_net_cents: int | None = None
    delivery_due_on: date | None = None
    penalty_bp: int = 0
    penalty_days: int = 1
    penalty_cap_bp: int = 0
    clauses: tuple[str, ...] = ()
    splitting_reason: str = ""
    kind: str = "services"


@dataclass(frozen=True)
class Revised:
    """The facts as of now; the first one opens the file.

    `sealed_creditor` is the name as it was entered, sealed under its key: the key itself is shared
    by names that differ in legal form only (ELG-09). Empty in entries of older versions.
    """

    KIND: ClassVar[str] = "revised"
    facts: NewProcurement
    key_id: str
    reason: str = ""
    sealed_creditor: str = ""


@dataclass(frozen=True)
class Filed:
    """A document at an item of the checklist."""

    KIND: ClassVar[str] = "filed"
    item: str
    sha256: str
    file_name: str
    media_type: str


@dataclass(frozen=True)
class Dispensed:
    """Why an item has nothing to file."""

    KIND: ClassVar[str] = "dispensed"
    item: str
    reason: str


@dataclass(frozen=True)
class Changed:
    """A change of the contract (Nachtrag), signed net cents."""

    KIND: ClassVar[str] = "changed"
    net_cents: int
    changed_on: date
    reason: str


@dataclass(frozen=True)
class Delivered:
    """The day of the delivery."""

    KIND: ClassVar[str] = "delivered"
    delivered_on: date


@dataclass(frozen=True)
class Claimed:
    """A penalty claimed, booked as a credit note of that expenditure."""

    KIND: ClassVar[str] = "claimed"
    amount_cents: int
    claimed_on: date
    expenditure_id: str
    credit_note_id: str = ""


@dataclass(frozen=True)
class Unclaimed:
    """The credit note of a claimed penalty was reversed: the claim is open again."""

    KIND: ClassVar[str] = "unclaimed"
    credit_note_id: str


@dataclass(frozen=True)
class Completed:
    """Somebody says that the file is complete."""

    KIND: ClassVar[str] = "completed"


@dataclass(frozen=True)
class Released:
    """A second person released it."""

    KIND: ClassVar[str] = "released"


@dataclass(frozen=True)
class Returned:
    """A second person gave it back."""

    KIND: ClassVar[str] = "returned"
    reason: str


Entry = (
    Revised
    | Filed
    | Dispensed
    | Changed
    | Delivered
    | Claimed
    | Unclaimed
    | Completed
    | Released
    | Returned
)

ENTRY_KINDS: Final = (
    Revised,
    Filed,
    Dispensed,
    Changed,
    Delivered,
    Claimed,
    Unclaimed,
    Completed,
    Released,
    Returned,
)
