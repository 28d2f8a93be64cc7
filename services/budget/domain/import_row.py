"""What a reader of outside lists hands over: frozen values, money in cents, days as dates.

No database and no rule of the grant: whether a line or measure exists, whether a voucher is known
already, is decided by the use case that turns an ``ImportRow`` into an expenditure.
"""

from dataclasses import dataclass
from datetime import date

from services.budget.domain.assignment import AccountAssignment
from shared.errors import DecidingValue, DomainError, Violation


@dataclass(frozen=True, slots=True)
class Rejection:
    """One reason why a line was not taken over.

    ``row`` is the line number in the file as an editor shows it (0: the whole file), ``column`` the
    header the officer sees ("" where no single column is at fault), ``code`` stable English,
    ``message`` German, ``value`` the text as found (shortened, unprintable characters replaced),
    ``rule`` the id of the rule, ``values`` those of the pack that decided. A line with several
    faults yields several rejections.
    """

    row: int
    column: str
    code: str
    message: str
    value: str = ""
    rule: str = "FMT-03"
    values: tuple[DecidingValue, ...] = ()

    @property
    def sentence(self) -> str:
        """The reason with its place and rule, for lists and terminals."""
        place = f"Zeile {self.row}" if self.row else "Datei"
        if self.column:
            place += f", Spalte „{self.column}“"
        return f"{place}: {self.message} ({self.rule})"


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that is no record: empty, a repeated header or a total; reported, never guessed.

    ``declared_cents`` is what a totals line states, ``agrees`` whether it equals what was read so
    far (``None``: the line states nothing that could be compared).
    """

    row: int
    code: str
    message: str
    declared_cents: int | None = None
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one file: lines taken over with their sum in cents, lines refused, lines skipped.

    ``total_mismatches`` counts totals lines that state something else than what was read.
    """

    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    sum_cents: int = 0
    total_mismatches: int = 0


class UnreadableFile(DomainError):
    """The file as a whole cannot be read; ``rejection`` says why. Answer it with 422."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(
            [Violation(rejection.code, rejection.rule, rejection.message, field="file")]
        )
        self.rejection = rejection


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One booking of the finance system; names and order follow the columns of `finanz-csv`.

    A voucher has ``gross_cents > 0``; a credit note has ``gross_cents < 0`` and names in
    ``credits`` the Belegnummer of the voucher it lowers. ``paid_cents`` is the Zahlbetrag, if the
    file states one: it then equals gross − discount − retention.
    """

    row: int
    voucher_number: str
    creditor: str
    invoice_number: str | None
    invoice_date: date
    contract_date: date | None
    service_from: date
    service_to: date
    payment_date: date | None
    gross_cents: int
    vat_cents: int
    discount_cents: int
    retention_cents: int
    paid_cents: int | None
    budget_line: str
    measure_id: str
    purpose: str
    payment_reference: str | None = None
    order_number: str | None = None
    credits: str | None = None
    budget_year: int | None = None
    product: str | None = None
    account: str | None = None
    cost_centre: str | None = None
    factual_by: str | None = None
    factual_on: date | None = None
    arithmetical_by: str | None = None
    arithmetical_on: date | None = None
    paid_by: str | None = None
    booked_by: str | None = None
    release_1: str | None = None
    release_2: str | None = None
    assignments: tuple[AccountAssignment, ...] = ()
    no_contract_reason: str | None = None
    tax_key: str | None = None
    """Key of the tax as the finance system writes it; it says no rate by itself."""
    tax_rate: str | None = None
    """The rate beside it as written; ``vat_cents`` was computed from it."""

    @property
    def is_credit_note(self) -> bool:
        """Whether the row lowers another voucher instead of being one."""
        return self.gross_cents < 0

    @property
    def payable_cents(self) -> int:
        """Gross − discount − retention: what the payment must amount to."""
        return self.gross_cents - self.discount_cents - self.retention_cents
