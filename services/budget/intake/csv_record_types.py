"""The kinds of lists the product reads: the finance system's vouchers and the opening lists."""

from typing import Any

from services.budget.domain.hour_sheet import HOUR_CHECKS, HourRow
from services.budget.domain.import_checks import VOUCHER_CHECKS
from services.budget.domain.import_row import ImportRow
from services.budget.domain.opening_row import (
    CALL_CHECKS,
    FUNDING_CHECKS,
    OPENING_VOUCHER_CHECKS,
    PLAN_LINE_CHECKS,
    RECEIPT_CHECKS,
    CallRow,
    FundingRow,
    OpeningVoucher,
    PlanLineRow,
    ReceiptRow,
)
from services.budget.domain.payroll_row import PayrollRow
from services.budget.domain.reconciliation import LedgerTotal
from services.budget.intake.csv_record import Field, RecordType

_VOUCHER_FIELDS = (
    Field("voucher_number", "number"),
    Field("creditor"),
    Field("invoice_number", "number", required=False),
    Field("invoice_date", "date"),
    Field("contract_date", "date", required=False),
    Field("service_from", "date"),
    Field("service_to", "date"),
    Field("payment_date", "date", required=False),
    Field("gross_cents", "amount"),
    Field("vat_cents", "amount"),
    Field("discount_cents", "amount", required=False, default=0),
    Field("retention_cents", "amount", required=False, default=0),
    Field("paid_cents", "amount", required=False),
    Field("budget_line"),
    Field("measure_id"),
    Field("purpose", "long_text"),
    Field("payment_reference", "number", required=False),
    Field("order_number", "number", required=False),
    Field("credits", "number", required=False),
    Field("budget_year", "year", required=False),
    Field("product", "number", required=False),
    Field("account", "number", required=False),
    Field("cost_centre", "number", required=False),
    Field("factual_by", required=False),
    Field("factual_on", "date", required=False),
    Field("arithmetical_by", required=False),
    Field("arithmetical_on", "date", required=False),
    Field("paid_by", required=False),
    Field("booked_by", required=False),
    Field("release_1", required=False),
    Field("release_2", required=False),
    Field("assignments", "assignments", required=False, default=()),
    Field("no_contract_reason", "long_text", required=False),
    Field("tax_key", required=False),
    Field("tax_rate", required=False),
)

VOUCHER: RecordType[ImportRow] = RecordType(
    "voucher", _VOUCHER_FIELDS, ImportRow, VOUCHER_CHECKS, "voucher_number", "gross_cents"
)


def _opening_voucher(row: int, *values: Any) -> OpeningVoucher:
    split = len(_VOUCHER_FIELDS)
    return OpeningVoucher(ImportRow(row, *values[:split]), *values[split:])


OPENING_VOUCHER: RecordType[OpeningVoucher] = RecordType(
    "opening-voucher",
    (
        *_VOUCHER_FIELDS,
        Field("called_in", "period", required=False),
        Field("ineligible_cents", "amount", required=False, default=0),
        Field("ineligible_reason", "long_text", required=False),
        Field("vat_deductible_bp", "percent", required=False, default=0),
        Field("allocation_bp", "percent", required=False, default=10_000),
        Field("allocation_reason", "long_text", required=False),
        Field("reverse_charge_vat_cents", "amount", required=False, default=0),
    ),
    _opening_voucher,
    OPENING_VOUCHER_CHECKS,
    "voucher_number",
    "gross_cents",
)

PLAN_LINE: RecordType[PlanLineRow] = RecordType(
    "opening-plan",
    (
        Field("budget_line"),
        Field("measure_id"),
        Field(
            "category",
            choices={
                "personalausgaben": "PERSONAL",
                "sachausgaben": "SACH",
                "investitionen": "INVEST",
            },
        ),
        Field("budget_year", "year"),
        Field("planned_cents", "amount"),
    ),
    PlanLineRow,
    PLAN_LINE_CHECKS,
    "budget_line",
    "planned_cents",
)

FUNDING: RecordType[FundingRow] = RecordType(
    "opening-funding",
    (
        Field(
            "source_kind",
            choices={
                "zuwendung": "grant",
                "eigenanteil": "own",
                "bund": "federal",
                "andere öffentliche mittel": "other_public",
                "private mittel": "private",
            },
        ),
        Field("source"),
        Field("amount_cents", "amount"),
    ),
    FundingRow,
    FUNDING_CHECKS,
    "source_kind",
    "amount_cents",
)

CALL: RecordType[CallRow] = RecordType(
    "opening-call",
    (
        Field("period", "period"),
        Field("kind", choices={"zwischenabruf": "interim", "schlussabruf": "final"}),
        Field("submitted_on", "date", required=False),
        Field("amount_cents", "amount"),
        Field("approved_cents", "amount", required=False),
        Field("reference", "number", required=False),
    ),
    CallRow,
    CALL_CHECKS,
    "period",
    "amount_cents",
)

RECEIPT: RecordType[ReceiptRow] = RecordType(
    "opening-receipt",
    (
        Field("period", "period"),
        Field("received_on", "date"),
        Field("amount_cents", "amount"),
        Field("reference", "number", required=False),
    ),
    ReceiptRow,
    RECEIPT_CHECKS,
    "period",
    "amount_cents",
)

HOURS: RecordType[HourRow] = RecordType(
    "hours",
    (
        Field("post_id", "number"),
        Field("day", "date"),
        Field("hundredths", "amount"),
        Field("activity", "long_text"),
        Field("measure_id"),
        Field("signed_by"),
        Field("signed_on", "date"),
        Field("countersigned_by"),
        Field("countersigned_on", "date"),
    ),
    HourRow,
    HOUR_CHECKS,
    "post_id",
    "hundredths",
)

PAYROLL: RecordType[PayrollRow] = RecordType(
    "payroll",
    (Field("post_id", "number"), Field("month", "date"), Field("gross_cents", "amount")),
    PayrollRow,
    (),
    "post_id",
    "gross_cents",
)

LEDGER_TOTAL: RecordType[LedgerTotal] = RecordType(
    "ledger_total",
    (
        Field("account", "number"),
        Field("cost_unit", "number", required=False),
        Field("budget_year", "year"),
        Field("amount_cents", "amount"),
    ),
    LedgerTotal,
    (),
    "account",
    "amount_cents",
)

RECORD_TYPES: dict[str, RecordType[Any]] = {
    one.name: one
    for one in (
        VOUCHER,
        OPENING_VOUCHER,
        PLAN_LINE,
        FUNDING,
        CALL,
        RECEIPT,
        HOURS,
        PAYROLL,
        LEDGER_TOTAL,
    )
}
