"""What a takeover file says, gathered and checked as a whole before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.import_row import Rejection
from services.budget.domain.opening_row import (
    CallRow,
    FundingRow,
    OpeningVoucher,
    PlanLineRow,
    ReceiptRow,
)
from services.budget.domain.plan import (
    Basis,
    Category,
    FundingSource,
    NewPlanVersion,
    PlanLine,
    SourceKind,
)
from services.budget.intake.opening import OpeningArchive
from services.budget.usecases.import_row import as_expenditure
from shared.errors import Violation


@dataclass
class OpeningFile:
    """All lines of a takeover; `faults` refuse the whole file."""

    plan: list[PlanLineRow] = field(default_factory=list)
    funding: list[FundingRow] = field(default_factory=list)
    vouchers: list[OpeningVoucher] = field(default_factory=list)
    calls: list[CallRow] = field(default_factory=list)
    receipts: list[ReceiptRow] = field(default_factory=list)
    faults: list[Violation] = field(default_factory=list)

    def new_plan(self) -> NewPlanVersion:
        """The plan with one line per Kostenposition, years added up."""
        lines: dict[str, PlanLine] = {}
        for row in self.plan:
            blank = PlanLine(row.budget_line, row.measure_id, Category(row.category), 0, {})
            line = lines.get(row.budget_line, blank)
            years = dict(line.years)
            years[row.budget_year] = years.get(row.budget_year, 0) + row.planned_cents
            lines[row.budget_line] = replace(
                line, planned_cents=line.planned_cents + row.planned_cents, years=years
            )
        funding = tuple(
            FundingSource(SourceKind(row.source_kind), row.source, row.amount_cents)
            for row in self.funding
        )
        return NewPlanVersion(Basis.AWARD, "Übernahme", tuple(lines.values()), funding)


def read_opening(stream: BinaryIO) -> OpeningFile:
    """Reads the whole file. Raises UnreadableFile."""
    found = OpeningFile()
    lists = {
        PlanLineRow: found.plan,
        FundingRow: found.funding,
        OpeningVoucher: found.vouchers,
        CallRow: found.calls,
        ReceiptRow: found.receipts,
    }
    for one in OpeningArchive(stream):
        if isinstance(one.item, Rejection):
            sentence = f"{one.file}: {one.item.sentence}"
            found.faults.append(Violation(one.item.code, one.item.rule, sentence, field="file"))
        elif type(one.item) in lists:
            lists[type(one.item)].append(one.item)  # type: ignore[attr-defined]
    found.faults.extend(_reference_faults(found))
    return found


def opening_expenditure(one: OpeningVoucher) -> NewExpenditure:
    """The entry a voucher line of a takeover stands for."""
    return replace(
        as_expenditure(one.voucher, None),
        ineligible_cents=one.ineligible_cents,
        ineligible_reason=one.ineligible_reason,
        vat_deductible_bp=one.vat_deductible_bp,
        allocation_bp=one.allocation_bp,
        allocation_reason=one.allocation_reason,
        reverse_charge_vat_cents=one.reverse_charge_vat_cents,
    )


def _reference_faults(found: OpeningFile) -> Iterator[Violation]:
    periods = {call.period for call in found.calls}
    for voucher in found.vouchers:
        if voucher.called_in is not None and voucher.called_in not in periods:
            yield _unknown_call("belege.csv", voucher.row, voucher.called_in)
    for receipt in found.receipts:
        if receipt.period not in periods:
            yield _unknown_call("zahlungseingaenge.csv", receipt.row, receipt.period)
    yield from _twice(found.calls)


def _unknown_call(file: str, row: int, period: str) -> Violation:
    message = f"{file}, Zeile {row}: Den Mittelabruf „{period}“ gibt es in mittelabrufe.csv nicht."
    return Violation("call_unknown", "CALL-02", message, field="file")


def _twice(calls: Sequence[CallRow]) -> Iterator[Violation]:
    seen: set[str] = set()
    for call in calls:
        if call.period in seen:
            message = f"mittelabrufe.csv, Zeile {call.row}: {call.period} kommt zweimal vor."
            yield Violation("call_exists", "CALL-02", message, field="file")
        seen.add(call.period)
