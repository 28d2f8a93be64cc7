"""An expenditure as entered and as stored: the facts the rules look at.

Amounts are cents with VAT, shares are basis points, days are Europe/Berlin calendar days.
Field names as in the API; source: semantics 1 to 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.budget.domain.assignment import AccountAssignment


class Kind(StrEnum):
    """What a row of the expenditure list is."""

    VOUCHER = "voucher"
    ORDER = "order"
    CREDIT_NOTE = "credit_note"
    RETENTION_RELEASE = "retention_release"
    REVERSAL = "reversal"

    @property
    def is_movement(self) -> bool:
        """A dated change of another row (credit note, retention release)."""
        return self in (Kind.CREDIT_NOTE, Kind.RETENTION_RELEASE)


class Status(StrEnum):
    """How far a row has come; `reversed` is a mark beside these (semantics 4)."""

    COMMITTED = "committed"
    RECORDED = "recorded"
    CLAIMABLE = "claimable"
    CALLED = "called"

    @property
    def counts_as_claimable(self) -> bool:
        """Part of the sum `claimable` (semantics 5)."""
        return self in (Status.CLAIMABLE, Status.CALLED)


class CertificationKind(StrEnum):
    """Sachliche and rechnerische Feststellung (§ 31 (2) KomHVO NRW, MUN-01)."""

    FACTUAL = "factual"
    ARITHMETICAL = "arithmetical"


class DocumentKind(StrEnum):
    """What a file at an expenditure proves."""

    VOUCHER = "voucher"
    PAYMENT_PROOF = "payment_proof"
    CONTRACT = "contract"
    DELIVERY = "delivery"
    PROCUREMENT = "procurement"


@dataclass(frozen=True)
class NewExpenditure:
    """What a user enters; names and defaults exactly as in the JSON API.

    `reverse_charge_vat_cents` is the tax the city owes itself under § 13b UStG, beside the invoice
    (ELG-07). `release_1` and `release_2` are the two employees who released the payment order,
    `sole_judge_reason` why somebody who pays or books certifies all the same (MUN-02, MUN-03).
    `procurement_id` names the procurement file (PROC-01).
    """

    budget_line: str
    measure_id: str
    creditor: str
    purpose: str
    gross_cents: int
    service_from: date
    service_to: date
    vat_cents: int = 0
    vat_deductible_bp: int = 0
    discount_cents: int = 0
    retention_cents: int = 0
    allocation_bp: int = 10_000
    allocation_reason: str | None = None
    ineligible_cents: int = 0
    ineligible_reason: str | None = None
    contract_date: date | None = None
    no_contract_reason: str | None = None
    voucher_number: str | None = None
    invoice_number: str | None = None
    invoice_date: date | None = None
    payment_date: date | None = None
    payment_reference: str | None = None
    invoice_id: str | None = None
    commitment_id: str | None = None
    split_of: str | None = None
    voucher_gross_cents: int | None = None
    instalment_of: str | None = None
    replaces: str | None = None
    budget_year: int | None = None
    product: str | None = None
    account: str | None = None
    cost_centre: str | None = None
    paid_by: str | None = None
    booked_by: str | None = None
    reverse_charge_vat_cents: int = 0
    assignments: tuple[AccountAssignment, ...] = ()
    release_1: str | None = None
    release_2: str | None = None
    sole_judge_reason: str | None = None
    procurement_id: str | None = None

    @property
    def is_paid(self) -> bool:
        """A payment date stands for a payment."""
        return self.payment_date is not None

    @property
    def claims_nothing(self) -> bool:
        """Recorded as wholly ineligible: period rules do not refuse it (semantics 2)."""
        return self.ineligible_cents == self.gross_cents

    @property
    def document_number(self) -> str | None:
        """The number duplicates are found by: invoice number, without one the voucher number."""
        return self.invoice_number or self.voucher_number


def kind_of(new: NewExpenditure) -> Kind:
    """`ORDER` for an entry with no trace of a voucher or payment, else `VOUCHER`.

    An order is an expenditure without voucher, never certified or paid (semantics 2); anything that
    belongs to another voucher (part, instalment, invoice of an order) is none.
    """
    traces = (
        new.voucher_number,
        new.invoice_number,
        new.invoice_date,
        new.invoice_id,
        new.payment_date,
        new.commitment_id,
        new.split_of,
        new.instalment_of,
    )
    return Kind.VOUCHER if any(traces) else Kind.ORDER


@dataclass(frozen=True)
class Movement:
    """A credit note or retention release: a positive amount as entered, on its own day."""

    amount_cents: int
    on: date
    vat_cents: int = 0
    reference: str | None = None


@dataclass(frozen=True)
class Certification:
    """One Feststellung. `by` is the user id, or for `external` ones a stable key of the person;
    `deputy_for` whose authority it rests on where somebody certified i. V. (MUN-01); `office` the
    German name of the role in which it was given, empty where none is known."""

    kind: CertificationKind
    by: str
    on: date
    external: bool = False
    deputy_for: str | None = None
    office: str = ""


@dataclass(frozen=True)
class Row:
    """One stored row with a running number: everything the rules need to know of it.

    Movements and reversal twins carry the `facts` of the row they belong to (`original_id`);
    a movement has its own amount in `movement`. `recorders` are all persons who count as recorder
    (whoever recorded, changed or paid it or entered a movement of it; of an imported row whoever
    uploaded and whoever committed). `call_id` is the released call the
    row is bound to, `reversed_by` the id of its twin: a movement taken along by the reversal of its
    original names that same twin. `is_opening`: brought along from before this ledger.
    `payment_recorded_on`: the day its payment was entered, where that was after the row itself.
    """

    expenditure_id: str
    grant_id: str
    number: int
    kind: Kind
    facts: NewExpenditure
    recorders: frozenset[str]
    recorded_on: date
    original_id: str | None = None
    movement: Movement | None = None
    certifications: tuple[Certification, ...] = ()
    documents: frozenset[DocumentKind] = frozenset()
    call_id: str | None = None
    reversed_by: str | None = None
    closed_on: date | None = None
    is_opening: bool = False
    payment_recorded_on: date | None = None

    @property
    def is_called(self) -> bool:
        return self.call_id is not None

    @property
    def is_reversed(self) -> bool:
        return self.reversed_by is not None


@dataclass(frozen=True)
class Family:
    """A row with all that changes it: its movements and the twins of it and of its movements."""

    original: Row
    movements: tuple[Row, ...] = ()
    twins: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return (self.original, *self.movements, *self.twins)

    def twin_of(self, row: Row) -> Row | None:
        """The reversal twin of `row`, if it was reversed."""
        return next((t for t in self.twins if t.expenditure_id == row.reversed_by), None)
